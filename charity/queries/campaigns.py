"""Campaigns on the spot: the register at the desk, and what everybody reads of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Prefetch, Q, QuerySet, Sum
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.viewer import Viewer
from charity.models import Allocation, Campaign, CampaignReport, Gift, Recipient, Resource
from charity.queries.aid import promised
from charity.queries.gifts import may_record
from charity.workflow import CampaignStatus, GiftStatus
from communities.history import Event
from communities.models import Area
from communities.queries.past import history_of
from core import scope
from organizations.models import Organization

PAGE = 30
MOST = 200


@dataclass(frozen=True)
class RegisterPage:
    rows: list[Campaign]
    next_before: int | None


@dataclass(frozen=True)
class CampaignPage:
    campaign: Campaign
    gifts: list[Gift]
    reports: list[CampaignReport]
    history: list[Event]


@dataclass(frozen=True)
class Entry:
    """One campaign in public: each stands for itself."""

    campaign: Campaign
    report: CampaignReport | None
    earlier: list[CampaignReport]
    gifts: int
    yuan: Decimal
    used: list[tuple[str, Decimal]]
    """Of its money, by what it was used for."""

    @property
    def rest(self) -> Decimal:
        return self.yuan - sum((yuan for _kind, yuan in self.used), Decimal())


@dataclass(frozen=True)
class Account:
    community: Area
    entries: list[Entry]
    next_before: int | None


# --- at the desk ----------------------------------------------------------------------------------
def register(viewer: Viewer, before: int | None = None) -> RegisterPage:
    """Newest first; `before` is the last row seen."""
    if not may_record(viewer):
        raise Http404
    seen = Campaign.objects.visible_to(viewer)
    rows = list(_with_sums(_page(seen, before)).select_related("organization")[: PAGE + 1])
    return RegisterPage(rows[:PAGE], rows[PAGE - 1].pk if len(rows) > PAGE else None)


def get_campaign(viewer: Viewer, pk: int) -> Campaign:
    rows = _with_sums(Campaign.objects.manageable_by(viewer))
    rows = rows.select_related("organization", "community", "counted_by", "recorded_by")
    return get_object_or_404(rows, pk=pk)


def campaign_page(viewer: Viewer, campaign: Campaign) -> CampaignPage:
    given = campaign.gifts.select_related("donor").order_by("-offered_on", "-pk")
    gifts = list(given[:MOST])
    for gift in gifts:
        if gift.donor is not None:
            gift.donor.name.disclose()
    reports = _signed(campaign.reports.order_by("-pk"))
    return CampaignPage(campaign, gifts, reports, history_of(viewer, campaign))


def find(viewer: Viewer, text: str) -> "QuerySet[Campaign]":
    """For the search over everything."""
    if not may_record(viewer):
        return Campaign.objects.none()
    number = text.upper().removeprefix("M")
    like = Q(title__contains=text) | Q(filing_number=text)
    if text[:1] in "mM" and number.isdecimal():
        like = Q(pk=int(number))
    rows = Campaign.objects.visible_to(viewer).filter(like)
    return rows.select_related("organization").order_by("-starts_on", "-pk")


def open_to(viewer: Viewer) -> "QuerySet[Campaign]":
    """Whose gifts are still written down."""
    rows = Campaign.objects.visible_to(viewer).filter(status=CampaignStatus.RUNNING)
    return rows.order_by("-starts_on", "-pk")


def organisers(viewer: Viewer) -> "QuerySet[Organization]":
    """With a certificate to raise in public."""
    may = Recipient.objects.valid().filter(raises_in_public=True).values("organization_id")
    return Organization.objects.visible_to(viewer).filter(pk__in=may).order_by("name_key", "pk")


# --- for everybody --------------------------------------------------------------------------------
def account(pk: int, before: int | None = None) -> Account:
    """In four statements, however many there were. One that was not held is not told of."""
    community = get_object_or_404(Area.objects.communities(), pk=pk)
    with scope.entered([community.pk]):
        here = Campaign.objects.filter(community=community)
        held = _page(here.exclude(status=CampaignStatus.CANCELLED), before)
        out = CampaignReport.objects.order_by("-pk")
        told = Prefetch("reports", queryset=out, to_attr="out")
        rows: list[Any] = list(
            _with_sums(held).select_related("organization").prefetch_related(told)[: PAGE + 1]
        )
        used = _used([row.pk for row in rows[:PAGE]])
    entries = [_entry(row, used.get(row.pk, {})) for row in rows[:PAGE]]
    return Account(community, entries, rows[PAGE - 1].pk if len(rows) > PAGE else None)


# --- inside ---------------------------------------------------------------------------------------
def _page(rows: "QuerySet[Campaign]", before: int | None) -> "QuerySet[Campaign]":
    found = rows
    if before and (last := rows.filter(pk=before).first()):
        earlier = Q(starts_on__lt=last.starts_on)
        found = rows.filter(earlier | Q(starts_on=last.starts_on, pk__lt=last.pk))
    return found.order_by("-starts_on", "-pk")


def _with_sums(rows: "QuerySet[Campaign]") -> "QuerySet[Campaign]":
    """What came for it: how many, and how much of it is money."""
    here = Q(gifts__status=GiftStatus.RECEIVED)
    money = here & Q(gifts__resource=Resource.MONEY)
    return rows.annotate(
        came=Count("gifts", filter=here),
        waiting=Count("gifts", filter=Q(gifts__status=GiftStatus.OFFERED)),
        yuan=Sum("gifts__amount", filter=money, default=Decimal()),
    )


def _used(campaigns: list[int]) -> dict[int, dict[str, Decimal]]:
    """Of the money of each, by what it was used for; what was taken back is not there, nor what
    is promised to somebody and has not reached him."""
    rows = Allocation.objects.standing().filter(
        ~promised(), gift__campaign__in=campaigns, gift__resource=Resource.MONEY
    )
    sums = rows.values("kind", campaign=F("gift__campaign")).annotate(yuan=Sum("quantity"))
    found: dict[int, dict[str, Decimal]] = {}
    for row in sums.order_by("-yuan", "kind"):
        found.setdefault(row["campaign"], {})[row["kind"]] = row["yuan"]
    return found


def _signed(rows: Iterable[CampaignReport]) -> list[CampaignReport]:
    """Published with the full name under it."""
    found = list(rows)
    for row in found:
        row.signed.disclose()
    return found


def _entry(row: Any, used: dict[str, Decimal]) -> Entry:
    out = _signed(row.out)
    return Entry(
        campaign=row,
        report=out[0] if out else None,
        earlier=out[1:],
        gifts=row.came,
        yuan=row.yuan,
        used=[(str(Allocation.Kind(kind).label), yuan) for kind, yuan in used.items()],
    )
