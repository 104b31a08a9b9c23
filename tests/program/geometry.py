"""Where things stand on the page, read from the PDF, against what was measured on printed resolutions.

Points; x from the left edge, y from the top, of text the baseline. The numbers are measurements of the
New York layout of 2018 to 2021. The Arabic page is its mirror image: x becomes 612 - x."""
import os
import subprocess

import pdf
from hexapla import SOURCE, Skip, main, run, status

SHARED = os.environ.get("HEXAPLA_SHARED", "")
NEAR = 0.1  # [pt]
WIDTH = 612
COLUMN, COLUMN_RIGHT = 123.4, 490.4
INDENT, TEXT = 147.16, 170.92
OUTER, RIGHT = 60.0, 552.1
LEADING, GAP = 12.0, 6.0


def near(what, got, wanted, tolerance=NEAR):
    assert abs(got - wanted) <= tolerance, f"{what}: {got:.3f}, wanted {wanted}"


def opened(source):
    name = os.path.basename(source)[:-4] + ".pdf"
    status(run("render", source, "-o", name), 0)
    return pdf.File(name)


def sample(name):
    return opened(f"{SOURCE}/samples/{name}.txt")


def seed():
    path = SHARED + "/seed/A-RES-71-28.es.txt"
    if not os.path.exists(path):
        raise Skip("HEXAPLA_SHARED names no folder with the founding input")
    return opened(path)


def line(file, start, page=1):
    """Left, right and baseline of the first line of a page that starts with a text."""
    runs = [run for run in file.pages[page - 1].runs]
    for at, run_ in enumerate(runs):
        if run_.text.replace("\u00a0", " ").startswith(start):
            row = [run_]
            for other in runs[at + 1:]:
                if abs(other.y - run_.y) > 5 or other.left < row[-1].left:
                    break
                row.append(other)
            return row[0].left, max(part.right for part in row), run_.y, run_
    raise AssertionError(f"page {page} has no {start!r}")


def rules(file, page, wanted):
    got = sorted((round(rule.top, 2), round(rule.x, 2), round(rule.width, 2), round(rule.height, 2))
                 for rule in file.pages[page - 1].rules)
    for row in wanted:
        assert any(all(abs(a - b) <= NEAR for a, b in zip(row, have)) for have in got), f"no rule {row} on page {page}: {got}"


def emblem(file, mirrored=False):
    points = file.pages[0].pictures[0].points
    x, y = [x for x, _ in points], [y for _, y in points]
    left, right = (WIDTH - 120.8, WIDTH - 64.7) if mirrored else (64.7, 120.8)
    assert left <= min(x) and max(x) <= right and 71.3 <= min(y) and max(y) <= 118.3, (min(x), max(x), min(y), max(y))
    near("middle of the emblem", (min(x) + max(x)) / 2, (left + right) / 2)
    near("middle of the emblem", (min(y) + max(y)) / 2, (71.3 + 118.3) / 2)


def masthead(file, publisher, symbol, organ, distribution, issued):
    for text, x, y, font, size in ((publisher, 123.4, 57.8, "Tinos", 14), (organ, 123.4, 86.4, "Tinos-Bold", 20),
                                   (distribution, 397.0, 86.7, "Tinos", 10), (issued, 397.0, 98.4, "Tinos", 10)):
        left, _, base, first = line(file, text)
        near(text, left, x)
        near(text, base, y)
        assert (first.font, first.size) == (font, size), first
    _, right, base, rest = line(file, symbol[1:])
    near(symbol, right, RIGHT)
    near(symbol, base, 56.5)
    letter = next(run for run in file.runs if run.text == symbol[0])
    near(symbol, letter.y, 56.5)
    assert (letter.size, rest.size) == (20, 10), (letter, rest)
    rules(file, 1, [(64.8, 60.0, 492.6, 0.48), (208.9, 59.3, 492.6, 1.44)])
    emblem(file)


def the_masthead_of_the_founding_input():
    file = seed()
    masthead(file, "Naciones Unidas", "A/RES/71/28", "Asamblea General", "Distr. general", "9 de diciembre de 2016")
    near("width of the page", file.pages[0].width, WIDTH)
    near("height of the page", file.pages[0].height, 792)


def the_masthead_of_a_sample():
    masthead(sample("heritage.en"), "United Nations", "A/RES/81/948", "General Assembly", "Distr.: General", "29 December 2026")


def the_foot_of_the_first_page():
    """Job number, stamp, bar code, the line that asks to recycle with its mark, QR code."""
    file = sample("day.en")
    for text, x, y, size in (("27-04173 (E)", 65.4, 747.6, 10), ("190327", 134.1, 747.6, 10)):
        left, _, base, first = line(file, text)
        near(text, left, x, 0.6)
        near(text, base, y)
        assert (first.font, first.size) == ("Tinos", size), first
    _, right, base, _ = line(file, "Please recycle")
    near("recycle", right, 470.4)
    near("recycle", base, 753.8)
    boxes = [(p.x, p.top, p.width, p.height) for p in file.pages[0].pictures]
    for box in ((65.4, 749.6, 101.2, 12.6), (472.0, 738.1, 18.2, 18.2), (495.2, 709.3, 54.7, 54.7)):
        assert any(all(abs(a - b) <= NEAR for a, b in zip(box, have)) for have in boxes), (box, boxes)


def machines_read_the_codes():
    try:
        for language, letter in (("en", "en"), ("zh", "ch"), ("ar", "ar")):
            sample(f"day.{language}")
            subprocess.run(["pdftoppm", "-r", "200", "-l", "1", "-gray", "-png", "-singlefile", f"day.{language}.pdf", "codes"], check=True)
            said = subprocess.run(["zbarimg", "-q", "codes.png"], capture_output=True, text=True, check=False).stdout.split()
            assert sorted(said) == ["CODE-39:2704173", f"QR-Code:https://undocs.org/{letter}/A/RES/81/957"], said
    except FileNotFoundError as missing:
        raise Skip(f"{missing.filename} is not installed") from None


def rows(file, wanted):
    for text, x, y, font, size in wanted:
        left, _, base, first = line(file, text)
        near(text, left, x)
        near(text, base, y)
        assert (first.font, first.size) == (font, size), first


def from_the_session_to_the_opening():
    file = seed()
    rows(file, [("Septuagésimo", 60.0, 222.3, "Tinos-Bold", 10), ("Tema 93", 60.0, 233.9, "Tinos", 10),
                ("Resolución aprobada", 123.4, 266.1, "Tinos-Bold", 14),
                ("[", 123.4, 305.9, "Tinos", 10), ("sobre la base", 127.0, 305.9, "Tinos-Italic", 10),
                ("71/28.", 85.1, 330.9, "Tinos-Bold", 12), ("Avances en", 123.4, 330.9, "Tinos-Bold", 12),
                ("el contexto", 123.4, 344.4, "Tinos-Bold", 12)])
    second = [run_ for run_ in file.pages[0].runs if run_.size == 14 and abs(run_.y - 281.1) <= NEAR]
    near("second line of the adoption", second[0].left, COLUMN)
    assert line(file, "Resolución aprobada")[1] <= 443.4 + NEAR, "the adoption line breaks well short of the margin"
    near("the opening stands in by one step", line(file, "La Asamblea General")[0], INDENT)
    near("the opening stands below the title", line(file, "La Asamblea General")[2] - 344.4, 24.6)


def body_lines(page):
    """(baseline, left, right, runs) of the lines of ten points on a page, from the top."""
    lines = {}
    for run_ in page.runs:
        if not run_.artifact and run_.size == 10 and run_.text.strip() and (page.number > 1 or run_.y > 360):
            lines.setdefault(round(run_.y, 2), []).append(run_)
    return [(y, min(r.left for r in row), max(r.right for r in row), row) for y, row in sorted(lines.items())]


def column(file):
    for page in file.pages:
        lines = body_lines(page)
        if page.number > 1:
            near("first baseline of a later page", next(run_.y for run_ in page.runs if not run_.artifact), 82.3)
        assert lines[-1][0] <= (703.5 if page.number == 1 else 730.4) + NEAR, f"page {page.number} goes down to {lines[-1][0]}"
        for (y, left, right, row), below in zip(lines, lines[1:] + [None]):
            where = f"page {page.number}, line at {y}"
            assert left >= COLUMN - NEAR - 1 and right <= COLUMN_RIGHT + 4, f"{where}: {left} to {right}"
            if below and abs(below[0] - y - LEADING) <= 0.01 and row[-1].text.rstrip()[-1:].isalnum() and row[-1].font == "Tinos":
                near(f"{where}: right edge", right, COLUMN_RIGHT, 0.6)


def steps(file, allowed):
    """Baselines are one leading apart, or a leading and a gap; headings and closing lines have their own."""
    for page in file.pages:
        lines = body_lines(page)
        for above, below in zip(lines, lines[1:]):
            step = below[0] - above[0]
            assert any(abs(step - want) <= 0.02 for want in allowed), f"page {page.number}, {above[0]} to {below[0]}: {step:.2f}"


def the_column_of_the_founding_input():
    file = seed()
    column(file)
    steps(file, (LEADING, LEADING + GAP, 2 * LEADING))
    near("closing line", line(file, "51ª sesión", 3)[1], COLUMN_RIGHT)
    near("closing line", line(file, "5 de diciembre", 3)[1], COLUMN_RIGHT)
    near("closing line", line(file, "5 de diciembre", 3)[2] - line(file, "51ª sesión", 3)[2], LEADING)


def the_column_of_a_sample():
    column(sample("heritage.en"))


def indents():
    file = seed()
    for page, start in ((1, "Recordando"), (1, "Teniendo presentes"), (2, "Observando"), (2, "1. "), (2, "a) "), (3, "2. ")):
        near(start, line(file, start, page)[0], INDENT, 0.5)
    for page, start in ((2, "Exhorta"), (2, "Guiarse"), (3, "Considera"), (3, "Invita"), (3, "La evaluación")):
        near(start, line(file, start, page)[0], TEXT, 0.5)
    for page, start in ((1, "diciembre de 1999"), (2, "internacional contribuye"), (3, "cuestiones siguientes")):
        near(start, line(file, start, page)[0], COLUMN, 0.5)


def notes_stand_at_the_foot():
    for file in (seed(), sample("heritage.en")):
        for page in file.pages:
            rule = pdf.note_rule(page)
            if rule is None:
                continue
            rules(file, page.number, [(rule, 99.6, 72.1, 0.5)])
            foot = [run_ for run_ in page.runs if not run_.artifact and run_.y > rule]
            marks = [run_ for run_ in foot if abs(run_.size - 5.525) < 0.03]
            texts = sorted({round(run_.y, 2) for run_ in foot if run_.size == 8.5})
            assert len(marks) + len(texts) and all(run_ in marks or run_.size == 8.5 for run_ in foot), foot
            near("rule above the first note", texts[0] - rule, 11.1, 0.35)
            near("last note", texts[-1], 703.5 if page.number == 1 else 730.4, 1.6)
            for above, below in zip(texts, texts[1:]):
                near("leading of notes", below - above, 10.5, 0.02)
            for mark in marks:
                near("mark of a note", mark.left, 117.0)
            for y in texts:
                left = min(run_.left for run_ in foot if round(run_.y, 2) == y and run_.size == 8.5)
                near("text of a note", left, COLUMN, 0.5)


def calls_are_raised():
    file = seed()
    calls = [run_ for run_ in file.runs if run_.size == 6.5]
    assert [call.text.strip() for call in calls] == ["1", "2", "3", "4", "3", "3"], calls
    for call in calls:
        assert any(abs(run_.y - call.y - 3.5) <= 0.02 and run_.size == 10 and run_.page == call.page for run_ in file.runs), call


def running_heads_and_folios():
    file = seed()
    title = "Avances en la esfera de la información y las telecomunicaciones en el contexto de la "
    for page, left in ((2, True), (3, False)):
        rules(file, page, [(64.8, 59.3, 493.3, 0.24)])
        symbol = line(file, "A/RES/71/28", page)
        folio = [run_ for run_ in file.pages[page - 1].runs if abs(run_.y - 755.3) <= NEAR]
        near("symbol", symbol[2], 59.0)
        assert pdf.text(folio) == f"{page}/3" and {run_.size for run_ in folio + [symbol[3]]} == {8.5}, folio
        heads = [line(file, title[:20], page), line(file, "seguridad internacional", page)]
        near("running title", heads[0][2], 49.2)
        near("running title", heads[1][2], 59.0)
        if left:
            near("symbol", symbol[0], OUTER)
            near("folio", folio[0].left, OUTER)
            near("running title", heads[0][1], 552.6, 0.5)
            near("running title", heads[1][1], 552.6, 0.5)
        else:
            near("symbol", symbol[1], RIGHT)
            near("folio", folio[-1].right, RIGHT, 0.25)
            near("running title", heads[0][0], OUTER)
            near("running title", heads[1][0], OUTER)
        assert all(run_.artifact for run_ in folio + [symbol[3], heads[0][3], heads[1][3]])


def the_arabic_page_is_mirrored():
    file = sample("heritage.ar")
    rules(file, 1, [(64.8, WIDTH - 60.0 - 492.6, 492.6, 0.48), (208.9, WIDTH - 59.3 - 492.6, 492.6, 1.44)])
    emblem(file, mirrored=True)
    first = file.pages[0].runs
    symbol = [run_ for run_ in first if run_.text in ("A", "/RES/81/948") and run_.y < 100]
    near("symbol", min(run_.left for run_ in symbol), WIDTH - RIGHT)
    assert all(abs(run_.y - 56.5) <= NEAR for run_ in symbol), symbol
    near("organ", line(file, "الجمعية العامة")[1], WIDTH - 123.4)
    near("publisher", line(file, "الأمم")[1], WIDTH - 123.4)
    distribution = [run_ for run_ in first if 86 < run_.y < 99 and run_.left < 300]
    for text, y in (("الدورة", 227.0), ("البند", 244.5)):
        near(text, line(file, text)[1], WIDTH - OUTER)
        near(text, line(file, text)[2], y)
    near("number of the title", line(file, "81/948")[1], WIDTH - 85.1, 12)
    near("distribution", max(run_.right for run_ in distribution), WIDTH - 397.0)
    for page in file.pages[1:]:
        even = page.number % 2 == 0
        folio = [run_ for run_ in page.runs if abs(run_.y - 755.3) <= NEAR]
        assert pdf.text(folio) == f"{page.number}/{len(file.pages)}", folio
        edge = max(run_.right for run_ in folio) if even else min(run_.left for run_ in folio)
        near("folio", edge, WIDTH - OUTER if even else WIDTH - RIGHT, 0.25)
        rule = pdf.note_rule(page)
        if rule is not None:
            rules(file, page.number, [(rule, WIDTH - 99.6 - 72.1, 72.1, 0.5)])
        for run_ in page.runs:
            assert run_.artifact or not run_.text.strip() or WIDTH - COLUMN_RIGHT - 3.5 <= run_.left and run_.right <= WIDTH - 117.0 + 4, run_


# The Geneva layout: A4, measured on documents of the Human Rights Council of 2009 and 2019; half a point.
GENEVA, GENEVA_WIDTH, GENEVA_COLUMN, CENTIMETRE = 0.5, 595.3, 113.3, 28.35


def geneva(language="en"):
    """The sample; in other languages another text on the same page."""
    if language == "en":
        return sample("hrc.en")
    name = f"geneva.{language}.pdf"
    sets = ("symbol=A/HRC/RES/64/31", "session=64", "original=en", "session-dates-line=22/02–02/04/2027", "job=GE.27-05836")
    status(run("render", f"{SOURCE}/samples/heritage.{language}.txt", "-t", "un-hrc", *[word for pair in sets for word in ("--set", pair)],
               "-o", name), 0)
    return pdf.File(name)


def geneva_rules(file, page, wanted):
    got = [(rule.top, rule.x, rule.width, rule.height) for rule in file.pages[page - 1].rules]
    for row in wanted:
        assert any(all(abs(a - b) <= GENEVA for a, b in zip(row, have)) for have in got), f"no rule {row} on page {page}: {got}"


def geneva_rows(file, wanted, page=1):
    for text, x, y, font, size in wanted:
        left, _, base, first = line(file, text, page)
        near(text, left, x, GENEVA)
        if y is not None:
            near(text, base, y, GENEVA)
        assert (first.font, first.size) == (font, size), first


def the_masthead_of_geneva():
    file = geneva()
    near("width of the page", file.pages[0].width, GENEVA_WIDTH, 0.1)
    near("height of the page", file.pages[0].height, 841.9, 0.1)
    geneva_rows(file, [("United Nations", 120.7, 49.8, "Tinos", 14), ("General Assembly", 120.7, 77.6, "Tinos-Bold", 20),
                       ("Distr.: General", 397.8, 78.8, "Tinos", 10), ("9 April 2027", 397.8, 90.9, "Tinos", 10),
                       ("Original: English", 397.8, 102.9, "Tinos", 10), ("Human Rights Council", 56.6, 217.1, "Tinos-Bold", 12)])
    _, right, base, _ = line(file, "/HRC/RES/64/31")
    near("symbol", right, 538.7, GENEVA)
    near("symbol", base, 52.1, GENEVA)
    geneva_rules(file, 1, [(56.8, 56.6, 482.1, 0.48), (198.6, 55.9, 482.8, 1.44)])
    job = next(run_ for run_ in file.pages[0].runs if run_.text.startswith("GE.27"))
    near("job", job.left, 56.6, GENEVA)
    near("job", job.y, 783.1, GENEVA)


def the_masthead_of_geneva_in_russian():
    file = geneva("ru")
    left, right, base, _ = line(file, "Организация")
    near("publisher", left, 63.9, GENEVA)
    near("publisher", base, 49.8, GENEVA)
    geneva_rows(file, [("Distr.: General", 397.8, 78.8, "Tinos", 10), ("Russian", 397.8, 102.9, "Tinos", 10),
                       ("Original: English", 397.8, 114.9, "Tinos", 10), ("Совет по правам", 56.6, 217.1, "Tinos-Bold", 12)])


def the_column_of_geneva():
    file = geneva()
    geneva_rows(file, [("Sixty-fourth session", 56.6, None, "Tinos-Bold", 10), ("22 February", 56.6, None, "Tinos", 10),
                       ("Agenda item 3", 56.6, None, "Tinos", 10), ("Resolution adopted", 113.3, None, "Tinos-Bold", 14),
                       ("1.", 113.3, None, "Tinos", 10), ("Affirms", 141.65, None, "Tinos-Italic", 10),
                       ("and without alteration", 113.3, None, "Tinos", 10)])
    near("leading of the session lines", line(file, "22 February")[2] - line(file, "Sixty-fourth")[2], 12.0, 0.05)
    near("leading of the adoption line", line(file, "on 1 April")[2] - line(file, "Resolution adopted")[2], 14.0, 0.05)
    near("leading of the text", line(file, "and without")[2] - line(file, "Affirms")[2], 12.0, 0.05)
    for run_ in file.pages[0].runs:
        if run_.size == 10 and run_.y > 340 and not run_.artifact:
            assert run_.right <= GENEVA_COLUMN + 370.9 + 4, run_
    full = line(file, "Guided")
    near("right edge", full[1], 484.2, 1)


def feet_and_heads_of_geneva():
    file = geneva()
    rule = pdf.note_rule(file.pages[0])
    geneva_rules(file, 1, [(rule, 90.6, 73.8, 0.48)])
    note = next(run_ for run_ in file.pages[0].runs if run_.text.startswith("A/HRC/64/47"))
    assert note.size == 9, note
    near("text of the note", note.left, 113.3, GENEVA)
    call = next(run_ for run_ in file.pages[0].runs if run_.text.strip() == "1" and abs(run_.size - 6) < 0.01)
    assert any(abs(run_.y - call.y - 3) <= 0.02 and run_.size == 10 for run_ in file.pages[0].runs), call
    second = file.pages[1].runs
    symbol = next(run_ for run_ in second if run_.text.startswith("A/HRC/RES"))
    folio = next(run_ for run_ in second if run_.text == "2" and run_.artifact)
    job = next(run_ for run_ in second if run_.text.startswith("GE."))
    assert (symbol.font, symbol.size, folio.size, job.size) == ("Tinos-Bold", 9, 9, 8), (symbol, folio, job)
    near("symbol", symbol.y, 52.7, GENEVA)
    near("symbol", symbol.left, 56.6, GENEVA)
    near("folio", folio.y, 811.8, GENEVA)
    near("folio", folio.left, 56.6, GENEVA)
    near("job", job.right, 538.7, GENEVA)
    geneva_rules(file, 2, [(58.6, 55.2, 484.9, 0.48)])


def geneva_in_arabic_is_mirrored():
    file = geneva("ar")
    geneva_rules(file, 1, [(56.8, 595.3 - 56.6 - 482.1, 482.1, 0.48), (198.6, 595.3 - 55.9 - 482.8, 482.8, 1.44)])
    near("publisher", line(file, "الأمم")[1], 595.3 - 120.7, GENEVA)
    near("council", line(file, "مجلس حقوق")[1], 595.3 - 56.6, GENEVA)
    near("distribution", line(file, "Distr.")[1], 595.3 - 397.8, GENEVA)


if __name__ == "__main__":
    main([the_masthead_of_the_founding_input, the_masthead_of_a_sample, the_foot_of_the_first_page, machines_read_the_codes, from_the_session_to_the_opening,
          the_column_of_the_founding_input, the_column_of_a_sample, indents, notes_stand_at_the_foot, calls_are_raised,
          running_heads_and_folios, the_arabic_page_is_mirrored, the_masthead_of_geneva, the_masthead_of_geneva_in_russian,
          the_column_of_geneva, feet_and_heads_of_geneva, geneva_in_arabic_is_mirrored])
