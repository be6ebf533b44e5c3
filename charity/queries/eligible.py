"""What the forms of a programme choose from, inside the viewer's scope."""

from django.db.models import QuerySet

from accounts.models import User
from accounts.viewer import Viewer
from charity.models import (
    BookLine,
    Diner,
    EligibleGroup,
    Gift,
    MealDay,
    Pot,
    Programme,
    ProgrammeMonth,
    Resource,
)
from charity.programme_workflow import Part
from charity.queries.earnings import held_in
from charity.workflow import GiftStatus
from communities.models import Resident
from organizations.models import Organization

SUFFIX = 4


def groups() -> "QuerySet[EligibleGroup]":
    return EligibleGroup.objects.filter(is_active=True)


def who_may_run(viewer: Viewer) -> "QuerySet[Organization]":
    rows = Organization.objects.visible_to(viewer).active()
    return rows.order_by("name_key", "pk")


def residents_named(viewer: Viewer, programme: Programme, said: str) -> list[Resident]:
    """By the whole name; of several, the one whose number ends like that."""
    name, _space, digits = said.strip().partition(" ")
    rows = Resident.objects.visible_to(viewer).present()
    found = list(rows.filter(community=programme.community_id, name=name).order_by("pk")[:20])
    digits = digits.strip()
    if digits:
        return [one for one in found if one.phone.open()[-SUFFIX:] == digits[-SUFFIX:]]
    return found


def carriers_of(programme: Programme) -> "QuerySet[User]":
    hands = programme.hands.now().filter(part=Part.CARRIER)
    return User.objects.filter(pk__in=hands.values("user_id")).order_by("pk")


def not_yet_at(day: MealDay) -> "QuerySet[Diner]":
    there = day.meals.standing().values("diner_id")
    rows = Diner.objects.standing().filter(programme=day.programme_id).exclude(pk__in=there)
    return rows.select_related("resident").order_by("resident__name_key", "pk")


def money_of(viewer: Viewer, programme: Programme) -> "QuerySet[Gift]":
    """Received, in money, of this place."""
    rows = Gift.objects.visible_to(viewer).filter(
        community=programme.community_id, resource=Resource.MONEY, status=GiftStatus.RECEIVED
    )
    return rows.order_by("-received_on", "-pk")


def pots_of(viewer: Viewer, programme: Programme) -> "QuerySet[Pot]":
    """What this place earned and has not spent, each with how much is in it."""
    mine = Pot.objects.manageable_by(viewer).values("pk")
    return held_in(programme.community).filter(pk__in=mine)


def lines_of(viewer: Viewer, programme: Programme) -> "QuerySet[BookLine]":
    """What the fund of this place paid, and no month has taken yet."""
    rows = BookLine.objects.visible_to(viewer).filter(
        community=programme.community_id, kind=BookLine.Kind.USE, corrected__isnull=True
    )
    taken = ProgrammeMonth.objects.standing().filter(fund_line__isnull=False)
    return rows.exclude(pk__in=taken.values("fund_line_id")).order_by("-booked_on", "-pk")
