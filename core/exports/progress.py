"""Telling how far an export is, while its own long transaction is still open."""

import time

from django.db import DEFAULT_DB_ALIAS, connections

EVERY_SECONDS = 1.0

_TELL = """
SELECT set_config('wushe.communities', '*', true);
UPDATE core_exportjob SET done_rows = %s, total_rows = %s, touched_at = now() WHERE id = %s
"""


class Progress:
    """On a connection of its own, in transactions as short as one statement."""

    def __init__(self, job_pk: int) -> None:
        self._job_pk = job_pk
        self._connection = connections.create_connection(DEFAULT_DB_ALIAS)
        self._total: int | None = None
        self._told_at = 0.0

    def begin(self, total: int) -> None:
        self._total = total
        self._tell(0)

    def reached(self, rows: int) -> None:
        if time.monotonic() - self._told_at >= EVERY_SECONDS:
            self._tell(rows)

    def close(self) -> None:
        self._connection.close()

    def _tell(self, rows: int) -> None:
        self._told_at = time.monotonic()
        with self._connection.cursor() as cursor:
            cursor.execute(_TELL, [rows, self._total, self._job_pk])
