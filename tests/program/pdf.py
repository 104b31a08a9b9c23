"""What a PDF says, read from its own bytes: text in content order through ToUnicode, and where it stands.

qpdf opens the file and its streams; everything else is done here, so that no reader's guess about
spaces, lines or order comes between the page and the test. Coordinates: points, x from the left edge,
y from the top, y of text is its baseline."""
import base64
import json
import re
import struct
import subprocess

import cmap
from hexapla import Skip

TOKEN = re.compile(rb"<<|>>|<[0-9A-Fa-f\s]*>|\((?:[^\\()]|\\.)*\)|\[|\]|/[^\s<>\[\]()/%]*|[-+]?\d*\.?\d+|[^\s<>\[\]()/%]+", re.S)
NUMBER = re.compile(rb"[-+]?\d*\.?\d+\Z")


def string(token):
    """The bytes of a string, in either form; of escapes only those that hexapla writes."""
    if token[:1] == b"<":
        return bytes.fromhex(token[1:-1].decode())
    return re.sub(rb"\\(.)", lambda found: b"\r" if found[1] == b"r" else found[1], token[1:-1], flags=re.S)


def said(token):
    """What a text string says."""
    data = string(token)
    return data[2:].decode("utf-16-be") if data[:2] == b"\xfe\xff" else data.decode("latin-1")


class Run:
    """The glyphs of one TJ: left and right are the edges of what has a width and is not a space."""

    def __init__(self, page, text, left, right, y, size, font, artifact):
        self.page, self.text, self.left, self.right, self.y = page, text, left, right, y
        self.size, self.font, self.artifact = size, font, artifact
        self.mark = None  # number of its marked content on the page

    def __repr__(self):
        return f"page {self.page} {self.font} {self.size:g} at {self.left:.2f} to {self.right:.2f}, {self.y:.2f}: {self.text!r}"


class Rule:
    """A filled box."""

    def __init__(self, page, x, top, width, height):
        self.page, self.x, self.top, self.width, self.height = page, x, top, width, height


class Picture:
    """A form or an image: its kind, its place, and the points of its paths."""

    def __init__(self, kind, x, top, width, height, points):
        self.kind, self.x, self.top, self.width, self.height, self.points = kind, x, top, width, height, points


class Font:
    """Unicode text and width of each two-byte code."""

    def __init__(self, file, font):
        font = file.value(font)
        self.name = font["/BaseFont"].split("+")[-1]
        self.text = cmap.read(file.stream(font["/ToUnicode"]))
        inner = file.value(file.value(font["/DescendantFonts"])[0])
        self.default = inner.get("/DW", 1000)
        self.width = {}
        row = file.value(inner.get("/W", []))
        while row:
            first, second = row[0], file.value(row[1])
            if isinstance(second, list):
                self.width.update((first + k, width) for k, width in enumerate(second))
                row = row[2:]
            else:
                self.width.update((code, row[2]) for code in range(first, second + 1))
                row = row[3:]


class Page:
    """Walks one page's content: runs of text and filled boxes, in content order."""

    def __init__(self, file, number, page):
        self.number, self.runs, self.rules = number, [], []
        self.curves = []  # points of paths of the picture that is being walked
        self.file, self.pictures = file, []
        self.height = float(page["/MediaBox"][3])
        self.width = float(page["/MediaBox"][2])
        self.fonts = {name: file.font(font) for name, font in file.value(file.value(page["/Resources"])["/Font"]).items()}
        self.marks = []  # (artifact, actual text, first run of it, number)
        self.matrix, self.font, self.size, self.rise, self.spacing = (1, 0, 0, 1, 0, 0), None, 0.0, 0.0, 0.0
        self.forms = file.value(file.value(page["/Resources"]).get("/XObject", {}))
        self.space, self.saved, self.inside = (1, 0, 0, 1, 0, 0), [], False  # inside a form
        contents = page["/Contents"]
        data = b"\n".join(file.stream(part) for part in (contents if isinstance(contents, list) else [contents]))
        self.walk(data)
        assert not self.marks, "marked content is left open"

    def walk(self, data):
        stack = []
        for match in TOKEN.finditer(data):
            token = match.group()
            if NUMBER.match(token):
                stack.append(float(token))
            elif token[:1] in b"<(/[]>":
                stack.append(token)
            else:
                self.operator(token, stack)
                stack = []

    def operator(self, name, stack):
        if name == b"TJ":
            self.show(stack)
        elif name == b"Tf":
            self.font, self.size = self.fonts[stack[0].decode()], stack[1]
        elif name == b"Tm":
            self.matrix = self.line = tuple(stack)
        elif name == b"Td":
            a, b, c, d, e, f = self.line
            self.matrix = self.line = (a, b, c, d, e + a * stack[0] + c * stack[1], f + b * stack[0] + d * stack[1])
        elif name == b"Ts":
            self.rise = stack[0]
        elif name == b"Tc":
            self.spacing = stack[0]
        elif name == b"BT":
            self.matrix = self.line = (1, 0, 0, 1, 0, 0)
        elif name == b"re" and self.inside:
            x, y, width, height = stack
            for point in ((x, y), (x + width, y), (x + width, y + height), (x, y + height)):
                self.operator(b"l", list(point))
        elif name == b"re":
            self.rules.append(Rule(self.number, stack[0], self.height - stack[1] - stack[3], stack[2], stack[3]))
        elif name in (b"m", b"l", b"c"):
            a, b, c, d, e, f = self.space
            self.curves.append((a * stack[-2] + c * stack[-1] + e, self.height - (b * stack[-2] + d * stack[-1] + f)))
        elif name == b"q":
            self.saved.append(self.space)
        elif name == b"Q":
            self.space = self.saved.pop()
        elif name == b"cm":
            assert self.space == (1, 0, 0, 1, 0, 0), "a map on a map"
            self.space = tuple(stack)
        elif name == b"Do":
            self.draw(self.forms[stack[0].decode()])
        elif name in (b"BDC", b"BMC"):
            actual = stack[stack.index(b"/ActualText") + 1] if b"/ActualText" in stack else None
            number = int(stack[stack.index(b"/MCID") + 1]) if b"/MCID" in stack else None
            self.marks.append([stack[0] == b"/Artifact", actual and said(actual), None, number])
        elif name == b"EMC":
            _, actual, first, _ = self.marks.pop()
            if actual is not None and first is not None:
                first.text = actual
        else:
            assert name in (b"ET", b"g", b"rg", b"f", b"s", b"S", b"w", b"n", b"h", b"f*"), name

    def draw(self, reference):
        """A form, or an image: its place and what it is."""
        found = self.file.value(reference)
        self.curves = []
        if found["/Subtype"] == "/Form":
            self.inside = True
            self.walk(self.file.stream(reference))
            self.inside = False
        a, _, _, d, e, f = self.space
        width, height = found["/BBox"][2:] if found["/Subtype"] == "/Form" else (1, 1)
        top = self.height - f - (d * height if d > 0 else 0)
        self.pictures.append(Picture(found["/Subtype"][1:], e, top, a * width, abs(d) * height, self.curves))

    def show(self, stack):
        text, edges, pen = [], [], 0.0
        for part in stack:
            if isinstance(part, float):
                pen -= part
            elif part[:1] in (b"<", b"("):
                for code, in struct.iter_unpack(">H", string(part)):
                    width = self.font.width.get(code, self.font.default)
                    text.append(self.font.text.get(code, "\ufffd"))
                    if width and text[-1] != " ":
                        edges += (pen, pen + width)
                    pen += width + (self.spacing * 1000 / self.size if self.size else 0)
        scale, _, shear, _, x, y = self.matrix
        unit = self.size * scale / 1000
        run = Run(self.number, "".join(text), x + min(edges, default=0.0) * unit, x + max(edges, default=0.0) * unit,
                  self.height - y - self.rise, self.size, self.font.name, any(mark[0] for mark in self.marks))
        run.mark = next((mark[3] for mark in reversed(self.marks) if mark[3] is not None), None)
        for mark in self.marks:
            if mark[1] is not None:
                run.text = ""
                mark[2] = mark[2] or run
        self.matrix = (scale, 0, shear, 1, x + pen * unit, y)
        self.runs.append(run)


class File:
    """One PDF."""

    def __init__(self, path):
        try:
            done = subprocess.run(["qpdf", "--json=2", "--json-stream-data=inline", "--decode-level=generalized", path],
                                  capture_output=True, check=False, timeout=60)
        except FileNotFoundError:
            raise Skip("qpdf is not installed") from None
        assert done.returncode == 0, (path, done.returncode, done.stderr)
        self.objects = json.loads(done.stdout)["qpdf"][1]
        self.known = {}
        root = self.value(self.objects["trailer"]["value"]["/Root"])
        self.pages = [Page(self, number, page) for number, page in enumerate(self.leaves(root["/Pages"]), 1)]

    def value(self, thing):
        if isinstance(thing, str) and re.fullmatch(r"\d+ \d+ R", thing):
            found = self.objects["obj:" + thing]
            return found["stream"]["dict"] if "stream" in found else found["value"]
        return thing

    def stream(self, reference):
        return base64.b64decode(self.objects["obj:" + reference]["stream"]["data"])

    def font(self, reference):
        if reference not in self.known:
            self.known[reference] = Font(self, reference)
        return self.known[reference]

    def leaves(self, node):
        node = self.value(node)
        if node["/Type"] == "/Page":
            return [node]
        return [leaf for kid in node["/Kids"] for leaf in self.leaves(kid)]

    runs = property(lambda self: [run for page in self.pages for run in page.runs])

    def find(self, text, page=None):
        """The runs whose text is this."""
        return [run for run in self.runs if run.text.strip() == text and page in (None, run.page)]


# [pt] Start and width of the rule above notes, by the width of the page and the template: New York; Geneva, mun, plain.
NOTE_RULES = {612: [(99.6, 72.1)], 595: [(90.6, 73.8), (72.0, 100.0), (85.0, 72.0)]}


def note_rule(page):
    """Top of the rule above a page's notes, or None: known by its place, from the left or mirrored."""
    places = NOTE_RULES.get(int(page.width), [])
    tops = [rule.top for rule in page.rules for x, width in places if abs(rule.width - width) < 0.1 and
            (abs(rule.x - x) < 0.1 or abs(page.width - rule.x - rule.width - x) < 0.1)]
    assert len(tops) <= 1, f"page {page.number} has {len(tops)} rules above notes"
    return tops[0] if tops else None


def body_and_notes(file):
    """Runs of the body of all pages, and those at their feet; running heads and folios are neither."""
    body, notes = [], []
    for page in file.pages:
        rule = note_rule(page)
        runs = [run for run in page.runs if not run.artifact]
        foot = [run for run in runs if rule is not None and run.y > rule]
        body += [run for run in runs if run not in foot]
        notes += foot
        assert runs[len(runs) - len(foot):] == foot, f"page {page.number}: notes do not come last in content order"
    return body, notes


def text(runs):
    return "".join(run.text for run in runs)
