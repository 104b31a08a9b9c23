"""What the program tests share: running hexapla in a folder of its own, a document that is right, and TAP."""
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import traceback

BUILD = os.path.abspath(os.environ.get("HEXAPLA_BUILD", "build"))
SOURCE = os.path.abspath(os.environ.get("HEXAPLA_SOURCE", "."))
PROGRAM = os.path.join(BUILD, "hexapla")
os.environ.setdefault("HEXAPLA_DATADIR", SOURCE)
for name in ("SOURCE_DATE_EPOCH", "HEXAPLA_FONT_PATH"):
    os.environ.pop(name, None)

THOROUGH = os.environ.get("HEXAPLA_THOROUGH", "0") not in ("", "0")  # every text, and many rounds, in place of some

LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")

GOOD = """---
symbol: A/RES/71/28
language: en
issued: 2016-12-09
session: 71
agenda: 93
adopted: 2016-12-05
meeting: 51
committee: 1
report: A/71/445
title: Ways of lighting a harbour
---

The General Assembly,

Recalling its resolution 53/70 of 4 December 1998,[^lamps]

[^lamps]: See A/C.2/59/3.

1. Calls upon all ports to keep their lamps lit;

2. Decides to count the lamps again next year.
"""


class Skip(Exception):
    """The test cannot run here; the text says what is wanting."""


WAIT = 30  # seconds for what goes on by itself; a loaded machine is slow


class Running:
    """A command that goes on until it is told to stop; its process is started by the class that is one."""
    process = None

    def stop(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        equal(self.process.wait(timeout=WAIT), 0)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()


def run(*args, **options):
    """Runs hexapla with arguments; options are those of subprocess.run, and env={} adds variables."""
    env = dict(os.environ, **options.pop("env", {}))
    if "input" not in options:
        options.setdefault("stdin", subprocess.DEVNULL)
    options.setdefault("stdout", subprocess.PIPE)
    options.setdefault("stderr", subprocess.PIPE)
    done = subprocess.run([PROGRAM, *args], env=env, timeout=120, check=False, **options)
    done.said = (done.stderr or b"").decode("utf-8", "replace")
    return done


def write(name, text):
    with open(name, "wb") as file:
        file.write(text if isinstance(text, bytes) else text.encode())
    return name


def read(name):
    with open(name, "rb") as file:
        return file.read()


def place(text, what):
    """Line and column of the first `what` in a text, columns in code points."""
    before = text[:text.index(what)]
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


FINDING = re.compile(r"^(?P<file>[^\n]*?):?(?:(?P<line>\d+):(?P<column>\d+):)? ?(?P<severity>error|warning|note): "
                     r"(?P<message>.*) \[(?P<rule>[A-Za-z0-9-]+)\]$", re.M)


def findings(said):
    """(line, column, severity, rule) of each finding; line and column 0 for a file as a whole."""
    return [(int(f["line"] or 0), int(f["column"] or 0), f["severity"], f["rule"]) for f in FINDING.finditer(said)]


def equal(got, wanted):
    assert got == wanted, f"got {got!r}\nwanted {wanted!r}"


def status(done, wanted):
    assert done.returncode == wanted, f"status {done.returncode}, wanted {wanted}\n{done.said}"


def tool(*command):
    """Output of a tool that must succeed; skips where it is not installed."""
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=120)
    except FileNotFoundError:
        raise Skip(command[0] + " is not installed") from None
    assert done.returncode == 0, f"{command}: {done.returncode}\n{done.stdout!r}\n{done.stderr!r}"
    return done.stdout.decode("utf-8", "replace")


def spent():
    """Processor time of this process and its children [s]."""
    return sum(os.times()[:4])


def main(tests):
    """Runs each test in an empty folder and prints TAP, and what it took."""
    print(f"1..{len(tests)}")
    for number, test in enumerate(tests, 1):
        label = f"{number} - {test.__name__.replace('_', ' ')}"
        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)
            clock, start = time.monotonic(), spent()
            try:
                test()
                print(f"ok {label}", flush=True)
            except Skip as why:
                print(f"ok {label} # SKIP {why}", flush=True)
            except Exception as failure:  # pylint: disable=broad-except
                line = next((frame.lineno for frame in traceback.extract_tb(failure.__traceback__)
                             if frame.name == test.__code__.co_name), 0)
                print(f"not ok {label}", flush=True)
                for said in f"line {line}: {type(failure).__name__}: {failure}".splitlines():
                    print("# " + said, flush=True)
            print(f"# {time.monotonic() - clock:.1f} s, processor {spent() - start:.1f} s", flush=True)
            os.chdir("/")
    sys.exit(0)
