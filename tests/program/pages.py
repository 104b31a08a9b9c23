"""Lines and pages of everything there is to set: the corpus, the founding input, the samples.

What stands where is read from the PDF; which line belongs to what from the text view of the lines."""
import collections
import re

import corpus
import pdf
from hexapla import equal, findings, main, run, status

# [pt] Of each template's page: its width, how far out a long title number may start, where the column ends, the lowest
# baseline, and where the foot of the first page begins.
Layout = collections.namedtuple("Layout", "width left right bottom foot")
LAYOUTS = {"new york": Layout(612, 60.0, 490.4, 730.4, 740), "geneva": Layout(595.3, 56.6, 484.2, 776.0, 778),
           "mun": Layout(595.28, 72.0, 523.3, 760.0, 790), "plain": Layout(595.28, 75.8, 510.3, 760.0, 790)}
NEAR = 0.15  # [pt]
HANG = {"zh": 5.25 + NEAR}  # [pt] half a character: a mark's empty half may stand outside the measure
HANG_USUAL = 0.3  # [pt] rounding of the letters' widths
IN_COLUMN = {"adoption", "provenance", "title", "opening", "preambular", "operative", "paragraph"}
KEPT = {"heading-1", "heading-2", "heading-3", "annex", "title", "adoption", "session", "opening"}

Line = collections.namedtuple("Line", "page role at y text")
PATTERN = re.compile(r"(\d+) ([a-z0-9-]+)\.(\d+) y=(\S+) .*? \| (.*)")


def lines(document):
    done = run("render", document.path, "--dump", "lines")
    status(done, 0)
    found = [PATTERN.match(line) for line in done.stdout.decode().split("\n") if line]
    assert all(found), "a line of the view is not understood"
    return [Line(int(m[1]), m[2], int(m[3]), float(m[4]), m[5]) for m in found], done.said


VIEWS = {}


def view(document):
    if document.path not in VIEWS:
        VIEWS[document.path] = lines(document)
    return VIEWS[document.path]


def blocks(document):
    """Body blocks as lists of their lines, in order."""
    found = []
    for line in view(document)[0]:
        if line.role in ("cell", "note"):
            continue
        if line.at == 0 or not found:
            found.append([])
        found[-1].append(line)
    return found


def all_documents(check):
    wrong = []
    for document in corpus.ours_and_theirs():
        wrong += [f"{document.name}: {what}" for what in check(document)]
    assert not wrong, f"{len(wrong)}\n" + "\n".join(wrong[:20])


def the_view_has_every_line():
    """The text view and the PDF agree on lines and places, so that one speaks for the other."""
    def check(document):
        listed, _ = view(document)
        seen = {(run_.page, round(run_.y * 10) + d) for run_ in document.pdf.runs for d in (-1, 0, 1)}
        for line in listed:
            if line.text.strip() and (line.page, round(line.y * 10)) not in seen:
                yield f"line at {line.y} of page {line.page} is not in the PDF: {line.text[:40]}"
        assert all(len(block) == block[-1].at + 1 for block in blocks(document)), "a block has lost a line"
    all_documents(check)


def layout(document):
    named = re.search(r"^template: (\w+)$", getattr(document.source, "fields", ""), re.M)
    if named:
        return LAYOUTS[named[1]]
    return LAYOUTS["new york" if document.pdf.pages[0].width == 612 else "geneva"]


def no_line_is_wider_than_its_measure():
    def check(document):
        if any(rule == "line-overfull" for *_, rule in findings(view(document)[1])):
            return
        hang = HANG.get(document.language, HANG_USUAL)
        page = layout(document)
        left, right = page.left - NEAR, page.right + hang
        if document.language == "ar":
            left, right = page.width - page.right - hang, page.width - page.left + NEAR
        top = min(line.y for line in view(document)[0] if line.page == 1 and line.role in IN_COLUMN) - 1
        for run_ in document.body + document.notes:
            if run_.text.strip() and (run_.page > 1 or top <= run_.y < page.foot) and (run_.left < left or run_.right > right):
                yield repr(run_)
    all_documents(check)


def nothing_stands_below_the_bottom():
    def check(document):
        for run_ in document.body + document.notes:
            page = layout(document)
            mark = run_.right == run_.left  # drawn under its letter
            if run_.text.strip() and not mark and run_.y > page.bottom + NEAR and not (run_.page == 1 and run_.y > page.foot):
                yield repr(run_)
    all_documents(check)


def no_line_of_a_paragraph_stands_alone():
    """Of four lines and more, two at least stay together before and after a page's end."""
    def check(document):
        for block in blocks(document):
            pages = [line.page for line in block]
            if len(block) >= 4 and (pages.count(pages[0]) == 1 or pages.count(pages[-1]) == 1):
                yield f"page {pages[0]} to {pages[-1]}: {block[0].role} of {len(block)} lines: {block[0].text[:50]}"
    all_documents(check)


def no_heading_ends_a_page():
    def check(document):
        rows = blocks(document)
        for block, below in zip(rows, rows[1:]):
            if block[0].role in KEPT and block[-1].page != below[0].page:
                yield f"page {block[-1].page} ends with a {block[0].role}: {block[0].text[:50]}"
        if rows[-1][0].role in KEPT:
            yield "a heading is the last thing"
    all_documents(check)


def no_page_is_empty():
    def check(document):
        used = {line.page for line in view(document)[0] if line.role not in ("cell",)}
        for page in range(1, len(document.pdf.pages) + 1):
            if page not in used:
                yield f"page {page} has no text"
    all_documents(check)


def lines_do_not_touch():
    """Baselines of one column are at least the size of the type apart, whatever a line has above or below it."""
    def check(document):
        column = collections.defaultdict(list)
        for line in view(document)[0]:
            if line.role != "cell" and line.text.strip():
                column[line.page].append(line)
        for page, rows in column.items():
            for above, below in zip(rows, rows[1:]):
                if 0.01 < abs(below.y - above.y) < 8.5:
                    yield f"page {page}: lines at {above.y} and {below.y}"
                if below.y < above.y - 0.01:
                    yield f"page {page}: the line at {below.y} comes after the one at {above.y}"
    all_documents(check)


def read(name):
    with open(name, "rb") as file:
        return file.read()


def converted(document):
    status(run("convert", document.path, "-o", "once.txt"), 0)
    status(run("convert", "once.txt", "-o", "twice.txt"), 0)
    equal(read("twice.txt"), read("once.txt"))
    status(run("render", "once.txt", "-o", "once.pdf"), 0)


def the_founding_input_converted_gives_the_same_pages():
    document = corpus.rendered("seed")[0]
    converted(document)
    status(run("render", document.path, "-o", "seed.pdf"), 0)
    equal(read("once.pdf") == read("seed.pdf"), True)


def converting_a_sample_gives_the_same_pages():
    for document in corpus.rendered("samples"):
        converted(document)
        status(run("render", document.path, "-o", "sample.pdf"), 0)
        assert read("once.pdf") == read("sample.pdf"), document.name


def converting_the_corpus_keeps_every_letter():
    for document in corpus.rendered("corpus"):
        converted(document)
        body, notes = pdf.body_and_notes(pdf.File("once.pdf"))
        equal((document.name, corpus.source.letters(pdf.text(body))), (document.name, corpus.source.letters(pdf.text(document.body))))
        equal((document.name, corpus.source.letters(pdf.text(notes))), (document.name, corpus.source.letters(pdf.text(document.notes))))


if __name__ == "__main__":
    with corpus.workshop():
        main([the_view_has_every_line, no_line_is_wider_than_its_measure, nothing_stands_below_the_bottom,
              no_line_of_a_paragraph_stands_alone, no_heading_ends_a_page, no_page_is_empty, lines_do_not_touch,
              the_founding_input_converted_gives_the_same_pages, converting_a_sample_gives_the_same_pages,
              converting_the_corpus_keeps_every_letter])
