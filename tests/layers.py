"""Include lines against the order of the rooms: a file includes its own room and those before it, and a
foreign library is known to few files."""
import os
import re
import sys

ORDER = ["base", "language", "document", "reading", "writing", "checking", "template", "font", "layout",
         "output", "proof", "library", "program"]
FOREIGN = [  # header, places that may know it
    ("unicode/", ["language/", "layout/"]),
    ("hb", ["font/", "layout/"]),
    ("yaml.h", ["template/yaml.c", "font/manifest.c"]),
    ("libxml/", ["reading/akn", "template/svg.c"]),
    ("hpdf", ["output/"]),
    ("libdeflate", ["output/", "proof/file.c"]),
    ("qpdf/", ["output/linearize.c"]),
    ("ft2build.h", ["font/coverage.c"]),
    ("freetype/", ["font/coverage.c"]),
    ("png.h", ["output/png.c", "template/bitmap.c"]),
    ("qrencode.h", ["template/code.c"]),
    ("microhttpd.h", ["program/server.c"]),
    ("libxml/", ["reading/akn_xml.c"]),
]
SYSTEM = {"arpa/inet.h", "ctype.h", "dirent.h", "dlfcn.h", "errno.h", "fcntl.h", "glob.h", "inttypes.h", "limits.h", "malloc.h", "netinet/in.h", "poll.h", "pthread.h", "setjmp.h", "signal.h", "stdarg.h",
          "stdatomic.h", "stdbool.h", "stddef.h", "stdint.h", "stdio.h", "stdlib.h", "string.h", "strings.h", "sys/file.h", "sys/inotify.h", "sys/stat.h", "time.h", "uchar.h", "unistd.h"}
LINE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)')


def fault(path, own, other):
    """What is wrong with one include of src/`path`, or None."""
    room = path.split("/")[0]
    if own:
        to = own.removeprefix("src/").split("/")[0]
        if to not in ORDER:
            return f"{own} is in no room"
        if room == "program" and to not in ("program", "library"):
            return f"the program sees only the public header, not {own}"
        return f"{own} is a later room" if ORDER.index(to) > ORDER.index(room) else None
    if other in SYSTEM:
        return None
    for name, places in FOREIGN:
        if other.startswith(name):
            return None if any(path.startswith(place) for place in places) else f"<{other}> is not for this file"
    return f"<{other}> is not known here"


def faults_of(root, path):
    with open(os.path.join(root, path), encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            found = LINE.match(line)
            said = found and fault(path, found[1], found[2])
            if said:
                yield f"src/{path}:{number}: {said}"


def sources(root):
    for folder, _, names in sorted(os.walk(root)):
        for name in sorted(names):
            if name.endswith((".c", ".h")):
                yield os.path.relpath(os.path.join(folder, name), root)


def main():
    root = os.path.join(os.environ.get("HEXAPLA_SOURCE", "."), "src")
    proofs = [  # the rule itself can fail
        fault("base/buf.c", "document/doc.h", None) and fault("reading/read.c", None, "hb.h")
        and fault("program/main.c", "base/buf.h", None) and not fault("layout/word.c", None, "hb.h"),
    ]
    found = [said for path in sources(root) for said in faults_of(root, path)]
    print("1..2")
    print("ok 1 - forward edges are told" if all(proofs) else "not ok 1 - forward edges are told")
    print("not ok 2 - include order" if found else "ok 2 - include order")
    for said in found:
        print("# " + said)


sys.exit(main())
