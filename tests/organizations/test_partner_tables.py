"""Agreements, ideas and applications as tables: in, again, and what they will not take."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from core.exports.registry import by_kind
from organizations.actions import facilities, pairings
from organizations.models import Cultivation, Facility, Incubation, Organization, Pairing
from tests.communities.sheets import bring, counts, look, one, reasons
from tests.days import day
from tests.organizations.test_checkin_tables import lines
from tests.organizations.test_pairings import a_school

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
LINES = [
    "单位", "协议名称", "哪一种协议", "从哪天起", "到哪天", "签约日期", "哪张清单", "清单内容",
    "完成时限",
]  # fmt: skip
AGREEMENTS, IDEAS, APPLICATIONS = "pairings", "cultivations", "incubations"


@pytest.fixture
def school(town) -> Organization:
    return a_school(town)


@pytest.fixture
def base(town) -> Facility:
    place = facilities.Place(kind="incubator", name="孵化基地", rooms=8)
    made = facilities.add(town.community, place, actor=town.staff)
    return facilities.open_up(made, opened_on=TODAY(), actor=town.staff)


def line(**said):
    cells = {
        "unit": "第一小学", "title": "结对共建协议", "kind": "", "starts": str(TODAY()),
        "ends": str(TODAY() + timedelta(days=300)), "signed": "", "list": "需求",
        "text": "孩子放学没有地方去", "due": "",
    }  # fmt: skip
    return list({**cells, **said}.values())


# --- agreements -----------------------------------------------------------------------------------
def test_an_agreement_comes_in_with_its_lists_signed_where_it_was(town, school):
    signed = str(TODAY())
    rows = [
        line(signed=signed),
        line(signed=signed, list="资源清单", text="操场", due=str(TODAY() + timedelta(days=30))),
        line(unit="第二小学", kind="合作", list="项目", text="读书节"),
    ]
    a_school(town, "第二小学")
    data = one(LINES, *rows)
    assert counts(bring(AGREEMENTS, town.community, data, town.staff)) == (3, 0, 0)
    ours, theirs = Pairing.objects.order_by("pk")
    assert (ours.status, ours.signed_on, ours.lines.count()) == ("running", TODAY(), 2)
    assert ours.lines.get(kind="resource").due_on == TODAY() + timedelta(days=30)
    assert (theirs.status, theirs.kind) == ("draft", "cooperation")
    assert counts(look(AGREEMENTS, town.community, data)) == (0, 0, 3)


def test_to_an_agreement_that_stands_only_what_is_missing_is_added(town, school):
    bring(AGREEMENTS, town.community, one(LINES, line()), town.staff)
    more = one(LINES, line(), line(list="资源", text="操场"))
    assert counts(bring(AGREEMENTS, town.community, more, town.staff)) == (0, 1, 1)
    pairing = Pairing.objects.get()
    assert pairing.lines.count() == 2
    pairings.stop(pairing, reason="搬走", actor=town.staff)
    assert counts(look(AGREEMENTS, town.community, more)) == (2, 0, 0)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"unit": "没有的"}, "名册里没有"),
        ({"unit": "金秋老年协会"}, "名册里没有"),
        ({"ends": "2020-01-01", "starts": "2019-01-01"}, "期限已经过了"),
        ({"starts": day(400, str)}, "结束要在开始以后"),
        ({"signed": day(1, str)}, "还没到那天"),
        ({"signed": day(0, str)}, "清单要齐"),
        ({"title": "找 13900001111"}, "电话号码"),
        ({"text": "长" * 121}, "120 个字"),
    ],
)
def test_what_an_agreement_does_not_take(town, school, association, said, why):
    plan = look(AGREEMENTS, town.community, one(LINES, line(**said)))
    assert why in str(reasons(plan))
    assert plan.outcomes == []


def test_only_a_school_has_terms_and_one_agreement_says_one_thing(town, school, association):
    unit = a_school(town, "供电所")
    Organization.objects.filter(pk=unit.pk).update(kind="enterprise")
    plan = look(AGREEMENTS, town.community, one(LINES, line(unit="供电所", kind="校地共建")))
    assert "要是学校" in str(reasons(plan))
    plan = look(AGREEMENTS, town.community, one(LINES, line(), line()))
    assert "重复" in str(reasons(plan))
    plan = look(AGREEMENTS, town.community, one(LINES, line(), line(title="别的", text="操场")))
    assert "和第 2 行一样" in str(reasons(plan))


# --- what residents would begin -------------------------------------------------------------------
IDEA = ["名称", "类型", "宗旨", "来源", "由谁带"]


def test_ideas_come_in_once_with_the_hub_that_leads_them(town, association):
    Organization.objects.filter(pk=association.pk).update(is_hub=True)
    data = one(
        IDEA,
        ["晨读会", "文体类", "每周六一起念书", "", "金秋老年协会"],
        ["互助队", "互助类", "邻里搭把手", "外来", ""],
    )  # fmt: skip
    assert counts(bring(IDEAS, town.community, data, town.staff)) == (2, 0, 0)
    reading, helping = Cultivation.objects.order_by("pk")
    assert (reading.kind, reading.stage, reading.hub) == ("culture_sport", "idea", association)
    assert (helping.source, helping.hub) == ("introduced", None)
    assert counts(look(IDEAS, town.community, data)) == (0, 0, 2)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (["晨读会", "社工机构", "念书", "", ""], "种类"),
        (["晨读会", "文体类", "找 13900001111", "", ""], "电话号码"),
        (["晨读会", "文体类", "念书", "", "金秋老年协会"], "枢纽型组织"),
    ],
)
def test_what_an_idea_does_not_take(town, association, row, why):
    plan = look(IDEAS, town.community, one(IDEA, row))
    assert why in str(reasons(plan))
    assert plan.outcomes == []


def test_an_idea_stands_in_one_row(town):
    row = ["晨读会", "文体类", "念书", "", ""]
    assert "重复" in str(reasons(look(IDEAS, town.community, one(IDEA, row, row))))


# --- who applies to a base ------------------------------------------------------------------------
HEAD = ["组织名称", "基地", "计划", "需求"]


def test_applications_come_in_once_and_wait_for_points(town, base, association):
    data = one(HEAD, ["金秋老年协会", "孵化基地", "办互助队", "一间房"])
    assert counts(bring(APPLICATIONS, town.community, data, town.staff)) == (1, 0, 0)
    asked = Incubation.objects.get()
    assert (asked.organization, asked.base, asked.status) == (association, base, "applied")
    assert (asked.plan, asked.needs, asked.applied_by) == ("办互助队", "一间房", town.staff)
    assert counts(look(APPLICATIONS, town.community, data)) == (0, 0, 1)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (["没有的", "孵化基地", "办互助队", ""], "没有这个社会组织"),
        (["第一小学", "孵化基地", "办互助队", ""], "没有这个社会组织"),
        (["金秋老年协会", "没有的", "办互助队", ""], "这个孵化基地"),
        (["金秋老年协会", "孵化基地", "找 13900001111", ""], "电话号码"),
    ],
)
def test_what_an_application_does_not_take(town, base, school, association, row, why):
    plan = look(APPLICATIONS, town.community, one(HEAD, row))
    assert why in str(reasons(plan))
    assert plan.outcomes == []


def test_a_group_applies_in_one_row_to_a_base_of_this_place(town, base, association):
    row = ["金秋老年协会", "孵化基地", "办互助队", ""]
    assert "重复" in str(reasons(look(APPLICATIONS, town.community, one(HEAD, row, row))))
    assert "这个孵化基地" in str(reasons(look(APPLICATIONS, town.sibling, one(HEAD, row))))
    facilities.pause(base, reason="修", actor=town.staff)
    assert "这个孵化基地" in str(reasons(look(APPLICATIONS, town.community, one(HEAD, row))))


# --- and home again -------------------------------------------------------------------------------
@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("kind", [AGREEMENTS, IDEAS, APPLICATIONS])
def test_what_goes_out_comes_back_unchanged(town, base, school, association, kind, language):
    said = {
        AGREEMENTS: one(LINES, line(), line(list="项目", text="读书节")),
        IDEAS: one(IDEA, ["晨读会", "文体类", "每周六一起念书", "外来", ""]),
        APPLICATIONS: one(HEAD, ["金秋老年协会", "孵化基地", "办互助队", "一间房"]),
    }
    bring(kind, town.community, said[kind], town.staff)
    exporter = by_kind[f"organizations.{kind}"]
    with translation.override(language):
        told = lines(town, "staff", exporter.kind)
        heads = [str(heading) for heading in exporter.columns]
    plan = look(kind, town.community, one(heads, *told))
    assert (reasons(plan), counts(plan)) == ([], (0, 0, len(told)))
    assert len(told) == (2 if kind == AGREEMENTS else 1)
