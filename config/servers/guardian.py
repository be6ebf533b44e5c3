"""Servers that live exactly as long as the process that asked for them.

`python -m config.servers.guardian VENV` starts PostgreSQL and Valkey in a new folder, prints
one JSON line with the variables to set, and waits until its standard input closes. The kernel
closes it however the caller ends — normally, by Ctrl-C or by kill -9 — so nothing is left.
"""

import contextlib
import json
import os
import secrets
import shutil
import signal
import sys
import tempfile
from pathlib import Path

from config.servers import binaries, grounds
from config.servers.accounts import server_user
from config.servers.errors import LaunchError
from config.servers.postgres import Postgres
from config.servers.valkey import Valkey

ROOT = Path(__file__).resolve().parents[2]


def serve(venv: Path) -> None:
    user = server_user()
    # Short, and in /tmp whatever TMPDIR says: a socket's path ends at 107 bytes.
    folder = user.own(Path(tempfile.mkdtemp(prefix="wushe-", dir="/tmp")))
    with contextlib.ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        answer = {}
        if not os.environ.get("DATABASE_URL"):
            found = binaries.postgres(venv)
            programs = found.for_user(user, folder / "bin", "initdb")
            postgres = Postgres(programs, folder / "pg", folder, user, tests=True)
            if grounds.wanted():
                kept = grounds.Grounds(venv, ROOT, user)
                kept.bring(postgres.data)
            postgres.make()
            stack.callback(postgres.stop)
            if grounds.wanted():
                stack.callback(kept.keep, postgres)
            postgres.start()
            owner, app = secrets.token_hex(8), secrets.token_hex(8)
            postgres.furnish(owner=owner, app=app)
            answer["DATABASE_URL"] = postgres.url("wushe_app", app)
            answer["DATABASE_OWNER_URL"] = postgres.url("wushe_owner", owner)
            answer["WUSHE_SUPERUSER_URL"] = postgres.url("postgres", "")
        if not os.environ.get("REDIS_URL"):
            program = binaries.valkey(venv).for_user(user, folder / "bin")
            valkey = Valkey(program, folder / "valkey", folder, user)
            stack.callback(valkey.stop)
            valkey.start()
            answer["REDIS_URL"] = valkey.url()
            answer["CELERY_BROKER_URL"] = valkey.broker_url()
        print(json.dumps(answer), flush=True)
        sys.stdin.buffer.read()


def main() -> None:
    for sign in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(sign, lambda *_: sys.exit(0))
    try:
        serve(Path(sys.argv[1]))
    except LaunchError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
