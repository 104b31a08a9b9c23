"""What other programs read in a PDF, and how much of a text they give whole and in order.

pdf.js is asked where node and Debian's libjs-pdf are; HEXAPLA_PDFJS names another folder that has pdf.js and pdf.worker.js."""
import difflib
import functools
import json
import os
import re
import shutil
import unicodedata

import tagged
from hexapla import run, status, tool, write

PDFJS = os.environ.get("HEXAPLA_PDFJS", "/usr/share/javascript/pdf/build")
SCRIPT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "pdfjs.js")


def struct_text(path):
    return "".join(re.findall(r'^\s*"(.*)"$', tool("pdfinfo", "-struct-text", path), re.M))


@functools.lru_cache(maxsize=4)
def ask_pdfjs(path, _time):
    return json.loads(tool("node", SCRIPT, PDFJS, path))


def pdfjs(kind):
    return lambda path: ask_pdfjs(path, os.stat(path).st_mtime_ns)[kind]


READERS = {  # reader: function of a path, and the least share [%] of letters that it must find in place, by language
    "own": (lambda path: tagged.File(path).roots[0].text(), {"": 100}),
    "pdfinfo -struct-text": (struct_text, {"": 100}),
    "pdftotext": (lambda path: tool("pdftotext", path, "-"), {"": 94, "ar": 50}),
    "pdftotext -raw": (lambda path: tool("pdftotext", "-raw", path, "-"), {"": 100}),
    "mutool": (lambda path: tool("mutool", "draw", "-q", "-F", "txt", path), {"": 100}),
    "pdf.js, tags": (pdfjs("tags"), {"": 100}),
    "pdf.js, content": (pdfjs("text"), {"": 100}),
}


def available():
    """The readers that are installed."""
    def there(name):
        if name.startswith("pdf.js"):
            return shutil.which("node") and os.path.exists(PDFJS + "/pdf.js")
        return name == "own" or shutil.which(name.split()[0])
    return {name: row for name, row in READERS.items() if there(name)}


def squeezed(text):
    """Without blanks, hyphens, which readers drop at line ends, and marks of direction; one form for what looks the same."""
    return re.sub(r"[-\s\u00ad\u200e\u200f\u2010\u2011\u202a-\u202e\u2066-\u2069]", "", unicodedata.normalize("NFKC", text))


def paragraphs(path):
    """Those of one page, in pieces between calls, which readers put elsewhere."""
    for element in tagged.File(path).elements:
        marks = [kid for kid in element.kids if not isinstance(kid, tagged.Element)]
        if element.role == "P" and len({kid[1] for kid in marks if kid[0] == "mark"}) == 1 and \
                not any(kid.role == "Reference" for kid in element.elements):
            yield squeezed(element.text())


def found(wanted, said):
    """Letters of the wanted pieces that are said whole and in order, of how many."""
    said = squeezed(said)
    return sum(len(text) for text in wanted if text in said), sum(map(len, wanted))


def similarity(line, said):
    """[%] of a line to the stretch of what is said that is most like it, both squeezed; 100 is exact."""
    line, said = squeezed(line), squeezed(said)
    if line in said:
        return 100.0
    best = 0.0
    matcher = difflib.SequenceMatcher(None, autojunk=False)
    matcher.set_seq2(line)
    for at in range(0, max(1, len(said) - len(line) + 1)):
        matcher.set_seq1(said[at:at + len(line)])
        if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best:
            best = max(best, matcher.ratio())
    return 100 * best


LINES = {  # what is set as paragraphs of one line
    "ar": {"ar mixed": "وإذ تشير إلى القرار 53/70 المؤرخ 4 كانون الأول 1998، (A/RES/53/70)",
           "ar plain": "وإذ تضع في اعتبارها نتائج المرحلة الأولى من العمل المشترك", "ar heading": "المنارات والموانئ",
           "ar signs": "أيضاً ما أُنشئ وكثُر بنيُه ويُنفَّذ منبرَاً"},
    "zh": {"zh": "回顾1998年12月4日第53/70号决议(A/RES/53/70),大会"},
    "en": {"en": "Recalling resolution 53/70 of 4 December 1998 (A/RES/53/70)"},
    "fr": {"fr": "Rappelant la résolution 53/70 du 4 décembre 1998 (A/RES/53/70)"},
    "ru": {"ru": "ссылаясь на резолюцию 53/70 от 4 декабря 1998 года (A/RES/53/70)"},
    "es": {"es": "Recordando la resolución 53/70 de 4 de diciembre de 1998 (A/RES/53/70)"},
}
BEST = {  # the best that the reference table has, by reader, for the first three Arabic lines
    "pdfinfo -struct-text": (100, 100, 100), "pdftotext": (85, 100, 100), "pdftotext -raw": (100, 100, 100), "mutool": (100, 100, 100),
    "pdf.js, tags": (100, 100, 100), "pdf.js, content": (100, 100, 100),
}


def line_table():
    """{(reader, line): similarity}"""
    table = {}
    for language, lines in LINES.items():
        body = "\n\n".join(("## " if "heading" in name else "") + text for name, text in lines.items())
        write("line.txt", f"---\nsymbol: A/RES/71/28\nlanguage: {language}\nissued: 2016-12-09\n---\n\n{body}\n")
        status(run("render", "line.txt"), 0)
        for reader, (read, _) in available().items():
            said = read("line.pdf")
            table.update({(reader, name): similarity(text, said) for name, text in lines.items()})
    return table
