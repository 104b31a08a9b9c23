"""ToUnicode tables and the advance widths of embedded font programs, read without a font library."""
import re
import struct


def utf16(digits):
    return bytes.fromhex(digits.decode()).decode("utf-16-be")


def read(data):
    """Text of each code."""
    table = {}
    for body in re.findall(rb"beginbfchar(.*?)endbfchar", data, re.S):
        for code, text in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>", body):
            table[int(code, 16)] = utf16(text)
    for body in re.findall(rb"beginbfrange(.*?)endbfrange", data, re.S):
        for low, high, text in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>", body):
            first = utf16(text)
            for k in range(int(high, 16) - int(low, 16) + 1):
                table[int(low, 16) + k] = first[:-1] + chr(ord(first[-1]) + k)
    return table


def advances(program):
    """(advance of a glyph or CID, units of the em)."""
    if program[:4] in (b"\0\1\0\0", b"true", b"OTTO"):
        return from_tables(program)
    return CFF(program).advance, 1000


def from_tables(program):
    tables = {}
    for i in range(struct.unpack(">H", program[4:6])[0]):
        name, _, at, n = struct.unpack(">4sLLL", program[12 + 16 * i:28 + 16 * i])
        tables[name] = program[at:at + n]
    em = struct.unpack(">H", tables[b"head"][18:20])[0]
    count = struct.unpack(">H", tables[b"hhea"][34:36])[0]

    def advance(glyph):
        at = 4 * min(glyph, count - 1)
        return struct.unpack(">H", tables[b"hmtx"][at:at + 2])[0]
    return advance, em


class CFF:
    """Widths of a CID-keyed bare CFF: the first number of a charstring, from the nominal width of its private dictionary."""

    def __init__(self, data):
        self.data = data
        at = data[2]
        _, at = self.index(at)
        tops, at = self.index(at)
        top = self.dict(tops[0])
        strings, at = self.index(at)
        self.globals, _ = self.index(at)
        self.glyphs, _ = self.index(top[17][0])
        self.cids = self.charset(top.get(15, [0])[0], len(self.glyphs))
        groups = [self.dict(row) for row in self.index(top[1236][0])[0]]
        self.groups = [self.private(row) for row in groups]
        self.select = self.selection(top[1237][0], len(self.glyphs))

    def index(self, at):
        count = struct.unpack(">H", self.data[at:at + 2])[0]
        if not count:
            return [], at + 2
        size = self.data[at + 2]
        ends = [int.from_bytes(self.data[at + 3 + size * i:at + 3 + size * (i + 1)], "big") for i in range(count + 1)]
        base = at + 2 + size * (count + 1)
        return [self.data[base + a:base + b] for a, b in zip(ends, ends[1:])], base + ends[-1]

    @staticmethod
    def dict(data):
        out, operands, at = {}, [], 0
        while at < len(data):
            b = data[at]
            at += 1
            if b <= 21:
                if b == 12:
                    b = 1200 + data[at]
                    at += 1
                out[b], operands = operands, []
            elif b == 28:
                operands.append(struct.unpack(">h", data[at:at + 2])[0])
                at += 2
            elif b == 29:
                operands.append(struct.unpack(">l", data[at:at + 4])[0])
                at += 4
            elif b == 30:
                digits = ""
                while "f" not in digits:
                    digits += f"{data[at]:02x}"
                    at += 1
                text = digits[:digits.index("f")].replace("a", ".").replace("b", "E").replace("c", "E-").replace("e", "-")
                operands.append(float(text))
            elif b <= 246:
                operands.append(b - 139)
            elif b <= 250:
                operands.append((b - 247) * 256 + data[at] + 108)
                at += 1
            else:
                operands.append(-(b - 251) * 256 - data[at] - 108)
                at += 1
        return out

    def private(self, row):
        size, at = row[18]
        private = self.dict(self.data[at:at + size])
        return private.get(20, [0])[0], private.get(21, [0])[0]

    def charset(self, at, count):
        kind, at, out = self.data[at], at + 1, [0]
        while len(out) < count:
            first = struct.unpack(">H", self.data[at:at + 2])[0]
            left = 0 if kind == 0 else self.data[at + 2] if kind == 1 else struct.unpack(">H", self.data[at + 2:at + 4])[0]
            out += range(first, first + left + 1)
            at += 2 + kind
        return {cid: glyph for glyph, cid in enumerate(out)}

    def selection(self, at, count):
        if self.data[at] == 0:
            return list(self.data[at + 1:at + 1 + count])
        ranges, out = struct.unpack(">H", self.data[at + 1:at + 3])[0], []
        for i in range(ranges):
            first, group, after = struct.unpack(">HBH", self.data[at + 3 + 3 * i:at + 8 + 3 * i])
            out += [group] * (after - first)
        return out

    def advance(self, cid):
        """Subroutines are not followed: hexapla writes none."""
        glyph = self.cids[cid]
        default, nominal = self.groups[self.select[glyph]]
        operands, data, at = [], self.glyphs[glyph], 0
        while at < len(data):
            b = data[at]
            at += 1
            if b == 28:
                operands.append(struct.unpack(">h", data[at:at + 2])[0])
                at += 2
            elif b == 255:
                operands.append(struct.unpack(">l", data[at:at + 4])[0] / 65536)
                at += 4
            elif 32 <= b <= 246:
                operands.append(b - 139)
            elif 247 <= b <= 250:
                operands.append((b - 247) * 256 + data[at] + 108)
                at += 1
            elif 251 <= b <= 254:
                operands.append(-(b - 251) * 256 - data[at] - 108)
                at += 1
            else:
                break
        wanted = {21: 2, 22: 1, 4: 1, 14: 0}
        extra = len(operands) % 2 == 1 if b in (1, 3, 18, 23, 19, 20) else len(operands) > wanted.get(b, 0)
        return nominal + operands[0] if extra else default
