"""A tagged PDF opened with pikepdf: its structure elements, the marked content of its pages, its fonts."""
import collections
import io
import xml.etree.ElementTree as xml

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

import cmap

STANDARD = set("Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody "
               "Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP "
               "Figure Formula Form".split())
NEW = set("Document DocumentFragment Part Sect Div Aside NonStruct P H1 H2 H3 H4 H5 H6 Title FENote Sub Lbl Span Em Strong Link Annot "
          "Form Ruby RB RT RP Warichu WT WP L LI LBody Table TR TH TD THead TBody TFoot Caption Figure Formula Artifact".split())
SPACES = {"http://iso.org/pdf2/ssn": NEW, "http://iso.org/pdf/ssn": STANDARD}
PAINT = {"Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "EI", "INLINE IMAGE"}
NAMESPACES = {"rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "dc": "http://purl.org/dc/elements/1.1/",
              "ua": "http://www.aiim.org/pdfua/ns/id/", "a": "http://www.aiim.org/pdfa/ns/id/",
              "extension": "http://www.aiim.org/pdfa/ns/extension/", "schema": "http://www.aiim.org/pdfa/ns/schema#",
              "property": "http://www.aiim.org/pdfa/ns/property#", "xmp": "http://ns.adobe.com/xap/1.0/",
              "pdf": "http://ns.adobe.com/pdf/1.3/"}



class Element:
    """One structure element; kids are elements, ("mark", page, id) and ("object", object)."""

    def __init__(self, file, thing, parent):
        self.thing, self.parent, self.kids, self.file = thing, parent, [], file
        self.type = str(thing.get("/S", "/"))[1:]
        self.space = str(thing.NS.get("/NS")) if "/NS" in thing else "http://iso.org/pdf/ssn"
        self.role = file.role(self.type, SPACES.get(self.space, set()))

    elements = property(lambda self: [kid for kid in self.kids if isinstance(kid, Element)])

    def text(self, leave=()):
        out = []
        for kid in self.kids:
            if isinstance(kid, Element):
                out.append("" if kid.role in leave else kid.text(leave))
            elif kid[0] == "mark":
                out.append(self.file.content(kid[1]).text.get(kid[2], ""))
        return "".join(out)

    def language(self):
        at = self
        while at and "/Lang" not in at.thing:
            at = at.parent
        return str(at.thing.Lang if at else self.file.root.get("/Lang", ""))

    def above(self, *roles):
        at = self.parent
        while at and at.role not in roles:
            at = at.parent
        return at


class Font:
    """What a font says of its codes."""

    def __init__(self, font):
        self.dict = font
        self.text = cmap.read(font.ToUnicode.read_bytes()) if "/ToUnicode" in font else {}
        self.inner = font.DescendantFonts[0] if "/DescendantFonts" in font else None
        self.used = set()
        self.unspoken = set()  # used outside of ActualText
        self.default, self.width = 1000, {}
        if self.inner is not None:
            self.default = float(self.inner.get("/DW", 1000))
            self.width = widths(list(self.inner.get("/W", [])))

    def program(self):
        descriptor = self.inner.FontDescriptor
        return next((descriptor[name] for name in ("/FontFile2", "/FontFile3") if name in descriptor), None)

    def glyph(self, code):
        if self.inner.Subtype == "/CIDFontType2" and isinstance(self.inner.get("/CIDToGIDMap"), Stream):
            table = self.glyphs()
            return int.from_bytes(table[2 * code:2 * code + 2], "big")
        return code

    def glyphs(self):
        if not hasattr(self, "table"):
            self.table = self.inner.CIDToGIDMap.read_bytes()
        return self.table


def widths(row):
    out = {}
    while row:
        first, second = int(row[0]), row[1]
        if isinstance(second, Array):
            out.update((first + k, float(width)) for k, width in enumerate(second))
            row = row[2:]
        else:
            out.update((code, float(row[2])) for code in range(first, int(second) + 1))
            row = row[3:]
    return out


class Content:
    """A walk over one page: its marked text by id, and what is wrong with its marks and operators."""

    def __init__(self, file, page):
        self.file, self.page = file, page
        self.text, self.tags, self.faults, self.operators = collections.defaultdict(str), {}, [], set()
        self.order = []  # (id or None for artifacts, text)
        self.stack, self.saved, self.deepest, self.font = [], 0, 0, None
        self.fonts = {name: file.font(font) for name, font in page.Resources.get("/Font", Dictionary()).items()}
        for instruction in pikepdf.parse_content_stream(page):
            self.step(list(instruction.operands), str(instruction.operator))
        if self.stack:
            self.faults.append("marked content is left open")

    def step(self, operands, operator):
        self.operators.add(operator)
        if operator in ("BDC", "BMC"):
            self.begin(operands)
        elif operator == "EMC":
            if self.stack:
                self.end()
            else:
                self.faults.append("EMC without BDC")
        elif operator == "Tf":
            self.font = self.fonts.get(str(operands[0]))
        elif operator in ("q", "Q"):
            self.saved += 1 if operator == "q" else -1
            self.deepest = max(self.deepest, self.saved)
        if operator in PAINT:
            self.paint(operator)
        if operator in ("Tj", "TJ", "'", '"'):
            self.show(operands[-1])

    def begin(self, operands):
        entries = operands[1] if len(operands) > 1 else Dictionary()
        if isinstance(entries, Name):
            entries = self.page.Resources.Properties[entries]
        kind = str(operands[0])[1:]
        mark = int(entries["/MCID"]) if "/MCID" in entries else None
        inside = [kind for kind, mark, _ in self.stack if kind == "Artifact" or mark is not None]
        if inside and (mark is not None or kind == "Artifact"):
            self.faults.append(f"{kind} inside {inside[-1]}")
        if mark is not None:
            if mark in self.tags:
                self.faults.append(f"MCID {mark} twice")
            self.tags[mark] = kind
        actual = str(entries["/ActualText"]) if "/ActualText" in entries else None
        self.stack.append((kind, mark, actual))
        if actual is not None:
            self.say(actual)

    def end(self):
        self.stack.pop()

    def paint(self, operator):
        if not any(kind == "Artifact" or mark is not None for kind, mark, _ in self.stack):
            self.faults.append(f"{operator} outside of tags and artifacts")

    def say(self, text):
        mark = next((mark for _, mark, _ in reversed(self.stack) if mark is not None), None)
        if mark is not None:
            self.text[mark] += text
        self.order.append((mark, text))

    def show(self, operand):
        spoken = any(actual is not None for _, _, actual in self.stack)
        out = []
        for part in operand if isinstance(operand, Array) else [operand]:
            if not isinstance(part, String):
                continue
            data = bytes(part)
            for at in range(0, len(data), 2):
                code = int.from_bytes(data[at:at + 2], "big")
                self.font.used.add(code)
                if not spoken:
                    self.font.unspoken.add(code)
                out.append(self.font.text.get(code, "\ufffd"))
        if not spoken:
            self.say("".join(out))


class File:
    """A file, and what changes it before anything is read."""

    def __init__(self, path, change=lambda pdf: None):
        with open(path, "rb") as file:
            self.bytes = file.read()
        self.pdf = pikepdf.open(io.BytesIO(self.bytes))
        change(self.pdf)
        self.new = self.bytes[:7] == b"%PDF-2."  # PDF/UA-2 and PDF/A-4f are wanted, not PDF/UA-1 and PDF/A-2a
        self.root = self.pdf.Root
        self.pages = [page.obj if hasattr(page, "obj") else page for page in self.pdf.pages]
        self.page_index = {page.objgen: i for i, page in enumerate(self.pages)}
        self.contents, self.known, self.elements = {}, {}, []
        self.tree = self.root.get("/StructTreeRoot")
        self.roots = [] if self.tree is None else [self.element(kid, None, 0) for kid in self.list(self.tree.get("/K"))]

    def list(self, thing):
        return [] if thing is None else list(thing) if isinstance(thing, Array) else [thing]

    def role(self, name, standard=frozenset(STANDARD)):
        roles, seen = (self.tree or {}).get("/RoleMap", {}), set()
        while name not in standard and "/" + name in roles and name not in seen:
            seen.add(name)
            name = str(roles["/" + name])[1:]
        return name

    def element(self, thing, parent, depth):
        element = Element(self, thing, parent)
        self.elements.append(element)
        page = thing.get("/Pg")
        for kid in self.list(thing.get("/K")):
            if isinstance(kid, Dictionary) and kid.get("/Type") == "/MCR":
                element.kids.append(("mark", self.number(kid.get("/Pg", page)), int(kid.MCID)))
            elif isinstance(kid, Dictionary) and kid.get("/Type") == "/OBJR":
                element.kids.append(("object", kid.Obj))
            elif isinstance(kid, Dictionary):
                element.kids.append(self.element(kid, element, depth + 1))
            else:
                element.kids.append(("mark", self.number(page), int(kid)))
        return element

    def number(self, page):
        return self.page_index[page.objgen]

    def content(self, index):
        if index not in self.contents:
            self.contents[index] = Content(self, self.pages[index])
        return self.contents[index]

    def all_contents(self):
        return [self.content(i) for i in range(len(self.pages))]

    def font(self, font):
        if font.objgen not in self.known:
            self.known[font.objgen] = Font(font)
        return self.known[font.objgen]

    def fonts(self):
        self.all_contents()
        return list(self.known.values())

    def annotations(self):
        return [(page, annotation) for page in self.pages for annotation in page.get("/Annots", [])]

    def xmp(self):
        return xml.fromstring(self.root.Metadata.read_bytes())

    def value(self, path):
        found = self.xmp().find(".//" + path, NAMESPACES)
        return None if found is None else "".join(found.itertext())


def number_tree(node, name):
    if "/Kids" in node:
        pairs = [pair for kid in node.Kids for pair in number_tree(kid, name)]
    else:
        row = list(node.get(name, []))
        pairs = list(zip(row[::2], row[1::2]))
    if "/Limits" in node and pairs:
        assert [pairs[0][0], pairs[-1][0]] == list(node.Limits), "limits of a tree node are wrong"
    return pairs
