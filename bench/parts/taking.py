"""What taking a large register home costs: memory above what the process had, and the floor."""

import gc
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg2
from django.conf import settings
from django.db import transaction
from django.test import override_settings

from bench.parts.owner import as_superuser
from communities.models import Resident
from core import scope
from core.exports import request_export, running
from core.models import ExportJob
from tests.town import Town

Line = tuple[str, ...]
HEADS = ("", "rows", "more memory", "CPU", "wall", "file")
KIND = "communities.residents"
FILES = "django.core.files.storage.FileSystemStorage"

FILL = """
INSERT INTO communities_resident
SELECT made.* FROM communities_resident one CROSS JOIN generate_series(1, %(more)s) n,
    LATERAL jsonb_populate_record(one, jsonb_build_object(
        'id', 1000000 + n, 'subject', gen_random_uuid(), 'is_head', false, 'id_index', ''
    )) made
WHERE one.id = %(one)s
"""


def fill(town: Town, size: int) -> None:
    """Like one of them; ten times what a community has."""
    with scope.entered(scope.EVERYTHING):
        more = size - Resident.objects.filter(community=town.community, status="present").count()
    with as_superuser() as cursor:
        cursor.execute(FILL, {"more": more, "one": town.people["resident"].pk})


def lines(town: Town) -> Iterator[Line]:
    with _on_disk():
        for form in ExportJob.Format.values:
            yield _taken(town, form)
    yield _copied()


def warm(town: Town) -> None:
    """Once with little, so that what is imported on the way is not counted."""
    with _on_disk():
        for form in ExportJob.Format.values:
            _taken(town, form)


# --- inside ---------------------------------------------------------------------------------------
@contextmanager
def _on_disk() -> Iterator[None]:
    """Tests keep files in memory, which is not what is to be measured."""
    kept = {**settings.STORAGES, "default": {"BACKEND": FILES}}
    with (
        tempfile.TemporaryDirectory() as folder,
        override_settings(STORAGES=kept, MEDIA_ROOT=folder),
    ):
        yield


def _taken(town: Town, form: str) -> Line:
    with scope.entered(scope.EVERYTHING), transaction.atomic():
        viewer = town.viewer("secretary")
        job = request_export(
            KIND, actor=town.secretary, acting_as=str(viewer.grant_id), scope=None, format=form
        )
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
    had, cpu, began = _memory("VmRSS"), time.process_time(), time.perf_counter()
    running.run(job.pk)
    took, wall = time.process_time() - cpu, time.perf_counter() - began
    more = _memory("VmHWM") - had
    with scope.entered(scope.EVERYTHING):
        done = ExportJob.objects.select_related("file").get(pk=job.pk)
    assert done.status == ExportJob.Status.DONE, done.error
    assert done.file is not None
    return (
        form, f"{done.done_rows:,}", f"{more / 1024:.1f} MB", f"{took:.1f} s", f"{wall:.1f} s",
        f"{done.file.size / 1e6:.1f} MB",
    )  # fmt: skip


def _copied() -> Line:
    """PostgreSQL's own COPY of the same table, as it lies there: the floor."""
    sink = _Sink()
    with (
        closing(psycopg2.connect(os.environ["WUSHE_SUPERUSER_URL"])) as site,
        site.cursor() as cursor,
    ):
        cpu, began = time.process_time(), time.perf_counter()
        cursor.copy_expert("COPY communities_resident TO STDOUT (FORMAT csv)", sink)
        took, wall = time.process_time() - cpu, time.perf_counter() - began
        rows = cursor.rowcount
    size = f"{sink.size / 1e6:.1f} MB"
    return ("COPY", f"{rows:,}", "", f"{took:.1f} s", f"{wall:.1f} s", size)


class _Sink:
    size = 0

    def write(self, piece: bytes) -> int:
        self.size += len(piece)
        return len(piece)


def _memory(which: str) -> int:
    """Kilobytes."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(f"{which}:"):
            return int(line.split()[1])
    raise LookupError(which)
