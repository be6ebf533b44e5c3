"""A plan of shifts comes in from a table, is open to volunteers at once, and goes home again."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from communities.importing import kinds
from core import scope
from core.exports.registry import by_kind
from core.imports.reader import read_file
from core.imports.tables import read_table
from core.models import ExportJob
from tests.communities.sheets import bring, counts, look, one, reasons
from tests.volunteers.hour_help import of
from volunteers.actions import recruiting
from volunteers.models import Shift, Skill

pytestmark = pytest.mark.django_db
HEAD = [
    "任务", "岗位", "日期", "开始", "结束", "人数", "说明", "种类", "要求", "截止", "择优",
    "队伍", "风险", "风险提示", "保单号", "证件",
]  # fmt: skip


def shift(**said):
    cells = {
        "title": "护学岗", "place": "东门", "day": "2031-09-01", "from": "7:10", "to": "8:10",
        "people": "4", "about": "", "kind": "", "fits": "", "until": "", "chosen": "", "team": "",
        "risk": "", "notice": "", "insurance": "", "licence": "",
    }  # fmt: skip
    return list({**cells, **said}.values())


CHOSEN = {"fits": "会用血压计", "until": "2031-08-30 18:00", "chosen": "是", "team": "邻里帮手队"}
RISKY = {"risk": "高", "notice": "站在车流边上", "insurance": "P-2031-7"}


def test_a_term_of_mornings_is_offered_at_once_and_a_second_time_nothing_changes(town):
    paper = Skill.objects.filter(needs_licence=True, is_active=True).first()
    data = one(HEAD, shift(), shift(day="2031-09-02", licence=paper.name, **RISKY))
    assert counts(bring("shifts", town.community, data, town.staff)) == (2, 0, 0)
    plain, risky = Shift.objects.order_by("activity__starts_at")
    assert (plain.activity.status, plain.activity.capacity) == ("published", 4)
    assert timezone.localtime(plain.activity.starts_at).strftime("%d %H:%M") == "01 07:10"
    assert (plain.is_risky, risky.is_risky, risky.licence) == (False, True, paper)
    assert (risky.risk_notice, risky.insurance_number) == ("站在车流边上", "P-2031-7")
    assert plain.activity.leader == town.staff
    assert counts(look("shifts", town.community, data)) == (0, 0, 2)


@pytest.mark.parametrize(
    ("changes", "where", "why"),
    [
        ({"title": ""}, "做什么", "必填"),
        ({"day": "下学期"}, "哪天", "看不懂"),
        ({"to": "7:00"}, "几点结束", "结束要在开始之后"),
        ({"people": "0"}, "要几个人", "0"),
        ({"people": str(settings.ACTIVITY_LARGE_FROM)}, "要几个人", "安全预案"),
        ({**RISKY, "notice": ""}, "风险提示", "风险较高的班次"),
        ({**RISKY, "insurance": ""}, "保险单号", "风险较高的班次"),
        ({"licence": "吃饭"}, "要持证的技能", "没有“吃饭”"),
        ({"kind": "聚餐"}, "哪一种", "没有这个选项"),
        ({"team": "没有的队"}, "哪支队伍的", "没有“没有的队”"),
        ({"fits": "会" * 121}, "对人的要求", "120"),
        ({**CHOSEN, "until": ""}, "报名截止", "先写报名截止"),
        ({"until": "2031-09-01 7:11"}, "报名截止", "开始以前"),
        ({"until": "2031-09-01"}, "报名截止", "开始以前"),
        ({**CHOSEN, "kind": "例会"}, "截止以后挑选", "开会不挑人"),
    ],
)
def test_each_row_is_told_what_to_mend(town, changes, where, why):
    plan = look("shifts", town.community, one(HEAD, shift(place="西门"), shift(**changes)))
    [(row, heading, reason)] = reasons(plan)
    assert (row, heading) == (3, where)
    assert why in reason


def test_of_what_kind_who_fits_until_when_and_whether_somebody_chooses(town):
    rows = shift(**CHOSEN), shift(day="2031-09-02", kind="培训", until="2031-09-01")
    bring("shifts", town.community, one(HEAD, *rows), town.staff)
    chosen, training = Shift.objects.order_by("activity__starts_at")
    assert (chosen.kind, chosen.is_chosen, chosen.requirement) == ("service", True, "会用血压计")
    assert (training.kind, training.is_chosen, training.requirement) == ("training", False, "")
    assert (chosen.team.name, training.team) == ("邻里帮手队", None)
    closes = [timezone.localtime(each.apply_until) for each in (chosen, training)]
    assert [f"{at:%m-%d %H:%M}" for at in closes] == ["08-30 18:00", "09-01 23:59"]


def test_what_has_closed_is_the_same_still(town):
    data = one(HEAD, shift(**CHOSEN))
    bring("shifts", town.community, data, town.staff)
    late = one(HEAD, shift(**{**CHOSEN, "until": "2020-01-01 9:00"}))
    assert counts(look("shifts", town.community, late)) == (0, 0, 1)
    fresh = one(HEAD, shift(**{**CHOSEN, "until": "2020-01-01 9:00"}, place="西门"))
    assert [heading for _row, heading, _why in reasons(look("shifts", town.community, fresh))] == [
        "报名截止"
    ]


def test_a_shift_that_has_begun_cannot_be_offered(town):
    yesterday = timezone.localdate() - timedelta(days=1)
    plan = look("shifts", town.community, one(HEAD, shift(day=yesterday.isoformat())))
    assert [heading for _row, heading, _reason in reasons(plan)] == ["哪天"]


def test_a_row_that_stands_twice_is_one(town):
    plan = look("shifts", town.community, one(HEAD, shift(), shift()))
    assert [row for row, *_rest in reasons(plan)] == [3]


def lines_of(town):
    kept = by_kind["volunteers.shifts"]
    grant = town.staff.grants.get()
    job = ExportJob(owner=town.staff, kind=kept.kind, acting_as=str(grant.pk))
    with scope.entered(()):
        return [list(line) for line in kept.produce(job).rows]


def test_the_plan_comes_back_as_the_same(town):
    rows = shift(**CHOSEN), shift(day="2031-09-02", kind="培训", **RISKY)
    bring("shifts", town.community, one(HEAD, *rows), town.staff)
    lines = [["" if cell is None else str(cell) for cell in line] for line in lines_of(town)]
    assert [line[-4:] for line in lines] == [["已发布", "0", "0", "0"]] * 2
    assert [line[7:12] for line in lines] == [
        ["服务", "会用血压计", "2031-08-30 18:00", "True", "邻里帮手队"],
        ["培训", "", "", "False", ""],
    ]
    heads = [str(head) for head in by_kind["volunteers.shifts"].columns]
    columns = kinds.KINDS["shifts"].columns(town.community)
    table = read_table(read_file("册.xlsx", one(heads, *lines)), columns)
    plan = kinds.KINDS["shifts"].check(table, town.community)
    assert plan.table.errors == []
    assert plan.count("same") == 2


def test_who_waits_to_be_chosen_is_counted_beside_who_is_expected(town, volunteer):
    bring("shifts", town.community, one(HEAD, shift(**CHOSEN)), town.staff)
    for name in ("volunteer", "resident"):
        recruiting.apply(Shift.objects.get(), of(town, name), actor=town.accounts[name])
    [line] = lines_of(town)
    assert line[-4:] == ["已发布", 0, 2, 0]


def test_the_desk_finds_both_above_the_board_and_nobody_else_takes_it_home(enter, town):
    words = enter("staff").get(reverse("volunteers:shifts")).content.decode()
    assert 'value="volunteers.shifts"' in words
    assert reverse("communities:imports") in words
    kept = by_kind["volunteers.shifts"]
    assert kept.allowed(town.viewer("staff"))
    for name in ("worker", "resident", "org_manager", "volunteer", "street_official"):
        assert not kept.allowed(town.viewer(name)), name
