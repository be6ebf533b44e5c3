"""The first thing that runs, possibly under an old Python: keep the syntax plain."""

import os
import shutil
import sys

NEEDED = (3, 11)
NEWER = ("python3.14", "python3.13", "python3.12", "python3.11")
TOO_OLD = """\
需要 Python 3.11 或更新版本（现在是 {}）。Debian 12+：apt-get install python3 python3-venv
Python 3.11 or newer is needed (this is {}). Debian 12+: apt-get install python3 python3-venv"""


def require() -> None:
    """Go on with a new enough Python, look for one, or say what is missing."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # LANG may be unset, and we speak Chinese
            stream.reconfigure(encoding="utf-8", errors="replace", line_buffering=True)
    if sys.version_info >= NEEDED:
        return
    for name in NEWER:
        path = shutil.which(name)
        if path:
            os.execv(path, [path, *sys.argv])  # noqa: S606
    version = ".".join(map(str, sys.version_info[:3]))
    sys.exit(TOO_OLD.format(version, version))
