"""Literally every uniqueness rule of the database is raced, and raced again with the rule off.

The rules are read from the database, not from a list: whoever adds a constraint adds a race. A
row that the rule is about is put in by two connections at once, on a table like the real one that
has this one rule and nothing else: the second waits for the first and is refused. The control is
the same table without the rule: nobody waits, and two rows stand.

What an action does around such a rule (its lock, its words) is raced where the action is tested.
"""

import itertools
import json
import re
import threading
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import psycopg2
import pytest
from django.apps import apps
from django.db import connection
from psycopg2 import extensions

from config.launch.checklist import rooms
from tests import databases

ROOM = "races"
"""A schema of its own beside the real tables, thrown away at the end."""

RULES = """
    SELECT i.indexrelid::regclass::text, c.relname, pg_get_indexdef(i.indexrelid),
           pg_get_constraintdef(e.oid), pg_get_expr(i.indpred, i.indrelid),
           (SELECT array_agg(format('(%%s) %%s (%%s)', k, op, k) ORDER BY n)
              FROM generate_series(1, i.indnkeyatts) n,
                   LATERAL (SELECT pg_get_indexdef(i.indexrelid, n, true)) AS key(k),
                   LATERAL (SELECT coalesce(o.oprname, '=')
                              FROM (SELECT 1) AS one
                              LEFT JOIN pg_operator o ON o.oid = e.conexclop[n]) AS by(op))
      FROM pg_index i
      JOIN pg_class c ON c.oid = i.indrelid
      LEFT JOIN pg_constraint e ON e.conindid = i.indexrelid AND e.contype = 'x'
     WHERE c.relname = ANY(%s) AND (i.indisunique OR e.oid IS NOT NULL)
       AND NOT EXISTS (SELECT 1 FROM pg_index p WHERE p.indrelid = i.indrelid AND p.indisprimary
                          AND p.indkey::int2[] <@ i.indkey::int2[])
     ORDER BY 1
"""
"""A key with the primary key in it forbids nothing more: foreign keys hold on to it."""


@dataclass(frozen=True)
class Rule:
    name: str
    table: str
    index: str
    exclusion: str | None
    condition: str | None
    meets_itself: list[str]
    """Key by key: a row collides with its own copy where this holds (NULLs never do)."""

    def lay_on(self, owner: extensions.cursor) -> None:
        if self.exclusion:
            owner.execute(f"ALTER TABLE {ROOM}.{self.table} ADD {self.exclusion}")
        else:
            owner.execute(self.index.replace(f" ON public.{self.table} ", f" ON {self.here} "))

    @property
    def here(self) -> str:
        return f"{ROOM}.{self.table}"


VALUES: dict[str, Any] = {
    "bool": True, "bytea": "\\\\x01", "char": "a", "date": "2026-01-05", "inet": "192.0.2.1",
    "daterange": "[2026-01-05,2026-02-05)", "int2": 1, "int4": 1, "int8": 1, "jsonb": {},
    "numeric": 1, "text": "a", "time": "09:00", "timestamptz": "2026-01-05 09:00+08",
    "tstzrange": "[2026-01-05 09:00+08,2026-01-05 10:00+08)", "uuid": str(uuid.UUID(int=1)),
    "varchar": "a", "_text": ["a"], "_varchar": ["a"], "_int4": [1],
    "_int2": [1], "_date": ["2026-01-05"], "interval": "1 d", "float8": 1, "tsvector": "a",
    "bpchar": "a",
}  # fmt: skip


UNLIKE: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "grant_administrators_stand_apart": ({"role": "system_admin"}, {"role": "auditor"}),
}
"""Rules that two different rows break, not two alike: what they differ in."""


def a_row_it_is_about(owner: extensions.cursor, rule: Rule) -> dict[str, Any] | None:
    """Made up by the types of the columns; what the rule's condition names is tried through."""
    owner.execute(
        "SELECT column_name, udt_name, is_nullable = 'YES' FROM information_schema.columns"
        " WHERE table_schema = %s AND table_name = %s"
        " AND is_generated = 'NEVER' AND is_identity = 'NO'",
        [ROOM, rule.table],
    )
    columns = owner.fetchall()
    keys = [] if rule.name in UNLIKE else rule.meets_itself
    condition = " AND ".join([*keys, rule.condition or "true"])
    said = re.findall(r"'([^']*)'", condition)
    choices = []
    for name, kind, may_be_null in columns:
        named = re.search(rf"\b{name}\b", condition)
        tried = [VALUES[kind]]
        if named:
            tried += said if kind in {"varchar", "text"} else [False] if kind == "bool" else []
            tried += [None] if may_be_null else []
        choices.append(tried)
    seek = f"SELECT 1 FROM jsonb_populate_record(NULL::{rule.here}, %s) t WHERE {condition}"
    for values in itertools.product(*choices):
        row = {name: value for (name, *_), value in zip(columns, values, strict=True)}
        owner.execute(seek, [json.dumps(row)])
        if owner.fetchone():
            return row
    return None


def rules() -> list[Rule]:
    tables = [m._meta.db_table for m in apps.get_models() if m._meta.app_label in rooms()]
    tables += [
        field.remote_field.through._meta.db_table
        for model in apps.get_models()
        if model._meta.app_label in rooms()
        for field in model._meta.local_many_to_many
    ]
    with connection.cursor() as cursor:
        cursor.execute(RULES, [sorted(set(tables))])
        return [Rule(*row) for row in cursor.fetchall()]


@pytest.fixture
def owner() -> Iterator[extensions.cursor]:
    with databases.as_owner_of_clone() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {ROOM} CASCADE; CREATE SCHEMA {ROOM}")
        yield cursor
        cursor.execute(f"DROP SCHEMA {ROOM} CASCADE")


def race(owner: extensions.cursor, rule: Rule, row: dict[str, Any]) -> tuple[bool, int]:
    """Two put the same row in; the first commits when the second waits for him, or is through.

    Whether one of them was refused, and how many rows stand.
    """
    columns = ", ".join(f'"{name}"' for name in row)
    put_in = f"INSERT INTO {rule.here} ({columns}) SELECT {columns} FROM"
    put_in += f" jsonb_populate_record(NULL::{rule.here}, %s)"
    mine, his = (json.dumps(row | more) for more in UNLIKE.get(rule.name, ({}, {})))
    refused: list[bool] = []
    first, second = (databases.connect_as_owner() for _ in "ab")

    def follow() -> None:
        with second.cursor() as cursor:
            try:
                cursor.execute(put_in, [his])
                second.commit()
            except psycopg2.IntegrityError:
                refused.append(True)

    try:
        first.cursor().execute(put_in, [mine])
        follower = threading.Thread(target=follow, daemon=True)
        follower.start()
        while follower.is_alive() and not _waits(owner, second):
            time.sleep(0.001)
        first.commit()
        follower.join(30)
        owner.execute(f"SELECT count(*) FROM {rule.here}")
        (standing,) = owner.fetchone() or (0,)
        return bool(refused), standing
    finally:
        first.close()
        second.close()


def _waits(owner: extensions.cursor, second: Any) -> bool:
    owner.execute("SELECT cardinality(pg_blocking_pids(%s)) > 0", [second.info.backend_pid])
    return bool((owner.fetchone() or (False,))[0])


@pytest.mark.slow
@pytest.mark.django_db
def test_of_two_at_once_every_rule_lets_one_in_and_without_it_both_come(owner):
    found = rules()
    assert len(found) > 60
    for rule in found:
        owner.execute(f"DROP TABLE IF EXISTS {rule.here}")
        owner.execute(
            f"CREATE TABLE {rule.here} (LIKE public.{rule.table} INCLUDING DEFAULTS"
            " INCLUDING IDENTITY INCLUDING GENERATED)"
        )
        row = a_row_it_is_about(owner, rule)
        assert row is not None, f"no row satisfies {rule.name}: {rule.condition}"
        assert race(owner, rule, row) == (False, 2), f"{rule.name}: the control"
        owner.execute(f"TRUNCATE {rule.here}")
        rule.lay_on(owner)
        assert race(owner, rule, row) == (True, 1), rule.name
