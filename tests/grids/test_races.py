"""Two at once, twenty at once: what holds, and that nothing holds with the guards taken off."""

import pytest
from django.db import connection

from accounts.models import RoleGrant
from accounts.roles import GRID_WORKER
from core.exceptions import DomainError
from grids.actions import absences, appointments, boundaries, groups, heads
from grids.models import (
    Absence,
    BuildingHead,
    GridBoundary,
    GroupMembership,
    TenHouseholdGroup,
    WorkerAppointment,
)
from tests import databases
from tests.grids.test_appointments import DAY, TODAY
from tests.grids.test_geometry import square
from tests.races import meet_inside, together

pytestmark = pytest.mark.django_db(transaction=True)

CROWD = 20


def drop(model, name: str, *, kind: str = "CONSTRAINT") -> None:
    """In this test's own clone; the next test gets a fresh one."""
    parts = databases.urlsplit(databases.OWNER_URL)
    url = parts._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    owner = databases.psycopg2.connect(url)
    owner.autocommit = True
    with owner.cursor() as cursor:
        if kind == "INDEX":
            cursor.execute(f"DROP INDEX {name}")
        else:
            cursor.execute(f"ALTER TABLE {model._meta.db_table} DROP CONSTRAINT {name}")
    owner.close()


def only_refusals(outcomes) -> bool:
    return all(o.error is None or isinstance(o.error, DomainError) for o in outcomes)


# --- one worker per grid ---
def test_twenty_appoint_at_once_and_one_worker_stands(town):
    outcomes = _a_crowd_appoints(town)
    assert only_refusals(outcomes)
    assert sum(o.error is None for o in outcomes) == 1
    assert WorkerAppointment.objects.filter(grid=town.grid).count() == 1
    assert RoleGrant.objects.filter(role=GRID_WORKER, reason="任网格员").count() == 1


def test_with_the_lock_and_the_constraint_off_twenty_stand(town, monkeypatch):
    """The control: what the race above would show if nothing guarded it."""
    drop(WorkerAppointment, "grid_one_worker_at_a_time")
    monkeypatch.setattr(appointments, "lock_grid", lambda grid: grid)
    meeting = meet_inside(monkeypatch, appointments, "_write", parties=CROWD, wait=10)
    _a_crowd_appoints(town)
    assert meeting.happened
    assert WorkerAppointment.objects.filter(grid=town.grid).count() == CROWD


def test_with_the_lock_off_the_constraint_alone_holds(town, monkeypatch):
    monkeypatch.setattr(appointments, "lock_grid", lambda grid: grid)
    meeting = meet_inside(monkeypatch, appointments, "_write")
    outcomes = together(
        *[
            lambda user=user: appointments.appoint_worker(town.grid, user, actor=town.secretary)
            for user in (town.stranger, town.worker)
        ]
    )
    assert meeting.happened
    assert sum(o.error is None for o in outcomes) == 1


def _a_crowd_appoints(town):
    people = [town.account(f"w{n}", f"新人{n}", f"137000000{n:02d}") for n in range(CROWD)]
    return together(
        *[
            lambda user=user: appointments.appoint_worker(town.grid, user, actor=town.secretary)
            for user in people
        ]
    )


# --- one absence, one head: the lock keeps the second outside, the constraint behind it ---
@pytest.mark.parametrize("guarded", [True, False])
def test_one_absence_at_a_time(town, monkeypatch, guarded):
    appointment = appointments.appoint_worker(town.grid, town.worker, actor=town.secretary)
    if not guarded:
        drop(Absence, "absence_one_at_a_time")
        monkeypatch.setattr(absences, "lock_grid", lambda grid: grid)
    meeting = meet_inside(monkeypatch, absences, "_check_substitute")
    outcomes = together(
        *[
            lambda: absences.record_absence(
                appointment,
                first=TODAY(),
                last=TODAY() + DAY,
                substitute=town.second_worker,
                actor=town.worker,
            )
        ]
        * 2
    )
    assert only_refusals(outcomes)
    assert meeting.happened is not guarded
    assert Absence.objects.count() == (1 if guarded else 2)


@pytest.mark.parametrize("guarded", [True, False])
def test_one_head_per_building(town, monkeypatch, guarded):
    building = town.grid.buildings.select_related("grid").get()
    if not guarded:
        drop(BuildingHead, "building_one_head_at_a_time")
        monkeypatch.setattr(heads, "_lock", lambda building: building)
    meeting = meet_inside(monkeypatch, heads.grants, "account_of")
    outcomes = together(
        *[
            lambda who=who: heads.appoint_head(
                building, town.people[who], consent_note="当面", actor=town.secretary
            )
            for who in ("resident", "elder")
        ]
    )
    assert only_refusals(outcomes)
    assert meeting.happened is not guarded
    assert BuildingHead.objects.count() == (1 if guarded else 2)


@pytest.mark.parametrize("guarded", [True, False])
def test_one_border_in_force(town, monkeypatch, guarded):
    if not guarded:
        drop(GridBoundary, "boundary_one_at_a_time")
        monkeypatch.setattr(boundaries, "_lock", lambda community: community)
    meeting = meet_inside(monkeypatch, boundaries.geojson, "polygon_of")
    outcomes = together(
        *[
            lambda side=side: boundaries.redraw(
                town.community, {town.grid.pk: square(0, 0, side)}, actor=town.secretary
            )
            for side in (90, 110)
        ]
    )
    assert [o.error for o in outcomes] == [None, None]
    assert meeting.happened is not guarded
    assert GridBoundary.objects.on().count() == (1 if guarded else 2)


# --- only the constraint guards: two groups are two rows, there is nothing common to lock ---
@pytest.mark.parametrize("guarded", [True, False])
def test_one_group_per_household(town, monkeypatch, guarded):
    if not guarded:
        drop(GroupMembership, "household_one_group_at_a_time")
    rows = [groups.form_group(town.grid, name, [], actor=town.staff) for name in "甲乙"]
    meeting = meet_inside(monkeypatch, groups, "_admit")
    outcomes = together(
        *[
            lambda group=group: groups.add_households(
                group, [town.households["resident"]], actor=town.staff
            )
            for group in rows
        ]
    )
    assert only_refusals(outcomes)
    assert meeting.happened
    assert GroupMembership.objects.count() == (1 if guarded else 2)


@pytest.mark.parametrize("guarded", [True, False])
def test_a_name_is_given_once_in_a_grid(town, monkeypatch, guarded):
    if not guarded:
        drop(TenHouseholdGroup, "group_named_once_per_grid", kind="INDEX")
        monkeypatch.setattr(groups, "lock_grid", lambda grid: grid)
    meeting = meet_inside(monkeypatch, groups, "require_active")
    outcomes = together(*[lambda: groups.form_group(town.grid, "甲", [], actor=town.staff)] * 2)
    assert only_refusals(outcomes)
    assert meeting.happened is not guarded
    assert TenHouseholdGroup.objects.count() == (1 if guarded else 2)


@pytest.mark.parametrize("guarded", [True, False])
def test_a_resident_leads_one_group_even_when_two_ask_at_once(town, monkeypatch, guarded):
    person = town.people["resident"]
    rows = []
    for name in "甲乙":  # he has just moved from one to the other
        group = groups.form_group(town.grid, name, [], actor=town.staff)
        rows.append(group)
    drop(GroupMembership, "household_one_group_at_a_time")
    if not guarded:
        drop(TenHouseholdGroup, "resident_leads_one_group", kind="INDEX")
    for group in rows:
        groups.add_households(group, [person.household], actor=town.staff)
    meeting = meet_inside(monkeypatch, groups, "_is_minor")
    outcomes = together(
        *[lambda group=group: groups.ask_leader(group, person, actor=town.staff) for group in rows]
    )
    assert only_refusals(outcomes)
    assert meeting.happened
    assert TenHouseholdGroup.objects.filter(leader=person).count() == (1 if guarded else 2)
