"""Lists into the register: template, upload, report, commit. Works without JavaScript."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.viewer import Viewer
from communities.forms.importing import UploadForm
from communities.importing import jobs, pages
from communities.importing.kinds import kinds_for, places_for
from communities.queries import imports as queries
from core.exceptions import DomainError
from core.exports import queries as exports
from core.http import ViewerRequest
from core.idempotency import idempotent
from core.imports.books import XLSX


def _keeper(request: ViewerRequest) -> Viewer:
    viewer: Viewer = request.viewer
    if not jobs.may_import(viewer):
        raise Http404
    return viewer


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def imports(request: ViewerRequest) -> HttpResponse:
    viewer = _keeper(request)
    form = UploadForm(request.POST or None, request.FILES or None, viewer=viewer)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            job = jobs.upload(
                form.cleaned_data["kind"],
                form.cleaned_data["community"],
                file.name,
                file.read(),
                viewer=viewer,
            )
        except DomainError as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            return redirect("communities:import", job.pk)
    context = {
        "form": form,
        "kinds": kinds_for(viewer),
        "jobs": queries.recent_jobs(viewer),
        "communities": places_for(viewer),
        "exports": pages.exports_for(viewer),
        "written": exports.recent(viewer),
    }
    return render(request, "communities/imports.html", context, status=422 if form.errors else 200)


@login_required
@require_GET
def import_template(request: ViewerRequest, community: int, kind: str) -> HttpResponse:
    viewer = _keeper(request)
    kinds = {each.code: each for each in kinds_for(viewer)}
    place = get_object_or_404(places_for(viewer), pk=community)
    if kind not in kinds:
        raise Http404
    return _workbook(*pages.template_file(kinds[kind], place))


@login_required
@require_GET
def import_job(request: ViewerRequest, pk: int) -> HttpResponse:
    job = queries.get_job(_keeper(request), pk)
    response = render(request, "communities/import_job.html", pages.job_page(job))
    if job.is_busy:
        response["Refresh"] = "2"  # the page asks again by itself, also without scripts
    return response


@login_required
@require_GET
def import_report(request: ViewerRequest, pk: int) -> HttpResponse:
    job = queries.get_job(_keeper(request), pk)
    return _workbook(*pages.report_file(job))


@login_required
@require_POST
def confirm_import(request: ViewerRequest, pk: int) -> HttpResponse:
    viewer = _keeper(request)
    job = queries.get_job(viewer, pk)
    try:
        jobs.confirm(job, viewer=viewer)
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("communities:import", job.pk)


@login_required
@require_POST
def discard_import(request: ViewerRequest, pk: int) -> HttpResponse:
    viewer = _keeper(request)
    job = queries.get_job(viewer, pk)
    try:
        jobs.discard(job, actor=viewer.actor)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("communities:import", job.pk)
    messages.success(request, _("已放弃这次导入，文件已删除"))
    return redirect("communities:imports")


def _workbook(name: str, data: bytes) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=name) or ""
    headers = {"Content-Disposition": disposition, "Cache-Control": "no-store, private"}
    return HttpResponse(data, content_type=XLSX, headers=headers)
