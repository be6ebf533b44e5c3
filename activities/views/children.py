"""Children: the guardian's page, the leader's page of one child, the sheet."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.viewer import Viewer
from activities.actions import children, enrolling
from activities.forms import children as forms
from activities.models import Activity, ChildCard, Enrolment, Pickup
from activities.queries import children as queries
from activities.queries import leading, public
from communities.forms.base import NothingForm
from communities.views.acts import Act, ActPage, buttons, perform, table
from core.http import ViewerRequest
from core.idempotency import idempotent

OWN = "organizations/own_act.html"


def _may_bring(viewer: Viewer, activity: Activity) -> bool:
    at_home = public.belongs(viewer, activity) and activity.takes_people
    return at_home and activity.has_roster and queries.wards(viewer, activity).exists()


def _always(_viewer: Viewer, _card: ChildCard) -> bool:
    return True


def _stands(_viewer: Viewer, pickup: Pickup) -> bool:
    return pickup.revoked_at is None


def _may_leave(_viewer: Viewer, row: Enrolment) -> bool:
    return row.is_live and row.activity.takes_people


def is_here(_viewer: Viewer, row: Enrolment) -> bool:
    return row.presence is not None and row.presence.left_at is None


def _not_fetched(_viewer: Viewer, row: Enrolment) -> bool:
    return row.is_live and row.fetched is None


def _allow(row: Enrolment, *, actor: User, **said: Any) -> Any:
    return children.authorise(row.card, actor=actor, **said)  # type: ignore[arg-type]


FAMILY_ACTS = table(
    Act(
        "child", gettext_lazy("给孩子报名"), forms.ChildForm, children.enrol_child,
        gettext_lazy("报好了。您自己可以接；别人来接，先在这里写上名字"), _may_bring, "check",
        gettext_lazy("走的时候，老师只把孩子交到接送名单上的人手里。"),
    ),
)  # fmt: skip
CARD_ACTS = table(
    Act(
        "pickup", gettext_lazy("添一个能接的人"), forms.PickupForm, children.authorise,
        gettext_lazy("写上了，从那天起他可以来接"), _always, "plus",
        gettext_lazy("只有您写上的人能把孩子接走，随时可以撤销。"),
    ),
    Act(
        "correct", gettext_lazy("改电话和要当心的"), forms.CardForm, children.correct,
        gettext_lazy("改好了"), _always, "edit",
    ),
)  # fmt: skip
PICKUP_ACTS = table(
    Act(
        "revoke", gettext_lazy("不再让他接"), NothingForm, children.revoke,
        gettext_lazy("撤销了，他不能再接孩子"), _stands, "close", "", True,
    ),
)  # fmt: skip
CHILD_PLACE_ACTS = table(
    Act(
        "leave", gettext_lazy("取消孩子的报名"), NothingForm, enrolling.leave,
        gettext_lazy("已取消，名额让给别人了"), _may_leave, "close",
    ),
)  # fmt: skip
CHILD_ACTS = table(
    Act(
        "hand-over", gettext_lazy("交接"), forms.HandOverForm, children.hand_over,
        gettext_lazy("交接好了，监护人收到了消息"), is_here, "check",
        gettext_lazy("看清来的人，再点名单上的名字。"),
    ),
    Act(
        "turn-away", gettext_lazy("不在名单上"), NothingForm, children.turn_away,
        gettext_lazy("没有交给他，已经通知监护人；请马上打监护人的电话"), is_here, "close",
        gettext_lazy("不要把孩子交给他。点下去，监护人马上收到消息；您再打他的电话问清楚。"), True,
    ),
    Act(
        "allow", gettext_lazy("监护人同意别人来接"), forms.SaidPickupForm, _allow,
        gettext_lazy("写上了"), _not_fetched, "plus",
        gettext_lazy("打通监护人的电话、听他本人说了，只写今天；有书面的，可以写到哪天。"),
    ),
)  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def family_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = public.get_public(request.viewer, pk)
    back = reverse("activities:my_children")
    return perform(request, ActPage(found, found.heading, back, FAMILY_ACTS, OWN), slug)


@never_cache
@login_required
@require_safe
def mine(request: ViewerRequest) -> HttpResponse:
    if request.viewer.is_staff:
        raise Http404
    lines = queries.my_children(request.viewer)
    return render(request, "activities/my_children.html", {"lines": lines})


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def card_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    card = queries.get_card(request.viewer, pk)
    page = ActPage(card, str(card.name), reverse("activities:my_children"), CARD_ACTS, OWN)
    return perform(request, page, slug)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def pickup_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    """Back to where he came from: the guardian's page, or the desk's list."""
    found = queries.get_pickup(request.viewer, pk)
    own = found.card.guardian_id == request.viewer.user_id
    back = reverse("activities:my_children" if own else "activities:register")
    return perform(request, ActPage(found, str(found), back, PICKUP_ACTS, OWN), slug)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def place_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    row = queries.get_own_place(request.viewer, pk)
    title = f"{row.name} · {row.activity.heading}"
    page = ActPage(row, title, reverse("activities:my_children"), CHILD_PLACE_ACTS, OWN)
    return perform(request, page, slug)


@never_cache
@login_required
@require_safe
def child(request: ViewerRequest, pk: int) -> HttpResponse:
    row = queries.get_child(request.viewer, pk)
    with leading.inside(request.viewer, row.activity.sides):  # whoever leads may live elsewhere
        context = {
            "page": queries.child_page(request.viewer, row),
            "buttons": buttons(request.viewer, row, CHILD_ACTS, "activities:child_act"),
        }
    return render(request, "activities/child.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def child_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    row = queries.get_child(request.viewer, pk)
    back = reverse("activities:child", args=[pk])
    with leading.inside(request.viewer, row.activity.sides):
        return perform(request, ActPage(row, str(row.name), back, CHILD_ACTS, OWN), slug)


@never_cache
@login_required
@require_safe
def sheet(request: ViewerRequest, pk: int) -> HttpResponse:
    activity, lines = queries.roster(request.viewer, pk)
    context = {"activity": activity, "lines": lines, "title": _("接送名单")}
    return render(request, "activities/roster_sheet.html", context)
