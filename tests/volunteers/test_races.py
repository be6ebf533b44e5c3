"""Two at once: what holds, and that nothing holds with the guards taken off."""

import pytest

from core.exceptions import DomainError
from tests.grids.test_races import drop, only_refusals
from tests.races import meet_inside, together
from tests.town import years_ago
from tests.volunteers.conftest import SATURDAY
from volunteers.actions import guards, registering, standing, teams
from volunteers.actions.registering import Facts, Offer
from volunteers.models import TeamMembership, Volunteer, VolunteerTeam

pytestmark = pytest.mark.django_db(transaction=True)


def register(town):
    return registering.register(
        town.stranger,
        town.community,
        Offer(times=[SATURDAY]),
        facts=Facts(name="何方", born_on=years_ago(30)),
        agreed=True,
    )


@pytest.mark.parametrize("guarded", [True, False])
def test_one_volunteer_per_account(town, monkeypatch, guarded):
    if not guarded:
        drop(Volunteer, "volunteer_once_per_account", kind="INDEX")
        monkeypatch.setattr(registering, "_lock_account", lambda user: None)
        # the number that names him in the audit is his account's
        drop(Volunteer, "volunteers_volunteer_subject_key")
    meeting = meet_inside(monkeypatch, registering, "draft")
    outcomes = together(*[lambda: register(town)] * 2)
    assert [o.error for o in outcomes] == [None, None]
    assert meeting.happened is not guarded
    assert Volunteer.objects.filter(user=town.stranger).count() == (1 if guarded else 2)


def test_with_the_lock_off_the_constraint_alone_holds(town, monkeypatch):
    monkeypatch.setattr(registering, "_lock_account", lambda user: None)
    meeting = meet_inside(monkeypatch, registering, "draft")
    outcomes = together(*[lambda: register(town)] * 2)
    assert meeting.happened
    assert only_refusals(outcomes)
    assert Volunteer.objects.filter(user=town.stranger).count() == 1


@pytest.mark.parametrize("guarded", [True, False])
def test_one_leader_per_team(town, monkeypatch, guarded):
    team = VolunteerTeam.objects.get()
    if not guarded:
        drop(TeamMembership, "team_one_leader", kind="INDEX")
        monkeypatch.setattr(teams, "lock_team", lambda team: team)
    TeamMembership.objects.update(role="member")
    rows = list(team.memberships.all())
    meeting = meet_inside(monkeypatch, teams, "_step_down", after=True)
    outcomes = together(
        *[
            lambda row=row: teams.change_leader(team, membership=row, actor=town.secretary)
            for row in rows
        ]
    )
    assert only_refusals(outcomes)
    assert meeting.happened is not guarded
    assert team.memberships.leading().count() == (1 if guarded else 2)


@pytest.mark.parametrize("guarded", [True, False])
def test_joining_twice_is_one_membership(town, monkeypatch, guarded):
    team = teams.found_team(
        town.community, kind="youth", name="青年队", founder_kind="community", actor=town.staff
    )
    if not guarded:
        drop(TeamMembership, "team_volunteer_once", kind="INDEX")
        monkeypatch.setattr(teams, "lock_team", lambda team: team)
        monkeypatch.setattr(guards, "lock", lambda row: Volunteer.objects.get(pk=row.pk))
    one = Volunteer.objects.get(user=town.volunteer)
    meeting = meet_inside(monkeypatch, teams, "_open_membership", after=True)
    outcomes = together(*[lambda: teams.ask_to_join(team, one, actor=town.volunteer)] * 2)
    assert only_refusals(outcomes)
    assert meeting.happened is not guarded
    assert team.memberships.count() == (1 if guarded else 2)


@pytest.mark.parametrize("guarded", [True, False])
def test_accepted_twice_is_accepted_once(town, monkeypatch, guarded):
    fresh = register(town)
    Volunteer.objects.filter(pk=fresh.pk).update(identity="desk", verified_at=fresh.applied_at)
    fresh.refresh_from_db()
    if not guarded:
        monkeypatch.setattr(guards, "lock", lambda row: Volunteer.objects.get(pk=row.pk))
    meeting = meet_inside(monkeypatch, standing, "_require_guardian")
    outcomes = together(
        *[lambda who=who: standing.accept(fresh, actor=who) for who in (town.staff, town.secretary)]
    )
    assert meeting.happened is not guarded
    done = [o for o in outcomes if o.error is None]
    assert len(done) == (1 if guarded else 2)
    assert all(isinstance(o.error, DomainError) for o in outcomes if o not in done)
