"""A month of a canteen out of what the community earned itself, and the budget before it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils import timezone

from charity.actions import earning_books, earnings, programme_budgets, programme_months, programmes
from charity.models import Pot, PotLine, ProgrammeBudget, ProgrammeMonth
from charity.queries import earnings as earning_queries
from core import outbox
from core.exceptions import DomainError
from core.exports.registry import by_kind
from core.models import AuditEvent
from tests.charity.dining import canteen
from tests.charity.test_sheets import rows_of
from tests.races import meet_inside, together

pytestmark = pytest.mark.django_db
LOCK_OFF = pytest.mark.parametrize("locked", [True, False], ids=["locked", "lock-off"])
SAID = {"resolution": "居民会议", "voucher": "伙-01"}


def last_month():
    return timezone.localdate().replace(day=1) - timedelta(days=1)


def next_month():
    return timezone.localdate().replace(day=1) + timedelta(days=31)


def earned(town):
    """A thousand came in: 300 of it for care."""
    day = timezone.localdate() - timedelta(days=100)
    earnings.resolve(
        town.community, upkeep=50, care=30, reserve=20, since=day, resolution="居民会议",
        actor=town.staff,
    )  # fmt: skip
    project = earnings.start(
        town.community, name="夜市", partner="夜市公司", agreement_number="经-1", starts_on=day,
        ends_on=day + timedelta(days=300), actor=town.staff,
    )  # fmt: skip
    earning_books.earn(project, voucher="营-1", amount=Decimal(1000), actor=town.staff)


def care(town):
    return Pot.objects.get(community=town.community, head="care")


def held(town):
    rows = earning_queries.desk(town.viewer("staff")).pots
    return {row.head: row.held for row in rows}["care"]


def settle(town, table, amount=100, **said):
    values = {
        "month": last_month(), "cost": Decimal(amount), "from_earned": Decimal(amount),
        "pot": care(town), "paid_to": town.organization, "actor": town.staff,
    }  # fmt: skip
    return programme_months.settle(table, **SAID | values | said)


@pytest.fixture
def table(town):
    earned(town)
    return canteen(town)


# --- out of what was earned -----------------------------------------------------------------------
def test_a_month_takes_it_out_of_the_pot_and_a_void_one_puts_it_back(town, table):
    row = settle(town, table)
    line = PotLine.objects.get(kind="spend")
    assert (row.from_earned, row.pot_line, line.amount) == (100, line, -100)
    assert line.resolution == "居民会议"
    assert table.name in line.what
    assert held(town) == 200
    programme_months.void(row, why="付款的单位写错了", actor=town.staff)
    assert held(town) == 300
    back = PotLine.objects.get(kind="back")
    assert back.corrects == line
    assert "写错" not in back.what, "everybody reads the pots: why a month is void is the desk's"
    assert settle(town, table, 300).stands
    assert held(town) == 0


def test_what_does_not_become_a_month_leaves_the_pot_as_it_was(town, table):
    settle(town, table)
    with pytest.raises(DomainError) as refused:
        settle(town, table, 50)
    assert refused.value.code == "twice"
    assert held(town) == 200


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"pot": None}, "pot"),
        ({"resolution": " "}, "resolution"),
        ({"cost": Decimal(301), "from_earned": Decimal(301)}, "from_earned"),
        ({"cost": Decimal(99)}, "cost"),
    ],
)
def test_it_is_spent_as_any_of_it_is(town, table, said, field):
    with pytest.raises(DomainError) as refused:
        settle(town, table, **said)
    assert refused.value.field == field
    assert held(town) == 300
    assert not ProgrammeMonth.objects.exists()


def test_what_another_place_earned_pays_nothing_here(town, table):
    theirs = earning_books.pots(town.sibling)["care"]
    with pytest.raises(DomainError) as refused:
        settle(town, table, pot=theirs)
    assert refused.value.field == "pot"


def test_a_line_of_a_month_goes_back_with_the_month_only(town, table):
    row = settle(town, table)
    with pytest.raises(DomainError) as refused:
        earning_books.put_back(row.pot_line, what="没办成", actor=town.staff)
    assert refused.value.code == "in_a_month"
    programme_months.void(row, why="写错了", actor=town.staff)
    with pytest.raises(DomainError) as refused:
        earning_books.put_back(row.pot_line, what="没办成", actor=town.staff)
    assert refused.value.code == "moved_on"


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"from_earned": 5, "cost": 105}, "programme_month_earned_is_in_the_book"),
        ({"from_earned": -5, "cost": 95}, "programme_month_"),
        ({"from_earned": 5}, "programme_month_adds_up"),
    ],
)
def test_the_database_holds_it_too(town, table, change, name):
    settle(town, table, from_earned=Decimal(), from_subsidy=Decimal(100), subsidy="街道")
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        ProgrammeMonth.objects.update(**change)


@pytest.mark.django_db(transaction=True)
@LOCK_OFF
def test_two_canteens_do_not_spend_the_same_yuan(town, monkeypatch, locked):
    monkeypatch.setattr(outbox, "nudge", lambda: True)
    earned(town)
    tables = [canteen(town), canteen(town, name="另一家食堂")]
    if not locked:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    meeting = meet_inside(monkeypatch, earning_books, "last_link", after=True)
    outcomes = together(*[lambda one=one: settle(town, one, 300) for one in tables])
    refusals = [each.error.code for each in outcomes if each.error]
    assert meeting.happened is not locked
    assert refusals == (["too_few"] if locked else ["busy"]), "without a lock the chain refuses"
    assert held(town) == 0
    assert ProgrammeMonth.objects.count() == 1


def test_the_desk_chooses_the_pot_and_everybody_reads_the_source(town, table, enter):
    act = reverse("charity:programme_act", args=[table.pk, "month"])
    form = enter("staff").get(act).context["form"]
    assert "帮扶关爱，还有 300 元" in [label for _pk, label in form.fields["pot"].choices]
    said = {
        "month": last_month().isoformat(), "cost": "80", "paid_to": town.organization.pk,
        "voucher": "伙-01", "pot": care(town).pk, "from_earned": "80", "resolution": "居民会议",
        "idempotency_key": "source-01",
    }  # fmt: skip
    assert enter("staff").post(act, said).status_code == 302
    assert held(town) == 220
    for name, page in (
        ("staff", reverse("charity:programme", args=[table.pk])),
        ("anonymous", reverse("charity:offers", args=[town.community.pk])),
    ):
        assert "社区收入 80 元" in enter(name).get(page).content.decode(), page


# --- the budget -----------------------------------------------------------------------------------
def plan(table, actor=None, **said):
    values = {
        "month": next_month(), "meals": 400, "cost": Decimal(900), "from_fee": Decimal(500),
        "from_earned": Decimal(300), "from_subsidy": Decimal(100), "resolution": "居民会议",
    }  # fmt: skip
    return programme_budgets.budget(table, actor=actor, **values | said)


def test_a_budget_is_said_before_and_said_anew_until_the_month_begins(town, table):
    plan(table)
    again = plan(table, cost=Decimal(1000), from_gift=Decimal(100), actor=town.staff)
    assert ProgrammeBudget.objects.get() == again
    assert (again.month.day, again.cost, again.set_by) == (1, 1000, town.staff)
    assert AuditEvent.objects.filter(verb="charity.budget_set").count() == 2


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"month": timezone.localdate}, "month"),
        ({"month": last_month}, "month"),
        ({"resolution": " "}, "resolution"),
        ({"resolution": "问 13900001111"}, "resolution"),
        ({"cost": Decimal(901)}, "cost"),
        ({"cost": Decimal(), "from_fee": Decimal(-400)}, "cost"),
    ],
)
def test_what_is_no_budget_is_sent_back(town, table, said, field):
    said = {name: value() if callable(value) else value for name, value in said.items()}
    with pytest.raises(DomainError) as refused:
        plan(table, **said)
    assert refused.value.field == field
    assert not ProgrammeBudget.objects.exists()


def test_what_has_ended_has_no_budget(town, table):
    programmes.end(table, why="没人来了", actor=town.staff)
    with pytest.raises(DomainError) as refused:
        plan(table)
    assert refused.value.code == "moved_on"


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"from_fee": 499}, "programme_budget_adds_up"),
        ({"from_fee": -100, "from_gift": 600}, "programme_budget_sources_are_money"),
        ({"resolution": ""}, "programme_budget_somebody_agreed"),
    ],
)
def test_the_database_adds_up_a_budget_too(table, change, name):
    plan(table)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        ProgrammeBudget.objects.update(**change)


def test_what_was_meant_stands_beside_what_it_cost(town, table, enter):
    act = reverse("charity:programme_act", args=[table.pk, "budget"])
    said = {
        "month": next_month().isoformat(), "meals": "40", "cost": "120", "from_subsidy": "120",
        "resolution": "居民会议", "idempotency_key": "budget-01",
    }  # fmt: skip
    assert enter("sibling_staff").get(act).status_code == 404
    assert enter("staff").post(act, said).status_code == 302
    desk = reverse("charity:programme", args=[table.pk])
    page = enter("staff").get(desk).content.decode()
    assert "40 人次，预计花 120 元" in page
    ProgrammeBudget.objects.update(month=last_month().replace(day=1))
    settle(town, table)
    for name, path in (
        ("staff", desk),
        ("anonymous", reverse("charity:offers", args=[town.community.pk])),
    ):
        assert "预算 120 元" in enter(name).get(path).content.decode(), path


def test_budgets_go_home_and_stand_beside_the_months(town, table):
    plan(table)
    [row] = rows_of(town, "charity.programme_budgets")
    assert row[1:9] == [
        f"{next_month():%Y-%m}", "400", "900.00", "500.00", "0.00", "0.00", "300.00", "100.00",
    ]  # fmt: skip
    ProgrammeBudget.objects.update(month=last_month().replace(day=1))
    settle(town, table)
    [row] = rows_of(town, "charity.programme_months")
    assert (row[7], row[10]) == ("100.00", "900.00")
    kind = by_kind["charity.programme_budgets"]
    assert kind.allowed(town.viewer("secretary"))
    for name in ("worker", "resident", "org_manager"):
        assert not kind.allowed(town.viewer(name)), name
