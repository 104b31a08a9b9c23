"""Templates of one's own: begun, changed, found, shown, checked; single values from the command line."""
import os
import re
import struct
import zlib

import pdf
from hexapla import GOOD, LANGUAGES, SOURCE, equal, findings, main, read, run, status, write


def dump(*arguments):
    done = run("render", "a.txt", "--dump", "pages", *arguments)
    status(done, 0)
    return done.stdout.decode()


def begin(name="ours", *arguments):
    status(run("template", "new", name, *arguments), 0)
    return os.path.join(".", name, "template.yaml")


def change(path, before, after):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    assert before in text, text
    write(path, text.replace(before, after, 1))


def uncommented(path, *lines):
    """As a user does: the # taken away from these lines, the first of each from the last one's place on."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    at = 0
    for line, new in lines:
        at = text.index("\n#" + line, at) + 1
        text = text[:at] + new + text[at + 1 + len(line):]
    write(path, text)


def a_new_template_sets_as_the_one_it_extends():
    write("a.txt", GOOD)
    begin()
    equal(sorted(os.listdir("ours")), sorted(["template.yaml"] + [f"{language}.yaml" for language in LANGUAGES]))
    equal(dump("-t", "./ours"), dump())
    status(run("template", "check", "./ours"), 0)


def every_value_of_a_new_template_can_be_taken_over():
    """All comments made live: what is inherited is said again, in all languages, and nothing changes."""
    write("a.txt", GOOD)
    begin()
    for name in os.listdir("ours"):
        path = os.path.join("ours", name)
        with open(path, encoding="utf-8") as file:
            live = [line[1:] if re.match(r"#[^#\s]|#  +\S+:", line) else line for line in file.read().split("\n")]
        text = "\n".join(live)
        write(path, text[:text.index("\nlanguages:")] if name == "template.yaml" else text)
    status(run("template", "check", "./ours"), 0)
    equal(dump("-t", "./ours"), dump())


def a_line_is_changed_by_taking_its_sign_away():
    write("a.txt", GOOD)
    path = begin()
    uncommented(path, ("styles:", "styles:"), ("  organ:", "  organ:"), ("    size: 20", "    size: 30"))
    organ = re.compile(r" size=(\S+) .*\| General Assembly$", re.M)
    equal(organ.search(dump())[1], "20")
    equal(organ.search(dump("-t", "./ours"))[1], "30")
    change("ours/en.yaml", "publisher: United Nations", "publisher: Harbour Council")
    assert "| Harbour Council" in dump("-t", "./ours")


def nothing_is_written_over():
    begin()
    write("ours/en.yaml", "publisher: Mine\n")
    done = run("template", "new", "ours")
    status(done, 4)
    assert "./ours: error: cannot write" in done.said, done.said
    with open("ours/en.yaml", encoding="utf-8") as file:
        equal(file.read(), "publisher: Mine\n")


def names_that_are_none_are_told():
    for name in ("../x", "a/b", ".x", "", "x y", "un-ga"):
        done = run("template", "new", name)
        status(done, 2)
        assert "template-name" in done.said, done.said
    status(run("template", "new", "x", "--from", "nothing"), 3)
    equal(os.listdir("."), [])


def templates_are_found_by_folder_and_by_name():
    write("a.txt", GOOD)
    os.mkdir("lib")
    begin("ours", "-o", "lib")
    change("lib/ours/en.yaml", "publisher: United Nations", "publisher: Harbour Council")
    for arguments in (("-t", "lib/ours"), ("-t", "lib/ours/"), ("-t", "./lib/../lib/ours"), ("-t", "ours", "--template-dir", "lib")):
        assert "| Harbour Council" in dump(*arguments), arguments
    done = run("render", "a.txt", "-t", "ours", "--dump", "text", env={"HEXAPLA_TEMPLATE_PATH": "none:lib"})
    status(done, 0)
    assert "Harbour Council" in done.stdout.decode()
    status(run("render", "a.txt", "-t", "ours"), 3)
    assert "ours" in run("template", "list", "--template-dir", "lib").stdout.decode()


def a_document_names_no_folder():
    begin()
    write("a.txt", GOOD.replace("language: en", "language: en\ntemplate: ./ours"))
    done = run("render", "a.txt")
    status(done, 3)
    equal([rule for *_, rule in findings(done.said)], ["template-unknown"])
    done = run("template", "preview", "nosuch")
    status(done, 3)
    equal([rule for *_, rule in findings(done.said)], ["template-unknown"])
    begin("council")
    done = run("template", "show", "council")
    status(done, 3)
    assert "`-t ./council`" in done.said, done.said
    write("b.txt", GOOD)
    write("ours/template.yaml", "title: x\nextends: ../ours\n")
    done = run("render", "b.txt", "-t", "./ours")
    status(done, 3)
    assert "template-value" in done.said, done.said


def files_stand_for_their_template():
    begin()
    change("ours/template.yaml", "title: ours", "titel: ours")
    for operand in ("ours/template.yaml", "ours/fr.yaml", "ours/"):
        done = run("template", "check", operand)
        status(done, 3)
        assert "template.yaml:" in done.said and "did you mean `title`?" in done.said, done.said
    os.chdir("ours")
    done = run("template", "check", "template.yaml")
    os.chdir("..")
    status(done, 3)
    assert "./template.yaml:" in done.said.replace(".//", "./"), done.said


def shown_values_say_where_they_stand():
    path = begin()
    uncommented(path, ("styles:", "styles:"), ("  text:", "  text:"), ("    size: 10", "    size: 12"))
    with open(path, encoding="utf-8") as file:
        line = file.read().split("\n").index("    size: 12") + 1
    done = run("template", "show", "./ours")
    status(done, 0)
    shown = done.stdout.decode()
    sizes = re.findall(r"^  (\S+):\n(?:    .*\n)*?    size: (\S+) +# (\S+)$", shown, re.M)
    found = {name: (size, origin) for name, size, origin in sizes}
    equal(found["text"], ("12", f"ours/template.yaml:{line}"))
    equal(found["italic"], ("12", f"ours/template.yaml:{line}"))
    equal(found["organ"][0], "20")
    assert found["organ"][1].startswith("un-ga/template.yaml:"), found
    arabic = run("template", "show", "un-ga", "-l", "ar").stdout.decode()
    assert re.search(r"^mirrored: yes +# un-ga/template.yaml:\d+$", arabic, re.M) and "\nlanguages:" not in arabic
    status(run("template", "show", "un-ga", "-l", "xx"), 2)
    status(run("template", "show", "nothing"), 3)


def what_is_shown_is_a_template():
    """Saved under another name it sets the same pages."""
    write("a.txt", GOOD)
    shown = run("template", "show", "un-ga").stdout.decode()
    template, wording = shown.split("\n# Wording (en.yaml)\n")
    os.makedirs("copy")
    write("copy/template.yaml", template)
    write("copy/en.yaml", wording)
    equal(dump("-t", "./copy"), dump())


def single_values_are_set_from_the_command_line():
    write("a.txt", GOOD)
    text = re.compile(r" size=(\S+) .*\| Recalling", re.M)
    equal(text.search(dump("--set", "template.styles.text.size=11"))[1], "11")
    equal(text.search(dump("--set", "template.languages.en.styles.text.size=12"))[1], "12")
    equal(text.search(dump("--set", "template.languages.fr.styles.text.size=12"))[1], "10")
    equal(text.search(dump("--set", "template.styles.text.size=11", "--set", "template.styles.text.size=9"))[1], "9")
    assert " top=71.3 " in dump() and " top=71.3 " not in dump("--set", "template.pages.first.emblem=none")
    equal(dump(), dump("--set", "title=Ways of lighting a harbour"))


def a_wrong_setting_is_told_at_its_place():
    write("a.txt", GOOD)
    for setting, rule, place, wanted in (
            ("template.styles.text.size=huge", "template-value", (1, 27), 3), ("template.styles.text.szie=9", "template-key", (1, 22), 3),
            ("template.styles.txet.size=9", "template-key", (1, 17), 3), ("template.pages.first.cells.organn.x=9", "template-key", (1, 28), 3),
            ("template.extends=un-ga", "template-value", (1, 18), 3), ("template.styles.text.size=", "template-setting", (1, 1), 2),
            ("template.styles..size=9", "template-setting", (1, 1), 2), ("template.=9", "template-setting", (1, 1), 2),
            ("template." + ".".join("k" * 40) + "=9", "template-setting", (1, 1), 2)):
        done = run("render", "a.txt", "--set", setting)
        status(done, wanted)
        equal([(line, column, said) for line, column, _, said in findings(done.said)], [(*place, rule)])
        assert not os.path.exists("a.pdf")


def lines_that_do_not_fit_are_told_with_their_widths():
    path = begin()
    done = run("template", "check", "./ours")
    status(done, 0)
    assert b"no errors in six languages" in done.stdout and "template-wide" not in done.said, done.said
    with open(path, "a", encoding="utf-8") as file:
        file.write("pages:\n  first:\n    cells:\n      organ: {width: 60, fit: 100 %}\n      distribution: {width: 30, fit: 50 %}\n")
    done = run("template", "check", "./ours")
    status(done, 0)
    told = re.findall(r"warning: cell organ in (\S+), page `first`: `(.+)` is ([\d.]+) pt wide where there are 60, "
                      r"and takes \d+ lines \[template-wide\]", done.said)
    equal([language for language, *_ in told], list(LANGUAGES))
    write("a.txt", GOOD.replace("A/RES/71/28", "E/RES/2027/34"))
    natural = re.search(r" width=(\S+) .*\| Economic and Social Council$", dump("-t", "un-ga"), re.M)[1]
    equal(told[LANGUAGES.index("en")][1], "Economic and Social Council")
    assert abs(float(told[LANGUAGES.index("en")][2]) - float(natural)) < 1, (told, natural)
    assert re.search(r"note: cell distribution in en, page `first`: `Distr\.: Limited` is \S+ pt wide where there are 30, "
                     r"and takes 2 lines \[template-broken\]", done.said), done.said


def sessions_and_committees_are_tried_to_find_the_longest():
    begin()
    with open("ours/template.yaml", "a", encoding="utf-8") as file:
        file.write("pages:\n  first:\n    cells:\n"
                   "      suborgan: {text: \"{session:ordinal} session\", width: 90, fit: 100 %}\n"
                   "      original: {text: \"{committee:name}\", width: 90, fit: 100 %}\n")
    done = run("template", "check", "./ours")
    status(done, 0)
    english = re.findall(r"cell (\S+) in en, page `first`: `([^`]+)`", done.said)
    found = dict(english)
    assert found["suborgan"].startswith("Seventy-") and "session" in found["suborgan"], english
    assert found["original"].startswith("Special Political and Decolonization"), english


def sheet(name):
    """Columns, rows, and the lines of pixels of a PNG as the program writes them: red, green, blue or grey."""
    data, at, packed, head = read(name), 8, b"", None
    while at < len(data):
        n, kind = struct.unpack(">I4s", data[at:at + 8])
        body = data[at + 8:at + 8 + n]
        head = struct.unpack(">IIBB", body[:10]) if kind == b"IHDR" else head
        packed += body if kind == b"IDAT" else b""
        at += 12 + n
    columns, rows, _, colour = head
    channels = 3 if colour == 2 else 1
    raw, row = zlib.decompress(packed), columns * channels + 1
    return columns, rows, [raw[y * row + 1:(y + 1) * row:channels] for y in range(rows)]


def the_contact_sheet_shows_six_pages():
    done = run("template", "preview", "un-ga", "--png=40")
    status(done, 0)
    equal(done.stdout, b"./un-ga.png\n")
    columns, rows, lines = sheet("un-ga.png")
    page, tall, gap, label = 340, 440, 10, 13
    equal((columns, rows), (3 * (page + gap) + gap, 2 * (label + tall + gap) + gap))
    for place in range(6):
        x, y = gap + place % 3 * (page + gap), gap + place // 3 * (label + tall + gap)
        part = [line[x:x + page] for line in lines[y + label:y + label + tall]]
        share = sum(value < 192 for line in part for value in line) * 1000 // (page * tall)
        assert 8 < share < 150, (place, share)
        assert any(value < 128 for line in lines[y:y + label] for value in line[x:x + page]), "a label"
        equal(set(lines[y + label + 20][x - gap:x]), {0xD0})


def a_sample_of_the_template_s_own_is_shown():
    begin()
    status(run("template", "preview", "./ours", "--png=30", "-o", "inherited.png"), 0)
    write("ours/sample.fr.txt", GOOD.replace("language: en", "language: fr"))
    status(run("template", "preview", "./ours", "--png=30", "-o", "own.png"), 0)
    assert read("own.png") != read("inherited.png")
    status(run("template", "preview", "./ours", "--png=30"), 0)
    assert read("ours.png") == read("own.png")
    write("ours/sample.fr.txt", GOOD.replace("[^lamps]: See A/C.2/59/3.", ""))
    done = run("template", "preview", "./ours", "--png=30", "-o", "wrong.png")
    status(done, 1)
    assert "ours/sample.fr.txt:" in done.said and not os.path.exists("wrong.png"), done.said
    status(run("template", "preview", "./ours", "--png=7"), 2)


# Every switch of typography: its key, the language it shows in, two values that differ, values that are none.
SWITCHES = (
    ("blocks.paragraph.kashida", "ar", "40 %", "0", ("-1", "much", "5000")),
    ("blocks.paragraph.kashida-share", "ar", "90 %", "0", ("-10 %", "101 %", "1 mm")),
    ("blocks.paragraph.space-stretch", "en", "150 %", "120 %", ("50 %", "9000 %", "wide")),
    ("blocks.paragraph.space-shrink", "en", "75 %", "100 %", ("5 %", "110 %", "no")),
    ("styles.body.tracking", "fr", "0.28", "0", ("-11", "51", "loose")),
    ("styles.body.tracking-stretch", "ru", "0.11", "0", ("-1", "51", "yes")),
    ("styles.body.tracking-shrink", "es", "0.12", "0", ("-1", "51", "yes")),
    ("styles.body.hang", "en", "0", "100 %", ("101 %", "-1", "out")),
    ("styles.body.hang", "zh", "0", "100 %", ("101 %",)),
    ("styles.body.autospace", "zh", "0", "25 %", ("101 %", "-1", "1 pt")),
    ("styles.body.squeeze", "zh", "yes", "no", ("1", "maybe")),
    ("styles.body.hyphenate", "ru", "yes", "no", ("1", "maybe")),
    ("styles.body.scale", "en", "100 %", "98 %", ("10 %", "500 %")),
    ("styles.text.shear", "ar", "20 %", "0", ("-101 %", "slanted")),
    ("marks.link.colour", "en", "#0000FF", "#FF0000", ("blue", "#0000FG")),
)


def every_switch_of_typography_works():
    for key, language, before, after, bad in SWITCHES:
        sample = f"{SOURCE}/samples/heritage.{language}.txt"
        made = []
        for value in (before, after):
            status(run("render", sample, "-o", "s.pdf", "--set", f"template.{key}={value}"), 0)
            made.append(read("s.pdf"))
        assert made[0] != made[1], key
        for value in bad:
            done = run("render", sample, "-o", "none.pdf", "--set", f"template.{key}={value}")
            assert done.returncode != 0 and "template-value" in done.said and key.split(".")[-1] in done.said, (key, value, done.said)


LED = """---
language: en
title: Wells
---

The General Assembly,

Cherishing anew its wells,

1. Beseeches also all households to save water;

2. Requests the mayor to report.
"""
LED_FR = """---
language: fr
title: Puits
---

L’Assemblée générale,

Chérissant ses puits,

1. Conjure tous les ménages d’économiser l’eau ;

2. Prie le maire de faire rapport.
"""
LEXICON = """
languages:
  en: {lexicon: {preambular: [Cherishing anew], operative: [Beseeches]}}
  fr: {lexicon: {preambular: [Chérissant], operative: [Conjure]}}
"""


def leads(path, *arguments):
    done = run("render", path, "--dump", "tree", *arguments)
    return re.findall(r'emphasis lead found.*\n +text "([^"]*)"', done.stdout.decode()), done


def lead_words_are_added_for_each_language():
    write("a.txt", LED)
    write("b.txt", LED_FR)
    path = begin()
    with open(path, encoding="utf-8") as file:
        write(path, file.read() + LEXICON)
    status(run("template", "check", "./ours"), 0)
    equal(leads("a.txt")[0], ["The General Assembly", "Requests"])
    found, done = leads("a.txt", "-t", "./ours")
    equal(found, ["The General Assembly", "Cherishing anew", "Beseeches also", "Requests"])
    assert "lead-unknown" not in done.said, done.said
    equal(leads("b.txt", "-t", "./ours")[0], ["L’Assemblée générale", "Chérissant", "Conjure", "Prie"])
    assert "preambular" in done.stdout.decode()


def a_document_s_template_tells_its_checks_the_lead_words():
    path = begin("wells")
    with open(path, encoding="utf-8") as file:
        write(path, file.read() + LEXICON)
    write("a.txt", LED.replace("title:", "template: wells\ntitle:").replace(" also", ""))
    said = run("check", "a.txt", "--template-dir", ".").said
    assert "lead-unknown" not in said and "Beseeches" not in said, said
    write("a.txt", LED)
    assert "lead-unknown" in run("check", "a.txt").said


def phrases_that_are_none_are_told():
    for value, what in (("{operative: [7]}", "operative"), ("{operative: Beseeches}", "operative"), ("{verbs: [Begs]}", "verbs"),
                        ("{preambular: [{a: b}]}", "preambular"), ("{preambular: ['%s']}" % ("very " * 60), "preambular")):
        path = begin()
        with open(path, encoding="utf-8") as file:
            write(path, file.read() + f"\nlexicon: {value}\n")
        done = run("template", "check", "./ours")
        assert done.returncode != 0 and f"`{what}`" in done.said, (value, done.said)
        for name in os.listdir("ours"):
            os.remove(os.path.join("ours", name))
        os.rmdir("ours")


COLUMNS = 11


def nothing_is_read_through_links():
    """A template from elsewhere must not show what its reader may read: the text would stand in messages and pages."""
    write("secret", "top: secret\n")
    write("a.txt", GOOD)
    for name, arguments in (("en.yaml", ["template", "check", "./ours"]), ("template.yaml", ["render", "a.txt", "-t", "./ours"]),
                            ("sample.fr.txt", ["template", "preview", "./ours", "--png=30"])):
        begin()
        if os.path.exists(f"ours/{name}"):
            os.remove(f"ours/{name}")
        os.symlink("../secret", f"ours/{name}")
        done = run(*arguments)
        assert done.returncode != 0 and "template-link" in done.said and "top" not in done.said, done.said
        for name in os.listdir("ours"):
            os.remove(os.path.join("ours", name))
        os.rmdir("ours")
    begin()
    for sample in ("../day", "day/../day", "[day]"):
        with open("ours/template.yaml", encoding="utf-8") as file:
            text = file.read()
        write("ours/template.yaml", text + f"\nsample: {sample}\n")
        assert "`sample`" in run("template", "check", "./ours").said
        write("ours/template.yaml", text)


def wide(language):
    row = "| {} | " + " | ".join(["Resolutions" if language == "en" else "1234567890123"] * COLUMNS) + " |\n"
    return (f"---\nlanguage: {language}\nsymbol: A/RES/80/101\ntitle: Wide\n---\n\n1. Decides;\n\n" + row.format("Head")
            + "|---" * (COLUMNS + 1) + "|\n" + row.format("First[^n]") + row.format("Other") * 60
            + "\n[^n]: The note of the table.\n\n2. Requests.\n")


def wide_tables_have_landscape_pages():
    for language in ("en", "ar"):
        write("a.txt", wide(language))
        status(run("render", "a.txt", "-o", "a.pdf"), 0)
        file = pdf.File("a.pdf")
        sizes = [(page.width, page.height) for page in file.pages]
        assert sizes[0] == sizes[-1] == (612, 792), sizes
        assert len(sizes) > 3 and set(sizes[1:-1]) == {(792, 612)}, sizes
        for number, page in enumerate(file.pages[1:-1], 2):
            assert all(0 < run.left and run.right < 792 and 0 < run.y < 612 for run in page.runs), page.runs
            foot = [run for run in page.runs if run.y > 570 and run.text.strip()]
            equal("".join(run.text for run in foot).strip(), f"{number}/{len(sizes)}")
            equal(foot[0].left < 396, (number % 2 == 0) != (language == "ar"))
            assert "80/101" in "".join(run.text for run in page.runs if run.y < 62), "the running head"
        objects = [thing.get("value", {}) for thing in file.objects.values()]
        equal(sum(isinstance(thing, dict) and thing.get("/S") == "/Table" for thing in objects), 1)
        status(run("render", "a.txt", "-o", "b.pdf", "--set", "template.tables.landscape=no"), 0)
        equal({(page.width, page.height) for page in pdf.File("b.pdf").pages}, {(612, 792)})


def what_is_wrong_with_a_file_is_told_once():
    os.makedirs("once")
    for text, rule in (("", "template-syntax"), ("extends: un-ga\ncolumn: {start: #72}\n", "template-syntax"),
                       ("extends: un-ga\nextends: un-ga\n", "template-syntax"), (b"title: \xff\n", "template-utf8")):
        write("once/template.yaml", text)
        done = run("template", "check", "./once")
        status(done, 3)
        equal([found[-1] for found in findings(done.said)], [rule])


main([what_is_wrong_with_a_file_is_told_once, a_new_template_sets_as_the_one_it_extends, every_value_of_a_new_template_can_be_taken_over,
      a_line_is_changed_by_taking_its_sign_away, nothing_is_written_over, names_that_are_none_are_told,
      templates_are_found_by_folder_and_by_name, a_document_names_no_folder, files_stand_for_their_template,
      shown_values_say_where_they_stand, what_is_shown_is_a_template, single_values_are_set_from_the_command_line,
      a_wrong_setting_is_told_at_its_place, lines_that_do_not_fit_are_told_with_their_widths,
      sessions_and_committees_are_tried_to_find_the_longest, the_contact_sheet_shows_six_pages, a_sample_of_the_template_s_own_is_shown,
      lead_words_are_added_for_each_language, a_document_s_template_tells_its_checks_the_lead_words, phrases_that_are_none_are_told,
      nothing_is_read_through_links, every_switch_of_typography_works, wide_tables_have_landscape_pages])
