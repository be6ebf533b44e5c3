"""The register of gifts at the desk, and the page of one."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from charity.models import Donor, Gift, Lot, Resource
from charity.models.allocations import with_rest
from charity.models.gifts import GiftQuerySet
from charity.workflow import GONE, GiftStatus
from communities.access import NOTHING, keeps_lists
from communities.history import Event
from communities.queries.past import history_of
from core import audit, crypto
from core.identifiers import read_phone
from organizations.models import Organization

PAGE = 50
NO_RECEIPT = "no_receipt"
"""Among the states one filters by: received, and the receipt is still to be written."""
OVER = "over"


@dataclass(frozen=True)
class Filters:
    q: str = ""
    resource: str = ""
    status: str = ""
    """Empty: offered or received."""
    before: int | None = None


@dataclass(frozen=True)
class Totals:
    """Of what was received, whatever the filter: the register's own sentence."""

    gifts: int = 0
    money: Any = None
    worth: Any = None
    """Of goods, services and venues, as far as anybody put a value on them."""


@dataclass(frozen=True)
class RegisterPage:
    rows: list[Gift]
    totals: Totals
    next_before: int | None = None
    filters: Filters = field(default_factory=Filters)


@dataclass(frozen=True)
class GiftPage:
    gift: Gift
    donor: Donor | None
    history: list[Event]
    lots: list[Lot]
    bringer: str = ""
    """Who brought it in: for the staff, nobody else."""


def sees_gifts(viewer: Viewer) -> bool:
    """The staff of the community, and the managers of organisations: those accept."""
    awake = viewer.is_staff and not viewer.sleeping
    return awake and (keeps_lists(viewer) or bool(viewer.organization_ids))


def may_record(viewer: Viewer) -> bool:
    return keeps_lists(viewer)


def register(viewer: Viewer, filters: Filters) -> RegisterPage:
    """Newest first; `before` is the last row seen."""
    if not sees_gifts(viewer):
        raise Http404
    seen = Gift.objects.visible_to(viewer)
    found = _filtered(viewer, seen, filters)
    if filters.before and (last := seen.filter(pk=filters.before).first()):
        earlier = Q(offered_on__lt=last.offered_on)
        found = found.filter(earlier | Q(offered_on=last.offered_on, pk__lt=last.pk))
    ordered = found.select_related("organization", "donor").order_by("-offered_on", "-pk")
    rows = [_disclosed(viewer, row) for row in ordered[: PAGE + 1]]
    more = rows[PAGE - 1].pk if len(rows) > PAGE else None
    return RegisterPage(rows[:PAGE], totals(seen), more, filters)


def get_gift(viewer: Viewer, pk: int) -> Gift:
    if not sees_gifts(viewer):
        raise Http404
    rows = with_rest(Gift.objects.visible_to(viewer))
    rows = rows.select_related(
        "organization",
        "donor",
        "community",
        "brought_unit",
        "confirmed_by",
        "recorded_by",
        "campaign",
    )
    return _disclosed(viewer, get_object_or_404(rows, pk=pk))


def gift_page(viewer: Viewer, gift: Gift) -> GiftPage:
    """Whom to call stands on this page; that somebody looked is written down."""
    donor = gift.donor
    if donor is not None and donor.phone:
        donor.phone.disclose()
        audit.read(donor, ["name", "phone"], viewer.user, _("联系捐赠人、开票据"))
    lots = gift.lots.visible_to(viewer).with_balance().order_by("pk")
    stored = list(lots) if gift.resource == Resource.GOODS else []
    return GiftPage(gift, donor, history_of(viewer, gift), stored, _bringer(viewer, gift))


def totals(rows: GiftQuerySet) -> Totals:
    counted = rows.filter(status=GiftStatus.RECEIVED).aggregate(
        gifts=Count("pk"),
        money=Sum("amount", filter=Q(resource="money")),
        worth=Sum("amount", filter=~Q(resource="money")),
    )
    return Totals(counted["gifts"], counted["money"] or 0, counted["worth"] or 0)


def find(viewer: Viewer, text: str) -> GiftQuerySet:
    """For the search over everything."""
    if not sees_gifts(viewer):
        return Gift.objects.none()
    rows = Gift.objects.visible_to(viewer).filter(_like(viewer, text))
    return rows.select_related("organization", "donor").order_by("-offered_on", "-pk")


def units_that_bring(viewer: Viewer) -> "QuerySet[Organization]":
    rows = Organization.objects.visible_to(viewer).active()
    return rows.order_by("name_key", "pk")


# --- inside ---------------------------------------------------------------------------------------
def _filtered(viewer: Viewer, rows: GiftQuerySet, filters: Filters) -> GiftQuerySet:
    if filters.status == NO_RECEIPT:
        rows = rows.without_receipt()
    elif filters.status == OVER:
        rows = rows.filter(status__in=GONE)
    elif filters.status:
        rows = rows.filter(status=filters.status)
    else:
        rows = rows.standing()
    if filters.resource:
        rows = rows.filter(resource=filters.resource)
    if filters.q.strip():
        rows = rows.filter(_like(viewer, filters.q))
    return rows


def _like(viewer: Viewer, text: str) -> Q:
    text = text.strip()
    if phone := read_phone(text):
        return Q(donor__phone_index=crypto.blind_index("phone", phone))
    number = text.upper().removeprefix("J")
    if text[:1] in "jJ" and number.isdecimal():
        return Q(pk=int(number))
    brought = Q(brought_by__contains=text) if may_record(viewer) else NOTHING
    return (
        Q(donor__name__contains=text)
        | Q(donor__unit_name__contains=text)
        | Q(what__icontains=text)
        | Q(receipt_number=text)
        | Q(agreement_number=text)
        | brought
    )


def _bringer(viewer: Viewer, gift: Gift) -> str:
    if not gift.brought_as or not may_record(viewer):
        return ""
    gift.brought_by.disclose()
    return gift.bringer


def _disclosed(viewer: Viewer, row: Gift) -> Gift:
    """Whoever sees the register keeps it, or writes the receipts: the name stands in full."""
    if row.donor is not None:
        row.donor.name.disclose()
    return row
