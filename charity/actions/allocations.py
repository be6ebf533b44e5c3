"""What became of a gift. Rooms above call `allocate` for an order, an activity, an aid; goods in
the storeroom leave it by `stock.issue`, which comes through here as well."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from charity.actions import gifts
from charity.models import Allocation, Gift, Purpose, Resource, StockMovement
from charity.models.allocations import share_of
from charity.workflow import GiftStatus
from core import audit, outbox, tally
from core.exceptions import DomainError
from core.masking import mask_name
from core.models import TallyDelta, last_link, link_after
from core.refusals import refusing

Kind = Allocation.Kind


@dataclass(frozen=True)
class Use:
    """For what, when, for whom; where that is not as the donor wished, how he agreed."""

    kind: str = Kind.USE
    reference: int | None = None
    purpose: str = ""
    """Empty: what it was given for."""
    used_on: date | None = None
    recipient: str = ""
    consent: str = ""


@transaction.atomic
def allocate(
    gift: Gift, *, quantity: Decimal, what: str, actor: User | None, **use: Any
) -> Allocation:
    """So much of what was received, for something that is said; never more than is left."""
    gift = gifts.lock(gift)
    if quantity <= 0:
        raise DomainError(_("数量要大于零"), field="quantity")
    if gift.resource == Resource.GOODS:
        _require_not_stored(gift, quantity)
    return link(gift, quantity=quantity, what=what, use=Use(**use), actor=actor)


@transaction.atomic
def undo(allocation: Allocation, *, what: str, actor: User | None) -> Allocation:
    """It did not come to pass: the whole of it is free again, and both lines stay."""
    gift = gifts.lock(allocation.gift)
    if allocation.kind == Kind.BACK or Allocation.objects.filter(undoes=allocation).exists():
        raise DomainError(_("这一笔已经撤销"), code="moved_on")
    if allocation.movement_id is not None:
        raise DomainError(_("这是从物资库领出去的，请在那一批物资里退库"), code="in_store")
    use = Use(Kind.BACK, allocation.reference, allocation.purpose)
    return _write(gift, -allocation.quantity, what, use, actor, undoes=allocation)


def link(
    gift: Gift,
    *,
    quantity: Decimal,
    what: str,
    use: Use,
    actor: User | None,
    movement: StockMovement | None = None,
) -> Allocation:
    """The next link of a locked gift, as the donor wished it."""
    if gift.status != GiftStatus.RECEIVED:
        raise gifts.moved_on(gift)
    _require_as_wished(gift, use)
    return _write(gift, quantity, what, use, actor, movement=movement)


def left_the_store(gift: Gift, movement: StockMovement, use: Use, actor: User | None) -> None:
    """What a count had found beyond what was given is nobody's gift, and no use of one."""
    free = gift.measure - used(gift)[1]
    if quantity := max(min(-movement.quantity, free), Decimal()):
        what = movement.reason
        link(gift, quantity=quantity, what=what, use=use, actor=actor, movement=movement)


def back_in_store(gift: Gift, movement: StockMovement, actor: User | None) -> None:
    """What was issued and not used is free again."""
    if quantity := min(movement.quantity, used(gift)[1]):
        what, use = movement.reason, Use(Kind.BACK)
        _write(gift, -quantity, what, use, actor, movement=movement)


def require_period(gift: Gift, day: date, consent: str = "", *, asked_at: str = "") -> None:
    """The donor said until when; later than that he is asked first. `asked_at`: the form's day,
    where nobody can write down how he agreed."""
    if gift.use_from and day < gift.use_from:
        said = _("捐赠人要求从 {day} 起用").format(day=gift.use_from.isoformat())
        raise DomainError(said, code="too_early", field=asked_at or "used_on")
    if gift.use_until and day > gift.use_until:
        said = _("捐赠人要求用到 {day}，过期再用").format(day=gift.use_until.isoformat())
        _require_consent(gift, consent, said, asked_at or "consent")


# --- inside ---------------------------------------------------------------------------------------
def _require_as_wished(gift: Gift, use: Use) -> None:
    day = use.used_on or timezone.localdate()
    if day > timezone.localdate():
        raise DomainError(_("日期在今天以后，用了再记"), field="used_on")
    if gift.received_on and day < gift.received_on:
        raise DomainError(_("不会比收到那天还早"), field="used_on")
    require_period(gift, day, use.consent)
    purpose = use.purpose or gift.purpose
    if gift.purpose not in {Purpose.ANY, purpose}:
        said = _("捐赠人指定“{purpose}”，改变用途").format(purpose=gift.get_purpose_display())
        _require_consent(gift, use.consent, said, "consent")


def _require_consent(gift: Gift, consent: str, said: str, field: str) -> None:
    if gift.donor_id is None:
        raise DomainError(
            _("{said}要征得捐赠人同意；不留名的没法问，只能照原来的要求用").format(said=said),
            code="nobody_to_ask",
            field=field,
        )
    if not consent.strip():
        raise DomainError(
            _("{said}要先征得捐赠人同意，并写下哪天、怎么同意的").format(said=said),
            code="not_as_wished",
            field=field,
        )


def _require_not_stored(gift: Gift, quantity: Decimal) -> None:
    rest = still_to_come(gift)
    if quantity > rest:
        said = _("没入库的只有 {rest}；入了库的从物资批次里领用").format(rest=share_of(gift, rest))
        raise DomainError(said, code="in_store", field="quantity")


def still_to_come(gift: Gift) -> Decimal:
    """Of a gift of goods, what is in no storeroom yet and was not used straight away."""
    taken = StockMovement.objects.filter(lot__gift=gift, kind=StockMovement.Kind.RECEIVE)
    straight = Allocation.objects.filter(gift=gift, movement__isnull=True)
    return Decimal(gift.quantity or 0) - _sum(taken) - _sum(straight)


def _sum(rows: Any) -> Decimal:
    return sum(rows.values_list("quantity", flat=True), Decimal())


def used(gift: Gift) -> tuple[int, Decimal]:
    """The last link of its chain: how many, and how much of it is used."""
    return last_link(gift.allocations)


def _write(
    gift: Gift,
    quantity: Decimal,
    what: str,
    use: Use,
    actor: User | None,
    *,
    movement: StockMovement | None = None,
    undoes: Allocation | None = None,
) -> Allocation:
    """The next link of a locked gift."""
    if not what.strip():
        raise DomainError(_("请写一句用在哪里"), field="what")
    link = link_after(used(gift), quantity)
    if link["after"] > gift.measure:
        rest = share_of(gift, gift.measure - link["before"])
        said = _("这笔捐赠只剩 {rest} 没用").format(rest=rest)
        raise DomainError(said, code="too_few", field="quantity")
    made = Allocation(
        community=gift.community,
        gift=gift,
        kind=use.kind,
        reference=use.reference,
        purpose=use.purpose or gift.purpose,
        quantity=quantity,
        of=gift.measure,
        used_on=use.used_on or timezone.localdate(),
        what=what.strip(),
        recipient=mask_name(use.recipient.strip()) if use.recipient.strip() else "",
        consent=use.consent.strip(),
        movement=movement,
        undoes=undoes,
        actor=actor,
        **link,
    )
    busy = DomainError(_("刚有同事用了这笔捐赠，请再试一次"), code="busy")
    with refusing(allocation_one_link_after_another=busy, allocation_link_to_hold_on_to=busy):
        made.save(force_insert=True)
    _tell(made)
    return made


def cents_of(made: Allocation) -> int:
    """What this use is worth: its share of what the gift was said to be worth. Rounded from link to
    link, so that a gift that is used up was used as a whole; one without a value counts as none."""
    if made.gift.amount is None or not made.of:
        return 0
    whole = made.gift.amount * 100
    return round(whole * made.after / made.of) - round(whole * made.before / made.of)


def _counted(made: Allocation) -> Iterator[TallyDelta]:
    place, dims = made.gift.community_id, {"kind": made.kind}
    yield tally.step("charity.allocations", place, dims=dims)
    if cents := cents_of(made):
        dims, day = {**dims, "resource": made.gift.resource}, tally.noon(made.used_on)
        yield tally.step("charity.used_cents", place, day, dims, cents)


def _tell(made: Allocation) -> None:
    gift = made.gift
    details = {"quantity": str(made.quantity), "what": made.what, "kind": made.kind}
    audit.record("charity.gift_used", gift, actor=made.actor, details=details)
    tally.add_all(_counted(made))
    outbox.publish(
        "charity.gift_used",
        key=f"charity.gift_used:{made.pk}",
        payload={
            "gift_id": gift.pk,
            "allocation_id": made.pk,
            "community_id": gift.community_id,
            "kind": made.kind,
            "reference": made.reference,
        },
    )
