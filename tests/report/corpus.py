"""A row for each text of the corpus and for its XML: pages, what the tree holds, findings, and whether every
letter and digit of the source stands in the PDF once and in order (for XML: in the same PDF text as the
text version has, letters and digits). `make corpus-report` prints it."""
import collections
import os
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, "program"))
import corpus  # noqa: E402
import source  # noqa: E402
from hexapla import Skip, findings, run  # noqa: E402

KINDS = (("preambular", "preamb"), ("operative", "oper"), ("item", "items"), ("paragraph", "plain"), ("heading", "heads"), ("note", "notes"), ("table", "tables"))


def text(done):
    return done.stdout.decode() if isinstance(done.stdout, bytes) else done.stdout


def counts(path):
    done = run("render", path, "--dump", "tree", "-o", "-")
    words = [line.split() for line in text(done).splitlines() if line.strip()]
    seen = collections.Counter(word[0] for word in words if word[0] != "note" or word[-1].startswith("calls="))
    levels = collections.Counter(finding[2] for finding in findings(done.said))
    return [seen[kind] for kind, _ in KINDS] + [levels["error"], levels["warning"], levels["note"]]


def text_of(path):
    return source.letters(text(run("render", path, "--dump", "text", "-o", "-")))


def pages_of(path):
    return text(run("render", path, "--dump", "text", "-o", "-")).count("\f")


def row(name, pages, numbers, verdict):
    print(f"{name:28} {pages:5} " + " ".join(f"{number:6}" for number in numbers) + f"  {verdict}")


def report():
    print(f"{'file':28} {'pages':>5} " + " ".join(f"{title:>6}" for _, title in KINDS) + f" {'error':>6} {'warn':>6} {'note':>6}  text")
    different = 0
    for document in corpus.rendered("corpus"):
        compared, wrong = corpus.verdict(document)
        different += bool(wrong)
        row(document.name, len(document.pdf.pages), counts(document.path), f"{compared} letters, equal" if not wrong else "DIFFERENT")
        folder, name = os.path.split(document.path)
        xml = os.path.join(folder, "xml", name[:-4] + ".xml")
        if os.path.exists(xml):
            same = collections.Counter(text_of(xml)) == collections.Counter(text_of(document.path))
            row(document.name[:-4] + ".xml", pages_of(xml), counts(xml), "as the text" if same else "other than the text")
    print(f"{different} texts differ from their source")
    return different


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        corpus.WORK = folder
        try:
            sys.exit(1 if report() else 0)
        except Skip as reason:
            print(reason)
