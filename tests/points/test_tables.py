"""Rules, households' points, the shelf, redemptions and incentives as tables; rules and the shelf
out of one. Nothing that stands is changed by a file."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from communities.importing import kinds
from core import scope
from core.exports.registry import by_kind
from core.imports.reader import read_file
from core.imports.tables import read_table
from core.models import ExportJob
from points.actions import incentives, rules, store
from points.models import Item, Rule, ShelfMovement
from tests.communities.sheets import one
from tests.points.conftest import a_rule, given
from tests.points.test_incentives import a_policy, asked
from tests.points.test_store import an_item

pytestmark = pytest.mark.django_db
RULES = [
    "为什么事", "加减", "来源", "分值", "按什么算", "封顶", "多久封顶", "会议", "通过日期",
    "生效日期",
]  # fmt: skip
ITEMS = ["商品", "单位", "积分", "数量", "小票"]
KINDS = (
    "points.rules", "points.accounts", "points.items", "points.redemptions", "points.policies",
    "points.incentives",
)  # fmt: skip


def plan_of(town, code, heads, *rows):
    kind = kinds.KINDS[code]
    table = read_table(read_file("表.xlsx", one(heads, *rows)), kind.columns(town.community))
    return kind.check(table, town.community)


def bring_in(town, code, heads, *rows):
    plan = plan_of(town, code, heads, *rows)
    assert plan.table.errors == []
    kinds.KINDS[code].write(plan, town.community, actor=town.secretary)
    return plan


def faults(plan):
    return [error.heading for error in plan.table.errors]


def rows_of(town, kind, name="secretary"):
    owner = town.accounts[name]
    job = ExportJob(kind=kind, owner=owner, acting_as=str(owner.grants.get().pk))
    with scope.entered(()):
        return [list(row) for row in by_kind[kind].produce(job).rows]


def again(town, code):
    kept = by_kind[kinds.KINDS[code].exporter]
    cells = [
        ["" if cell is None else str(cell) for cell in row] for row in rows_of(town, kept.kind)
    ]
    return plan_of(town, code, [str(head) for head in kept.columns], *cells)


def line(**changes):
    cells = {
        "name": "清扫楼道", "sign": "加", "source": "", "points": "5", "unit": "次", "cap": "40",
        "per": "月", "meeting": "第三次居民代表会议", "adopted": "2026-01-05",
        "starts": "2026-02-01",
    }  # fmt: skip
    return list({**cells, **changes}.values())


# --- the rules ------------------------------------------------------------------------------------
def test_rules_come_from_a_table_and_the_second_time_nothing_changes(town):
    rows = [
        line(),
        line(name="志愿服务", source="志愿", unit="小时", cap="", per=""),
        line(name="高空抛物", sign="扣分", points="20", cap="", per=""),
    ]
    assert bring_in(town, "points_rules", RULES, *rows).count("added") == 3
    swept, served, thrown = Rule.objects.order_by("pk")
    assert (swept.points, swept.cap, swept.cap_per, swept.source) == (5, 40, "month", "desk")
    assert (served.source, thrown.sign) == ("service", "deduct")
    plan = plan_of(town, "points_rules", RULES, *rows)
    assert (plan.count("same"), plan.count("added")) == (3, 0)


@pytest.mark.parametrize(
    ("rows", "column"),
    [
        ([line(points="0")], "每次多少分"),
        ([line(points="2.5")], "每次多少分"),
        ([line(unit="每一个完整的小时数")], "按什么算"),
        ([line(cap="40", per="")], "每户最多多少分"),
        ([line(cap="", per="月")], "每户最多多少分"),
        ([line(sign="扣")], "加分还是扣分"),
        ([line(source="志愿")], "按什么算"),
        ([line(starts="2026-01-01")], "从哪天起"),
        ([line(meeting="")], "哪次会议通过"),
        ([line(), line()], "为什么事"),
        ([line(source="活动"), line(name="别的", source="活动")], "从哪里来"),
    ],
)
def test_a_rule_that_cannot_be_says_where(town, rows, column):
    assert faults(plan_of(town, "points_rules", RULES, *rows)) == [column]


def test_a_rule_that_holds_is_not_changed_by_a_file(town):
    bring_in(town, "points_rules", RULES, line(source="活动"))
    assert faults(plan_of(town, "points_rules", RULES, line(points="6", source="活动"))) == [
        "为什么事"
    ]
    other = plan_of(town, "points_rules", RULES, line(name="别的", source="活动"))
    assert faults(other) == ["从哪里来"]


def test_rules_go_home_and_come_back_as_the_same(town):
    a_rule(town, cap=40, cap_per="month")
    rules.end(a_rule(town, "旧规则"), actor=town.secretary)
    first, second = rows_of(town, "points.rules")
    assert first[:7] == ["清扫楼道", "加分", "社区登记", 5, "次", 40, "每月"]
    assert (first[11], second[11]) == (None, timezone.localdate())
    assert again(town, "points_rules").count("same") == 2, "what has ended is not adopted anew"


# --- the shelf ------------------------------------------------------------------------------------
def test_the_shelf_is_filled_from_a_table_once(town):
    rows = [["毛巾", "条", "30", "20", "小票 08812"], ["牙膏", "支", "15", "", ""]]
    assert bring_in(town, "points_items", ITEMS, *rows).count("added") == 2
    towel, paste = Item.objects.with_left().order_by("pk")
    assert (towel.points, towel.unit, towel.left, paste.left) == (30, "条", 20, 0)
    assert ShelfMovement.objects.get().reason == "小票 08812"
    plan = plan_of(town, "points_items", ITEMS, *rows)
    assert (plan.count("same"), plan.count("added")) == (2, 0)


@pytest.mark.parametrize(
    ("rows", "column"),
    [
        ([["毛巾", "条", "", "", ""]], "换一份要多少分"),
        ([["毛巾", "条", "0", "", ""]], "换一份要多少分"),
        ([["毛巾", "条", "30", "20", ""]], "在哪里买的"),
        ([["毛巾", "条", "30", "", "小票 1"]], "上架几份"),
        ([["毛巾", "条", "30", "", ""], ["毛巾", "条", "30", "", ""]], "品名"),
        ([["肥皂", "块", "9", "", ""]], "换一份要多少分"),
        ([["肥皂", "箱", "10", "", ""]], "换一份要多少分"),
    ],
)
def test_a_thing_of_the_store_that_cannot_be_says_where(town, rows, column):
    with scope.entered(scope.EVERYTHING):
        store.offer(town.community, name="肥皂", unit="块", points=10, actor=town.staff)
    assert faults(plan_of(town, "points_items", ITEMS, *rows)) == [column]


def test_the_shelf_goes_home_and_comes_back_as_the_same(town):
    an_item(town)
    store.withdraw(an_item(town, "旧毛巾"), reason="不换了", actor=town.staff)
    first, second = rows_of(town, "points.items")
    assert first == ["毛巾", "条", 10, 5, None]
    assert second[3:] == [0, timezone.localdate()]
    assert again(town, "points_items").count("same") == 2, "what was taken down stays down"


# --- households, redemptions, incentives ----------------------------------------------------------
def test_households_go_home_by_number_and_codes_stay(town, account, rule):
    given(town, account, rule, times=6)
    row = store.redeem(account, item=an_item(town), actor=None)
    [mine] = rows_of(town, "points.accounts")
    assert mine[0] == account.household.number
    assert mine[3:] == [20, 10, "否"]
    [taken] = rows_of(town, "points.redemptions")
    assert taken[:5] == [account.household.number, "毛巾", 1, 10, "等来领"]
    assert row.code not in {str(cell) for cell in taken}


def test_incentives_go_home_masked_with_what_is_left(town):
    policy = a_policy(town)
    row = asked(town, policy, "万一一")
    incentives.approve(row, yuan=Decimal(100), actor=town.secretary)
    [told] = rows_of(town, "points.policies")
    assert (told[1], told[5], told[6]) == ("志愿者慰问", 250, 150)
    [mine] = rows_of(town, "points.incentives")
    assert mine[0] == row.number
    assert "万一一" not in str(mine)
    assert mine[6] == 100


@pytest.mark.parametrize("kind", KINDS)
def test_only_who_keeps_points_takes_them_home(town, kind):
    assert by_kind[kind].allowed(town.viewer("secretary"))
    for name in ("worker", "resident", "volunteer", "org_manager"):
        assert not by_kind[kind].allowed(town.viewer(name)), name


def test_the_neighbours_take_home_their_own(town, account):
    a_rule(town)
    an_item(town)
    for kind in ("points.rules", "points.items", "points.accounts"):
        assert rows_of(town, kind, "sibling_staff") == []


@pytest.mark.parametrize(
    ("page", "tables"),
    [
        ("accounts", ["points.accounts"]),
        ("shelf", ["points.redemptions"]),
        ("incentives", ["points.policies", "points.incentives"]),
    ],
)
def test_the_page_of_a_list_offers_its_tables(town, enter, page, tables):
    answer = enter("staff").get(reverse(f"points:{page}"))
    assert [each.kind for each in answer.context["tables"]] == tables
    for kind in tables:
        assert f'value="{kind}"' in answer.content.decode(), kind
