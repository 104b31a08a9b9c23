"""What PDF/UA-2 (with ISO/TS 32005 on what may hold what) and PDF/A-4f ask beyond the rules that they share with PDF/UA-1 and
PDF/A-2a."""
import re

from pikepdf import Array, Dictionary, Name, Stream

from checker import TAG, dictionaries, rule
from tagged import SPACES, Element, number_tree

PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
HEADING = {"H", "H1", "H2", "H3", "H4", "H5", "H6", "Title"}
NEVER = {  # what an element may not have among its children
    "Document": {"Span", "Em", "Strong", "Link", "Lbl", "LI", "LBody", "Caption", "TR", "TH", "TD"},
    "Sect": {"Span", "Em", "Strong"},
    "P": {"P", "L", "Table"} | HEADING, "Title": {"P"} | HEADING,
    "Lbl": {"P", "L", "Lbl", "Table"} | HEADING,
    "Span": {"P", "L", "Table"} | HEADING, "Em": {"P", "L", "Table"} | HEADING, "Strong": {"P", "L", "Table"} | HEADING,
    "Link": {"Link", "P"} | HEADING, "FENote": {"FENote", "LI", "LBody"} | HEADING, "LBody": {"Lbl", "LI"},
    **{f"H{level}": {"P"} | HEADING for level in range(1, 7)},
}


@rule("A4 6.1.3", old=False)
def no_information(file):
    if "/Info" in file.pdf.trailer:
        yield "the trailer has /Info"


@rule("UA2 8.2.5.2", old=False)
def namespaces(file):
    named = {space.objgen: str(space.get("/NS")) for space in (file.tree or {}).get("/Namespaces", [])}
    for element in file.elements:
        if element.space not in SPACES or ("/NS" in element.thing and element.thing.NS.objgen not in named):
            yield f"{element.type} is of the namespace {element.space}, which the root does not name"
    for root in file.roots:
        if root.space != "http://iso.org/pdf2/ssn":
            yield f"the root element is of {root.space}"


@rule("UA2 8.2.5.14", old=False)
def note_types(file):
    for element in file.elements:
        if element.role == "Note":
            yield "Note is used"
        if element.role == "FENote":
            given = element.thing.get("/A", Dictionary())
            if str(given.get("/O")) != "/FENote" or str(given.get("/NoteType")) not in ("/Footnote", "/Endnote"):
                yield "a note without NoteType"


def named(thing):
    return [other.objgen for other in thing.get("/Ref", [])]


@rule("UA2 8.2.5.14", old=False)
def notes_and_calls_name_each_other(file):
    by_number = {element.thing.objgen: element for element in file.elements}
    for element in file.elements:
        if element.role == "FENote" and not named(element.thing):
            yield "a note names nothing that refers to it"
        for other in named(element.thing):
            if other not in by_number or element.thing.objgen not in named(by_number[other].thing):
                yield f"{element.type} is not named back"
            elif "FENote" not in (element.role, by_number[other].role):
                yield f"{element.type} names no note"


def is_element(file, place):
    numbers = {element.thing.objgen for element in file.elements}
    return isinstance(place, Array) and len(place) > 1 and isinstance(place[0], Dictionary) and place[0].objgen in numbers


@rule("UA2 8.8", old=False)
def structure_destinations(file):
    for thing in dictionaries(file):
        if thing.get("/S") == "/GoTo" and "/O" not in thing and not is_element(file, thing.get("/SD")):
            yield "an action leads to no element"
        if "/Dest" in thing and not is_element(file, thing.Dest):
            yield "a destination is no element"
    opened = file.root.get("/OpenAction")
    if isinstance(opened, Array) and not is_element(file, opened):
        yield "the file opens at no element"


@rule("UA2 8.2, ISO/TS 32005", old=False)
def containment(file):
    for element in file.elements:
        for kid in element.elements:
            if kid.role in NEVER.get(element.role, ()):
                yield f"{kid.role} in {element.role}"
        if element.role in ("Document", "L", "LI", "Table", "TR", "THead", "TBody") and len(element.elements) < len(element.kids):
            yield f"text straight in {element.role}"


@rule("UA2 8.2.5.20", old=False)
def one_target_a_link(file):
    for element in file.elements:
        targets = [kid[1].get("/A") for kid in element.kids if not isinstance(kid, Element) and kid[0] == "object"]
        if element.role == "Link" and len({str(target.unparse()) for target in targets if target is not None}) > 1:
            yield "one Link has two targets"


@rule("A4 6.9; UA2 8.14", old=False)
def attachments(file):
    tree = file.root.get("/Names", Dictionary()).get("/EmbeddedFiles")
    pairs = number_tree(tree, "/Names") if tree is not None else []
    if not pairs:
        yield "nothing is attached"
    names = [bytes(name) for name, _ in pairs]
    if names != sorted(set(names)):
        yield "the tree of names is not in order"
    associated = {thing.objgen for thing in file.root.get("/AF", [])}
    for name, spec in pairs:
        missing = [key for key in ("/F", "/UF", "/Desc", "/AFRelationship") if not str(spec.get(key, "")).strip()]
        if missing or spec.get("/Type") != "/Filespec":
            yield f"{name} has no {missing}"
        elif str(spec.AFRelationship) not in ("/Source", "/Data", "/Alternative", "/Supplement", "/Unspecified"):
            yield f"{name} has the relationship {spec.AFRelationship}"
        if spec.objgen not in associated:
            yield f"{name} is not of the document"
        stream = spec.get("/EF", Dictionary()).get("/F")
        if not isinstance(stream, Stream) or not re.fullmatch(r"/[a-z]+/[a-z0-9.+-]+", str(stream.get("/Subtype", ""))):
            yield f"{name} has no stream with a type"


@rule("UA2 8.4.3, 8.6", old=False)
def private_strings(file):
    for thing in dictionaries(file):
        for key in ("/Contents", "/Alt", "/ActualText", "/E", "/Desc", "/Title", "/T", "/TU"):
            if key in thing and not isinstance(thing[key], (Array, Dictionary, Stream, Name)) and PRIVATE.search(str(thing[key])):
                yield f"{key} has a private character"
    for path in ("dc:title/rdf:Alt/rdf:li", "dc:creator/rdf:Seq/rdf:li"):
        if PRIVATE.search(file.value(path) or ""):
            yield f"{path} has a private character"


@rule("UA2 8.9", old=False)
def alternatives_agree(file):
    for element in file.elements:
        for kid in element.kids:
            if not isinstance(kid, Element) and kid[0] == "object" and "/Contents" in kid[1] and "/Alt" in element.thing and \
                    str(kid[1].Contents) != str(element.thing.Alt):
                yield "Contents and Alt differ"


@rule("UA2 8.4.4", old=False)
def language_of_elements(file):
    for element in file.elements:
        if not TAG.match(element.language()):
            yield f"{element.type} has no language"
