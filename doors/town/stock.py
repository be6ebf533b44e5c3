"""The storeroom: what was given as goods came in, went out, ran out, has expired."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from accounts.models import User
from charity.actions import handouts
from charity.models import Gift, Lot, StockMovement
from communities.models import Area, Resident
from core.models import TallyDelta
from doors.town.account import find
from doors.town.bulk import known, number, write
from doors.town.past import Event, remember, step
from doors.town.plan import WUTONGLI_CODE
from doors.town.register import morning
from doors.town.stock_list import HANDOUT, LISTED, LOTS, SIGNED, LotPlan
from doors.town.uses import Uses

_KEEPER = "周予安"


def tell_stock(told_on: date) -> None:
    home, keeper = Area.objects.get(code=WUTONGLI_CODE), find(_KEEPER)
    given = {
        (gift.what, gift.offered_on): gift
        for gift in Gift.objects.filter(community=home, resource="goods", status="received")
    }
    lots = [_lot(each, given[each.what, told_on - timedelta(days=each.ago)], home) for each in LOTS]
    number(lots)
    write(lots)
    moves = [
        move
        for each, lot in zip(LOTS, lots, strict=True)
        for move in _moves(each, lot, keeper, told_on)
    ]
    number(moves)
    write(moves)
    remember(_event(move) for move in moves)
    write(_count(move) for move in moves)
    uses = Uses(told_on, keeper)
    for move in moves:
        uses.move(move)
    uses.tell()
    _hand_out(lots[-2], home, keeper, told_on)


def _lot(each: LotPlan, gift: Gift, home: Area) -> Lot:
    came = gift.received_on or gift.offered_on
    return Lot(
        community=home,
        gift=gift,
        name=gift.what,
        unit=gift.unit,
        place=each.place,
        expires_on=came + timedelta(days=each.keeps) if each.keeps else None,
        opened_at=_hour(came, 5),
    )


def _moves(each: LotPlan, lot: Lot, keeper: User, told_on: date) -> Iterable[StockMovement]:
    """Each begins with what the one before it left, as the actions would have written them."""
    came = timezone.localdate(lot.opened_at)
    gift = lot.gift
    steps = [(0, "receive", int(gift.quantity or 0), ""), *each.moves]
    there = Decimal()
    for seq, (days, kind, quantity, reason) in enumerate(steps, start=1):
        move = StockMovement(
            community=lot.community,
            lot=lot,
            seq=seq,
            previous=seq - 1 or None,
            kind=kind,
            before=there,
            quantity=Decimal(quantity),
            after=there + quantity,
            reason=reason,
            actor=keeper,
            at=_hour(min(came + timedelta(days=days), told_on), seq),
        )
        there = move.after
        yield move


def _hour(day: date, n: int) -> datetime:
    return morning(day) + timedelta(minutes=23 * n)


def _event(move: StockMovement) -> Event:
    said = {"quantity": move.signed, "reason": move.reason}
    return Event(
        f"charity.stock_{move.kind}", move.lot, move.actor, move.at, move.community_id, said
    )


def _count(move: StockMovement) -> TallyDelta:
    return step("charity.stock_moves", move.community_id, move.at, 1, kind=move.kind)


def _hand_out(lot: Lot, home: Area, keeper: User, told_on: date) -> None:
    """Today: so many are on the list, and the first have come and signed."""
    planned = handouts.plan(
        lot, title=HANDOUT, held_on=told_on, each=Decimal(1), place="一楼大厅", actor=keeper
    )
    elders = Resident.objects.present().filter(
        community=home, care_labels__group="elder", household__isnull=False
    )
    rows = elders.select_related("household__dwelling__building").order_by("pk").distinct()
    people = [f"{row.name.open()} {known(row.household).dwelling}" for row in rows[:LISTED]]
    handouts.put_on_list(planned, people="\n".join(people), actor=keeper)
    for line in planned.lines.select_related("handout").order_by("pk")[:SIGNED]:
        handouts.take(line, actor=keeper)
