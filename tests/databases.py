"""One migrated template, and a clone of it for every test process.

The owner migrates and clones; the tests act as wushe_app, which may not even TRUNCATE. So a
test with real transactions is followed by a fresh clone, rules, grants and all.
"""

import contextlib
import os
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import psycopg2
from django.core.management import call_command
from django.db import connection, connections

from config import env

RUN = os.environ["WUSHE_TEST_RUN"]
TEMPLATE = f"test_{RUN}_template"
CLONE = f"test_{RUN}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
OWNER_URL = os.environ.get("DATABASE_OWNER_URL") or os.environ.get("DATABASE_URL", "")


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


@contextlib.contextmanager
def as_owner_of_clone() -> Iterator[psycopg2.extensions.cursor]:
    """In this test's own database, to take a guard away for a control."""
    here = urlsplit(OWNER_URL)._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    owner = psycopg2.connect(here)
    owner.autocommit = True
    try:
        with owner.cursor() as cursor:
            yield cursor
    finally:
        owner.close()


def prepare() -> None:
    """The first process migrates; the others wait at the lock and find the template made."""
    with as_owner() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [TEMPLATE])
        cursor.execute("SELECT count(*) FROM pg_database WHERE datname = %s", [TEMPLATE])
        if cursor.fetchone() == (0,):
            _make_template(cursor)
        cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", [TEMPLATE])
    fresh_clone()


def _make_template(cursor: psycopg2.extensions.cursor) -> None:
    unfinished = f"{TEMPLATE}_unfinished"
    cursor.execute(f"DROP DATABASE IF EXISTS {unfinished}")
    cursor.execute(f"CREATE DATABASE {unfinished}")
    app = dict(connection.settings_dict)
    owner = env.database("DATABASE_OWNER_URL", OWNER_URL)
    connection.close()
    connection.settings_dict.update(owner | {"NAME": unfinished})
    try:
        call_command("migrate", verbosity=0, interactive=False)
    finally:
        connection.close()
        connection.settings_dict.update(app)
    cursor.execute(f"ALTER DATABASE {unfinished} RENAME TO {TEMPLATE}")


def fresh_clone() -> None:
    """Whatever the last test left behind — rows, sessions, forgotten threads — is gone."""
    connections.close_all()
    with as_owner() as cursor:
        _drop(cursor, CLONE)
        cursor.execute(f"CREATE DATABASE {CLONE} TEMPLATE {TEMPLATE} STRATEGY FILE_COPY")
    # The dictionary is shared by the connections of all threads.
    connection.settings_dict["NAME"] = CLONE
    # For the processes that a test starts itself.
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "WUSHE_SUPERUSER_URL"):
        if url := os.environ.get(name):
            os.environ[name] = urlsplit(url)._replace(path=f"/{CLONE}").geturl()


def drop(name: str) -> None:
    connections.close_all()
    with as_owner() as cursor:
        _drop(cursor, name)


def _drop(cursor: psycopg2.extensions.cursor, name: str) -> None:
    """The owner may end the site's sessions, but must wait for a superuser's (autovacuum's)."""
    for _ in range(50):
        try:
            cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        except psycopg2.errors.InsufficientPrivilege:
            time.sleep(0.1)
        else:
            return
    cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
