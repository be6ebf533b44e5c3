"""Goods come into the storeroom, go out, come back, are counted, are thrown away."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from accounts.models import User
from charity.actions import allocations, gifts
from charity.actions.allocations import Use, still_to_come
from charity.models import Gift, Lot, StockMovement
from charity.models.gifts import Resource, plain
from charity.workflow import GiftStatus
from core import audit, outbox, tally
from core.exceptions import DomainError
from core.models import last_link, link_after
from core.refusals import refusing

Kind = StockMovement.Kind


@transaction.atomic
def take_in(
    gift: Gift,
    *,
    quantity: Decimal,
    name: str = "",
    place: str = "",
    expires_on: date | None = None,
    actor: User | None,
) -> Lot:
    """Of what was received, all at once or a part: never more than came."""
    gift = gifts.lock(gift)
    if gift.status != GiftStatus.RECEIVED or gift.resource != Resource.GOODS:
        raise DomainError(_("只有已收到的物资可以入库"), code="moved_on")
    _positive(quantity)
    rest = still_to_come(gift)
    if quantity > rest:
        said = _("这笔捐赠只剩 {rest} {unit}没入库").format(rest=plain(rest), unit=gift.unit)
        raise DomainError(said, field="quantity")
    lot = Lot.objects.create(
        community=gift.community,
        gift=gift,
        name=name.strip() or gift.what[:60],
        unit=gift.unit,
        place=place.strip(),
        expires_on=expires_on,
    )
    _move(lot, Kind.RECEIVE, quantity, "", actor)
    return lot


@transaction.atomic
def issue(
    lot: Lot, *, quantity: Decimal, reason: str, actor: User | None, **use: Any
) -> StockMovement:
    """Out of the storeroom, for something that is said: of its gift so much is used."""
    _positive(quantity)
    lot = lock(lot)
    if lot.is_expired:
        raise DomainError(_("已经过期，不能领用，只能报损"), code="expired")
    moved = _move(lot, Kind.ISSUE, -quantity, reason, actor)
    allocations.left_the_store(gifts.lock(lot.gift), moved, Use(**use), actor)
    return moved


@transaction.atomic
def bring_back(lot: Lot, *, quantity: Decimal, reason: str, actor: User | None) -> StockMovement:
    """What was issued and not used: never more than went out."""
    _positive(quantity)
    lot = lock(lot)
    out = still_out(lot)
    if quantity > out:
        said = _("领出去没退回的只有 {out} {unit}").format(out=plain(out), unit=lot.unit)
        raise DomainError(said, field="quantity")
    moved = _move(lot, Kind.BACK, quantity, reason, actor)
    allocations.back_in_store(gifts.lock(lot.gift), moved, actor)
    return moved


@transaction.atomic
def count(lot: Lot, *, counted: Decimal, reason: str, actor: User | None) -> StockMovement | None:
    """What is really there; the difference is a row with its reason, nothing is overwritten."""
    lot = lock(lot)
    difference = counted - _last(lot)[1]
    audit.record("charity.lot_counted", lot, actor=actor, details={"difference": plain(difference)})
    if difference == 0:
        return None
    return _move(lot, Kind.COUNT, difference, reason, actor)


@transaction.atomic
def discard(lot: Lot, *, quantity: Decimal, reason: str, actor: User | None) -> StockMovement:
    """Expired, broken, wet: it leaves the storeroom and helps nobody."""
    _positive(quantity)
    return _move(lock(lot), Kind.DISCARD, -quantity, reason, actor)


def still_out(lot: Lot) -> Decimal:
    """Issued, and not brought back."""
    return -_sum(lot, Kind.ISSUE, Kind.BACK)


# --- inside ---------------------------------------------------------------------------------------
def lock(lot: Lot) -> Lot:
    """One at a time at each lot."""
    rows = Lot.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("community").get(pk=lot.pk)


def _last(lot: Lot) -> tuple[int, Decimal]:
    return last_link(lot.movements)


def _move(lot: Lot, kind: str, quantity: Decimal, reason: str, actor: User | None) -> StockMovement:
    """The next link of a locked lot."""
    if kind != Kind.RECEIVE and not reason.strip():
        raise DomainError(_("请写一句用在哪里，或原因"), field="reason")
    link = link_after(_last(lot), quantity)
    if link["after"] < 0:
        said = _("库里只有 {left} {unit}").format(left=plain(link["before"]), unit=lot.unit)
        raise DomainError(said, code="too_few", field="quantity")
    made = StockMovement(
        community=lot.community,
        lot=lot,
        kind=kind,
        quantity=quantity,
        reason=reason.strip(),
        actor=actor,
        **link,
    )
    busy = DomainError(_("刚有同事动了这一批，请再试一次"), code="busy")
    with refusing(stock_one_link_after_another=busy, stock_link_to_hold_on_to=busy):
        made.save(force_insert=True)
    _tell(made)
    return made


def _tell(made: StockMovement) -> None:
    lot = made.lot
    details = {"quantity": made.signed, "reason": made.reason}
    audit.record(f"charity.stock_{made.kind}", lot, actor=made.actor, details=details)
    tally.add("charity.stock_moves", lot.community_id, dims={"kind": made.kind})
    outbox.publish(
        "charity.stock_moved",
        key=f"charity.stock_moved:{made.pk}",
        payload={"lot_id": lot.pk, "movement_id": made.pk, "community_id": lot.community_id},
    )


def _positive(quantity: Decimal) -> None:
    if quantity <= 0:
        raise DomainError(_("数量要大于零"), field="quantity")


def _sum(lot: Lot, *kinds: str) -> Decimal:
    moved = lot.movements.filter(kind__in=kinds).aggregate(sum=Sum("quantity"))["sum"]
    return Decimal(moved or 0)
