"""A month of a canteen adds up: fees of what was eaten, a gift, the fund, a subsidy."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from charity.actions import deliveries, gifts, programme_months
from charity.models import Allocation, Diner, MealDay, ProgrammeMonth
from core import scope
from core.exceptions import DomainError
from core.exports.registry import by_kind
from core.models import ExportJob
from tests.charity.conftest import admit, give, goods, money
from tests.charity.dining import canteen, diner, elder, fee, now_it_is_that_day, tomorrow
from tests.charity.funding import a_fund, ask, income, pay, vote
from tests.days import day

pytestmark = pytest.mark.django_db


def last_month():
    return timezone.localdate().replace(day=1) - timedelta(days=1)


@pytest.fixture
def table(town):
    """Two had their meal last month at five yuan each; a third was not delivered."""
    made = canteen(town, **fee(5))
    for n in "一二三":
        diner(town, made, elder(town, f"钱{n}", phone=""), way="home")
    day = now_it_is_that_day(tomorrow(made))
    one, two, three = day.meals.order_by("seat")
    for meal in (one, two):
        deliveries.deliver(meal, actor=None)
    deliveries.fail(three, why="ours", actor=None)
    MealDay.objects.update(day=last_month())
    return made


@pytest.fixture
def paid(town):
    admit(town)
    return gifts.receive(give(town, money(500)), actor=town.secretary)


def settle(town, table, cost, **said):
    values = {"month": last_month(), "paid_to": town.organization, "voucher": "伙-01"}
    return programme_months.settle(table, cost=Decimal(cost), actor=town.staff, **values | said)


def test_fees_are_what_was_eaten_and_the_rest_comes_from_a_gift(town, table, paid):
    row = settle(town, table, 130, gift=paid, from_gift=Decimal(100),
                 from_subsidy=Decimal(20), subsidy="街道助餐补贴")  # fmt: skip
    assert (row.meals, row.from_fee, row.each) == (2, 10, 65)
    use = Allocation.objects.get()
    assert (use.quantity, use.gift) == (100, paid)
    assert row.allocation == use
    with pytest.raises(DomainError) as refused:
        settle(town, table, 10)
    assert refused.value.code == "twice"
    programme_months.void(row, why="发票写错了", actor=town.staff)
    assert Allocation.objects.order_by("-seq").first().after == 0, "free again"
    assert settle(town, table, 10).stands
    with pytest.raises(DomainError) as refused:
        programme_months.void(row, why="又", actor=None)
    assert refused.value.code == "moved_on"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"cost": 11}, "cost"),
        ({"cost": 0}, "cost"),
        ({"voucher": " "}, "voucher"),
        ({"month": day()}, "month"),
        ({"cost": 30, "from_subsidy": Decimal(20)}, "subsidy"),
        ({"cost": 30, "from_gift": Decimal(20)}, "gift"),
    ],
)
def test_what_does_not_add_up_is_sent_back(town, table, said, field):
    with pytest.raises(DomainError) as refused:
        settle(town, table, **{"cost": 10, **said})
    assert refused.value.field == field
    assert not ProgrammeMonth.objects.exists()


def test_why_it_is_void_is_said(town, table):
    row = settle(town, table, 10)
    with pytest.raises(DomainError) as refused:
        programme_months.void(row, why=" ", actor=None)
    assert refused.value.field == "why"


def test_rice_is_no_money(town, table):
    admit(town)
    rice = gifts.receive(give(town, goods()), actor=town.secretary)
    with pytest.raises(DomainError) as refused:
        settle(town, table, 20, gift=rice, from_gift=Decimal(10))
    assert refused.value.field == "gift"


def test_a_line_of_the_fund_pays_one_month(town, table):
    fund = a_fund(town)
    came = income(town, fund)
    proposal = ask(town, fund, amount=90)
    vote(town, proposal)
    line = pay(town, proposal, amount=90)
    with pytest.raises(DomainError) as refused:
        settle(town, table, 10, fund_line=came)
    assert refused.value.field == "fund_line"
    assert settle(town, table, 100, fund_line=line).from_fund == 90
    MealDay.objects.update(day=(last_month().replace(day=1) - timedelta(days=1)))
    with pytest.raises(DomainError) as refused:
        settle(town, table, 100, fund_line=line, month=last_month().replace(day=1) - timedelta(1))
    assert refused.value.field == "fund_line"


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"from_fee": 9}, "programme_month_adds_up"),
        ({"cost": 0, "from_fee": 0}, "programme_month_sources_are_money"),
        ({"from_gift": 5, "cost": 15}, "programme_month_gift_is_in_the_book"),
        ({"from_fund": 5, "cost": 15}, "programme_month_fund_is_in_the_book"),
        ({"from_subsidy": 5, "cost": 15}, "programme_month_subsidy_is_somebody_s"),
    ],
)
def test_the_database_adds_it_up(town, table, change, name):
    settle(town, table, 10)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        ProgrammeMonth.objects.update(**change)


def test_it_is_paid_to_an_organisation_and_everybody_reads_out_of_what(town, table, enter):
    paid_to = ProgrammeMonth._meta.get_field("paid_to")
    assert paid_to.related_model._meta.label == "organizations.Organization"
    assert not paid_to.null
    act = reverse("charity:programme_act", args=[table.pk, "month"])
    said = {
        "month": last_month().isoformat(), "cost": "10", "paid_to": town.organization.pk,
        "voucher": "伙-01", "idempotency_key": "month-01",
    }  # fmt: skip
    enter("staff").post(act, said)
    row = ProgrammeMonth.objects.get()
    page = enter("staff").get(reverse("charity:programme", args=[table.pk])).content.decode()
    assert "2 人次，花了 10 元" in page
    public = enter("anonymous").get(reverse("charity:offers", args=[town.community.pk]))
    assert "餐费 10 元" in public.content.decode()
    void = reverse("charity:month_act", args=[row.pk, "void"])
    assert enter("sibling_staff").get(void).status_code == 404
    enter("staff").post(void, {"why": "写错了", "idempotency_key": "month-02"})
    row.refresh_from_db()
    assert not row.stands


def exported(town, kind):
    owner = town.accounts["staff"]
    job = ExportJob(kind=kind, owner=owner, acting_as=str(owner.grants.get().pk))
    with scope.entered(()):
        return [[str(cell) for cell in row] for row in by_kind[kind].produce(job).rows]


def test_who_eats_goes_home_without_what_nobody_needs_there(town):
    made = canteen(town)
    who = diner(town, made, elder(town, "钱婆婆"))
    Diner.objects.update(diet="不吃辣", allergy="花生")
    [row] = exported(town, "charity.diners")
    assert row[0] == made.name
    assert "钱婆婆" not in row[1]
    assert row[4:6] == ["每天", str(who.joined_on)]
    assert not {"不吃辣", "花生", "有"} & set(row)


def test_what_each_month_cost_goes_home(town, table):
    settle(town, table, 10)
    [row] = exported(town, "charity.programme_months")
    assert row[1:5] == [f"{last_month():%Y-%m}", "2", "10.00", "10.00"]
    for kind in ("charity.diners", "charity.programme_months"):
        assert by_kind[kind].allowed(town.viewer("secretary")), kind
        for name in ("worker", "resident", "org_manager"):
            assert not by_kind[kind].allowed(town.viewer(name)), (kind, name)
