"""A person comes, is corrected, moves, is born, dies."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from communities import history, relations
from communities.actions import bindings, care, households, kinship
from communities.actions.facts import (
    FACT_NAMES,
    SENSITIVE_FACTS,
    PersonFacts,
    facts_of,
    read_facts,
)
from communities.actions.guards import lock_households, lock_resident, not_future, while_here
from communities.models import Area, Building, Household, Resident, ResidentStatus
from core import outbox, tally
from core.exceptions import DomainError
from core.refusals import refusing

ADULT_AT = 18


@transaction.atomic
def register_resident(
    community: Area,
    facts: PersonFacts,
    *,
    actor: User | None,
    household: Household | None = None,
    grid: Area | None = None,
    relation_to_head: str = "",
    guardian: Resident | None = None,
    moved_in_on: date | None = None,
    how: str = "",
) -> Resident:
    """Open a person's record. The first of a household speaks for it."""
    facts = read_facts(facts)
    if household is not None:
        household = _open_household(household, community)
        grid = household.grid
    if guardian is not None:
        _check_guardian(guardian)
    is_head = household is not None and not _has_head(household)
    if household is not None and not is_head:
        kinship.refuse_second_spouse(household, relation_to_head)
    resident = Resident(
        community=community,
        household=household,
        grid=grid,
        is_head=is_head,
        relation_to_head=relation_to_head,
        guardian=guardian,
        moved_in_on=moved_in_on,
        status_on=moved_in_on or timezone.localdate(),
        **{name: getattr(facts, name) for name in FACT_NAMES},
    )
    with refusing(**_refusals()):
        resident.save(force_insert=True)
    came = {"kind": how} if how else None
    history.note("communities.resident_registered", resident, actor=actor, details=came)
    _count(resident, +1)
    outbox.publish(
        "communities.resident_registered",
        key=f"communities.resident:{resident.pk}",
        payload={"resident_id": resident.pk, "community_id": resident.community_id},
    )
    return resident


@transaction.atomic
def register_at_door(
    building: Building,
    facts: PersonFacts,
    *,
    actor: User,
    room: str,
    unit: str = "",
    is_rented: bool = False,
) -> Resident:
    """The first person behind a door: a household is opened for him."""
    door = households.door_at(building, unit=unit, room=room, actor=actor)
    home = households.open_household(door, is_rented=is_rented, actor=actor)
    return register_resident(home.community, facts, household=home, actor=actor)


@transaction.atomic
def correct_resident(
    resident: Resident, *, actor: User, reason: str = "", **changes: Any
) -> Resident:
    """Mend what was written down wrongly. What was there before stays in the history."""
    locked = lock_resident(resident)
    if locked.status == ResidentStatus.MERGED:
        raise DomainError(_("这份档案已并入另一份，请到那一份去改"), code="merged")
    before = facts_of(locked)
    after = read_facts(replace(before, **changes))
    changed = [name for name in FACT_NAMES if getattr(before, name) != getattr(after, name)]
    if not changed:
        return locked
    for name in changed:
        setattr(locked, name, getattr(after, name))
    with refusing(**_refusals()):
        locked.save()
    history.note(
        "communities.resident_corrected",
        locked,
        actor=actor,
        details={
            "fields": changed,
            "reason": reason,
            **{
                name: [getattr(before, name), getattr(after, name)]
                for name in changed
                if name not in SENSITIVE_FACTS
            },
        },
        sensitive={
            name: [str(getattr(before, name) or ""), str(getattr(after, name) or "")]
            for name in changed
            if name in SENSITIVE_FACTS
        },
    )
    return locked


@transaction.atomic
def move_in(
    resident: Resident,
    household: Household,
    *,
    actor: User | None,
    on: date | None = None,
    relation_to_head: str = "",
) -> Resident:
    """Somebody who had moved away, or had no household yet, comes to live here."""
    household = _open_household(household, household.community)
    locked = Resident.objects.select_for_update(of=("self",)).get(pk=resident.pk)
    returns = locked.status == ResidentStatus.MOVED
    if not returns and (locked.status != ResidentStatus.PRESENT or locked.household_id):
        raise DomainError(_("只有已迁出或还没有住址的人可以办迁入"), code="not_away")
    if locked.community_id != household.community_id:
        raise DomainError(_("这一户在别的社区：请由那个社区建档"), code="elsewhere")
    locked.status, locked.moved_in_on = ResidentStatus.PRESENT, not_future(on)
    locked.status_on = locked.moved_in_on
    _settle(locked, household, relation_to_head)
    if returns:
        _count(locked, +1)
    _note_moved(locked, "in", actor, locked.moved_in_on, household_id=household.pk)
    _publish_moved(locked, "in")
    return locked


@transaction.atomic
def move_within(
    resident: Resident,
    household: Household,
    *,
    actor: User | None,
    on: date | None = None,
    relation_to_head: str = "",
    how: str = "within",
) -> Resident:
    """From one household of the community to another; marriage is one reason for it."""
    rows = lock_households(household, *_household_of(resident))
    locked = lock_resident(resident)
    _require_present(locked)
    day = while_here(locked, on)
    target = _open_household(rows[household.pk], locked.community)
    if locked.household_id == target.pk:
        raise DomainError(_("他已经在这一户了"), code="already_there", field="household")
    old, old_grid = locked.household, locked.grid_id
    _settle(locked, target, relation_to_head)
    if locked.grid_id != old_grid:
        _count(locked, -1, grid_id=old_grid)
        _count(locked, +1)
    told = {"household_id": target.pk, "from_id": old.pk if old else None}
    _note_moved(locked, how, actor, day, **told)
    _publish_moved(locked, "within")
    if old is not None:
        households.settle_after_leaving(old, actor=actor, on=day)
    return locked


@transaction.atomic
def marry(
    resident: Resident,
    household: Household,
    *,
    spouse: Resident,
    actor: User,
    on: date | None = None,
) -> Resident:
    """Two households become one where the couple lives."""
    day = not_future(on)
    if not kinship.may_marry(resident, day):
        raise DomainError(
            _("没有到法定婚龄（男 22 周岁、女 20 周岁），搬家请用“迁到另一户”"), code="too_young"
        )
    lock_households(household, *_household_of(resident))
    partner = Resident.objects.get(pk=spouse.pk)
    kinship.check_partner(partner, household, day)
    relation = relations.of_spouse(partner)
    return move_within(
        resident, household, actor=actor, on=day, relation_to_head=relation, how="marriage"
    )


@transaction.atomic
def move_out(
    resident: Resident, *, actor: User, on: date | None = None, destination: str = ""
) -> Resident:
    """He lives elsewhere now; the record stays, account and care labels end."""
    locked = lock_resident(resident)
    _require_present(locked)
    day = while_here(locked, on)
    _leave(locked, ResidentStatus.MOVED, day, actor=actor, ending=care.Ending.MOVED)
    history.note(
        "communities.resident_moved",
        locked,
        actor=actor,
        details={"kind": "out", "on": day.isoformat()},
        sensitive={"destination": destination} if destination else None,
    )
    _publish_moved(locked, "out")
    return locked


@transaction.atomic
def record_birth(
    household: Household,
    facts: PersonFacts,
    *,
    guardian: Resident,
    actor: User,
) -> Resident:
    """A child joins the household of a guardian who is an adult of the register."""
    if guardian.household_id != household.pk:
        raise DomainError(_("监护人应是这一户的人"), field="guardian")
    facts = read_facts(facts)
    kinship.check_birth(facts, guardian)
    child = register_resident(
        household.community,
        facts,
        actor=actor,
        household=household,
        guardian=guardian,
        relation_to_head=relations.of_child(guardian, facts.gender),
        moved_in_on=facts.born_on,
        how="birth",
    )
    tally.add("communities.births", child.community_id, dims={"grid": child.grid_id})
    return child


@transaction.atomic
def name_guardian(child: Resident, guardian: Resident, *, actor: User) -> Resident:
    """Who speaks for a child that came by import or moved in: without one nobody can consent."""
    locked = lock_resident(child)
    _require_present(locked)
    age = locked.age_on(timezone.localdate())
    if age is None or age >= ADULT_AT:
        raise DomainError(_("只给未满 18 岁的人登记监护人"), code="grown_up")
    if guardian.pk == locked.pk or guardian.community_id != locked.community_id:
        raise DomainError(_("监护人应是本社区名册里的另一个人"), field="guardian")
    _check_guardian(guardian)
    before, locked.guardian = locked.guardian_id, guardian
    locked.save(update_fields=["guardian"])
    history.note(
        "communities.guardian_named",
        locked,
        actor=actor,
        details={"from": before, "to": guardian.pk},
    )
    return locked


@transaction.atomic
def record_death(resident: Resident, *, actor: User, on: date | None = None) -> Resident:
    """From this moment nothing is sent to him or about him; the history stays.

    Whatever reads the register at the moment of sending finds him gone: `reachable()` names
    no number, his account is bound to nobody, and an account that was only his is silenced.
    """
    locked = lock_resident(resident)
    if locked.status not in {ResidentStatus.PRESENT, ResidentStatus.MOVED}:
        raise DomainError(_("这份档案已是“{status}”").format(status=locked.get_status_display()))
    day = not_future(on)
    if locked.born_on and day < locked.born_on:
        raise DomainError(_("去世日期早于出生日期，请核对"), field="on")
    while_here(locked, day)
    _leave(locked, ResidentStatus.DECEASED, day, actor=actor, ending=care.Ending.DIED)
    tally.add("communities.deaths", locked.community_id, dims={"grid": locked.grid_id})
    history.note("communities.resident_died", locked, actor=actor, details={"on": day.isoformat()})
    outbox.publish(
        "communities.resident_died",
        key=f"communities.death:{locked.pk}:{timezone.now():%Y%m%d%H%M%S%f}",
        payload={"resident_id": locked.pk, "community_id": locked.community_id},
    )
    return locked


def _leave(resident: Resident, status: str, day: date, *, actor: User, ending: str) -> None:
    household = resident.household
    counted = resident.status == ResidentStatus.PRESENT
    resident.status, resident.status_on, resident.is_head = status, day, False
    resident.save(update_fields=["status", "status_on", "is_head"])
    care.end_all(resident, reason=ending, actor=actor)
    bindings.end_all(
        resident, reason=ending, actor=actor, silence=status == ResidentStatus.DECEASED
    )
    if counted:
        _count(resident, -1)
    if household is not None:
        households.settle_after_leaving(household, actor=actor, on=day)


def _settle(resident: Resident, household: Household, relation: str) -> None:
    resident.household, resident.grid = household, household.grid
    resident.is_head = not _has_head(household)
    if not resident.is_head:
        kinship.refuse_second_spouse(household, relation)
    resident.relation_to_head = "" if resident.is_head else relation.strip()
    with refusing(**_refusals()):
        resident.save()


def _household_of(resident: Resident) -> list[Household]:
    return [resident.household] if resident.household else []


def _has_head(household: Household) -> bool:
    return household.members.present().filter(is_head=True).exists()


def _open_household(household: Household, community: Area) -> Household:
    locked = lock_households(household)[household.pk]
    if locked.community_id != community.pk:
        raise DomainError(_("这一户不在本社区"), code="elsewhere", field="household")
    if locked.status != Household.Status.PRESENT:
        raise DomainError(_("这一户已销户，请先立新户"), code="ended", field="household")
    return locked


def _check_guardian(guardian: Resident) -> None:
    age = guardian.age_on(timezone.localdate())
    if guardian.status != ResidentStatus.PRESENT or (age is not None and age < ADULT_AT):
        raise DomainError(_("监护人应是在册的成年人"), field="guardian")


def _require_present(resident: Resident) -> None:
    if resident.status != ResidentStatus.PRESENT:
        raise DomainError(
            _("这份档案已是“{status}”，不能再办").format(status=resident.get_status_display()),
            code="not_present",
        )


def _note_moved(
    resident: Resident, kind: str, actor: User | None, day: date, **details: Any
) -> None:
    told = {"kind": kind, "on": day.isoformat(), **details}
    history.note("communities.resident_moved", resident, actor=actor, details=told)


def _publish_moved(resident: Resident, kind: str) -> None:
    outbox.publish(
        "communities.resident_moved",
        key=f"communities.moved:{resident.pk}:{kind}:{timezone.now():%Y%m%d%H%M%S%f}",
        payload={
            "resident_id": resident.pk,
            "community_id": resident.community_id,
            "kind": kind,
        },
    )


_HERE = object()


def _count(resident: Resident, delta: int, grid_id: Any = _HERE) -> None:
    grid = resident.grid_id if grid_id is _HERE else grid_id
    tally.add("communities.residents", resident.community_id, dims={"grid": grid}, delta=delta)


def _refusals() -> dict[str, DomainError]:
    return {
        "resident_id_once_per_community": DomainError(
            _("本社区已有一份同身份证号的档案：请先查出那一份，重复的可以合并"),
            code="duplicate_id",
            field="id_number",
        ),
        "household_one_head": DomainError(_("这一户刚定了户代表，请刷新后再办"), code="head_taken"),
    }
