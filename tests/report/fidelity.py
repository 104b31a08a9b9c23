"""What readers get out of the PDFs. First, for single lines like those of the reference table (a mixed Arabic line
with figures and a symbol, a purely Arabic line, a heading, and a line in each other language): how like the source
each reader gives them [%], without blanks; 100 is exact. Then the share of the letters of whole paragraphs that
each reader gives whole and in order, over the samples and, where it is present, the corpus.
`make fidelity-report` prints it."""
import collections
import os
import sys
import tempfile

try:
    import pikepdf  # noqa: F401
except ImportError:  # a Python of its own comes before Debian's
    if sys.executable != "/usr/bin/python3" and os.path.exists("/usr/bin/python3") and "HEXAPLA_PYTHON" not in os.environ:
        os.environ["HEXAPLA_PYTHON"] = "/usr/bin/python3"
        os.execv("/usr/bin/python3", ["/usr/bin/python3", *sys.argv])
    raise

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, "program"))
import corpus  # noqa: E402
import readers  # noqa: E402
from hexapla import LANGUAGES  # noqa: E402

def print_lines():
    table = readers.line_table()
    names = [name for lines in readers.LINES.values() for name in lines]
    print("single lines [% like the source]; in brackets the best of the reference table")
    print(f"{'reader':22}" + "".join(f"{name:>14}" for name in names))
    for reader in readers.available():
        cells = [f"{table[reader, name]:.1f}" + (f" ({readers.BEST[reader][k]})" if k < 3 and reader in readers.BEST else "") for k, name in enumerate(names)]
        print(f"{reader:22}" + "".join(f"{cell:>14}" for cell in cells))


def print_shares():
    found, whole = collections.Counter(), collections.Counter()
    for document in corpus.ours_and_theirs():
        wanted = [text for text in readers.paragraphs(document.output) if text]
        for reader, (read, _) in readers.available().items():
            part, of = readers.found(wanted, read(document.output))
            found[reader, document.language] += part
            whole[reader, document.language] += of
    print("\nwhole paragraphs of samples and corpus [% of letters]; in brackets the floor of the tests")
    print(f"{'reader':22}" + "".join(f"{language:>14}" for language in LANGUAGES))
    for reader, (_, floors) in readers.available().items():
        cells = [f"{100 * found[reader, language] / whole[reader, language]:.2f} ({floors.get(language, floors.get('', 0))})" for language in LANGUAGES]
        print(f"{reader:22}" + "".join(f"{cell:>14}" for cell in cells))


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        print_lines()
        os.chdir("/")
    with corpus.workshop():
        print_shares()


if __name__ == "__main__":
    main()
