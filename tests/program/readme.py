"""The first page: its commands work as they stand there, in their order, and its source is one."""
import os
import re
import shutil
import subprocess
import textwrap

from hexapla import GOOD, PROGRAM, SOURCE, findings, main, read, run, status, write

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"><path d="M0 0L2 0L1 2Z"/></svg>'


def readme():
    return read(SOURCE + "/README").decode()


def commands():
    """The lines that a reader would type; what they say of themselves stands behind two spaces."""
    lines = re.findall(r"^    ((?:build/hexapla|cp|echo) .*)$", readme(), re.M)
    typed = [re.split(r"  +", line)[0] for line in lines]
    return [line for line in typed if not re.search(r"^build/hexapla preview |--watch", line)]  # they go on until they are stopped


def place_of_a_reader():
    """A folder with what the lines name: the program, the samples, a published text, texts of one's own."""
    os.makedirs("build")
    os.symlink(PROGRAM, "build/hexapla")
    for folder in ("samples", "texts"):
        shutil.copytree(SOURCE + "/samples", folder)
    body = GOOD.split("---\n")[2].replace("[^lamps]:", "\u00b9").replace("[^lamps]", "\u00b9")
    write("published.txt", "United Nations\nA/RES/71/28\nGeneral Assembly\nDistr.: General\n9 December 2016\n"
          "Seventy-first session\nAgenda item 93\n\n# 71/28. Ways of lighting a harbour\n" + body)
    write("emblem.svg", SVG)


def commands_work_as_they_stand():
    place_of_a_reader()
    lines = commands()
    assert len(lines) > 15 and any("check" in line for line in lines), lines
    for line in lines:
        if line == "build/hexapla template new ours" and os.path.exists("ours"):
            shutil.rmtree("ours")  # it is said in two places
        if "--watch" in line or line.startswith("build/hexapla preview"):
            line = "timeout --preserve-status 2 " + line  # it goes on until it is stopped, and that is no failure
        done = subprocess.run(["sh", "-c", line], stdin=subprocess.DEVNULL, capture_output=True, timeout=120, check=False)
        assert done.returncode == 0, (line, done.returncode, done.stderr.decode()[-400:])
    for name in ("day.pdf", "published.pdf", "samples/day.en-1.png", "pdf/day.ar.pdf", "mine.xml", "kept.pdf", "un-sc.png", "ours.pdf"):
        assert os.path.getsize(name) > 1000, name


def the_source_shown_is_one():
    shown = re.search(r"^    ---\n.*?^    ---\n.*?(?=^\S)", readme(), re.M | re.S)[0]
    write("shown.txt", textwrap.dedent(shown))
    done = run("check", "shown.txt")
    status(done, 0)
    assert "error" not in [severity for _, _, severity, _ in findings(done.said)], done.said
    status(run("check", "shown.txt", "--fix"), 0)
    done = run("check", "shown.txt")
    assert not findings(done.said), done.said  # as typed on a keyboard, and mended


def every_command_is_there():
    text = run("--help").stdout.decode()
    for name in re.findall(r"^  ([a-z]+) {2,}\w", text, re.M):
        assert f"build/hexapla {name} " in readme() or name == "fonts", name


def setup_begins_without_a_build_folder():
    """As in a released archive, where configure is there already; here nothing is installed and nothing made."""
    os.makedirs("bin")
    write("bin/dpkg-query", "#!/bin/sh\nprintf installed\n")
    os.chmod("bin/dpkg-query", 0o755)
    shutil.copy(SOURCE + "/setup", "setup")
    for name in ("configure.ac", "Makefile.am", "Makefile.in"):
        write(name, "")
    write("configure", "#!/bin/sh\necho 'all:' >Makefile\n")
    os.chmod("configure", 0o755)
    env = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    env["PATH"] = os.path.abspath("bin") + os.pathsep + env["PATH"]
    done = subprocess.run(["./setup"], env=env, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=300)
    assert done.returncode == 0 and b"done: build/hexapla" in done.stdout, done
    assert os.path.exists("build/Makefile")


main([commands_work_as_they_stand, the_source_shown_is_one, every_command_is_there, setup_begins_without_a_build_folder])
