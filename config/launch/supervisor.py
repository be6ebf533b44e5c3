"""Keeps the site's processes alive, and ends them all when it is told to end."""

import contextlib
import os
import signal
import subprocess
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

from config.launch import paths
from config.launch.data import DataFolder
from config.launch.voice import say
from config.servers import processes
from config.servers.errors import LaunchError

RESTARTS, WITHIN = 5, 120.0
PATIENCE = 8.0  # a worker may finish what it has begun; then it is over


@dataclass
class Part:
    """One process: how to start it (again), and when it last had to be."""

    name: str
    start: Callable[[], subprocess.Popen[bytes]]
    process: subprocess.Popen[bytes] | None = None
    once: bool = False  # a job: its end is its success
    is_server: bool = False  # the stack ends it, after everybody who uses it
    restarts: deque[float] = field(default_factory=lambda: deque(maxlen=RESTARTS))

    def begin(self) -> None:
        self.process = self.start()


class Supervisor:
    def __init__(self, data: DataFolder) -> None:
        self.data = data
        self.parts: list[Part] = []
        self.ending = ""
        self.is_starting = True

    def obey_signals(self) -> None:
        for sign in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(sign, self._told_to_end)

    def _told_to_end(self, sign: int, frame: FrameType | None) -> None:
        self.ending = self.ending or signal.Signals(sign).name
        if self.is_starting:  # in the middle of pip or of a migration: do not wait for its end
            raise KeyboardInterrupt

    def add(self, part: Part) -> None:
        if part.process is None:
            part.begin()
        self.parts.append(part)
        self.note_children()

    def note_children(self) -> None:
        """For whoever has to clean up after a kill -9 of this process."""
        alive = [(p.name, p.process.pid) for p in self.parts if p.process is not None]
        children = [{"name": n, "pid": pid, "born": processes.birth(pid)} for n, pid in alive]
        self.data.write_run(children=children)

    def watch(self, every: float = 0.3) -> None:
        """Returns when told to end; raises when a part will not live."""
        self.is_starting = False
        while not self.ending:
            time.sleep(every)
            for part in list(self.parts):
                if part.process is not None and part.process.poll() is not None:
                    self._raise_again(part, part.process.returncode)

    def _raise_again(self, part: Part, code: int) -> None:
        if part.once and code == 0:
            self.parts.remove(part)
            return
        if self.ending:
            return
        now = time.monotonic()
        if len(part.restarts) == RESTARTS and now - part.restarts[0] < WITHIN:
            if part.once:  # a job that fails is no reason to close the doors
                say(
                    f"{part.name} 没有讲完（{code}），不影响使用。日志在 {self.data.path / 'log'} /"
                    f" did not finish ({code}); everything else goes on. See the logs."
                )
                self.parts.remove(part)
                return
            raise LaunchError(
                f"{part.name} 反复退出（{code}），停止全部。日志在 {self.data.path / 'log'}。\n"
                f"{part.name} keeps ending ({code}): stopping. Logs in {self.data.path / 'log'}."
            )
        part.restarts.append(now)
        say(f"{part.name} 退出（{code}），重新启动 / ended, starting it again")
        part.begin()
        self.note_children()

    def stop(self) -> None:
        """Everything of Django's at once, then by force."""
        ours = [p.process for p in self.parts if p.process is not None and not p.is_server]
        for process in ours:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE
        for process in ours:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(max(0.1, deadline - time.monotonic()))
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)  # and the children it left, if any
            process.wait()
        self.parts.clear()


def python_part(
    name: str, log: Path, environment: dict[str, str], *arguments: str, **more: Any
) -> Part:
    """A Python process in a session of its own: Ctrl-C in the terminal is for us alone."""

    def start() -> subprocess.Popen[bytes]:
        with log.open("ab") as file:
            return subprocess.Popen(
                [str(paths.python()), *arguments],
                cwd=paths.ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=file,
                start_new_session=True,
            )

    return Part(name, start, **more)
