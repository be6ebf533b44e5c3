"""Points at the desk: what waits, households, rules."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from communities.forms.base import DeskForm
from communities.views.acts import ActPage, NewPage, begin, buttons, perform, posted
from core.exports.registry import offered
from core.http import ViewerRequest, row_seen, typed
from core.idempotency import idempotent
from points.actions import accounts, expiry, rules
from points.forms import points as forms
from points.queries import accounts as queries
from points.queries import records
from points.views.acts import ACCOUNT_ACTS, RECORD_ACTS, RULE_ACTS


def further(request: ViewerRequest, name: str, last: int | None) -> str:
    if last is None:
        return ""
    asked = request.GET.copy()
    asked[name] = str(last)
    return f"{request.path}?{asked.urlencode()}"


@login_required
@require_GET
def board(request: ViewerRequest) -> HttpResponse:
    form = forms.BoardFilter(request.GET)
    form.is_valid()
    state = form.cleaned_data.get("state", "")
    found = records.board(request.viewer, q=typed(request), state=state, before=row_seen(request))
    next_url = further(request, "before", found.next_before)
    context = {"board": found, "form": form, "next_url": next_url}
    return render(request, "points/board.html", context)


@login_required
@require_GET
def account_list(request: ViewerRequest) -> HttpResponse:
    found = queries.board(request.viewer, q=typed(request), after=row_seen(request, "after"))
    context = {
        "board": found,
        "form": forms.AccountFilter(request.GET),
        "next_url": further(request, "after", found.next_after),
        "tables": offered(request.viewer, "points.accounts"),
    }
    return render(request, "points/accounts.html", context)


@login_required
@require_GET
def account(request: ViewerRequest, pk: int) -> HttpResponse:
    found = queries.get_account(request.viewer, pk)
    page = queries.statement(found, before=row_seen(request))
    context = {
        "page": page,
        "buttons": buttons(request.viewer, found, ACCOUNT_ACTS, "points:account_act"),
        "next_url": further(request, "before", page.next_before),
    }
    return render(request, "points/account.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def account_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_account(request.viewer, pk)
    back = reverse("points:account", args=[pk])
    title = f"{found} · {found.household.dwelling}"
    return perform(request, ActPage(found, title, back, ACCOUNT_ACTS), slug)


@login_required
@require_GET
def record(request: ViewerRequest, pk: int) -> HttpResponse:
    found = records.get_record(request.viewer, pk)
    context = {
        "page": records.record_page(request.viewer, found),
        "buttons": buttons(request.viewer, found, RECORD_ACTS, "points:record_act"),
        "is_mine": found.recorded_by_id == request.viewer.user_id,
    }
    return render(request, "points/record.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def record_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = records.get_record(request.viewer, pk)
    back = reverse("points:record", args=[pk])
    return perform(request, ActPage(found, str(found), back, RECORD_ACTS), slug)


@login_required
@require_GET
def rule_list(request: ViewerRequest) -> HttpResponse:
    page = records.rules(request.viewer)
    rows = [
        (rule, buttons(request.viewer, rule, RULE_ACTS, "points:rule_act")) for rule in page.rules
    ]
    return render(request, "points/rules.html", {"rows": rows, "expiries": page.expiries})


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def rule_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = records.get_rule(request.viewer, pk)
    back = reverse("points:rules")
    return perform(request, ActPage(found, found.name, back, RULE_ACTS), slug)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def new_account(request: ViewerRequest) -> HttpResponse:
    lead = _("这一户自己愿意才开。参加不参加，办事、求助都一样。")
    label = _("给一户开户")
    return write_down(request, forms.OpenForm, accounts.take_part, label, lead, "points:accounts")


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def new_rule(request: ViewerRequest) -> HttpResponse:
    lead = _("规则由居民的会议通过，这里只照着登记。通过以后不改，要改就另定一条。")
    label = _("登记一条规则")
    return write_down(request, forms.RuleForm, rules.adopt, label, lead, "points:rules")


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def new_expiry(request: ViewerRequest) -> HttpResponse:
    lead = _("公告以后，每一户在自己的积分页上看得到；到了那天才作废没用完的旧分。")
    label = _("公告旧分到期")
    return write_down(request, forms.ExpiryForm, expiry.announce, label, lead, "points:rules")


def write_down(
    request: ViewerRequest,
    form_class: type[DeskForm],
    run: Callable[..., Any],
    label: Any,
    lead: Any,
    back: str,
) -> HttpResponse:
    viewer = request.viewer
    if not queries.keeps_points(viewer):
        raise Http404

    def make(said: dict[str, Any]) -> HttpResponse:
        run(actor=viewer.user, **said)
        return redirect(back)

    page = NewPage(_("家庭积分"), reverse(back), label, lead)
    return begin(request, form_class(posted(request), viewer=viewer), page, make)
