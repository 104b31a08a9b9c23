"""The drafting check as a whole: the published texts, our own samples, the switches, and mending."""
import os
import re
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, "report"))
import drafting as figures  # noqa: E402
from hexapla import GOOD, LANGUAGES, SOURCE, Skip, equal, findings, main, read, run, status, write  # noqa: E402

NBSP = "\u00a0"
MOST = 0.005  # of the paragraphs of official texts may be flagged at error level


def rules():
    """(id, level, what) of each row of rules.def."""
    with open(os.path.join(SOURCE, "src/checking/rules.def"), encoding="utf-8") as file:
        rows = re.findall(r'^R\((L\d\d), "[^"]*", (\w+), [^"]*, (?:"(?:[^"\\]|\\.)*", ){2}"((?:[^"\\]|\\.)*)"\)$', file.read(), re.M)
    equal(len(rows), 64)
    return rows


def sample(language, name="heritage"):
    with open(os.path.join(SOURCE, "samples", f"{name}.{language}.txt"), encoding="utf-8") as file:
        return file.read()


# ---- precision ----

def official_texts_have_hardly_an_error():
    measured = figures.measure()
    count, wrong = sum(count for count, _ in measured.values()), sum(figures.flagged(rows) for _, rows in measured.values())
    assert count > 2500, count
    assert 0 < wrong <= MOST * count, f"{wrong} of {count} paragraphs"


def our_samples_have_no_warning():
    folder = os.path.join(SOURCE, "samples")
    for name in sorted(os.listdir(folder)):
        if name.endswith(".txt"):
            rows = findings(run("check", os.path.join(folder, name)).said)
            equal([(name, *row) for row in rows if row[2] != "note"], [])


def a_rendering_does_not_look_at_style():
    name = write("doc.txt", GOOD.replace("1998,[^lamps]", "1998;[^lamps]").replace("Calls upon", "calls upon"))
    equal({rule[:3] for *_, rule in findings(run("check", name).said)}, {"L03", "L21"})
    done = run("render", name)
    status(done, 0)
    equal(findings(done.said), [])


# ---- switches ----

def rules_are_switched_in_a_file():
    name = write("doc.txt", GOOD.replace("1998,[^lamps]", "1998;[^lamps]").replace("their lamps", "the port's lamps"))
    equal([(severity, rule[:3]) for *_, severity, rule in findings(run("check", name).said)], [("error", "L03"), ("warning", "L31")])
    write("rules", "# ours\nL03 warning\nL31 off # typed so\n")
    done = run("check", name, "--rules", "rules")
    status(done, 0)
    equal([(severity, rule[:3]) for *_, severity, rule in findings(done.said)], [("warning", "L03")])


def wrong_switches_are_told_once_with_their_place():
    names = [write("a.txt", GOOD), write("b.txt", GOOD)]
    write("rules", "L03 off\nL65 off\nL31 loud\nC24 error\n")
    done = run("check", *names, "--rules", "rules")
    status(done, 2)
    equal(findings(done.said), [(2, 1, "error", "rule-unknown"), (3, 5, "error", "rule-level"), (4, 5, "error", "rule-level")])
    assert done.said.startswith("rules:2:1: "), done.said
    status(run("check", names[0], "--rules", "none"), 4)


def the_manual_lists_every_rule():
    with open(os.path.join(SOURCE, "src/program/hexapla.1"), encoding="utf-8") as file:
        manual = re.sub(r"\\f[BIR]", "", file.read()).replace("\\-", "-").replace("\\(dq", '"')
    for rule, level, what in rules():
        assert f"{rule}\t{level.lower()}\t" in manual and what.replace('\\"', '"') in manual, rule


# ---- mending ----

def mend(text, *options):
    name = write("doc.txt", text)
    done = run("check", name, "--fix", *options)
    return read(name).decode(), done


def glued(text):
    """With no-break spaces in all pairs, so that one that is missing is a fault."""
    front, body = text.split("\n---\n", 1)
    body = re.sub(r"\b(\d{1,2}) ((?!and\b)[^\W\d]{3,}|de [^\W\d]{3,} de) (\d{4})", rf"\1{NBSP}\2 \3", body)
    return front + "\n---\n" + body


def edits(language, body):
    """(what, pattern, replacement) of faults, each injected at every place of its pattern in turn."""
    stop, comma, semicolon, colon = {"ar": (".", "،", "؛", ":"), "zh": ("。", "，", "；", "：")}.get(language, (".", ",", ";", ":"))
    space = NBSP if language == "fr" else ""
    yield "comma", rf"{comma}\n\n", ";\n\n"
    yield "no comma", rf"(?<=\w){comma}\n\n", "\n\n"
    yield "semicolon", rf"{space}{semicolon}\n\n(?=\d)", f"{stop}\n\n"
    yield "no semicolon", rf"(?<=\w){space}{semicolon}\n\n(?=\d)", "\n\n"
    yield "number", r"(?m)^(\d+)(\.| -) ", lambda m: f"{int(m[1]) + 1}{m[2]} "
    if language in ("en", "zh"):
        yield "label", r"(?m)^( +)\(([a-h])\) ", r"\1\2) "
        yield "letter", r"(?m)^( +)\(b\) ", r"\1(c) "
    elif language != "ar":
        yield "label", r"(?m)^( +)([a-h]\)) ", r"\1(\2 "
        yield "letter", r"(?m)^( +)b\) ", r"\1c) "
    else:
        yield "letter", r"(?m)^( +)\(ب\) ", r"\1(ت) "
    if language == "ru":
        yield "Cyrillic", r"(?m)^( +)a\) ", "\\1\u0430) "
    if language == "fr":
        yield "space", f"{NBSP}([;:?!»])", r"\1"
        yield "plain space", f"{NBSP}([;:?!»])", r" \1"
        yield "quote space", f"«{NBSP}", "«"
    if language in ("en", "fr"):
        yield "apostrophe", r"(?<=\w)’(?=\w)", "'"
    if language in ("en", "es", "zh"):
        yield "quotes", r"“([^“”\n]*)”", r'"\1"'
    elif language in ("fr", "ru"):
        yield "quotes", f"«{space}([^«»\n]*){space}»", r'"\1"'
    elif language == "ar":
        yield "quotes", r"”([^“”\n]*)“", r'"\1"'
    if language == "ar":
        yield "inner", r"(?<=[\u0621-\u064a])، (?=[\u0621-\u064a])", ", "
    if language == "zh":
        yield "inner", r"(?<=[\u4e00-\u9fff])，(?=[\u4e00-\u9fff])", ","
    if language not in ("ar", "zh"):
        yield "glue", rf"(?<=\d){NBSP}(?=(?:de )?[^\W\d]{{3,}} (?:de )?\d{{4}})", " "
    yield "note", rf"(?<=\w){re.escape(stop)}(?=\n(?:\n|\Z|\[))", ""


def places(language, text):
    """(what, start, end, text in its place) for all faults."""
    start = text.index("\n\n", text.index("\n---\n\n") + 6)  # behind the opening line
    for what, pattern, fault in edits(language, text):
        for found in re.finditer(pattern, text):
            line = text[text.rfind("\n", 0, found.start()) + 1:found.start() + 1]
            if found.start() < start or (what == "note" and not line.startswith("[^")):
                continue
            yield what, found.start(), found.end(), found.expand(fault) if isinstance(fault, str) else fault(found)


def right_text(language):
    text, done = mend(glued(sample(language)))
    status(done, 0)
    again, done = mend(text)
    equal(again, text)
    equal(done.stdout, b"")
    return text


def a_fault_of_any_kind_is_mended_to_the_byte():
    kinds = 0
    for language in LANGUAGES:
        text = right_text(language)
        seen = {}
        for what, start, end, fault in places(language, text):
            seen.setdefault(what, []).append((start, end, fault))
        assert len(seen) >= 6, (language, sorted(seen))
        for what, faults in seen.items():
            for start, end, fault in faults[::max(1, len(faults) // 3)]:
                wrong = text[:start] + fault + text[end:]
                mended, done = mend(wrong)
                assert mended == text, (language, what, wrong[max(0, start - 30):start + 30], done.stdout.decode()[-600:])
                kinds += 1
    assert kinds > 100, kinds


def only_what_is_wrong_changes():
    text = GOOD.replace("all ports", "all the port's \\*ports\\* <!-- it's \"so\" --> [l'eau](http://a.b/it's)").replace("\n", "\r\n")
    mended, done = mend(text)
    equal(mended, text.replace("the port's", "the port’s").replace("[l'eau]", "[l'eau]"))
    equal([line for line in done.stdout.decode().splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")],
          ["-" + next(line for line in text.splitlines() if "port's" in line), "+" + next(line for line in mended.splitlines() if "port’s" in line)])


def the_difference_is_one_that_patch_takes():
    if not shutil.which("patch"):
        raise Skip("patch is not installed")
    text = sample("fr").replace(NBSP, " ")
    name = write("doc.txt", text)
    done = run("check", name, "--fix", "--diff")
    equal(read(name).decode(), text)  # a dry run
    write("other.txt", text)
    subprocess.run(["patch", "-s", "other.txt"], input=done.stdout, check=True)
    mended, fixed = mend(text)
    equal(fixed.stdout, done.stdout)
    equal(read("other.txt").decode(), mended)
    assert mended != text
    equal(run("check", name, "--diff").stdout, b"")


def a_file_keeps_its_permissions_and_its_link():
    write("real.txt", GOOD.replace("their lamps", "the port's lamps"))
    os.chmod("real.txt", 0o640)
    os.symlink("real.txt", "doc.txt")
    run("check", "doc.txt", "--fix")
    assert os.path.islink("doc.txt") and "port’s" in read("real.txt").decode()
    equal(os.stat("real.txt").st_mode & 0o777, 0o640)


def what_is_not_to_be_mended_is_left():
    published = "A/RES/71/28\n\nResolution adopted by the General Assembly on 5 December 2016\n\n71/28. Lamps\n\n" \
        "*The General Assembly*\n\n1. *Decides* to light the port's lamps;\n"
    write("in.txt", GOOD)
    status(run("convert", "in.txt", "-o", "in.xml"), 0)
    for text, rule in ((published, "fix-kind"), (read("in.xml").decode(), "fix-kind"),
                       (GOOD.replace("agenda:", "agneda:").replace("their", "the port's"), "fix-errors")):
        mended, done = mend(text)
        equal(mended, text)
        assert rule in done.said and done.stdout == b"", done.said


def standard_input_is_mended_only_on_paper():
    text = GOOD.replace("their lamps", "the port's lamps").encode()
    status(run("check", "-", "--fix", input=text), 2)
    done = run("check", "-", "--diff", input=text)
    assert b"+1. Calls upon all ports to keep the port\xe2\x80\x99s lamps lit;" in done.stdout, done.stdout


def rules_that_are_off_mend_nothing():
    write("rules", "L31 off\n")
    text = GOOD.replace("their lamps", "the port's lamps")
    mended, _ = mend(text, "--rules", "rules")
    equal(mended, text)


def three_dots_are_left():
    for dots in ("...", ".."):
        text = GOOD.replace("1. Calls upon all ports to keep their lamps lit;", f"1. Calls upon all ports to keep their lamps lit{dots}")
        mended, done = mend(text)
        equal(mended, text)
        assert "L04" in done.said, done.said


main([official_texts_have_hardly_an_error, our_samples_have_no_warning, a_rendering_does_not_look_at_style,
      rules_are_switched_in_a_file, wrong_switches_are_told_once_with_their_place, the_manual_lists_every_rule,
      a_fault_of_any_kind_is_mended_to_the_byte, only_what_is_wrong_changes, the_difference_is_one_that_patch_takes,
      a_file_keeps_its_permissions_and_its_link, what_is_not_to_be_mended_is_left, standard_input_is_mended_only_on_paper,
      rules_that_are_off_mend_nothing, three_dots_are_left])
