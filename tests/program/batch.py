"""batch: folders and lists, threads, progress, failures among many, what is done again, kills, shards, limits."""
import json
import os
import pty
import random
import re
import resource
import shutil
import signal
import subprocess
import time

from hexapla import GOOD, LANGUAGES, PROGRAM, SOURCE, Skip, equal, findings, main, read, run, status, write

BAD = GOOD.replace("agenda:", "agneda:")


def folder(name="in", count=12):
    os.makedirs(name)
    for n in range(count):
        write(f"{name}/doc{n:02}.txt", GOOD.replace("harbour", f"harbour no {n}") + "".join(f"\n{3 + i}. Decides once more.\n" for i in range(n)))


def outputs(name):
    """The PDFs of a folder."""
    return {file: read(f"{name}/{file}") for file in sorted(os.listdir(name)) if file.endswith(".pdf")}


def strays(name):
    """What is in a folder that should not be."""
    return [file for file in sorted(os.listdir(name)) if not re.fullmatch(r".*\.pdf|report.*\.json|\.hexapla-done.*", file)]


def batch(*arguments, **options):
    """batch with findings as text."""
    return run("batch", *arguments, "--progress", "none", **options)


def report(path):
    """A report without what differs from run to run."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    return json.loads(re.sub(r'"milliseconds":\d+', '"milliseconds":0', text))


def results(path):
    return [row["result"] for row in report(path)["documents"]]


def sets(name, count=4, languages=LANGUAGES):
    """Sets of versions, by name."""
    os.makedirs(name)
    for n in range(count):
        for language in languages:
            with open(f"{SOURCE}/samples/{('day', 'sc', 'hrc', 'ecosoc', 'draft', 'decision')[n % 6]}.{language}.txt", encoding="utf-8") as file:
                write(f"{name}/s{n}.{language}.txt", file.read())


def a_folder_is_rendered_whole():
    folder()
    write("in/notes.md", "# Notes\n\nNot taken.\n")
    write("in/.hidden.txt", "not taken")
    write("in/report.json", "{}")
    done = batch("in", "-o", "out/deep")
    equal((done.returncode, done.said), (0, ""))
    equal(list(outputs("out/deep")), [f"doc{n:02}.pdf" for n in range(12)])
    equal(strays("out/deep"), [])


def documents_of_any_name_are_known_by_their_content():
    folder(count=1)
    status(run("convert", "in/doc00.txt", "-o", "in/xml.akn", "--to", "xml"), 0)
    write("in/source.md", GOOD)
    status(run("convert", "in/doc00.txt", "-o", "text"), 0)
    status(run("render", "in/doc00.txt", "--dump", "text", "-o", "published"), 0)
    shutil.copy("published", "in/published.dat")
    write("in/picture.dat", b"\x89PNG\r\n\x1a\n\x00")
    write("in/page.html", "<html><body>No resolution.</body></html>")
    os.makedirs("in/folder.txt")
    batch("in", "-o", "out")
    equal(list(outputs("out")), ["doc00.pdf", "published.dat.pdf", "source.pdf", "xml.akn.pdf"])


def one_and_four_workers_give_the_same():
    folder()
    for n in (3, 7):
        write(f"in/doc{n:02}.txt", BAD)
    write("in/doc09.txt", GOOD.replace("2. Decides", "5. Decides"))
    for language in LANGUAGES:
        for sample in ("day", "heritage"):
            shutil.copy(f"{SOURCE}/samples/{sample}.{language}.txt", "in")
    one, four = batch("in", "-o", "one", "-j1"), batch("in", "-o", "four", "-j4")
    status(one, 1)
    status(four, 1)
    equal(four.said, one.said)
    equal(outputs("four"), outputs("one"))
    assert "doc03.pdf" not in outputs("one") and "doc04.pdf" in outputs("one")
    equal({**report("four/report.json")}, report("one/report.json"))
    again = batch("in", "-o", "again", "-j3")
    equal((again.said, outputs("again")), (one.said, outputs("one")))


def batch_and_render_give_the_same():
    folder(count=3)
    status(batch("in", "-o", "out"), 0)
    status(run("render", "in/doc00.txt", "in/doc01.txt", "in/doc02.txt"), 0)
    for n in range(3):
        equal(read(f"out/doc{n:02}.pdf"), read(f"in/doc{n:02}.pdf"))


def a_list_names_files_from_its_own_folder():
    folder("lists/in", 2)
    write("absolute.txt", GOOD)
    write("lists/all.list", f"# what to set\n\nin/doc01.txt\r\n  \n{os.getcwd()}/absolute.txt\nin/doc00.txt")
    status(batch("lists/all.list", "-o", "out"), 0)
    equal(list(outputs("out")), ["absolute.pdf", "doc00.pdf", "doc01.pdf"])


def a_failure_does_not_stop_the_others():
    folder(count=3)
    write("in/doc01.txt", BAD)
    write("all.list", "in/doc00.txt\nin/gone.txt\nin/doc01.txt\nin/doc02.txt\n")
    done = batch("all.list", "-o", "out")
    status(done, 4)
    equal(list(outputs("out")), ["doc00.pdf", "doc02.pdf"])
    equal([rule for *_, rule in findings(done.said)], ["file-read", "field-unknown"])
    assert "all.list, line 2" in done.said, done.said
    os.remove("in/doc01.txt")
    status(batch("in", "gone", "-o", "out"), 4)


def what_is_not_written_is_never_status_0():
    folder(count=2)
    os.makedirs("out/doc01.pdf")
    done = batch("in", "-o", "out")
    status(done, 4)
    equal(sorted(os.listdir("out")), [".hexapla-done", "doc00.pdf", "doc01.pdf", "report.json"])
    os.mkdir("empty")
    status(batch("empty", "-o", "out"), 2)
    write("file", "")
    status(batch("in", "-o", "file"), 4)
    status(batch("in", "-o", "file/below"), 4)


def two_sources_of_one_name_are_wrong_use():
    folder("in", 1)
    folder("other", 1)
    done = batch("in", "other", "-o", "out")
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
    done = batch("in", "-o", "out")
    equal((done.returncode, done.stdout, done.said), (0, b"", ""))
    said = batch("in", "-o", "out", "-v", "--force").said.splitlines()
    assert said[0].startswith("in/doc00.txt: 1 page, ") and said[-1].startswith("2 of 2 documents written"), said
    equal([line.split()[:5] for line in said if line.startswith("en ")], [["en", "2", "2", "0", "0"]])


def progress_is_json_where_no_terminal_is():
    folder(count=5)
    write("in/doc02.txt", BAD)
    rows = [json.loads(line) for line in run("batch", "in", "-o", "out").said.splitlines()]
    equal([row["done"] for row in rows if "done" in row], [1, 2, 3, 4, 5])
    equal((rows[-1]["languages"]["en"]["documents"], rows[-1]["all"]["failed"]), (5, 1))


def progress_is_a_line_on_a_terminal():
    folder(count=5)
    write("in/doc02.txt", BAD)
    try:
        mother, terminal = pty.openpty()
    except OSError as error:
        raise Skip(f"no terminal to be had: {error}") from None
    status(run("batch", "in", "-o", "out", "--force", stderr=terminal), 1)
    os.close(terminal)
    said = b""
    try:
        while piece := os.read(mother, 65536):
            said += piece
    except OSError:
        pass
    os.close(mother)
    text = said.decode()
    assert re.search(r"5 of 5 documents, \d+\.\d a second, 0:00 left", text), text
    assert "[field-unknown]" in text and "4 of 5 documents written, 0 unchanged" in text and "{" not in text, text


def a_yaml_list_says_more_of_each_document():
    folder("lists/in", 3)
    write("lists/all.yaml", "# what to set\nstandard: ua2-a4f\nset: {job: 16-21653}\ndocuments:\n  - in/doc00.txt\n"
          "  - source: in/doc01.txt\n    output: deep/one.pdf\n    standard: ua1-a2a\n    template: plain\n    set: {title: Another title}\n"
          "  - {source: in/doc02.txt, language: en}\n")
    done = batch("lists/all.yaml", "-o", "out")
    status(done, 0)
    equal([row["output"] for row in report("out/report.json")["documents"]], ["doc00.pdf", "deep/one.pdf", "doc02.pdf"])
    status(run("render", "lists/in/doc00.txt", "-o", "a.pdf", "--standard", "ua2-a4f", "--set", "job=16-21653"), 0)
    status(run("render", "lists/in/doc01.txt", "-o", "b.pdf", "-t", "plain", "--set", "job=16-21653", "--set", "title=Another title"), 0)
    equal((read("out/doc00.pdf"), read("out/deep/one.pdf")), (read("a.pdf"), read("b.pdf")))
    status(batch("lists/all.yaml", "-o", "out"), 0)
    equal(results("out/report.json"), ["unchanged"] * 3)
    write("many.yaml", "documents:\n" + "".join(f"  - {{source: lists/in/doc00.txt, output: n{n}.pdf}}\n" for n in range(300)))
    status(batch("many.yaml", "-o", "many"), 0)
    equal(len(outputs("many")), 300)


def what_is_wrong_in_a_list_is_told_at_its_place():
    folder("in", 1)
    for text, wanted in (("documents:\n  - sauce: in/doc00.txt\n", [(2, 5, "error", "list-key"), (2, 5, "error", "list-syntax")]),
                         ("documents:\n  - {source: in/doc00.txt, output: ../up.pdf}\n", [(2, 36, "error", "list-value")]),
                         ("documents:\n  - {source: in/doc00.txt, output: /up.pdf}\n", [(2, 36, "error", "list-value")]),
                         ("documents: in\n", [(1, 12, "error", "list-value")]),
                         ("language: tlh\ndocuments: [in/doc00.txt]\n", [(1, 11, "error", "list-value")]),
                         ("documents:\n  - {source: in/doc00.txt, standard: a1, set: job}\n",
                          [(2, 38, "error", "list-value"), (2, 47, "error", "list-value")]),
                         ("documents: [in/doc00.txt\n", [(2, 1, "error", "list-syntax")])):
        done = batch(write("all.yaml", text), "-o", "out")
        equal((done.returncode, findings(done.said)), (2, wanted))
    assert not os.path.exists("out")


def patterns_and_sources_are_taken_too():
    folder("in", 12)
    status(batch("in/doc0[12].txt", "in/doc1*", "in/doc05.txt", "-o", "out"), 0)
    equal(list(outputs("out")), [f"doc{n:02}.pdf" for n in (1, 2, 5, 10, 11)])
    status(batch("in/doc2*", "in/doc00.txt", "-o", "out"), 4)
    assert "doc00.pdf" in outputs("out")


def only_what_changed_is_done_again():
    folder(count=4)
    templates = os.path.abspath("ours")
    os.makedirs(templates)
    status(run("template", "new", "ours", "-o", "ours"), 0)
    arguments = ("in", "-o", "out", "--template-dir", templates)
    write("in/doc03.txt", GOOD.replace("symbol:", "template: ours\nsymbol:"))
    status(batch(*arguments), 0)
    equal(results("out/report.json"), ["written"] * 4)
    first = outputs("out")

    def again(wanted, *more):
        status(batch(*arguments, *more), 0)
        equal(results("out/report.json"), [("unchanged", "written")[n in wanted] for n in range(4)])

    again(())
    write("in/doc01.txt", read("in/doc01.txt") + b"\n")
    again((1,))
    os.remove("out/doc02.pdf")
    again((2,))
    write("out/doc00.pdf", first["doc00.pdf"][:-1] + b"X")
    again((0,))
    equal({**outputs("out"), "doc01.pdf": first["doc01.pdf"]}, first)
    with open("ours/ours/template.yaml", "a", encoding="utf-8") as file:
        file.write("# changed\n")
    again((3,))
    again(range(4), "--standard", "ua2-a4f")
    again(range(4))  # one output has one state
    again(range(4), "--force")
    again(())
    status(batch(*arguments, env={"SOURCE_DATE_EPOCH": "1700000000"}), 0)
    equal(results("out/report.json"), ["written"] * 4)
    write("in/doc01.txt", BAD)
    status(batch("in", "-o", "out", "--template-dir", templates), 1)
    done = batch("in", "-o", "out", "--template-dir", templates)
    equal((done.returncode, results("out/report.json")[1], [rule for *_, rule in findings(done.said)]), (1, "failed", ["field-unknown"]))


def other_fonts_and_a_damaged_log_are_seen():
    folder(count=3)
    status(batch("in", "-o", "out"), 0)
    lines = read("out/.hexapla-done").split(b"\n")
    equal(len(lines), 4)
    write("out/.hexapla-done", lines[0] + b"\n" + lines[1].replace(b"doc0", b"doc1") + b"\n" + lines[2][:50])  # and torn
    status(batch("in", "-o", "out"), 0)
    results_now = results("out/report.json")
    equal((sorted(results_now), len(read("out/.hexapla-done").split(b"\n"))), (["unchanged", "written", "written"], 6))
    status(batch("in", "-o", "out"), 0)
    equal(results("out/report.json"), ["unchanged"] * 3)
    os.makedirs("data")
    shutil.copytree(f"{SOURCE}/fonts", "data/fonts")
    os.symlink(f"{SOURCE}/templates", "data/templates")
    with open("data/fonts/fonts.yaml", "a", encoding="utf-8") as file:
        file.write("# another list\n")
    status(batch("in", "-o", "out", env={"HEXAPLA_DATADIR": os.path.abspath("data")}), 0)
    equal(results("out/report.json"), ["written"] * 3)


def killed_at_any_moment_it_ends_the_same():
    sets("in", 8)
    folder("more", 30)
    write("more/doc04.txt", BAD)
    status(batch("in", "more", "-o", "whole"), 1)
    chance, kills = random.Random(7), 0
    for _ in range(60):
        child = subprocess.Popen([PROGRAM, "batch", "in", "more", "-o", "out", "-j2", "--progress", "none"], stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.005, 0.12))
        kills += child.poll() is None
        child.kill()
        if child.wait() == 1:
            break
    assert kills >= 3, kills
    write("out/.hexapla-done", read("out/.hexapla-done")[:-7])  # the last line torn, as by a crash of the machine
    status(batch("in", "more", "-o", "out"), 1)
    equal((outputs("out"), strays("out")), (outputs("whole"), []))
    equal([row["findings"] for row in report("out/report.json")["documents"]],
          [row["findings"] for row in report("whole/report.json")["documents"]])
    left = "out/" + sorted(outputs("out"))[0]
    status(run("render", "in/s0.ar.txt", "-o", left), 0)
    equal(strays("out"), [])


def asked_to_stop_it_ends_cleanly():
    folder(count=12)
    write("all.list", "".join(f"in/doc{n:02}.txt\n" for n in range(12)))
    write("many.yaml", "documents:\n" + "".join(f"  - {{source: in/doc11.txt, output: n{n:04}.pdf}}\n" for n in range(3000)))
    for signalled in (signal.SIGTERM, signal.SIGINT):
        shutil.rmtree("out", ignore_errors=True)
        child = subprocess.Popen([PROGRAM, "batch", "many.yaml", "-o", "out", "-j2"], stderr=subprocess.PIPE, text=True)
        child.stderr.readline()
        child.send_signal(signalled)
        said = child.communicate(timeout=60)[1].splitlines()
        equal(child.returncode, -signalled)
        summary = json.loads(said[-1])
        equal((summary["documents"], summary["complete"], summary["failed"]), (3000, False, 0))
        equal((summary["written"], strays("out")), (len(outputs("out")), []))
        assert 1 <= summary["written"] < 3000, summary
        whole = report("out/report.json")
        equal((len(whole["documents"]), whole["complete"]), (summary["written"], False))


def shards_do_the_whole_once_and_keep_sets_together():
    sets("in", 5)
    folder("more", 7)
    status(batch("in", "more", "-o", "whole", "--check"), batch("in", "more", "-o", "again", "--check").returncode)
    seen = []
    for k in (1, 2, 3):
        batch("in", "more", "-o", "out", "--check", "--shard", f"{k}/3")
        rows = report(f"out/report-{k}-of-3.json")
        seen += [row["file"] for row in rows["documents"]]
        for language in LANGUAGES:
            equal({row["file"][3:5] for row in rows["documents"] if row["file"].endswith(f".{language}.txt")},
                  {row["file"][3:5] for row in rows["documents"] if row["file"].endswith(".en.txt")})
        assert 12 <= len(rows["documents"]) <= 13, len(rows["documents"])
    equal((len(seen), len(set(seen))), (37, 37))
    equal((outputs("out"), strays("out")), (outputs("whole"), []))
    merged = run("batch", "--merge-reports", *(f"out/report-{k}-of-3.json" for k in (2, 3, 1)), "-o", "all.json")
    equal(merged.returncode, batch("in", "more", "-o", "whole", "--check", "--force").returncode)
    equal(report("all.json"), report("whole/report.json"))
    batch("in", "more", "-o", "out", "--check")
    equal(set(results("out/report.json")), {"unchanged"})  # logs of shards count for all
    status(batch("more", "-o", "none", "--shard", "9/9"), 0)
    status(batch("more", "-o", "none", "--shard", "4/3"), 2)


def reports_that_are_not_whole_are_refused():
    folder(count=4)
    for k in (1, 2):
        status(batch("in", "-o", "out", "--shard", f"{k}/2"), 0)
    one, two = "out/report-1-of-2.json", "out/report-2-of-2.json"
    status(run("batch", "--merge-reports", one, "-o", "all.json"), 1)
    equal(report("all.json")["complete"], False)
    status(run("batch", "--merge-reports", one, two, one, "-o", "all.json"), 1)
    for damage in (read(two)[:-3], read(two).replace(b'"pages":', b'"pages":x', 1), b"", b"{}\n", read(two).replace(b'"of":4', b'"of":5')):
        os.remove("all.json") if os.path.exists("all.json") else None
        done = run("batch", "--merge-reports", one, write("bad.json", damage), "-o", "all.json")
        equal((done.returncode, [rule for *_, rule in findings(done.said)], os.path.exists("all.json")), (1, ["report-form"], False))
    status(run("batch", "--merge-reports", one, "gone.json", "-o", "all.json"), 4)
    status(run("batch", "--merge-reports", one, two), 2)
    status(run("batch", "--merge-reports", one, two, "-o", "all.json"), 0)


def check_compares_the_versions_of_each_set():
    sets("in", 2)
    done = batch("in", "-o", "out", "--check")
    before = [row for row in report("out/report.json")["sets"] if row["errors"]]
    equal(before, [])
    text = read("in/s1.fr.txt").decode()
    number = re.search(r"^session: (\d+)$|^issued: (\d{4})", text, re.M)
    changed = text.replace("issued: 20", "issued: 19", 1)
    assert number and changed != text
    text = re.sub(r"^adopted: (\d{4})-(\d\d)-(\d\d)$", lambda m: f"adopted: {m[1]}-{m[2]}-{int(m[3]) % 28 + 1:02}", text, count=1, flags=re.M)
    write("in/s1.fr.txt", text)
    done = batch("in", "-o", "out", "--check")
    status(done, 1)
    assert any(rule.startswith("C02") for *_, rule in findings(done.said)), done.said
    rows = report("out/report.json")
    equal([row["result"] for row in rows["sets"]], ["unchanged", "failed"])
    equal(len(outputs("out")), 12)  # what is wrong between versions stops none of them
    again = batch("in", "-o", "out", "--check")
    equal((again.returncode, [f[3] for f in findings(again.said) if f[3].startswith("C")]),
          (1, [f[3] for f in findings(done.said) if f[3].startswith("C")]))
    status(batch("in", "-o", "out", "--check", "--rules", write("rules", "C02 off\n")), 0)
    status(batch("in", "-o", "out", "--check", "--rules", write("rules", "C02 of\n")), 2)


def sets_are_known_by_symbol_too():
    os.makedirs("in")
    for n, language in enumerate(LANGUAGES):
        shutil.copy(f"{SOURCE}/samples/sc.{language}.txt", f"in/{n}.txt")
        shutil.copy(f"{SOURCE}/samples/hrc.{language}.txt", f"in/{n + 6}.txt")
    seen = []
    for k in (1, 2):
        batch("in", "-o", "out", "--shard", f"{k}/2")
        seen.append({row["file"] for row in report(f"out/report-{k}-of-2.json")["documents"]})
    equal(sorted(map(sorted, seen)), sorted([sorted(f"in/{n}.txt" for n in range(6)), sorted(f"in/{n}.txt" for n in range(6, 12))]))


def limits_give_one_document_up_and_do_the_others():
    folder(count=3)
    write("in/doc01.txt", GOOD + "".join(f"\n{n}. Decides to count lamp no {n} again next year, {'and so on, ' * 20}for ever.\n" for n in range(3, 9000)))
    start = time.monotonic()
    done = batch("in", "-o", "out", "--limit-memory", "16", "-j1")
    equal((done.returncode, [rule for *_, rule in findings(done.said)]), (1, ["limit-memory"]))
    equal(list(outputs("out")), ["doc00.pdf", "doc02.pdf"])
    done = batch("in", "-o", "out", "--limit-time", "1", "-j1")
    taken = time.monotonic() - start
    if done.returncode == 0:  # a quick machine
        assert taken < 10
    else:
        equal((done.returncode, [rule for *_, rule in findings(done.said)]), (1, ["limit-time"]))
    equal(strays("out"), [])
    status(batch("in", "-o", "out"), 0)


def memory_is_flat():
    """A sanitizer is not to keep what was freed."""
    folder("in", 12)
    env = dict(os.environ, ASAN_OPTIONS=os.environ.get("ASAN_OPTIONS", "") + ":quarantine_size_mb=0:thread_local_quarantine_size_kb=0")
    most = []
    for count in (50, 1500):
        write("many.yaml", "documents:\n" + "".join(f"  - {{source: in/doc{n % 12:02}.txt, output: n{n:04}.pdf}}\n" for n in range(count)))
        child = subprocess.Popen([PROGRAM, "batch", "many.yaml", "-o", f"out{count}", "-j2", "--progress", "none"], env=env)
        _, wait, usage = os.wait4(child.pid, 0)
        equal(os.waitstatus_to_exitcode(wait), 0)
        most.append(usage.ru_maxrss)
    assert most[1] < most[0] + 8192, most  # [KiB]
    assert resource.getpagesize() and most[1] < 200 * 1024, most


main([a_folder_is_rendered_whole, documents_of_any_name_are_known_by_their_content, one_and_four_workers_give_the_same,
      batch_and_render_give_the_same, a_list_names_files_from_its_own_folder, a_failure_does_not_stop_the_others,
      what_is_not_written_is_never_status_0, two_sources_of_one_name_are_wrong_use, json_progress_is_json_only,
      nothing_is_said_where_nobody_looks, progress_is_json_where_no_terminal_is, progress_is_a_line_on_a_terminal,
      a_yaml_list_says_more_of_each_document, what_is_wrong_in_a_list_is_told_at_its_place, patterns_and_sources_are_taken_too,
      only_what_changed_is_done_again, other_fonts_and_a_damaged_log_are_seen, killed_at_any_moment_it_ends_the_same,
      asked_to_stop_it_ends_cleanly, shards_do_the_whole_once_and_keep_sets_together, reports_that_are_not_whole_are_refused,
      check_compares_the_versions_of_each_set, sets_are_known_by_symbol_too, limits_give_one_document_up_and_do_the_others,
      memory_is_flat])
