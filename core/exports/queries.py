"""An export is seen by who asked for it, in the role in which he asked, while he may."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from core.exports.registry import Exporter, by_kind
from core.models import ExportJob


def get_exporter(viewer: Any, kind: str) -> Exporter:
    found = by_kind.get(kind)
    if found is None or not viewer.is_signed_in or viewer.sleeping or not found.allowed(viewer):
        raise Http404
    return found


def get_own(viewer: Any, public_id: UUID) -> ExportJob:
    job = (
        ExportJob.objects.filter(
            public_id=public_id, owner_id=viewer.user_id, acting_as=acting_as(viewer)
        )
        .select_related("file")
        .first()
    )
    if job is None:
        raise Http404
    get_exporter(viewer, job.kind)
    return job


def recent(viewer: Any) -> list[tuple[ExportJob, Any]]:
    """Where somebody who went on working finds what was written meanwhile; with its title."""
    jobs = ExportJob.objects.filter(owner_id=viewer.user_id, acting_as=acting_as(viewer))
    return [
        (job, by_kind[job.kind].title)
        for job in jobs.order_by("-id")[:10]
        if job.kind in by_kind and by_kind[job.kind].allowed(viewer)
    ]


def get_downloadable(viewer: Any, public_id: UUID) -> ExportJob:
    job = get_own(viewer, public_id)
    if job.status != ExportJob.Status.DONE or not job.expires_at:
        raise Http404
    if job.expires_at <= timezone.now():
        raise Http404
    return job


def acting_as(viewer: Any) -> str:
    """The grant's id; somebody without a role acts for himself."""
    return str(viewer.grant_id or "")
