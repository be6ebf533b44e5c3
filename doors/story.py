"""The demo town's story: how far it has been told. The seed command writes the progress."""

from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext as _

PROGRESS = "town.progress"
"""Cache key of {"done": n, "total": m} while older history is still being filled in."""


def banner() -> dict[str, Any]:
    if not settings.DEMO:
        return {}
    progress = cache.get(PROGRESS)
    if not progress or progress["done"] >= progress["total"]:
        return {}
    return {"text": _("小镇的往事还在讲述中…"), "value": progress["done"], "max": progress["total"]}
