"""Who sees whom: staff in their places, the person himself, and nobody else."""

import json

import pytest
from django.urls import reverse

from accounts.roles import Door
from core import scope
from core.personal import erase_person, export_person
from core.tasks import deliver_outbox
from organizations.actions import checkins
from organizations.actions.checkin_facts import MemberFacts
from organizations.models import PostClass, TimeSlot
from tests.communities.sheets import bring, counts, look, one, reasons
from tests.volunteers.conftest import SATURDAY
from volunteers import panels, search
from volunteers.actions import own, registering, standing, teams
from volunteers.actions.registering import Facts, Offer
from volunteers.models import Skill, TeamMembership, Volunteer, VolunteerTeam
from volunteers.queries import volunteers as queries
from volunteers.queries.finding import Filters

pytestmark = pytest.mark.django_db

SEE = {"staff", "secretary", "worker", "resident"}
MANAGE = {"staff", "secretary"}


def who(town, rows, volunteer) -> set[str]:
    names = {"anonymous", *town.accounts}
    return {name for name in names if rows(town.viewer(name)).filter(pk=volunteer.pk).exists()}


def test_every_account_against_one_volunteer(town, volunteer):
    assert who(town, Volunteer.objects.visible_to, volunteer) == SEE
    assert who(town, Volunteer.objects.manageable_by, volunteer) == MANAGE


def test_the_sibling_and_the_far_community_have_their_own(town):
    for place, clerk, seen in (
        (town.sibling, town.sibling_staff, {"sibling_staff"}),
        (town.far_community, town.far_staff, {"far_staff"}),
    ):
        other = registering.register_at_desk(
            place,
            Facts(name="外人", born_on=town.people["resident"].born_on),
            Offer(times=[SATURDAY]),
            evidence="当面",
            actor=clerk,
        )
        assert who(town, Volunteer.objects.visible_to, other) == seen
        assert who(town, Volunteer.objects.manageable_by, other) == seen


def test_memberships_are_seen_by_the_leader_and_the_member(town):
    mine = TeamMembership.objects.get(volunteer__user=town.volunteer)
    seen = {"staff", "secretary", "worker", "second_worker", "team_leader", "volunteer"}
    assert who(town, TeamMembership.objects.visible_to, mine) == seen
    answered = {"staff", "secretary", "team_leader"}
    assert who(town, TeamMembership.objects.manageable_by, mine) == answered


def test_the_wall_in_the_database_holds_without_the_querysets(town, volunteer):
    with scope.entered([town.sibling.pk]):
        assert not Volunteer.objects.filter(pk=volunteer.pk).exists()
        assert not TeamMembership.objects.exists()
        assert not volunteer.skills.exists()
    with scope.entered([], user_id=town.resident.pk):
        assert Volunteer.objects.get().pk == volunteer.pk


@pytest.mark.parametrize(
    "text",
    ["张桂", "zhanggui", "zgf", "理发", "hair", "13900000001"],
)
def test_found_by_name_sound_skill_and_phone(town, volunteer, text):
    page = queries.register(town.viewer("staff"), Filters(q=text))
    assert [row.name for row in page.rows] == ["张桂芳"]
    hits = search.search(town.viewer("staff"), text)
    assert reverse("volunteers:volunteer", args=[volunteer.pk]) in {hit["url"] for hit in hits}
    for name in ("resident", "sibling_staff", "dispatcher", "street_official", "head"):
        assert not [h for h in search.search(town.viewer(name), text) if h["title"] == "张桂芳"]


def test_found_by_the_number_and_by_filters(town, volunteer):
    viewer = town.viewer("staff")
    electrician = Skill.objects.get(code="electrician")
    for filters in (
        Filters(q=volunteer.number_shown),
        Filters(skill=electrician.pk),
        Filters(grid=town.grid.pk, weekday=6, part="morning", status="active"),
    ):
        assert [row.pk for row in queries.register(viewer, filters).rows] == [volunteer.pk]
    team = VolunteerTeam.objects.get()
    assert queries.register(viewer, Filters(team=team.pk)).total == 2
    own.pause(volunteer, actor=town.resident)
    assert queries.register(viewer, Filters(status="resting")).total == 1


def test_a_clear_number_is_shown_once_for_a_purpose(town, enter, volunteer):
    client = enter("staff")
    page = reverse("volunteers:volunteer", args=[volunteer.pk])
    assert "13900000001" not in client.get(page).content.decode()
    url = reverse("volunteers:reveal", args=[volunteer.pk])
    shown = client.post(url, {"field": "phone", "purpose": "contact"}).content.decode()
    assert "13900000001" in shown
    assert "13900000001" not in client.get(page).content.decode()
    assert client.post(url, {"field": "phone", "purpose": ""}).status_code == 422


def test_what_the_homes_say(town, applied):
    def lines(name):
        return [line["title"] for line in panels.todo(town.viewer(name))]

    assert lines("staff") == lines("secretary") == ["1 人登记做志愿者"]
    for name in ("worker", "resident", "dispatcher", "sibling_staff", "head"):
        assert lines(name) == []
    (panel,) = panels.panels(town.viewer("resident"), Door.HOME)
    assert panel["context"]["status"] == "等社区核对"
    assert panels.panels(town.viewer("staff"), Door.HOME) == []


# --- one's own data ------------------------------------------------------------------------------
def test_a_person_gets_all_of_it_and_it_can_go(town, volunteer):
    team = VolunteerTeam.objects.get()
    teams.ask_to_join(team, volunteer, actor=town.resident)
    own.say_political(volunteer, "member", agreed=True, actor=town.resident)
    subject = volunteer.subject
    told = json.dumps(export_person([subject]), ensure_ascii=False, default=str)
    for value in (volunteer.number, "张桂芳", "理发", "中共党员"):
        assert value in told
    number = volunteer.number
    erase_person(subject)
    left = Volunteer.objects.get(number=number)
    assert (left.name.open(), left.user, left.resident, left.political) == ("", None, None, "")
    assert not left.skills.exists()
    assert not team.memberships.filter(volunteer=left, status__in=["asked", "member"]).exists()
    assert export_person([subject])["volunteers"][0]["volunteer"] == []


def test_the_one_consent_that_is_taken_back_takes_the_word_along(town, volunteer):
    from_desk = own.say_political(volunteer, "league", agreed=True, actor=town.resident)
    assert from_desk.political == "league"
    again = own.say_political(volunteer, "", agreed=False, actor=town.resident)
    assert again.political == ""


@pytest.mark.parametrize("before", ["", "member"])
def test_a_word_left_out_here_does_not_end_a_party_members_check_in(town, volunteer, before):
    """One consent for both: whoever saved “不填” as a volunteer had lost his post as a member."""
    said = MemberFacts(
        "张桂芳", "", posts=PostClass.objects.filter(code="health"), times=[TimeSlot.DAY_OFF]
    )
    checkin = checkins.register_member(town.community, town.resident, said, actor=town.resident)
    if before:
        own.say_political(volunteer, before, agreed=True, actor=town.resident)
    assert own.say_political(volunteer, "", agreed=False, actor=town.resident).political == ""
    deliver_outbox()
    checkin.refresh_from_db()
    assert checkin.status == "registered"


# --- lists in and out ----------------------------------------------------------------------------
HEAD = ["姓名", "身份证号", "出生日期", "联系电话", "技能", "可服务时间", "怎么同意的"]


def test_a_table_of_volunteers_comes_in_and_waits(town):
    elder = town.people["elder"].id_number.open()
    data = one(
        HEAD,
        ["李大山", elder, "", "", "陪老人聊天", "平日上午", "填了登记表"],
        ["何小满", "", "1990-05-01", "13700000055", "理发、修水管", "周六上午、下午；周日", "当面"],
    )
    assert counts(bring("volunteers", town.community, data, town.staff)) == (2, 0, 0)
    known = Volunteer.objects.get(resident=town.people["elder"])
    assert (known.identity, known.status, known.entered_by) == ("register", "applied", town.staff)
    other = Volunteer.objects.get(name="何小满")
    assert {str(held.skill) for held in other.skills.all()} == {"理发", "修水管"}
    assert other.times.count() == 5
    again = look("volunteers", town.community, one(HEAD, [
        "李大山", elder, "", "", "", "平日上午", "填了登记表",
    ]))  # fmt: skip
    assert counts(again) == (0, 0, 1)


def test_what_cannot_be_read_is_said_cell_by_cell(town):
    data = one(
        HEAD,
        ["甲", "", "1990-05-01", "", "飞天", "周六上午", "当面"],
        ["乙", "", "1990-05-01", "", "", "有空就来", "当面"],
        ["丙", "", "", "", "", "周末", "当面"],
    )
    plan = look("volunteers", town.community, data)
    text = str(reasons(plan))
    for words in ("飞天", "有空就来", "出生日期"):
        assert words in text


def test_suspended_reads_the_reason_on_the_own_page(town, enter, volunteer):
    standing.suspend(volunteer, reason="请先养好身体", actor=town.staff)
    assert "请先养好身体" in enter("resident").get(reverse("volunteers:mine")).content.decode()
    assert (
        "请先养好身体"
        not in enter("worker")
        .get(reverse("volunteers:volunteer", args=[volunteer.pk]))
        .content.decode()
    )
