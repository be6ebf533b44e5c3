"""Two years of gifts: who may accept them, what came, what was refused, what is offered today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from accounts.models import User
from charity.actions import aid, bringing, gifts, recipients
from charity.actions.bringing import Bringer
from charity.actions.facts import DonorFacts, GiftFacts
from charity.models import Donor, Gift
from charity.models.bringing import BroughtBy
from charity.models.gifts import RECEIPTED
from charity.workflow import GiftStatus
from communities.models import Area
from core.models import TallyDelta
from doors.town.account import find
from doors.town.bulk import known, number, write
from doors.town.cast_list import CAST
from doors.town.gift_list import AGENCY, CHARITY, FRESH, GIFTS, GiftPlan
from doors.town.past import Event, remember, step
from doors.town.plan import WUTONGLI_CODE
from doors.town.register import morning, phone_number
from doors.town.uses import Uses
from organizations.models import Organization

_DONORS_FROM = 700
"""Numbers of those who give and have no account."""
RECORDS, _CONFIRMS, _MANAGER, _DISTRICT = "周予安", "顾明", "闻溪", "崔远"
_FROM_AFAR = "麦丰年"
"""Part of what he gave for pupils is left: aid can be asked of it."""
_CAME_AFTER = timedelta(days=3)


@dataclass(frozen=True)
class _Told:
    plan: GiftPlan
    gift: Gift
    at: datetime


def tell_gifts(told_on: date) -> None:
    home = Area.objects.get(code=WUTONGLI_CODE)
    bodies = {row.name: row for row in Organization.objects.filter(name__in=[AGENCY, CHARITY])}
    _admit(bodies, told_on)
    donors = _donors(home)
    people = {name: find(name) for name in (RECORDS, _CONFIRMS, _MANAGER)}
    told = [
        _one(each, n, home, bodies[each.to], donors.get(each.donor), people, told_on)
        for n, each in enumerate(GIFTS, start=1)
    ]
    number([each.gift for each in told])
    write(each.gift for each in told)
    remember(event for each in told for event in _history(each))
    write(row for each in told for row in _counts(each))
    uses = Uses(told_on, people[RECORDS], people[_CONFIRMS])
    for one in told:
        uses.plan(one.gift, one.plan.uses)
    uses.tell()
    latest = next(one.gift for one in reversed(told) if one.plan.donor == _FROM_AFAR)
    _asked_today(home, latest, people)
    for each in FRESH:
        said = donors[each.donor]
        gifts.record(
            home,
            bodies[each.to],
            _facts(each, told_on),
            donor=DonorFacts(said.unit_name, said.name.open(), said.phone.open()),
            actor=people[RECORDS],
        )


def _asked_today(home: Area, gift: Gift, people: dict[str, User]) -> None:
    """One waits for a decision, one was not approved."""
    values = {"kind": "students", "quantity": Decimal(300), "gift": gift}
    said: dict[str, Any] = {**values, "actor": people[RECORDS]}
    aid.propose(home, name="覃小禾", ground="班主任来信，开学的书本", **said)
    other = aid.propose(home, name="单小舟", ground="家长申请补习费", **said)
    aid.refuse(other, reason="补习费不在助学金的用途里", actor=people[_CONFIRMS])


def _admit(bodies: dict[str, Organization], told_on: date) -> None:
    recipients.admit(
        bodies[CHARITY],
        ground="charity",
        certificate="澄湖慈认〔2019〕03 号",
        raises_in_public=True,
        actor=find(_DISTRICT),
    )
    recipients.admit(
        bodies[AGENCY],
        ground="public_benefit",
        certificate="澄公益〔2024〕18 号",
        valid_until=told_on + timedelta(days=430),
        actor=find(RECORDS),
    )


def _donors(home: Area) -> dict[str, Donor]:
    """Whoever gave at least once: a unit has a person to call, too."""
    named = {each.donor: each.is_unit for each in (*GIFTS, *FRESH) if each.donor}
    his = {part.name: part.phone for part in CAST}
    rows = [
        Donor(
            community=home,
            kind="unit" if is_unit else "person",
            unit_name=name if is_unit else "",
            name="" if is_unit else name,
            phone=phone_number(his.get(name, _DONORS_FROM + n)),
        )
        for n, (name, is_unit) in enumerate(named.items())
    ]
    number(rows)
    write(rows)
    return {row.unit_name or row.name.open(): row for row in rows}


def _facts(each: GiftPlan, day: date) -> GiftFacts:
    until = day + timedelta(days=each.use_days) if each.use_days else None
    return GiftFacts(
        resource=each.resource,
        what=each.what,
        amount=None if each.amount is None else Decimal(each.amount),
        quantity=None if each.quantity is None else Decimal(each.quantity),
        unit=each.unit,
        purpose=each.purpose,
        restriction=each.restriction,
        use_from=day if until else None,
        use_until=until,
        is_anonymous=each.is_anonymous,
        offered_on=day,
    )


def _bringer(each: GiftPlan, body: Organization) -> Bringer:
    """One of an organisation is of the one that accepted it."""
    said, name = each.brought
    unit = body if said == BroughtBy.ORGANIZATION else None
    return Bringer(said, name, unit, each.brought_agreed)


def _one(
    each: GiftPlan,
    n: int,
    home: Area,
    body: Organization,
    donor: Donor | None,
    people: dict[str, User],
    told_on: date,
) -> _Told:
    """As the actions would have left it, with the days of then."""
    day = told_on - timedelta(days=each.ago)
    gift = Gift(community=home, organization=body, donor=donor, recorded_by=people[RECORDS])
    for name, value in vars(_facts(each, day)).items():
        setattr(gift, name, value)
    bringing.write(gift, _bringer(each, body))
    gift.status = each.state
    gift.is_anonymous = gift.receipt_waived = donor is None
    gift.is_anonymous |= each.is_anonymous
    if each.agreement:
        gift.agreement_number = f"捐协{day.year}-{n:02d}"
    if each.state in {GiftStatus.RECEIVED, GiftStatus.RETURNED}:
        gift.received_on = day + _CAME_AFTER
        gift.confirmed_by = people[_MANAGER if each.to == AGENCY else _CONFIRMS]
        if each.receipt and each.resource in RECEIPTED:
            gift.receipt_number = f"云财捐{day.year}{n:05d}"
    if each.reason:
        gift.reason, gift.ended_on = each.reason, day + 4 * _CAME_AFTER
    return _Told(each, gift, morning(day) + timedelta(minutes=7 * n))


def _history(each: _Told) -> Iterable[Event]:
    gift, at, home = each.gift, each.at, each.gift.community_id
    yield Event("charity.gift_recorded", gift, gift.recorded_by, at, home)
    if gift.received_on:
        came = at + _CAME_AFTER
        yield Event("charity.gift_received", gift, gift.confirmed_by, came, home)
    if gift.reason:
        over = at + 4 * _CAME_AFTER
        said = {"reason": gift.reason}
        yield Event(f"charity.gift_{gift.status}", gift, gift.recorded_by, over, home, said)


def _counts(each: _Told) -> Iterable[TallyDelta]:
    """What came, and what went back, on the day it came."""
    gift = each.gift
    if gift.received_on is None:
        return
    at, place = morning(known(gift.received_on)), gift.community_id
    for change in (1, -1)[: 1 + (gift.status == GiftStatus.RETURNED)]:
        yield step("charity.gifts", place, at, change, resource=gift.resource)
        if gift.amount:
            cents = int(gift.amount * 100) * change
            yield step("charity.worth_cents", place, at, cents, resource=gift.resource)
