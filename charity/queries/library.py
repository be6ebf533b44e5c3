"""What is lent: at the desk with whom to call, to everybody whether it is in."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from charity.models import Gift, Loan, Lot, Resource, SharedThing
from charity.models.allocations import share_of, with_rest
from charity.models.library import SharedThingQuerySet
from charity.workflow import GiftStatus
from communities.access import keeps_lists
from communities.models import Area, CommunityProfile
from communities.queries.place import profile_at
from core import audit, scope

MOST = 200


@dataclass(frozen=True)
class ThingPage:
    thing: SharedThing
    out: Loan | None
    past: list[Loan]
    gift: Gift | None
    """Whom it came from, in full for who keeps the register of gifts."""


@dataclass(frozen=True)
class Shelf:
    community: Area
    profile: CommunityProfile | None
    things: list[SharedThing]


def board(viewer: Viewer) -> list[SharedThing]:
    """What is late first, then what is out, then what is in."""
    if not keeps_lists(viewer):
        raise Http404
    rows = _with_loans(SharedThing.objects.visible_to(viewer).offered())
    found = list(rows.order_by("name", "pk")[:MOST])
    for thing in found:
        if (out := out_of(thing)) is not None:
            out.name.disclose()
    return sorted(found, key=_urgency)


def get_thing(viewer: Viewer, pk: int) -> SharedThing:
    rows = _with_loans(SharedThing.objects.manageable_by(viewer))
    found = get_object_or_404(rows.select_related("community", "gift__donor"), pk=pk)
    if (out := out_of(found)) is not None:
        out.name.disclose()
    return found


def thing_page(viewer: Viewer, thing: SharedThing) -> ThingPage:
    """Whom to call; that somebody looked is written down."""
    out = out_of(thing)
    if out is not None:
        out.phone.disclose()
        audit.read(out, ["name", "phone"], viewer.user, _("催还借出的东西"))
    past = thing.loans.filter(returned_on__isnull=False).order_by("-returned_on", "-pk")
    gift = thing.gift
    if gift is not None and gift.donor is not None:
        gift.donor.name.disclose()
    return ThingPage(thing, out, list(past[:20]), gift)


def sources(viewer: Viewer) -> list[tuple[str, str]]:
    """Goods that were given: in the storeroom, or here and stored nowhere. The codes are read by
    `aid.source`."""
    given: Any = with_rest(
        Gift.objects.visible_to(viewer).filter(status=GiftStatus.RECEIVED, resource=Resource.GOODS)
    )
    lots = Lot.objects.visible_to(viewer).in_store().select_related("gift")
    return [
        *(
            (f"g{row.pk}", f"{row} · {share_of(row, row.unstored)}")
            for row in given.order_by("-received_on")
            if row.unstored >= 1
        ),
        *(
            (f"w{row.pk}", f"{row} · {row.left}")
            for row in lots.order_by("expires_on", "pk")
            if not row.is_expired and row.balance >= 1
        ),
    ]


def shelf(pk: int) -> Shelf:
    """Whether it is in and until when it is out; to whom, nobody reads here."""
    community = get_object_or_404(Area.objects.communities(), pk=pk)
    with scope.entered([community.pk]):
        rows = _with_loans(SharedThing.objects.offered().filter(community=community))
        things = list(rows.order_by("name", "pk")[:MOST])
    return Shelf(community, profile_at(community.pk), things)


def out_of(thing: SharedThing) -> Loan | None:
    """The one it is lent to, of a thing that came with its loans."""
    loans: list[Loan] = thing.out  # type: ignore[attr-defined]
    return loans[0] if loans else None


# --- inside ---------------------------------------------------------------------------------------
def _with_loans(rows: SharedThingQuerySet) -> SharedThingQuerySet:
    return rows.prefetch_related(Prefetch("loans", Loan.objects.out(), to_attr="out"))


def _urgency(thing: SharedThing) -> tuple[int, str]:
    out = out_of(thing)
    if out is None:
        return 2, thing.name
    return (0 if out.is_overdue else 1), thing.name
