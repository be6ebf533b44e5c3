"""收到的捐赠和用途, for everybody: what came, from whom if he likes to be named, what was used.

Only what the desk counted leaves the wall; the words of a use and whom it helped are not read.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from charity.models import Allocation, DesignatedPlatform, Gift, Purpose, Resource
from charity.models.allocations import share_of
from charity.queries.aid import KindOfAid, in_public, promised
from charity.workflow import GiftStatus
from communities.models import Area
from core import scope

PAGE = 30
SMALLEST = 5
"""Fewer people than so many are not told: who knows the place would know them."""
WHOLE_LIST = "https://cszg.mca.gov.cn"
"""慈善中国: the ministry's own list. What it says there goes before what is shipped here."""


@dataclass(frozen=True)
class Row:
    gift: Gift
    donor: str
    used: str
    percent: int


@dataclass(frozen=True)
class ForPurpose:
    label: str
    gifts: int
    yuan: Decimal
    """Of money that came."""
    used: Decimal
    promised: Decimal
    """Decided on, and not handed over yet."""
    helped: int | None
    """People who took their share or were helped; None where that would be too few."""


@dataclass(frozen=True)
class Account:
    community: Area
    rows: list[Row]
    purposes: list[ForPurpose]
    money: Decimal
    spent: Decimal
    promised: Decimal
    worth: Decimal
    gifts: int
    next_before: int | None
    others: list[Area]
    aid: list[KindOfAid]


def account(pk: int, before: int | None = None) -> Account:
    community = get_object_or_404(Area.objects.communities(), pk=pk)
    with scope.entered([community.pk]):
        here = Gift.objects.filter(community=community, status=GiftStatus.RECEIVED)
        came = {row["purpose"]: row for row in _came(here)}
        went = {row["gift__purpose"]: row for row in _went(here)}
        rows = _rows(here, before)
        helped = in_public(community)
    known = [_purpose(Purpose(code), came[code], went.get(code)) for code in came]
    return Account(
        community=community,
        rows=rows[:PAGE],
        purposes=sorted(known, key=lambda each: (-each.yuan, -each.gifts)),
        money=sum((each.yuan for each in known), Decimal()),
        spent=sum((each.used for each in known), Decimal()),
        promised=sum((each.promised for each in known), Decimal()),
        worth=sum((row["others"] or Decimal() for row in came.values()), Decimal()),
        gifts=sum(each.gifts for each in known),
        next_before=rows[PAGE - 1].gift.pk if len(rows) > PAGE else None,
        others=[one for one in Area.objects.communities().order_by("path") if one.pk != pk],
        aid=helped,
    )


def platforms() -> list[DesignatedPlatform]:
    rows = DesignatedPlatform.objects.filter(ended_on__isnull=True)
    return list(rows.order_by("position", "pk"))


# --- inside ---------------------------------------------------------------------------------------
def _came(here: "QuerySet[Gift]") -> "QuerySet[Any, Any]":
    return here.values("purpose").annotate(
        gifts=Count("pk"),
        yuan=Sum("amount", filter=Q(resource=Resource.MONEY)),
        others=Sum("amount", filter=~Q(resource=Resource.MONEY)),
    )


def _went(here: "QuerySet[Gift]") -> "QuerySet[Any, Any]":
    people = Q(kind__in=[Allocation.Kind.HANDOUT, Allocation.Kind.AID]) | ~Q(recipient="")
    uses = Allocation.objects.standing().filter(gift__in=here.values("pk"))
    money = Q(gift__resource=Resource.MONEY)
    return uses.values("gift__purpose").annotate(
        yuan=Sum("quantity", filter=money & ~promised()),
        promised=Sum("quantity", filter=money & promised()),
        people=Count("pk", filter=people & ~promised()),
    )


def _purpose(purpose: Purpose, came: dict[str, Any], went: dict[str, Any] | None) -> ForPurpose:
    people = went["people"] if went else 0
    return ForPurpose(
        label=str(purpose.label),
        gifts=came["gifts"],
        yuan=came["yuan"] or Decimal(),
        used=(went["yuan"] if went else None) or Decimal(),
        promised=(went["promised"] if went else None) or Decimal(),
        helped=people if people == 0 or people >= SMALLEST else None,
    )


def _rows(here: "QuerySet[Gift]", before: int | None) -> list[Row]:
    """Newest first; `before` is the last one seen."""
    found = here.select_related("donor", "organization")
    if before and (last := here.filter(pk=before).first()):
        earlier = Q(received_on__lt=last.received_on)
        found = found.filter(earlier | Q(received_on=last.received_on, pk__lt=last.pk))
    waits = promised("allocations__")
    nothing = Value(Decimal())
    found = found.annotate(
        taken=Coalesce(Sum("allocations__quantity"), nothing),
        promised=Coalesce(Sum("allocations__quantity", filter=waits), nothing),
    )
    return [_row(gift) for gift in found.order_by("-received_on", "-pk")[: PAGE + 1]]


def _row(gift: Any) -> Row:
    used = gift.taken - gift.promised
    return Row(
        gift=gift,
        donor=_named(gift),
        used=share_of(gift, used) if used else "",
        percent=int(100 * used / gift.measure),
    )


def _named(gift: Gift) -> str:
    """A unit in full, a person by the surname; whoever does not like to be named is a kind soul."""
    if gift.donor is None or gift.is_anonymous:
        return _("爱心人士")
    return gift.donor.title
