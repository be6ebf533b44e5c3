"""The register of gifts from a table, and back: twice is once, and a file receives nothing."""

import pytest

from charity.actions import gifts
from charity.models import Gift
from communities.importing import kinds
from core import scope
from core.exports.registry import by_kind
from core.imports.reader import read_file
from core.imports.tables import read_table
from core.models import ExportJob
from tests.communities.sheets import one

pytestmark = pytest.mark.django_db
HEADS = [
    "受赠单位", "捐赠单位", "捐赠人", "电话", "类别", "捐赠内容", "金额", "数量", "计量单位",
    "用途", "日期", "匿名",
]  # fmt: skip


def plan_of(town, *rows):
    kind = kinds.KINDS["gifts"]
    table = read_table(read_file("捐赠.xlsx", one(HEADS, *rows)), kind.columns(town.community))
    return kind.check(table, town.community)


def bring_in(town, *rows):
    plan = plan_of(town, *rows)
    assert plan.table.errors == []
    kinds.KINDS["gifts"].write(plan, town.community, actor=town.staff)
    return plan


def row(town, **changes):
    cells = {
        "to": town.organization.name, "unit": "", "name": "柯善", "phone": "13900007001",
        "resource": "实物", "what": "大米", "amount": "", "quantity": "200", "measure": "袋",
        "purpose": "扶贫", "day": "2026-01-05", "anonymous": "是",
    }  # fmt: skip
    return list({**cells, **changes}.values())


def test_a_table_is_brought_in_and_the_second_time_nothing_changes(town, recipient):
    money = row(town, unit="柳岸小学", resource="现金", amount="1200.5", quantity="", measure="")
    assert bring_in(town, row(town), money).count("added") == 2
    rice = Gift.objects.get(resource="goods")
    assert (rice.status, rice.purpose, rice.is_anonymous) == ("offered", "hardship", True)
    assert Gift.objects.get(resource="money").worth == "1,200.50 元"
    again = plan_of(town, row(town), money)
    assert (again.count("same"), again.count("added")) == (2, 0)


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"to": "没有这家"}, "受赠单位"),
        ({"quantity": ""}, "数量"),
        ({"resource": "现金"}, "金额或估值（元）"),
        ({"name": "", "phone": "13900007001"}, "捐赠人姓名"),
    ],
)
def test_what_cannot_be_is_blamed_on_its_cell(town, recipient, changes, column):
    plan = plan_of(town, row(town, **changes))
    assert [error.heading for error in plan.table.errors] == [column]


def test_a_row_that_stands_twice_is_one(town, recipient):
    assert len(plan_of(town, row(town), row(town)).table.errors) == 1


def brought_of(town, *cells):
    """A row with who brought it in: what he is, his name, his unit, and whether he agreed."""
    kind = kinds.KINDS["gifts"]
    heads = [*HEADS, "谁牵的线", "牵线人", "牵线人的单位", "牵线人同意告诉捐赠人"]
    sheet = one(heads, [*row(town), *cells])
    return kind.check(
        read_table(read_file("捐赠.xlsx", sheet), kind.columns(town.community)), town.community
    )


def test_who_brought_it_in_comes_along(town, recipient):
    plan = brought_of(town, "社工", "穆小桥", town.organization.name, "是")
    assert plan.table.errors == []
    kinds.KINDS["gifts"].write(plan, town.community, actor=town.staff)
    gift = Gift.objects.get()
    assert (gift.brought_as, gift.brought_by.open()) == ("organization", "穆小桥")
    assert (gift.brought_unit, gift.brought_agreed) == (town.organization, True)


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        (["组织或单位的人", "穆小桥", "", ""], "牵线人的单位"),
        (["居民", "", "", ""], "牵线人姓名"),
        (["", "穆小桥", "", ""], "谁牵的线"),
        (["单位", "穆小桥", "没有这家", ""], "牵线人的单位"),
    ],
)
def test_who_brought_it_in_is_blamed_on_his_cell(town, recipient, cells, column):
    plan = brought_of(town, *cells)
    assert [error.heading for error in plan.table.errors] == [column]


def test_what_leaves_comes_back_as_the_same(town, offered):
    gifts.say_who_brought(
        offered, brought_as="organization", brought_by="穆小桥",
        brought_unit=town.organization, brought_agreed=True, actor=town.staff,
    )  # fmt: skip
    gifts.receive(offered, receipt_number="P-9", actor=town.secretary)
    kept = by_kind["charity.gifts"]
    assert kept.allowed(town.viewer("staff"))
    assert not kept.allowed(town.viewer("worker"))
    assert not kept.allowed(town.viewer("org_manager"))
    grant = town.staff.grants.get()
    job = ExportJob(owner=town.staff, kind="charity.gifts", acting_as=str(grant.pk))
    with scope.entered(()):
        produced = kept.produce(job)
        [line] = list(produced.rows)
    assert "P-9" in line
    assert line[-7:-3] == ["组织或单位的人", "穆小桥", town.organization.name, "是"]
    assert "7001" not in str(line)
    cells = ["" if cell is None else str(cell) for cell in line]
    file = one([str(head) for head in kept.columns], cells)
    kind = kinds.KINDS["gifts"]
    table = read_table(read_file("册.xlsx", file), kind.columns(town.community))
    assert kind.check(table, town.community).count("same") == 1
