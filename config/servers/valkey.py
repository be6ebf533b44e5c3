"""A private Valkey (or Redis): only a socket, nothing kept on disk."""

import socket
import subprocess
import time
from pathlib import Path

from config.servers import processes
from config.servers.accounts import ServerUser
from config.servers.errors import LaunchError

DATABASES = 64  # one for every test worker


class Valkey:
    def __init__(self, program: Path, data: Path, sockets: Path, user: ServerUser) -> None:
        self.program, self.data, self.user = program, data, user
        self.socket = sockets / "valkey.sock"
        self.log = data.with_suffix(".log")
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.user.own(self.data)
        for pid in processes.in_folder(self.data):  # after a kill -9; nobody else works there
            processes.stop(pid)
        self.socket.unlink(missing_ok=True)
        command: list[str | Path] = [self.program, "--port", "0", "--unixsocket", self.socket]
        command += ["--unixsocketperm", "700", "--save", "", "--appendonly", "no"]
        command += ["--databases", str(DATABASES), "--dir", self.data, "--daemonize", "no"]
        with self.log.open("ab") as log:
            options = self.user.options()
            self.process = subprocess.Popen(command, stdout=log, stderr=log, **options)
        deadline = time.monotonic() + 20
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                tail = self.log.read_text(errors="replace")[-2000:]
                raise LaunchError(f"Valkey 没有启动 / did not start:\n{tail}")
            time.sleep(0.02)

    def answers(self) -> bool:
        try:
            with socket.socket(socket.AF_UNIX) as client:
                client.settimeout(1)
                client.connect(str(self.socket))
                client.sendall(b"PING\r\n")
                return client.recv(16).startswith(b"+PONG")
        except OSError:
            return False

    def running(self) -> subprocess.Popen[bytes]:
        if self.process is None:
            raise RuntimeError("not started")
        return self.process

    def url(self, number: int = 0) -> str:
        return f"unix://{self.socket}?db={number}"

    def broker_url(self, number: int = 0) -> str:
        """Celery spells the same socket differently."""
        return f"redis+socket://{self.socket}?virtual_host={number}"

    def stop(self) -> None:
        if self.process is not None:
            processes.stop_child(self.process, patience=5)
            self.process = None
