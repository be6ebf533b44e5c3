"""Migrated templates, and a clone of them for every test process.

The owner migrates and clones; the tests act as wushe_app, which may not even TRUNCATE. So a
test with real transactions is followed by a fresh clone, rules, grants and all.

There are two grounds to stand on: the empty one, and one where the small town of tests/town.py
already stands, so that it is built once for a process and not for each of a thousand tests.
"""

import contextlib
import functools
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import psycopg2
from django.core.management import call_command
from django.db import connection, connections

from config import env
from config.servers.postgres import EXTENSIONS

RUN = os.environ["WUSHE_TEST_RUN"]
PROCESS = os.environ.get("PYTEST_XDIST_WORKER", "main")
OWNER_URL = os.environ.get("DATABASE_OWNER_URL") or os.environ.get("DATABASE_URL", "")


@dataclass(frozen=True)
class Ground:
    name: str
    settle: Callable[[], str] | None = None
    """Puts something there for good, and says where it stands."""

    @property
    def template(self) -> str:
        return f"test_{RUN}_template_{self.name}"

    @property
    def clone(self) -> str:
        return f"test_{RUN}_{PROCESS}_{self.name}"


EMPTY = Ground("empty")
_wanted = EMPTY
_cloned: set[Ground] = set()


@contextlib.contextmanager
def as_owner() -> Iterator[psycopg2.extensions.cursor]:
    """Beside Django, in the database that is never cloned nor dropped."""
    owner = psycopg2.connect(OWNER_URL)
    owner.autocommit = True
    try:
        with owner.cursor() as cursor:
            yield cursor
    finally:
        owner.close()


def connect_as_owner() -> psycopg2.extensions.connection:
    """To this test's own database."""
    here = urlsplit(OWNER_URL)._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    return psycopg2.connect(here)


@contextlib.contextmanager
def as_owner_of_clone() -> Iterator[psycopg2.extensions.cursor]:
    """In this test's own database, to take a guard away for a control."""
    owner = connect_as_owner()
    owner.autocommit = True
    try:
        with owner.cursor() as cursor:
            yield cursor
    finally:
        owner.close()


def want(ground: Ground) -> None:
    """The next test stands here; the first of all waits until there is a server."""
    global _wanted
    _wanted = ground
    if _cloned:
        stand()


def stand() -> None:
    if _wanted not in _cloned:
        prepare(_wanted)
        fresh_clone()
    elif connection.settings_dict["NAME"] != _wanted.clone and not connection.in_atomic_block:
        _move_to(_wanted)


def stands_on(ground: Ground) -> bool:
    return bool(connection.settings_dict["NAME"] == ground.clone)


def prepare(ground: Ground) -> None:
    """The first process makes the template; the others wait at the lock and find it made."""
    if ground.settle:
        prepare(EMPTY)
    with as_owner() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [ground.template])
        cursor.execute("SELECT count(*) FROM pg_database WHERE datname = %s", [ground.template])
        if cursor.fetchone() == (0,):
            _make_template(cursor, ground)
        cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", [ground.template])


def _make_template(cursor: psycopg2.extensions.cursor, ground: Ground) -> None:
    unfinished = f"{ground.template}_unfinished"
    cursor.execute(f"DROP DATABASE IF EXISTS {unfinished}")
    site = dict(connection.settings_dict)
    connections.close_all()
    note = ""
    try:
        if ground.settle is None:
            cursor.execute(f"CREATE DATABASE {unfinished}")
            _furnish(unfinished)
            owner = env.database("DATABASE_OWNER_URL", OWNER_URL)
            connection.settings_dict.update(owner | {"NAME": unfinished})
            call_command("migrate", verbosity=0, interactive=False)
        else:
            _copy(cursor, EMPTY.template, unfinished)
            connection.settings_dict["NAME"] = unfinished
            note = ground.settle()
    finally:
        connection.close()
        connection.settings_dict.update(site)
    cursor.execute(f"COMMENT ON DATABASE {unfinished} IS %s", [note])
    cursor.execute(f"ALTER DATABASE {unfinished} RENAME TO {ground.template}")


def _furnish(name: str) -> None:
    """On a server of one's own nobody has put the extensions into its template."""
    owner = psycopg2.connect(urlsplit(OWNER_URL)._replace(path=f"/{name}").geturl())
    owner.autocommit = True
    with contextlib.closing(owner), owner.cursor() as cursor:
        for extension in EXTENSIONS:
            cursor.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")


@functools.cache
def note_of(ground: Ground) -> str:
    """What was written down when the template was made."""
    with as_owner() as cursor:
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
            [ground.template],
        )
        return str(cursor.fetchone()[0])


def fresh_clone() -> None:
    """Whatever the last test left behind — rows, sessions, forgotten threads — is gone."""
    connections.close_all()
    with as_owner() as cursor:
        _drop(cursor, _wanted.clone)
        _copy(cursor, _wanted.template, _wanted.clone)
    _cloned.add(_wanted)
    _move_to(_wanted)


def _copy(cursor: psycopg2.extensions.cursor, source: str, target: str) -> None:
    cursor.execute(f"CREATE DATABASE {target} TEMPLATE {source} STRATEGY FILE_COPY")


def _move_to(ground: Ground) -> None:
    connections.close_all()
    # The dictionary is shared by the connections of all threads.
    connection.settings_dict["NAME"] = ground.clone
    # For the processes that a test starts itself.
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "WUSHE_SUPERUSER_URL"):
        if url := os.environ.get(name):
            os.environ[name] = urlsplit(url)._replace(path=f"/{ground.clone}").geturl()


def leave() -> None:
    for ground in list(_cloned):
        drop(ground.clone)
    _cloned.clear()


def drop(name: str) -> None:
    connections.close_all()
    with as_owner() as cursor:
        _drop(cursor, name)


def _drop(cursor: psycopg2.extensions.cursor, name: str) -> None:
    """The owner may end the site's sessions, but must wait for a superuser's."""
    for _ in range(50):
        try:
            cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        except psycopg2.errors.InsufficientPrivilege:
            time.sleep(0.1)
        else:
            return
    cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
