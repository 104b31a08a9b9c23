"""Findings about documents: place, severity, rule and exit status of each."""
import json
import os

from hexapla import GOOD, equal, findings, main, place, read, run, status, write


def report(text, wanted, code, *options, command="render"):
    """Runs a command over a text and compares its findings, given as (what, severity, rule)."""
    name = write("doc.txt", text)
    done = run(command, name, *options)
    places = [(*(place(text, what) if what else (0, 0)), severity, rule) for what, severity, rule in wanted]
    equal(findings(done.said), places)
    status(done, code)
    assert done.said.count("doc.txt:") == len(wanted), done.said
    return done.said


def a_good_document_has_none():
    report(GOOD, [], 0)


def an_unknown_field_is_told_with_the_nearest():
    said = report(GOOD.replace("agenda:", "agneda:"), [("agneda", "error", "field-unknown")], 1)
    assert "did you mean `agenda`?" in said


def a_bad_date_is_told():
    said = report(GOOD.replace("2016-12-09", "2016-13-09"), [("2016-13-09", "error", "field-date")], 1)
    assert "2016-12-05" in said  # how to write one


def a_number_and_a_language_are_checked():
    report(GOOD.replace("session: 71", "session: seventy"), [("seventy", "error", "field-number")], 1)
    report(GOOD.replace("language: en", "language: de"), [("de\n", "error", "field-language")], 1, "-l", "en")


def an_open_front_block_is_told():
    text = GOOD.replace("---\n\nThe", "\nThe")
    done = run("check", write("doc.txt", text))
    status(done, 1)
    assert "front-open" in [rule for *_, rule in findings(done.said)], done.said


def a_field_given_twice_is_told():
    text = GOOD.replace("session: 71", "session: 71\nsession: 72")
    name = write("doc.txt", text)
    done = run("check", name)
    status(done, 1)
    equal(findings(done.said), [(6, 1, "error", "field-twice")])


def a_wrong_number_is_told_and_does_not_stop():
    text = GOOD.replace("2. Decides", "3. Decides")
    report(text, [("3. Decides", "warning", "number-wrong")], 0)
    status(run("render", "doc.txt"), 0)
    assert os.path.exists("doc.pdf")


def a_wrong_letter_is_told():
    text = GOOD.replace("lit;\n", "lit:\n\n   (a) By night;\n\n   (c) By day;\n")
    report(text, [("(c) By", "warning", "letter-wrong")], 0)


def a_note_without_text_is_told_at_its_call():
    text = GOOD.replace("next year.", "next year.[^oil]")
    said = report(text, [("[^oil]", "error", "note-missing")], 1)
    assert "note oil is called" in said


def a_note_without_call_is_told_at_its_text():
    text = GOOD.replace("1998,[^lamps]", "1998,")
    said = report(text, [("[^lamps]:", "error", "note-unused")], 1)
    assert "note lamps is given" in said


def bytes_that_are_no_utf_8_are_told_by_offset():
    text = GOOD.encode().replace(b"lamps lit", b"l\xe1mparas")
    write("doc.txt", text)
    done = run("check", "doc.txt")
    status(done, 1)
    offset = text.index(b"\xe1")
    line, column = place(GOOD, "amps lit")
    equal(findings(done.said), [(line, column, "error", "file-utf8")])
    assert f"at byte {offset}" in done.said, done.said


def a_file_of_another_kind_is_told_once():
    kinds = {b"PK\x03\x04\x14\0\xff": "Word", b"\xd0\xcf\x11\xe0\xa1": "Word", b"{\\rtf1 The General Assembly,}": "RTF", b"%PDF-1.7\n%\xe2": "PDF",
             b"\x89PNG\r\n": "PNG", b"\xff\xd8\xff\xe0": "JPEG", GOOD.encode("utf-16"): "UTF-16", b"\xfe\xff" + GOOD.encode("utf-16-be"): "UTF-16"}
    for text, kind in kinds.items():
        write("doc.txt", text)
        done = run("render", "doc.txt")
        status(done, 1)
        equal(findings(done.said), [(0, 0, "error", "file-kind")])
        assert kind in done.said and "plain text in UTF-8" in done.said, done.said


def an_empty_file_is_told():
    for text in ("", "\n \n\t\n", "\ufeff"):
        write("doc.txt", text)
        done = run("render", "doc.txt")
        status(done, 1)
        equal([(severity, rule) for *_, severity, rule in findings(done.said)], [("error", "file-empty")])
        assert not os.path.exists("doc.pdf")


def all_problems_come_at_once_in_source_order():
    text = (GOOD.replace("agenda:", "agneda:").replace("2016-12-09", "9 December")
            .replace("next year.", "next year.[^oil]").replace("1998,[^lamps]", "1998,"))
    report(text, [("9 December", "error", "field-date"), ("agneda", "error", "field-unknown"),
                  ("[^lamps]:", "error", "note-unused"), ("[^oil]", "error", "note-missing")], 1)
    checked = [(*where, rule.removeprefix("L33-")) for *where, rule in findings(run("check", "doc.txt").said)]
    equal(findings(run("render", "doc.txt").said), checked)
    assert not os.path.exists("doc.pdf")


def a_caret_stands_under_wide_and_right_to_left_text():
    text = GOOD.replace("language: en", "language: zh").replace("next year.", "大会决定[^灯]。")
    done = run("render", write("doc.txt", text))
    equal([row for row in findings(done.said) if row[2] == "error"], [(*place(text, "[^灯]"), "error", "note-missing")])
    lines = done.said.splitlines()
    at = next(n for n, line in enumerate(lines) if "note-missing" in line)
    line, caret = lines[at + 1:at + 3]
    before = line[:line.index("[^灯]")]
    equal(caret.index("^"), len(before) + sum(c in "大会决定" for c in before))
    equal(caret.strip(), "^~~~~")


def a_check_with_several_findings_ends_with_their_number():
    write("good.txt", GOOD)
    write("bad.txt", GOOD.replace("2016-12-09", "2016-13-09").replace("agenda:", "agneda:"))
    last = run("check", "good.txt", "bad.txt").said.splitlines()[-1]
    assert last.startswith("2 errors") and last.endswith(" in 2 documents"), last
    write("bad.txt", GOOD.replace("2016-12-09", "2016-13-09"))
    assert " in 1 document" not in run("check", "good.txt").said
    for line in run("check", "--format", "json", "good.txt", "bad.txt").said.splitlines():
        json.loads(line)


def a_misspelt_country_is_told_with_the_nearest():
    text = GOOD.replace("title:", "sponsors: BR, Germny*, Kenya, Friends of the Harbour\ntitle:")
    assert "did you mean `Germany`?" in report(text + "\n[^*]: For all.\n", [("Germny", "note", "country-unknown")], 0)
    text = text.replace("Germny*", "Kenia")
    assert "did you mean `Kenya`?" in report(text, [("Kenia", "note", "country-unknown")], 0)
    report(text.replace("title:", "organization: Harbour League\ntitle:"), [], 0)


def json_is_one_object_a_line():
    text = GOOD.replace("agenda:", "agneda:").replace("2. Decides", "3. Decides")
    name = write("a \"b\".txt", text)
    done = run("check", name, "--format", "json")
    status(done, 1)
    rows = [json.loads(line) for line in done.said.splitlines()]
    equal([(row["file"], row["line"], row["column"], row["severity"], row["id"]) for row in rows],
          [(name, *place(text, "agneda"), "error", "field-unknown"),
           (name, *place(text, "3. Decides"), "error", "L06-number-wrong")])
    equal(sorted(rows[0]), ["column", "end_column", "end_line", "file", "hint", "id", "line", "message", "severity"])
    equal((rows[0]["end_line"], rows[0]["end_column"]), (rows[0]["line"], rows[0]["column"] + len("agneda")))


def a_missing_glyph_is_an_error_with_its_place():
    text = GOOD.replace("their lamps", "their ნათურა")
    done = run("render", write("doc.txt", text))
    status(done, 3)
    equal(findings(done.said)[0], (*place(text, "ნ"), "error", "glyph-missing"))
    assert "U+10DC" in done.said, done.said
    assert not os.path.exists("doc.pdf")


def a_missing_font_is_named_with_its_package():
    os.mkdir("empty")
    write("doc.txt", GOOD)
    done = run("render", "doc.txt", "--font-dir", "empty")
    status(done, 3)
    assert "font-missing" in [rule for *_, rule in findings(done.said)]
    assert "fonts-croscore" in done.said, done.said
    assert not os.path.exists("doc.pdf")
    equal(run("render", "doc.txt", env={"HEXAPLA_FONT_PATH": "empty"}).said, done.said)
    listed = run("fonts", "--font-dir", "empty")
    status(listed, 3)
    assert all("missing" in line for line in listed.stdout.decode().splitlines())


def a_value_that_is_no_choice_is_told():
    for name, value in (("committee", "909"), ("no-committee", "maybe")):
        text = GOOD.replace("committee: 1\n", "").replace("title:", f"{name}: {value}\ntitle:")
        report(text, [(value, "error", "field-value")], 1, command="check")


def fonts_are_listed_with_their_files():
    done = run("fonts")
    status(done, 0)
    rows = done.stdout.decode().splitlines()
    assert any(row.startswith("text") and "Tinos-Regular.ttf" in row and "fonts-croscore" in row for row in rows), rows


def an_unknown_template_is_told():
    write("doc.txt", GOOD)
    done = run("render", "doc.txt", "-t", "un-gb")
    status(done, 3)
    equal(findings(done.said), [(0, 0, "error", "template-unknown")])
    assert done.said.startswith("doc.txt: ") and "un-gb" in done.said and not os.path.exists("doc.pdf")
    text = GOOD.replace("session:", "template: un-gb\nsession:")
    report(text, [("un-gb", "error", "template-unknown")], 3, command="render")
    done = run("template", "list")
    status(done, 0)
    assert "\nun-ga " in "\n" + done.stdout.decode()
    status(run("template", "check", "un-ga"), 0)
    status(run("template", "check", "un-gb"), 3)


def a_field_may_be_set_from_outside():
    write("doc.txt", GOOD)
    done = run("render", "doc.txt", "--set", "title=Lamps at sea", "--set", "session=72", "--dump", "fields")
    status(done, 0)
    assert "Lamps at sea" in done.stdout.decode() and "72" in done.stdout.decode()
    done = run("render", "doc.txt", "--set", "tittle=Lamps")
    equal(findings(done.said), [(1, 1, "error", "field-unknown")])
    assert done.returncode == 1 and done.said.startswith("--set:1:1: ") and "did you mean `title`" in done.said, done.said
    done = run("render", "doc.txt", "--set", "issued=yesterday")
    equal(findings(done.said), [(1, 8, "error", "field-date")])
    done = run("render", "doc.txt", "--set", "title")
    status(done, 2)
    equal(findings(done.said), [(1, 1, "error", "field-setting")])
    assert not os.path.exists("doc.pdf")


def hostile_text_neither_crashes_nor_hangs():
    samples = {
        "brackets": "[" * 100000, "calls": "[^" * 50000, "stars": "*" * 100001, "quotes": "> " * 5000 + "x",
        "items": "".join(" " * (3 * n) + "(a) x\n" for n in range(300)), "notes": "[^a]: " * 20000,
        "word": "a" * 200000, "tables": "|" * 50000 + "\n" + "|-" * 20000, "controls": "\x00\x01\x1b[2J\x7f",
        "brace": "[x]{lang=" * 20000, "escape": "\\" * 99999, "dashes": "---\n" * 20000, "arabic": "\u0644\u0627\u064e" * 20000,
        "marks": "e" + "\u0301" * 50000, "directions": "\u202e\u2067" * 20000,
    }
    for name, text in samples.items():
        write(name + ".txt", GOOD + "\n" + text + "\n")
        done = run("render", name + ".txt")
        assert done.returncode in (0, 1, 3), (name, done.returncode, done.said[-400:])
        equal(os.path.exists(name + ".pdf"), done.returncode == 0)
    write("marks.txt", GOOD + "\ne" + "\u0301" * 600000 + "\n")
    done = run("check", "marks.txt")
    assert done.returncode in (0, 1), (done.returncode, done.said[-400:])


def a_file_too_large_is_told():
    write("doc.txt", b"a" * (16 * 1024 * 1024 + 1))
    done = run("check", "doc.txt")
    status(done, 1)
    equal([rule for *_, rule in findings(done.said)], ["file-large"])


def convert_gives_source_that_means_the_same():
    write("doc.txt", GOOD)
    done = run("convert", "doc.txt", "-o", "again.txt")
    status(done, 0)
    status(run("convert", "again.txt", "-o", "third.txt"), 0)
    equal(read("third.txt"), read("again.txt"))
    equal(run("render", "again.txt", "--dump", "text").stdout, run("render", "doc.txt", "--dump", "text").stdout)


def convert_leaves_out_lines_that_the_template_words():
    write("doc.txt", "United Nations\nA/RES/90/7\nGeneral Assembly\nDistr.: General\n5 March 2036\nNinetieth session\n"
          "Agenda item 12\nResolution adopted by the General Assembly on 2 March 2036\n"
          "[on the report of the First Committee, twice (A/90/12)]\n\n# 90/7. Bridges\n\n*The General Assembly*,\n\n"
          "*Recalling* the bridges,\n\n1. *Decides* to cross them.\n\n3rd plenary meeting\n2 March 2036\n")
    status(run("convert", "doc.txt", "-o", "again.txt"), 0)
    again = read("again.txt").decode()
    lines = [line for line in again.split("\n") if "-line:" in line]
    equal(lines, ["provenance-line: [on the report of the First Committee, twice (A/90/12)]"])
    assert "session: 90\n" in again and "meeting: 3\n" in again, again
    status(run("render", "again.txt", "--dump", "text"), 0)


main([a_good_document_has_none, an_unknown_field_is_told_with_the_nearest, a_bad_date_is_told,
      a_number_and_a_language_are_checked, an_open_front_block_is_told, a_field_given_twice_is_told,
      a_wrong_number_is_told_and_does_not_stop, a_wrong_letter_is_told, a_note_without_text_is_told_at_its_call,
      a_note_without_call_is_told_at_its_text, bytes_that_are_no_utf_8_are_told_by_offset, a_file_of_another_kind_is_told_once,
      an_empty_file_is_told,
      all_problems_come_at_once_in_source_order, a_caret_stands_under_wide_and_right_to_left_text,
      a_misspelt_country_is_told_with_the_nearest, a_check_with_several_findings_ends_with_their_number, json_is_one_object_a_line, a_missing_glyph_is_an_error_with_its_place, a_missing_font_is_named_with_its_package,
      a_value_that_is_no_choice_is_told, fonts_are_listed_with_their_files, an_unknown_template_is_told, a_field_may_be_set_from_outside,
      hostile_text_neither_crashes_nor_hangs, a_file_too_large_is_told, convert_gives_source_that_means_the_same,
      convert_leaves_out_lines_that_the_template_words])
