"""Hostile input: whatever the bytes, no crash, no hang, a status of the contract, and time that grows with the text.

The mutations are the same on every run. HEXAPLA_ROUNDS sets how many there are; HEXAPLA_THOROUGH=1 makes them more."""
import glob
import os
import random
import subprocess
import time

from hexapla import BUILD, PROGRAM, SOURCE, THOROUGH, main, spent, write

SHARED = os.environ.get("HEXAPLA_SHARED", "")
ROUNDS = int(os.environ.get("HEXAPLA_ROUNDS", "400" if THOROUGH else "150"))
LIMIT = 2.0  # [s] for one mutated text
SANITIZED = dict(os.environ, ASAN_OPTIONS="exitcode=99:detect_leaks=0", UBSAN_OPTIONS="halt_on_error=1:exitcode=99")
SECONDS = 20.0  # [s] for all of them
SLOW = 6 if "-fsanitize" in open(os.path.join(BUILD, "Makefile"), encoding="utf-8").read() else 1
PIECES = [b"\0", b"\xff", b"\xc3", b"\xef\xbb\xbf", b"---\n", b"[^a]", b"[^a]: ", b"\n\n", b"\r", b"\t", b"*", b"**", b"***", b"[", b"](", b")", b"{lang=ar}",
          b"\\", b"#", b"> ", b"| a | b |\n|---|---|\n", b"<!--", b"-->", b"   (a) ", b"1. ", b"99999999999999999999. ", "¹".encode(), "\n¹ ".encode(),
          "\u202e".encode(), "\u2066".encode(), "\u00ad".encode(), "\u0301".encode() * 40, "ﷺ".encode(), "\U0001f468\u200d\U0001f469".encode(), b"* * *\n", b" " * 300,
          b"<sup>", b"</sup>", b"A/RES/71/28", b"\f", "\u2028".encode(), "أب".encode(), "一二".encode()]


def set_(data, limit, dump="text"):
    """Status of one text, and the seconds that the program itself took; what the kernel took for it depends on the
    memory of the machine. 3 is a character that no font has; a sanitizer ends with 99."""
    write("x.txt", data)
    start, own = spent(), os.times().children_user
    try:
        done = subprocess.run([PROGRAM, "render", "x.txt", "--dump", dump, "-o", "x.out"], stdin=subprocess.DEVNULL, capture_output=True,
                              timeout=60 + 4 * limit * SLOW, check=False, env=SANITIZED)
    except subprocess.TimeoutExpired:
        raise AssertionError(f"no end for {len(data)} bytes") from None
    seconds = spent() - start  # what else the machine does is not in it
    assert seconds <= limit * SLOW, f"{seconds:.1f} s for {len(data)} bytes"
    assert done.returncode in (0, 1, 3), f"status {done.returncode}: {done.stderr[-600:].decode('utf-8', 'replace')}"
    return done.returncode, os.times().children_user - own


def mutated(data, rng):
    data = bytearray(data)
    for _ in range(rng.choice((1, 2, 5, 20, 100))):
        at = rng.randrange(len(data) + 1)
        span = rng.choice((0, 1, 3, 20, 400))
        kind = rng.randrange(5)
        if kind == 0:
            data[at:at + span] = b""
        elif kind == 1:
            data[at:at + rng.choice((0, span))] = rng.choice(PIECES) * rng.choice((1, 1, 2, 30))
        elif kind == 2 and at < len(data):
            data[at] = rng.randrange(256)
        elif kind == 3:
            other = rng.randrange(len(data) + 1)
            data[at:at] = data[other:other + span]
        else:
            data[at:] = data[at:] if rng.random() < 0.9 else b""
    return bytes(data)


def mutated_texts_do_no_harm():
    texts = sorted(glob.glob(SOURCE + "/samples/*.txt") + glob.glob(SOURCE + "/tests/golden/*.txt") + glob.glob(SHARED + "/seed/*.txt") +
                   glob.glob(SHARED + "/corpus/*/*.txt"))
    start, done = time.monotonic(), 0
    for round_ in range(ROUNDS):
        rng = random.Random(round_)
        path = rng.choice(texts)
        with open(path, "rb") as file:
            data = mutated(file.read()[:60000], rng)
        try:
            set_(data, LIMIT)
        except AssertionError as failure:
            raise AssertionError(f"round {round_}, {os.path.basename(path)}: {failure}") from None
        done += 1
        if time.monotonic() - start > SECONDS:
            break
    print(f"# {done} texts")


FRONT = b"---\nsymbol: A/RES/71/28\nlanguage: en\nissued: 2016-12-09\nsession: 71\nagenda: 93\nadopted: 2016-12-05\nmeeting: 51\n" \
        b"no-committee: yes\nreport: A/71/445\ntitle: T\n---\n\nThe General Assembly,\n\n"

MANY = 100_000
PATHOLOGICAL = {
    "note calls": lambda n: b"1. Notes" + b"[^a]" * n + b";\n\n[^a]: See.\n",
    "notes": lambda n: b"1. Notes " + b" ".join(b"word[^%d]" % k for k in range(n // 20)) + b";\n\n" +
             b"\n\n".join(b"[^%d]: See." % k for k in range(n // 20)) + b"\n",
    "notes not called": lambda n: b"\n\n".join(b"[^%d]: See." % k for k in range(n // 10)) + b"\n",
    "calls without notes": lambda n: b"1. Notes " + b" ".join(b"[^%d]" % k for k in range(n // 10)) + b";\n",
    "nested brackets": lambda n: b"1. Decides " + b"[" * n + b"a" + b"]" * n + b"\n",
    "nested runs": lambda n: b"1. Decides " + b"[" * n + b"a" + b"]{lang=ru}" * n + b"\n",
    "open emphasis": lambda n: b"1. Decides " + b"*a **b " * n + b"\n",
    "stars": lambda n: b"1. Decides " + b"*" * n + b"\n",
    "nested quotations": lambda n: b"> " * n + b"a\n",
    "nested items": lambda n: b"".join(b" " * (3 * k) + b"(a) a\n\n" for k in range(300)) + b"(a) " * (n // 10) + b"\n",
    "one endless word": lambda n: b"1. Decides " + b"a" * (10 * n) + b"\n",
    "one long line": lambda n: b"1. Decides " + b"to light the lamps " * (n // 10) + b"\n",
    "marks only": lambda n: "\u0301\u064b\u0e31".encode() * n,
    "zero bytes": lambda n: b"\0" * n,
    "direction marks": lambda n: b"1. Decides " + "\u202e\u2067".encode() * n + b"\n",
    "empty lines": lambda n: b"\n" * (10 * n) + b"1. Decides.\n",
    "short paragraphs": lambda n: b"".join(b"%d. Decides.\n\n" % k for k in range(1, n // 10)),
    "table cells": lambda n: b"| " + b"a | " * n + b"\n|---|\n",
    "headings": lambda n: b"# A\n\n" * (n // 10),
    "comments": lambda n: b"<!-- " * n,
    "symbols": lambda n: b"1. Decides " + b"A/71/28 and Corr.1 and Add.1, " * (n // 10) + b"\n",
    "hyphens": lambda n: b"1. Decides " + "a\u00ad".encode() * n + b"\n",
    "endless title": lambda n: b"# " + b"A" * n + b"\n\n1. Decides.\n",
    "endless note": lambda n: b"1. Decides.[^a]\n\n[^a]: See " + b"b" * n + b"\n",
    "mixed directions": lambda n: b"1. Decides " + "أب ab 12 ".encode() * (n // 4) + b"\n",
}


def test_of(name, make):
    """Four times the text may take about four times the time; the rest is what starting takes."""
    def test():
        for front in (FRONT, b""):
            set_(front + make(MANY // 16), 5.0)
            _, quarter = set_(front + make(MANY // 4), 10.0)
            _, whole = set_(front + make(MANY), 30.0)
            assert whole < 8 * quarter + 0.3 * SLOW, f"{quarter:.2f} s, four times as much: {whole:.2f} s ({'source' if front else 'published'})"
    test.__name__ = name
    return test


def endless_fields():
    for name in (b"title", b"agenda-title", b"job", b"report", b"organ-line", b"issued-line", b"session-line", b"adoption-line"):
        lines = [line for line in FRONT.split(b"\n") if not line.startswith(name + b":")]
        lines.insert(2, name + b": " + b"W" * MANY)
        set_(b"\n".join(lines) + b"1. Decides.\n", 10.0, "pages")


def five_megabytes_on_a_line():
    data = FRONT + b"1. Decides " + b"to light the lamps of every harbour " * (5_000_000 // 36) + b"\n"
    _, seconds = set_(data, 30.0)
    print(f"# {seconds:.1f} s")


if __name__ == "__main__":
    main([mutated_texts_do_no_harm, *(test_of(*row) for row in PATHOLOGICAL.items()), endless_fields, five_megabytes_on_a_line])
