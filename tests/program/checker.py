"""What the standards ask of a file, rule by rule: PDF/UA-1 with PDF/A-2a of one of PDF 1.7, PDF/UA-2 with PDF/A-4f of one
of PDF 2.0. Clauses: UA is ISO 14289-1, A is ISO 19005-2, UA2 is ISO 14289-2, A4 is ISO 19005-4.

    faults(path) gives (rule, what is wrong), none for a file that conforms.

Rules with `raw` look at the bytes as they stand in the file; all others at its objects. `new` rules are of PDF 2.0 only,
`old` ones of PDF 1.7 only; what PDF 2.0 asks beyond the common rules is in checker_new.py."""
import collections
import re
import xml.etree.ElementTree as xml

from pikepdf import Array, Dictionary, Name, Stream, String

import cmap
from tagged import NAMESPACES, SPACES, STANDARD, Element, File, number_tree

RULES = {}
TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")


def rule(clauses, raw=False, new=True, old=True):
    def add(function):
        RULES[function.__name__] = (function, clauses, raw, {True: new, False: old})
        return function
    return add


# --- A. the file ---------------------------------------------------------------------------------------

@rule("UA 6.1, A 6.1.2, A4 6.1.2", raw=True)
def header(file):
    if not re.match(rb"%PDF-" + (rb"2\.0" if file.new else rb"1\.7") + rb"\n%[\x80-\xff]{4,}\n", file.bytes):
        yield f"starts with {file.bytes[:20]!r}"


@rule("A 6.1.3", raw=True)
def end(file):
    if not re.search(rb"startxref\r?\n\d+\r?\n%%EOF(\r\n|\r|\n)?\Z", file.bytes):
        yield f"ends with {file.bytes[-30:]!r}"


@rule("A 6.1.7, 6.1.9", raw=True)
def spacing(file):
    """Every object in turn, as hexapla writes them: no byte stands between objects or round a stream that should not.
    A linearized file has lines of blanks and an end of its first section between them."""
    at = file.bytes.find(b"\n", 9) + 1
    between = re.compile(rb"(?: *\n|startxref\n0\n%%EOF\n)*" if b"/Linearized" in file.bytes[:200] else b"")
    while True:
        head = re.compile(rb"(\d+) (\d+) obj\n").match(file.bytes, at)
        if not head:
            break
        stop = file.bytes.find(b"endobj", head.end())
        stream = file.bytes.find(b"\nstream\n", head.end(), stop if stop >= 0 else None)
        if stream >= 0:
            length = re.search(rb"/Length (\d+)", file.bytes[head.end():stream])
            if not length:
                yield f"object {head[1].decode()} has no direct length"
                return
            stop = stream + 8 + int(length[1])
            if file.bytes[stop:stop + 11] != b"\nendstream\n":
                yield f"object {head[1].decode()}: no line end before endstream, or a wrong length"
                return
            stop += 11
        if file.bytes[stop:stop + 7] != b"endobj\n":
            yield f"object {head[1].decode()} does not end in endobj and one line end"
            return
        at = between.match(file.bytes, stop + 7).end()
    if not re.compile(rb"startxref\n|xref\n0 \d+\n").match(file.bytes, at):
        yield f"at byte {at}: {file.bytes[at:at + 20]!r} is no object"


@rule("A 6.1.3")
def identifier(file):
    parts = [bytes(part) for part in file.pdf.trailer.get("/ID", [])]
    if len(parts) != 2 or not all(parts):
        yield "the trailer has no ID of two strings"
    if "/Encrypt" in file.pdf.trailer:
        yield "the file is encrypted"


def walk(thing, seen, depth=0):
    """All direct and indirect objects below one."""
    stack = [thing]
    while stack:
        thing = stack.pop()
        if isinstance(thing, (Dictionary, Stream, Array)) and thing.is_indirect:
            if thing.objgen in seen:
                continue
            seen.add(thing.objgen)
        yield thing
        if isinstance(thing, Array):
            stack += list(thing)
        elif isinstance(thing, (Dictionary, Stream)):
            for name, value in thing.items():
                stack += [Name(name), value]


def everything(file):
    return walk(file.pdf.trailer.get("/Root"), set())


def dictionaries(file):
    return (thing for thing in everything(file) if isinstance(thing, (Dictionary, Stream)))


@rule("A 6.1.7")
def filters(file):
    for thing in everything(file):
        if isinstance(thing, Stream):
            names = [str(name) for name in file.list(thing.get("/Filter"))]
            if set(names) & {"/LZWDecode", "/Crypt"} or "/F" in thing:
                yield f"stream {thing.objgen[0]}: {names or 'external'}"


@rule("A 6.1.8, 6.1.13")
def limits(file):
    for thing in everything(file):
        if isinstance(thing, String) and len(bytes(thing)) > 32767:
            yield f"a string of {len(bytes(thing))} bytes"
        elif isinstance(thing, Name) and len(str(thing).encode("utf-8", "surrogateescape")) > 128:
            yield f"the name {thing} is too long"
        elif isinstance(thing, int) and not -2 ** 31 <= thing < 2 ** 31:
            yield f"the number {thing} is too large"
    for content in file.all_contents():
        if content.deepest > 28:
            yield "q is nested more than 28 times"
    for page in file.pages:
        box = [float(side) for side in page.MediaBox]
        if not all(3 <= side <= 14400 for side in (box[2] - box[0], box[3] - box[1])):
            yield f"page box {box}"


@rule("UA 6.2, 7.1; A 6.7.2.2")
def marked(file):
    info = file.root.get("/MarkInfo", Dictionary())
    if info.get("/Marked") is not True or info.get("/Suspects", False):
        yield "the catalog does not say that the file is tagged"


@rule("UA 7.2; A 6.7.4")
def language(file):
    for name, thing in [("the catalog", file.root)] + [(element.type, element.thing) for element in file.elements]:
        said = str(thing.get("/Lang", "" if thing is file.root else "en"))
        if not TAG.match(said):
            yield f"{name} has the language {said!r}"


@rule("UA 7.1")
def title_shown(file):
    if file.root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle") is not True:
        yield "viewers would show the file name"


@rule("UA 5, 7.1; A 6.6.2.1, 6.6.4; UA2 5; A4 6.7.3")
def metadata(file):
    packet = file.root.get("/Metadata")
    if packet is None or packet.get("/Type") != "/Metadata" or packet.get("/Subtype") != "/XML" or "/Filter" in packet:
        yield "no plain metadata stream"
        return
    data = packet.read_bytes()
    if re.match(rb"<\?xpacket[^>]*(bytes|encoding)=", data):
        yield "the packet header has forbidden attributes"
    try:
        xml.fromstring(data.decode("utf-8"))
    except (UnicodeDecodeError, xml.ParseError) as why:
        yield f"no XML: {why}"
        return
    title = [item for item in file.xmp().findall(".//dc:title/rdf:Alt/rdf:li", NAMESPACES)
             if item.get("{http://www.w3.org/XML/1998/namespace}lang") == "x-default"]
    if not title or not title[0].text.strip():
        yield "no dc:title"
    old = (("ua:part", "1"), ("a:part", "2"), ("a:conformance", "A"))
    new = (("ua:part", "2"), ("ua:rev", "2024"), ("a:part", "4"), ("a:rev", "2020"), ("a:conformance", "F"))
    for path, wanted in new if file.new else old:
        if file.value(path) != wanted:
            yield f"{path} is {file.value(path)}"
    for prefix, space in (("pdfuaid", "ua"), ("pdfaid", "a")):
        if f'xmlns:{prefix}="{NAMESPACES[space]}"'.encode() not in data:
            yield f"the prefix {prefix} is not declared"


@rule("A 6.6.2.3", new=False)
def extension(file):
    for row in file.xmp().findall(".//extension:schemas/rdf:Bag/rdf:li", NAMESPACES):
        part = row.find("schema:property/rdf:Seq/rdf:li", NAMESPACES)
        named = [row.findtext("schema:" + name, "", NAMESPACES) for name in ("schema", "namespaceURI", "prefix")]
        said = [] if part is None else [part.findtext("property:" + name, "", NAMESPACES)
                                        for name in ("name", "valueType", "category", "description")]
        if named[1:] == [NAMESPACES["ua"], "pdfuaid"] and named[0] and said[:3] == ["part", "Integer", "internal"] and said[3]:
            return
    yield "pdfuaid is not described"


@rule("A 6.6", new=False)
def info(file):
    given = file.pdf.trailer.get("/Info", Dictionary())
    titles = [item.text for item in file.xmp().findall(".//dc:title/rdf:Alt/rdf:li", NAMESPACES)]
    if "/Title" in given and str(given.Title) not in titles:
        yield f"titles differ: {given.Title} and {titles}"
    for name, path in (("/Author", "dc:creator"), ("/Producer", "pdf:Producer")):
        if name in given and str(given[name]).strip() != (file.value(path) or "").strip():
            yield f"{name} differs"
    for name, path in (("/CreationDate", "xmp:CreateDate"), ("/ModDate", "xmp:ModifyDate")):
        if name in given and re.sub(r"\D", "", str(given[name]))[:14] != re.sub(r"\D", "", file.value(path) or "")[:14]:
            yield f"{name} differs"


@rule("A 6.5, 6.10, 6.11")
def actions(file):
    allowed = {"/GoTo", "/GoToR", "/GoToE", "/URI", "/Thread", "/Named", "/SubmitForm"}
    for thing in dictionaries(file):
        for name in ("/AA", "/Requirements", "/PresSteps", "/AlternatePresentations", "/JS", "/XFA"):
            if name in thing:
                yield f"{name} is used"
        action = thing.get("/A")
        if isinstance(action, Dictionary) and "/S" in action and "/O" not in action and str(action.S) not in allowed:
            yield f"the action {action.S}"
    action = file.root.get("/OpenAction")
    if isinstance(action, Dictionary) and str(action.get("/S")) not in allowed:
        yield f"the action {action.get('/S')}"


@rule("UA 7.10; A 6.9")
def layers(file):
    optional = file.root.get("/OCProperties", Dictionary())
    for config in [optional.get("/D", Dictionary()), *optional.get("/Configs", [])] if optional else []:
        if not str(config.get("/Name", "")) or "/AS" in config:
            yield "a configuration of layers without name, or with /AS"


# --- B. colour and images ---------------------------------------------------------------------------------

def profile(file):
    for intent in file.root.get("/OutputIntents", []):
        if intent.get("/S") == "/GTS_PDFA1" and isinstance(intent.get("/DestOutputProfile"), Stream):
            return intent.DestOutputProfile
    return None


@rule("A 6.2.3")
def output_intent(file):
    stream = profile(file)
    if stream is None:
        yield "none"
        return
    data = stream.read_bytes()
    space = {b"GRAY": 1, b"RGB ": 3, b"CMYK": 4}.get(data[16:20])
    if int.from_bytes(data[:4], "big") != len(data) or data[36:40] != b"acsp" or data[8] > 4 or \
            data[12:16] not in (b"mntr", b"prtr", b"scnr", b"spac"):
        yield "no profile of a version below 5"
    if stream.get("/N") != space:
        yield f"/N is {stream.get('/N')} for {data[16:20]!r}"
    for i in range(int.from_bytes(data[128:132], "big")):
        name, at, n = data[132 + 12 * i:136 + 12 * i], *(int.from_bytes(data[132 + 12 * i + k:136 + 12 * i + k], "big") for k in (4, 8))
        if at % 4 or at + n > len(data) or data[at:at + 4] not in (b"desc", b"text", b"XYZ ", b"curv", b"mluc", b"para", b"sf32"):
            yield f"tag {name!r} of the profile"


@rule("A 6.2.4.3")
def colours(file):
    stream = profile(file)
    n = stream.get("/N") if stream is not None else 0
    for content in file.all_contents():
        used = content.operators
        if used & {"k", "K"} or (used & {"rg", "RG"} and n != 3) or (used & {"g", "G", "Tj", "TJ", "f"} and n not in (1, 3)) or \
                used & {"cs", "CS", "sc", "scn", "SC", "SCN", "sh"}:
            yield f"colour operators {sorted(used & {'k', 'K', 'g', 'G', 'rg', 'RG', 'cs', 'CS', 'sc', 'scn', 'sh'})}"


@rule("A 6.2.5, 6.2.8, 6.2.9; UA 7.20")
def images(file):
    for thing in dictionaries(file):
        if thing.get("/Subtype") == "/PS" or "/OPI" in thing or "/Alternates" in thing or \
                (thing.get("/Subtype") == "/Form" and "/Ref" in thing):
            yield "a PostScript or reference object, OPI or alternates"
        if thing.get("/Subtype") == "/Image" and (thing.get("/Interpolate", False) or
                                                  thing.get("/BitsPerComponent", 1) not in (1, 2, 4, 8, 16)):
            yield "an image with interpolation or odd depth"
        if "/TR" in thing or "/TR2" in thing or "/HTP" in thing:
            yield "a transfer function"


@rule("A 6.2.10")
def transparency(file):
    stream = profile(file)
    for thing in dictionaries(file):
        if stream is None and (isinstance(thing.get("/SMask"), (Dictionary, Stream)) or
                               any(not isinstance(thing.get(name, 1), (Dictionary, String)) and float(thing.get(name, 1)) < 1
                                   for name in ("/ca", "/CA"))):
            yield "transparency without output intent"


# --- C. fonts ---------------------------------------------------------------------------------------------

@rule("UA 7.21.3, 7.21.4.1; A 6.2.11.4.1")
def fonts_embedded(file):
    for font in file.fonts():
        if font.dict.get("/Subtype") != "/Type0" or font.dict.get("/Encoding") != "/Identity-H":
            yield f"{font.dict.get('/BaseFont')} is no Type 0 font with Identity-H"
        elif font.program() is None:
            yield f"{font.dict.BaseFont} is not embedded"
        elif font.inner.Subtype == "/CIDFontType2" and not isinstance(font.inner.get("/CIDToGIDMap"), Stream) and \
                font.inner.get("/CIDToGIDMap") != "/Identity":
            yield f"{font.dict.BaseFont} has no CIDToGIDMap"
        elif "/CIDSet" in font.inner.FontDescriptor or "/CharSet" in font.inner.FontDescriptor:
            yield f"{font.dict.BaseFont} has a CIDSet"


@rule("UA 7.21.7; A 6.2.11.7.2")
def every_code_has_text(file):
    for font in file.fonts():
        for code in sorted(font.used):
            text = font.text.get(code)
            if text is None or set(text) & {"\0", "\ufeff", "\ufffe"} or (not text and code in font.unspoken):
                yield f"{font.dict.get('/BaseFont')}: code {code} is {text!r}"


@rule("A 6.2.11.7.3")
def private_use(file):
    for font in file.fonts():
        for code in sorted(font.unspoken):
            if re.search("[\ue000-\uf8ff\U000f0000-\U0010ffff]", font.text.get(code, "")):
                yield f"{font.dict.get('/BaseFont')}: code {code} is private"


@rule("UA 7.21.8; A 6.2.11.8")
def no_notdef(file):
    for font in file.fonts():
        if font.inner is not None and any(font.glyph(code) == 0 for code in font.used):
            yield f"{font.dict.get('/BaseFont')} shows .notdef"


@rule("UA 7.21.5; A 6.2.11.5")
def widths_agree(file):
    for font in file.fonts():
        if font.inner is None or font.program() is None:
            continue
        advance, em = cmap.advances(font.program().read_bytes())
        for code in sorted(font.used):
            glyph = font.glyph(code)
            wanted = advance(glyph) * 1000 / em
            if abs(font.width.get(code, font.default) - wanted) > 1:
                yield f"{font.dict.BaseFont}: code {code} is {font.width.get(code, font.default)} wide, its glyph {wanted:.1f}"
                break


# --- D. tags ----------------------------------------------------------------------------------------------

@rule("UA 7.1")
def tree_root(file):
    if [root.role for root in file.roots] != ["Document"]:
        yield f"the root holds {[root.type for root in file.roots]}"
    for element in file.elements:
        above = element.parent.thing if element.parent else file.tree
        if "/P" not in element.thing or element.thing.P.objgen != above.objgen:
            yield f"{element.type} has a wrong /P"


@rule("UA 7.1, 7.18.5")
def parent_tree(file):
    if file.tree is None or "/ParentTree" not in file.tree:
        yield "none"
        return
    try:
        parents = {int(number): value for number, value in number_tree(file.tree.ParentTree, "/Nums")}
    except AssertionError as why:
        yield str(why)
        return
    wanted, objects = collections.defaultdict(dict), {}
    for element in file.elements:
        for kid in element.kids:
            if isinstance(kid, Element):
                continue
            if kid[0] == "mark":
                wanted[kid[1]][kid[2]] = element.thing.objgen
            else:
                objects[kid[1].objgen] = element.thing.objgen
    for index, page in enumerate(file.pages):
        row = parents.get(int(page.get("/StructParents", -1)), [])
        got = {mark: owner.objgen for mark, owner in enumerate(row)}
        if got != wanted[index]:
            yield f"page {index + 1}: the tree and the elements do not agree"
        if set(file.content(index).tags) != set(wanted[index]):
            yield f"page {index + 1}: its content and the elements do not agree"
    for _, annotation in file.annotations():
        owner = parents.get(int(annotation.get("/StructParent", -1)))
        if owner is None or owner.objgen != objects.get(annotation.objgen):
            yield f"annotation {annotation.objgen[0]} has no way to its element"


@rule("UA 7.1")
def content_marked(file):
    for number, content in enumerate(file.all_contents(), 1):
        for fault in content.faults[:3]:
            yield f"page {number}: {fault}"


@rule("UA 7.1; A 6.7.3.4")
def types(file):
    roles = {} if file.tree is None else file.tree.get("/RoleMap", {})
    for name in roles.keys() if roles else []:
        if name[1:] in STANDARD:
            yield f"{name} is remapped"
    for element in file.elements:
        if element.role not in SPACES.get(element.space, set()):
            yield f"{element.type} is no standard type of {element.space}"


@rule("UA 7.4")
def headings(file):
    level = 0
    for element in file.elements:
        if element.role == "H":
            yield "H is used"
        if re.fullmatch("H[1-6]", element.role):
            if int(element.role[1]) > level + 1:
                yield f"{element.role} after level {level}"
            level = int(element.role[1])


@rule("UA 7.2")
def lists(file):
    for element in file.elements:
        inside = [kid.role for kid in element.elements]
        above = element.parent.role if element.parent else ""
        if element.role == "L":
            attributes = element.thing.get("/A", Dictionary())
            numbering = attributes.get("/ListNumbering") if isinstance(attributes, Dictionary) else None
            labels = any(kid.role == "Lbl" for item in element.elements for kid in item.elements)
            if set(inside[1:]) - {"L", "LI"} or set(inside[:1]) - {"L", "LI", "Caption"} or len(inside) != len(element.kids):
                yield f"L holds {inside}"
            if labels and str(numbering) not in ("/Disc", "/Decimal", "/LowerAlpha", "/UpperAlpha", "/LowerRoman", "/UpperRoman",
                                                 "/Circle", "/Square"):
                yield f"a list with labels has the numbering {numbering}"
        elif element.role == "LI" and (above != "L" or set(inside) - {"Lbl", "LBody"} or len(inside) != len(element.kids)):
            yield f"LI in {above} holds {inside}"
        elif element.role == "LBody" and above != "LI":
            yield f"LBody in {above}"
        if element.role == "L" and above == "L":
            yield "a nested list is not in LBody"


@rule("UA 7.2, 7.5")
def tables(file):
    holds = {"Table": {"THead", "TBody", "TFoot", "TR", "Caption"}, "THead": {"TR"}, "TBody": {"TR"}, "TFoot": {"TR"}, "TR": {"TH", "TD"}}
    inside_of = {"THead": {"Table"}, "TBody": {"Table"}, "TFoot": {"Table"}, "TR": {"Table", "THead", "TBody", "TFoot"},
                 "TH": {"TR"}, "TD": {"TR"}}
    for element in file.elements:
        inside = [kid.role for kid in element.elements]
        if element.role in holds and (set(inside) - holds[element.role] or len(inside) != len(element.kids)):
            yield f"{element.role} holds {inside}"
        if element.role in inside_of and (element.parent is None or element.parent.role not in inside_of[element.role]):
            yield f"{element.role} is not in {inside_of[element.role]}"
        if element.role == "TH" and element.thing.get("/A", Dictionary()).get("/Scope") is None:
            yield "TH without Scope"
        if element.role == "Table":
            if "THead" in inside and "TBody" not in inside:
                yield "THead without TBody"
            yield from grid(element)


def grid(table):
    rows = [row for kid in table.elements for row in ([kid] if kid.role == "TR" else kid.elements) if row.role == "TR"]
    taken = collections.Counter()
    for y, row in enumerate(rows):
        x = 0
        for cell in row.elements:
            while taken[x, y]:
                x += 1
            span = cell.thing.get("/A", Dictionary())
            columns, below = int(span.get("/ColSpan", 1)), int(span.get("/RowSpan", 1))
            for dx in range(columns):
                for dy in range(below):
                    taken[x + dx, y + dy] += 1
            x += columns
    wide = {y: [x for x, at in taken if at == y] for y in range(len(rows))}
    shapes = {(len(columns), max(columns, default=-1)) for columns in wide.values()}
    if len(shapes) > 1 or any(count > 1 for count in taken.values()) or any(y >= len(rows) for _, y in taken):
        yield f"the grid is not regular: {sorted(shapes)}"


@rule("UA 7.3")
def figures(file):
    for element in file.elements:
        if element.role in ("Figure", "Formula") and not str(element.thing.get("/Alt", "")).strip():
            yield "a figure without Alt"


NOTE = ("Note", "FENote")


@rule("UA 7.9")
def notes(file):
    ids = [str(element.thing.get("/ID", "")) for element in file.elements if element.role in NOTE]
    if len(set(ids)) != len(ids) or "" in ids:
        yield f"notes without an ID of their own: {ids}"
    try:
        named = {str(name): value.objgen for name, value in
                 (number_tree(file.tree.IDTree, "/Names") if "/IDTree" in (file.tree or {}) else [])}
    except AssertionError as why:
        yield str(why)
        return
    wanted = {str(element.thing.ID): element.thing.objgen for element in file.elements if "/ID" in element.thing}
    if named != wanted or list(named) != sorted(named):
        yield "the tree of IDs does not agree"


@rule("UA 7.9")
def notes_follow_references(file):
    """A note stands right behind the first reference to it."""
    for element in file.elements:
        if element.role in NOTE:
            kids = element.parent.kids
            before = kids[kids.index(element) - 1] if kids.index(element) else None
            if not isinstance(before, Element) or before.role != ("Link" if file.new else "Reference"):
                yield "a note is not behind its reference"
            elif before.text().strip() != "".join(kid.text() for kid in element.elements if kid.role == "Lbl").strip():
                yield f"the note behind the reference {before.text()} has another label"


# --- E. links ---------------------------------------------------------------------------------------------

@rule("UA 7.18.1, 7.18.5")
def links(file):
    held = collections.Counter(kid[1].objgen for element in file.elements if element.role == "Link"
                               for kid in element.kids if not isinstance(kid, Element) and kid[0] == "object")
    for element in file.elements:
        if element.role == "Link" and not any(not isinstance(kid, Element) and kid[0] == "object" for kid in element.kids):
            yield "Link without an annotation"
        if element.role == "Link" and element.above("Link"):
            yield "Link in Link"
    for _, annotation in file.annotations():
        if annotation.Subtype != "/Link" or held[annotation.objgen] != 1:
            yield f"annotation {annotation.objgen[0]} is in no Link element"
        if not str(annotation.get("/Contents", "")).strip():
            yield f"annotation {annotation.objgen[0]} has no /Contents"


@rule("A 6.3.2")
def annotation_flags(file):
    for _, annotation in file.annotations():
        if int(annotation.get("/F", 0)) & 0b100111 != 4:
            yield f"annotation {annotation.objgen[0]} has /F {annotation.get('/F')}"


@rule("UA 7.18.3")
def tab_order(file):
    for number, page in enumerate(file.pages, 1):
        if "/Annots" in page and str(page.get("/Tabs")) not in (("/S", "/A", "/W") if file.new else ("/S",)):
            yield f"page {number} has no /Tabs /S"


def check(file, raw=True):
    """(rule, fault) of each rule that the file breaks; a rule that cannot even look finds that, too."""
    out = []
    for name, (function, _, needs_raw, applies) in RULES.items():
        if (needs_raw and not raw) or not applies[file.new]:
            continue
        try:
            out += [(name, fault) for fault in function(file)]
        except Exception as why:  # pylint: disable=broad-except
            out.append((name, f"{type(why).__name__}: {why}"))
    return out


def rules_for(new):
    return {name for name, (_, _, _, applies) in RULES.items() if applies[new]}


def faults(path, raw=True):
    return check(File(path), raw)


import checker_new  # noqa: E402,F401 pylint: disable=wrong-import-position,unused-import,cyclic-import
