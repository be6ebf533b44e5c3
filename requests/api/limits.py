"""How often a program may come: counted in PostgreSQL, so a lost Redis opens no gate."""

from django.db import connection
from django.utils import timezone


def wait_for(key: str, most: int) -> int:
    """Count one call; 0, or in how many seconds to come again. One statement, no cache."""
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO requests_apiuse (key, minute, hits) VALUES (%s, %s, 1)"
            " ON CONFLICT (key, minute) DO UPDATE SET hits = requests_apiuse.hits + 1"
            " RETURNING hits",
            [key, now.replace(second=0, microsecond=0)],
        )
        (hits,) = cursor.fetchone() or (1,)
    return 60 - now.second if hits > most else 0
