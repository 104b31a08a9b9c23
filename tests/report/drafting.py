"""How the published texts of the corpus fare under the drafting rules: findings of each rule by language, and the
share of paragraphs with an error. `make drafting-report` prints it, with each error."""
import collections
import glob
import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, "program"))
from hexapla import LANGUAGES, Skip, run  # noqa: E402

PARAGRAPHS = ("opening", "preambular", "operative", "item", "paragraph", "closing")


def texts(language):
    """The published texts of a language; skips without the corpus."""
    folder = os.path.join(os.environ.get("HEXAPLA_SHARED", ""), "corpus", language)
    found = sorted(glob.glob(os.path.join(folder, "*.txt")))
    if not os.environ.get("HEXAPLA_SHARED") or not found:
        raise Skip("HEXAPLA_SHARED names no folder with the corpus")
    return found


def paragraphs(paths):
    """Paragraphs of documents, those of notes among them, table cells not."""
    done = run("render", *paths, "--dump", "tree", "-o", "-")
    words = [line.split(None, 1)[0] for line in done.stdout.decode().splitlines() if line.strip()]
    return sum(word in PARAGRAPHS for word in words)


def drafting_findings(paths):
    """Findings of the drafting rules, each document checked on its own."""
    rows = [json.loads(line) for path in paths for line in run("check", path, "--format", "json").said.splitlines()]
    return [row for row in rows if row["id"][0] == "L" and row["id"][1:3].isdigit()]


def measure():
    """Per language: paragraphs, and the findings."""
    return {language: (paragraphs(texts(language)), drafting_findings(texts(language))) for language in LANGUAGES}


def flagged(rows):
    """Paragraphs with an error: a paragraph is a line of these texts."""
    return len({(row["file"], row["line"]) for row in rows if row["severity"] == "error"})


def report():
    measured = measure()
    counts = {language: collections.Counter((row["id"], row["severity"]) for row in rows) for language, (_, rows) in measured.items()}
    rules = sorted(set().union(*counts.values()))
    print(f"{'rule':26} {'level':8}" + "".join(f"{language:>7}" for language in LANGUAGES))
    for rule, severity in rules:
        print(f"{rule:26} {severity:8}" + "".join(f"{counts[language][rule, severity] or '.':>7}" for language in LANGUAGES))
    print(f"{'paragraphs':35}" + "".join(f"{count:7}" for count, _ in measured.values()))
    print(f"{'with an error':35}" + "".join(f"{flagged(rows):7}" for _, rows in measured.values()))
    count, wrong = sum(count for count, _ in measured.values()), sum(flagged(rows) for _, rows in measured.values())
    print(f"\n{wrong} of {count} paragraphs with an error: {100 * wrong / count:.2f} %")
    for _, rows in measured.values():
        for row in rows:
            if row["severity"] == "error":
                print(f"{os.path.relpath(row['file'], os.environ['HEXAPLA_SHARED'])}:{row['line']}:{row['column']}: {row['message']} [{row['id']}]")


if __name__ == "__main__":
    try:
        report()
    except Skip as reason:
        print(reason)
