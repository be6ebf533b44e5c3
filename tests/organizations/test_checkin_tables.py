"""Check-ins as tables: in, again, and out. Nobody is told to be a Party member by a file alone."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import ConsentEvent, RoleGrant
from core import scope
from core.exports.registry import by_kind
from core.models import ExportJob
from organizations.actions import checkins, unit_checkins
from organizations.actions.checkin_facts import MemberFacts
from organizations.models import MemberCheckin, PostClass, UnitCheckin
from tests.communities.sheets import bring, counts, look, one, reasons

pytestmark = pytest.mark.django_db
MEMBERS, UNITS = "member_checkins", "unit_checkins"
HEAD = ["党员姓名", "电话", "身份证", "工作单位", "岗位", "服务时间", "特长", "怎么同意的"]
UNIT_HEAD = ["单位名称", "资源", "认领岗位", "联系人", "电话", "开始日期", "结束日期"]


def words(*codes):
    return "、".join(PostClass.objects.filter(code__in=codes).values_list("name", flat=True))


def member(**said):
    cells = {
        "name": "郑国梁", "phone": "13900007777", "id": "", "unit": "第一小学",
        "posts": words("governance", "health"), "times": "周末，平日晚上", "skills": "修电器",
        "how": "签了报到表",
    }  # fmt: skip
    return list({**cells, **said}.values())


def unit(town, **said):
    cells = {
        "unit": town.organization.name, "brings": "每月一次义诊", "posts": words("health"),
        "who": "施行", "phone": "13800000018", "from": "", "until": "",
    }  # fmt: skip
    return list({**cells, **said}.values())


def lines(town, name, kind):
    grant = RoleGrant.objects.get(user=town.accounts[name])
    job = ExportJob(owner=town.accounts[name], kind=kind, acting_as=str(grant.pk))
    with scope.entered(()):
        produced = by_kind[kind].produce(job)
        rows = [[str(cell) for cell in row] for row in produced.rows]
    assert len(rows) == produced.total
    return rows


# --- members --------------------------------------------------------------------------------------
def test_a_list_of_members_comes_in_and_waits_for_the_communitys_word(town):
    data = one(HEAD, member())
    assert counts(bring(MEMBERS, town.community, data, town.staff)) == (1, 0, 0)
    made = MemberCheckin.objects.get(community=town.community)
    assert (made.status, made.skills, made.name.open()) == ("registered", "修电器", "郑国梁")
    assert set(made.times) == {"day_off", "workday_evening"}
    assert {post.code for post in made.posts.all()} == {"governance", "health"}
    assert made.phone.open() == "13900007777"
    said = ConsentEvent.objects.get(subject=made.subject)
    assert (said.kind, said.given, said.evidence) == ("political", True, "签了报到表")
    assert counts(look(MEMBERS, town.community, data)) == (0, 0, 1)


def test_a_second_time_it_brings_up_to_date_and_an_empty_cell_takes_nothing_away(town):
    bring(MEMBERS, town.community, one(HEAD, member()), town.staff)
    again = one(HEAD, member(skills="", posts=words("health"), unit="第二小学", how=""))
    plan = bring(MEMBERS, town.community, again, town.staff)
    assert [outcome.changed for outcome in plan.of("updated")] == [["home_unit", "posts"]]
    made = MemberCheckin.objects.get(community=town.community)
    assert (made.home_unit_name.open(), made.skills) == ("第二小学", "修电器")
    assert [post.code for post in made.posts.all()] == ["health"]


@pytest.mark.parametrize(
    ("changes", "where", "why"),
    [
        ({"how": ""}, "本人怎样同意登记党员身份的", "要写本人怎样同意的"),
        ({"posts": "修飞机"}, "愿意做的事", "没有“修飞机”这一项"),
        ({"posts": ""}, "愿意做的事", "至少选一样"),
        ({"times": "随时"}, "什么时候有空", "没有“随时”这一项"),
        ({"phone": "1390"}, "联系电话", "号码"),
        ({"name": ""}, "姓名", ""),
    ],
)
def test_each_row_is_told_what_to_mend_and_nothing_is_written(town, changes, where, why):
    data = one(HEAD, member(name="好人", phone="13900008888"), member(**changes))
    plan = look(MEMBERS, town.community, data)
    [(row, heading, reason)] = reasons(plan)
    assert (row, heading) == (3, where)
    assert why in reason
    assert not MemberCheckin.objects.exists()


def test_namesakes_are_never_guessed(town):
    bring(MEMBERS, town.community, one(HEAD, member()), town.staff)
    elsewhere = look(MEMBERS, town.community, one(HEAD, member(phone="", unit="棋社")))
    assert "同名的人" in str(reasons(elsewhere))
    another = one(HEAD, member(phone="13900009999", unit="棋社"))
    assert counts(bring(MEMBERS, town.community, another, town.staff)) == (1, 0, 0)
    both = look(MEMBERS, town.community, one(HEAD[:1] + HEAD[4:], member()[:1] + member()[4:]))
    assert "同名的人" in str(reasons(both))
    known = one(HEAD, member(phone=""))  # by his unit
    assert counts(look(MEMBERS, town.community, known)) == (0, 0, 1)
    twice = look(MEMBERS, town.community, one(HEAD, member(), member(phone="")))
    assert "同一个人" in str(reasons(twice))


def test_whom_the_register_knows_is_one_person_with_his_account(town):
    resident = town.people["resident"]
    row = member(name="张桂芳", phone="", id=resident.id_number.open())
    bring(MEMBERS, town.community, one(HEAD, row), town.staff)
    made = MemberCheckin.objects.get(community=town.community)
    assert (made.user, made.grid) == (town.resident, resident.grid)
    assert counts(look(MEMBERS, town.community, one(HEAD, row))) == (0, 0, 1)


def test_the_page_says_what_a_row_lacks_and_commits_all_or_nothing(enter, town):
    client, url = enter("staff"), reverse("communities:imports")
    bad = one(HEAD, member(), member(name="丁一", phone="13900006666", times=""))
    said = {"community": town.community.pk, "kind": MEMBERS}
    shown = client.post(url, said | {"file": SimpleUploadedFile("党员.xlsx", bad)}, follow=True)
    assert "请至少选一段有空的时间" in shown.content.decode()
    job = shown.redirect_chain[-1][0].strip("/").split("/")[-1]
    client.post(reverse("communities:confirm_import", args=[job]))
    assert not MemberCheckin.objects.exists()
    good = one(HEAD, member(), member(name="丁一", phone="13900006666"))
    made = client.post(url, said | {"file": SimpleUploadedFile("党员.xlsx", good)})
    job = made.url.strip("/").split("/")[-1]
    client.post(reverse("communities:confirm_import", args=[job]))
    assert MemberCheckin.objects.count() == 2
    for kind in (MEMBERS, UNITS):
        template = reverse("communities:import_template", args=[town.community.pk, kind])
        assert client.get(template).status_code == 200


# --- units ----------------------------------------------------------------------------------------
def test_a_list_of_units_comes_in_and_a_second_time_only_what_changed(town):
    data = one(UNIT_HEAD, unit(town))
    assert counts(bring(UNITS, town.community, data, town.staff)) == (1, 0, 0)
    made = UnitCheckin.objects.get()
    assert (made.status, made.starts_on) == ("registered", timezone.localdate())
    assert made.contact_phone.open() == "13800000018"
    assert counts(look(UNITS, town.community, data)) == (0, 0, 1)
    changed = one(UNIT_HEAD, unit(town, brings="会议室", who="", phone=""))
    plan = bring(UNITS, town.community, changed, town.staff)
    assert [outcome.changed for outcome in plan.of("updated")] == [["brings"]]
    made.refresh_from_db()
    assert (made.brings, made.contact_name.open()) == ("会议室", "施行")


@pytest.mark.parametrize(
    ("changes", "where", "why"),
    [
        ({"unit": "没听过的单位"}, "单位", "名册里没有这个单位"),
        ({"brings": ""}, "能带来什么", "能带来什么"),
        ({"phone": ""}, "联系电话", "手机号"),
        ({"from": "2026-05-01", "until": "2026-04-01"}, "到哪天（含）", "早于开始"),
        ({"from": "五一以后"}, "从哪天起", "看不懂"),
    ],
)
def test_each_unit_is_told_what_to_mend(town, changes, where, why):
    plan = look(UNITS, town.community, one(UNIT_HEAD, unit(town, **changes)))
    [(row, heading, reason)] = reasons(plan)
    assert (row, heading) == (2, where)
    assert why in reason


def test_of_two_units_with_one_name_the_one_that_stands_here(town, another):
    for place in (town.community, town.sibling):
        another(place, "惠民医院")
    twins = one(UNIT_HEAD, unit(town, unit="惠民医院"))
    bring(UNITS, town.community, twins, town.staff)
    assert UnitCheckin.objects.get().organization.community == town.community
    plan = look(UNITS, town.far_community, twins)
    assert "几个同名" in str(reasons(plan))


# --- out ------------------------------------------------------------------------------------------
@pytest.fixture
def both(town):
    facts = MemberFacts(
        "张桂芳", "第一小学", PostClass.objects.filter(code="health"), ["day_off", "workday"]
    )
    checkins.register_member(town.community, town.resident, facts, actor=town.resident)
    bring(MEMBERS, town.community, one(HEAD, member()), town.staff)
    bring(UNITS, town.community, one(UNIT_HEAD, unit(town)), town.staff)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("kind", [MEMBERS, UNITS])
def test_what_goes_out_has_no_number_and_comes_back_unchanged(town, both, kind, language):
    exporter = by_kind[f"organizations.{kind}"]
    with translation.override(language):
        rows = lines(town, "staff", exporter.kind)
        heads = [str(heading) for heading in exporter.columns]
    assert len(rows) == {MEMBERS: 2, UNITS: 1}[kind]
    assert not [number for number in ("13900007777", "13800000018") if number in str(rows)]
    assert lines(town, "far_staff", exporter.kind) == []
    plan = look(kind, town.community, one(heads, *rows))
    assert (reasons(plan), counts(plan)) == ([], (0, 0, len(rows)))


@pytest.mark.parametrize(
    "name", ["worker", "org_manager", "social_worker", "street_official", "resident"]
)
def test_who_checked_in_leaves_with_nobody_but_who_keeps_the_list(town, both, name):
    """A grid worker, the unit, the street: each reads less than the whole list."""
    viewer = town.viewer(name)
    assert not by_kind["organizations.member_checkins"].allowed(viewer)
    assert not by_kind["organizations.unit_checkins"].allowed(viewer)


def test_who_has_stopped_does_not_leave_with_the_list(town, both):
    checkin = MemberCheckin.objects.get(user=town.resident)
    checkins.withdraw_member(checkin, actor=town.resident)
    unit_checkins.withdraw_unit(UnitCheckin.objects.get(), actor=town.org_manager)
    assert len(lines(town, "staff", "organizations.member_checkins")) == 1
    assert lines(town, "staff", "organizations.unit_checkins") == []
