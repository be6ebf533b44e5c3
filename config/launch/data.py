"""The data folder: where it is, who may enter, its secrets, its one lock and its one run file."""

import base64
import contextlib
import fcntl
import json
import os
import secrets
import shutil
import tempfile
from pathlib import Path
from typing import IO, Any

from config.launch import paths
from config.launch.voice import say
from config.servers import processes
from config.servers.accounts import ServerUser
from config.servers.errors import LaunchError

NOT_WRITABLE = """\
数据文件夹不可写：{0}（{1}）。请用 WUSHE_DATA=/另一个/文件夹 bin/demo。
The data folder is not writable: {0} ({1}). Try WUSHE_DATA=/another/folder bin/demo."""
NO_SECRETS = """\
{0} 里有数据库，但密钥文件 secrets.json 丢失或损坏：加密的内容已无法读出。
请找回该文件，或用 bin/demo --reset 重新开始。
The database is here but secrets.json is missing or damaged: what was encrypted cannot be read.
Bring the file back, or start afresh with bin/demo --reset."""
# What speaks of a database, and means nothing beside another one.
OF_A_TOWN = ("media", "audit")
# Logs, the audit's signatures, uploads: for nobody else on this machine.
PRIVATE = ("log", "beat", *OF_A_TOWN)
OURS = (*OF_A_TOWN, "servers", "static", "log", "secrets.json", "run.json", "servers.path", "beat")


class DataFolder:
    def __init__(self, path: Path, user: ServerUser) -> None:
        self.path, self.user = path, user
        self.run_file = path / "run.json"
        self._lock: IO[str] | None = None

    @classmethod
    def open(cls, user: ServerUser) -> "DataFolder":
        path = Path(os.environ.get("WUSHE_DATA") or paths.ROOT / ".data").absolute()
        try:
            path.mkdir(parents=True, exist_ok=True)
            if user.drops:
                path.chmod(0o711)  # the database's user passes through, and sees nothing
            elif path.stat().st_uid == os.geteuid():
                path.chmod(0o700)
            with tempfile.TemporaryFile(dir=path):
                pass
        except OSError as error:
            raise LaunchError(NOT_WRITABLE.format(path, error.strerror)) from None
        folder = cls(path, user)
        folder.close_to_others()
        return folder

    def close_to_others(self) -> None:
        for name in PRIVATE:
            inside = self.path / name
            inside.mkdir(exist_ok=True)
            inside.chmod(0o700)

    # --- one at a time -------------------------------------------------------------------
    def take(self) -> bool:
        """The lock is the kernel's: it ends with the process, kill -9 included."""
        lock = (self.path / "lock").open("w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            return False
        self._lock = lock
        return True

    def let_go(self) -> None:
        if self._lock is not None:
            self.run_file.unlink(missing_ok=True)
            self._lock.close()
            self._lock = None

    def read_run(self) -> dict[str, Any]:
        try:
            return dict(json.loads(self.run_file.read_text(encoding="utf-8")))
        except (OSError, ValueError):
            return {}

    def write_run(self, **changes: Any) -> None:
        run = self.read_run() | {"pid": os.getpid()} | changes
        _write_private(self.run_file, json.dumps(run))

    def clear_leftovers(self) -> None:
        """Children of a launcher that was killed: ours by pid and hour of birth."""
        run = self.read_run()
        for child in reversed(run.get("children", [])):
            if processes.is_running(child["pid"], child["born"]):
                say(f"结束上次遗留的进程 / ending a left-over process: {child['name']}")
                processes.stop(child["pid"])
        sockets = Path(run.get("sockets") or "/tmp/wushe-none")  # noqa: S108
        if sockets.parent == Path("/tmp") and sockets.name.startswith("wushe-"):  # noqa: S108
            shutil.rmtree(sockets, ignore_errors=True)
        self.run_file.unlink(missing_ok=True)

    # --- where the servers keep their files -------------------------------------------------
    def servers(self) -> Path:
        """`servers/` here; where the server's user cannot enter, a private folder elsewhere."""
        here, pointer = self.path / "servers", self.path / "servers.path"
        if pointer.exists():
            away = Path(pointer.read_text(encoding="utf-8").strip())
            if away.is_dir() and not away.is_symlink() and away.stat().st_uid == self.user.uid:
                return away
            say(f"{away} 已不存在，小镇将重新开始 / is gone; the town starts afresh.")
            pointer.unlink()
            for name in OF_A_TOWN:  # signatures of the old audit would accuse the new one
                shutil.rmtree(self.path / name, ignore_errors=True)
            self.close_to_others()
        with contextlib.suppress(OSError):
            self.user.own(here)
            if self.user.can("-w", here):
                return here
        shutil.rmtree(here, ignore_errors=True)
        away = self.user.own(Path(tempfile.mkdtemp(prefix="wushe-", dir="/var/tmp")))
        pointer.write_text(str(away), encoding="utf-8")
        say(
            f"用户 {self.user.name} 进不了 {self.path}，数据库放在 {away}。\n"
            f"The user {self.user.name} cannot enter {self.path}: the database is kept in {away}."
        )
        return away

    # --- secrets -----------------------------------------------------------------------------
    def secrets(self, *, database_exists: bool) -> dict[str, str]:
        path = self.path / "secrets.json"
        try:
            kept = dict(json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError):
            if database_exists:
                raise LaunchError(NO_SECRETS.format(self.path)) from None
            kept = {}
        made = {
            "SECRET_KEY": secrets.token_urlsafe(48),
            "WUSHE_KEYS": json.dumps({"1": _key()}),
            "WUSHE_INDEX_KEY": _key(),
            "WUSHE_AUDIT_KEY": _key(),
            "owner": secrets.token_hex(16),
            "app": secrets.token_hex(16),
        }
        if made.keys() - kept.keys():
            kept = made | kept
            _write_private(path, json.dumps(kept, indent=1))
        return kept

    # --- the end -------------------------------------------------------------------------------
    def reset(self) -> None:
        """Only what the launcher made: WUSHE_DATA may hold other things."""
        with contextlib.suppress(OSError):
            away = Path((self.path / "servers.path").read_text(encoding="utf-8").strip())
            if away.parent == Path("/var/tmp") and away.name.startswith("wushe-"):  # noqa: S108
                shutil.rmtree(away, ignore_errors=True)
        for name in OURS:
            path = self.path / name
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
        self.close_to_others()


def _key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def _write_private(path: Path, text: str) -> None:
    """All or nothing, and for nobody else's eyes."""
    unfinished = path.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    unfinished.rename(path)
