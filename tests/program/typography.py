"""What is wanted of lines in each language, and what a template can choose of faces and hyphens."""
import os
import re
import sys

from hexapla import LANGUAGES, SOURCE, Skip, equal, findings, main, run, status, tool, write

sys.path.insert(0, SOURCE + "/tests/report")
import typography as report  # noqa: E402  pylint: disable=wrong-import-position,import-self

CHINESE = "---\nsymbol: A/RES/71/28\nlanguage: zh\n---\n\n大会，\n\n*回顾*其“灯塔”决议，\n\n1. *决定*点灯；\n"
ENGLISH = "---\nsymbol: A/RES/71/28\nlanguage: en\n---\n\n*Recalling* the " + \
    "".join(f"{'a' * (k % 9 + 1)} neverbeforeseenlamplight " for k in range(40)) + "of 1998,\n"


def with_template(yaml):
    """A data folder in which un-ga is the real one and `x` its heir."""
    os.makedirs("templates/x")
    os.symlink(SOURCE + "/fonts", "fonts")
    os.symlink(SOURCE + "/templates/un-ga", "templates/un-ga")
    write("templates/x/template.yaml", "extends: un-ga\n" + yaml)
    return {"HEXAPLA_DATADIR": os.getcwd()}


def rendered(text, yaml, *more):
    env = with_template(yaml)
    done = run("render", write("a.txt", text), "-o", "a.pdf", "-t", "x", *more, env=env)
    return done


def fonts():
    return sorted(line.split()[0].split("+")[1].replace("-Identity-H", "") for line in tool("pdffonts", "a.pdf").splitlines()[2:])


def lead_words_in_hei():
    status(rendered(CHINESE, "fonts: [text, hei]\nlanguages: {zh: {marks: {lead: {font: hei, bold: yes}}}}\n"), 0)
    for face in ("NotoSansCJKsc-Bold", "NotoSerifCJKsc-Regular"):
        assert face in fonts(), fonts()


def text_in_kai_with_quotes_of_song():
    done = rendered(CHINESE, "fonts: [text, kai]\nstyles: {body: {font: kai}}\n")
    if ("font-missing" in done.said) and not os.path.exists("/usr/share/fonts/truetype/lxgw-wenkai"):
        raise Skip("fonts-lxgw-wenkai is not installed")
    status(done, 0)
    for face in ("LXGWWenKai-Regular", "NotoSerifCJKsc-Regular"):
        assert face in fonts(), fonts()


def only_who_asks_for_kai_needs_it():
    """With a font folder that lacks it, un-ga does without and a template that asks is told the package."""
    os.mkdir("few")
    for found in tool("sh", "-c", "ls /usr/share/fonts/truetype/croscore/* /usr/share/fonts/opentype/noto/Noto*CJK-*.ttc "
                      "/usr/share/fonts/truetype/scheherazade/* /usr/share/fonts/truetype/liberation2/*").split():
        os.symlink(found, "few/" + os.path.basename(found))
    done = rendered(CHINESE, "fonts: [text, kai]\n", "--font-dir", "few")
    status(done, 0)
    equal([row for row in findings(done.said) if row[2] != "note"], [])
    write("templates/x/template.yaml", "extends: un-ga\nfonts: [text, kai]\nstyles: {body: {font: kai}}\n")
    done = run("render", "a.txt", "-o", "b.pdf", "-t", "x", "--font-dir", "few", env={"HEXAPLA_DATADIR": os.getcwd()})
    status(done, 3)
    assert "fonts-lxgw-wenkai" in done.said, done.said


def words_are_divided_as_the_template_says():
    status(rendered(ENGLISH, "languages: {en: {hyphenation: [neverbefore-seenlamplight]}}\n"), 0)
    lines = run("render", "a.txt", "-t", "x", "--dump", "lines", env={"HEXAPLA_DATADIR": os.getcwd()}).stdout.decode()
    ends = [line.rstrip("\u00ad").split()[-1] for line in lines.splitlines() if line.endswith("\u00ad")]
    assert ends and set(ends) == {"neverbefore"}, lines
    write("templates/x/template.yaml", "extends: un-ga\nhyphenation: [neverbeforeseenlamplight]\n")
    lines = run("render", "a.txt", "-t", "x", "--dump", "lines", env={"HEXAPLA_DATADIR": os.getcwd()}).stdout.decode()
    assert "\u00ad" not in lines, lines


def loose_lines_are_noted():
    text = ENGLISH.replace("neverbeforeseenlamplight", "A/CONF.207/WWWWWWWWWWWWWWWWWWWW/13")
    done = run("render", write("a.txt", text), "-o", "a.pdf")
    status(done, 0)
    loose = [row for row in findings(done.said) if row[3] == "line-loose"]
    assert loose and all(row[0] == 6 and row[2] == "note" for row in loose), done.said


def corpus():
    if not os.path.isdir(report.SHARED + "/corpus"):
        raise Skip("HEXAPLA_SHARED names no folder with a corpus")


def headings_leave_no_word_alone():
    """Whatever their length, the last of several lines of a heading is a fifth of the measure at least."""
    short, broken = [], 0
    for n in range(1, 40):
        title = "The harbour lamps and " + "i" * n + " of all the seas and coasts of the world"
        done = run("render", write("a.txt", f"---\nsymbol: A/RES/71/28\nlanguage: en\ntitle: {title}\n---\n\nText.\n"), "--dump", "lines", "-o", "-")
        status(done, 0)
        rows = re.findall(r" title\.(\d+) .* width=(\S+) of=(\S+)", done.stdout.decode())
        broken += len(rows) > 1
        if len(rows) > 1 and float(rows[-1][1]) < float(rows[-1][2]) / 5:
            short.append((n, rows))
    assert broken > 5
    equal(short, [])


def the_plain_layout_of_the_report_sets_the_samples():
    os.makedirs("plain")
    data = report.plain_data(os.path.abspath("plain"))
    status(run("batch", SOURCE + "/samples", "-o", "out", "--progress", "none", env={"HEXAPLA_DATADIR": data}), 0)


def lines_are_filled_as_wanted():
    """At most 2 % loose, of en fr es ru at most 10 % hyphenated, none too long; Arabic spaces at most 1.15 on average."""
    corpus()
    wrong = []
    for language in LANGUAGES:
        found = report.Figures(language)
        print(f"# {language}: {found.lines} lines, {found.loose_share:.2f} % loose, {found.hyphen_share:.2f} % hyphenated, "
              f"{found.over} too long, mean {found.mean_stretch:.3f}")
        assert found.lines > 100
        if found.loose_share > 2 or found.over or found.hyphen_share > (10 if language in ("en", "fr", "es", "ru") else 0) or \
                (language == "ar" and found.mean_stretch > 1.15):
            wrong.append(language)
    equal(wrong, [])


if __name__ == "__main__":
    main([lead_words_in_hei, text_in_kai_with_quotes_of_song, only_who_asks_for_kai_needs_it, words_are_divided_as_the_template_says,
          loose_lines_are_noted, headings_leave_no_word_alone, the_plain_layout_of_the_report_sets_the_samples,
          lines_are_filled_as_wanted])
