"""What `make install` puts where, and that it works from there."""
import os
import subprocess

from hexapla import BUILD, GOOD, Skip, equal, main, read, status, run, tool, write


def installed(*command, **variables):
    env = {name: value for name, value in os.environ.items() if not name.startswith(("HEXAPLA_", "MAKE", "MFLAGS"))}
    return subprocess.run(command, env=dict(env, **variables), capture_output=True, check=False, timeout=300)


def an_installed_program_is_complete():
    if not os.path.exists(BUILD + "/Makefile"):
        raise Skip("no makefile here")
    done = installed("make", "-C", BUILD, "install", "DESTDIR=" + os.getcwd(), "prefix=/p")
    assert done.returncode == 0, done.stderr.decode()
    for name in ("bin/hexapla", "include/hexapla.h", "lib/pkgconfig/hexapla.pc", "share/man/man1/hexapla.1",
                 "share/man/man5/hexapla-template.5", "share/hexapla/templates/mun/emblem.svg",
                 "share/hexapla/fonts/fonts.yaml", "share/hexapla/templates/un-ga/template.yaml",
                 "share/hexapla/templates/un-ga/ar.yaml"):
        assert os.path.exists("p/" + name), name
    write("a.txt", GOOD)
    done = installed("p/bin/hexapla", "render", "a.txt")
    equal((done.returncode, done.stderr), (0, b""))
    done = installed("p/bin/hexapla", "template", "preview", "un-sc", "--png=30", "-o", "sheet.png")
    equal(done.returncode, 0)
    assert os.path.getsize("sheet.png") > 1000
    links = [name for folder, folders, files in os.walk("p/share/hexapla") for name in folders + files if os.path.islink(os.path.join(folder, name))]
    equal(links, [])
    first = read("a.pdf")
    status(run("render", "a.txt"), 0)
    equal(read("a.pdf"), first)


def the_library_exports_its_own_names_only():
    library = BUILD + "/.libs/libhexapla.so"
    if not os.path.exists(library):
        raise Skip("no shared library here")
    names = [line.split()[-1] for line in tool("nm", "-D", "--defined-only", library).splitlines()]
    assert names and all(name.startswith("hx_") for name in names), names


def the_header_stands_alone():
    source = os.path.abspath(os.environ.get("HEXAPLA_SOURCE", ".")) + "/src/library/hexapla.h"
    write("x.c", f'#include "{source}"\nint main(void) {{ return HX_OK; }}\n')
    tool("cc", "-std=c11", "-pedantic", "-Wall", "-Werror", "-fsyntax-only", "x.c")


main([an_installed_program_is_complete, the_library_exports_its_own_names_only, the_header_stands_alone])
