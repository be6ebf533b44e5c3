"""Test servers for the process that calls, and for no longer than it lives."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from config.servers.errors import LaunchError

ROOT = Path(__file__).resolve().parents[2]


def start(python: Path, venv: Path) -> tuple[dict[str, str], Callable[[], None]]:
    """The variables that lead to the servers, and a function that ends them.

    Forgetting to call it costs nothing: the guardian's input closes with this process.
    """
    guardian = subprocess.Popen(
        [str(python), "-m", "config.servers.guardian", str(venv)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,  # Ctrl-C is for the caller; the guardian follows when it ends
    )
    request, reply = guardian.stdin, guardian.stdout
    if request is None or reply is None:  # Popen was told PIPE: only for the type checker
        raise RuntimeError
    answer = reply.readline()
    if not answer:
        raise LaunchError("测试服务器没有启动 / the test servers did not start")

    def leave() -> None:
        request.close()
        reply.close()
        guardian.wait(30)

    return json.loads(answer), leave


def start_for_this_process() -> tuple[dict[str, str], Callable[[], None]]:
    return start(Path(sys.executable), Path(sys.prefix))
