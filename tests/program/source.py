"""What a source says, read without hexapla: its letters and digits, apart into body and notes.

Only what the fidelity tests need: markup is taken off, calls become the number of their note in order
of first call, notes are put aside in that order."""
import re
import unicodedata

SUPERIOR = "⁰¹²³⁴⁵⁶⁷⁸⁹"
MARK = r"⁽?([⁰¹²³⁴-⁹]+)⁾?"
NOTE = re.compile(r"[ \t]*" + MARK + r"[ \u00a0]*(?:\\\*)?[ \u00a0]*(.*)")
STAR_NOTE = re.compile(r"[ \t]*\\\*[ \u00a0]*(?!\\)(.*\w.*)")
NUMBER = re.compile(r"(?<![\w/.,:-])(?<!\d[ \u00a0])\d{3}(?:[ \u00a0]\d{3})*[ \u00a0][1-9]\d{0,2}(?![\w/]|[ \u00a0]\d)")
LINK = re.compile(r"\[((?:[^\[\]]|\[[^\]]*\])*)\]\((?:[^()]|\([^()]*\))*\)")


def letters(text):
    """Letters, digits and marks only, in one form, without the strokes that lengthen Arabic words."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c)[0] in "LNM" and c not in "ـ︎")


def turned(line):
    """A line of an Arabic text, the groups of numbers in their order where they surely are the other way round."""
    def turn(match):
        groups = match[0].replace("\u00a0", " ").split(" ")
        backward = " " in match[0] and (groups[0][0] == "0" or len(groups[-1]) < 3)
        return "\u00a0".join(reversed(groups)) if backward else match[0]
    return NUMBER.sub(turn, line)


def bare(line):
    """A line without markup; superior figures stay."""
    line = re.sub(r"<!--.*?-->", "", line)
    while LINK.search(line):
        line = LINK.sub(r"\1", line)
    line = re.sub(r"\[([^\]]*)\]\{[^}]*\}", r"\1", line)
    line = re.sub(r"</?sup>", "", line)
    line = re.sub(r"\\([^\w\s])", "\x00\\1", line)
    line = re.sub(r"^\s*(#+\s|>|-\s)", "", line)
    line = re.sub(r"(?<!\x00)\*", "", line)
    return line.replace("\x00", "")


class Source:
    """body: its lines, calls as numbers; notes: their texts after their numbers; front: it has a front block."""

    def __init__(self, text, call="{}"):
        self.call = call
        text = text.lstrip("\ufeff").replace("\r\n", "\n")
        self.front = text.startswith("---\n")
        if self.front:
            self.fields, text = text[4:].split("\n---\n", 1)
            self.read_marked(text)
        else:
            self.read_published(text.split("\n"))

    def read_marked(self, text):
        given = {}
        lines = []
        for line in text.split("\n"):
            note = re.match(r"\[\^([^\]]+)\]:\s*(.*)", line)
            if note:
                given[note[1]] = note[2]
            else:
                lines.append(line)
        order = []

        def number(match):
            if match[1] not in order:
                order.append(match[1])
            return self.call.format(order.index(match[1]) + 1)
        self.body = [bare(re.sub(r"\[\^([^\]]+)\]", number, line)) for line in lines if line.strip()]
        starred = re.findall(r"\*+", "".join(re.findall(r"^(?:sponsors|signatories): (.*)", self.fields, re.M)))
        self.notes = [bare(given[star]) for star in dict.fromkeys(starred)]
        self.notes += [bare(f"{n} {given[name]}") for n, name in enumerate(order, 1)]

    def read_published(self, lines):
        given, stars, body = {}, [], []
        for line in lines:
            note, star = NOTE.match(line), STAR_NOTE.match(line)
            if note:
                given[self.figure(note[1])] = bare(note[2])
            elif star and any(re.search(r"\\\*\**\s*$", above) for above in body):
                stars.append((len(body), bare(star[1])))
            elif line.strip() and not re.fullmatch(r"[ |:-]*-[ |:-]*", line):
                body.append(line)
        self.body = [bare(line) for line in body]
        order = []

        def number(match):
            name = self.figure(match[1])
            if name not in given:
                return match[0]
            if name not in order:
                order.append(name)
            return self.call.format(order.index(name) + 1)
        out = []
        places = []
        for k, line in enumerate(self.body):
            out.append(re.sub(MARK, number, line))
            places += [(k, n) for n in range(len(places), len(order))]
        self.body = out
        self.notes = [(k, f"{n + 1} {given[order[n]]}") for k, n in places]
        self.notes = [text for _, text in sorted(self.notes + [(k - 1, text) for k, text in stars], key=lambda pair: pair[0])]
        self.uncalled = [name for name in given if name not in order]

    @staticmethod
    def figure(superior):
        return "".join(str(SUPERIOR.index(c)) for c in superior)


def read(path, call="{}"):
    """call: how the number of a note is written where it is called."""
    with open(path, encoding="utf-8") as file:
        return Source(file.read(), call)


def differences(wanted, got, window=800, anchor=12):
    """(lost, added) stretches that make `got` out of `wanted`, both strings, found by walking along."""
    found, i, j = [], 0, 0
    while i < len(wanted) or j < len(got):
        same = common(wanted, i, got, j)
        i, j = i + same, j + same
        if i == len(wanted) and j == len(got):
            break
        di, dj = resume(wanted, i, got, j, window, anchor)
        found.append((wanted[i:i + di], got[j:j + dj]))
        i, j = i + di, j + dj
    return found


def common(a, i, b, j):
    step, n = 1 << 16, 0
    while step:
        if a[i + n:i + n + step] == b[j + n:j + n + step] and i + n + step <= len(a) and j + n + step <= len(b):
            n += step
        else:
            step //= 2
    return n


def resume(a, i, b, j, window, anchor):
    """How much of each to skip until they agree again: the least in all."""
    for skip in range(1, window):
        for di in range(max(0, skip - 60), min(skip, 60) + 1):
            for da, db in ((di, skip - di), (skip - di, di)):
                piece = a[i + da:i + da + anchor]
                if piece == b[j + db:j + db + anchor] and (piece or i + da >= len(a) and j + db >= len(b)):
                    return da, db
    return len(a) - i, len(b) - j
