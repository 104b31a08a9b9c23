"""Arguments: help, version, wrong use."""
from hexapla import GOOD, equal, main, read, run, status, write

COMMANDS = ("render", "preview", "check", "batch", "convert", "verify", "template", "fonts")


def help_of_each_command_fits_a_screen():
    for arguments in [("--help",)] + [(command, "--help") for command in COMMANDS]:
        done = run(*arguments)
        status(done, 0)
        lines = done.stdout.decode().splitlines()
        assert len(lines) <= 24 and all(len(line) <= 80 for line in lines), (arguments, lines)
        assert lines[0].startswith("usage: hexapla"), lines
        equal(done.stderr, b"")


def help_names_every_command_and_only_those():
    text = run("--help").stdout.decode()
    named = [line.split()[0] for line in text.split("\n\n")[2].splitlines()]
    equal(named, list(COMMANDS))


def help_of_a_command_is_shown_either_way():
    for command in COMMANDS:
        done = run("help", command)
        status(done, 0)
        equal(done.stdout, run(command, "--help").stdout)
    equal(run("help").stdout, run("--help").stdout)


def only_a_batch_has_no_standard_output():
    shown = [command for command in COMMANDS if b"- is standard output" in run(command, "--help").stdout]
    equal(shown, ["render", "convert", "template"])


def version_is_one_line():
    done = run("--version")
    status(done, 0)
    assert done.stdout.decode().startswith("hexapla ") and done.stdout.count(b"\n") == 1


def wrong_use_is_status_2_with_one_line():
    write("a.txt", GOOD)
    for arguments in (("draw",), ("--version", "x"), ("--help", "render"), ("-h", "x"), ("help", "draw"), ("help", "render", "x"), ("render",), ("render", "--draw", "a.txt"), ("render", "-x", "a.txt"),
                      ("render", "a.txt", "-o"), ("render", "--verbose=1", "a.txt"), ("render", "a.txt", "--dump", "ink"),
                      ("render", "a.txt", "a.txt", "-o", "b.pdf"), ("render", "-", "-", "-o", "x/"),
                      ("check",), ("check", "a.txt", "-o", "b"), ("check", "--format", "xml", "a.txt"),
                      ("batch", "."), ("batch", "-o", "out"), ("batch", ".", "-o", "out", "-j", "0"),
                      ("batch", ".", "-o", "out", "-j", "2x"), ("batch", ".", "-o", "out", "--progress", "loud"),
                      ("batch", ".", "-o", "out", "--shard", "0/2"), ("batch", ".", "-o", "out", "--shard", "3/2"), ("batch", ".", "-o", "out", "--shard", "2"),
                      ("batch", ".", "-o", "out", "--limit-time", "0"), ("batch", ".", "-o", "out", "--limit-memory", "much"),
                      ("batch", ".", "-o", "out", "--rules", "a.txt"), ("batch", "--merge-reports", "-o", "out"),
                      ("render", ""), ("check", ""), ("convert",), ("verify",), ("verify", "a.txt", "b.txt", "--source", "c.txt"), ("convert", "a.txt", "a.txt"), ("template",), ("template", "new"), ("template", "show"),
                      ("template", "check", "un-ga", "-o", "x"), ("template", "draw", "un-ga"), ("fonts", "all"),
                      ("render", "a.txt", "--png=0"), ("render", "a.txt", "--parallel", "en"), ("render", "a.txt", "--parallel", "en;fr"),
                      ("render", "a.txt", "--parallel", "en,fr", "-l", "en"), ("render", "--parallel", "en,fr"), ("render", "a.txt", "-l", "xx"),
                      ("render", "a.txt", "--standard", "a1"), ("batch", ".", "-o", "out", "--standard", ""),
                      ("check", "a.txt", "--standard", "ua1-a2a")):
        done = run(*arguments)
        assert done.returncode == 2, (arguments, done.returncode, done.said)
        assert done.said and done.stdout == b"", (arguments, done.said)


def without_a_command_help_goes_to_standard_error():
    done = run()
    status(done, 2)
    assert done.said.startswith("usage: ") and done.stdout == b""


def options_stand_anywhere_and_in_every_form():
    write("a.txt", GOOD)
    wanted = None
    for arguments in (("-o", "x.pdf", "a.txt"), ("a.txt", "-ox.pdf"), ("a.txt", "--output=x.pdf"),
                      ("--output", "x.pdf", "--", "a.txt")):
        done = run("render", *arguments)
        status(done, 0)
        wanted = wanted or read("x.pdf")
        equal(read("x.pdf"), wanted)
        write("x.pdf", "")


def a_folder_that_is_not_there_is_named():
    write("a.txt", GOOD)
    done = run("render", "a.txt", "-o", "missing/x.pdf")
    status(done, 4)
    assert "there is no folder `missing`" in done.said, done.said


def a_source_may_begin_with_a_hyphen():
    write("-a.txt", GOOD)
    status(run("render", "--", "-a.txt"), 0)
    assert read("-a.pdf").startswith(b"%PDF-")


def a_wrong_date_of_the_environment_is_wrong_use():
    write("a.txt", GOOD)
    done = run("render", "a.txt", env={"SOURCE_DATE_EPOCH": "yesterday"})
    status(done, 2)
    assert "SOURCE_DATE_EPOCH" in done.said


main([help_of_each_command_fits_a_screen, help_names_every_command_and_only_those, version_is_one_line,
      help_of_a_command_is_shown_either_way, only_a_batch_has_no_standard_output,
      wrong_use_is_status_2_with_one_line, without_a_command_help_goes_to_standard_error,
      options_stand_anywhere_and_in_every_form, a_folder_that_is_not_there_is_named, a_source_may_begin_with_a_hyphen,
      a_wrong_date_of_the_environment_is_wrong_use])
