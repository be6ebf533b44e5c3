"""PostgreSQL and Valkey for one data folder, and the variables that lead to them."""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from config.launch import given as given_servers
from config.launch import paths
from config.launch.data import DataFolder
from config.servers import binaries, processes
from config.servers.postgres import Postgres
from config.servers.valkey import Valkey

GIVEN = (
    *given_servers.DATABASES,
    "REDIS_URL",
    "CELERY_BROKER_URL",
)


class Stack:
    def __init__(self, data: DataFolder) -> None:
        self.data = data
        self.postgres: Postgres | None = None
        self.valkey: Valkey | None = None
        self.home = data.servers()
        # Where it stands what was prepared and told: beside the database, for each its own.
        self.notebook = self.home
        if url := os.environ.get("DATABASE_URL"):
            self.notebook = given_servers.notebook(self.home, url)
        self.sockets: Path | None = None

    def start(self) -> dict[str, str]:
        """What the caller gave (DATABASE_URL, REDIS_URL) stands; the rest is started here."""
        user = self.data.user
        given = {name: os.environ[name] for name in GIVEN if os.environ.get(name)}
        if given.keys() & set(given_servers.DATABASES):
            given_servers.check_database(given, self.notebook, self.data.path)
        if "REDIS_URL" in given:
            given_servers.check_redis(given["REDIS_URL"])
        made = "prepared" if "DATABASE_URL" in given else "pg/PG_VERSION"
        kept = self.data.secrets(database_exists=(self.notebook / made).is_file())
        # Short, and in /tmp whatever TMPDIR says: a socket's path ends at 107 bytes.
        self.sockets = user.own(Path(tempfile.mkdtemp(prefix="wushe-", dir="/tmp")))
        self.data.write_run(sockets=str(self.sockets))
        urls = {}
        if "DATABASE_URL" not in given:
            found = binaries.postgres(paths.venv())
            programs = found.for_user(user, self.home / "bin", "initdb")
            self.postgres = Postgres(programs, self.home / "pg", self.sockets, user)
            self.postgres.make()
            self.postgres.start()
            self.postgres.furnish(owner=kept["owner"], app=kept["app"])
            urls["DATABASE_URL"] = self.postgres.url("wushe_app", kept["app"])
            urls["DATABASE_OWNER_URL"] = self.postgres.url("wushe_owner", kept["owner"])
        if "REDIS_URL" not in given:
            program = binaries.valkey(paths.venv()).for_user(user, self.home / "bin")
            self.valkey = Valkey(program, self.home / "valkey", self.sockets, user)
            self.valkey.start()
            urls["REDIS_URL"] = self.valkey.url()
            urls["CELERY_BROKER_URL"] = self.valkey.broker_url()
        urls |= given
        keys = {name: value for name, value in kept.items() if name.isupper()}
        return keys | urls | self._places()

    def _places(self) -> dict[str, str]:
        return {
            "DJANGO_SETTINGS_MODULE": "config.settings.demo",
            "WUSHE_MEDIA": str(self.data.path / "media"),
            "WUSHE_AUDIT_FILE": str(self.data.path / "audit" / "checkpoints.jsonl"),
            "WUSHE_STATIC": str(self.data.path / "static"),
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
            "PYTHONUTF8": "1",
            "PYTHONUNBUFFERED": "1",
        }

    def children(self) -> list[dict[str, Any]]:
        """For whoever has to clean up after a kill -9."""
        servers = {"PostgreSQL": self.postgres, "Valkey": self.valkey}
        return [
            {"name": name, "pid": s.process.pid, "born": processes.birth(s.process.pid)}
            for name, s in servers.items()
            if s is not None and s.process is not None
        ]

    def stop(self) -> None:
        for server in (self.valkey, self.postgres):
            if server is not None:
                server.stop()
        if self.sockets is not None:
            shutil.rmtree(self.sockets, ignore_errors=True)
