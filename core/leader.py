"""One of many does it: an advisory lock that ends with the transaction.

Session locks would break behind a pooler in transaction mode.
"""

from django.db import connection


def am_leader(duty: str) -> bool:
    """True for the one transaction that holds this duty now; the others simply go home."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext(%s))", [f"wushe.{duty}"])
        return bool(cursor.fetchone()[0])


def lead(duty: str) -> None:
    """The same for who would rather wait until the others have gone home."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"wushe.{duty}"])
