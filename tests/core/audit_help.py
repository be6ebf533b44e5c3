"""The hands of somebody who owns the database: triggers, policies and grants do not bind him."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg2


@contextmanager
def as_superuser() -> Iterator[psycopg2.extensions.cursor]:
    owner = psycopg2.connect(os.environ["WUSHE_SUPERUSER_URL"])
    owner.autocommit = True
    try:
        with owner.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")  # no trigger, no foreign key
            yield cursor
    finally:
        owner.close()
