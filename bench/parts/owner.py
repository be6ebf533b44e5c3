"""Whom no wall and no trigger stops: for filling by the million."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg2


@contextmanager
def as_superuser() -> Iterator[psycopg2.extensions.cursor]:
    connected = psycopg2.connect(os.environ["WUSHE_SUPERUSER_URL"])
    # Left open after a fault, his session would hold up whoever drops this database.
    with closing(connected), connected as master, master.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        yield cursor
