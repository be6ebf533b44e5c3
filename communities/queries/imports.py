"""Uploads of one's own communities."""

from django.shortcuts import get_object_or_404

from accounts.viewer import Viewer
from communities.models import Area, ImportJob


def communities_of(viewer: Viewer) -> list[Area]:
    return list(Area.objects.filter(pk__in=viewer.community_ids).select_related("profile"))


def recent_jobs(viewer: Viewer) -> list[ImportJob]:
    rows = ImportJob.objects.visible_to(viewer).select_related("uploaded_by", "community")
    return list(rows.defer("content", "issues", "changes").order_by("-id")[:20])


def get_job(viewer: Viewer, pk: int) -> ImportJob:
    rows = ImportJob.objects.visible_to(viewer).select_related("community", "uploaded_by")
    return get_object_or_404(rows, pk=pk)
