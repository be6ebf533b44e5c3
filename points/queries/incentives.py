"""八有: at the desk, for whom it is, and for everybody as sums without names."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.viewer import Viewer
from communities.history import Event
from communities.models import Area
from communities.queries.past import history_of
from core import scope
from points.eligibility import roles_of
from points.models import IncentiveGrant, IncentiveKind, IncentivePolicy, IncentiveRole
from points.models.incentives import PolicyQuerySet
from points.queries.accounts import keeps_points
from points.workflow import BUDGETED, GrantStatus

PAGE = 50
MINE = 20
PLACES = 5


@dataclass(frozen=True)
class Board:
    policies: list[IncentivePolicy]
    """Each with `left`, what may still be promised, and `waits`, how many ask."""
    next_before: int | None


@dataclass(frozen=True)
class PolicyPage:
    policy: IncentivePolicy
    grants: list[IncentiveGrant]
    next_before: int | None
    history: list[Event]


@dataclass(frozen=True)
class Offer:
    """A policy I may apply for; `asked` is what I asked of it already."""

    policy: IncentivePolicy
    asked: bool


@dataclass(frozen=True)
class Mine:
    offers: list[Offer]
    grants: list[IncentiveGrant]
    communities: list[Area]


@dataclass(frozen=True)
class Told:
    """What everybody reads of one policy."""

    policy: IncentivePolicy
    promised: Decimal
    delivered: int


@dataclass(frozen=True)
class OpenPage:
    community: Area
    rows: list[Told]


def board(viewer: Viewer, before: int | None = None) -> Board:
    if not keeps_points(viewer):
        raise Http404
    found = _told(IncentivePolicy.objects.visible_to(viewer).with_left())
    if before:
        found = found.filter(pk__lt=before)
    waits = Count("grants", filter=Q(grants__status=GrantStatus.PENDING), distinct=True)
    rows = list(found.annotate(waits=waits).order_by("-pk")[: PAGE + 1])
    return Board(rows[:PAGE], rows[PAGE - 1].pk if len(rows) > PAGE else None)


def get_policy(viewer: Viewer, pk: int) -> IncentivePolicy:
    return get_object_or_404(
        _told(IncentivePolicy.objects.manageable_by(viewer).with_left()), pk=pk
    )


def policy_page(viewer: Viewer, policy: IncentivePolicy, before: int | None = None) -> PolicyPage:
    """Names are open to whoever hands it over."""
    rows = policy.grants.select_related("role", "recorded_by", "decided_by").order_by("-pk")
    if before:
        rows = rows.filter(pk__lt=before)
    listed = list(rows[: PAGE + 1])
    for row in listed:
        row.name.disclose()
        row.policy = policy
    more = listed[PAGE - 1].pk if len(listed) > PAGE else None
    return PolicyPage(policy, listed[:PAGE], more, history_of(viewer, policy))


def get_grant(viewer: Viewer, pk: int) -> IncentiveGrant:
    rows = IncentiveGrant.objects.manageable_by(viewer).select_related("policy", "role")
    found = get_object_or_404(rows, pk=pk)
    found.name.disclose()
    return found


def get_my_grant(viewer: Viewer, pk: int) -> IncentiveGrant:
    rows = IncentiveGrant.objects.filter(user_id=viewer.user_id or 0).select_related("policy")
    return get_object_or_404(rows, pk=pk)


def mine(viewer: Viewer) -> Mine:
    """What somebody may ask for in the places he belongs to, and what became of what he asked."""
    grants = IncentiveGrant.objects.filter(user_id=viewer.user_id or 0).select_related("policy")
    listed = list(grants.order_by("-pk")[:MINE])
    asked = {row.policy_id for row in listed if row.status in {GrantStatus.PENDING, *BUDGETED}}
    offers = [Offer(policy, policy.pk in asked) for policy in open_to(viewer)[:PAGE]]
    belongs = {place for places in roles_of(viewer).values() for place in places}
    places = Area.objects.communities().filter(pk__in=belongs).order_by("path")
    return Mine(offers, listed, list(places[:PLACES]))


def open_to(viewer: Viewer) -> PolicyQuerySet:
    """What he may apply for, as what he is known where he belongs."""
    rule = Q(pk__in=())
    for code, places in roles_of(viewer).items():
        rule |= Q(roles__code=code, community__in=places)
    rows = IncentivePolicy.objects.open().filter(rule).distinct()
    return _told(rows.exclude(pk__in=_used_up(rows))).order_by("kind__position", "pk")


def get_open(viewer: Viewer, pk: int) -> IncentivePolicy:
    return get_object_or_404(open_to(viewer), pk=pk)


def my_roles(viewer: Viewer, policy: IncentivePolicy) -> "QuerySet[IncentiveRole]":
    held = roles_of(viewer).items()
    here = [code for code, places in held if policy.community_id in places]
    return policy.roles.filter(code__in=here)


def kinds() -> "QuerySet[IncentiveKind]":
    return IncentiveKind.objects.all()


def all_roles() -> "QuerySet[IncentiveRole]":
    return IncentiveRole.objects.all()


def page(pk: int) -> OpenPage:
    """In public: what was adopted, for how much, what was promised and how often it came."""
    community = get_object_or_404(Area.objects.communities(), pk=pk)
    with scope.entered([community.pk]):
        given = Q(grants__status__in=BUDGETED)
        rows = IncentivePolicy.objects.filter(community=community).annotate(
            promised=Coalesce(Sum("grants__yuan", filter=given), Value(Decimal(0))),
            delivered=Count("grants", filter=Q(grants__status=GrantStatus.DELIVERED)),
        )
        ordered: Any = _told(rows).order_by("kind__position", "-starts_on", "pk")
        told = [Told(row, row.promised, row.delivered) for row in ordered[:PAGE]]
    return OpenPage(community, told)


# --- inside ---------------------------------------------------------------------------------------
def _used_up(rows: PolicyQuerySet) -> list[int]:
    """Whose budget is promised to the last yuan: nobody is invited to ask for nothing. What was
    promised stands behind the wall of each place; that nothing is left is everybody's to know."""
    places = set(rows.values_list("community_id", flat=True))
    if not places:
        return []
    pks = list(rows.filter(budget__gt=0).values_list("pk", flat=True))
    with scope.entered(places):
        known = IncentivePolicy.objects.filter(pk__in=pks).with_left()
        return [policy.pk for policy in known if policy.left <= 0]  # type: ignore[attr-defined]


def _told(rows: PolicyQuerySet) -> PolicyQuerySet:
    return rows.select_related("kind").prefetch_related("roles")
