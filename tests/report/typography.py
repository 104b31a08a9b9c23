"""How well lines are filled, for each language, over the corpus, the founding input and the samples.

Only justified lines count, that is all lines of justified paragraphs but their last. `loose` are stretched
above 1.5 of their natural spaces, `hyphen` end in a hyphen that the source has not, `over` pass their measure;
`stretch` is the mean of the spaces, `strokes` the kashida strokes a line. The last columns are processor time for
all texts of the language in one process with one job: as set, and without hyphens, letterspacing and kashida."""
import glob
import os
import re
import resource
import shutil
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../program"))
from hexapla import LANGUAGES, SOURCE, run, status  # pylint: disable=wrong-import-position

SHARED = os.environ.get("HEXAPLA_SHARED", "")
LOOSE = 1.5
RUNS = 5
LINE = re.compile(r"(?P<page>\d+) (?P<role>[a-z0-9-]+)\.(?P<at>\d+) y=\S+ x=\S+ width=(?P<width>\S+) of=(?P<of>\S+) "
                  r"stretch=(?P<stretch>\S+)(?: strokes=(?P<strokes>\d+))? \| (?P<text>.*)")
JUSTIFIED = {"opening", "preambular", "operative", "item-1", "item-2", "item-3", "item-4", "continued", "paragraph", "quote", "note"}


def texts(language):
    places = [f"{SHARED}/corpus/{language}/*.txt", f"{SOURCE}/samples/*.{language}.txt"]
    if language == "en":
        places.append(f"{SHARED}/corpus/en/plain/*.txt")
    if language == "es":
        places.append(f"{SHARED}/seed/*.txt")
    return [path for place in places for path in sorted(glob.glob(place))]


def justified(dump):
    """The lines of justified paragraphs but the last of each. Text and notes go on over pages, each on their own."""
    streams = {True: [], False: []}
    for line in dump.split("\n"):
        found = LINE.match(line)
        if found and found["role"] in JUSTIFIED:
            streams[found["role"] == "note"].append(found)
    for lines in streams.values():
        for line, below in zip(lines, lines[1:]):
            if below["role"] == line["role"] and int(below["at"]) == int(line["at"]) + 1:
                yield line


class Figures:
    """Of one language."""

    def __init__(self, language):
        self.texts, self.lines, self.loose, self.hyphens, self.over, self.stretch, self.strokes = 0, 0, 0, 0, 0, 0.0, 0
        for path in texts(language):
            done = run("render", path, "-l", language, "--dump", "lines")
            status(done, 0)
            self.texts += 1
            self.over += done.said.count("[line-overfull]")
            for line in justified(done.stdout.decode("utf-8")):
                self.add(line)

    def add(self, line):
        self.lines += 1
        self.loose += float(line["stretch"]) > LOOSE
        self.hyphens += line["text"].endswith("\u00ad")
        self.stretch += float(line["stretch"])
        self.strokes += int(line["strokes"] or 0)

    loose_share = property(lambda self: 100 * self.loose / max(self.lines, 1))
    hyphen_share = property(lambda self: 100 * self.hyphens / max(self.lines, 1))
    mean_stretch = property(lambda self: self.stretch / max(self.lines, 1))


def plain_data(folder):
    """A data folder whose un-ga is the plain one; templates read no links."""
    os.symlink(SOURCE + "/fonts", folder + "/fonts")
    shutil.copytree(SOURCE + "/templates", folder + "/templates")
    os.rename(folder + "/templates/un-ga", folder + "/templates/full")
    with open(folder + "/templates/full/template.yaml", encoding="utf-8") as file:
        lines = [line for line in file if not line.startswith("symbols:")]  # else documents ask for this one
    with open(folder + "/templates/full/template.yaml", "w", encoding="utf-8") as file:
        file.writelines(lines)
    os.makedirs(folder + "/templates/un-ga")
    shutil.copy(SOURCE + "/tests/report/plain.yaml", folder + "/templates/un-ga/template.yaml")
    return folder


def milliseconds(language, data):
    """Least processor time of some runs."""
    with tempfile.TemporaryDirectory() as folder:
        with open(folder + "/list", "w", encoding="utf-8") as names:
            names.writelines(path + "\n" for path in texts(language))
        times = []
        for _ in range(RUNS):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            status(run("batch", folder + "/list", "-o", folder, "-j", "1", "--force", env={"HEXAPLA_DATADIR": data}), 0)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return 1000 * min(times)


def main():
    print("     texts  lines  loose %  hyphen %  over  stretch  strokes   ms full  plain  added %")
    with tempfile.TemporaryDirectory() as folder:
        plain = plain_data(folder)
        for language in LANGUAGES:
            found = Figures(language)
            full, less = milliseconds(language, SOURCE), milliseconds(language, plain)
            print(f"{language}  {found.texts:7}{found.lines:7}{found.loose_share:9.2f}{found.hyphen_share:10.2f}{found.over:6}"
                  f"{found.mean_stretch:9.3f}{found.strokes / max(found.lines, 1):9.2f}{full:10.0f}{less:7.0f}{100 * (full / less - 1):9.0f}",
                  flush=True)


if __name__ == "__main__":
    main()
