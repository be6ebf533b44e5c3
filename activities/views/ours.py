"""Organisations and partner units plan what they do in a community; its desk agrees."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import User
from accounts.viewer import Viewer
from activities.actions import activities
from activities.actions.facts import ActivityFacts, facts_of
from activities.forms.desk import FactsForm, UnitFactsForm
from activities.models import Activity
from activities.queries import enclaves
from activities.queries import ours as queries
from activities.views.enclaves import ASK
from activities.workflow import Status
from communities.views.acts import Act, ActPage, NewPage, begin, buttons, perform, posted, table
from core.http import ViewerRequest
from core.idempotency import idempotent


def _waits(_viewer: Viewer, activity: Activity) -> bool:
    return activity.status == Status.PROPOSED


def _correct(activity: Activity, *, actor: User | None, **said: Any) -> Activity:
    """What is not asked here stays as it was: whose it is, who leads it."""
    return activities.correct(activity, actor=actor, **{**facts_of(activity), **said})


OUR_ACTS = table(
    Act(
        "correct", gettext_lazy("更正"), FactsForm, _correct,
        gettext_lazy("已更正"), _waits, "edit",
        gettext_lazy("社区还没同意，可以改；同意以后请社区改。"),
    ),
    ASK,
)  # fmt: skip


@login_required
@require_GET
def board(request: ViewerRequest) -> HttpResponse:
    found = queries.ours(request.viewer)
    return render(request, "activities/ours.html", {"rows": found})


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def new(request: ViewerRequest) -> HttpResponse:
    viewer = request.viewer
    if not queries.plans_for_a_unit(viewer):
        raise Http404
    form = UnitFactsForm(posted(request), viewer=viewer)
    page = NewPage(
        title=_("我们办的活动"),
        back=reverse("activities:ours"),
        label=_("报一场活动"),
        lead=_("社区看过、同意了，就放到日历上；现场由您签到。"),
    )

    def make(said: dict[str, Any]) -> HttpResponse:
        unit, place = said.pop("organization"), said.pop("community")
        made = activities.propose_for(unit, place, ActivityFacts(**said), actor=viewer.actor)
        return redirect("activities:our_activity", made.pk)

    return begin(request, form, page, make)


@login_required
@require_GET
def activity(request: ViewerRequest, pk: int) -> HttpResponse:
    found = queries.get_ours(request.viewer, pk)
    shown = buttons(request.viewer, found, OUR_ACTS, "activities:our_act")
    context = {"activity": found, "buttons": shown, "enclaves": enclaves.of_activity(found)}
    return render(request, "activities/our_activity.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_ours(request.viewer, pk)
    back = reverse("activities:our_activity", args=[pk])
    return perform(request, ActPage(found, found.heading, back, OUR_ACTS), slug)
