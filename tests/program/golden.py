"""The text views of every stage, in every language, against the expected files in tests/golden.

golden.py --update writes them anew; read what git shows of the difference before keeping it."""
import difflib
import glob
import os
import sys

from hexapla import SOURCE, main, read, run, status

STAGES = ("fields", "tree", "content", "lines", "pages", "text")
FOLDER = SOURCE + "/tests/golden"
SHOWN = 12  # [line] of a difference


def dump(source, stage):
    done = run("render", source, "--dump", stage)
    status(done, 0)
    return done.stdout


def expected(source, stage):
    return f"{source[:-4]}.{stage}"


def differences(source, stage):
    name = expected(source, stage)
    wanted = read(name).decode().splitlines() if os.path.exists(name) else []
    got = dump(source, stage).decode().splitlines()
    lines = list(difflib.unified_diff(wanted, got, "expected", stage, n=0, lineterm=""))[2:]
    return lines[:SHOWN] + ([f"… and {len(lines) - SHOWN} lines more"] if len(lines) > SHOWN else [])


def test_of(source, stage):
    def test():
        lines = differences(source, stage)
        assert not lines, "\n".join(lines)
    test.__name__ = f"{os.path.basename(source)[:-4]}, {stage}"
    return test


def each():
    sources = sorted(glob.glob(FOLDER + "/*.txt"))
    assert sources, f"no sources in {FOLDER}"
    return [(source, stage) for source in sources for stage in STAGES]


def update():
    for source, stage in each():
        text = dump(source, stage)
        with open(expected(source, stage), "wb") as file:
            file.write(text)


if sys.argv[1:] == ["--update"]:
    update()
else:
    main([test_of(*row) for row in each()])
