"""The list of aid at the desk, one of it, and what everybody may know of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.viewer import Viewer
from charity.models import AidRecord, Allocation, Gift, Lot, Resource
from charity.models.aid import AidKind
from charity.models.allocations import share_of, with_rest
from charity.workflow import AID_STANDING, AidStatus, GiftStatus
from communities.access import keeps_lists
from communities.history import Event
from communities.models import Area
from communities.queries.past import history_of

PAGE = 50
SHOWN = 20
SMALLEST = 5
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class AidBoard:
    rows: list[AidRecord]
    status: str
    next_before: int | None
    people: int
    yuan: Decimal


@dataclass(frozen=True)
class KindOfAid:
    label: str
    count: int | None
    """Of a year; None where it would be too few to hide anybody."""
    yuan: Decimal
    rows: list[AidRecord]


def keeps_aid(viewer: Viewer) -> bool:
    return keeps_lists(viewer)


def board(viewer: Viewer, *, status: str = "", before: int | None = None) -> AidBoard:
    """Newest first; without a status what stands or waits. `before` is the last row seen."""
    if not keeps_aid(viewer):
        raise Http404
    seen = AidRecord.objects.visible_to(viewer)
    wanted = [status] if status in AidStatus.values else [AidStatus.PROPOSED, *AID_STANDING]
    found = seen.filter(status__in=wanted)
    if before and (last := seen.filter(pk=before).first()):
        earlier = Q(proposed_on__lt=last.proposed_on)
        found = found.filter(earlier | Q(proposed_on=last.proposed_on, pk__lt=last.pk))
    ordered = found.select_related("gift", "lot").order_by("-proposed_on", "-pk")
    rows = [_named(row) for row in ordered[: PAGE + 1]]
    told = seen.standing().aggregate(
        people=Count("pk"), yuan=Sum("quantity", filter=Q(gift__resource=Resource.MONEY))
    )
    more = rows[PAGE - 1].pk if len(rows) > PAGE else None
    return AidBoard(rows[:PAGE], status, more, told["people"], told["yuan"] or Decimal())


def get_aid(viewer: Viewer, pk: int) -> AidRecord:
    rows = AidRecord.objects.manageable_by(viewer)
    rows = rows.select_related("gift", "lot", "community", "proposed_by", "decided_by")
    found = _named(get_object_or_404(rows, pk=pk))
    found.where.disclose()
    for colleague in (found.proposed_by, found.decided_by):
        if colleague is not None:
            colleague.name.disclose()
    return found


def history(viewer: Viewer, aid: AidRecord) -> list[Event]:
    return history_of(viewer, aid)


def sources(viewer: Viewer) -> list[tuple[str, str]]:
    """What aid can be taken from: money, hours and rooms that are not used up, goods in store."""
    gifts = received(viewer).exclude(resource=Resource.GOODS)
    return [*not_used_up(gifts.order_by("-received_on")), *in_store(viewer)]


def received(viewer: Viewer) -> Any:
    """Gifts that are here, each with what is left of it."""
    return with_rest(Gift.objects.visible_to(viewer).filter(status=GiftStatus.RECEIVED))


def not_used_up(gifts: Iterable[Any]) -> list[tuple[str, str]]:
    return [
        (f"g{row.pk}", f"{row} · {row.get_purpose_display()} · {_rest(row)}")
        for row in gifts
        if row.used < row.measure
    ]


def in_store(viewer: Viewer) -> list[tuple[str, str]]:
    lots = Lot.objects.visible_to(viewer).in_store().select_related("gift")
    return [
        (f"w{row.pk}", f"{row} · {row.gift.get_purpose_display()} · {row.left}")
        for row in lots.order_by("expires_on", "pk")
        if not row.is_expired
    ]


def source(viewer: Viewer, code: str) -> tuple[Gift, Lot | None]:
    """What stands behind the choice, inside the viewer's places."""
    pk = int(code[1:]) if code[1:].isdigit() and len(code) < 18 else 0
    if code[:1] == "w":
        lot = get_object_or_404(Lot.objects.manageable_by(viewer).select_related("gift"), pk=pk)
        return lot.gift, lot
    return get_object_or_404(Gift.objects.manageable_by(viewer), pk=pk), None


def promised(path: str = "") -> Q:
    """Of uses: set aside by a decision for somebody whom it has not reached yet. In public, and to
    who gave, that is neither used nor help."""
    waiting = AidRecord.objects.filter(status=AidStatus.APPROVED)
    said = {"kind": Allocation.Kind.AID, "reference__in": waiting.values("pk")}
    return Q(**{f"{path}{name}": value for name, value in said.items()})


def in_public(community: Area) -> list[KindOfAid]:
    """What reached people within the last year. The scope is the caller's: that of the community
    itself."""
    since = timezone.localdate() - YEAR
    rows = AidRecord.objects.filter(status=AidStatus.GIVEN)
    rows = rows.filter(community=community, given_on__gte=since)
    told = rows.values("kind").annotate(
        count=Count("pk"), yuan=Sum("quantity", filter=Q(gift__resource=Resource.MONEY))
    )
    counts = {row["kind"]: row for row in told}
    open_kinds = [kind for kind, row in counts.items() if row["count"] >= SMALLEST]
    shown = _latest(rows, open_kinds)
    return [_kind(AidKind(kind), row, shown) for kind, row in counts.items()]


# --- inside ---------------------------------------------------------------------------------------
def _kind(kind: AidKind, told: Any, shown: list[AidRecord]) -> KindOfAid:
    enough = told["count"] >= SMALLEST
    return KindOfAid(
        label=str(kind.label),
        count=told["count"] if enough else None,
        yuan=(told["yuan"] or Decimal()) if enough else Decimal(),
        rows=[row for row in shown if row.kind == kind],
    )


def _latest(rows: "QuerySet[AidRecord]", kinds: list[str]) -> list[AidRecord]:
    """Names stay masks: nobody discloses them here. Asked even where no kind is open: what the page
    costs is always the same."""
    found = rows.filter(kind__in=[*kinds, ""]).select_related("gift").order_by("-given_on", "-pk")
    return list(found[:SHOWN])


def _rest(row: Any) -> str:
    return share_of(row, row.measure - row.used)


def _named(row: AidRecord) -> AidRecord:
    """Whoever keeps the list reads the name."""
    row.name.disclose()
    return row
