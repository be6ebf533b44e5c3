"""Rows that one statement brought together with the row they belong to.

`prefetch_related` asks once more for them. Where the first statement had them already (a join, an
array), this puts them where a prefetch would have: `row.skills.all()` asks nobody.
"""

from collections.abc import Iterable

from django.db import models


def brought(row: models.Model, name: str, rows: Iterable[models.Model]) -> None:
    known = getattr(row, name).all()
    known._result_cache = list(rows)
    cache = row.__dict__.setdefault("_prefetched_objects_cache", {})
    cache[name] = known
