"""Children: the guardian's phone, the leader's page on the day, the sheet on paper."""

from dataclasses import dataclass, field

from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.viewer import Viewer
from activities.models import Activity, ChildCard, Enrolment, Handover, Pickup
from activities.models.activities import at_desk
from activities.models.children import leads_now
from activities.queries.leading import inside, sides_led
from activities.workflow import LIVE, Place
from communities.models import Resident
from communities.queries.wards import wards_of
from core import audit

MOST_PAST = 20


@dataclass(frozen=True)
class CardLine:
    """One's child: who may fetch it, where it goes, who fetched it."""

    card: ChildCard
    pickups: list[Pickup]
    ahead: list[Enrolment] = field(default_factory=list)
    past: list[Enrolment] = field(default_factory=list)


@dataclass(frozen=True)
class ChildPage:
    """The leader's page of one child on the day."""

    row: Enrolment
    card: ChildCard
    pickups: list[Pickup]
    handover: Handover | None
    is_keeper: bool
    """May take a name off the list for the guardian."""


@dataclass(frozen=True)
class RosterLine:
    row: Enrolment
    card: ChildCard
    pickups: list[Pickup]


def wards(viewer: Viewer, activity: Activity) -> "QuerySet[Resident]":
    """Of the viewer's children those who live here and do not yet come."""
    if viewer.user_id is None:
        return Resident.objects.none()
    coming = activity.enrolments.filter(status__in=LIVE, resident__isnull=False)
    rows = wards_of(viewer.user_id).filter(community=activity.community_id)
    return rows.exclude(pk__in=coming.values("resident")).order_by("pk")


def enrolled_by(viewer: Viewer, activity: Activity) -> list[Enrolment]:
    """The viewer's own children in it, by name."""
    if viewer.user_id is None or not activity.has_roster:
        return []
    rows = activity.enrolments.live().filter(card__guardian=viewer.user_id).order_by("pk")
    return [_named(row) for row in rows.select_related("activity")]


def my_children(viewer: Viewer) -> list[CardLine]:
    cards = ChildCard.objects.of_guardian(viewer).order_by("pk")
    rows = Enrolment.objects.filter(status__in=LIVE).select_related(
        "activity", "attendance", "handover__pickup"
    )
    found = cards.prefetch_related(
        Prefetch("pickups", queryset=Pickup.objects.filter(revoked_at__isnull=True)),
        Prefetch("enrolments", queryset=rows.order_by("activity__starts_at", "pk")),
    )
    return [_line(card) for card in found]


def get_card(viewer: Viewer, pk: int) -> ChildCard:
    """The guardian's own; he alone corrects it on the phone."""
    card = get_object_or_404(ChildCard.objects.of_guardian(viewer), pk=pk)
    return _opened(card)


def get_pickup(viewer: Viewer, pk: int) -> Pickup:
    rows = Pickup.objects.manageable_by(viewer).select_related("card")
    found = get_object_or_404(rows, pk=pk)
    found.name.disclose()
    return found


def get_own_place(viewer: Viewer, pk: int) -> Enrolment:
    rows = Enrolment.objects.filter(card__guardian=viewer.user_id or 0).select_related("activity")
    return _named(get_object_or_404(rows, pk=pk))


def get_child(viewer: Viewer, pk: int) -> Enrolment:
    """A child of an activity the viewer leads today, or keeps."""
    rule = at_desk(viewer) | leads_now(viewer, "activity__")
    rows = Enrolment.objects.filter(rule, card__isnull=False)
    rows = rows.select_related("activity", "attendance", "card", "handover__pickup")
    with inside(viewer, {*viewer.community_ids, *sides_led(viewer)}):
        return _named(get_object_or_404(rows, pk=pk))


def child_page(viewer: Viewer, row: Enrolment) -> ChildPage:
    """Inside the walls of its activity."""
    if row.card is None:
        raise Http404
    card, handover = _opened(row.card), row.fetched
    audit.record("activities.roster.read", row, actor=viewer.user)
    if handover is not None:
        handover.pickup.name.disclose()
    return ChildPage(
        row=row,
        card=card,
        pickups=[_told(each) for each in card.pickups.standing()],
        handover=handover,
        is_keeper=Enrolment.objects.manageable_by(viewer).filter(pk=row.pk).exists(),
    )


def roster(viewer: Viewer, pk: int) -> tuple[Activity, list[RosterLine]]:
    """For the sheet: who comes, whom to call, who fetches. That it was read is written down."""
    rule = at_desk(viewer) | leads_now(viewer)
    rows = Activity.objects.filter(rule, has_roster=True).select_related("community", "leader")
    activity = get_object_or_404(rows, pk=pk)
    standing = Pickup.objects.standing(on=timezone.localdate(activity.starts_at))
    places = activity.enrolments.filter(card__isnull=False, status__in=[Place.TAKEN])
    found = places.select_related("card").prefetch_related(
        Prefetch("card__pickups", queryset=standing)
    )
    audit.record("activities.roster.read", activity, actor=viewer.user)
    with inside(viewer, activity.sides):
        return activity, [_roster_line(row) for row in found.order_by("seat")]


# --- inside ---------------------------------------------------------------------------------------
def _line(card: ChildCard) -> CardLine:
    _opened(card)
    rows = [_named(row) for row in card.enrolments.all()]
    for row in rows:
        if row.fetched is not None:
            row.fetched.pickup.name.disclose()
    past = [row for row in rows if row.presence is not None and row.presence.left_at is not None]
    return CardLine(
        card,
        pickups=[_told(each) for each in card.pickups.all()],
        ahead=[row for row in rows if row not in past and not _is_over(row)],
        past=past[::-1][:MOST_PAST],
    )


def _roster_line(row: Enrolment) -> RosterLine:
    card = _opened(row.card)  # type: ignore[arg-type]
    return RosterLine(_named(row), card, [_told(each) for each in card.pickups.all()])


def _is_over(row: Enrolment) -> bool:
    return row.activity.ends_at <= timezone.now() and row.presence is None


def _opened(card: ChildCard) -> ChildCard:
    for value in (card.name, card.guardian_name, card.phone, card.remark):
        value.disclose()
    return card


def _told(pickup: Pickup) -> Pickup:
    pickup.name.disclose()
    pickup.phone.disclose()
    return pickup


def _named(row: Enrolment) -> Enrolment:
    row.name.disclose()
    return row
