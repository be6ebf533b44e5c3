"""Which process is which, and how to end it. A pid alone proves nothing: pids come again."""

import os
import signal
import subprocess
import time
from pathlib import Path


def birth(pid: int) -> str:
    """When the process began, as the kernel tells it; empty when there is none."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return "" if Path("/proc/self/stat").exists() else _birth_without_proc(pid)
    fields = stat.rpartition(")")[2].split()
    return "" if fields[0] == "Z" else fields[19]


def _birth_without_proc(pid: int) -> str:
    command = ["ps", "-o", "lstart=", "-p", str(pid)]
    return subprocess.run(command, check=False, capture_output=True, text=True).stdout.strip()


def is_running(pid: int, born: str) -> bool:
    return bool(born) and birth(pid) == born


def working_folder(pid: int) -> Path | None:
    try:
        return Path(os.readlink(f"/proc/{pid}/cwd"))
    except OSError:
        return None


def in_folder(folder: Path) -> list[int]:
    """Who works there: how to find a server that no file tells of any more."""
    numbers = [int(path.name) for path in Path("/proc").glob("[0-9]*")]
    return [pid for pid in numbers if working_folder(pid) == folder.resolve()]


def stop(pid: int, how: signal.Signals = signal.SIGTERM, patience: float = 10) -> None:
    """End a process that is not our child; the caller has made sure that it is ours to end."""
    born = birth(pid)
    for sign, wait in ((how, patience), (signal.SIGKILL, 5.0)):
        if not is_running(pid, born):
            return
        try:
            os.kill(pid, sign)
        except ProcessLookupError:
            return
        deadline = time.monotonic() + wait
        while is_running(pid, born) and time.monotonic() < deadline:
            time.sleep(0.03)


def stop_child(
    child: subprocess.Popen[bytes], how: signal.Signals = signal.SIGTERM, patience: float = 10
) -> None:
    if child.poll() is None:
        child.send_signal(how)
        try:
            child.wait(patience)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
