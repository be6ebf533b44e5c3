"""Aid, what is lent, who may accept, what lies idle and what earns as tables; what is lent and what
lies idle out of one. Twice is once."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from charity.actions import aid, earning_books, earnings, gifts, library
from charity.models import Allocation, IdleAsset, Recipient, SharedThing
from communities.importing import kinds
from core import scope
from core.exceptions import DomainError
from core.exports.registry import by_kind
from core.imports.reader import read_file
from core.imports.tables import read_table
from core.models import ExportJob
from tests.charity.conftest import give, goods, money
from tests.charity.funding import a_fund
from tests.communities.sheets import one

pytestmark = pytest.mark.django_db
THINGS = ["物品", "放在哪里", "借期", "捐赠编号"]
ASSETS = ["闲置资源", "地点", "日期", "打算"]
KINDS = (
    "charity.aid", "charity.shared_things", "charity.recipients", "charity.idle_assets",
    "charity.operating_projects",
)  # fmt: skip


def plan_of(town, code, heads, *rows):
    kind = kinds.KINDS[code]
    table = read_table(read_file("表.xlsx", one(heads, *rows)), kind.columns(town.community))
    return kind.check(table, town.community)


def bring_in(town, code, heads, *rows):
    plan = plan_of(town, code, heads, *rows)
    assert plan.table.errors == []
    kinds.KINDS[code].write(plan, town.community, actor=town.staff)
    return plan


def faults(plan):
    return [error.heading for error in plan.table.errors]


def rows_of(town, kind, name="staff"):
    owner = town.accounts[name]
    job = ExportJob(kind=kind, owner=owner, acting_as=str(owner.grants.get().pk))
    with scope.entered(()):
        return [list(row) for row in by_kind[kind].produce(job).rows]


def again(town, code, name="staff"):
    """What was taken home, brought in once more."""
    kept = by_kind[kinds.KINDS[code].exporter]
    cells = [
        ["" if cell is None else str(cell) for cell in row] for row in rows_of(town, kept.kind)
    ]
    return plan_of(town, code, [str(head) for head in kept.columns], *cells)


# --- what is lent ---------------------------------------------------------------------------------
def test_things_come_from_a_table_and_the_second_time_nothing_changes(town):
    rows = [["轮椅", "服务台", "14", ""], ["轮椅", "服务台", "14", ""], ["电钻", "", "", ""]]
    assert bring_in(town, "shared_things", THINGS, *rows).count("added") == 3
    found = SharedThing.objects.order_by("pk").values_list("name", "place", "days")
    assert list(found) == [("轮椅", "服务台", 14), ("轮椅", "服务台", 14), ("电钻", "", 7)]
    more = plan_of(town, "shared_things", THINGS, *rows, rows[0])
    assert (more.count("same"), more.count("added")) == (3, 1), "a third wheelchair is a new one"


def test_one_that_was_given_takes_its_share(town, received):
    bring_in(town, "shared_things", THINGS, ["米桶", "", "3", received.number.lower()])
    assert SharedThing.objects.get().gift == received
    assert Allocation.objects.get().kind == "shared"


@pytest.mark.parametrize(
    ("rows", "column"),
    [
        ([["轮椅", "", "91", ""]], "一次借几天"),
        ([["轮椅", "", "2.5", ""]], "一次借几天"),
        ([["轮" * 61, "", "", ""]], "什么东西"),
        ([["", "服务台", "", ""]], "什么东西"),
        ([["轮椅", "", "", "J999999"]], "捐赠编号"),
        ([["轮椅", "", "", "{number}"], ["轮椅", "", "", "{number}"]], "捐赠编号"),
    ],
)
def test_a_thing_that_cannot_be_says_where(town, recipient, rows, column):
    chair = gifts.receive(give(town, goods(quantity=Decimal(1))), actor=town.secretary)
    cells = [[cell.format(number=chair.number) for cell in row] for row in rows]
    assert faults(plan_of(town, "shared_things", THINGS, *cells)) == [column]


def test_what_is_not_here_yet_is_not_lent(town, offered):
    plan = plan_of(town, "shared_things", THINGS, ["轮椅", "", "", offered.number])
    assert faults(plan) == ["捐赠编号"]


def test_what_is_lent_goes_home_without_who_has_it_and_comes_back_the_same(town):
    chair = library.add(town.community, name="轮椅", place="服务台", days=14, actor=town.staff)
    drill = library.add(town.community, name="电钻", actor=town.staff)
    library.end(drill, actor=town.staff)
    loan = library.lend(chair, name="章借", phone="13900001234", actor=town.staff)
    [first, second] = rows_of(town, "charity.shared_things")
    assert first == [chair.number, "轮椅", "服务台", 14, "", None, loan.due_on]
    assert second[5] == timezone.localdate()
    assert not {"章借", "13900001234"} & {str(cell) for cell in first}
    assert again(town, "shared_things").count("same") == 2, "what is lent no more is not added"


# --- what lies idle -------------------------------------------------------------------------------
def test_assets_come_from_a_table_and_their_plan_is_said_anew(town):
    rows = [["旧车棚", "3 号楼北", "2026-01-05", "改停车场"], ["空地", "", "", ""]]
    assert bring_in(town, "idle_assets", ASSETS, *rows).count("added") == 2
    shed, ground = IdleAsset.objects.order_by("pk")
    assert (shed.status, shed.plan, str(shed.found_on)) == ("planned", "改停车场", "2026-01-05")
    assert (ground.status, ground.found_on) == ("found", timezone.localdate())
    assert plan_of(town, "idle_assets", ASSETS, *rows).count("same") == 2
    rows[1][3] = "办夜市"
    done = bring_in(town, "idle_assets", ASSETS, *rows)
    assert (done.count("same"), done.count("updated")) == (1, 1)
    ground.refresh_from_db()
    assert (ground.status, ground.plan) == ("planned", "办夜市")


def test_of_what_was_given_up_nothing_is_planned(town):
    shed = earnings.list_asset(town.community, name="旧车棚", actor=town.staff)
    earnings.drop_asset(shed, plan="消防不允许", actor=town.staff)
    plan = plan_of(town, "idle_assets", ASSETS, ["旧车棚", "", "", "改停车场"])
    assert (plan.count("same"), plan.count("updated")) == (1, 0)


@pytest.mark.parametrize(
    ("rows", "column"),
    [
        ([["", "北门", "", ""]], "什么闲置"),
        ([["旧车棚", "", "{tomorrow}", ""]], "摸底日期"),
        ([["旧车棚", "", "", ""], ["旧车棚", "", "", ""]], "什么闲置"),
        ([["旧车棚", "", "", "停" * 201]], "打算怎么用"),
    ],
)
def test_an_asset_that_cannot_be_says_where(town, rows, column):
    tomorrow = str(timezone.localdate() + timedelta(days=1))
    cells = [[cell.format(tomorrow=tomorrow) for cell in row] for row in rows]
    assert faults(plan_of(town, "idle_assets", ASSETS, *cells)) == [column]


def test_what_lies_idle_and_what_earns_goes_home(town):
    day = timezone.localdate() - timedelta(days=50)
    shed = earnings.list_asset(town.community, name="旧车棚", actor=town.staff)
    earnings.plan_asset(shed, plan="改停车场", actor=town.staff)
    earnings.resolve(
        town.community, upkeep=50, care=30, reserve=20, since=day, resolution="居民会议",
        actor=town.staff,
    )  # fmt: skip
    project = earnings.start(
        town.community, name="停车场", partner="停车公司", agreement_number="经-1", asset=shed,
        starts_on=day, ends_on=day + timedelta(days=300), actor=town.staff,
    )  # fmt: skip
    for n in (1, 2):
        earning_books.earn(project, voucher=f"营-{n}", amount=Decimal(100), actor=town.staff)
    [asset] = rows_of(town, "charity.idle_assets")
    assert asset == ["旧车棚", "", timezone.localdate(), "改停车场", "用起来了", "停车场"]
    assert again(town, "idle_assets").count("same") == 1
    [row] = rows_of(town, "charity.operating_projects")
    assert (row[0], row[1], row[3], row[7]) == ("停车场", "旧车棚", "经-1", 200)


# --- aid, and who may accept ----------------------------------------------------------------------
def test_aid_goes_home_masked(town, recipient):
    paid = gifts.receive(give(town, money(900, purpose="hardship")), actor=town.secretary)
    asked = aid.propose(
        town.community, kind="hardship", name="章小雨", where="2号楼301", ground="低保证",
        gift=paid, quantity=Decimal(300), actor=town.staff,
    )  # fmt: skip
    aid.approve(asked, decision="第二次议事会", actor=town.secretary)
    [row] = rows_of(town, "charity.aid")
    assert row[:3] == [asked.number, "济困", "章*"]
    assert row[4:8] == ["300 元", paid.number, "低保证", "已批准，还没送"]
    assert "301" not in str(row)
    assert row[9] == "第二次议事会"


def test_who_may_accept_goes_home(town, recipient):
    [row] = rows_of(town, "charity.recipients")
    assert (row[0], row[2], row[3], row[5]) == (
        town.organization.name, "公益性社会组织", "公益01", "否",
    )  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_only_who_keeps_the_list_takes_it_home(town, kind):
    assert by_kind[kind].allowed(town.viewer("secretary"))
    for name in ("resident", "volunteer", "org_manager"):
        assert not by_kind[kind].allowed(town.viewer(name)), name
    if kind != "charity.recipients":
        assert not by_kind[kind].allowed(town.viewer("worker"))


def test_the_neighbours_take_home_their_own(town, recipient):
    library.add(town.community, name="轮椅", actor=town.staff)
    earnings.list_asset(town.community, name="旧车棚", actor=town.staff)
    for kind in ("charity.shared_things", "charity.idle_assets"):
        assert rows_of(town, kind, "sibling_staff") == []


def test_who_lost_his_role_takes_nothing_home(town):
    library.add(town.community, name="轮椅", actor=town.staff)
    job = ExportJob(kind="charity.shared_things", owner=town.resident, acting_as="")
    with pytest.raises(DomainError), scope.entered(()):
        by_kind["charity.shared_things"].produce(job)


@pytest.mark.parametrize(
    ("page", "tables"),
    [
        ("aid", ["charity.aid"]),
        ("recipients", ["charity.recipients"]),
        ("campaigns", ["charity.campaigns"]),
        ("desk_earnings", ["charity.operating_projects", "charity.incomes", "charity.pot_lines"]),
        (
            "programmes",
            ["charity.programme_months", "charity.programme_budgets", "charity.diners"],
        ),
    ],
)
def test_the_page_of_a_list_offers_its_tables(town, enter, page, tables):
    answer = enter("staff").get(reverse(f"charity:{page}"))
    assert [each.kind for each in answer.context["tables"]] == tables
    for kind in tables:
        assert f'value="{kind}"' in answer.content.decode(), kind


def test_the_fund_offers_its_book(town, enter, recipient):
    nothing = enter("staff").get(reverse("charity:desk_fund"))
    assert list(nothing.context["tables"]) == []
    Recipient.objects.update(ground="charity")
    a_fund(town)
    page = enter("staff").get(reverse("charity:desk_fund")).content.decode()
    assert 'value="charity.fund_book"' in page
