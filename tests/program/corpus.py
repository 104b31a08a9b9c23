"""The corpus and the samples, end to end: every text renders soundly, and the PDF says what the source says.

The text of the PDF is read in content order (pdf.py), the source without hexapla (source.py). Letters
and digits must be the same in the same order, body and notes each. What is allowed to differ: lines of
the masthead and closing lines may stand in the order of the layout, and masthead and closing lines
that the source leaves to the program may be added."""
import collections
import contextlib
import glob
import os
import re
import tempfile
import unicodedata

import pdf
import source
from hexapla import LANGUAGES, SOURCE, Skip, equal, findings, main, run, status, tool

SHARED = os.environ.get("HEXAPLA_SHARED", "")
LINE_MOST = 60  # [letter] of a masthead or closing line that may stand elsewhere
LOOKALIKE = str.maketrans("асеохр", "aceoxp")  # Cyrillic letters typed for the Latin ones of list labels
LABEL = re.compile(r"^(\s*(?:-\s)?)([асеохр])(?=\))")
MASTHEAD = 209  # [pt] its cells stand side by side
RISE = 5  # [pt] more than a call is raised, less than a line


class Rendered:
    """One source and its PDF."""

    def __init__(self, language, path, output):
        self.language, self.path, self.output = language, path, output
        self.name = "/".join(path.split("/")[-2:])
        self.source = source.read(path)
        self.pdf = pdf.File(output)
        self.body, self.notes = pdf.body_and_notes(self.pdf)

    def in_standard(self, standard):
        """The same document again, as a PDF of another standard."""
        output = f"{self.output[:-4]}.{standard}.pdf"
        if not os.path.exists(output):
            status(run("render", self.path, "--standard", standard, "-o", output), 0)
        return output


def texts():
    """(language, path) of each text of the corpus."""
    if not os.path.isdir(SHARED + "/corpus"):
        raise Skip("HEXAPLA_SHARED names no folder with a corpus")
    found = [(language, path) for language in LANGUAGES for path in sorted(glob.glob(f"{SHARED}/corpus/{language}/*.txt"))]
    return found + [("en", path) for path in sorted(glob.glob(f"{SHARED}/corpus/en/plain/*.txt"))]


def samples():
    return [(path.split(".")[-2], path) for path in sorted(glob.glob(f"{SOURCE}/samples/*.txt"))]


def render(paths, folder):
    """All in one process; the names of two folders may be the same, so each text gets a name of its own."""
    os.makedirs(folder + "/in")
    names = {}
    for language, path in paths:
        name = f"{language}-{os.path.basename(path)[:-4]}"
        names[name] = (language, path)
        with open(path, "rb") as file, open(f"{folder}/in/{name}.txt", "wb") as copy:
            copy.write(file.read())
    done = run("batch", folder + "/in", "-o", folder, "-j", "2", "--progress", "none")
    status(done, 0)
    missing = [finding for finding in findings(done.said) if finding[3] in ("glyph-missing", "font-missing") or finding[2] == "error"]
    equal(missing, [])
    return [(*names[name], f"{folder}/{name}.pdf") for name in names]


KEPT = {}
WORK = None


def rendered(which):
    """Rendered once for all tests of this program."""
    if which not in KEPT:
        paths = {"corpus": texts, "samples": samples, "seed": seed}[which]()
        folder = os.path.join(WORK, which)
        KEPT[which] = [Rendered(*row) for row in render(paths, folder)]
    return KEPT[which]


def seed():
    paths = glob.glob(SHARED + "/seed/*.txt")
    if not paths:
        raise Skip("HEXAPLA_SHARED names no folder with the founding input")
    return [("es", path) for path in paths]


def everything():
    return rendered("corpus") + rendered("seed") + rendered("samples")


def ours_and_theirs():
    """What there is: the samples always, the rest where it is present."""
    return rendered("samples") + (rendered("corpus") + rendered("seed") if os.path.isdir(SHARED + "/corpus") else [])


def all_of_the_corpus_renders():
    equal(collections.Counter(document.language for document in rendered("corpus")),
          {"ar": 14, "zh": 14, "en": 19, "fr": 14, "ru": 14, "es": 14})


def files_are_sound():
    for document in everything():
        tool("qpdf", "--check", document.output)


def fonts_are_embedded_subset_and_readable():
    for document in everything():
        lines = tool("pdffonts", document.output).splitlines()
        assert len(lines) > 2, document.name
        for line in lines[2:]:
            assert line.split()[-5:-2] == ["yes", "yes", "yes"] and re.match(r"[A-Z]{6}\+", line), f"{document.name}: {line}"


def no_code_is_without_text():
    """No replacement character, private use, presentation form or superior figure: what is copied is plain text."""
    for document in ours_and_theirs():
        said = source.bare("".join(line for line in open(document.path, encoding="utf-8")))
        for run_ in document.pdf.runs:
            for c in run_.text:
                odd = c == "\ufffd" or c == "\0" or unicodedata.category(c) in ("Co", "Cn") or \
                    "\ufb00" <= c <= "\ufefe" or c in source.SUPERIOR + "⁽⁾"
                assert not odd or c in said, f"{document.name}: U+{ord(c):04X} in {run_}"
                assert not odd or c not in "\ufffd\0", f"{document.name}: U+{ord(c):04X} in {run_}"


def letters_of(document):
    """Letters of the source's body and of the PDF's, whose masthead is left out where the source has none."""
    lines = document.source.body
    if document.language == "ru":
        lines = [LABEL.sub(lambda m: m[1] + m[2].translate(LOOKALIKE), line) for line in lines]
    if document.language == "ar":
        lines = [source.turned(line) for line in lines]
    lines = [source.letters(line) for line in lines]
    got = source.letters(pdf.text(document.body))
    return lines, got[got.index(lines[0] + lines[1][:8]):] if document.source.front else got


def differing(document):
    """(lost, added) stretches of the body that are neither moved lines of the head or end, nor added ones."""
    lines, got = letters_of(document)
    found = source.differences("".join(lines), got)
    lost, added = [a for a, _ in found if a], [b for _, b in found if b]
    surplus = collections.Counter("".join(added))
    surplus.subtract("".join(lost))
    moved = sum(map(len, lost)) <= 2 * LINE_MOST and min(surplus.values(), default=0) >= 0 and all(line in got for line in lines)
    return [] if moved and is_generated(document, lines, got, lost, added) else found


def is_generated(document, lines, got, lost, added):
    """Whether what there is more than in the source is a masthead, or closing lines made of the fields."""
    added = [piece for piece in added if piece not in lost and not any(line in piece for line in lines if line in lost)]
    if document.source.front:
        figures = re.findall(r"^(?:adopted|meeting): *(\d+)", document.source.fields, re.M)
        signers = source.letters("".join(re.findall(r"^signatories: (.*)", document.source.fields, re.M)))
        return not lost and len(added) <= 1 and all(
            len(piece) <= LINE_MOST and (piece == signers or all(n in piece for n in figures)) for piece in added)
    head = "".join(lines[:12])
    return all(len(piece) <= 2 * LINE_MOST and (got.startswith(piece) or piece in head or lost) for piece in added)


def verdict(document):
    """Letters compared, and stretches that differ without leave."""
    notes = [source.letters(note) for note in document.source.notes]
    compared = sum(map(len, letters_of(document)[0] + notes))
    return compared, differing(document) + source.differences("".join(notes), source.letters(pdf.text(document.notes)))


def fidelity(documents):
    table = {language: [0, 0, 0] for language in LANGUAGES}
    wrong = []
    for document in documents:
        compared, found = verdict(document)
        letters = sum(len(a) + len(b) for a, b in found)
        row = table[document.language]
        row[0], row[1], row[2] = row[0] + 1, row[1] + compared, row[2] + letters
        if found:
            wrong.append(f"{document.name}: {letters} letters differ: {found}"[:600])
    for language, row in table.items():
        if row[0]:
            print(f"# {language}: {row[0]} files, {row[1]} letters and digits compared, {row[2]} differ")
    assert not wrong, "\n".join(wrong)


def the_corpus_keeps_every_letter():
    fidelity(rendered("corpus"))


def the_founding_input_keeps_every_letter():
    fidelity(rendered("seed"))


def the_samples_keep_every_letter():
    fidelity(rendered("samples"))


def words(text):
    """Parted at spaces, hyphens of all kinds equal; without what has no width, strokes, quotes, and asterisks,
    which may be markup."""
    text = unicodedata.normalize("NFKC", text).replace("\u2010", "-")
    return re.sub("[\u200e\u200f\u2060\ufeff\u00adـ*\"'“”„«»‘’]", "", text).split()


def source_words(document):
    """Labels of lists are generated in the form of the language, so they are left out here."""
    lines = document.source.body + document.source.notes
    if document.language == "ar":
        lines = source.read(document.path, "({})").body
    for line in lines:
        yield from words(re.sub(r"^\s*(?:-\s)?\(?[\w/]{1,6}[.)-](?=\s)", "", line).replace("|", " "))


def whole_words(documents, text, leave=lambda word: False):
    """Every word of the source is a word of the PDF's text, as often."""
    missing = []
    for document in documents:
        got, wanted = collections.Counter(text(document)), collections.Counter(source_words(document))
        for word, count in (wanted - got).items():
            if source.letters(word) and not leave(word) and not is_parted(word, got, count):
                missing.append(f"{document.name}: {word!r}, {wanted[word]} times, found {got[word]}")
    assert not missing, f"{len(missing)} words\n" + "\n".join(missing[:25])


def is_parted(word, got, count):
    """Whether a word may be parted at a hyphen by the end of a page."""
    parts = [(word[:at + 1], word[at + 1:]) for at, c in enumerate(word) if c == "-"]
    return any(got[first] >= count and got[second] >= count for first, second in parts)


def own_words(document):
    """Spaces as they stand in the content, where the end of a block has none."""
    out, last = [], None
    for run_ in document.body + document.notes:
        if last and (last.page != run_.page or abs(last.y - run_.y) > RISE) and is_word_end(last.text):
            out.append("\n")
        raised = last and 0 < abs(last.y - run_.y) <= RISE and abs(last.right - run_.left) < 1
        if run_.page == 1 and run_.y < MASTHEAD and not raised and not run_.text.startswith("/"):
            out.append("\n")
        out.append(run_.text)
        last = run_
    return words("".join(out).replace("\u00ad", ""))


def is_word_end(text):
    return not text.endswith(("\u00ad", "-", "–", "—", "/"))


def viewer_words(document):
    """As pdftotext finds them, and the words that a line's end parts."""
    text = tool("pdftotext", "-raw", document.output, "-").replace("\f", "\n")
    text = re.sub(r"\u00ad\n?", "", text)
    lines = [line for line in map(words, text.split("\n")) if line]
    return [word for line in lines for word in line] + [a[-1] + b[0] for a, b in zip(lines, lines[1:])]


def words_and_spaces_stand_in_the_content():
    whole_words([document for document in ours_and_theirs() if document.language != "zh"], own_words)


def a_viewer_finds_the_words():
    whole_words([document for document in ours_and_theirs() if document.language not in ("zh", "ar")], viewer_words,
                lambda word: re.search("[\u0590-\u08ff]", word))


@contextlib.contextmanager
def workshop():
    """A folder for what all tests of a program share."""
    global WORK  # pylint: disable=global-statement
    with tempfile.TemporaryDirectory() as WORK:
        yield


if __name__ == "__main__":
    with workshop():
        main([all_of_the_corpus_renders, files_are_sound, fonts_are_embedded_subset_and_readable, no_code_is_without_text,
              the_corpus_keeps_every_letter, the_founding_input_keeps_every_letter, the_samples_keep_every_letter,
              words_and_spaces_stand_in_the_content, a_viewer_finds_the_words])
