"""Bytes without a row: their transaction was rolled back after they had been written."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.core.files.storage import default_storage
from django.utils import timezone

from core import leader
from core import scope as scopes
from core.models import StoredFile

logger = logging.getLogger(__name__)
FOLDER = "files"  # core.models.files.random_path
# Longer than any transaction lasts: what is younger may still get its row.
AGE = timedelta(days=1)
# A few are rolled back now and then. More than there are rows: that is another database's folder.
FEW = 100


def sweep_orphans(now: datetime | None = None) -> int:
    """Remove what no row has spoken for since a day; one process at a time."""
    before = (now or timezone.now()) - AGE
    with scopes.entered(scopes.EVERYTHING):  # with less, strangers' files would seem orphaned
        if not leader.am_leader("files.orphans"):
            return 0
        known = set(StoredFile.objects.values_list("content", flat=True))
        orphans = [
            path
            for path in _walk(FOLDER)
            if path not in known and default_storage.get_modified_time(path) < before
        ]
        if len(orphans) > max(FEW, len(known)):
            logger.warning(
                "%d files without a row beside %d rows: is this the right folder? Nothing removed.",
                len(orphans),
                len(known),
            )
            return 0
        for path in orphans:
            default_storage.delete(path)
    return len(orphans)


def _walk(folder: str) -> Iterator[str]:
    if not default_storage.exists(folder):
        return
    folders, names = default_storage.listdir(folder)
    for name in names:
        yield f"{folder}/{name}"
    for name in folders:
        yield from _walk(f"{folder}/{name}")
