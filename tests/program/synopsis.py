"""Versions side by side: each says what its source says, in a column of its own; paragraphs that belong together
begin on one baseline, notes stand under their column on the page of their call; Arabic is on the right. Places are
read from the PDF, by the marks that its structure names."""
import glob
import os
import re
import shutil
import sys

try:
    import pikepdf  # pylint: disable=unused-import
except ImportError:  # a Python of its own comes before Debian's
    if sys.executable != "/usr/bin/python3" and os.path.exists("/usr/bin/python3") and "HEXAPLA_PYTHON" not in os.environ:
        os.environ["HEXAPLA_PYTHON"] = "/usr/bin/python3"
        os.execv("/usr/bin/python3", ["/usr/bin/python3", *sys.argv])
    print("1..0 # SKIP python3-pikepdf is not installed")
    sys.exit(0)

import checker
import corpus
import pdf
import source
import tagged
from hexapla import GOOD, SOURCE, equal, findings, main, read, run, status, write

NOTES = ("Note", "FENote")
BLOCKS = {"P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "Title"}
SETS = {"en,fr": "un-synopsis", "en,zh,ar": "un-synopsis-wide", "en,fr,es,ru,zh,ar": "un-synopsis-spread"}
CLOSE = 0.03  # [pt]


class Synopsis:
    """A PDF of versions, its sections by language."""

    def __init__(self, path):
        self.tags, self.pdf = tagged.File(path), pdf.File(path)
        self.sections = {str(kid.thing.Lang): kid for kid in self.tags.roots[0].elements}
        self.runs = {}
        for page in self.pdf.pages:
            for item in page.runs:
                if item.mark is not None:
                    self.runs.setdefault((page.number - 1, item.mark), []).append(item)

    def marks(self, element, leave=NOTES):
        """Runs of an element, in order, without those of notes."""
        for kid in element.kids:
            if isinstance(kid, tagged.Element):
                if kid.type not in leave:
                    yield from self.marks(kid, leave)
            elif kid[0] == "mark":
                yield from self.runs.get((kid[1], kid[2]), [])

    def blocks(self, language):
        """Paragraphs and headings of a version that are in no note, in order."""
        return [element for element in self.tags.elements if element.type in BLOCKS and self.of(element) == language
                and not element.above(*NOTES) and any(item.text.strip() for item in self.marks(element))]

    def of(self, element):
        while element.parent and element.parent.type != "Document":
            element = element.parent
        return str(element.thing.Lang)

    def first(self, element):
        """Page from 0 and baseline of an element's first line; of a list item, of the label that stands before it."""
        item = next(item for item in self.marks(element) if item.text.strip())
        return item.page - 1, item.y

    def text(self, language):
        return source.letters(self.sections[language].text(NOTES))

    def notes(self, language):
        return [element for element in self.tags.elements if element.type in NOTES and self.of(element) == language]

    def body(self, language):
        """The blocks behind the title, which every version has as many of."""
        blocks = self.blocks(language)
        title = max(i for i, block in enumerate(blocks) if block.type in ("H1", "Title"))
        return blocks[title + 1:]

    def columns(self, page):
        """(left, right) of the columns on a page: between its hairlines."""
        lines = sorted(rule.x for rule in self.pdf.pages[page].rules if rule.height > 300 and rule.width < 1)
        edges = [0.0, *lines, self.pdf.pages[page].width]
        return list(zip(edges, edges[1:]))


def sample(name, language):
    return f"{SOURCE}/samples/{name}.{language}.txt"


def side_by_side(languages, name="heritage", **options):
    output = f"{name}.{languages.replace(',', '-')}.pdf"
    done = run("render", "--parallel", languages, sample(name, "en"), "-o", output, *options.get("more", ()))
    status(done, 0)
    return output


def places(languages):
    """(language, column, sheet) from left to right."""
    order = [tag for tag in languages.split(",") if tag != "ar"] + ["ar"] * ("ar" in languages)
    each = 3 if len(order) == 6 else len(order)
    return [(tag, i % each, i // each, (len(order) + each - 1) // each) for i, tag in enumerate(order)]


def paragraphs_begin_on_one_baseline():
    for languages in SETS:
        file = Synopsis(side_by_side(languages))
        sheets = places(languages)[0][3]
        rows = {tag: [file.first(block) for block in file.body(tag)] for tag, *_ in places(languages)}
        tags = list(rows)
        assert len(rows["en"]) > 40, len(rows["en"])
        for tag in tags:
            equal(len(rows[tag]), len(rows["en"]))
        for k, row in enumerate(zip(*rows.values())):
            assert len({page // sheets for page, _ in row}) == 1, (languages, k, row)
            assert max(y for _, y in row) - min(y for _, y in row) < CLOSE, (languages, k, row)


def columns_stand_apart_and_notes_under_theirs():
    for languages in SETS:
        file = Synopsis(side_by_side(languages))
        for tag, column, sheet, sheets in places(languages):
            calls = 0
            for item in file.marks(file.sections[tag], leave=()):
                left, right = file.columns(item.page - 1)[column]
                equal((languages, tag, (item.page - 1) % sheets), (languages, tag, sheet))
                assert left < item.left + 0.1 and item.right < right + 0.1, (languages, tag, item)
            lowest = {}
            for item in file.marks(file.sections[tag]):
                lowest[item.page] = max(item.y, lowest.get(item.page, 0))
            for note in file.notes(tag):
                here = next(item for item in file.marks(note, leave=()) if item.text.strip())
                caller = note.parent.kids[note.parent.kids.index(note) - 1]
                call = next(file.marks(caller))
                equal((tag, here.page, call.text.strip("() ")), (tag, call.page, here.text.strip("() ")))
                assert here.y > lowest[here.page], (languages, tag, here)
                calls += 1
            assert calls == 7 or calls > 3, (languages, tag, calls)


def arabic_is_on_the_right_and_from_the_right():
    for languages in ("ar,en", "ar,zh,en"):
        file = Synopsis(side_by_side(languages))
        equal(list(file.sections), [tag for tag in languages.split(",") if tag != "ar"] + ["ar"])
        items = [item for item in file.marks(file.sections["ar"]) if item.page == 1]
        other = [item for item in file.marks(file.sections["en"]) if item.page == 1]
        assert min(item.left for item in items) > max(item.right for item in other)
        edge = max(item.right for item in items)
        full = {round(item.y, 1) for item in items if abs(item.right - edge) < 2}
        assert len(full) > len({round(item.y, 1) for item in items}) / 2, "its lines do not begin on the right"


def letters_alone(path, template):
    """Body and notes of a version by itself, in order of its structure."""
    status(run("render", "-t", template, path, "-o", "alone.pdf"), 0)
    file = tagged.File("alone.pdf")
    return (source.letters(file.roots[0].text(NOTES)),
            [source.letters(note.text()) for note in file.elements if note.type in NOTES])


def says_the_same(output, paths, template):
    """Each section says what the version says when it is set alone, and every line of its source."""
    file = Synopsis(output)
    equal(sorted(file.sections), sorted(paths))
    for tag, path in paths.items():
        body, notes = letters_alone(path, template)
        equal((path, source.differences(body, file.text(tag))), (path, []))
        equal((path, sorted(source.letters(note.text()) for note in file.notes(tag))), (path, sorted(notes)))
        given = source.read(path)
        lines = [corpus.LABEL.sub(lambda m: m[1] + m[2].translate(corpus.LOOKALIKE), line) if tag == "ru" else line for line in given.body]
        lines = [source.letters(source.turned(line) if tag == "ar" else line) for line in lines]
        got = file.text(tag)  # short lines may be worded anew
        equal((path, [line for line in lines if line not in got and len(line) > corpus.LINE_MOST]), (path, []))


def samples_keep_every_letter():
    for name in ("day", "heritage", "sc", "hrc", "ecosoc", "decision"):
        for languages in SETS if name == "heritage" else ("es,ru", "fr,zh,ar"):
            output = side_by_side(languages, name)
            says_the_same(output, {tag: sample(name, tag) for tag in languages.split(",")}, "un-synopsis")


def corpus_sets():
    for path in sorted(path for tag, path in corpus.texts() if tag == "en" and "/plain/" not in path):
        yield {tag: path.replace("/corpus/en/", f"/corpus/{tag}/") for tag in "en fr es ru zh ar".split()}


def published_sets_keep_every_letter():
    count = 0
    for paths in corpus_sets():
        done = run("render", "--parallel", ",".join(paths), *paths.values(), "-o", "set.pdf")
        assert done.returncode == 0, (paths["en"], done.said[-600:])
        says_the_same("set.pdf", paths, "un-synopsis")
        equal((paths["en"], checker.faults("set.pdf")), (paths["en"], []))
        count += 1
    assert count >= 14, count


def a_paragraph_that_is_missing_leaves_a_gap():
    for tag in ("en", "fr", "ar"):
        shutil.copy(sample("heritage", tag), f"heritage.{tag}.txt")
    text = read("heritage.fr.txt").decode()
    lines = text.split("\n")
    gone = next(i for i, line in enumerate(lines) if line.startswith("Profondément préoccupée"))
    write("heritage.fr.txt", "\n".join(lines[:gone] + lines[gone + 2:]))
    status(run("render", "--parallel", "en,fr,ar", "heritage.en.txt", "-o", "gap.pdf"), 0)
    file = Synopsis("gap.pdf")
    rows = {tag: [file.first(block) for block in file.body(tag)] for tag in ("en", "fr", "ar")}
    k = next(i for i, block in enumerate(file.body("en")) if "Deeply concerned" in block.text())
    equal(len(rows["fr"]), len(rows["en"]) - 1)
    rows["fr"].insert(k, rows["en"][k])
    for tag in ("fr", "ar"):
        for (page, y), (other, z) in zip(rows["en"], rows[tag]):
            assert page == other and abs(y - z) < CLOSE, (tag, (page, y), (other, z))
    page, top = rows["en"][k]
    bottom = rows["en"][k + 1][1] if rows["en"][k + 1][0] == page else 10000
    column = [item for item in file.marks(file.sections["fr"]) if item.page - 1 == page and top - 1 < item.y < bottom - 1]
    equal(column, [])


def a_paragraph_that_stands_elsewhere_has_a_row_of_its_own():
    """Each column keeps the order of its version, and the rest stays in step."""
    shutil.copy(sample("heritage", "en"), "heritage.en.txt")
    lines = read(sample("heritage", "fr")).decode().split("\n")
    gone = next(i for i, line in enumerate(lines) if line.startswith("Profondément préoccupée"))
    lines[gone - 6:gone + 2] = [lines[gone], "", *lines[gone - 6:gone]]
    write("heritage.fr.txt", "\n".join(lines))
    status(run("render", "--parallel", "en,fr", "heritage.en.txt", "-o", "moved.pdf"), 0)
    says_the_same("moved.pdf", {"en": "heritage.en.txt", "fr": "heritage.fr.txt"}, "un-synopsis")
    file = Synopsis("moved.pdf")
    rows = {tag: {file.first(block) for block in file.body(tag)} for tag in ("en", "fr")}
    moved = [file.first(block) for block in file.body("fr") if "Profondément" in block.text()]
    left = [file.first(block) for block in file.body("en") if "Deeply concerned" in block.text()]
    equal((rows["en"] - rows["fr"], rows["fr"] - rows["en"]), (set(left), set(moved)))


def numbers_do_not_match_paragraphs_but_what_they_say():
    """A version that lacks a numbered paragraph counts on without it."""
    body = "\n\n".join(f"{n}. Calls upon all ports to keep {n * 7} lamps lit and to tell of them in {1990 + n};" for n in range(1, 9))
    french = [f"Demande à tous les ports de tenir {n * 7} feux allumés et d'en rendre compte en {1990 + n} ;" for n in range(1, 9) if n != 4]
    head = GOOD[:GOOD.index("The General")]
    write("lamps.en.txt", head + "The General Assembly,\n\n" + body + "\n")
    write("lamps.fr.txt", head.replace("language: en", "language: fr") + "L'Assemblée générale,\n\n" +
          "\n\n".join(f"{i}. {text}" for i, text in enumerate(french, 1)) + "\n")
    status(run("render", "--parallel", "en,fr", "lamps.en.txt", "-o", "lamps.pdf"), 0)
    file = Synopsis("lamps.pdf")
    lines = {tag: {re.search(r"19\d\d", block.text())[0]: file.first(block) for block in file.body(tag)
                   if re.search(r"19\d\d", block.text())} for tag in ("en", "fr")}
    equal(sorted(set(lines["en"]) - set(lines["fr"])), ["1994"])
    for year, (page, y) in lines["fr"].items():
        assert lines["en"][year][0] == page and abs(lines["en"][year][1] - y) < CLOSE, (year, lines["en"][year], (page, y))


def a_row_of_more_than_a_page_goes_on():
    long = " ".join(f"the lamps of harbour {n} and those who keep them in all seasons of the year" for n in range(1, 400))
    write("long.en.txt", GOOD.replace("keep their lamps lit", long))
    write("long.fr.txt", GOOD.replace("language: en", "language: fr").replace("The General Assembly,", "L'Assemblée générale,")
          .replace("keep their lamps lit", long))
    done = run("render", "--parallel", "en,fr", "long.en.txt", "-o", "long.pdf")
    status(done, 0)
    file = Synopsis("long.pdf")
    assert len(file.pdf.pages) > 3
    for page in file.pdf.pages:
        rows = [item for item in page.runs if not item.artifact]
        assert max(item.y for item in rows) <= 732 + CLOSE, max(rows, key=lambda item: item.y)
        if page.number in (2, 3):
            tops = [min(item.y for item in file.marks(file.sections[tag]) if item.page == page.number) for tag in ("en", "fr")]
            assert abs(tops[0] - tops[1]) < CLOSE and abs(tops[0] - 78) < CLOSE, tops


def both_standards_and_the_same_bytes():
    for languages in SETS:
        output = side_by_side(languages)
        equal(checker.faults(output), [])
        first = read(output)
        status(run("verify", output), 0)
        if languages == "en,zh,ar":
            continue
        newer = side_by_side(languages, more=("--standard", "ua2-a4f"))
        equal(checker.faults(newer), [])
        attached = tagged.File(newer).pdf.attachments
        equal(sorted(attached), sorted(f"heritage.{tag}.txt" for tag in languages.split(",")))
        status(run("verify", newer), 0)
        files = [sample("heritage", tag) for tag in reversed(languages.split(","))]
        status(run("render", "--parallel", languages, *files, "-o", "turned.pdf"), 0)
        assert read("turned.pdf") == first, "the order of the sources tells"


def notes_and_links_lead_into_their_column():
    file = tagged.File(side_by_side("en,es"))
    sides = set()
    for page, annotation in file.annotations():
        if annotation.A.S == "/GoTo":
            words = str(annotation.Contents).split()
            left = float(annotation.Rect[0]) < 300
            sides.add((left, words[0]))
    equal(len(sides), 4)  # to notes and back, in two languages
    assert not {word for left, word in sides if left} & {word for left, word in sides if not left}, sides


def wrong_use_is_told():
    done = run("render", "--parallel", "en,fr", sample("day", "en"), sample("day", "ru"), "-o", "x.pdf")
    equal((done.returncode, [found[3] for found in findings(done.said)]), (2, ["synopsis-missing"]))
    done = run("render", "--parallel", "en,fr", sample("day", "en"), sample("sc", "en"), sample("day", "fr"), "-o", "x.pdf")
    assert done.returncode == 2 and "synopsis-twice" in done.said, done.said
    done = run("render", "--parallel", "en,fr", "-t", "un-ga", sample("day", "en"), "-o", "x.pdf")
    assert done.returncode == 2 and "synopsis-template" in done.said, done.said
    done = run("render", "--parallel", "en,fr,es,ru,zh", "-t", "un-synopsis", sample("day", "en"), "-o", "x.pdf")
    assert done.returncode == 2 and "synopsis-many" in done.said, done.said
    done = run("render", "--parallel", "en,fr", sample("day", "en"), sample("sc", "fr"), "-o", "x.pdf")
    assert done.returncode == 0 and "synopsis-symbol" in done.said, done.said
    done = run("render", "--parallel", "en,xx", sample("day", "en"), sample("sc", "fr"), "-o", "y.pdf")
    assert done.returncode == 2 and "language-tag" in done.said and not os.path.exists("y.pdf"), done.said


def outputs_have_the_languages_in_their_names():
    for tag in ("en", "fr"):
        shutil.copy(sample("day", tag), f"day.{tag}.txt")
    status(run("render", "--parallel", "en,fr", "day.en.txt"), 0)
    status(run("render", "--parallel", "en,fr", "day.en.txt", "--png=30"), 0)
    equal(sorted(glob.glob("day.en-fr*")), ["day.en-fr-1.png", "day.en-fr.pdf"])
    shutil.copy("day.fr.txt", "french")
    status(run("render", "--parallel", "fr,en", "french", "day.en.txt", "-o", "out/"), 0)
    equal(os.listdir("out"), ["french.fr-en.pdf"])


main([paragraphs_begin_on_one_baseline, columns_stand_apart_and_notes_under_theirs, arabic_is_on_the_right_and_from_the_right,
      samples_keep_every_letter, published_sets_keep_every_letter, a_paragraph_that_is_missing_leaves_a_gap, a_paragraph_that_stands_elsewhere_has_a_row_of_its_own,
      numbers_do_not_match_paragraphs_but_what_they_say, a_row_of_more_than_a_page_goes_on, both_standards_and_the_same_bytes,
      notes_and_links_lead_into_their_column, wrong_use_is_told, outputs_have_the_languages_in_their_names])
