"""`hexapla verify`: what was rendered is proved; any changed byte, and any change of text, tag, link, glyph, drawing,
attachment or metadata is found, even where the ID was made anew; what is no PDF of hexapla is refused, and hostile
bytes do no harm. Linearized files are no exception.

HEXAPLA_ROUNDS sets how many bytes are changed; HEXAPLA_THOROUGH=1 makes them more."""
import glob
import json
import os
import random
import re
import struct
import zlib

import need_pikepdf  # first: it may end the test
import pikepdf

import checker
import cmap
import tagged
from hexapla import BUILD, GOOD, LANGUAGES, SOURCE, THOROUGH, Skip, equal, findings, main, read, run, spent, status, tool, write
from pikepdf import Array, Dictionary, Name, String

SHARED = os.environ.get("HEXAPLA_SHARED", "")
ROUNDS = int(os.environ.get("HEXAPLA_ROUNDS", "300" if THOROUGH else "90"))
SLOW = 6 if "-fsanitize" in open(os.path.join(BUILD, "Makefile"), encoding="utf-8").read() else 1
STANDARDS = ("ua1-a2a", "ua2-a4f")
ID = re.compile(rb"/ID ?\[<([0-9A-Fa-f]{32})><([0-9A-Fa-f]{32})>\]")
MASK = (1 << 64) - 1


# --- the ID, made anew as one who deceives would -------------------------------------------------------------

def digits(data):
    lanes = [0x9E3779B97F4A7C15 ^ len(data), 0xC2B2AE3D27D4EB4F]
    whole = len(data) // 8 * 8
    for word in [*struct.unpack(f"<{whole // 8}Q", data[:whole]), int.from_bytes(data[whole:], "little")]:
        lanes[0] = (lanes[0] ^ word) * 0xFF51AFD7ED558CCD & MASK
        lanes[0] ^= lanes[0] >> 32
        lanes[1] = (lanes[1] + word) * 0xC4CEB9FE1A85EC53 & MASK
        lanes[1] ^= lanes[1] >> 29
    return b"%016X%016X" % tuple(lanes)


def with_id(data):
    blank = ID.sub(lambda m: m[0].replace(m[1], b"0" * 32).replace(m[2], b"0" * 32), data)
    return blank.replace(b"0" * 32, digits(blank))


def forged(name, change, into="forged.pdf"):
    """A PDF with a change made by a tool for PDFs, and a right ID."""
    with pikepdf.open(name) as pdf:
        change(pdf)
        pdf.save(into)
    write(into, with_id(read(into)))
    return into


def rules(done):
    return [rule for *_, severity, rule in findings(done.said) if severity == "error"]


def verify(*args):
    return run("verify", *args)


def rendered(standard="ua1-a2a", *options):
    write("good.txt", GOOD)
    status(run("render", "good.txt", "-o", f"{standard}.pdf", "--standard", standard, *options), 0)
    return f"{standard}.pdf"


# --- what is right --------------------------------------------------------------------------------------------

def samples_are_proved_in_every_language():
    for language in LANGUAGES:
        source = f"{SOURCE}/samples/heritage.{language}.txt"
        for standard in STANDARDS:
            status(run("render", source, "-o", "x.pdf", "--standard", standard), 0)
            for args in ((), ("--source", source)):
                done = verify("x.pdf", *args)
                status(done, 0)
                proved = b"byte for byte" in done.stdout
                equal((language, standard, args, proved), (language, standard, args, bool(args) or standard == "ua2-a4f"))


def corpus_is_proved():
    paths = sorted(glob.glob(f"{SHARED}/corpus/*/*.txt"))[::4]
    if not paths:
        raise Skip("HEXAPLA_SHARED names no folder with a corpus")
    for path in paths:
        status(run("render", path, "-o", "x.pdf"), 0)
        status(verify("x.pdf", "--source", path), 0)


def json_says_what_was_proved():
    name = rendered("ua2-a4f")
    done = verify(name, "--format", "json")
    said = json.loads(done.stdout)
    equal([said[key] for key in ("file", "status", "against", "identical", "pages", "attachments")], [name, 0, "attached", True, 1, 2])
    assert said["characters"] > 300 and said["tags"] > 20 and said["links"] > 3 and said["glyphs"] > 50, said
    write("x.pdf", "no")
    equal(json.loads(verify("x.pdf", "--format", "json").stdout)["status"], 4)


def options_are_those_of_rendering():
    write("good.txt", GOOD)
    status(run("render", "good.txt", "--set", "title=Lamps"), 0)
    status(verify("good.pdf", "--source", "good.txt"), 1)
    status(verify("good.pdf", "--source", "good.txt", "--set", "title=Lamps"), 0)


def a_date_from_outside_is_told():
    write("good.txt", GOOD)
    status(run("render", "good.txt", env={"SOURCE_DATE_EPOCH": "1000000000"}), 0)
    done = verify("good.pdf", "--source", "good.txt")
    status(done, 0)
    assert "2001-09-09T01:46:40Z" in done.said and "[verify-date]" in done.said, done.said


def linearized_files_are_sound_and_proved():
    write("good.txt", GOOD)
    for standard in STANDARDS:
        done = run("render", "good.txt", "-o", "a.pdf", "--linearize", "--standard", standard)
        if "[linearize]" in done.said:
            raise Skip("libqpdf is not there")
        status(done, 0)
        status(run("render", "good.txt", "-o", "b.pdf", "--linearize", "--standard", standard, env={"TZ": "Asia/Tokyo"}), 0)
        equal(read("a.pdf"), read("b.pdf"))
        assert "no linearization errors" in tool("qpdf", "--check-linearization", "a.pdf")
        tool("qpdf", "--check", "a.pdf")
        equal(checker.faults("a.pdf"), [])
        done = verify("a.pdf", "--source", "good.txt")
        status(done, 0)
        assert b"byte for byte" in done.stdout


# --- changed bytes ----------------------------------------------------------------------------------------------

def every_changed_byte_is_found():
    for name, options in (("ua1-a2a", ()), ("ua2-a4f", ()), ("ua1-a2a", ("--linearize",))):
        path = rendered(name, *options)
        good = read(path)
        equal(with_id(good), good)
        rng = random.Random(len(options))
        places = sorted(rng.sample(range(len(good)), min(ROUNDS // 3, len(good))) + [0, 9, len(good) - 1, good.index(b"/ID") + 5])
        for at in places:
            bad = bytearray(good)
            bad[at] ^= rng.choice((1, 2, 4, 8, 16, 32, 64, 128, 255))
            write("bad.pdf", bytes(bad))
            done = verify("bad.pdf")
            assert done.returncode in (1, 4) and done.stdout == b"", f"{name} {options}: byte {at}: {done.returncode} {done.said}"


def added_and_missing_bytes_are_found():
    good = read(rendered())
    for bad in (good + b"\n", good + b"% more\n", good.replace(b"endobj\n", b"endobj\n\n", 1), good[:-1], b"\n" + good):
        write("bad.pdf", bad)
        assert verify("bad.pdf").returncode in (1, 4)
    write("bad.pdf", with_id(good.replace(b"endobj\n", b"endobj ", 1)))
    status(verify("bad.pdf"), 0)
    equal(rules(verify("bad.pdf", "--source", "good.txt")), ["verify-bytes"])


# --- changes with a right ID ------------------------------------------------------------------------------------

CHANGES = []  # (rule that must name it, whether it is found without the source, function)


def found_as(rule, alone=False):
    def add(function):
        CHANGES.append((rule, alone, function))
        return function
    return add


def content(pdf, change):
    old = pdf.pages[0].Contents.read_bytes()
    new = change(old)
    assert new != old
    pdf.pages[0].Contents.write(new)


def font(pdf):
    """One with many codes."""
    return max((font for _, font in pdf.pages[0].Resources.Font.items()), key=lambda font: len(font.ToUnicode.read_bytes()))


def document(pdf):
    return pdf.Root.StructTreeRoot.K[0]


def elements(pdf, role):
    found, stack = [], [document(pdf)]
    while stack:
        thing = stack.pop()
        if thing.get("/S") == "/" + role:
            found.append(thing)
        kids = thing.get("/K", [])
        stack += [kid for kid in reversed(list(kids) if isinstance(kids, Array) else [kids]) if isinstance(kid, Dictionary) and "/S" in kid]
    return found


def heading(pdf):
    return (elements(pdf, "H1") or elements(pdf, "Title"))[0]


def annotation(pdf, kind):
    return next(a for a in pdf.pages[0].Annots if a.A.S == kind)


@found_as("verify-text")
def a_word_is_drawn_as_another(pdf):
    content(pdf, lambda data: re.sub(rb"\((\0[^\\()])(\0[^\\()])", rb"(\2\1", data))


def code_by_code(pdf):
    """The first font's character map, with a row of its own for every code."""
    table = font(pdf).ToUnicode
    rows = "".join(f"<{code:04X}><{text.encode('utf-16-be').hex().upper()}>\n" for code, text in cmap.read(table.read_bytes()).items())
    data = re.sub(rb"\d+ beginbfrange.*endbfrange\n", f"1 beginbfchar\n{rows}endbfchar\n".encode(), table.read_bytes(), flags=re.S)
    table.write(data)
    return table


@found_as("verify-text")
def a_code_says_another_letter(pdf):
    table = code_by_code(pdf)
    data = table.read_bytes()
    assert b"<0065>" in data
    table.write(data.replace(b"<0065>", b"<0061>"))


@found_as("verify-fault", True)
def a_code_says_nothing(pdf):
    table = code_by_code(pdf)
    table.write(re.sub(rb"<[0-9A-F]{4}><0065>\n", b"", table.read_bytes()))


def change_glyph(pdf, change):
    """Of the letter e."""
    face = font(pdf)
    inner = face.DescendantFonts[0]
    code = int(re.search(rb"<([0-9A-F]{4})><0065>", code_by_code(pdf).read_bytes())[1], 16)
    glyph = tagged.Font(face).glyph(code)
    program = inner.FontDescriptor.FontFile2
    data = bytearray(program.read_bytes())
    tables = {bytes(data[at:at + 4]): at for at in range(12, 12 + 16 * int.from_bytes(data[4:6], "big"), 16)}
    place = {tag: int.from_bytes(data[at + 8:at + 12], "big") for tag, at in tables.items()}
    long = data[place[b"head"] + 51]
    size = 4 if long else 2
    start, end = (int.from_bytes(data[place[b"loca"] + size * k:place[b"loca"] + size * (k + 1)], "big") * (1 if long else 2) for k in (glyph, glyph + 1))
    assert end > start + 12
    change(data, place[b"glyf"] + start)
    program.write(bytes(data))


@found_as("verify-glyph")
def a_glyph_is_drawn_otherwise(pdf):
    def move(data, at):
        contours = int.from_bytes(data[at:at + 2], "big")
        assert 0 < contours < 10
        flags = at + 10 + 2 * contours + 2
        last = at + 10 + 2 * (contours - 1)
        points = int.from_bytes(data[last:last + 2], "big") + 1
        data[flags + points + 1] ^= 8
    change_glyph(pdf, move)


@found_as("verify-fault", True)
def a_glyph_is_emptied(pdf):
    change_glyph(pdf, lambda data, at: data.__setitem__(slice(at, at + 2), b"\0\0"))


@found_as("verify-link")
def a_link_leads_elsewhere(pdf):
    annotation(pdf, Name.URI).A.URI = String("https://example.org/")


@found_as("verify-link")
def a_link_is_described_otherwise(pdf):
    annotation(pdf, Name.URI).Contents = String("Elsewhere")


@found_as("verify-fault", True)
def a_link_leads_nowhere(pdf):
    target = annotation(pdf, Name.GoTo).A
    target["/SD" if "/SD" in target else "/D"] = Array([1, Name.Fit])


@found_as("verify-drawing")
def a_link_stands_elsewhere(pdf):
    annotation(pdf, Name.URI).Rect[0] = 10


@found_as("verify-fault", True)
def a_link_loses_its_tag(pdf):
    link = next(link for link in elements(pdf, "Link"))
    link.K = Array([kid for kid in link.K if not isinstance(kid, Dictionary)])


@found_as("verify-text")
def tags_change_places(pdf):
    kids = list(document(pdf).K)
    document(pdf).K = Array([kids[1], kids[0], *kids[2:]])


@found_as("verify-tag")
def a_heading_becomes_a_paragraph(pdf):
    heading(pdf).S = Name.P


@found_as("verify-tag")
def a_language_is_said(pdf):
    heading(pdf).Lang = String("fr")


@found_as("verify-fault", True)
def text_loses_its_tag(pdf):
    del heading(pdf)["/K"]


@found_as("verify-fault", True)
def something_is_drawn_untagged(pdf):
    content(pdf, lambda data: data + b"0 0 1 1 re f\n")


@found_as("verify-drawing")
def a_line_moves(pdf):
    content(pdf, lambda data: re.sub(rb"(\d+)(\.\d+)? Td", lambda m: b"%d%s Td" % (int(m[1]) + 1, m[2] or b""), data, count=1))


@found_as("verify-metadata")
def the_packet_names_another(pdf):
    data = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(data.replace(b"A/RES/71/28", b"A/RES/71/29"))


@found_as("verify-metadata")
def the_page_is_larger(pdf):
    pdf.pages[0].MediaBox[2] = 900


@found_as("verify-metadata")
def something_happens_on_opening(pdf):
    pdf.Root.OpenAction = Dictionary(S=Name.URI, URI=String("https://example.org/"))


def every_change_is_found_and_named():
    wrong = []
    for standard in STANDARDS:
        name = rendered(standard)
        for rule, alone, change in CHANGES:
            path = forged(name, change)
            with_source, without = verify(path, "--source", "good.txt"), verify(path)
            if with_source.returncode != 1 or rule not in rules(with_source) or "verify-changed" in rules(with_source):
                wrong.append(f"{standard}, {change.__name__}: {with_source.returncode} {with_source.said}")
            if alone and rule not in rules(without):
                wrong.append(f"{standard}, {change.__name__}, without source: {without.returncode} {without.said}")
    print(f"# {len(CHANGES)} changes, twice")
    assert not wrong, "\n".join(wrong)


def a_changed_attachment_is_found():
    def change(pdf):
        stream = pdf.Root.AF[0].EF.F
        data = stream.read_bytes().replace(b"lamps lit", b"lamps out")
        stream.write(data)
        stream.Params.Size = len(data)

    def cut(pdf):
        stream = pdf.Root.AF[0].EF.F
        stream.write(stream.read_bytes()[:-9])
    name = rendered("ua2-a4f")
    done = verify(forged(name, change))
    status(done, 1)
    assert "verify-text" in rules(done), done.said  # against what is attached
    assert "verify-attachment" in rules(verify("forged.pdf", "--source", "good.txt"))
    assert "verify-fault" in rules(verify(forged(name, cut)))


def another_source_is_told_by_its_words():
    name = rendered()
    write("other.txt", GOOD.replace("lamps lit", "lamps out"))
    done = verify(name, "--source", "other.txt")
    status(done, 1)
    assert "lamps lit" in done.said and "lamps out" in done.said and "page 1" in done.said, done.said
    write("other.txt", GOOD.replace("agenda:", "agneda:"))
    equal(rules(verify(name, "--source", "other.txt")), ["verify-source"])


# --- what is none of ours, and what means harm --------------------------------------------------------------------

def foreign_files_are_refused():
    paths = glob.glob(SHARED + "/reference/pdf/*.pdf")
    if not paths:
        raise Skip("HEXAPLA_SHARED names no folder with PDFs of others")
    for path in paths:
        done = verify(path)
        assert done.returncode in (1, 4) and len(done.said.splitlines()) <= 2, (path, done.said)


def harmless(data, what, statuses=(1, 4)):
    write("x.pdf", data)
    start = spent()
    done = verify("x.pdf")
    assert done.returncode in statuses, f"{what}: status {done.returncode}: {done.said[-600:]}"
    assert spent() - start < 5 * SLOW, f"{what}: {spent() - start:.1f} s of the processor"


def mutated_files_do_no_harm():
    """With a right ID, so that they are read to the end."""
    good = read(rendered("ua2-a4f"))
    rng = random.Random(1)
    for at in range(0, len(good), len(good) // 40):
        harmless(good[:at], f"cut at {at}")
    for round_ in range(ROUNDS // 3):
        data = bytearray(good)
        for _ in range(rng.choice((1, 5, 50))):
            at = rng.randrange(len(data))
            data[at:at + rng.choice((0, 1, 1, 30))] = rng.choice((b"", b"\0", b"<<", b"]", b"(", b"9" * 30, b"-1", bytes([rng.randrange(256)])))
        harmless(with_id(bytes(data)), f"round {round_}", (0, 1, 4))
        harmless(bytes(rng.randrange(256) for _ in range(200)), "noise")


def plain_pdf(objects, trailer=b"", size=None):
    """Objects by number, with a classic table."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root 1 0 R%s/ID[<%s><%s>]>>\nstartxref\n%d\n%%%%EOF\n" % (
        size or len(objects) + 1, trailer, b"0" * 32, b"0" * 32, start)
    return with_id(out)


def stream(data, entries=b"", pack=True):
    data = zlib.compress(data, 9) if pack else data
    return b"<<%s%s/Length %d>>\nstream\n%s\nendstream" % (entries, b"/Filter/FlateDecode" if pack else b"", len(data), data)


def crafted_files_do_no_harm():
    tree = b"<</Type/Catalog/Pages 2 0 R/StructTreeRoot 3 0 R/Outlines 6 0 R/Names<</EmbeddedFiles 7 0 R>>/Metadata 4 0 R>>"
    page = b"<</Type/Page/Contents 4 0 R/Annots[%s]>>" % (b"8 0 R " * 1000)
    loops = [tree, b"<</Type/Pages/Kids[2 0 R 5 0 R 2 0 R]>>", b"<</K[3 0 R 9 0 R]>>", stream(b"(a) Tj\n" * 1000), page,
             b"<</First 6 0 R/Next 6 0 R/Title(a)>>", b"<</Kids[7 0 R 7 0 R 7 0 R]/Names[]>>", b"<</A 8 0 R/Subtype/Link>>",
             b"<</S/P/P 9 0 R/K[9 0 R 3 0 R 0 1 2]>>"]
    harmless(plain_pdf(loops), "loops")
    bomb = stream(b"\0" * (200 << 20))
    harmless(plain_pdf([tree, b"<</Type/Pages/Kids[5 0 R]>>", b"<<>>", bomb, page]), "a stream of 200 MB")
    many = b"<</Type/Pages/Kids[%s]>>" % b" ".join(b"%d 0 R" % n for n in range(5, 3000))
    harmless(plain_pdf([tree, many, b"<<>>", stream(b"/P<</MCID 0>>BDC EMC\n" * 100000)] + [page] * 3000), "one content on every page")
    harmless(plain_pdf([b"[" * 1000000]), "deep arrays")
    harmless(plain_pdf([b"<</A" * 100000]), "deep dictionaries")
    harmless(plain_pdf([tree], size=2 ** 31), "a huge size")
    harmless(plain_pdf([tree], trailer=b"/Prev 9"), "a table before that is none")
    deep = [b"<</S/P/K %d 0 R>>" % (n + 6) for n in range(20000)]
    harmless(plain_pdf([tree, b"<</Type/Pages/Kids[5 0 R]>>", b"<</K 6 0 R>>", stream(b""), page, *deep]), "deep tags")
    for width in (b"1 4 1", b"0 0 0", b"8 8 8", b"99999999999 1 1", b"-1 2 2"):
        body = stream(b"\1\0\0\0\0\0" * 1000, b"/Type/XRef/W[%s]/Size 1000000000/Index[0 999999999]/Root 1 0 R/ID[<%s><%s>]" % (width, b"0" * 32, b"0" * 32))
        harmless(with_id(b"%%PDF-1.7\n1 0 obj\n%s\nendobj\nstartxref\n9\n%%%%EOF\n" % body), f"widths {width}")
    self_packed = stream(b"1 0 <</Type/Catalog>>", b"/Type/ObjStm/N 100000000/First 4")
    harmless(plain_pdf([self_packed]), "many packed objects")


if __name__ == "__main__":
    main([samples_are_proved_in_every_language, corpus_is_proved, json_says_what_was_proved, options_are_those_of_rendering,
          a_date_from_outside_is_told, linearized_files_are_sound_and_proved, every_changed_byte_is_found,
          added_and_missing_bytes_are_found, every_change_is_found_and_named, a_changed_attachment_is_found,
          another_source_is_told_by_its_words, foreign_files_are_refused, mutated_files_do_no_harm, crafted_files_do_no_harm])
