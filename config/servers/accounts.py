"""Under which operating system user the servers run, and what that user can reach."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from config.servers.errors import LaunchError

UNPRIVILEGED = ("nobody", "postgres", "daemon")


@dataclass(frozen=True)
class ServerUser:
    name: str
    uid: int
    gid: int
    drops: bool  # root starts the servers, but PostgreSQL refuses to be root

    def options(self) -> dict[str, Any]:
        """For subprocess: the user, a plain UTF-8 locale, and a group of its own.

        Ctrl-C in the terminal must not reach the database before the site has stopped.
        """
        environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PG", "LC_")) and name != "LANGUAGE"
        }
        options: dict[str, Any] = {
            "env": environment | {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"},
            "cwd": "/",
            "stdin": subprocess.DEVNULL,
            "start_new_session": True,
        }
        if self.drops:
            options |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        return options

    def can(self, test: str, path: Path) -> bool:
        """Ask the kernel as that user: modes, owners and mounts all have a say."""
        command = ["/bin/sh", "-c", 'test "$1" "$2"', "sh", test, str(path)]
        return subprocess.run(command, check=False, **self.options()).returncode == 0

    def own(self, path: Path) -> Path:
        """A folder that only the server's user (and root) may enter."""
        path.mkdir(parents=True, exist_ok=True)
        if self.drops:
            os.chown(path, self.uid, self.gid)
        path.chmod(0o700)
        return path


def server_user() -> ServerUser:
    if os.geteuid() != 0:
        uid = os.geteuid()
        try:
            name = pwd.getpwuid(uid).pw_name
        except KeyError:
            raise LaunchError(
                f"用户编号 {uid} 在 /etc/passwd 中没有名字，PostgreSQL 无法启动。\n"
                f"User id {uid} has no entry in /etc/passwd; PostgreSQL cannot run under it."
            ) from None
        return ServerUser(name, uid, os.getegid(), drops=False)
    for name in (os.environ.get("WUSHE_SERVER_USER", ""), *UNPRIVILEGED):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return ServerUser(name, entry.pw_uid, entry.pw_gid, drops=True)
    raise LaunchError(
        "以 root 运行时需要一个普通用户（如 nobody）来运行数据库，但系统中没有。\n"
        "Running as root needs an unprivileged user such as nobody for the database; none exists."
    )
