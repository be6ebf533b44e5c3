"""What the register of volunteers does not take, each with the field or the word that says why."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from core.exceptions import DomainError
from tests.town import id_number, years_ago
from tests.volunteers.conftest import SATURDAY, skills
from volunteers.actions import own, registering, standing, teams
from volunteers.actions.own import Slot
from volunteers.actions.registering import Facts, Offer
from volunteers.models import TeamMembership, Volunteer, VolunteerTeam

pytestmark = pytest.mark.django_db
OFFER = Offer(times=[SATURDAY])
DAY = timedelta(days=1)


def refused(act):
    with pytest.raises(DomainError) as raised:
        act()
    return raised.value.field or raised.value.code


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"offers_a_week": 0}, "offers_a_week"),
        ({"offers_a_week": 15}, "offers_a_week"),
        ({"reach": "moon"}, "reach"),
        ({"quiet_until": time(21)}, "quiet_until"),
        ({"grid": "sibling_grid"}, "grid"),
    ],
)
def test_limits_nobody_can_have(town, stranger, said, field):
    values = {
        "offers_a_week": 3, "quiet_from": time(21), "quiet_until": time(8), "reach": "grid", **said,
    }  # fmt: skip
    if "grid" in said:
        values["grid"] = getattr(town, said["grid"])
    assert refused(lambda: own.set_limits(stranger, **values, actor=town.stranger)) == field


def test_a_pause_is_of_who_serves_and_ends_within_a_year(town, applied):
    by = town.resident
    assert refused(lambda: own.pause(applied, actor=by)) == "not_active"
    serving = standing.accept(applied, actor=town.staff)
    today = timezone.localdate()
    for until in (today - DAY, today + 367 * DAY):
        assert refused(lambda until=until: own.pause(serving, until=until, actor=by)) == "until"


def test_what_he_says_of_himself_is_of_what_is_listed(town, applied):
    by = town.resident

    def say(word, *, agreed):
        return refused(lambda: own.say_political(applied, word, agreed=agreed, actor=by))

    assert say("x", agreed=True) == "political"
    known = next(value for value in Volunteer.Political.values if value)
    assert say(known, agreed=False) == "agreed", "it is asked for apart"
    assert refused(lambda: own.set_times(applied, [Slot(8, "morning")], actor=by)) == "times"
    assert refused(lambda: own.set_times(applied, [], actor=by)) == "times"


def test_whoever_has_left_says_nothing_more(town, applied):
    standing.withdraw(applied, actor=town.resident)
    by = town.resident
    assert refused(lambda: own.set_times(applied, [SATURDAY], actor=by)) == "withdrawn"
    assert refused(lambda: own.set_skills(applied, skills("haircut"), [], actor=by)) == "withdrawn"


def test_entering_somebody_needs_his_word_and_a_community(town):
    facts = Facts(name="何方", born_on=years_ago(30))

    def enter(place, evidence):
        return refused(
            lambda: registering.register_at_desk(
                place, facts, OFFER, evidence=evidence, actor=town.staff
            )
        )

    assert enter(town.community, " ") == "evidence"
    assert enter(town.grid, "当面") == "community"
    assert not Volunteer.objects.filter(entered_by=town.staff).exists()


def test_who_he_is_is_looked_at_once_and_mended_where_it_stands(town, applied, stranger):
    paper = id_number(applied.born_on, 7)
    again = refused(lambda: standing.verify_identity(applied, id_number=paper, actor=town.staff))
    assert again == "checked"

    def correct(person, reason):
        return refused(
            lambda: standing.correct(
                person, name="何园", born_on=years_ago(31), reason=reason, actor=town.staff
            )
        )

    assert correct(applied, "证件") == "in_register"
    assert correct(stranger, " ") == "reason"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"code": "haircut"}, "skill"),
        ({"actor": "resident"}, "own"),
        ({"licence_number": " "}, "licence_number"),
        ({"valid_until": -1}, "valid_until"),
    ],
)
def test_a_licence_that_does_not_count(town, applied, said, field):
    held = applied.skills.get(skill__code=said.get("code", "electrician"))
    day = timezone.localdate() + said.get("valid_until", 30) * DAY
    by = getattr(town, said.get("actor", "staff"))
    number = said.get("licence_number", "GZ-1")
    act = lambda: standing.check_licence(  # noqa: E731
        applied, held, licence_number=number, valid_until=day, actor=by
    )
    assert refused(act) == field
    held.refresh_from_db()
    assert held.checked_at is None


@pytest.mark.parametrize(
    ("days", "policy", "field"), [(-1, "P-1", "insured_until"), (30, " ", "policy")]
)
def test_an_insurance_that_does_not_cover(town, applied, days, policy, field):
    until = timezone.localdate() + days * DAY
    act = lambda: standing.insure(  # noqa: E731
        applied, insured_until=until, policy=policy, actor=town.staff
    )
    assert refused(act) == field


def test_a_guardians_word(town, applied, youngster):
    by = town.resident
    assert refused(lambda: standing.agree_as_guardian(youngster, agreed=False, actor=by)) == (
        "agreed"
    )
    assert refused(lambda: standing.withdraw_guardian(youngster, actor=by)) == "none"

    def record(person, **said):
        values = {"guardian": "张桂芳", "relation": "母亲", "evidence": "当面", **said}
        return refused(lambda: standing.record_guardian(person, **values, actor=town.staff))

    assert record(applied) == "grown_up"
    for field in ("guardian", "relation", "evidence"):
        assert record(youngster, **{field: " "}) == field


# --- teams -------------------------------------------------------------------------------------
@pytest.fixture
def team(town) -> VolunteerTeam:
    return VolunteerTeam.objects.get(name="邻里帮手队")


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"place": "grid"}, "community"),
        ({"name": " "}, "name"),
        ({"squad": True}, "squad"),  # of a team that is no pioneer team
    ],
)
def test_a_team_that_is_none(town, team, said, field):
    values = {"kind": "women", "name": "巾帼队", "founder_kind": "backbone", **said}
    place = getattr(town, values.pop("place", "community"))
    if values.get("squad"):
        values["squad"] = team
    assert refused(lambda: teams.found_team(place, actor=town.secretary, **values)) == field


def test_members_are_asked_and_leaders_are_members(town, team, volunteer):
    by = town.staff
    add = lambda how: teams.add_member(team, volunteer=volunteer, how=how, actor=by)  # noqa: E731
    assert refused(lambda: add(" ")) == "how"
    joined = add("当面")
    assert refused(lambda: add("当面")) == "volunteer"
    leader = team.memberships.leading().get()
    deputy = lambda: teams.set_deputy(team, membership=leader, is_deputy=True, actor=by)  # noqa: E731
    assert refused(deputy) == "membership"
    teams.leave_team(joined, actor=town.resident)
    assert refused(lambda: teams.leave_team(joined, actor=town.resident)) == "moved_on"
    assert refused(lambda: teams.change_leader(team, membership=joined, actor=by)) == "membership"
    assert TeamMembership.objects.leading().get(team=team) == leader


def test_a_team_is_not_dissolved_without_a_word(town, team):
    assert refused(lambda: teams.dissolve_team(team, reason=" ", actor=town.staff)) == "reason"
