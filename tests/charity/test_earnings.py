"""What a community earns: shared as the residents resolved, spent from pots that never fall below
nothing, told once a year with both numbers of its ratio."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils import timezone

from charity.actions import allocations, earning_books, earnings, gifts
from charity.earning_reckoning import account_of, ratio_of
from charity.models import (
    Head,
    IdleAsset,
    Income,
    OperatingProject,
    Pot,
    PotLine,
    SharingRule,
    YearlyAccount,
)
from charity.queries import earnings as queries
from charity.workflow import ASSET_STEPS, AssetStatus
from core import outbox
from core.exceptions import DomainError
from core.models import TallyDelta
from tests.charity.conftest import give, money
from tests.charity.funding import a_fund, ask, income, pay, vote
from tests.days import day
from tests.races import drop_index, meet_inside, together

pytestmark = pytest.mark.django_db
LOCK_OFF = pytest.mark.parametrize("locked", [True, False], ids=["locked", "lock-off"])


def today():
    return timezone.localdate()


def a_project(town, **said):
    values = {
        "name": "夜市",
        "partner": "夜市公司",
        "agreement_number": "经-1",
        "starts_on": today() - timedelta(days=100),
        "ends_on": today() + timedelta(days=100),
    }
    return earnings.start(town.community, actor=town.staff, **{**values, **said})


def a_rule(town, upkeep=50, care=30, reserve=20, ago=100, resolution="居民会议"):
    since = today() - timedelta(days=ago)
    said = {"since": since, "resolution": resolution, "actor": town.staff}
    return earnings.resolve(town.community, upkeep=upkeep, care=care, reserve=reserve, **said)


def earn(town, project, amount=1000, **said):
    values = {"voucher": f"营-{amount}", "amount": Decimal(amount), **said}
    return earning_books.earn(project, actor=town.staff, **values)


def pot(town, head="care"):
    return Pot.objects.get(community=town.community, head=head)


def spend(town, amount=100, head="care", **said):
    values = {"what": "过生日", "resolution": "会议", **said}
    return earning_books.spend(pot(town, head), amount=Decimal(amount), actor=town.staff, **values)


def held(town):
    rows = queries.desk(town.viewer("staff")).pots
    return {row.head: row.held for row in rows}


@pytest.fixture
def project(town):
    a_rule(town)
    return a_project(town)


def refused(act, *args, **said):
    with pytest.raises(DomainError) as caught:
        act(*args, **said)
    return caught.value


# --- idle assets ----------------------------------------------------------------------------------
DO = {
    AssetStatus.PLANNED: lambda town, row: earnings.plan_asset(row, plan="夜市", actor=None),
    AssetStatus.USED: lambda town, row: a_project(town, asset=row),
    AssetStatus.DROPPED: lambda town, row: earnings.drop_asset(row, plan="不行", actor=None),
}
WAY_TO = {
    AssetStatus.FOUND: (),
    AssetStatus.PLANNED: (AssetStatus.PLANNED,),
    AssetStatus.USED: (AssetStatus.PLANNED, AssetStatus.USED),
    AssetStatus.DROPPED: (AssetStatus.DROPPED,),
}


@pytest.mark.parametrize("state", AssetStatus)
@pytest.mark.parametrize("target", DO)
def test_every_pair_of_state_and_step_does_what_the_table_says(town, state, target):
    row = earnings.list_asset(town.community, name="空地", actor=town.staff)
    for step in WAY_TO[state]:
        DO[step](town, row)
    if target in ASSET_STEPS[state]:
        DO[target](town, row)
        row.refresh_from_db()
        assert row.status == target
    else:
        with pytest.raises(DomainError):
            DO[target](town, row)


def test_what_lies_idle_is_named_and_planned_in_words(town):
    assert refused(earnings.list_asset, town.community, name=" ", actor=None).field == "name"
    row = earnings.list_asset(town.community, name="空地", actor=None)
    assert refused(earnings.plan_asset, row, plan=" ", actor=None).field == "plan"


# --- projects and rules ---------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": " "}, "name"),
        ({"partner": " "}, "partner"),
        ({"agreement_number": " "}, "agreement_number"),
        ({"ends_on": day(-101)}, "ends_on"),
    ],
)
def test_a_project_stands_on_a_contract(town, said, field):
    with pytest.raises(DomainError) as caught:
        a_project(town, **said)
    assert caught.value.field == field


def test_a_contract_is_written_down_once_and_ended_once(town):
    row = a_project(town)
    assert refused(a_project, town).code == "known"
    assert row.runs
    assert not earnings.end(row, actor=None).runs
    assert refused(earnings.end, row, actor=None).code == "moved_on"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"reserve": 19}, "reserve"),
        ({"upkeep": 150, "care": -70}, "reserve"),
        ({"resolution": " "}, "resolution"),
        ({"ago": -1}, "since"),
    ],
)
def test_a_rule_shares_a_hundred_because_a_meeting_said_so(town, said, field):
    with pytest.raises(DomainError) as caught:
        a_rule(town, **said)
    assert caught.value.field == field
    with pytest.raises(IntegrityError, match="rule_shares_a_hundred"), transaction.atomic():
        SharingRule.objects.create(
            community=town.community, upkeep=1, care=1, reserve=1, since=today(), resolution="x"
        )


def test_from_one_day_there_is_one_rule(town):
    a_rule(town)
    assert refused(a_rule, town).code == "known"


# --- money ----------------------------------------------------------------------------------------
def test_income_is_shared_to_the_cent_by_the_rule_of_its_day(town, project):
    a_rule(town, 33, 33, 34, ago=10)
    before = earn(town, project, booked_on=today() - timedelta(days=11))
    assert (before.upkeep, before.care, before.reserve) == (500, 300, 200)
    now = earn(town, project, Decimal("100.01"))
    assert (now.upkeep, now.care, now.reserve) == (33, 33, Decimal("34.01"))
    assert held(town) == {"upkeep": 533, "care": 333, "reserve": Decimal("234.01")}
    assert TallyDelta.objects.filter(measure="charity.incomes").count() == 2


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"amount": 0}, "amount"),
        ({"voucher": " "}, "voucher"),
        ({"booked_on": day(1)}, "booked_on"),
    ],
)
def test_income_has_its_voucher(town, project, said, field):
    with pytest.raises(DomainError) as caught:
        earn(town, project, **said)
    assert caught.value.field == field


def test_without_a_rule_nothing_is_shared_and_a_voucher_counts_once(town, project):
    early = today() - timedelta(days=101)
    assert refused(earn, town, project, booked_on=early).code == "no_rule"
    earn(town, project)
    assert refused(earn, town, project).code == "voucher_known"


def test_a_pot_is_spent_from_and_never_below_nothing(town, project):
    earn(town, project)
    spend(town, 250)
    assert refused(spend, town, 51).code == "too_few"
    for said, field in (
        ({"amount": 0}, "amount"),
        ({"what": " "}, "what"),
        ({"resolution": " "}, "resolution"),
    ):
        assert refused(spend, town, **said).field == field
    who = town.people["resident"].name.open()
    assert refused(spend, town, 1, what=f"给{who}").code == "named"


def test_what_was_wrong_is_taken_back_and_stays(town, project):
    row = earn(town, project)
    line = spend(town, 250)
    assert refused(earning_books.put_back, line, what=" ", actor=None).field == "what"
    earning_books.put_back(line, what="没办成", actor=None)
    assert held(town)["care"] == 300
    assert refused(earning_books.put_back, line, what="x", actor=None).code == "moved_on"
    said = {"voucher": "更-1", "actor": None}
    assert refused(earning_books.take_back, row, why=" ", **said).field == "why"
    earning_books.take_back(row, why="是押金", **said)
    assert set(held(town).values()) == {0}
    assert refused(earning_books.take_back, row, why="x", **said).code == "moved_on"
    assert PotLine.objects.count() == 8


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"amount": -301, "after": -1}, "pot_never_below_nothing"),
        ({"after": 298}, "pot_adds_up"),
        ({"before": 200, "after": 199}, "pot_follows_the_one_before"),
        ({"seq": 3, "previous": 1}, "pot_begins_with_nothing"),
        ({"amount": 1, "after": 301}, "pot_kind_says_which_way"),
        ({"resolution": ""}, "pot_kind_says_which_way"),
    ],
)
def test_the_chain_holds_whoever_writes(town, project, values, rule):
    earn(town, project)
    said = {"seq": 2, "previous": 1, "before": 300, "amount": -1, "after": 299, "kind": "spend"}
    row = {"community": town.community, "pot": pot(town), "what": "x", "resolution": "x", **said}
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        PotLine.objects.create(**{**row, "booked_on": today(), **values})


@pytest.mark.django_db(transaction=True)
@LOCK_OFF
def test_the_last_yuan_of_a_pot_is_spent_once(town, monkeypatch, locked):
    monkeypatch.setattr(outbox, "nudge", lambda: True)
    a_rule(town)
    earn(town, a_project(town))
    if not locked:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    meeting = meet_inside(monkeypatch, earning_books, "last_link", after=True)
    outcomes = together(*[lambda: spend(town, 300)] * 2)
    refusals = [each.error.code for each in outcomes if each.error]
    assert meeting.happened is not locked
    assert refusals == (["too_few"] if locked else ["busy"]), "without a lock the chain refuses"
    assert held(town)["care"] == 0


# --- a year ---------------------------------------------------------------------------------------
def test_the_ratio_shows_what_it_is_made_of(town, project):
    earn(town, project)
    spend(town, 200)
    fund = a_fund(town)
    income(town, fund, 900)
    pay(town, vote(town, ask(town, fund, 300)), 300)
    gift = gifts.receive(give(town, money(500)), actor=town.secretary)
    allocations.allocate(gift, quantity=Decimal(100), what="校服", actor=None)
    found = account_of(town.community, today().year)
    assert found == {
        "income": 1000, "upkeep": 0, "care": 200, "reserve": 0, "fund": 300, "gifts": 100,
    }  # fmt: skip
    ratio = ratio_of(YearlyAccount(**found))
    assert (ratio.earned, ratio.spent, ratio.percent) == (1000, 600, Decimal("166.7"))
    nothing = YearlyAccount(**dict.fromkeys(found, Decimal()))
    assert ratio_of(nothing).percent is None


def test_a_gift_spent_through_the_fund_is_counted_once(town):
    fund = a_fund(town)
    gift = gifts.receive(give(town, money(500)), actor=town.secretary)
    income(town, fund, 400, kind="donation", gift=gift)
    pay(town, vote(town, ask(town, fund, 300)), 300, gift=gift)
    found = account_of(town.community, today().year)
    assert (found["fund"], found["gifts"]) == (300, 0)


def test_a_year_is_told_once_and_corrected_by_another(town, enter, project):
    last = today().year - 1
    said = {"actor": town.secretary, "year": last}
    assert refused(earnings.disclose, town.community, actor=town.secretary, year=last + 1).field
    wrong = refused(earnings.disclose, town.community, explanation="x", **said)
    assert wrong.field == "explanation"
    first = earnings.disclose(town.community, **said)
    assert refused(earnings.disclose, town.community, **said).code == "known"
    second = earnings.disclose(town.community, explanation="漏了一笔", **said)
    assert second.corrects == first
    with pytest.raises(Exception, match="permission denied"), transaction.atomic():
        YearlyAccount.objects.update(income=9)
    text = enter("anonymous").get(reverse("charity:earnings", args=[town.community.pk]))
    assert "更正：漏了一笔" in text.content.decode()
    assert town.secretary.name.open() in text.content.decode()
    town.secretary.name = ""
    assert refused(earnings.disclose, town.community, **said).code == "nameless"


def test_a_year_without_a_name_under_it_is_kept_by_nobody(town, project):
    said = {"community": town.community, "year": today().year - 1, "released_by": town.secretary}
    figures = dict.fromkeys(("income", "upkeep", "care", "reserve", "fund", "gifts"), 0)
    with pytest.raises(IntegrityError, match="account_has_its_signature"), transaction.atomic():
        YearlyAccount.objects.create(**said, **figures, signed="")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("guarded", [True, False], ids=["guarded", "guard-off"])
def test_two_who_tell_a_year_at_once_tell_it_once(town, monkeypatch, guarded):
    monkeypatch.setattr(outbox, "nudge", lambda: True)
    if not guarded:
        drop_index("account_first_of_its_year")
    meeting = meet_inside(monkeypatch, earnings, "account_of", after=True)
    said = {"year": today().year - 1, "actor": town.secretary}
    outcomes = together(*[lambda: earnings.disclose(town.community, **said)] * 2)
    assert meeting.happened
    told = YearlyAccount.objects.filter(community=town.community).count()
    refusals = [each.error.code for each in outcomes if each.error]
    assert (told, refusals) == ((1, ["moved_on"]) if guarded else (2, []))


# --- pages ----------------------------------------------------------------------------------------
def test_it_is_run_at_the_desk_and_read_by_everybody(town, enter):
    staff, place = enter("staff"), [town.community.pk]
    assert "还没有分配办法" in staff.get(reverse("charity:desk_earnings")).content.decode()
    day = today().isoformat()

    def do(route, pk, slug, **said):
        number = f"earn-{len(list(asked)):04d}"
        asked.append(slug)
        url = reverse(route, args=[pk, slug])
        answer = staff.post(url, {**said, "idempotency_key": number})
        assert answer.status_code == 302, answer.context["form"].errors

    asked = []
    rule = {"upkeep": 40, "care": 40, "reserve": 20, "since": day, "resolution": "居民会议"}
    do("charity:earnings_act", place[0], "rule", **rule)
    do("charity:earnings_act", place[0], "asset", name="空地")
    asset = IdleAsset.objects.get()
    do("charity:asset_act", asset.pk, "plan", plan="夜市")
    contract = {"name": "夜市", "partner": "夜市公司", "agreement_number": "经-1"}
    dates = {"starts_on": day, "ends_on": day, "asset": asset.pk}
    do("charity:earnings_act", place[0], "project", **contract, **dates)
    project = OperatingProject.objects.get()
    do("charity:project_act", project.pk, "earn", voucher="营-1", amount="1000", booked_on=day)
    spent = {"amount": "100", "what": "过生日", "resolution": "会议", "booked_on": day}
    do("charity:pot_act", pot(town).pk, "spend", **spent)
    line = PotLine.objects.get(kind="spend")
    do("charity:move_act", line.pk, "correct", what="没办成")
    do("charity:income_act", Income.objects.get().pk, "correct", voucher="更-1", why="是押金")
    do("charity:earnings_act", place[0], "disclose", year=today().year - 1)
    assert list(Head) == [row.head for row in queries.desk(town.viewer("staff")).pots]
    text = enter("anonymous").get(reverse("charity:earnings", args=place)).content.decode()
    for shown in ("夜市公司", "原来闲着的空地", "没办成", "40%"):
        assert shown in text, shown


@pytest.mark.parametrize("name", ["worker", "org_manager", "resident", "sibling_staff"])
def test_to_strangers_it_is_not_there(town, enter, project, name):
    client = enter(name)
    if name != "sibling_staff":
        assert client.get(reverse("charity:desk_earnings")).status_code == 404
    for route, pk, slug in (
        ("charity:earnings_act", town.community.pk, "rule"),
        ("charity:project_act", project.pk, "earn"),
    ):
        assert client.get(reverse(route, args=[pk, slug])).status_code == 404
