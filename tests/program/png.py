"""Pages as PNG: the files, and that everything stands where the PDF has it, as two renderers of PDF draw it."""
import os
import re
import struct
import zlib

from hexapla import GOOD, LANGUAGES, SOURCE, equal, main, read, run, status, tool, write


class Image:
    """Grey rows, 0 is black."""

    def __init__(self, columns, rows, grey):
        self.columns, self.rows, self.grey = columns, rows, grey


def chunks(data):
    assert data.startswith(b"\x89PNG\r\n\x1a\n"), data[:8]
    at = 8
    while at < len(data):
        n, kind = struct.unpack(">I4s", data[at:at + 8])
        body = data[at + 8:at + 8 + n]
        equal(zlib.crc32(kind + body), struct.unpack(">I", data[at + 8 + n:at + 12 + n])[0])
        yield kind, body
        at += 12 + n


def open_png(name):
    columns = rows = channels = 0
    packed = b""
    for kind, body in chunks(read(name)):
        if kind == b"IHDR":
            columns, rows, depth, colour = struct.unpack(">IIBB", body[:10])
            equal(depth, 8)
            channels = {0: 1, 2: 3}[colour]
        elif kind == b"IDAT":
            packed += body
    raw, row = zlib.decompress(packed), columns * channels + 1
    equal(len(raw), row * rows)
    assert not any(raw[y * row] for y in range(rows)), "a filter that this test does not know"
    lines = [raw[y * row + 1:(y + 1) * row] for y in range(rows)]
    if channels == 3:
        lines = [bytes((r * 299 + g * 587 + b * 114 + 500) // 1000 for r, g, b in zip(*[iter(line)] * 3)) for line in lines]
    return Image(columns, rows, lines)


def open_pgm(name):
    data = read(name)
    head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", data)
    columns, rows = int(head[1]), int(head[2])
    return Image(columns, rows, [data[head.end() + y * columns:head.end() + (y + 1) * columns] for y in range(rows)])


def difference(a, b, x=0, y=0):
    """Mean difference in a thousandth of black of the part that both have, `a` moved by (x, y)."""
    total = 0
    for row in range(max(0, y), min(b.rows, a.rows + y)):
        left, right = a.grey[row - y], b.grey[row]
        left, right = (left[:len(left) - x], right[x:]) if x >= 0 else (left[-x:], right[:x])
        total += sum(map(abs, map(int.__sub__, left, right)))
    return total * 1000 // (255 * a.columns * a.rows)


def nearest_move(a, b):
    """The least difference when `a` is moved by one pixel to any side."""
    return min(difference(a, b, x, y) for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1)))


def moved(image, x, y):
    """The same picture `x` to the right and `y` down."""
    grey = [bytes([255]) * x + line[:image.columns - x] for line in image.grey]
    return Image(image.columns, image.rows, ([bytes([255]) * image.columns] * y + grey)[:image.rows])


def edges(image):
    """First and last column and row of ink."""
    inked = [(y, row) for y, row in enumerate(image.grey) if min(row) < 128]
    columns = [x for _, row in inked for x, value in enumerate(row) if value < 128]
    return min(columns), max(columns), inked[0][0], inked[-1][0]


def drawn_by(renderer, page):
    if renderer == "mutool":
        tool("mutool", "draw", "-q", "-r", "80", "-c", "gray", "-o", "theirs.pgm", "page.pdf", str(page))
    else:
        tool("pdftoppm", "-r", "80", "-gray", "-singlefile", "-f", str(page), "-l", str(page), "page.pdf", "theirs")
    return open_pgm("theirs.pgm")


def pages(language):
    source = os.path.join(SOURCE, "samples", f"day.{language}.txt")
    status(run("render", source, "--png=80", "-o", "ours.png"), 0)
    status(run("render", source, "-o", "page.pdf"), 0)
    names = sorted(name for name in os.listdir(".") if name.startswith("ours-"))
    assert names
    for page, name in enumerate(names, 1):
        equal(name, f"ours-{page}.png")
        yield page, open_png(name)
        os.remove(name)


def everything_stands_where_mupdf_draws_it():
    """mupdf places to a fraction of a pixel, so that being off by half of one is seen."""
    for language in LANGUAGES:
        for page, ours in pages(language):
            theirs = drawn_by("mutool", page)
            equal((ours.columns, ours.rows), (theirs.columns, theirs.rows))
            there, aside = difference(ours, theirs), nearest_move(ours, theirs)
            assert there * 2 < aside, (language, page, there, aside)


def everything_stands_within_a_pixel_of_what_poppler_draws():
    """poppler rounds baselines to whole pixels."""
    for language in LANGUAGES:
        for page, ours in pages(language):
            theirs = drawn_by("pdftoppm", page)
            assert difference(ours, theirs) <= nearest_move(ours, theirs), (language, page)
            assert all(abs(a - b) <= 1 for a, b in zip(edges(ours), edges(theirs))), (language, page, edges(ours), edges(theirs))


def the_comparison_can_fail():
    page, ours = next(pages("en"))
    theirs = drawn_by("mutool", page)
    for x, y in ((1, 0), (0, 1), (2, 2)):
        wrong = moved(ours, x, y)
        assert difference(wrong, theirs) > nearest_move(wrong, theirs), (x, y)


def colours_and_resolution_are_kept():
    write("a.txt", GOOD)
    status(run("render", "a.txt", "--png"), 0)
    parts = dict(chunks(read("a-1.png")))
    equal(struct.unpack(">II", parts[b"IHDR"][:8]), (1275, 1650))
    equal(struct.unpack(">IIB", parts[b"pHYs"]), (5906, 5906, 1))
    equal(parts[b"IHDR"][9], 2)
    raw = zlib.decompress(b"".join(body for kind, body in chunks(read("a-1.png")) if kind == b"IDAT"))
    assert b"\x00\x00\xff" in raw, "links are blue"
    write("b.txt", GOOD.replace("53/70", "of old").replace("A/C.2/59/3", "there").replace("report: A/71/445\n", ""))
    status(run("render", "b.txt", "--png=40"), 0)
    equal(dict(chunks(read("b-1.png")))[b"IHDR"][9], 0)


def the_same_pages_are_the_same_bytes():
    write("a.txt", GOOD)
    for folder in ("x/", "y/"):
        status(run("render", "a.txt", "--png=60", "-o", folder), 0)
    equal(os.listdir("x"), ["a-1.png"])
    equal(read("x/a-1.png"), read("y/a-1.png"))


def files_of_long_documents_are_numbered():
    write("a.txt", GOOD + "".join(f"\n{n}. Recalls the lamps of the harbour, of which there are {n}, and of which all are lit;\n"
                                  for n in range(3, 99)))
    status(run("render", "a.txt", "--png=30", "-o", "out/"), 0)
    names = sorted(os.listdir("out"), key=lambda name: int(name[2:-4]))
    equal(names, [f"a-{n}.png" for n in range(1, len(names) + 1)])
    assert len(names) > 2


def nothing_is_written_for_a_wrong_document_or_over_its_source():
    write("a.txt", GOOD.replace("[^lamps]: See A/C.2/59/3.", ""))
    status(run("render", "a.txt", "--png"), 1)
    equal(os.listdir("."), ["a.txt"])
    write("a-1.png", GOOD)
    done = run("render", "a-1.png", "--png", "-o", "a")
    status(done, 4)
    equal(read("a-1.png"), GOOD.encode())


def a_folder_that_cannot_be_written_is_told():
    write("a.txt", GOOD)
    done = run("render", "a.txt", "--png", "-o", "no/such/a.png")
    status(done, 4)
    assert "no/such/a-1.png: error: cannot write" in done.said, done.said


def wrong_resolutions_are_wrong_use():
    write("a.txt", GOOD)
    for arguments in (("--png=19",), ("--png=601",), ("--png=x",), ("--png", "--dump", "text"), ("--png", "-o", "-")):
        done = run("render", "a.txt", *arguments)
        status(done, 2)
        assert done.said and done.stdout == b"", arguments


main([everything_stands_where_mupdf_draws_it, everything_stands_within_a_pixel_of_what_poppler_draws, the_comparison_can_fail,
      colours_and_resolution_are_kept, the_same_pages_are_the_same_bytes, files_of_long_documents_are_numbered,
      nothing_is_written_for_a_wrong_document_or_over_its_source, a_folder_that_cannot_be_written_is_told,
      wrong_resolutions_are_wrong_use])
