"""Certificates: one's own, at the desk of who certifies, on the wall, checked by a stranger."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from communities.views.acts import ActPage, buttons, perform, posted, refuse
from core.exceptions import DomainError
from core.http import ViewerRequest
from core.idempotency import idempotent
from volunteers import certificate_pdf
from volunteers.actions import certificates
from volunteers.forms.certificates import ApplyForm
from volunteers.models import Certificate
from volunteers.queries import certificates as queries
from volunteers.queries import own
from volunteers.views.acts_hours import CERTIFICATE_ACTS
from volunteers.workflow import CertificateStatus


@login_required
@require_GET
def mine(request: ViewerRequest) -> HttpResponse:
    me = own.get_any(request.viewer)
    with own.at_home(me, request.viewer):
        context = {"page": queries.mine(me)}
        return render(request, "volunteers/certificates_mine.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def apply(request: ViewerRequest) -> HttpResponse:
    viewer = request.viewer
    me = own.get_any(viewer)
    back = reverse("volunteers:certificates_mine")
    with own.at_home(me, viewer):
        form = ApplyForm(posted(request), viewer=viewer, about=me)
        if not form.recorders:
            return redirect(back)
        if request.method == "POST" and form.is_valid():
            try:
                certificates.apply(me, actor=viewer.actor, **form.cleaned_data)
            except DomainError as error:
                refuse(form, error)
            else:
                messages.success(request, _("申请好了，记录单位核对以后公示，公示完就能下载"))
                return redirect(back)
        context = {"form": form, "back": back}
        status = 422 if form.errors else 200
        return render(request, "volunteers/certificate_apply.html", context, status=status)


@login_required
@require_GET
def my_paper(request: ViewerRequest, pk: int) -> HttpResponse:
    me = own.get_any(request.viewer)
    with own.at_home(me, request.viewer):
        return _paper(request, queries.get_mine(me, pk))


@login_required
@require_GET
def register(request: ViewerRequest) -> HttpResponse:
    status = request.GET.get("status", "")
    status = status if status in CertificateStatus.values else ""
    context = {
        "rows": queries.register(request.viewer, status),
        "status": status,
        "states": [("", _("全部")), *CertificateStatus.choices],
    }
    return render(request, "volunteers/certificates.html", context)


@login_required
@require_GET
def certificate(request: ViewerRequest, pk: int) -> HttpResponse:
    found = queries.get_at_desk(request.viewer, pk)
    context = {
        "page": queries.page(request.viewer, found),
        "buttons": buttons(request.viewer, found, CERTIFICATE_ACTS, "volunteers:certificate_act"),
    }
    return render(request, "volunteers/certificate.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def certificate_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_at_desk(request.viewer, pk)
    back = reverse("volunteers:certificate", args=[pk])
    return perform(request, ActPage(found, str(found), back, CERTIFICATE_ACTS), slug)


@login_required
@require_GET
def paper(request: ViewerRequest, pk: int) -> HttpResponse:
    return _paper(request, queries.get_at_desk(request.viewer, pk))


@require_safe
def wall(request: ViewerRequest) -> HttpResponse:
    return render(request, "volunteers/certificates_wall.html", {"rows": queries.on_the_wall()})


@require_safe
def check(request: ViewerRequest, code: UUID) -> HttpResponse:
    return render(request, "volunteers/certificate_check.html", {"found": queries.check(code)})


def _paper(request: ViewerRequest, found: Certificate) -> HttpResponse:
    if not found.is_issued:
        raise Http404
    address = request.build_absolute_uri(reverse("volunteers:certificate_check", args=[found.code]))
    made = certificate_pdf.drawn(found, queries.months(found), address)
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{found.number}.pdf"'
    return response
