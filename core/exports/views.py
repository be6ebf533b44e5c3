"""Starting an export, watching it, fetching it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from core import files
from core.exceptions import DomainError
from core.exports import actions, queries
from core.http import ViewerRequest
from core.idempotency import idempotent


def _viewer(request: ViewerRequest) -> Any:
    return request.viewer


def _is_partial(request: ViewerRequest) -> bool:
    return bool(getattr(request, "htmx", False))


def _back(request: ViewerRequest) -> str:
    """Where the form stood, if that is a page of ours."""
    came_from = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()})
    return came_from if ours else "/"


@require_POST
@login_required
@idempotent
def start(request: ViewerRequest) -> HttpResponse:
    viewer = _viewer(request)
    exporter = queries.get_exporter(viewer, request.POST.get("kind", ""))
    given = {name: request.POST[name] for name in exporter.params if request.POST.get(name)}
    try:
        job = actions.request_export(
            exporter.kind,
            actor=viewer.user,
            acting_as=queries.acting_as(viewer),
            scope=viewer.community_ids[0] if len(viewer.community_ids) == 1 else None,
            params=given,
            format=request.POST.get("format", "xlsx"),
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect(_back(request))
    return redirect("exports:show", job.public_id)


@require_GET
@login_required
@never_cache
def show(request: ViewerRequest, public_id: UUID) -> HttpResponse:
    job = queries.get_own(_viewer(request), public_id)
    exporter = queries.get_exporter(_viewer(request), job.kind)
    template = "components/_export_progress.html" if _is_partial(request) else "core/export.html"
    return render(request, template, {"job": job, "title": exporter.title})


@require_GET
@login_required
@never_cache
def download(request: ViewerRequest, public_id: UUID) -> FileResponse:
    job = queries.get_downloadable(_viewer(request), public_id)
    return files.file_response(actions.record_download(job, actor=_viewer(request).user))
