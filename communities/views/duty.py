"""The duty roster at the desk: a month, one shift, my turns, who is there, the door's sheet."""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_GET, require_http_methods

from accounts.viewer import Viewer
from communities.forms.duty import AskForm
from communities.models import Area, DutyPlan
from communities.models.duty import SERVE
from communities.queries import duty as queries
from communities.queries import duty_door, duty_street
from communities.views.acts import ActPage, buttons, perform
from communities.views.duty_acts import (
    COMMUNITY_DUTY_ACTS,
    PLAN_ACTS,
    SHIFT_ACTS,
    SWAP_ACTS,
)
from core.http import ViewerRequest
from core.idempotency import idempotent


@login_required
@require_GET
def month(request: ViewerRequest) -> HttpResponse:
    viewer = _reader(request)
    asked = _asked(request)
    if asked["community"] is None and len(viewer.community_ids) > 1:
        return _street_page(request, viewer)
    community = queries.get_community(viewer, asked["community"])
    found = queries.month(viewer, community, asked["month"] or timezone.localdate())
    context = {
        "page": found,
        "communities": queries.my_communities(viewer),
        "serves": viewer.role.code in SERVE,
        "today": timezone.localdate(),
        "now": timezone.localtime(),
        "answer": queries.answer(viewer, community, timezone.now()),
        "swaps": [(swap, _swap_buttons(viewer, swap)) for swap in queries.swaps_to_decide(viewer)],
        "buttons": [
            *buttons(viewer, community, COMMUNITY_DUTY_ACTS, "communities:duty_community_act"),
            *_plan_buttons(viewer, found.plan),
        ],
    }
    return render(request, "communities/duty.html", context)


@login_required
@require_GET
def ask(request: ViewerRequest) -> HttpResponse:
    """Who is on duty on Sunday at eight?"""
    viewer = _reader(request)
    form = AskForm(request.GET)
    at = form.moment()
    community = queries.get_community(viewer, form.cleaned_data.get("community"))
    context = {
        "answer": queries.answer(viewer, community, at),
        "communities": queries.my_communities(viewer),
    }
    return render(request, "communities/duty_ask.html", context)


@login_required
@require_GET
def street(request: ViewerRequest) -> HttpResponse:
    """Every community of the street at one moment, for who has to reach somebody there."""
    return _street_page(request, _reader(request))


@login_required
@require_GET
def sheet(request: ViewerRequest) -> HttpResponse:
    """A4 for the door."""
    viewer = _reader(request)
    asked = _asked(request)
    community = queries.get_community(viewer, asked["community"])
    found = duty_door.sheet(viewer, community, asked["month"] or timezone.localdate())
    return render(request, "communities/duty_sheet.html", {"sheet": found})


@login_required
@require_GET
def mine(request: ViewerRequest) -> HttpResponse:
    viewer = _reader(request)
    context = {
        "shifts": [
            (shift, buttons(viewer, shift, _own_acts(), "communities:duty_shift_act"))
            for shift in queries.my_shifts(viewer)
        ],
        "swaps": [(swap, _swap_buttons(viewer, swap)) for swap in queries.my_swaps(viewer)],
    }
    return render(request, "communities/duty_mine.html", context)


@login_required
@require_GET
def shift(request: ViewerRequest, pk: int) -> HttpResponse:
    viewer = request.viewer
    found = queries.get_shift(viewer, pk)
    page = queries.shift_page(viewer, found)
    context = {
        "page": page,
        "buttons": buttons(viewer, found, SHIFT_ACTS, "communities:duty_shift_act"),
        "swaps": [(swap, _swap_buttons(viewer, swap)) for swap in page.swaps],
        "back": _month_url(found.community, timezone.localdate(found.period.lower)),
        "reads": queries.reads(viewer),
    }
    return render(request, "communities/duty_shift.html", context)


# --- the acts ------------------------------------------------------------------------------------
@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def community_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    community = queries.get_kept(request.viewer, pk)
    following = AskForm(request.POST or request.GET)
    following.is_valid()
    back = _month_url(community, following.cleaned_data.get("month"))
    return perform(request, ActPage(community, community.title, back, COMMUNITY_DUTY_ACTS), slug)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def plan_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    plan = queries.get_plan(request.viewer, pk)
    title = f"{plan.community.title} · {date_format(plan.month, 'YEAR_MONTH_FORMAT')}"
    back = _month_url(plan.community, plan.month)
    return perform(request, ActPage(plan, title, back, PLAN_ACTS), slug)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def shift_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_shift(request.viewer, pk)
    starts = timezone.localtime(found.period.lower)
    title = f"{found.post.title} · {date_format(starts, 'MONTH_DAY_TIME_FORMAT')}"
    back = reverse("communities:duty_shift", args=[pk])
    if slug == "remove":
        back = _month_url(found.community, starts.date())
    return perform(request, ActPage(found, title, back, SHIFT_ACTS), slug)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def swap_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    swap = queries.get_swap(request.viewer, pk)
    title = swap.shift.post.title
    own = request.viewer.user_id in {swap.asked_by_id, swap.asked_of_id}
    starts = timezone.localdate(swap.shift.period.lower)
    back = reverse("communities:my_duty") if own else _month_url(swap.community, starts)
    return perform(request, ActPage(swap, title, back, SWAP_ACTS), slug)


# --- inside --------------------------------------------------------------------------------------
def _reader(request: ViewerRequest) -> Viewer:
    viewer: Viewer = request.viewer
    if not queries.reads(viewer):
        raise Http404
    return viewer


def _street_page(request: ViewerRequest, viewer: Viewer) -> HttpResponse:
    page = duty_street.rosters(viewer, AskForm(request.GET).moment())
    return render(request, "communities/duty_street.html", {"page": page})


def _asked(request: ViewerRequest) -> dict[str, Any]:
    """What is nonsense in an address counts as not said."""
    form = AskForm(request.GET)
    form.is_valid()
    asked = {name: form.cleaned_data.get(name) for name in form.fields}
    if asked["month"] is not None and not date(2000, 1, 1) <= asked["month"] <= date(2100, 1, 1):
        asked["month"] = None
    return asked


def _month_url(community: Area, month: date | None) -> str:
    url = f"{reverse('communities:duty')}?community={community.pk}"
    return f"{url}&month={month:%Y-%m}" if month else url


def _own_acts() -> dict[str, Any]:
    return {slug: act for slug, act in SHIFT_ACTS.items() if slug == "swap"}


def _plan_buttons(viewer: Viewer, plan: DutyPlan | None) -> list[dict[str, Any]]:
    return buttons(viewer, plan, PLAN_ACTS, "communities:duty_plan_act") if plan else []


def _swap_buttons(viewer: Viewer, swap: Any) -> list[dict[str, Any]]:
    return buttons(viewer, swap, SWAP_ACTS, "communities:duty_swap_act")
