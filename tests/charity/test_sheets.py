"""The storeroom and the list of a hand-out from a sheet, and the books to take home."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from charity.actions import handouts, stock
from charity.models import HandOutLine, Lot, Recipient
from communities.importing import kinds
from core import scope
from core.exports.registry import by_kind
from core.imports.reader import read_file
from core.imports.tables import read_table
from core.models import ExportJob
from tests.charity.funding import a_fund, income
from tests.communities.sheets import one

pytestmark = pytest.mark.django_db
STORE = ["捐赠编号", "品名", "数量", "放在哪里", "保质期到"]
PEOPLE = ["发放", "领取人", "住址"]


def plan_of(town, code, heads, *rows):
    kind = kinds.KINDS[code]
    table = read_table(read_file("表.xlsx", one(heads, *rows)), kind.columns(town.community))
    return kind.check(table, town.community)


def bring_in(town, code, heads, *rows):
    plan = plan_of(town, code, heads, *rows)
    assert plan.table.errors == []
    kinds.KINDS[code].write(plan, town.community, actor=town.staff)
    return plan


def until():
    return (timezone.localdate() + timedelta(days=90)).isoformat()


def test_a_sheet_fills_the_storeroom_and_the_second_time_nothing_changes(town, received):
    rows = [
        [received.number, "大米", "120", "1 号架", until()],
        [received.number, "大米", "80", "2 号架", ""],
    ]
    assert bring_in(town, "stock", STORE, *rows).count("added") == 2
    assert [lot.place for lot in Lot.objects.order_by("pk")] == ["1 号架", "2 号架"]
    again = plan_of(town, "stock", STORE, *rows)
    assert (again.count("same"), again.count("added")) == (2, 0)


@pytest.mark.parametrize(
    ("rows", "column"),
    [
        ([["J999999", "大米", "1", "", ""]], "捐赠编号"),
        ([["{number}", "大米", "150", "", ""], ["{number}", "面", "51", "", ""]], "数量"),
        ([["{number}", "", "1", "", ""]], "品名"),
        ([["{number}", "大米", "", "", ""]], "数量"),
    ],
)
def test_a_row_that_cannot_be_says_where(town, received, rows, column):
    cells = [[cell.format(number=received.number) for cell in row] for row in rows]
    plan = plan_of(town, "stock", STORE, *cells)
    assert [error.heading for error in plan.table.errors] == [column]


def test_what_is_not_here_yet_is_not_stored(town, offered):
    plan = plan_of(town, "stock", STORE, [offered.number, "大米", "1", "", ""])
    assert [error.heading for error in plan.table.errors] == ["捐赠编号"]


@pytest.fixture
def handout(town, received):
    lot = stock.take_in(received, quantity=Decimal(200), actor=town.staff)
    today = timezone.localdate()
    return handouts.plan(lot, title="重阳慰问", held_on=today, each=Decimal(1), actor=town.staff)


def test_a_list_comes_from_a_sheet_once(town, handout):
    rows = [["重阳慰问", "章桂英", "1号楼101"], ["重阳慰问", "钱大", ""]]
    assert bring_in(town, "handout_lists", PEOPLE, *rows).count("added") == 2
    assert sorted(line.name.open() for line in HandOutLine.objects.all()) == ["章桂英", "钱大"]
    assert plan_of(town, "handout_lists", PEOPLE, *rows).count("same") == 2


@pytest.mark.parametrize("case", ["unknown", "closed", "too many"])
def test_a_list_that_cannot_be_says_where(town, handout, monkeypatch, case):
    if case == "closed":
        handouts.close(handout, actor=town.staff)
    monkeypatch.setattr("charity.stock_importing.MOST", 0 if case == "too many" else 300)
    title = "春节" if case == "unknown" else "重阳慰问"
    plan = plan_of(town, "handout_lists", PEOPLE, [title, "章桂英", ""])
    column = "领取人" if case == "too many" else "发放"
    assert [error.heading for error in plan.table.errors] == [column]


def rows_of(town, kind, name="staff"):
    owner = town.accounts[name]
    job = ExportJob(kind=kind, owner=owner, acting_as=str(owner.grants.get().pk))
    with scope.entered(()):
        return [[str(cell) for cell in row] for row in by_kind[kind].produce(job).rows]


def test_the_books_go_home_and_names_stay_masked(town, handout):
    handouts.put_on_list(handout, people="章桂英 1号楼101", actor=town.staff)
    [lot] = rows_of(town, "charity.stock")
    assert lot[2:5] == ["大米", "200.00", "200.00"]
    [line] = rows_of(town, "charity.handout_lists")
    assert line[0] == "重阳慰问"
    assert "章桂英" not in line[2]
    Recipient.objects.update(ground="charity")
    income(town, a_fund(town))
    [booked] = rows_of(town, "charity.fund_book")
    assert booked[3:5] == ["收-1000", "补助收入"]
    for kind in ("charity.stock", "charity.handout_lists", "charity.fund_book", "charity.campaigns",
                 "charity.incomes", "charity.pot_lines"):  # fmt: skip
        assert by_kind[kind].allowed(town.viewer("secretary")), kind
        assert not by_kind[kind].allowed(town.viewer("worker")), kind
        assert not by_kind[kind].allowed(town.viewer("resident")), kind
