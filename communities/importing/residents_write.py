"""Writing what `residents.check` found: people and corrections in bulk, moves one by one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from accounts.models import User
from communities import history
from communities.actions import residents as actions
from communities.actions.facts import FACT_NAMES, SENSITIVE_FACTS, PersonFacts, facts_of
from communities.importing import bulk
from communities.importing.plan import ADDED, UPDATED, Outcome, Plan
from communities.models import Area, Household, Resident, ResidentStatus


@dataclass
class NewPerson:
    """What the register would say of somebody."""

    facts: PersonFacts
    household: Household
    relation: str = ""
    moved_in_on: date | None = None
    is_head: bool = False


def write(plan: Plan, community: Area, *, actor: User | None) -> None:
    households = _distinct(o.values.household for o in plan.of(ADDED) + plan.of(UPDATED))
    fresh = [household for household in households if household.pk is None]
    doors = _distinct(household.dwelling for household in fresh)
    bulk.open_doors([door for door in doors if door.pk is None], actor=actor)
    for household in fresh:
        household.dwelling = household.dwelling  # the door has its id only now
    bulk.open_households(community, fresh, actor=actor)
    people = [_person(community, outcome.values) for outcome in plan.of(ADDED)]
    bulk.register(community, people, actor=actor)
    _correct(plan.of(UPDATED), actor=actor)
    for outcome in plan.of(UPDATED):
        if "number" in outcome.changed:
            _move(outcome, actor)


def _distinct(things: Iterable[Any]) -> list[Any]:
    return list({id(thing): thing for thing in things}.values())


def _person(community: Area, person: NewPerson) -> Resident:
    return Resident(
        community=community,
        household=person.household,
        grid=person.household.grid,
        is_head=person.is_head,
        relation_to_head=person.relation,
        moved_in_on=person.moved_in_on,
        status_on=person.moved_in_on or timezone.localdate(),
        **{name: getattr(person.facts, name) for name in FACT_NAMES},
    )


def _correct(outcomes: list[Outcome], *, actor: User | None) -> None:
    """As `correct_resident` would, with one history line each and one statement for 500."""
    rows, written = [], set()
    for outcome in outcomes:
        names = [name for name in outcome.changed if name != "number"]
        if not names:
            continue
        person: Resident = outcome.target
        before, after = facts_of(person), outcome.values.facts
        facts = [name for name in names if name != "relation"]
        for name in facts:
            setattr(person, name, getattr(after, name))
        written.update(facts)
        if "relation" in names:
            person.relation_to_head = outcome.values.relation
            written.add("relation_to_head")
        rows.append(person)
        _note(person, before, after, facts, names, actor)
    bulk.update(rows, written)


def _note(
    person: Resident,
    before: PersonFacts,
    after: PersonFacts,
    facts: list[str],
    names: list[str],
    actor: User | None,
) -> None:
    plain = [name for name in facts if name not in SENSITIVE_FACTS]
    secret = [name for name in facts if name in SENSITIVE_FACTS]
    history.note(
        "communities.resident_corrected",
        person,
        actor=actor,
        details={
            "fields": names,
            **{name: [getattr(before, name), getattr(after, name)] for name in plain},
        },
        sensitive={
            name: [str(getattr(before, name) or ""), str(getattr(after, name) or "")]
            for name in secret
        },
    )


def _move(outcome: Outcome, actor: User | None) -> None:
    """Another door since the last list: the same act as at the desk."""
    person, target = outcome.target, outcome.values
    settled = person.status == ResidentStatus.PRESENT and person.household_id is not None
    move = actions.move_within if settled else actions.move_in
    move(person, target.household, actor=actor, relation_to_head=target.relation)
