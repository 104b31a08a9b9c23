"""AKN4UN XML in: the tree of each original is the tree of its text, and holds all it says once; hostile XML is
told or read in bounded time."""
import collections
import glob
import os
import re
import time
import unicodedata
import xml.etree.ElementTree as ElementTree

from hexapla import LANGUAGES, Skip, equal, findings, main, run, status, write

SHARED = os.environ.get("HEXAPLA_SHARED", "")
SPACE = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
# Where the text version is another, with the reason.
EXCEPTIONS = {
    "en/S-RES-2713_2023": "the text has lost the letters of headings",
    "ar/S-RES-2728_2024": "one link in the XML is two in the text",
    "ru/A-RES-77-261": "one link in the XML is two in the text",
    "ru/A-RES-ES-11-1": "one link in the XML is three in the text",
}
# Fields that hold lines of the document; the others are derived from them.
FIELD = re.compile(r"^([a-z-]+): ((?:.|\n(?![a-z-]+: |\())*)", re.M)
LINES = re.compile(r"symbol|number|title|agenda-title|vote|[a-z-]+-line")
# List letters are printed in the letters of their language.
LOOKALIKE = str.maketrans("асеохр", "aceoxp", "\u0640")


def originals():
    found = [f"{language}/{os.path.basename(path)[:-4]}" for language in LANGUAGES
             for path in sorted(glob.glob(f"{SHARED}/corpus/{language}/xml/*.xml"))]
    if not SHARED or not found:
        raise Skip("HEXAPLA_SHARED names no folder with a corpus")
    return found


def paths(name):
    language, base = name.split("/")
    return f"{SHARED}/corpus/{language}/xml/{base}.xml", f"{SHARED}/corpus/{language}/{base}.txt"


def dump(path, stage):
    done = run("render", path, "--dump", stage, "-o", "-")
    status(done, 0)
    return done.stdout.decode()


def letters(text):
    return collections.Counter(c for c in unicodedata.normalize("NFC", text).translate(LOOKALIKE) if c.isalnum())


def xml_text(path):
    """All text of the document but that of metadata and of brackets left empty for figures."""
    parts = []

    def walk(element):
        if element.tag == SPACE + "meta":
            return
        parts.append(element.text or "")
        for child in element:
            walk(child)
            parts.append(child.tail or "")

    walk(ElementTree.parse(path).getroot())
    return "\n".join(parts)


def tree_text(path):
    """Texts and typed labels of the tree, and lines that became fields."""
    said = re.findall(r'^ *text "((?:[^"\\]|\\.)*)"', dump(path, "tree"), re.M)
    labels = re.findall(r'^ *(?:operative|item)\b[^"\n]*"([^"]*)"', dump(path, "tree"), re.M)
    fields = dict(FIELD.findall(dump(path, "fields")))
    if fields["symbol"].startswith("S/"):
        fields.pop("number", None)  # its adoption line has it
    return "\n".join(said + labels + [value for name, value in fields.items() if LINES.fullmatch(name)])


def shape(path):
    """The tree without places and without cells that only fill a row up, spaces of any kind made one."""
    lines = []
    for line in dump(path, "tree").splitlines():
        line = re.sub(r" @\d+-\d+$", "", line)
        line = re.sub(r"[\s\u00a0\u2009\u202f]+", " ", re.sub(r"(?<=^)\s*", lambda m: "\t" * len(m[0]), line, count=1))
        lines.append(re.sub(r'(text ") | (")$', r"\1\2", re.sub(r"( *table| *cell)\b.*", r"\1", line)))
    kept = []
    for i, line in enumerate(lines):
        if line.strip() == "cell" and not (i + 1 < len(lines) and lines[i + 1].startswith(line[:-4] + "\t")):
            continue
        kept.append(line)
    return kept


def every_original_has_the_tree_of_its_text():
    different = [name for name in originals() if shape(paths(name)[0]) != shape(paths(name)[1])]
    equal(sorted(different), sorted(EXCEPTIONS))


def every_original_has_the_fields_of_its_text():
    for name in originals():
        xml, text = (re.sub(r"[\s\u00a0]+", " ", dump(path, "fields")).strip() for path in paths(name))
        xml = re.sub(r" job: \d\d-\d+", "", xml)  # in the metadata, where the text has none
        assert xml == text, f"{name}\n{xml}\n{text}"


def every_letter_is_in_the_tree_once():
    wrong = []
    for name in originals():
        path = paths(name)[0]
        wanted, got = letters(xml_text(path)), letters(tree_text(path))
        if wanted != got:
            wrong.append(f"{name}: lost {dict(wanted - got)}, added {dict(got - wanted)}")
    assert not wrong, "\n".join(wrong)


def no_original_has_an_error_or_an_unknown_element():
    for name in originals():
        done = run("render", paths(name)[0], "--dump", "fields", "-v")
        status(done, 0)
        rules = {(f[2], f[3]) for f in findings(done.said)}
        assert not [rule for severity, rule in rules if severity == "error" or rule.startswith("xml-")], f"{name}: {rules}"


HEAD = ('<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><statement name="resolution"><preface><p>'
        '<docNumber>71/28.</docNumber> <docTitle>Lamps</docTitle></p></preface><preamble><formula name="enactingFormula">'
        '<p>The General Assembly,</p></formula></preamble><mainBody>')
TAIL = "</mainBody></statement></akomaNtoso>"


def body(text):
    return HEAD + text + TAIL


def said(name, text, wanted=1):
    done = run("render", write(name, text), "--dump", "tree")
    status(done, wanted)
    return done


def malformed_xml_is_told_at_its_place():
    done = said("x.xml", "<?xml version='1.0'?>\n<akomaNtoso>\n  <statement></p>\n</akomaNtoso>\n")
    equal([(line, rule) for line, _, severity, rule in findings(done.said) if severity == "error"], [(3, "xml-syntax")])
    for text in ("<?xml", "<akomaNtoso ", "<?xml version='1.0'?>", body("<p>&nothing;</p>"), body("<p a='1' a='2'/>"),
                 body("<p>")[:-20], "<akomaNtoso/><akomaNtoso/>"):
        rules = [rule for _, _, severity, rule in findings(said("x.xml", text).said) if severity == "error"]
        assert rules and rules[0] in ("xml-syntax", "file-empty"), f"{text}: {rules}"


def entities_are_not_expanded():
    laughs = "".join(f'<!ENTITY lol{i} "{"&lol%d;" % (i - 1) * 10}">' for i in range(1, 10))
    for declared in ('<!ENTITY lol0 "lol">' + laughs, '<!ENTITY lol9 SYSTEM "file:///etc/passwd">',
                     '<!ENTITY % lol9 SYSTEM "file:///etc/passwd"> %lol9;'):
        begun = time.monotonic()
        done = said("x.xml", f"<?xml version='1.0'?><!DOCTYPE akomaNtoso [{declared}]>" + body("<p>&lol9;</p>"))
        equal([rule for *_, rule in findings(done.said)][:1], ["xml-entity"])
        assert time.monotonic() - begun < 5, "too slow"
        assert "root:" not in done.said + done.stdout.decode(), "read a file"


def an_external_dtd_is_not_read():
    write("evil.dtd", "<!ENTITY x 'evil'>")
    done = run("render", write("x.xml", '<!DOCTYPE akomaNtoso SYSTEM "evil.dtd">' + body("<p>See &x; there</p>")), "--dump", "tree")
    assert b"evil" not in done.stdout, done.stdout


def deep_nesting_is_told():
    deep = said("x.xml", body("<container>" * 100000))
    equal([rule for *_, rule in findings(deep.said)], ["depth"])
    run_deep = said("x.xml", body("<container>" * 150 + "<p>Deep</p>" + "</container>" * 150), 0)
    assert b'"Deep"' in run_deep.stdout


def another_document_is_told():
    for text, name in (("<?xml version='1.0'?><html/>", "html"), ("<?xml version='1.0'?><akomaNtoso><act/></akomaNtoso>", "act")):
        done = said("x.xml", text)
        equal([rule for *_, rule in findings(done.said)], ["xml-root"])
        assert f"`{name}`" in done.said


def another_namespace_is_told_and_read():
    done = said("x.xml", body("<p>Lamps are lit.</p>").replace("3.0", "9.9"), 0)
    assert "xml-namespace" in [rule for *_, rule in findings(done.said)]
    assert b"Lamps are lit." in done.stdout


def a_large_file_is_bounded():
    begun = time.monotonic()
    done = said("x.xml", body("<p>" + "a" * 100_000_000 + "</p>"))
    equal([rule for *_, rule in findings(done.said)], ["file-large"])
    done = run("render", write("x.xml", body("<p>" + "<b>a</b> " * 1_000_000 + "</p>")), "--dump", "fields")
    status(done, 0)
    assert time.monotonic() - begun < 60, "too slow"


def unknown_elements_keep_their_text():
    done = run("render", write("x.xml", body("<strange><p>Kept <odd>too</odd></p></strange><strange>and this</strange>")),
               "--dump", "tree", "-v")
    status(done, 0)
    equal(sorted(re.findall(r"element `(\w+)`", done.said)), ["odd", "strange"])
    assert b"Kept too" in done.stdout and b"and this" in done.stdout


def findings_are_placed_in_the_xml():
    text = body("\n<paragraph><num>1.</num><content><p>One;</p></content></paragraph>\n"
                "<paragraph><num>7.</num><content><p>Two.</p></content></paragraph>\n")
    done = run("render", write("x.xml", text), "--dump", "tree")
    equal([(line, rule) for line, _, _, rule in findings(done.said) if rule == "number-wrong"], [(3, "number-wrong")])


def missing_numbers_are_made():
    text = body("<paragraph><num>1.</num><content><p>One<authorialNote><p>Without a figure</p></authorialNote>;</p></content></paragraph>"
                "<paragraph><num>2.</num><content><p>Two<authorialNote marker='()'><p>() Another</p></authorialNote>.</p></content></paragraph>")
    done = said("x.xml", text, 0)
    equal(re.findall(r'note "(\d+)" number=(\d+)', done.stdout.decode()), [("1", "1"), ("2", "2")])


def tables_keep_their_columns():
    text = body('<paragraph><num>1.</num><content><p>Decides as follows:</p></content></paragraph><table><tr>'
                '<th rowspan="2" data-width-type="300-dxa"/><th data-width-type="100-dxa">a|b</th></tr>'
                '<tr><th data-justification="Right">c</th></tr><tr><td colspan="2">d</td></tr></table>')
    tree = said("x.xml", text, 0).stdout.decode()
    equal(len(re.findall(r"^ *cell\b", tree, re.M)), 4)
    assert '"a|b"' in tree, tree


HARD = """---
symbol: A/RES/71/28
language: en
issued: 2016-12-09
session: 71
adopted: 2016-12-05
meeting: 51
title: "Ways of \\"lighting\\" a harbour # 3"
---

The General Assembly,

Recalling its resolution 53/70 of 4 December 1998,[^lamps] and *a **b** c* and **x *y* z** and [*linked*](https://example.org/a_(b)?c=d&e=f),

   a) item in preamble;

   b) another;

   which goes on,

* * *

Noting x<sup>a</sup> & "quotes" < > [текст]{lang=ru} \\*literal\\* \\[^no] \\\\ back[^2]\\
1\\. after a break,

[^lamps]: See A/C.2/59/3.

    Second paragraph, calls[^inner].

[^2]: Two [^lamps].

[^inner]: Inner text.

1. Calls upon all ports[^*] to keep:

   a) their lamps lit:

      i) red;

         a. x

   b) and closed[^lamps];

   and to do so;

   > 1. Quoted text:
   >
   >    a) with items;
   >
   > | a\\|b | c |
   > |---|---|
   > | \\-- | d |
   >
   > > deeper[^lamps]

2. Decides to count the lamps again[^*]:

   - dash one;

   - dash two;

[^*]: Star note.

# Heading

## Sub \\# heading[^lamps]

### Third

<<<

1. One, with ***bold lead***;

# Annex I

## Title

| x | y |
|---|---|
| 1 | 2[^cell] |

[^cell]: In a cell.

# Annex II

*

\\# no heading

\\- no dash
"""


def convert(data, to):
    done = run("convert", "-", "--to", to, input=data)
    status(done, 0)
    return done.stdout


def round_trip(data, name):
    """Text, XML, text and XML again; the XML once."""
    text = convert(data, "text")
    xml = convert(text, "xml")
    again = convert(xml, "text")
    assert again == text, f"{name}: another text"
    assert convert(again, "xml") == xml, f"{name}: another XML"
    ElementTree.fromstring(xml)
    return xml.decode()


def text_and_xml_are_each_other():
    xml = round_trip(HARD.encode(), "HARD")
    equal(len(re.findall("<authorialNote ", xml)), 5)
    equal(len(re.findall('<noteRef href="#authorialNote_1" marker="1" title="lamps"/>', xml)), 4)
    ids = re.findall(r' eId="([^"]+)"', xml)
    equal(len(ids), len(set(ids)))
    for target in re.findall(r'<noteRef href="#([^"]+)"', xml):
        assert target in ids, target
    equal(convert(xml.encode(), "xml").decode(), xml)


def every_text_and_xml_are_each_other():
    for name in originals():
        with open(paths(name)[1], "rb") as file:
            round_trip(file.read(), name)


def every_original_converts():
    for name in originals():
        with open(paths(name)[0], "rb") as file:
            xml = file.read()
        once = convert(xml, "xml")
        assert convert(once, "xml") == once, f"{name}: another XML"
        assert convert(once, "text") == convert(xml, "text"), f"{name}: another text"


def the_name_tells_xml():
    write("x.txt", HARD)
    for args, xml in ((["-o", "y.xml"], True), (["-o", "y.txt"], False), (["-o", "y.xml", "--to", "text"], False)):
        status(run("convert", "x.txt", *args), 0)
        with open(args[1], encoding="utf-8") as file:
            equal(file.read().startswith("<?xml"), xml)
    status(run("convert", "x.txt", "--to", "html"), 2)


def the_job_number_is_read():
    for name in originals():
        with open(paths(name)[0], encoding="utf-8") as file:
            job = re.search(r"<docketNumber[^>]*>(\d\d-\d+)", file.read())
        fields = dump(paths(name)[0], "fields")
        equal(re.findall(r"^job: (.*)$", fields, re.M), [job[1]] if job else [])


def the_cover_is_worded():
    tree = ElementTree.fromstring(convert(HARD.encode(), "xml"))
    cover = " ".join(tree.find(f".//{SPACE}coverPage").itertext())
    assert "Seventy-first session" in cover and "General Assembly" in cover, cover
    assert "51st plenary meeting" in " ".join(tree.find(f".//{SPACE}conclusions").itertext())


main([every_original_has_the_tree_of_its_text, every_original_has_the_fields_of_its_text, every_letter_is_in_the_tree_once,
      no_original_has_an_error_or_an_unknown_element, malformed_xml_is_told_at_its_place, entities_are_not_expanded,
      an_external_dtd_is_not_read, deep_nesting_is_told, another_document_is_told, another_namespace_is_told_and_read,
      a_large_file_is_bounded, unknown_elements_keep_their_text, findings_are_placed_in_the_xml, missing_numbers_are_made,
      tables_keep_their_columns, text_and_xml_are_each_other, every_text_and_xml_are_each_other, every_original_converts,
      the_name_tells_xml, the_job_number_is_read, the_cover_is_worded])
