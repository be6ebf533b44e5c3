import pytest

from accounts.models import RoleGrant
from accounts.roles import BUILDING_HEAD
from communities.actions import bindings, households, residents
from communities.models import AreaScope, Household
from core.exceptions import DomainError
from core.models import Message, OutboxMessage
from core.tasks import deliver_outbox
from grids.actions import appointments, groups, heads, reports
from grids.models import BuildingHead, GroupReport
from grids.queries import households_in, leaders_in

pytestmark = pytest.mark.django_db


# --- membership --------------------------------------------------------------------------------
def test_a_household_is_in_one_group_at_a_time(town, group):
    with pytest.raises(DomainError, match="已在别的十联户"):
        groups.form_group(town.grid, "第二联", [town.households["resident"]], actor=town.staff)
    newcomer = town.household()
    groups.add_households(group, [newcomer], actor=town.staff)
    groups.remove_household(group, newcomer, actor=town.staff)
    groups.form_group(town.grid, "第二联", [newcomer], actor=town.staff)


def test_names_are_used_once_in_a_grid_while_they_stand(town, group):
    with pytest.raises(DomainError, match="同名"):
        groups.form_group(town.grid, group.name, [], actor=town.staff)
    groups.dissolve_group(group, reason="合并", actor=town.staff)
    groups.form_group(town.grid, group.name, [town.households["resident"]], actor=town.staff)


def test_ten_households_more_or_less(town, group, settings):
    settings.GRIDS_LARGEST_GROUP = 4
    with pytest.raises(DomainError, match="最多 4 户"):
        groups.add_households(group, [town.household(), town.household()], actor=town.staff)


def test_a_household_of_another_grid_does_not_join(town, group):
    with pytest.raises(DomainError, match="不在这个网格"):
        groups.add_households(group, [town.households["neighbour"]], actor=town.staff)


def test_a_group_has_a_name_and_ends_for_a_reason_once(town, group):
    with pytest.raises(DomainError) as refused:
        groups.form_group(town.grid, " ", [], actor=town.staff)
    assert refused.value.field == "name"
    with pytest.raises(DomainError) as refused:
        groups.dissolve_group(group, reason=" ", actor=town.staff)
    assert refused.value.field == "reason"
    groups.dissolve_group(group, reason="合并", actor=town.staff)
    with pytest.raises(DomainError) as refused:
        groups.dissolve_group(group, reason="合并", actor=town.staff)
    assert refused.value.code == "dissolved"


def test_a_household_leaves_only_the_group_it_is_in_and_joins_none_once_it_has_ended(town, group):
    other = town.household()
    with pytest.raises(DomainError) as refused:
        groups.remove_household(group, other, actor=town.staff)
    assert refused.value.code == "not_a_member"
    households.close_household(other, actor=town.staff)
    other.refresh_from_db()
    with pytest.raises(DomainError, match="已销户"):
        groups.add_households(group, [other], actor=town.staff)


# --- the leader --------------------------------------------------------------------------------
def test_nobody_leads_before_he_has_agreed(town, group):
    groups.ask_leader(group, town.people["resident"], actor=town.staff)
    group.refresh_from_db()
    assert not group.is_led
    assert not RoleGrant.objects.filter(user=town.resident).exists()
    assert list(leaders_in(town.grid)) == []
    groups.record_consent(group, how="当面", actor=town.staff)
    grant = RoleGrant.objects.get(user=town.resident)
    assert grant.role == BUILDING_HEAD
    assert AreaScope.objects.get(grant=grant).area == town.grid
    assert list(leaders_in(town.community)) == [town.people["resident"]]


@pytest.mark.parametrize(("person", "words"), [("neighbour", "某一户里"), ("child", "成年人")])
def test_who_cannot_lead(town, group, person, words):
    with pytest.raises(DomainError, match=words):
        groups.ask_leader(group, town.people[person], actor=town.staff)


def test_who_has_died_is_not_asked_and_nobody_agrees_in_silence(town, group):
    late = town.person("田老", town.households["resident"])
    residents.record_death(late, actor=town.staff)
    late.refresh_from_db()
    with pytest.raises(DomainError, match="不在册"):
        groups.ask_leader(group, late, actor=town.staff)
    with pytest.raises(DomainError) as refused:
        groups.record_consent(group, how="当面", actor=town.staff)
    assert refused.value.code == "nobody_asked"
    groups.ask_leader(group, town.people["resident"], actor=town.staff)
    for answer, field in ((groups.record_consent, "how"), (groups.decline, "said")):
        with pytest.raises(DomainError) as refused:
            answer(group, **{field: " "}, actor=town.staff)
        assert refused.value.field == field


def test_a_resident_leads_one_group(town, group, leader):
    other = groups.form_group(town.grid, "第二联", [town.household()], actor=town.staff)
    home = other.memberships.get().household
    residents.move_within(leader, home, actor=town.staff)
    leader.refresh_from_db()
    with pytest.raises(DomainError, match="另一个十联户"):
        groups.ask_leader(other, leader, actor=town.staff)


def test_the_leaders_household_stays_until_there_is_another(town, group, leader):
    with pytest.raises(DomainError, match="联户长家"):
        groups.remove_household(group, leader.household, actor=town.staff)


def test_the_role_ends_with_the_office(town, group, leader):
    groups.release_leader(group, reason="太忙", actor=town.staff)
    group.refresh_from_db()
    assert (group.leader, group.grant, group.is_led) == (None, None, False)
    assert town.viewer("resident").grant_id is None


# --- the register changes ------------------------------------------------------------------------
def test_a_leader_who_moves_away_or_dies_lets_go(town, group, leader):
    residents.record_death(leader, actor=town.staff)
    deliver_outbox()
    group.refresh_from_db()
    assert group.leader is None


def test_a_leader_who_moves_within_his_group_stays(town, group, leader):
    home = group.memberships.exclude(household=leader.household).first().household
    residents.move_within(leader, home, actor=town.staff)
    deliver_outbox()
    group.refresh_from_db()
    assert group.is_led


def test_an_office_gets_its_grant_when_the_account_comes(town, group):
    elder = town.person("钱奶奶", group.memberships.last().household)
    groups.ask_leader(group, elder, actor=town.staff)
    groups.record_consent(group, how="上门", actor=town.staff)
    building = town.grid.buildings.get()
    head = heads.appoint_head(building, elder, consent_note="上门", actor=town.secretary)
    assert (head.grant, RoleGrant.objects.filter(user=town.stranger).count()) == (None, 0)
    binding = bindings.bind_at_the_desk(elder, town.stranger, actor=town.staff)
    deliver_outbox()
    assert RoleGrant.objects.in_force().filter(user=town.stranger).count() == 2
    bindings.unbind(binding, reason="换号", actor=town.staff)
    deliver_outbox()
    assert not RoleGrant.objects.in_force().filter(user=town.stranger).exists()
    group.refresh_from_db()
    assert group.is_led


def test_an_ended_household_leaves_its_group(town, group):
    empty = group.memberships.last().household
    households.close_household(empty, actor=town.staff)
    deliver_outbox()
    assert empty not in households_in(group)


# --- fan-out -------------------------------------------------------------------------------------
def test_a_notice_reaches_every_household_of_the_place_once(town, group):
    assert households_in(group).count() == 3
    everybody = Household.objects.filter(community=town.community).count()
    assert households_in(town.community).count() == everybody
    assert households_in(town.grid).count() + households_in(town.second_grid).count() == everybody


# --- fan-in --------------------------------------------------------------------------------------
def test_a_report_takes_numbers_out_of_the_text_and_tells_the_worker(
    town, group, leader, appointment
):
    report = reports.report_from_group(
        group, kind="need", text="老李摔了，他儿子 13912345678", actor=town.resident
    )
    assert "13912345678" not in report.text
    assert report.numbers.open() == "13912345678"
    assert OutboxMessage.objects.filter(topic="grids.group_reported").count() == 1
    deliver_outbox()
    message = Message.objects.get(code="grids.group_reported")
    assert message.to_user == town.worker


def test_what_was_seen_is_seen_once(town, group, leader):
    report = reports.report_from_group(group, kind="other", text="灯坏了", actor=town.resident)
    first = reports.acknowledge_report(report, actor=town.worker)
    again = reports.acknowledge_report(report, actor=town.staff)
    assert (again.seen_by, again.seen_at) == (town.worker, first.seen_at)


@pytest.mark.parametrize(
    ("kind", "text", "words"), [("gossip", "听说", "选一个种类"), ("other", " ", "写一句")]
)
def test_a_report_that_says_nothing(town, group, kind, text, words):
    with pytest.raises(DomainError, match=words):
        reports.report_from_group(group, kind=kind, text=text, actor=town.staff)


def test_reports_are_read_by_the_worker_and_the_staff_and_by_their_author(town, group, leader):
    reports.report_from_group(group, kind="dispute", text="吵架", actor=town.resident)
    seen = {
        name: GroupReport.objects.visible_to(town.viewer(name)).count()
        for name in ["worker", "staff", "resident", "second_worker", "head", "neighbour",
                     "sibling_staff", "far_staff", "street_official", "anonymous"]
    }  # fmt: skip
    assert {name for name, count in seen.items() if count} == {"worker", "staff", "resident"}


# --- building heads ------------------------------------------------------------------------------
def test_a_building_has_one_head_at_a_time(town):
    building = town.grid.buildings.get()
    head = heads.appoint_head(
        building, town.people["resident"], consent_note="当面", actor=town.secretary
    )
    with pytest.raises(DomainError, match="已有楼栋长"):
        heads.appoint_head(
            building, town.people["elder"], consent_note="当面", actor=town.secretary
        )
    heads.end_head(head, reason="搬家", actor=town.secretary)
    with pytest.raises(DomainError, match="已经办过"):
        heads.end_head(head, reason="搬家", actor=town.secretary)
    assert BuildingHead.objects.on().count() == 1  # today is still his
    assert RoleGrant.objects.get(pk=head.grant_id).ends_on is not None


@pytest.mark.parametrize(("person", "note", "words"), [
    ("outsider", "当面", "本社区在册"), ("elder", " ", "怎样同意"),
])  # fmt: skip
def test_who_cannot_be_head(town, person, note, words):
    with pytest.raises(DomainError, match=words):
        heads.appoint_head(
            town.grid.buildings.get(), town.people[person], consent_note=note, actor=town.secretary
        )


def test_the_worker_hears_of_it_even_where_the_duty_officer_stands_in(town, group):
    report = reports.report_from_group(group, kind="other", text="没有人", actor=town.staff)
    deliver_outbox()
    assert not Message.objects.filter(code="grids.group_reported").exists()
    appointments.appoint_worker(town.grid, town.stranger, actor=town.secretary)
    assert GroupReport.objects.unseen().get() == report


# --- his own yes or no -------------------------------------------------------------------------
@pytest.fixture
def asked(town, group):
    return groups.ask_leader(group, town.people["resident"], actor=town.staff)


def test_who_is_asked_finds_it_at_home_and_says_yes_himself(town, asked, enter):
    client = enter("resident")
    assert "联户长" in client.get("/").content.decode()
    assert "我愿意" in client.get(f"/desk/grids/groups/{asked.pk}/").content.decode()
    page = client.post(f"/desk/grids/groups/{asked.pk}/do/yes/", follow=True)
    assert page.status_code == 200
    asked.refresh_from_db()
    assert (asked.is_led, asked.leader_consent_note) == (True, groups.ON_HIS_PHONE)
    assert RoleGrant.objects.get(user=town.resident).role == BUILDING_HEAD


def test_who_says_no_is_let_go_with_thanks_and_the_worker_hears(town, appointment, asked, enter):
    client = enter("resident")
    client.post(f"/desk/grids/groups/{asked.pk}/do/no/", {"said": "要带孙子"}, follow=True)
    asked.refresh_from_db()
    assert (asked.leader, asked.is_led) == (None, False)
    assert (asked.declined_by, asked.declined_note) == (town.people["resident"], "要带孙子")
    assert not RoleGrant.objects.filter(user=town.resident).exists()
    deliver_outbox()
    assert Message.objects.filter(code="grids.leader_declined", to_user=town.worker).exists()
    assert "要带孙子" in enter("staff").get(f"/desk/grids/groups/{asked.pk}/").content.decode()
    assert client.get(f"/desk/grids/groups/{asked.pk}/do/yes/").status_code == 404


@pytest.mark.parametrize("answer", ["yes", "no"])
@pytest.mark.parametrize("name", ["neighbour", "staff", "worker"])
def test_nobody_answers_for_him_as_if_he_had(town, asked, enter, name, answer):
    client = enter(name)
    assert client.post(f"/desk/grids/groups/{asked.pk}/do/{answer}/").status_code == 404
    with pytest.raises(DomainError):
        groups.accept(asked, actor=town.accounts[name])
    with pytest.raises(DomainError):
        groups.refuse(asked, said="", actor=town.accounts[name])


def test_the_desk_writes_down_what_an_elder_said(town, asked, enter):
    url = f"/desk/grids/groups/{asked.pk}/do/decline/"
    assert enter("staff").post(url, {"said": ""}).status_code == 422
    enter("staff").post(url, {"said": "电话里说腿脚不便"})
    asked.refresh_from_db()
    assert (asked.leader, asked.declined_note) == (None, "电话里说腿脚不便")
    groups.ask_leader(asked, town.people["resident"], actor=town.staff)
    groups.record_consent(asked, how="当面", actor=town.staff)
    asked.refresh_from_db()
    assert asked.declined_by is None
    with pytest.raises(DomainError):
        groups.decline(asked, said="晚了", actor=town.staff)
