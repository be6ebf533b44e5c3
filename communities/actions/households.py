"""Households are opened, split, closed, and choose who speaks for them."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from communities import history, relations
from communities.actions.guards import lock_households, lock_residents
from communities.actions.housing import add_dwelling
from communities.models import Area, Building, Dwelling, Household, Resident
from core import masking, outbox, tally
from core.exceptions import DomainError
from core.refusals import refusing

ADULT_AT = 18


@transaction.atomic
def open_household(
    dwelling: Dwelling,
    *,
    actor: User | None,
    number: str = "",
    is_rented: bool = False,
    note: str = "",
) -> Household:
    """People begin to live together behind a door."""
    community = dwelling.community
    household = Household(
        community=community,
        grid=dwelling.building.grid,
        dwelling=dwelling,
        number=number.strip() or next_number(community),
        status_on=timezone.localdate(),
        is_rented=is_rented,
        note=note.strip(),
    )
    taken = DomainError(_("户编号 {number} 已经有了").format(number=number), field="number")
    with refusing(household_number_once=taken):
        household.save(force_insert=True)
    history.note("communities.household_opened", household, actor=actor)
    _count(household, +1)
    return household


@transaction.atomic
def door_at(building: Building, *, unit: str, room: str, actor: User | None) -> Dwelling:
    """The door in the register; one that is not there yet is added."""
    Building.objects.select_for_update(of=("self",)).get(pk=building.pk)
    known = Dwelling.objects.filter(building=building, unit=unit.strip(), room=room.strip()).first()
    return known or add_dwelling(building, room, unit=unit, actor=actor)


def next_number(community: Area) -> str:
    """The next free number; the community's row is held, so two desks do not draw the same."""
    Area.objects.select_for_update().get(pk=community.pk)
    numbers = set(Household.objects.filter(community=community).values_list("number", flat=True))
    candidate = len(numbers) + 1
    while f"{candidate:05d}" in numbers:
        candidate += 1
    return f"{candidate:05d}"


@transaction.atomic
def correct_household(
    household: Household, *, actor: User | None, is_rented: bool, note: str
) -> Household:
    locked = lock_households(household)[household.pk]
    before = {"is_rented": locked.is_rented}
    note = masking.put_back(note.strip(), locked.note.open())
    changed_note = note != locked.note.open()
    locked.is_rented, locked.note = is_rented, note
    locked.save(update_fields=["is_rented", "note"])
    history.note(
        "communities.household_corrected",
        locked,
        actor=actor,
        details={"is_rented": [before["is_rented"], is_rented], "note_changed": changed_note},
    )
    return locked


@transaction.atomic
def change_head(household: Household, resident: Resident, *, actor: User) -> Household:
    """Another member speaks for the household."""
    locked = lock_households(household)[household.pk]
    _require_open(locked)
    members = {member.pk: member for member in lock_residents(locked.members.present()).values()}
    if resident.pk not in members:
        raise DomainError(_("户代表应是这一户在册的人"), field="resident")
    head = members[resident.pk]
    if _is_minor(head):
        raise DomainError(_("户代表应是成年人"), field="resident")
    _appoint(locked, head, actor=actor)
    return locked


@transaction.atomic
def correct_relations(
    household: Household, words: Mapping[int, str], *, reason: str, actor: User
) -> Household:
    """What each member is to the head, after a divorce under one roof, a change of the head, a
    slip of the list. `words` by the member's key; who is not named stays what he was."""
    locked = lock_households(household)[household.pk]
    _require_open(locked)
    if not reason.strip():
        raise DomainError(_("请写为什么改，比如“离婚后仍同住”"), field="reason")
    members = lock_residents(locked.members.present())
    fresh = {pk: word.strip() for pk, word in words.items() if pk in members}
    if any(members[pk].is_head and word for pk, word in fresh.items()):
        raise DomainError(_("户代表本人不写关系；要换户代表请用“换户代表”"), code="head")
    after = [fresh.get(pk, one.relation_to_head) for pk, one in members.items() if not one.is_head]
    if sum(word in relations.SPOUSES for word in after) > 1:
        raise DomainError(_("户代表只能有一位配偶，请核对"), code="second_spouse")
    changed = [pk for pk, word in fresh.items() if members[pk].relation_to_head != word]
    for pk in changed:
        person, word = members[pk], fresh[pk]
        before, person.relation_to_head = person.relation_to_head, word
        person.save(update_fields=["relation_to_head"])
        history.note(
            "communities.relation_corrected",
            person,
            actor=actor,
            details={"relation": [before, word], "household": locked.pk},
            sensitive={"reason": reason.strip()},
        )
    if changed:
        verb, details = "communities.relations_corrected", {"residents": changed}
        history.note(verb, locked, actor=actor, details=details)
    return locked


@transaction.atomic
def split_household(
    household: Household,
    leaving: Iterable[Resident],
    *,
    building: Building,
    room: str,
    unit: str = "",
    head: Resident,
    actor: User,
) -> Household:
    """Some members set up a household of their own (分户)."""
    locked = lock_households(household)[household.pk]
    _require_open(locked)
    members = lock_residents(locked.members.present())
    chosen = [members[person.pk] for person in leaving if person.pk in members]
    if not chosen:
        raise DomainError(_("请选出分出去的人"), field="leaving")
    if len(chosen) == len(members):
        raise DomainError(_("全户都搬走的，请办迁移而不是分户"), field="leaving")
    if head.pk not in {person.pk for person in chosen}:
        raise DomainError(_("新户的户代表应是分出去的人之一"), field="head")
    if building.community_id != locked.community_id:
        raise DomainError(_("这栋楼不在本社区"), code="elsewhere", field="building")
    door = door_at(building, unit=unit, room=room, actor=actor)
    fresh = open_household(door, actor=actor)
    for person in chosen:
        if person.grid_id != fresh.grid_id:
            _count_person(person, person.grid_id, -1)
            _count_person(person, fresh.grid_id, +1)
        person.household, person.grid = fresh, fresh.grid
        person.is_head = person.pk == head.pk
        person.relation_to_head = ""
        person.save(update_fields=["household", "grid", "is_head", "relation_to_head"])
    history.note(
        "communities.household_split",
        locked,
        actor=actor,
        details={"new_household": fresh.pk, "residents": [person.pk for person in chosen]},
    )
    settle_after_leaving(locked, actor=actor, on=timezone.localdate())
    return fresh


@transaction.atomic
def close_household(household: Household, *, actor: User) -> Household:
    """Nobody lives there any more."""
    locked = lock_households(household)[household.pk]
    _require_open(locked)
    if locked.members.present().exists():
        raise DomainError(_("户内还有在册的人：先为他们办迁出或迁移"), code="not_empty")
    _end(locked, actor=actor, on=timezone.localdate())
    return locked


def take_back(household: Household, person: Resident, *, actor: User | None) -> None:
    """Somebody never left, as it turns out: what ended goes on, and has a head."""
    locked = lock_households(household)[household.pk]
    if locked.status == Household.Status.ENDED:
        locked.status, locked.status_on = Household.Status.PRESENT, timezone.localdate()
        locked.save(update_fields=["status", "status_on"])
        history.note("communities.household_reopened", locked, actor=actor)
        _count(locked, +1)
    others = locked.members.present().exclude(pk=person.pk)
    if not others.filter(is_head=True).exists():
        _appoint(locked, person, actor=actor)


def settle_after_leaving(household: Household, *, actor: User | None, on: date) -> None:
    """Somebody left: the eldest adult speaks for the rest; an empty household ends."""
    rest = list(household.members.present().order_by(F("born_on").asc(nulls_last=True), "pk"))
    if not rest:
        _end(household, actor=actor, on=on)
    elif not any(person.is_head for person in rest):
        adults = [person for person in rest if not _is_minor(person)]
        _appoint(household, (adults or rest)[0], actor=actor)


def _appoint(household: Household, head: Resident, *, actor: User | None) -> None:
    before = household.members.present().filter(is_head=True).exclude(pk=head.pk)
    former = list(before.values_list("pk", flat=True))
    married = head.relation_to_head in relations.SPOUSES
    before.update(is_head=False, relation_to_head=relations.SPOUSE if married else "")
    others = household.members.present().exclude(pk__in=[head.pk, *former])
    # who was married to the former head is not married to this one
    others.filter(relation_to_head__in=relations.SPOUSES).update(relation_to_head="")
    taken = DomainError(_("这一户刚定了户代表，请刷新后再办"), code="head_taken")
    with refusing(household_one_head=taken):
        head.is_head, head.relation_to_head = True, ""
        head.save(update_fields=["is_head", "relation_to_head"])
    history.note(
        "communities.head_changed",
        household,
        actor=actor,
        details={"from": former, "to": head.pk},
    )


def _end(household: Household, *, actor: User | None, on: date) -> None:
    household.status, household.status_on = Household.Status.ENDED, on
    household.save(update_fields=["status", "status_on"])
    history.note("communities.household_ended", household, actor=actor)
    _count(household, -1)
    outbox.publish(
        "communities.household_ended",
        key=f"communities.household_ended:{household.pk}:{timezone.now():%Y%m%d%H%M%S%f}",
        payload={"household_id": household.pk, "community_id": household.community_id},
    )


def _require_open(household: Household) -> None:
    if household.status != Household.Status.PRESENT:
        raise DomainError(_("这一户已销户"), code="ended")


def _is_minor(person: Resident) -> bool:
    age = person.age_on(timezone.localdate())
    return age is not None and age < ADULT_AT


def _count(household: Household, delta: int) -> None:
    tally.add(
        "communities.households",
        household.community_id,
        dims={"grid": household.grid_id},
        delta=delta,
    )


def _count_person(person: Resident, grid_id: int | None, delta: int) -> None:
    tally.add("communities.residents", person.community_id, dims={"grid": grid_id}, delta=delta)
