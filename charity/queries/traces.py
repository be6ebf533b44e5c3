"""What became of a gift: at the desk line by line, to its donor in plain words."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Case, When
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.viewer import Viewer
from charity.models import Allocation, BookLine, FundEnding, Gift, StockMovement
from charity.models.allocations import share_of
from charity.queries.aid import promised
from charity.queries.gifts import sees_gifts
from charity.workflow import EndingStatus, GiftStatus
from core import scope

PAGE = 30
LINES = 200
LOST = (StockMovement.Kind.DISCARD, StockMovement.Kind.COUNT)


@dataclass(frozen=True)
class Line:
    day: date
    words: str
    share: str
    """How much of the gift; empty where it only tells."""


@dataclass(frozen=True)
class Trace:
    gift: Gift
    lines: list[Line]
    used: Decimal
    lost: Decimal
    """Expired, broken, short by count: it helped nobody, and the donor may know."""
    promised: Decimal = Decimal()
    """Decided on for somebody whom it has not reached yet."""
    bringer: str = ""
    """Who brought it in, where he agreed that the donor hears of it."""

    @property
    def rest(self) -> Decimal:
        gone = self.used + self.promised + self.lost
        return max(Decimal(self.gift.measure) - gone, Decimal())

    @property
    def is_here(self) -> bool:
        return self.gift.status == GiftStatus.RECEIVED

    @property
    def used_share(self) -> str:
        return share_of(self.gift, self.used) if self.used else ""

    @property
    def promised_share(self) -> str:
        return share_of(self.gift, self.promised) if self.promised else ""

    @property
    def rest_share(self) -> str:
        return share_of(self.gift, self.rest) if self.rest else ""

    @property
    def percent(self) -> int:
        return int(100 * self.used / self.gift.measure)


# --- at the desk ----------------------------------------------------------------------------------
def uses_of(gift: Gift) -> list[Allocation]:
    rows = gift.allocations.select_related("actor", "undone").order_by("-seq")[:LINES]
    found = list(rows)
    for row in found:
        row.gift = gift
        if row.actor is not None:
            row.actor.name.disclose()
    return found


def get_allocation(viewer: Viewer, pk: int) -> Allocation:
    if not sees_gifts(viewer):
        raise Http404
    rows = Allocation.objects.visible_to(viewer).select_related("gift", "undone")
    return get_object_or_404(rows, pk=pk)


# --- to the donor ---------------------------------------------------------------------------------
def mine(viewer: Viewer) -> list[Trace]:
    """His number, proved when he signed in, is what names him: wherever he gave something, also
    in a place he has nothing else to do with. Of others only what these pages say."""
    user = viewer.user
    if user is None:
        return []
    index = user.phone_index
    if not index:
        return []
    with scope.entered(scope.EVERYTHING, user_id=user.pk):
        rows = Gift.objects.filter(donor__phone_index=index)
        rows = rows.select_related("organization", "donor", "community", "campaign", "brought_unit")
        return traces_of(list(rows.order_by("-offered_on", "-pk")[:PAGE]))


def traces_of(gifts: list[Gift]) -> list[Trace]:
    """In three statements, however many gifts."""
    by_pk = {gift.pk: gift for gift in gifts}
    uses: defaultdict[int, list[Allocation]] = defaultdict(list)
    standing = Allocation.objects.standing().filter(gift__in=by_pk)
    waits = Case(When(promised(), then=True), default=False)
    for row in standing.annotate(waits=waits).order_by("-seq"):
        row.gift = by_pk[row.gift_id]
        uses[row.gift_id].append(row)
    lost: defaultdict[int, list[StockMovement]] = defaultdict(list)
    gone = StockMovement.objects.filter(kind__in=LOST, quantity__lt=0, lot__gift__in=by_pk)
    for move in gone.select_related("lot").order_by("-at"):
        lost[move.lot.gift_id].append(move)
    over = _ended(by_pk)
    return [_trace(gift, uses[gift.pk], lost[gift.pk], over.get(gift.pk)) for gift in gifts]


def _trace(
    gift: Gift, uses: list[Allocation], lost: list[StockMovement], over: FundEnding | None
) -> Trace:
    lines = [*_uses(gift, uses), *(_loss(gift, move) for move in lost)]
    lines.sort(key=lambda line: line.day, reverse=True)
    found = Trace(
        gift,
        lines,
        used=sum((row.quantity for row in uses if not _waits(row)), Decimal()),
        promised=sum((row.quantity for row in uses if _waits(row)), Decimal()),
        lost=-sum((move.quantity for move in lost), Decimal()),
        bringer=_bringer(gift),
    )
    if over is not None and found.rest and over.fund.ended_on is not None:
        said = _("基金终止了。{where}").format(where=over.where_it_went)
        lines.insert(0, Line(over.fund.ended_on, said, ""))
    return found


def _bringer(gift: Gift) -> str:
    if not gift.brought_agreed:
        return ""
    gift.brought_by.disclose()
    return gift.bringer


def _ended(gifts: dict[int, Gift]) -> dict[int, FundEnding]:
    """By gift, the end of the fund it was given to."""
    came = BookLine.objects.filter(
        gift__in=gifts, kind=BookLine.Kind.DONATION, corrected__isnull=True
    )
    ends = FundEnding.objects.filter(status=EndingStatus.ENDED).select_related("fund")
    pairs = came.filter(fund__ended_on__isnull=False).values_list("gift_id", "fund_id")
    funds = {end.fund_id: end for end in ends.filter(fund__lines__gift__in=gifts).distinct()}
    return {gift: funds[fund] for gift, fund in pairs if gift and fund in funds} if funds else {}


def _uses(gift: Gift, rows: Iterable[Allocation]) -> Iterable[Line]:
    """A hand-out is one line, however many came for their share."""
    shared: defaultdict[int | None, list[Allocation]] = defaultdict(list)
    for row in rows:
        if row.kind == Allocation.Kind.HANDOUT:
            shared[row.reference].append(row)
        else:
            yield Line(row.used_on, _in_words(row), row.share)
    for taken in shared.values():
        said = ngettext("%(what)s，%(n)d 人领取", "%(what)s，%(n)d 人领取", len(taken))
        words = said % {"what": taken[0].what, "n": len(taken)}
        whole = sum((row.quantity for row in taken), Decimal())
        yield Line(taken[0].used_on, words, share_of(gift, whole))


def _waits(row: Any) -> bool:
    return bool(row.waits)


def _in_words(row: Allocation) -> str:
    if _waits(row):
        return _("{what}：已批准，还没送到").format(what=row.what)
    if row.kind == Allocation.Kind.BACK:
        return _("没用完，退回库里：{what}").format(what=row.what)
    if row.recipient:
        return _("{what}，受益人 {who}").format(what=row.what, who=row.recipient)
    return str(row.what)


def _loss(gift: Gift, move: StockMovement) -> Line:
    words = _("没能用上：{reason}").format(reason=move.reason)
    return Line(move.at.date(), words, share_of(gift, move.quantity))
