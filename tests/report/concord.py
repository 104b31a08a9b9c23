"""How many faults the concordance finds: faults of every kind are put into the published sets and the samples, one at a
time, and each must give a new finding in the language that has it. Prints a table by kind and language, and lists what
was missed. Needs the corpus; `concord.py N` puts N faults of each kind into each language (24 when left out, 1,008 in
all)."""
import collections
import glob
import json
import os
import random
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "program"))
import faults
from hexapla import LANGUAGES, PROGRAM, SOURCE

SEED = 20161205
CHUNK = 40  # sets in one run of the program


def read_samples():
    """Name of each sample that is in all six languages -> language -> path."""
    folder = os.path.join(SOURCE, "samples")
    names = sorted({name.split(".")[0] for name in os.listdir(folder) if name.endswith(".txt")})
    paths = {name: {lang: os.path.join(folder, f"{name}.{lang}.txt") for lang in LANGUAGES} for name in names}
    return {name: each for name, each in paths.items() if all(os.path.exists(path) for path in each.values())}


def read_sets():
    """Name of each set -> language -> lines."""
    sets = {}
    corpus = os.path.join(os.environ.get("HEXAPLA_SHARED", ""), "corpus")
    for path in sorted(glob.glob(os.path.join(corpus, "en", "*.txt"))):
        name = os.path.basename(path)
        paths = {lang: os.path.join(corpus, lang, name) for lang in LANGUAGES}
        if all(os.path.exists(each) for each in paths.values()):
            sets[name[:-4]] = paths
    sets.update(read_samples())
    return {name: {lang: open(path, encoding="utf-8").read().split("\n") for lang, path in paths.items()}
            for name, paths in sets.items()}


def write_set(folder, texts, changed=None, lines=None):
    """The six files of a set in a folder of their own; one language may have other lines."""
    os.makedirs(folder)
    paths = []
    for lang in LANGUAGES:
        path = os.path.join(folder, f"set.{lang}.txt")
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join(lines if lang == changed else texts[lang]))
        paths.append(path)
    return paths


def concordance(folders):
    """Folder -> findings of the concordance in it."""
    found = {folder: [] for folder in folders}
    for start in range(0, len(folders), CHUNK):
        names = [os.path.join(folder, f"set.{lang}.txt") for folder in folders[start:start + CHUNK] for lang in LANGUAGES]
        done = subprocess.run([PROGRAM, "check", "--format", "json", *names], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                              stdin=subprocess.DEVNULL, timeout=500, check=False)
        for line in done.stderr.decode("utf-8", "replace").splitlines():
            finding = json.loads(line)
            if finding["id"][:1] == "C" and finding["id"][1:3].isdigit():
                found[os.path.dirname(finding["file"])].append(finding)
    return found


def language_of(finding):
    return finding["file"].rsplit(".", 2)[1]


def key_of(finding):
    return language_of(finding), finding["id"], finding["message"]


def make_faults(sets, each):
    """The planned faults: (kind, language, set, lines, right lines)."""
    plan = []
    for kind, make in faults.KINDS.items():
        for lang in LANGUAGES:
            chance = random.Random(f"{SEED} {kind} {lang}")
            tries = count = 0
            while count < each and tries < each * 50:
                tries += 1
                name = chance.choice(sorted(sets))
                made = make(sets[name][lang], chance, lang)
                if made and made[0] != sets[name][lang]:
                    plan.append((kind, lang, name, *made))
                    count += 1
    return plan


class Result:
    def __init__(self):
        self.total, self.found, self.errors, self.placed = (collections.Counter() for _ in range(4))
        self.missed = []

    def recall(self):
        return sum(self.found.values()) / max(1, sum(self.total.values()))


def measure(each):
    sets = read_sets()
    result = Result()
    with tempfile.TemporaryDirectory() as folder:
        before = {}
        for name, texts in sets.items():
            write_set(os.path.join(folder, name), texts)
        for path, findings in concordance([os.path.join(folder, name) for name in sets]).items():
            before[os.path.basename(path)] = {key_of(finding) for finding in findings}
        plan = make_faults(sets, each)
        for number, (_, lang, name, lines, _) in enumerate(plan):
            write_set(os.path.join(folder, str(number)), sets[name], lang, lines)
        after = concordance([os.path.join(folder, str(number)) for number in range(len(plan))])
        for number, (kind, lang, name, lines, right) in enumerate(plan):
            findings = [each for each in after[os.path.join(folder, str(number))] if key_of(each) not in before[name] and language_of(each) == lang]
            cell = kind, lang
            result.total[cell] += 1
            result.found[cell] += bool(findings)
            result.errors[cell] += any(each["severity"] == "error" for each in findings)
            result.placed[cell] += any(each["line"] in right for each in findings)
            if not findings:
                changed = next((i for i, (a, b) in enumerate(zip(lines, sets[name][lang])) if a != b), 0)
                result.missed.append((kind, lang, name, changed + 1, lines[changed][:150], sets[name][lang][changed][:150]))
    return result


def print_table(result):
    def share(part, cells):
        total = sum(result.total[cell] for cell in cells)
        return f"{100 * sum(part[cell] for cell in cells) / total:.1f}" if total else "-"
    print(f"{'kind':20}" + "".join(f"{lang:>12}" for lang in LANGUAGES) + f"{'all':>12}{'%':>7}{'error %':>9}{'place %':>9}")
    for kind in [*faults.KINDS, "all"]:
        rows = list(faults.KINDS) if kind == "all" else [kind]
        cells = [[(row, lang) for row in rows] for lang in LANGUAGES]
        every = [cell for part in cells for cell in part]
        counts = [f"{sum(result.found[c] for c in part)}/{sum(result.total[c] for c in part)}" for part in [*cells, every]]
        print(f"{kind:20}" + "".join(f"{count:>12}" for count in counts) +
              f"{share(result.found, every):>7}{share(result.errors, every):>9}{share(result.placed, every):>9}")


def main():
    result = measure(int(sys.argv[1]) if len(sys.argv) > 1 else 24)
    print_table(result)
    for missed in result.missed:
        print("missed: {0} {1} {2}:{3}\n  {4}\n  was {5}".format(*missed))
    return 0 if result.recall() >= 0.99 else 1


if __name__ == "__main__":
    sys.exit(main())
