"""The virtual environment: made once, renewed when the lock file changes."""

import fcntl
import hashlib
import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

from config.launch import paths
from config.launch.voice import say, step
from config.servers.errors import LaunchError

RUNTIME, DEVELOPMENT = "requirements.txt", "requirements-dev.txt"
INCLUDED = {DEVELOPMENT: (DEVELOPMENT, RUNTIME), RUNTIME: (RUNTIME,)}
NO_VENV = """\
这个 Python 没有 venv。请运行：apt-get install python3-venv，再试一次。
This Python has no venv. Run: apt-get install python3-venv, then try again."""
NOT_WRITABLE = """\
无法写入 {0}（只读文件夹？）。请换一个可写的位置，或用 WUSHE_VENV 指定虚拟环境的位置。
Cannot write to {0} (a read-only folder?). Use a writable one, or set WUSHE_VENV."""


def ensure(lock_file: str) -> None:
    """Install what `lock_file` names unless it stands already; two callers do it once."""
    venv = paths.venv()
    try:
        # Beside it, not inside: making it anew would take the lock away.
        guard = venv.with_name(f"{venv.name}.lock").open("w")
    except OSError:
        if _is_current(venv, lock_file):
            return
        raise LaunchError(NOT_WRITABLE.format(venv)) from None
    with guard:
        fcntl.flock(guard, fcntl.LOCK_EX)
        if not _is_current(venv, lock_file):
            _install(venv, lock_file)


def _stamps(venv: Path) -> dict[str, str]:
    try:
        return dict(json.loads((venv / ".installed.json").read_text()))
    except (OSError, ValueError):
        return {}


def _hash(lock_file: str) -> str:
    return hashlib.sha256((paths.ROOT / lock_file).read_bytes()).hexdigest()


def _is_current(venv: Path, lock_file: str) -> bool:
    return _stamps(venv).get(lock_file) == _hash(lock_file) and _works()


def _works() -> bool:
    """A system upgrade may have taken the interpreter away from under the environment."""
    if not paths.python().exists():
        return False
    test = [str(paths.python()), "-I", "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]
    return subprocess.run(test, check=False, capture_output=True).returncode == 0


def _install(venv: Path, lock_file: str) -> None:
    say(f"准备 Python 环境（首次约一分钟）/ Python environment: {venv}")
    if not _works():
        with step("venv"):
            _make(venv)
    with step(f"pip install --require-hashes -r {lock_file}"):
        # -I: our rooms stand in the current folder, and one of them is called `requests`.
        command = [str(paths.python()), "-I", "-m", "pip", "install", "--quiet", "--no-input"]
        command += ["--disable-pip-version-check", "--require-hashes", "--no-deps"]
        command += ["-r", str(paths.ROOT / lock_file)]
        done = subprocess.run(command, check=False, env={**os.environ, "PYTHONUTF8": "1"})
        if done.returncode:
            raise LaunchError(
                "安装依赖失败，原因见上（网络？）。再次运行会接着安装。\n"
                "Installing failed, see above (network?). Run again to go on."
            )
    stamps = {name: _hash(name) for name in INCLUDED[lock_file]}
    (venv / ".installed.json").write_text(json.dumps(_stamps(venv) | stamps))


def _make(venv: Path) -> None:
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        raise LaunchError(NO_VENV)
    command = [sys.executable, "-I", "-m", "venv", "--clear", str(venv)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        raise LaunchError(f"{NO_VENV}\n{done.stdout}{done.stderr}".strip())
