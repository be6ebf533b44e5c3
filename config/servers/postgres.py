"""A private PostgreSQL: no TCP, one socket in a closed folder, three roles.

`postgres` (peer: only the user who started it) makes the roles; `wushe_owner` migrates;
`wushe_app` is what the site acts as, and owns nothing.
"""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import time
from pathlib import Path

from config.servers import processes
from config.servers.accounts import ServerUser
from config.servers.errors import LaunchError

DATABASE = "wushe"
EXTENSIONS = ("pg_trgm", "btree_gist", "btree_gin")
FOUND_BEHIND_THE_WALL = "ALTER FUNCTION pg_catalog.ts_match_vq(tsvector, tsquery) LEAKPROOF;"
"""`@@` tells nothing of a row it refuses; said so, PostgreSQL may use the index of words below row
level security. Without it a search reads every row of the community: right, but slow."""
FOR_TESTS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",  # its sessions are a superuser's, and would hold up the next clone
}
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "80",
    "shared_buffers": "128MB",
    "log_min_messages": "warning",
    # A refused statement and the row it was about hold names: neither stands in the log.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_timezone": "UTC",
    "timezone": "UTC",
}
STRUCTURE = """
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'wushe_owner') THEN
        CREATE ROLE wushe_owner LOGIN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'wushe_app') THEN
        CREATE ROLE wushe_app LOGIN;
    END IF;
END $$;
ALTER ROLE wushe_owner NOSUPERUSER NOBYPASSRLS NOCREATEROLE {createdb} PASSWORD '{owner}';
ALTER ROLE wushe_app NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB PASSWORD '{app}';
"""


class Postgres:
    def __init__(
        self,
        programs: Path,
        data: Path,
        sockets: Path,
        user: ServerUser,
        *,
        tests: bool = False,
    ) -> None:
        self.programs, self.data, self.sockets = programs, data, sockets
        self.user, self.tests = user, tests
        self.log = data.with_suffix(".log")
        self.process: subprocess.Popen[bytes] | None = None

    def make(self) -> None:
        """initdb into a folder beside it: a half-made one is never mistaken for a database."""
        if (self.data / "PG_VERSION").is_file():
            self._check_version()
            return
        if self.data.exists():
            shutil.rmtree(self.data)
        unfinished = self.data.with_suffix(".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        self.user.own(unfinished)
        # C.UTF-8, never C: with C, pg_trgm finds no trigrams in Chinese.
        arguments = ["-D", str(unfinished), "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8"]
        self._call("initdb", *arguments, "-A", "peer", "--no-sync")
        unfinished.rename(self.data)

    def _check_version(self) -> None:
        made = (self.data / "PG_VERSION").read_text().strip()
        ours = self._call("postgres", "--version").split()[2].split(".")[0]
        if made != ours:
            raise LaunchError(
                f"数据由 PostgreSQL {made} 建立，现在的是 {ours}：请用 bin/demo --reset 重来。\n"
                f"The data was made by PostgreSQL {made}, this is {ours}: bin/demo --reset."
            )

    def start(self) -> None:
        """After a kill -9 the old shared memory may be busy for a moment: hence three tries."""
        for _ in range(2):
            with contextlib.suppress(LaunchError):
                self._start()
                return
            time.sleep(1)
        self._start()

    def _start(self) -> None:
        self._clear_leftovers()
        self._write_access_rules()
        settings = SETTINGS | (FOR_TESTS if self.tests else {})
        settings |= {"unix_socket_directories": str(self.sockets)}
        command = [str(self.programs / "postgres"), "-D", str(self.data)]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        with self.log.open("ab") as log:
            options = self.user.options()
            self.process = subprocess.Popen(command, stdout=log, stderr=log, **options)
        deadline = time.monotonic() + 60
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise LaunchError(f"PostgreSQL 没有启动 / did not start:\n{self._log_tail()}")
            time.sleep(0.03)

    def _answers(self) -> bool:
        """`pg_isready` would do, but the pid file tells the same without a new process."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        ours = self.process is not None and lines[:1] == [str(self.process.pid)]
        return ours and len(lines) >= 8 and lines[7].strip() == "ready"

    def _log_tail(self) -> str:
        return self.log.read_text(errors="replace")[-3000:] if self.log.exists() else ""

    def _clear_leftovers(self) -> None:
        """After a kill -9: stop a server that still runs on our folder, forget a dead one."""
        note = self.data / "postmaster.pid"
        try:
            pid = int(note.read_text().splitlines()[0])
        except (OSError, ValueError, IndexError):
            note.unlink(missing_ok=True)
            return
        if processes.working_folder(pid) == self.data.resolve():
            processes.stop(pid, signal.SIGINT, patience=20)
        note.unlink(missing_ok=True)

    def _write_access_rules(self) -> None:
        """The superuser is whoever started us; everybody else needs a password."""
        names = {self.user.name, pwd.getpwuid(os.geteuid()).pw_name}
        self._write("pg_ident.conf", "".join(f'starter "{name}" postgres\n' for name in names))
        rules = "local all postgres peer map=starter\nlocal all all scram-sha-256\n"
        self._write("pg_hba.conf", rules)

    def _write(self, name: str, text: str) -> None:
        path = self.data / name
        path.write_text(text, encoding="utf-8")
        if self.user.drops:
            os.chown(path, self.user.uid, self.user.gid)
        path.chmod(0o600)

    def furnish(self, *, owner: str, app: str) -> None:
        """Roles, database, extensions. Idempotent: it also finishes what was interrupted."""
        createdb = "CREATEDB" if self.tests else "NOCREATEDB"
        self.sql("postgres", STRUCTURE.format(createdb=createdb, owner=owner, app=app))
        if self.tests:  # clones are dropped while a forgotten thread may still be connected
            self.sql("postgres", "GRANT pg_signal_backend TO wushe_owner")
        extensions = "".join(f"CREATE EXTENSION IF NOT EXISTS {name};" for name in EXTENSIONS)
        extensions += FOUND_BEHIND_THE_WALL
        self.sql("template1", extensions)
        query = f"SELECT count(*) FROM pg_database WHERE datname = '{DATABASE}'"  # noqa: S608
        if self.sql("postgres", query) == "0":
            self.sql("postgres", f"CREATE DATABASE {DATABASE} OWNER wushe_owner")
        self.sql(DATABASE, extensions)

    def sql(self, database: str, text: str) -> str:
        arguments = ["-h", str(self.sockets), "-U", "postgres", "-d", database, "-qAtX"]
        return self._call("psql", *arguments, "-v", "ON_ERROR_STOP=1", "-c", text).strip()

    def _call(self, program: str, *arguments: str) -> str:
        command = [str(self.programs / program), *arguments]
        done = subprocess.run(command, check=False, capture_output=True, **self.user.options())
        if done.returncode:
            raise LaunchError(f"{program} 失败 / failed:\n{done.stderr.decode(errors='replace')}")
        return str(done.stdout.decode())

    def running(self) -> subprocess.Popen[bytes]:
        if self.process is None:
            raise RuntimeError("not started")
        return self.process

    def url(self, role: str, password: str) -> str:
        login = f"{role}:{password}" if password else role
        return f"postgresql://{login}@/{DATABASE}?host={self.sockets}"

    def stop(self) -> None:
        """Fast shutdown; in tests immediate, nothing there is worth a checkpoint."""
        if self.process is not None:
            how = signal.SIGQUIT if self.tests else signal.SIGINT
            processes.stop_child(self.process, how, patience=30)
            self.process = None
