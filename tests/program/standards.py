"""--standard and --sizes: what is attached and said, what no document can make a file claim, what the bytes are for."""
import json
import os
import re

import need_pikepdf  # first: it may end the test
import pikepdf

import checker
import corpus
import tagged
from hexapla import GOOD, LANGUAGES, SOURCE, Skip, equal, findings, main, place, read, run, status, write

NEW = ("--standard", "ua2-a4f")
DESCRIPTIONS = {  # of the source, then of the XML
    "ar": ("النص المصدر للوثيقة {}", "الوثيقة {} في شكل نص مهيكل (AKN4UN XML)"),
    "zh": ("{}的源文本", "{}的结构化文本（AKN4UN XML）"),
    "en": ("Source text of {}", "{} as structured text (AKN4UN XML)"),
    "fr": ("Texte source de {}", "{} sous forme de texte structuré (XML AKN4UN)"),
    "ru": ("Исходный текст документа {}", "Документ {} в виде структурированного текста (AKN4UN XML)"),
    "es": ("Texto fuente de {}", "{} como texto estructurado (XML AKN4UN)"),
}
LINKS = {  # a resolution, a document, a note, back from it
    "ar": ("القرار 53/70", "الوثيقة A/C.2/59/3", "الحاشية 1", "العودة إلى النص من الحاشية 1"),
    "zh": ("第53/70号决议", "A/C.2/59/3号文件", "脚注1", "从脚注1返回正文"),
    "en": ("Resolution 53/70", "Document A/C.2/59/3", "Note 1", "Back to the text from note 1"),
    "fr": ("Résolution 53/70", "Document A/C.2/59/3", "Note 1", "Retour au texte depuis la note 1"),
    "ru": ("Резолюция 53/70", "Документ A/C.2/59/3", "Сноска 1", "Вернуться к тексту из сноски 1"),
    "es": ("Resolución 53/70", "Documento A/C.2/59/3", "Nota 1", "Volver al texto desde la nota 1"),
}


def attached(path):
    """(name, relation, type, description, bytes) of each attachment in the order of /AF."""
    with pikepdf.open(path) as pdf:
        return [(str(spec.UF), str(spec.AFRelationship)[1:], str(spec.EF.F.Subtype)[1:], str(spec.Desc), spec.EF.F.read_bytes())
                for spec in pdf.Root.get("/AF", [])]


def new(*args, **options):
    done = run("render", *args, *NEW, **options)
    status(done, 0)
    return done


def the_source_and_its_xml_are_attached():
    for language in LANGUAGES:
        source = f"{SOURCE}/samples/heritage.{language}.txt"
        new(source, "-o", "a.pdf")
        symbol = re.search("^symbol: (.*)$", read(source).decode(), re.M)[1]
        xml = run("convert", source, "--to", "xml")
        words = [pattern.format(symbol) for pattern in DESCRIPTIONS[language]]
        equal(attached("a.pdf"), [(f"heritage.{language}.txt", "Source", "text/plain", words[0], read(source)),
                                  (f"heritage.{language}.xml", "Alternative", "application/xml", words[1], xml.stdout)])
        equal(checker.faults("a.pdf"), [])


def the_old_standard_has_nothing_attached():
    write("a.txt", GOOD)
    status(run("render", "a.txt"), 0)
    equal(attached("a.pdf"), [])
    plain = read("a.pdf")
    status(run("render", "a.txt", "--standard", "ua1-a2a"), 0)
    equal(read("a.pdf"), plain)


def attachments_have_the_names_of_their_sources():
    new("-", "-o", "a.pdf", input=GOOD.encode())
    equal([name for name, *_ in attached("a.pdf")], ["source.txt", "source.xml"])
    os.mkdir("folder")
    for given, names in (("folder/of.day.txt", ["of.day.txt", "of.day.xml"]), ("folder/day", ["day", "day.xml"]),
                         ("day.xml", ["day.xml", "day.xml.xml"]), ("tag é\ue000\u0085.txt", ["tag é__.txt", "tag é__.xml"])):
        write(given, GOOD)
        new(given, "-o", "a.pdf")
        equal([name for name, *_ in attached("a.pdf")], names)
        equal(checker.faults("a.pdf"), [])


def xml_is_its_own_attachment():
    write("a.txt", GOOD)
    status(run("convert", "a.txt", "-o", "b.xml"), 0)
    new("b.xml", "-o", "b.pdf")
    equal([row[:3] + row[4:] for row in attached("b.pdf")], [("b.xml", "Source", "application/xml", read("b.xml"))])
    equal(checker.faults("b.pdf"), [])


def a_published_text_is_attached_as_it_was():
    paths = [path for _, path in corpus.texts()][::12]
    for path in paths:
        new(path, "-o", "a.pdf")
        equal(attached("a.pdf")[0][4], read(path))
        equal(attached("a.pdf")[1][4], run("convert", path, "--to", "xml").stdout)


def the_same_bytes_whatever_the_folder_and_the_jobs():
    os.makedirs("in/deep")
    for language in LANGUAGES:
        write(f"in/{language}.txt", read(f"{SOURCE}/samples/day.{language}.txt"))
    for jobs in ("1", "4"):
        status(run("batch", "in", "-o", f"out{jobs}", "-j", jobs, *NEW, env={"TZ": f"Asia/Tokyo{jobs}", "LC_ALL": "C"}), 0)
    for language in LANGUAGES:
        write(f"in/deep/{language}.txt", read(f"in/{language}.txt"))
        new(f"in/deep/{language}.txt", "-o", "one.pdf")
        equal({read(f"out{jobs}/{language}.pdf") == read("one.pdf") for jobs in ("1", "4")}, {True})
        equal(checker.faults("one.pdf"), [])


def headings_stand_below_the_title():
    write("a.txt", GOOD + "\n# Part one\n\n## Of it\n\n3. Thanks all.\n\n# Part two\n\n4. Ends.\n")
    new("a.txt")
    headings = [(element.role, element.text().strip()) for element in tagged.File("a.pdf").elements
                if element.role == "Title" or re.fullmatch("H[1-6]", element.role)]
    equal(headings, [("Title", "71/28. Ways of lighting a harbour"), ("H1", "Part one"), ("H2", "Of it"), ("H1", "Part two")])
    equal(checker.faults("a.pdf"), [])


def bookmarks_lead_to_their_headings():
    write("a.txt", GOOD + "\n# Part one\n\n3. Thanks all.\n\n# Part two\n\n4. Ends.\n")
    new("a.txt")
    file = tagged.File("a.pdf")
    by_number = {element.thing.objgen: element for element in file.elements}
    entry, said = file.root.Outlines.First, []
    stack = [entry]
    while stack:
        entry = stack.pop()
        said.append((str(entry.Title), by_number[entry.A.SD[0].objgen].text().strip()))
        stack += [entry[key] for key in ("/Next", "/First") if key in entry]
    assert len(said) == 3, said
    for title, text in said:
        equal(re.sub(r"\s+", " ", title), re.sub(r"\s+", " ", text))


def notes_lead_to_their_calls_and_back():
    write("a.txt", GOOD.replace("2. Decides", "2. Decides[^lamps]"))
    new("a.txt")
    file = tagged.File("a.pdf")
    note = next(element for element in file.elements if element.role == "FENote")
    calls = [element for element in file.elements if element.role == "Link" and "/Ref" in element.thing]
    equal([other.objgen for other in note.thing.Ref], [call.thing.objgen for call in calls])
    equal(len(calls), 2)
    ways = {str(annotation.Contents): annotation.A.SD[0].objgen for _, annotation in file.annotations() if annotation.A.S == "/GoTo"}
    equal(ways, {"Note 1": note.thing.objgen, "Back to the text from note 1": calls[0].thing.objgen})


OLD_RESOLUTIONS = {  # of a numbered session, of the Security Council
    "ar": ("القرار 3190 (د-28)", "القرار 2347 (2017)"), "zh": ("第3190(XXVIII)号决议", "第2347(2017)号决议"),
    "en": ("Resolution 3190 (XXVIII)", "Resolution 2347 (2017)"), "fr": ("Résolution 3190 (XXVIII)", "Résolution 2347 (2017)"),
    "ru": ("Резолюция 3190 (XXVIII)", "Резолюция 2347 (2017)"), "es": ("Resolución 3190 (XXVIII)", "Resolución 2347 (2017)"),
}


def old_resolutions_are_worded_as_the_language_writes_them():
    for language in LANGUAGES:
        write("a.txt", f"---\nsymbol: A/RES/71/28\nlanguage: {language}\n---\n\nA/RES/3190(XXVIII), S/RES/2347 (2017).\n")
        status(run("render", "a.txt"), 0)
        equal([str(annotation.Contents) for _, annotation in tagged.File("a.pdf").annotations()], list(OLD_RESOLUTIONS[language]))


def links_are_worded_in_every_language():
    for language in LANGUAGES:
        write("a.txt", f"---\nsymbol: A/RES/71/28\nlanguage: {language}\n---\n\n53/70[^a] [x](https://un.org/x)\n\n"
                       "[^a]: A/RES/53/70, A/C.2/59/3.\n")
        for standard in ("ua1-a2a", "ua2-a4f"):
            status(run("render", "a.txt", "--standard", standard), 0)
            said = {str(annotation.Contents) for _, annotation in tagged.File("a.pdf").annotations()}
            equal(said, {*LINKS[language], "https://un.org/x"})


# --- what a document can do to a claim --------------------------------------------------------------------

def unclaimed(standard, text, what, rule):
    """The warning stands at `what`, and the file claims nothing."""
    write("a.txt", text)
    done = run("render", "a.txt", "--standard", standard)
    status(done, 0)
    found = [finding for finding in findings(done.said) if finding[3] == rule]
    equal(found, [(*(place(text, what) if what else (0, 0)), "warning", rule)])
    assert b"pdfaid:part" not in tagged.File("a.pdf").root.Metadata.read_bytes()
    return done.said


def private_characters_are_not_claimed():
    shown = GOOD.replace("2. Decides", "2. \uf001Decides")
    for standard, clause in (("ua1-a2a", "ISO 19005-2, 6.2.11.7.3"), ("ua2-a4f", "ISO 14289-2, 8.4.3")):
        said = unclaimed(standard, shown, "\uf001", "pdf-private")
        assert clause in said and "U+F001" in said, said
    link = GOOD.replace("2. Decides", "2. [Decides](https://un.org/\ue000)")
    said = unclaimed("ua2-a4f", link, "[Decides]", "pdf-private-text")
    assert "ISO 14289-2, 8.6" in said and "U+E000" in said, said
    status(run("render", "a.txt"), 0)  # PDF/UA-1 and PDF/A-2a ask nothing of it
    equal(checker.faults("a.pdf"), [])


def what_no_document_can_break():
    """Texts that would break a rule if they reached the file as they are; each conforms to both standards, or is an error."""
    body = "The General Assembly,\n\n1. Calls upon all ports {};\n"
    head = GOOD.split("\n\n", 1)[0] + "\n\n"
    texts = {what: head + body.format(what) for what in (
        "a\ufeffb", "a\ufffeb", "a\uffffb", "a\0b", "a\ufdd0b", "a\u200e\u202eb", "a\u2028b", "a" + "\u0301" * 300, "[text]()", "[text]( )",
        "[text](\u200b)", "[](https://un.org/)", "[ ](https://un.org/)", "[text](https://un.org/" + "é" * 9000 + ")",
        "[text](https://un.org/" + "(" * 7000 + ")", "[text](https://un.org/" + "é" * 2600 + ")", "[*see* [^a]](https://un.org/)\n\n[^a]: x")}
    texts["long title"] = GOOD.replace("harbour", "harbour " * 2000)
    texts["deep headings"] = GOOD + "\n### Deep\n\n3. x\n\n# Up\n\n4. y\n\n### Deep\n\n5. z\n"
    texts["ragged table"] = GOOD + "\n| a | b |\n|---|---|\n| c |\n| d | e | f |\n\n| x |\n|---|\n"
    texts["odd lists"] = GOOD + "\n- dash\n\n(z) z\n\nxiv. a\n\n(a) b\n\n   - c\n\n> 1. q\n>\n>    (a) r\n"
    texts["notes"] = GOOD.replace("committee: 1", "committee: 1") + "\n3. Y[^b][^b] z.\n\n[^b]: x[^c]\n\n[^c]: y[^lamps]\n\n> # Q[^q]\n\n[^q]: z\n"
    texts["no fields"] = "---\nlanguage: en\n---\n\nHello.\n"
    for what, text in texts.items():
        write("a.txt", text)
        for standard in ("ua1-a2a", "ua2-a4f"):
            write("a.pdf", "")
            done = run("render", "a.txt", "--standard", standard)
            if done.returncode:
                assert done.returncode in (1, 3) and not read("a.pdf"), (what, done.returncode)
                assert any(row[0] and row[2] == "error" for row in findings(done.said)), (what, done.said)
            else:
                equal((what[:20], standard, checker.faults("a.pdf")), (what[:20], standard, []))


def a_document_without_title_is_not_claimed():
    """Only a template without words can leave a title empty."""
    os.makedirs("data/templates")
    for name in ("un-ga", "bare"):
        os.mkdir(f"data/templates/{name}")
        for file in os.listdir(f"{SOURCE}/templates/un-ga"):
            text = read(f"{SOURCE}/templates/un-ga/{file}").decode()
            if name == "bare" and file == "en.yaml":
                text = "names: {en: English}\n"
            write(f"data/templates/{name}/{file}", text)
    os.symlink(f"{SOURCE}/fonts", "data/fonts")
    write("a.txt", "---\nlanguage: en\n---\n\nHello.\n")
    for standard in ("ua1-a2a", "ua2-a4f"):
        done = run("render", "a.txt", "-t", "bare", "--standard", standard, env={"HEXAPLA_DATADIR": os.path.abspath("data")})
        status(done, 0)
        equal([row[3] for row in findings(done.said) if row[3].startswith("pdf-")], ["pdf-title"])
        assert b"pdfaid:part" not in tagged.File("a.pdf").root.Metadata.read_bytes()


# --- sizes ------------------------------------------------------------------------------------------------

def the_sizes_add_up():
    for language in LANGUAGES:
        for standard in ("ua1-a2a", "ua2-a4f"):
            source = f"{SOURCE}/samples/heritage.{language}.txt"
            done = run("render", source, "--standard", standard, "--sizes", "--format", "json", "-o", "a.pdf")
            status(done, 0)
            told = [json.loads(line) for line in done.said.splitlines() if '"parts"' in line]
            equal([(row["file"], row["bytes"]) for row in told], [(source, os.path.getsize("a.pdf"))])
            parts = {(part["part"], part["name"]): part["bytes"] for part in told[0]["parts"]}
            equal(sum(parts.values()), os.path.getsize("a.pdf"))
            assert all(parts.values()) and {"font", "content", "structure", "metadata", "colour", "link", "file"} <= {kind for kind, _ in parts}, parts
            equal({name for kind, name in parts if kind == "attachment"},
                  {f"heritage.{language}.txt", f"heritage.{language}.xml"} if standard == "ua2-a4f" else set())
            fonts = {str(font.BaseFont)[8:].removesuffix("-Identity-H") for _, font in tagged.File("a.pdf").pages[0].Resources.Font.items()}
            equal({name for kind, name in parts if kind == "font"}, fonts)


def sizes_are_said_as_text():
    write("a.txt", GOOD)
    done = run("render", "a.txt", "--sizes")
    status(done, 0)
    lines = done.said.splitlines()
    equal(lines[0], f"a.txt: {os.path.getsize('a.pdf')} bytes")
    equal(sum(int(line.split()[0]) for line in lines[1:]), os.path.getsize("a.pdf"))
    equal(run("render", "a.txt", "--dump", "text", "--sizes").said, "")


def the_founding_input_is_small():
    if not os.path.isdir(corpus.SHARED + "/seed"):
        raise Skip("HEXAPLA_SHARED names no folder with the founding input")
    for name in os.listdir(corpus.SHARED + "/seed"):
        if name.endswith(".txt"):
            status(run("render", f"{corpus.SHARED}/seed/{name}", "-o", "a.pdf"), 0)
            assert os.path.getsize("a.pdf") < 60000, os.path.getsize("a.pdf")


main([the_source_and_its_xml_are_attached, the_old_standard_has_nothing_attached, attachments_have_the_names_of_their_sources,
      xml_is_its_own_attachment, a_published_text_is_attached_as_it_was, the_same_bytes_whatever_the_folder_and_the_jobs,
      headings_stand_below_the_title, bookmarks_lead_to_their_headings, notes_lead_to_their_calls_and_back,
      links_are_worded_in_every_language, old_resolutions_are_worded_as_the_language_writes_them, private_characters_are_not_claimed, what_no_document_can_break,
      a_document_without_title_is_not_claimed, the_sizes_add_up, sizes_are_said_as_text, the_founding_input_is_small])
