"""The PDF as other programs see it, and that nothing but the source decides its bytes."""
import os
import shutil

from hexapla import GOOD, LANGUAGES, SOURCE, equal, main, read, run, status, tool, write


def samples():
    return [f"{SOURCE}/samples/{name}.{language}.txt" for name in ("day", "heritage") for language in LANGUAGES]


def every_sample_is_sound_and_carries_its_fonts():
    for source in samples():
        status(run("render", source, "-o", "x.pdf"), 0)
        tool("qpdf", "--check", "x.pdf")
        lines = tool("pdffonts", "x.pdf").splitlines()
        assert lines[0].split()[-5:] == ["emb", "sub", "uni", "object", "ID"] and len(lines) > 2, lines
        for line in lines[2:]:
            equal(line.split()[-5:-2], ["yes", "yes", "yes"])


def nothing_but_the_source_decides():
    os.mkdir("elsewhere")
    for source in samples():
        name = os.path.basename(source)
        stem = name[:-4]
        shutil.copy(source, name)
        status(run("render", name), 0)
        first = read(stem + ".pdf")
        shutil.copy(name, "elsewhere/" + name)
        status(run("render", name, cwd="elsewhere", env={"LANG": "ar_EG.UTF-8", "LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Apia",
                                                          "HOME": "/nonexistent"}), 0)
        equal(read(f"elsewhere/{stem}.pdf"), first)
        status(run("render", name), 0)
        equal(read(stem + ".pdf"), first)


def the_date_of_the_environment_is_taken():
    write("a.txt", GOOD)
    status(run("render", "a.txt"), 0)
    assert "2016" in tool("pdfinfo", "-rawdates", "a.pdf").split("CreationDate:")[1].splitlines()[0]
    status(run("render", "a.txt", env={"SOURCE_DATE_EPOCH": "1000000000"}), 0)
    assert "20010909" in tool("pdfinfo", "-rawdates", "a.pdf").split("CreationDate:")[1].splitlines()[0]


def a_typed_tatweel_is_none_of_the_metadata():
    write("a.txt", read(f"{SOURCE}/samples/day.ar.txt").decode().replace("title: ", "title: اليـــوم ", 1))
    status(run("render", "a.txt"), 0)
    information = tool("pdfinfo", "a.pdf") + tool("pdfinfo", "-meta", "a.pdf")
    equal(information.count("اليوم اليوم"), 3)
    assert "\u0640" not in information


def dumps_have_each_stage():
    write("a.txt", GOOD)
    for stage in ("fields", "tree", "content", "lines", "pages", "text"):
        done = run("render", "a.txt", "--dump", stage)
        status(done, 0)
        assert ("harbour" if stage == "fields" else "lamps") in done.stdout.decode(), done.stdout.decode()
        status(run("render", "a.txt", "--dump", stage, "-o", "here"), 0)
        equal(read("here"), done.stdout)
        os.remove("here")
        assert not os.path.exists("a.pdf")


def verbose_says_pages_and_time():
    write("a.txt", GOOD)
    said = run("render", "-v", "a.txt").said
    assert said.startswith("a.txt: 1 page, ") and said.endswith(" ms\n"), said


main([every_sample_is_sound_and_carries_its_fonts, nothing_but_the_source_decides, the_date_of_the_environment_is_taken,
      a_typed_tatweel_is_none_of_the_metadata, dumps_have_each_stage, verbose_says_pages_and_time])
