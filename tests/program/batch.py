"""batch: folders and lists, threads, progress, failures among many."""
import json
import os
import shutil

from hexapla import GOOD, LANGUAGES, SOURCE, equal, findings, main, read, run, status, write

BAD = GOOD.replace("agenda:", "agneda:")


def folder(name="in", count=12):
    os.makedirs(name)
    for n in range(count):
        write(f"{name}/doc{n:02}.txt", GOOD.replace("harbour", f"harbour no {n}") + "".join(f"\n{3 + i}. Decides once more.\n" for i in range(n)))


def outputs(name):
    return {file: read(f"{name}/{file}") for file in sorted(os.listdir(name))}


def a_folder_is_rendered_whole():
    folder()
    write("in/notes.md", "not taken")
    write("in/.hidden.txt", "not taken")
    done = run("batch", "in", "-o", "out/deep")
    status(done, 0)
    equal(list(outputs("out/deep")), [f"doc{n:02}.pdf" for n in range(12)])


def one_and_four_workers_give_the_same():
    folder()
    for n in (3, 7):
        write(f"in/doc{n:02}.txt", BAD)
    write("in/doc09.txt", GOOD.replace("2. Decides", "5. Decides"))
    for language in LANGUAGES:
        for sample in ("day", "heritage"):
            shutil.copy(f"{SOURCE}/samples/{sample}.{language}.txt", "in")
    one, four = run("batch", "in", "-o", "one", "-j1"), run("batch", "in", "-o", "four", "-j4")
    status(one, 1)
    status(four, 1)
    equal(four.said, one.said)
    equal(outputs("four"), outputs("one"))
    assert "doc03.pdf" not in outputs("one") and "doc04.pdf" in outputs("one")
    again = run("batch", "in", "-o", "again", "-j3")
    equal((again.said, outputs("again")), (one.said, outputs("one")))


def batch_and_render_give_the_same():
    folder(count=3)
    status(run("batch", "in", "-o", "out"), 0)
    status(run("render", "in/doc00.txt", "in/doc01.txt", "in/doc02.txt"), 0)
    for n in range(3):
        equal(read(f"out/doc{n:02}.pdf"), read(f"in/doc{n:02}.pdf"))


def a_list_names_files_from_its_own_folder():
    folder("lists/in", 2)
    write("absolute.txt", GOOD)
    write("lists/all.list", f"# what to set\n\nin/doc01.txt\r\n  \n{os.getcwd()}/absolute.txt\nin/doc00.txt")
    status(run("batch", "lists/all.list", "-o", "out"), 0)
    equal(list(outputs("out")), ["absolute.pdf", "doc00.pdf", "doc01.pdf"])


def a_failure_does_not_stop_the_others():
    folder(count=3)
    write("in/doc01.txt", BAD)
    write("all.list", "in/doc00.txt\nin/gone.txt\nin/doc01.txt\nin/doc02.txt\n")
    done = run("batch", "all.list", "-o", "out")
    status(done, 4)
    equal(list(outputs("out")), ["doc00.pdf", "doc02.pdf"])
    equal([rule for *_, rule in findings(done.said)], ["file-read", "field-unknown"])
    assert "all.list, line 2" in done.said, done.said
    os.remove("in/doc01.txt")
    status(run("batch", "in", "gone", "-o", "out"), 4)


def what_is_not_written_is_never_status_0():
    folder(count=2)
    os.makedirs("out/doc01.pdf")
    done = run("batch", "in", "-o", "out")
    status(done, 4)
    equal(sorted(os.listdir("out")), ["doc00.pdf", "doc01.pdf"])
    os.mkdir("empty")
    status(run("batch", "empty", "-o", "out"), 2)
    write("file", "")
    status(run("batch", "in", "-o", "file"), 4)
    status(run("batch", "in", "-o", "file/below"), 4)


def two_sources_of_one_name_are_wrong_use():
    folder("in", 1)
    folder("other", 1)
    done = run("batch", "in", "other", "-o", "out")
    status(done, 2)
    assert "in/doc00.txt" in done.said and "other/doc00.txt" in done.said
    assert not os.path.exists("out")


def json_progress_is_json_only():
    folder(count=4)
    write("in/doc02.txt", BAD)
    done = run("batch", "in", "-o", "out", "--progress", "json", "-j2")
    status(done, 1)
    rows = [json.loads(line) for line in done.said.splitlines()]
    steps = [row for row in rows if "done" in row]
    equal([(row["done"], row["of"], row["file"], row["output"], row["status"], row["errors"]) for row in steps],
          [(n + 1, 4, f"in/doc{n:02}.txt", f"out/doc{n:02}.pdf", int(n == 2), int(n == 2)) for n in range(4)])
    equal([row["id"] for row in rows if "id" in row], ["field-unknown"])
    equal((rows[-1]["documents"], rows[-1]["written"], rows[-1]["pages"]), (4, 3, sum(row["pages"] for row in steps if row["status"] == 0)))


def nothing_is_said_where_nobody_looks():
    folder(count=2)
    for progress in ("auto", "none"):
        done = run("batch", "in", "-o", "out", "--progress", progress)
        equal((done.returncode, done.stdout, done.said), (0, b"", ""))
    said = run("batch", "in", "-o", "out", "-v").said.splitlines()
    assert said[0].startswith("in/doc00.txt: 1 page, ") and said[-1].startswith("2 of 2 documents written"), said


main([a_folder_is_rendered_whole, one_and_four_workers_give_the_same, batch_and_render_give_the_same,
      a_list_names_files_from_its_own_folder, a_failure_does_not_stop_the_others, what_is_not_written_is_never_status_0,
      two_sources_of_one_name_are_wrong_use, json_progress_is_json_only, nothing_is_said_where_nobody_looks])
