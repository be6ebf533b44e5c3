"""Writing an export: claimed once, written in the owner's scope, visible when it fails."""

import logging
import tempfile
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from core import audit, files, scope
from core.exceptions import DomainError
from core.exports.progress import Progress
from core.exports.registry import Exporter, by_kind
from core.exports.writers import WRITERS
from core.models import ExportJob

logger = logging.getLogger(__name__)

CHUNK = 500
SILENT_FOR = timedelta(minutes=2)
"""Progress is told every second: an export silent for longer has lost its worker."""
ATTEMPTS = 3

Status = ExportJob.Status


def run(job_pk: int) -> None:
    """Twice is once: only one caller can claim a queued job."""
    job = _claim(job_pk)
    if job is None:
        return
    with translation.override(getattr(job.owner, "language", "") or settings.LANGUAGE_CODE):
        try:
            with tempfile.TemporaryDirectory(prefix="wushe-export-") as folder:
                path = Path(folder) / f"export.{job.format}"
                exporter = by_kind[job.kind]
                rows = _write(job, exporter, path)
                _finish(job, exporter, path, rows)
        except DomainError as refusal:
            _fail(job, str(refusal))
        except Exception:
            logger.exception("Export %s failed", job.pk)
            _fail(job, _("导出时出了错，已经通知维护人员。请稍后再试一次。"))


def lost() -> list[int]:
    """Jobs whose wake-up or worker was lost, ready to be run again; hopeless ones fail."""
    with scope.entered(scope.EVERYTHING):
        silent = ExportJob.objects.filter(touched_at__lt=timezone.now() - SILENT_FOR)
        for job in silent.filter(status=Status.RUNNING, attempts__gte=ATTEMPTS):
            _fail(job, _("导出多次中断，请缩小范围再试一次。"))
        silent.filter(status=Status.RUNNING).update(status=Status.QUEUED)
        return list(
            silent.filter(status=Status.QUEUED).order_by("id").values_list("pk", flat=True)[:50]
        )


def expire() -> int:
    """After the last moment to fetch it nothing is left but the line in the audit."""
    with scope.entered(scope.EVERYTHING):
        due = ExportJob.objects.filter(
            expires_at__lt=timezone.now(), status=Status.DONE
        ).select_related("file")
        count = 0
        for job in due:
            stored = job.file
            job.file, job.status = None, Status.EXPIRED
            job.save(update_fields=["file", "status"])
            if stored is not None:
                files.discard(stored)
            count += 1
        return count


def _claim(job_pk: int) -> ExportJob | None:
    with scope.entered(scope.EVERYTHING):
        claimed = ExportJob.objects.filter(pk=job_pk, status=Status.QUEUED).update(
            status=Status.RUNNING,
            attempts=F("attempts") + 1,
            done_rows=0,
            touched_at=Now(),
        )
        if not claimed:
            return None
        return ExportJob.objects.select_related("owner").get(pk=job_pk)


def _write(job: ExportJob, exporter: Exporter, path: Path) -> int:
    progress = Progress(job.pk)
    writer = WRITERS[job.format](path, [str(title) for title in exporter.columns])
    try:
        # Nothing but the owner's own until the exporter has entered what he reaches today.
        with scope.entered((), user_id=job.owner_id):
            produced = exporter.produce(job)
            progress.begin(produced.total)
            count = 0
            for row in produced.rows:
                writer.write(row)
                count += 1
                if count % CHUNK == 0:
                    progress.reached(count)
            return count
    finally:
        writer.close()
        progress.close()


def _finish(job: ExportJob, exporter: Exporter, path: Path, rows: int) -> None:
    expires_at = timezone.now() + timedelta(hours=settings.EXPORT_HOURS)
    day = timezone.localdate().isoformat()
    with scope.entered(scope.EVERYTHING), path.open("rb") as content:
        stored = files.keep(
            content,
            name=f"{exporter.title}-{day}.{job.format}",
            kind=job.format,
            purpose="core.export",
            scope=None,
            owner=job.owner,
        )
        finished = ExportJob.objects.filter(
            pk=job.pk, status=Status.RUNNING, attempts=job.attempts
        ).update(
            status=Status.DONE,
            file=stored,
            done_rows=rows,
            total_rows=rows,
            expires_at=expires_at,
            touched_at=Now(),
        )
        if not finished:  # it was silent for so long that somebody else does it now
            files.discard(stored)
            return
        audit.record(
            "core.export.finish",
            job,
            actor=job.owner,
            scope=job.scope,
            details={"kind": job.kind, "rows": rows, "sha256": stored.sha256},
        )


def _fail(job: ExportJob, reason: str) -> None:
    with scope.entered(scope.EVERYTHING), transaction.atomic():
        ExportJob.objects.filter(pk=job.pk, status=Status.RUNNING, attempts=job.attempts).update(
            status=Status.FAILED, error=reason[:300], touched_at=Now()
        )
        audit.record(
            "core.export.fail",
            job,
            actor=job.owner,
            scope=job.scope,
            details={"kind": job.kind, "reason": reason},
        )
