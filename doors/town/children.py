"""The children of 四点半课堂: a card each, who may fetch them, and who did."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from django.utils import timezone

from accounts.models import User
from activities.models import Attendance, ChildCard, Handover, Pickup
from communities.models import Resident
from doors.town.bulk import number, write
from doors.town.past import Event

REMARKS = ("花生过敏", "四点要吃药，药在书包里", "跑快了会喘，不上体育游戏")
GRANNIES = ("外婆", "奶奶", "爷爷", "外公")
REVOKED, BY_PHONE = 3, 2
"""A name taken off the list again; somebody whom the mother allowed on the telephone, once."""
_TOLD = timedelta(days=130)


def cards_of(
    children: list[Resident], accounts: dict[int, int], told_on: date, clerk: User
) -> dict[int, ChildCard]:
    """By resident. The guardian of the register, by his account where he has one."""
    made = [_card(child, accounts, at) for at, child in enumerate(children) if child.guardian]
    number(made)
    write(made)
    pickups = [each for at, card in enumerate(made) for each in _pickups(card, at, told_on, clerk)]
    number(pickups)
    write(pickups)
    return {card.resident_id: card for card in made if card.resident_id}


def handovers(present: list[Attendance]) -> Iterator[Handover]:
    """Every child that came went home with somebody of its list."""
    names: dict[int, list[Pickup]] = {}
    for able in Pickup.objects.filter(revoked_at__isnull=True).exclude(how="phone").order_by("pk"):
        names.setdefault(able.card_id, []).append(able)
    for at, there in enumerate(present):
        row = there.enrolment
        if row.card_id is None or there.left_at is None or row.activity.leader_id is None:
            continue
        list_of = names[row.card_id]
        yield Handover(
            community=row.community,
            enrolment=row,
            pickup=list_of[at % len(list_of)],
            handed_at=there.left_at,
            handed_by_id=row.activity.leader_id,
        )


def told(rows: list[Handover]) -> Iterator[Event]:
    for row in rows:
        details = {"to": row.pickup_id}
        verb, by = "activities.child_handed_over", row.handed_by
        yield Event(verb, row.enrolment, by, row.handed_at, row.community_id, details)


def _card(child: Resident, accounts: dict[int, int], at: int) -> ChildCard:
    guardian = child.guardian
    remark = REMARKS[at // 9 % len(REMARKS)] if at % 9 == 4 else ""
    made = timezone.now() - _TOLD
    return ChildCard(
        community=child.community,
        resident=child,
        name=child.name.open(),
        guardian_id=accounts.get(guardian.pk) if guardian else None,
        guardian_name=guardian.name.open() if guardian else "",
        phone=(guardian.phone.open() if guardian else "") or f"1390000{at:04d}",
        remark=remark,
        remark_agreed_at=made if remark else None,
        made_at=made,
    )


def _pickups(card: ChildCard, at: int, told_on: date, clerk: User) -> Iterator[Pickup]:
    def one(name: str, relation: str, how: str = "", **said: object) -> Pickup:
        """For four months back and half a year on, unless told otherwise."""
        values = {
            "valid_from": told_on - _TOLD,
            "valid_to": told_on + timedelta(days=180),
            "recorded_by_id": card.guardian_id or clerk.pk,
            "recorded_at": card.made_at,
            **said,
        }
        how = how or ("self" if card.guardian_id else "paper")
        return Pickup(
            community=card.community, card=card, name=name, relation=relation, how=how, **values
        )

    dice = Random(f"fetches {at}")
    yield one(card.guardian_name.open(), "guardian", phone=card.phone.open())
    if at % 2:
        yield one(card.name.open()[0] + "家" + dice.choice(GRANNIES), "grandparent")
    if at % 20 == 6:
        gone = timezone.now() - timedelta(days=30)
        yield one(card.name.open()[0] + "家表舅", "relative", revoked_at=gone)
    if at % 30 == 8:
        day = told_on - timedelta(days=13)
        yield one("楼下邻居", "neighbour", "phone", valid_from=day, valid_to=day,
                  recorded_by_id=clerk.pk)  # fmt: skip
