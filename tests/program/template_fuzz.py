"""Templates that mean harm. Template files, PNGs and SVGs are changed at random places, with a seed, some
thousand times; whatever comes of it, hexapla says so and ends in time. HEXAPLA_FUZZ is how many seconds
that may take, HEXAPLA_SEED another seed."""
import os
import random
import shutil
import struct
import subprocess
import time
import zlib

from hexapla import GOOD, PROGRAM, SOURCE, THOROUGH, main, run, status, write

SECONDS = float(os.environ.get("HEXAPLA_FUZZ", "60" if THOROUGH else "8"))
SEED = int(os.environ.get("HEXAPLA_SEED", "20161209"))
MOST, LONGEST = 4000, 20  # files, [s] for one
FINE = (0, 1, 2, 3)

SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="-5 -5 110 90">
<g fill="#036" transform="translate(10,5) rotate(10 40 40) scale(1.1 .9) skewX(3) matrix(1 0 0 1 2 2)">
<path d="M10 40a30 30 0 0 1 60,0 30 20 15 1 1-60 0zM25 40A15 15 0 00 55 40z" fill-rule="evenodd"/>
<rect x="2" y="2" width="10" height="10" style="fill:rgb(200, 20, 20);stroke:none"/></g>
<polygon points="80,10 95,35 65 35"/><ellipse cx="80" cy="60" rx="15" ry="8" fill="gold"/>
<path d="M5,70q5-10 10,0t10,0 10 0C40 60 45 60 50 70S60 80 65 70L65 78H5V3e1Z"/></svg>
"""
TOKENS = [b"-", b"9", b"99999999999", b"1e308", b"\0", b"\xff", b"\n", b" ", b"{", b"}", b"[", b"]", b":", b"is: ", b"none", b"%", b"em",
          b"\"", b"'", b"<", b">", b"&", b"&#x0;", b"/", b"..", b"0", b"a1 1 0 11", b"<g>", b"</g>", b"extends: ours\n", b"*x", b"&x ", b"!!"]


def png():
    """Six by four, with a palette and transparency."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + bytes((row, 1, 2, 3, 0, 1)) for row in range(4))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 6, 4, 8, 3, 0, 0, 0)) + chunk(b"PLTE", bytes(range(12)))
            + chunk(b"tRNS", b"\0\x80") + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def changed(chance, data):
    data = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 30))):
        at = chance.randrange(len(data) + 1)
        what = chance.randrange(6)
        if what == 0 and at < len(data):
            data[at] = chance.randrange(256)
        elif what == 1:
            data[at:at] = chance.choice(TOKENS)
        elif what == 2:
            del data[at:at + chance.choice((1, 3, 20, 200))]
        elif what == 3:
            end = at + chance.choice((1, 10, 100))
            data[at:at] = data[at:end] * chance.choice((1, 2, 40))
        elif what == 4:
            del data[at:]
        else:
            other = chance.randrange(len(data) + 1)
            data[at:at] = data[other:other + 40]
    return bytes(data)


def good_crc(data):
    """So that changes reach what stands behind the sums."""
    out, at = data[:8], 8
    while at + 12 <= len(data):
        n = struct.unpack(">I", data[at:at + 4])[0]
        body = data[at + 4:at + 8 + n]
        if at + 12 + n > len(data):
            break
        out += data[at:at + 4] + body + struct.pack(">I", zlib.crc32(body))
        at += 12 + n
    return out + data[at:]


def folder():
    """A template of files that a user may give, all kinds of keys among them."""
    os.makedirs("ours", exist_ok=True)
    with open(f"{SOURCE}/templates/un-ga/template.yaml", "rb") as file:
        whole = file.read()
    for tag in ("en", "ar"):
        shutil.copy(f"{SOURCE}/templates/un-ga/{tag}.yaml", "ours")
    extra = (b"watermark: {text: DRAFT, style: organ, angle: 30}\nline-numbers: {every: 2, x: 100, style: head}\n")
    whole = whole.replace(b"watermark: none\nline-numbers: none\n", extra)
    whole = whole.replace(b"emblem: {", b"emblem: {file: e.svg, alternative: {en: Arms}, ")
    whole = whole.replace(b"{draw: recycle,", b"{file: e.png,")
    assert extra in whole and b"e.svg" in whole and b"e.png" in whole
    with open(f"{SOURCE}/templates/un-ga/en.yaml", "rb") as file:
        words = file.read()
    return {"template.yaml": whole, "e.svg": SVG.encode(), "e.png": png(), "en.yaml": words}


def try_one(files, name, data, number):
    for other, good in files.items():
        write("ours/" + other, data if other == name else good)
    try:
        done = subprocess.run([PROGRAM, "render", "-t", "./ours", "fuzz.en.txt", "-o", "fuzz.pdf"], timeout=LONGEST, check=False,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    except subprocess.TimeoutExpired:
        raise AssertionError(f"{name} number {number} of seed {SEED} takes more than {LONGEST} s") from None
    text = done.stdout.decode("utf-8", "replace")
    assert done.returncode in FINE and "Sanitizer" not in text and "runtime error" not in text, \
        f"{name} number {number} of seed {SEED}: {done.returncode} {text[-2000:]}"
    return done.returncode


def nothing_breaks_it():
    write("fuzz.en.txt", GOOD)
    files = folder()
    for name in files:
        assert try_one(files, name, files[name], 0) == 0, f"{name} as it is"
    chance, end, fine, tried = random.Random(SEED), time.monotonic() + SECONDS, 0, 0
    while tried < MOST and time.monotonic() < end:
        name = chance.choice(sorted(files))
        data = changed(chance, files[name])
        if name == "e.png" and chance.random() < 0.7:
            data = good_crc(data)
        tried += 1
        fine += try_one(files, name, data, tried) == 0
    assert tried > 20 and 0 < fine < tried, f"{fine} of {tried} went through"
    print(f"# {tried} changed files, {fine} of them still good")


def files_of_other_folders_are_not_read():
    write("fuzz.en.txt", GOOD)
    folder()
    write("outside.svg", SVG)
    if os.path.lexists("ours/link.svg"):
        os.unlink("ours/link.svg")
    os.symlink(os.path.abspath("outside.svg"), "ours/link.svg")
    os.makedirs("ours/folder.svg", exist_ok=True)
    for name, why in (("../outside.svg", "own folder"), (os.path.abspath("outside.svg"), "own folder"), (".hidden.svg", "own folder"),
                      ("link.svg", "is a link"), ("folder.svg", "no file"), ("absent.png", "No such file"), ("en.yaml", "PNG or SVG")):
        write("ours/template.yaml", f"extends: un-ga\npages: {{first: {{emblem: {{file: \"{name}\"}}}}}}\n")
        done = run("render", "-t", "./ours", "fuzz.en.txt", "-o", "fuzz.pdf")
        status(done, 3)
        assert "template.yaml:2:32: error: picture `" in done.said and why in done.said, done.said


def what_a_picture_lacks_is_told_at_its_place():
    write("fuzz.en.txt", GOOD)
    folder()
    write("ours/e.svg", "<svg viewBox='0 0 10 10'>\n<text/></svg>")
    write("ours/e.png", png()[:60])
    for name, why in (("e.svg", "line 2: <text>: no element that is drawn"), ("e.png", "")):
        write("ours/template.yaml", f"extends: un-ga\npages: {{first: {{emblem: {{file: {name}}}}}}}\n")
        done = run("render", "-t", "./ours", "fuzz.en.txt", "-o", "fuzz.pdf")
        status(done, 3)
        assert f"template.yaml:2:32: error: picture `{name}`: {why}" in done.said, done.said


if __name__ == "__main__":
    main([files_of_other_folders_are_not_read, what_a_picture_lacks_is_told_at_its_place, nothing_breaks_it])
