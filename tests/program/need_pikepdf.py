"""Importing this sees to it that pikepdf can be imported: where this Python lacks it the test runs again under Debian's,
and where that one lacks it, too, the test is skipped."""
import os
import sys

try:
    import pikepdf  # noqa: F401
except ImportError:  # a Python of its own comes before Debian's
    if sys.executable != "/usr/bin/python3" and os.path.exists("/usr/bin/python3") and "HEXAPLA_PYTHON" not in os.environ:
        os.environ["HEXAPLA_PYTHON"] = "/usr/bin/python3"
        os.execv("/usr/bin/python3", ["/usr/bin/python3", *sys.argv])
    print("1..0 # SKIP python3-pikepdf is not installed")
    sys.exit(0)
