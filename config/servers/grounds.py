"""Prepared test databases kept from one run to the next, for whoever asks (WUSHE_KEEP_GROUNDS=1).

To migrate an empty database takes a minute; a copy of the folder takes a second. It is kept for
a day and for these very migrations and this very town: whatever else they are made from (rules
that an action applies to the town, say) may have changed meanwhile, so bin/test never uses it.
"""

import contextlib
import hashlib
import os
import shutil
import time
from datetime import UTC, datetime
from pathlib import Path

from config.servers.accounts import ServerUser
from config.servers.postgres import Postgres

NAME = "kept"
"""Of the run that they are made by: what is made must be found again."""
MADE_FROM = ("*/migrations/*.py", "core/dbrules*", "tests/town*", "tests/databases.py")
A_DAY = 24 * 3600
_COUNT = "SELECT count(*) FROM pg_database WHERE datname LIKE 'test_kept_template_%'"


def wanted() -> bool:
    return os.environ.get("WUSHE_KEEP_GROUNDS") == "1"


class Grounds:
    def __init__(self, venv: Path, root: Path, user: ServerUser) -> None:
        self.user = user
        self.home = venv / "grounds" / _key(root)

    def bring(self, data: Path) -> None:
        """Before the server is made: what stood there when the last run ended."""
        if self.home.is_dir():
            self._copy(self.home, data)

    def keep(self, postgres: Postgres) -> None:
        """When the run ends: if it prepared more than was known before."""
        made, note = int(postgres.sql("postgres", _COUNT)), self.home.with_suffix(".count")
        if made == 0 or (note.is_file() and int(note.read_text()) >= made):
            return
        postgres.tests = False  # to be copied it has to be shut down in order
        postgres.stop()
        unfinished = self.home.with_suffix(f".{os.getpid()}")
        unfinished.parent.mkdir(parents=True, exist_ok=True)
        self._copy(postgres.data, unfinished)
        self._sweep()
        shutil.rmtree(self.home, ignore_errors=True)
        with contextlib.suppress(OSError):  # another process has just put its own there
            unfinished.rename(self.home)
            note.write_text(str(made))
        shutil.rmtree(unfinished, ignore_errors=True)

    def _sweep(self) -> None:
        """Those of other days."""
        for path in self.home.parent.iterdir():
            if time.time() - path.stat().st_mtime > A_DAY:
                shutil.rmtree(path) if path.is_dir() else path.unlink()

    def _copy(self, source: Path, target: Path) -> None:
        shutil.copytree(source, target)
        for path in (target, *target.rglob("*")):
            if self.user.drops:
                os.chown(path, self.user.uid, self.user.gid)


def _key(root: Path) -> str:
    made = hashlib.sha256(datetime.now(UTC).date().isoformat().encode())
    for pattern in MADE_FROM:
        for path in sorted(root.glob(pattern)):
            if path.is_file():
                made.update(path.read_bytes())
    return made.hexdigest()[:16]
