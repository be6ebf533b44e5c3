"""Smart codes: at the desk, at home, and what whoever scans one sees."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
    require_safe,
)

from accounts.viewer import Viewer
from communities.access import keeps_lists
from communities.actions import smart_codes
from communities.by_code import ticket
from communities.forms import smart_codes as forms
from communities.models import SmartCode
from communities.queries import smart_codes as queries
from communities.views.acts import Act, ActPage, NewPage, begin, buttons, do, perform, posted, table
from core import qr, scope
from core.http import ViewerRequest, row_seen, typed
from core.idempotency import idempotent


def _live(_viewer: Viewer, row: SmartCode) -> bool:
    return row.is_live


SMART_CODE_ACTS = table(
    Act(
        "replace", _("挂失，换新的"), forms.EndForm, smart_codes.replace,
        _("旧码作废了，新码印出来交给这一户"), _live, "refresh",
    ),
    Act(
        "end", _("停用"), forms.EndForm, smart_codes.end,
        _("码作废了；没有码，报户编号照样办"), _live, "close", "", True,
    ),
)  # fmt: skip


@login_required
@require_GET
def board(request: ViewerRequest) -> HttpResponse:
    found = queries.board(request.viewer, typed(request, most=24), row_seen(request))
    asked = request.GET.copy()
    asked["before"] = str(found.next_before)
    next_url = f"{request.path}?{asked.urlencode()}" if found.next_before else ""
    return render(request, "communities/smart_codes.html", {"board": found, "next_url": next_url})


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def issue(request: ViewerRequest) -> HttpResponse:
    if not keeps_lists(request.viewer):
        raise Http404

    def make(said: dict[str, Any]) -> HttpResponse:
        made = smart_codes.issue(actor=request.viewer.user, **said)
        return redirect("communities:smart_code", made.pk)

    form = forms.IssueForm(posted(request), viewer=request.viewer)
    lead = _("这一户自己想要才发；办事、求助从来不用它。")
    page = NewPage(_("智码"), reverse("communities:smart_codes"), _("给一户发码"), lead)
    return begin(request, form, page, make)


@login_required
@require_GET
def smart_code(request: ViewerRequest, pk: int) -> HttpResponse:
    row = queries.get_code(request.viewer, pk)
    context = {
        "page": queries.found(request.viewer, row),
        "buttons": buttons(request.viewer, row, SMART_CODE_ACTS, "communities:smart_code_act"),
        "qr": qr.drawn(_address(request, row)),
    }
    return render(request, "communities/smart_code.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def smart_code_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    row = queries.get_code(request.viewer, pk)
    back = reverse("communities:smart_codes")
    return perform(request, ActPage(row, row.number, back, SMART_CODE_ACTS), slug)


# --- whoever scans it -----------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
@idempotent
def scan(request: ViewerRequest, code: str) -> HttpResponse:
    """To anybody: give it back. The desk, and who leads something today, opens the household with
    a button, and that is written down."""
    viewer = request.viewer
    found = queries.scanned(viewer, code)
    row = found.smart_code
    if request.method != "POST":
        return render(request, "communities/smart_code_scan.html", {"scanned": found})
    if not found.may_open:
        raise Http404
    if found.at_desk:
        page = reverse("communities:smart_code", args=[row.pk])
        return do(request, page, _("记下了这次扫码"), smart_codes.scan, row)
    with scope.entered([row.community_id], user_id=viewer.user_id):
        said = ticket(viewer, row.household)
        if not said:  # it ended a moment ago
            raise Http404
        page = reverse("communities:opened_code", args=[said])
        return do(request, page, _("记下了这次扫码"), smart_codes.scan, row)


@never_cache
@login_required
@require_safe
def opened(request: ViewerRequest, said: str) -> HttpResponse:
    """For five minutes, to who opened it."""
    context = {"opened": queries.get_opened(request.viewer, said)}
    return render(request, "communities/smart_code_opened.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def type_in(request: ViewerRequest) -> HttpResponse:
    """Whose telephone does not scan, types what is printed under the code."""
    queries.may_type(request.viewer)
    form = forms.TypedForm(posted(request), viewer=request.viewer)
    if request.method == "POST" and form.is_valid():
        return redirect("communities:scan", form.cleaned_data["number"].code)
    context = {"form": form}
    return render(
        request, "communities/smart_code_type.html", context, status=422 if form.errors else 200
    )


# --- at home --------------------------------------------------------------------------------------
@login_required
@require_safe
def mine(request: ViewerRequest) -> HttpResponse:
    found = queries.mine(request.viewer)
    drawn = qr.drawn(_address(request, found.smart_code)) if found.smart_code else ""
    return render(request, "communities/smart_code_mine.html", {"mine": found, "qr": drawn})


@login_required
@require_POST
@idempotent
def want(request: ViewerRequest) -> HttpResponse:
    household = queries.get_my_household(request.viewer)
    page = reverse("communities:my_smart_code")
    return do(request, page, _("做好了，可以印出来"), smart_codes.issue, household)


@login_required
@require_POST
@idempotent
def lost(request: ViewerRequest) -> HttpResponse:
    row = queries.get_my_code(request.viewer)
    page = reverse("communities:my_smart_code")
    done = _("旧码当场作废，这是新的")
    return do(request, page, done, smart_codes.replace, row, why=SmartCode.Why.LOST)


@login_required
@require_POST
@idempotent
def give_up(request: ViewerRequest) -> HttpResponse:
    row = queries.get_my_code(request.viewer)
    page = reverse("communities:my_smart_code")
    return do(request, page, _("停用了"), smart_codes.end, row, why=SmartCode.Why.OTHER)


# --- inside ---------------------------------------------------------------------------------------
def _address(request: ViewerRequest, row: SmartCode) -> str:
    return request.build_absolute_uri(reverse("communities:scan", args=[row.code]))
