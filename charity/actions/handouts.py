"""A hand-out is planned, people are put on its list, each signs and takes his share."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from charity.actions import allocations, stock
from charity.actions.called import residents_called
from charity.models import Allocation, HandOut, HandOutLine, Lot
from core import audit
from core.exceptions import DomainError

MOST = 300
"""As many on one list as one afternoon can sign."""


@transaction.atomic
def plan(
    lot: Lot,
    *,
    title: str,
    held_on: date,
    each: Decimal,
    place: str = "",
    actor: User | None,
) -> HandOut:
    lot = stock.lock(lot)
    if lot.is_expired:
        raise DomainError(_("已经过期，不能发"), code="expired")
    if lot.expires_on is not None and held_on > lot.expires_on:
        raise DomainError(_("那天已经过期了"), field="held_on")
    if each <= 0:
        raise DomainError(_("数量要大于零"), field="each")
    allocations.require_period(lot.gift, held_on, asked_at="held_on")
    made = HandOut.objects.create(
        community=lot.community,
        lot=lot,
        title=title.strip(),
        held_on=held_on,
        each=each,
        place=place.strip(),
    )
    audit.record("charity.handout_planned", made, actor=actor, details={"lot": lot.pk})
    return made


@transaction.atomic
def put_on_list(handout: HandOut, *, people: str, actor: User | None) -> int:
    """One line, one person: the name, then where he lives. Whoever is in the register, and is
    the only one of that name, is on the list as himself."""
    handout = _lock(handout)
    _require_open(handout)
    commas = str.maketrans(dict.fromkeys("，,", " "))  # data: how people part a name from a door
    said = [line.translate(commas).split() for line in people.splitlines()]
    wanted = [(parts[0], " ".join(parts[1:])) for parts in said if parts]
    if not wanted:
        raise DomainError(_("请写姓名，一行一个"), field="people")
    if handout.lines.count() + len(wanted) > MOST:
        said_most = _("一张名单最多 {most} 人，再多请另开一张").format(most=MOST)
        raise DomainError(said_most, field="people")
    known = residents_called(handout.community, {name for name, _where in wanted})
    listed = set(handout.lines.exclude(resident=None).values_list("resident_id", flat=True))
    for name, where in wanted:
        resident = known.get(name)
        if resident is not None and resident.pk in listed:
            said_twice = _("{name}已经在名单上").format(name=name)
            raise DomainError(said_twice, code="twice", field="people")
        if resident is not None:
            listed.add(resident.pk)
        HandOutLine.objects.create(
            community=handout.community,
            handout=handout,
            resident=resident,
            name=name,
            where=where,
        )
    audit.record("charity.handout_listed", handout, actor=actor, details={"people": len(wanted)})
    return len(wanted)


@transaction.atomic
def take(line: HandOutLine, *, proxy: str = "", actor: User | None) -> HandOutLine:
    """He has signed: his share leaves the storeroom in the same transaction, or he gets nothing."""
    handout = _lock(line.handout)
    _require_open(handout)
    fresh = HandOutLine.objects.select_for_update(of=("self",)).get(pk=line.pk)
    if fresh.taken_at is not None:
        raise DomainError(_("他已经领过了"), code="moved_on")
    reason = _("发放：{title}").format(title=handout.title)
    stock.issue(
        handout.lot,
        quantity=handout.each,
        reason=reason,
        kind=Allocation.Kind.HANDOUT,
        reference=handout.pk,
        actor=actor,
    )
    fresh.taken_at, fresh.proxy = timezone.now(), "".join(proxy.split())
    fresh.save(update_fields=["taken_at", "proxy"])
    audit.record("charity.handout_taken", handout, actor=actor, details={"line": fresh.pk})
    return fresh


@transaction.atomic
def close(handout: HandOut, *, actor: User | None) -> HandOut:
    """Whoever has not come by now gets nothing of this one; nothing has left for him."""
    handout = _lock(handout)
    _require_open(handout)
    handout.closed_on = timezone.localdate()
    handout.save(update_fields=["closed_on"])
    audit.record("charity.handout_closed", handout, actor=actor)
    return handout


# --- inside ---------------------------------------------------------------------------------------
def _lock(handout: HandOut) -> HandOut:
    rows = HandOut.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("lot", "community").get(pk=handout.pk)


def _require_open(handout: HandOut) -> None:
    if handout.closed_on is not None:
        raise DomainError(_("这次发放已经结束"), code="moved_on")
