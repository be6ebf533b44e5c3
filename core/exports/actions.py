"""Asking for an export, and fetching it."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import audit, outbox
from core.exceptions import DomainError
from core.exports.registry import by_kind
from core.models import ExportJob, StoredFile

OPEN_AT_MOST = 3

audit.describe(
    {
        "core.export.request": gettext_lazy("申请导出"),
        "core.export.finish": gettext_lazy("导出完成"),
        "core.export.fail": gettext_lazy("导出失败"),
        "core.export.download": gettext_lazy("下载导出文件"),
    }
)


@transaction.atomic
def request_export(
    kind: str,
    *,
    actor: Any,
    acting_as: str,
    scope: int | None,
    params: Mapping[str, Any] | None = None,
    format: str = ExportJob.Format.XLSX,
) -> ExportJob:
    """Who may was asked by the caller. The rows are chosen when it runs, by what is true then."""
    if kind not in by_kind or format not in ExportJob.Format.values:
        raise DomainError(_("没有这种导出。"), code="export_unknown")
    mine = ExportJob.objects.filter(
        owner=actor, status__in=[ExportJob.Status.QUEUED, ExportJob.Status.RUNNING]
    )
    if mine.count() >= OPEN_AT_MOST:
        raise DomainError(_("您还有导出没有完成，请等它们完成后再来。"), code="export_busy")
    job = ExportJob.objects.create(
        owner=actor,
        acting_as=acting_as,
        scope=scope,
        kind=kind,
        params=dict(params or {}),
        format=format,
    )
    audit.record(
        "core.export.request",
        job,
        actor=actor,
        scope=scope,
        details={"kind": kind, "format": format, "params": job.params},
    )
    outbox.publish(
        "core.export_requested", key=f"core.export:{job.pk}", payload={"export_id": job.pk}
    )
    return job


def record_download(job: ExportJob, *, actor: Any) -> StoredFile:
    """The moment personal data leaves the house."""
    if job.file is None:
        raise DomainError(_("这份导出还不能下载。"), code="export_not_ready")
    audit.record(
        "core.export.download",
        job,
        actor=actor,
        scope=job.scope,
        details={"kind": job.kind, "rows": job.done_rows, "sha256": job.file.sha256},
    )
    return job.file
