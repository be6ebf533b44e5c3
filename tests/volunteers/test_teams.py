"""Teams: founded, led by one, joined by those who ask; one, two and N in the open."""

import pytest
from django.urls import reverse
from django.utils import translation

from core.exceptions import DomainError
from core.models import Message
from core.tasks import deliver_outbox
from organizations.actions import social_workers
from organizations.actions.social_workers import WorkerFacts
from organizations.models import Organization, SocialWorker
from tests.volunteers.conftest import skills
from volunteers import composition
from volunteers.actions import own, standing, teams
from volunteers.models import TeamMembership, Volunteer, VolunteerTeam
from volunteers.pioneers import findings_of
from volunteers.workflow import (
    MEMBERSHIP_STEPS,
    TEAM_STEPS,
    MembershipStatus,
    TeamStatus,
    VolunteerStatus,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(town) -> VolunteerTeam:
    return VolunteerTeam.objects.get(name="邻里帮手队")


def of(town, name: str) -> Volunteer:
    return Volunteer.objects.get(user=town.accounts[name])


def found(town, **facts) -> VolunteerTeam:
    values = {"kind": "women", "name": "巾帼队", "founder_kind": "backbone"}
    return teams.found_team(town.community, actor=town.secretary, **{**values, **facts})


# --- the tables ----------------------------------------------------------------------------------
def test_the_tables_end_where_they_should():
    assert {step.target for step in TEAM_STEPS} == {TeamStatus.ACTIVE, TeamStatus.DISSOLVED}
    ended = {MembershipStatus.LEFT, MembershipStatus.DECLINED}
    assert not any(step.sources & ended for step in MEMBERSHIP_STEPS)


@pytest.mark.parametrize("status", TeamStatus.values)
def test_every_pair_of_a_teams_step_and_state(town, status):
    team = found(town)
    joined = teams.add_member(team, volunteer=of(town, "volunteer"), how="当面", actor=town.staff)
    teams.change_leader(team, membership=joined, actor=town.staff)
    if status != TeamStatus.FOUNDED:
        teams.activate_team(team, actor=town.staff)
    if status == TeamStatus.DISSOLVED:
        teams.dissolve_team(team, reason="并入别队", actor=town.staff)
    acts = {
        "activated": lambda: teams.activate_team(team, actor=town.staff),
        "dissolved": lambda: teams.dissolve_team(team, reason="x", actor=town.staff),
    }
    for step in TEAM_STEPS:
        if status in step.sources:
            continue
        with pytest.raises(DomainError):
            acts[step.name]()


# --- founding ------------------------------------------------------------------------------------
def test_who_founded_it_is_written_down(town):
    unit = Organization.objects.first()
    team = found(town, founder_kind="organization", organization=unit, grids=[town.grid])
    assert (team.organization, list(team.grids.all())) == (unit, [town.grid])
    with pytest.raises(DomainError, match="单位或组织组建的"):
        found(town, name="另一队", organization=unit)
    grown = found(town, name="晨练巡逻队", founder_kind="group", organization=unit)
    assert grown.organization == unit
    with pytest.raises(DomainError, match="同名"):
        found(town)
    with pytest.raises(DomainError, match="本社区的网格"):
        found(town, name="远队", grids=[town.far_grid])


def test_a_team_begins_with_a_leader(town):
    team = found(town)
    with pytest.raises(DomainError, match="还没有队长"):
        teams.activate_team(team, actor=town.staff)


def test_a_dissolved_team_lets_everybody_go_and_frees_its_name(town, team):
    teams.dissolve_team(team, reason="人少了", actor=town.secretary)
    assert not team.memberships.standing().exists()
    found(town, name=team.name)
    with pytest.raises(DomainError, match="已解散"):
        teams.ask_to_join(team, of(town, "volunteer"), actor=town.volunteer)


# --- joining -------------------------------------------------------------------------------------
def test_asking_and_being_welcomed(town, team, volunteer):
    asked = teams.ask_to_join(team, volunteer, actor=town.resident)
    assert teams.ask_to_join(team, volunteer, actor=town.resident).pk == asked.pk
    deliver_outbox()
    assert Message.objects.get(code="volunteers.join_asked").to_user == town.team_leader
    with pytest.raises(DomainError, match="请别人"):
        teams.admit(asked, actor=town.resident)
    teams.admit(asked, actor=town.team_leader)
    with pytest.raises(DomainError, match="刚被答复"):
        teams.admit(asked, actor=town.staff)
    deliver_outbox()
    assert Message.objects.get(code="volunteers.joined").to_user == town.resident
    left = teams.leave_team(asked, actor=town.resident)
    assert (left.status, left.left_on is None) == (MembershipStatus.LEFT, False)
    teams.ask_to_join(team, volunteer, actor=town.resident)  # and may ask again


def test_only_who_is_in_the_register_joins_and_only_at_home(town, team, applied):
    with pytest.raises(DomainError, match="在册"):
        teams.ask_to_join(team, applied, actor=town.resident)
    elsewhere = teams.found_team(
        town.sibling, kind="youth", name="明湖队", founder_kind="community", actor=None
    )
    standing.accept(applied, actor=town.staff)
    applied.refresh_from_db()
    with pytest.raises(DomainError, match="别的社区"):
        teams.ask_to_join(elsewhere, applied, actor=town.resident)


def test_a_child_goes_on_no_patrol_and_leads_nobody(town, team, youngster):
    standing.agree_as_guardian(youngster, actor=town.resident)
    child = standing.accept(youngster, actor=town.staff)
    patrol = found(town, kind="elder_patrol", name="巡逻队")
    with pytest.raises(DomainError, match="未成年人"):
        teams.add_member(patrol, volunteer=child, how="当面", actor=town.staff)
    joined = teams.add_member(team, volunteer=child, how="当面", actor=town.staff)
    with pytest.raises(DomainError, match="成年人"):
        teams.change_leader(team, membership=joined, actor=town.staff)


def test_a_new_leader_takes_over_and_the_old_one_stays(town, team):
    member = TeamMembership.objects.get(volunteer=of(town, "volunteer"))
    teams.change_leader(team, membership=member, actor=town.secretary)
    roles = dict(team.memberships.values_list("volunteer__user", "role"))
    assert roles == {town.volunteer.pk: "leader", town.team_leader.pk: "member"}
    deliver_outbox()
    assert Message.objects.get(code="volunteers.leader_changed").to_user == town.volunteer


def test_whoever_withdraws_leaves_his_teams(town, team):
    standing.withdraw(of(town, "team_leader"), actor=town.team_leader)
    assert of(town, "team_leader").status == VolunteerStatus.WITHDRAWN
    assert not team.memberships.leading().exists()


# --- one, two and N ------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("squads", "workers", "people", "missing"),
    [
        (0, 0, 0, {"squad", "social_workers", "volunteers"}),
        (1, 1, 5, {"social_workers"}),
        (1, 2, 0, {"volunteers"}),
        (0, 3, 9, {"squad"}),
        (1, 2, 1, set()),
    ],
)
def test_what_is_missing_is_named(squads, workers, people, missing):
    findings = composition.check(squads=squads, social_workers=workers, volunteers=people)
    assert {finding.code for finding in findings if not finding.is_met} == missing
    assert composition.is_complete(findings) == (not missing)
    assert all(finding.text for finding in findings)


def test_a_pioneer_team_begins_when_one_two_and_n_are_there(town, team):
    pioneers = found(town, kind="pioneer", name="先锋队", founder_kind="community", squad=team)
    joined = teams.add_member(
        pioneers, volunteer=of(town, "volunteer"), how="当面", actor=town.staff
    )
    teams.change_leader(pioneers, membership=joined, actor=town.staff)
    first = SocialWorker.objects.get(user=town.social_worker)
    teams.add_social_worker(pioneers, social_worker=first, actor=town.staff)
    with pytest.raises(DomainError, match="还差 1 名"):
        teams.activate_team(pioneers, actor=town.staff)
    with pytest.raises(DomainError, match="已经在队里"):
        teams.add_social_worker(pioneers, social_worker=first, actor=town.staff)
    second = social_workers.register_social_worker(
        town.community,
        WorkerFacts(name="钱二", phone="13800000999"),
        actor=town.secretary,
        organization=first.organization,
        station="金秋社工站",
    )
    teams.add_social_worker(pioneers, social_worker=second, actor=town.staff)
    assert teams.activate_team(pioneers, actor=town.staff).status == TeamStatus.ACTIVE
    assert composition.is_complete(findings_of(pioneers))
    standing.suspend(of(town, "volunteer"), reason="身体不好", actor=town.staff)
    assert not composition.is_complete(findings_of(pioneers))


def test_only_a_pioneer_team_has_social_workers_and_only_those_stationed_here(town, team):
    worker = SocialWorker.objects.get(user=town.social_worker)
    with pytest.raises(DomainError, match="先锋服务队"):
        teams.add_social_worker(team, social_worker=worker, actor=town.staff)
    far = teams.found_team(
        town.sibling, kind="pioneer", name="明湖先锋", founder_kind="community", actor=None
    )
    with pytest.raises(DomainError, match="没有驻在"):
        teams.add_social_worker(far, social_worker=worker, actor=town.staff)


# --- pages ---------------------------------------------------------------------------------------
def test_the_leader_sees_skills_and_times_and_no_number(town, enter, team, volunteer):
    own.set_skills(volunteer, skills("haircut"), [], actor=town.resident)
    teams.ask_to_join(team, volunteer, actor=town.resident)
    client = enter("team_leader")
    assert "1 人想入队" in client.get(reverse("volunteers:mine")).content.decode()
    home = client.get(reverse("doors:home")).content.decode()
    assert reverse("volunteers:led_team", args=[team.pk]) in home
    assert "1 人想入队" in home
    page = client.get(reverse("volunteers:led_team", args=[team.pk])).content.decode()
    assert "张桂芳" in page
    assert "理发" in page
    assert "周六 上午" in page
    assert "139" not in page
    asked = team.memberships.asked().get()
    client.post(reverse("volunteers:answer", args=[team.pk, asked.pk]), {"answer": "yes"})
    asked.refresh_from_db()
    assert asked.status == MembershipStatus.MEMBER


@pytest.mark.parametrize("name", ["volunteer", "resident", "stranger", "staff", "anonymous"])
def test_nobody_else_opens_the_leaders_page(town, enter, team, name):
    url = reverse("volunteers:led_team", args=[team.pk])
    assert enter(name).get(url).status_code in {302, 404}


def test_a_member_leaves_and_asks_on_his_own_page(town, enter, team):
    client = enter("volunteer")
    client.post(reverse("volunteers:leave_team", args=[team.pk]))
    assert not team.memberships.standing().filter(volunteer__user=town.volunteer).exists()
    page = client.get(reverse("volunteers:teams")).content.decode()
    assert "想加入" in page
    assert "严*" in page  # to those outside the leader is a surname
    client.post(reverse("volunteers:join_team", args=[team.pk]))
    assert team.memberships.asked().get().volunteer == of(town, "volunteer")


def test_the_desk_founds_and_staffs_a_team(town, enter):
    client = enter("staff")
    url = reverse("volunteers:community_act", args=[town.community.pk, "found"])
    sent = {"kind": "youth", "name": "青年队", "founder_kind": "unit", "grids": [town.grid.pk]}
    assert client.post(url, sent).status_code == 302
    team = VolunteerTeam.objects.get(name="青年队")

    def act(slug: str, **values):
        return client.post(reverse("volunteers:team_act", args=[team.pk, slug]), values)

    member = of(town, "volunteer")
    assert act("add", volunteer=member.pk, how="当面").status_code == 302
    joined = team.memberships.get()
    assert act("leader", membership=joined.pk).status_code == 302
    assert act("activate").status_code == 302
    assert act("dissolve", reason="合并").status_code == 302
    team.refresh_from_db()
    assert team.status == TeamStatus.DISSOLVED
    assert "青年队" in client.get(reverse("volunteers:team_list") + "?show=past").content.decode()


@pytest.mark.parametrize("name", ["volunteers:team_list", "volunteers:teams"])
def test_in_english_a_list_is_called_a_list(client, town, name):
    who = "staff" if name.endswith("list") else "volunteer"
    with translation.override(None):
        page = town.enter(client, who).get(reverse(name), headers={"Accept-Language": "en"})
    assert page.status_code == 200
    assert "<title>Volunteer teams" in page.content.decode()
