"""Certificates: one's own, at the desk of who certifies, on the wall, checked by a stranger."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from communities.forms.base import DeskForm
from communities.views.acts import ActPage, buttons, perform, posted, refuse
from core.exceptions import DomainError
from core.http import ViewerRequest
from core.idempotency import idempotent
from volunteers import certificate_pdf
from volunteers.actions import certificates
from volunteers.forms.certificates import ApplyForm, PracticeForm
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


@dataclass(frozen=True)
class Asking:
    """Which certificate is asked for, and what he reads about it."""

    title: str
    hint: str
    done: str


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def apply(request: ViewerRequest) -> HttpResponse:
    me = own.get_any(request.viewer)
    with own.at_home(me, request.viewer):
        form = ApplyForm(posted(request), viewer=request.viewer, about=me)
        if not form.recorders:
            return redirect("volunteers:certificates_mine")
        asking = Asking(
            _("申请服务记录证明"),
            _("核对以后公示，只公示您的姓和志愿者编号；公示完给编号，您就能下载打印。"),
            _("申请好了，记录单位核对以后公示，公示完就能下载"),
        )
        return _ask(request, form, partial(certificates.apply, me), asking)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def apply_for_practice(request: ViewerRequest) -> HttpResponse:
    """社会实践证明, of a student."""
    me = own.get_any(request.viewer)
    with own.at_home(me, request.viewer):
        if not queries.begun_terms(me).exists():
            return redirect("volunteers:certificates_mine")
        form = PracticeForm(posted(request), viewer=request.viewer, about=me)
        asking = Asking(
            _("申请社会实践证明"),
            _("学期里做的服务，由社区居委会证明；核对时请带上学生证。只公示您的姓和志愿者编号。"),
            _("申请好了，请带学生证到社区核对；公示完就能下载"),
        )
        return _ask(request, form, partial(certificates.apply_for_practice, me), asking)


def _ask(
    request: ViewerRequest, form: DeskForm, ask: Callable[..., Certificate], asking: Asking
) -> HttpResponse:
    back = reverse("volunteers:certificates_mine")
    if request.method == "POST" and form.is_valid():
        try:
            ask(actor=request.viewer.actor, **form.cleaned_data)
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, asking.done)
            return redirect(back)
    context = {"form": form, "back": back, "asking": asking}
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
    found = queries.check(code)
    template, status = ("certificate_check", 200) if found else ("certificate_unknown", 404)
    return render(request, f"volunteers/{template}.html", {"found": found}, status=status)


def _paper(request: ViewerRequest, found: Certificate) -> HttpResponse:
    if not found.is_issued:
        raise Http404
    address = request.build_absolute_uri(reverse("volunteers:certificate_check", args=[found.code]))
    made = certificate_pdf.drawn(found, queries.months(found), address)
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{found.number}.pdf"'
    return response
