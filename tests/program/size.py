"""A long document takes time in proportion to its length, and bounded memory."""
import os
import subprocess
import tempfile

from hexapla import PROGRAM, SOURCE, main

MEMORY_MOST = 300 * 1024  # [KiB] for a million characters
HEAD = "---\nsymbol: A/RES/81/999\nlanguage: en\nsession: 81\nadopted: 2026-12-01\nissued: 2026-12-02\nmeeting: 5\ntitle: Long\n---\n\nThe General Assembly,\n\n"


def paragraphs():
    """The operative paragraphs of a sample, without their notes and lists."""
    with open(f"{SOURCE}/samples/heritage.en.txt", encoding="utf-8") as file:
        blocks = file.read().split("\n\n")
    return [block.split(".", 1)[1].strip() for block in blocks if block[:1].isdigit() and "[^" not in block and "\n" not in block]


def long_text(characters):
    """Paragraphs again and again, a note to every fifth."""
    source, out, total = paragraphs(), [HEAD], 0
    while total < characters:
        text = source[len(out) % len(source)].rstrip(";.:")
        total += len(text)
        if len(out) % 5 == 0:
            text += f",[^{len(out)}] as before;\n\n[^{len(out)}]: See A/70/{len(out)}, para. {len(out)}.\n\n"
        else:
            text += ";\n\n"
        out.append("1. " + text)
    return "".join(out)


def rendered(characters):
    """(processor seconds, peak KiB, bytes of the PDF)"""
    with tempfile.TemporaryDirectory() as folder:
        path, pdf = f"{folder}/long.en.txt", f"{folder}/long.pdf"
        with open(path, "w", encoding="utf-8") as file:
            file.write(long_text(characters))
        code = "import resource, subprocess, sys; status = subprocess.run(sys.argv[1:], stderr=subprocess.DEVNULL).returncode; " \
               "used = resource.getrusage(resource.RUSAGE_CHILDREN); print(status, used.ru_utime + used.ru_stime, used.ru_maxrss)"
        said = subprocess.run(["python3", "-c", code, PROGRAM, "render", path, "-o", pdf], stdout=subprocess.PIPE, check=True).stdout
        status, seconds, peak = said.split()
        assert int(status) == 0, said
        return float(seconds), int(peak), os.path.getsize(pdf)


def sanitized():
    with open(PROGRAM, "rb") as file:
        return b"__asan_init" in file.read()


def a_million_characters_take_bounded_memory():
    seconds, peak, size = rendered(1000000)
    print(f"# a million characters: {seconds:.2f} s of processor, {peak // 1024} MiB, {size // 1000} kB")
    assert sanitized() or peak <= MEMORY_MOST, f"{peak} KiB"


def time_grows_with_length():
    short, long = min(rendered(200000)[0] for _ in range(2)), min(rendered(800000)[0] for _ in range(2))
    print(f"# 200,000 characters {short:.2f} s, 800,000 characters {long:.2f} s")
    assert long <= 8 * short + 0.2, f"{short} {long}"


if __name__ == "__main__":
    main([a_million_characters_take_bounded_memory, time_grows_with_length])
