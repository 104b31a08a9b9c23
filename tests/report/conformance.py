"""A row for each language and group of texts: how many faults the checker finds in their PDFs, by standard. `make
conformance-report` prints it; the exit status says whether there are any. The checker itself is tested by
tests/program/conformance.py, where each of its rules must find files that were broken on purpose."""
import collections
import os
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, "program"))
try:
    import pikepdf  # noqa: F401
except ImportError:  # a Python of its own comes before Debian's
    if sys.executable == "/usr/bin/python3" or not os.path.exists("/usr/bin/python3"):
        sys.exit("python3-pikepdf is not installed")
    os.execv("/usr/bin/python3", ["/usr/bin/python3", *sys.argv])
import checker  # noqa: E402
import corpus  # noqa: E402
from hexapla import LANGUAGES, Skip  # noqa: E402

STANDARDS = ("ua1-a2a", "ua2-a4f")


def documents(group):
    try:
        return corpus.rendered(group)
    except Skip as why:
        print(f"{group}: {why}")
        return []


def faults(document, standard):
    path = document.output if standard == STANDARDS[0] else document.in_standard(standard)
    found = checker.faults(path)
    for rule, fault in found:
        print(f"  {document.name}, {standard}: {rule}: {fault}")
    return len(found)


def report():
    print(f"{'language':10}{'group':10}{'files':>6}{'pages':>7}" +
          "".join(f"{f'{standard}, {len(checker.rules_for(i > 0))} rules':>20}" for i, standard in enumerate(STANDARDS)))
    whole = collections.Counter()
    for language in LANGUAGES:
        for group in ("samples", "corpus", "seed"):
            texts = [document for document in documents(group) if document.language == language]
            row = {standard: sum(faults(document, standard) for document in texts) for standard in STANDARDS}
            pages = sum(len(document.pdf.pages) for document in texts)
            whole.update(row, files=len(texts), pages=pages)
            if texts:
                print(f"{language:10}{group:10}{len(texts):6}{pages:7}" + "".join(f"{row[standard]:20}" for standard in STANDARDS), flush=True)
    print(f"{'all':20}{whole['files']:6}{whole['pages']:7}" + "".join(f"{whole[standard]:20}" for standard in STANDARDS))
    return sum(whole[standard] for standard in STANDARDS)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        corpus.WORK = folder
        sys.exit(1 if report() else 0)
