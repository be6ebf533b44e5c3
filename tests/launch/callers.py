"""The launcher is tested as people use it: a program, a folder, a port, signals."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from config.servers import processes
from tests.waiting import PATIENCE, wait_until

ROOT = Path(__file__).resolve().parents[2]
# LANG is unset on a bare machine, and our own test servers are not the demo's.
LEFT_OUT = ("LANG", "LC_", "DATABASE_", "REDIS_", "CELERY_", "DJANGO_", "WUSHE_", "PYTEST_")


@dataclass
class Demo:
    """One data folder and one port; as many callers as a test likes."""

    data: Path
    port: int
    more: dict[str, str] = field(default_factory=dict)
    callers: list[subprocess.Popen[str]] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(LEFT_OUT)}
        told = {"WUSHE_DATA": str(self.data), "PORT": str(self.port), "WUSHE_VENV": sys.prefix}
        return kept | told | self.more

    def call(self, program: str = "demo", *arguments: str) -> subprocess.Popen[str]:
        """Begun in the background, as a shell does that: with Ctrl-C ignored."""
        quietly = ("sh", "-c", 'trap "" INT; exec "$@"', "sh")
        caller = subprocess.Popen(
            [*quietly, sys.executable, ROOT / "bin" / program, *arguments],
            env=self.environment,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )
        self.callers.append(caller)
        return caller

    def run_file(self) -> dict[str, Any]:
        with contextlib.suppress(OSError, ValueError):
            return dict(json.loads((self.data / "run.json").read_text(encoding="utf-8")))
        return {}

    def children(self) -> list[dict[str, Any]]:
        return list(self.run_file().get("children", []))

    def get(self, path: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as got:
                return got.status, got.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except OSError as error:
            return 0, str(error)

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        caller = self.call("demo", "--empty", *arguments)
        wait_until(lambda: self._is_ready(caller.pid) or caller.poll() is not None)
        assert caller.poll() is None, caller.communicate()[0]
        return caller

    def _is_ready(self, pid: int) -> bool:
        """The run file of a launcher that was killed says ready for ever."""
        run = self.run_file()
        return bool(run.get("ready")) and run["pid"] == pid

    def wait_for_everybody(self) -> None:
        wait_until(lambda: self.get("/healthz")[0] == 200)

    def end(self, caller: subprocess.Popen[str], how: signal.Signals = signal.SIGTERM) -> str:
        caller.send_signal(how)
        return caller.communicate(timeout=PATIENCE)[0]


def alive(children: list[dict[str, Any]]) -> list[str]:
    return [c["name"] for c in children if processes.is_running(c["pid"], c["born"])]
