"""Files: what is read, what is written, what is left behind when it cannot be."""
import os
import resource
import signal
import subprocess
import time

from hexapla import GOOD, PROGRAM, Skip, equal, findings, main, read, run, status, write

BAD = GOOD.replace("agenda:", "agneda:")


def rules(done):
    return [rule for *_, rule in findings(done.said)]


def the_pdf_stands_beside_its_source():
    os.mkdir("in")
    for name, wanted in (("in/a.txt", "in/a.pdf"), ("in/a.b.md", "in/a.b.pdf"), ("in/plain", "in/plain.pdf"),
                         ("in/name.ar", "in/name.ar.pdf"), ("in/.txt", "in/.txt.pdf")):
        write(name, GOOD)
        status(run("render", name), 0)
        assert read(wanted).startswith(b"%PDF-"), wanted


def an_output_folder_takes_the_names():
    write("a.txt", GOOD)
    write("b.txt", GOOD)
    os.mkdir("out")
    status(run("render", "a.txt", "-o", "out"), 0)
    status(run("render", "a.txt", "b.txt", "-o", "new/below/"), 0)
    equal(os.listdir("out"), ["a.pdf"])
    equal(sorted(os.listdir("new/below")), ["a.pdf", "b.pdf"])


def standard_input_and_output_work():
    write("a.txt", GOOD)
    status(run("render", "a.txt"), 0)
    done = run("render", "-", input=GOOD.encode())
    status(done, 0)
    equal(done.stdout, read("a.pdf"))
    equal(run("render", "-", "-o", "-", input=GOOD.encode()).stdout, done.stdout)
    status(run("render", "-", "-o", "b.pdf", input=GOOD.encode()), 0)
    equal(read("b.pdf"), done.stdout)
    done = run("check", "-", input=BAD.encode())
    status(done, 1)
    assert done.said.startswith("-:6:1: error: "), done.said


def a_document_with_errors_leaves_the_others_alone():
    write("a.txt", BAD)
    write("b.txt", GOOD)
    write("a.pdf", "of yesterday")
    done = run("render", "a.txt", "b.txt")
    status(done, 1)
    equal(read("a.pdf"), b"of yesterday")
    equal(sorted(os.listdir(".")), ["a.pdf", "a.txt", "b.pdf", "b.txt"])


def a_directory_is_no_document():
    os.mkdir("docs")
    done = run("render", "docs")
    status(done, 4)
    equal(findings(done.said), [(0, 0, "error", "file-directory")])


def a_missing_source_is_told_and_the_others_are_done():
    write("b.txt", GOOD)
    done = run("render", "a.txt", "b.txt")
    status(done, 4)
    assert done.said.startswith("a.txt: error: cannot read: No such file"), done.said
    assert os.path.exists("b.pdf")


def an_output_that_cannot_be_made_is_told():
    write("a.txt", GOOD)
    done = run("render", "a.txt", "-o", "no/such/a.pdf")
    status(done, 4)
    equal(rules(done), ["file-write"])
    write("file", "")
    for output in ("file/a.pdf", "file/", "file/below/"):
        done = run("render", "a.txt", "-o", output)
        status(done, 4)
        equal(rules(done), ["file-write"])
    os.mkdir("a.pdf")
    done = run("render", "a.txt")
    status(done, 4)
    equal((rules(done), sorted(os.listdir("."))), (["file-write"], ["a.pdf", "a.txt", "file"]))
    if os.getuid() == 0:
        return  # the superuser may write everywhere
    os.mkdir("shut")
    os.chmod("shut", 0o555)
    status(run("render", "a.txt", "-o", "shut/a.pdf"), 4)


def a_full_device_is_told():
    if not os.path.exists("/dev/full"):
        raise Skip("no /dev/full here")
    write("a.txt", GOOD)
    done = run("render", "a.txt", "-o", "/dev/full")
    status(done, 4)
    assert "No space left" in done.said, done.said
    equal(rules(done), ["file-write"])
    with open("/dev/full", "wb") as full:
        for arguments in (("render", "a.txt", "-o", "-"), ("render", "a.txt", "--dump", "tree"), ("convert", "a.txt"),
                          ("template", "list"), ("fonts",), ("--help",), ("--version",), ("render", "--help")):
            done = run(*arguments, stdout=full)
            status(done, 4)
    assert os.stat("/dev/full").st_mode & 0o170000 == 0o020000  # still a device


def a_file_that_grows_too_large_leaves_nothing():
    write("a.txt", GOOD)

    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
    done = run("render", "a.txt", preexec_fn=limit)
    status(done, 4)
    equal((rules(done), os.listdir(".")), (["file-write"], ["a.txt"]))


def a_closed_pipe_is_told():
    write("a.txt", GOOD)
    reader, writer = os.pipe()
    os.close(reader)
    done = run("render", "a.txt", "-o", "-", stdout=writer)
    os.close(writer)
    status(done, 4)
    assert "Broken pipe" in done.said, done.said


def closed_streams_do_no_harm():
    write("a.txt", GOOD)
    status(run("render", "a.txt"), 0)
    wanted = read("a.pdf")
    for closed in ("0", "1", "2", "0 1 2"):
        os.remove("a.pdf")
        shut = " ".join(f"{fd}>&-" for fd in closed.split())
        code = subprocess.run(["sh", "-c", f'"$0" render a.txt {shut}', PROGRAM], check=False).returncode
        equal((code, read("a.pdf")), (0, wanted))
    equal(subprocess.run(["sh", "-c", '"$0" render a.txt -o - 1>&- 2>/dev/null', PROGRAM], check=False).returncode, 4)


def two_sources_of_one_name_are_wrong_use():
    os.mkdir("x")
    write("a.txt", GOOD)
    write("a.md", GOOD)
    write("x/a.txt", GOOD)
    for arguments in (("a.txt", "a.md"), ("a.txt", "x/a.txt", "-o", "out/")):
        done = run("render", *arguments)
        status(done, 2)
        assert all(name in done.said for name in arguments[:2]), done.said
    assert not any(name.endswith(".pdf") for name in os.listdir("."))


def a_source_is_never_overwritten():
    write("a.txt", GOOD)
    os.symlink("a.txt", "b.pdf")
    for output in ("a.txt", "./a.txt", "b.pdf"):
        done = run("render", "a.txt", "-o", output)
        status(done, 2)
        equal(rules(done), ["file-same"])
    equal(read("a.txt"), GOOD.encode())


def a_link_stays_and_modes_follow_the_umask():
    write("a.txt", GOOD)
    write("real.pdf", "")
    os.symlink("real.pdf", "a.pdf")
    status(run("render", "a.txt"), 0)
    assert os.path.islink("a.pdf") and read("real.pdf").startswith(b"%PDF-")
    status(run("render", "a.txt", "-o", "b.pdf", preexec_fn=lambda: os.umask(0o027)), 0)
    equal(os.stat("b.pdf").st_mode & 0o777, 0o640)


def an_interrupt_ends_a_wait_and_leaves_nothing():
    program = subprocess.Popen([PROGRAM, "render", "-", "-o", "a.pdf"], stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
    time.sleep(0.3)
    program.send_signal(signal.SIGINT)
    try:
        equal(program.wait(20), -signal.SIGINT)
    finally:
        program.kill()
        program.stdin.close()
        program.wait()
    equal(os.listdir("."), [])


main([the_pdf_stands_beside_its_source, an_output_folder_takes_the_names, standard_input_and_output_work,
      a_document_with_errors_leaves_the_others_alone, a_directory_is_no_document,
      a_missing_source_is_told_and_the_others_are_done, an_output_that_cannot_be_made_is_told, a_full_device_is_told,
      a_file_that_grows_too_large_leaves_nothing, a_closed_pipe_is_told, closed_streams_do_no_harm,
      two_sources_of_one_name_are_wrong_use, a_source_is_never_overwritten, a_link_stays_and_modes_follow_the_umask,
      an_interrupt_ends_a_wait_and_leaves_nothing])
