"""The report of each quarter: drafted by the clock, searched for names, released by somebody with
his name, corrected by another one; what is missing is said."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, models, transaction
from django.urls import reverse

from charity import tasks
from charity.actions import aid, fund_books, fund_reports, gifts
from charity.actions.naming import names_in
from charity.fund_reckoning import due_on, figures_of, quarters
from charity.models import CommunityFund, FundRelease, FundReport
from charity.panels import todo
from charity.queries import fund_public
from core import outbox
from core.exceptions import DomainError
from core.spans import quarter_of
from tests.charity.conftest import give, money
from tests.charity.funding import a_fund, ask, income, pay, today, vote
from tests.races import meet_inside, together

pytestmark = pytest.mark.django_db


@pytest.fixture
def fund(town):
    return a_fund(town)


@pytest.fixture
def draft(town, fund):
    fund_reports.draft_due()
    return fund.reports.order_by("quarter").first()


def out(draft, town, **said):
    return fund_reports.release(draft, actor=town.secretary, **{"checked": True, **said})


def test_a_quarter_is_over_on_the_first_day_of_the_next():
    assert quarters(date(2026, 2, 3), date(2026, 3, 31)) == []
    assert quarters(date(2026, 2, 3), date(2026, 4, 1)) == [date(2026, 1, 1)]
    assert quarters(date(2025, 11, 30), date(2026, 7, 2)) == [
        date(2025, 10, 1), date(2026, 1, 1), date(2026, 4, 1),
    ]  # fmt: skip
    fund = CommunityFund(report_within_days=30)
    assert due_on(fund, date(2026, 1, 1)) == date(2026, 4, 30)


def test_the_clock_drafts_each_quarter_once(town, fund):
    tasks.draft_reports()
    over = quarters(fund.founded_on, today())
    assert list(fund.reports.order_by("quarter").values_list("quarter", flat=True)) == over
    assert fund_reports.draft_due() == 0
    [line] = [each for each in todo(town.viewer("staff")) if "季报" in each["title"]]
    assert line["title"] == f"{len(over)} 份基金季报等公布"


def test_the_figures_are_those_of_the_books(town, fund):
    first = quarters(fund.founded_on, today())[-1]
    inside = first + timedelta(days=3)
    income(town, fund, 100, booked_on=first - timedelta(days=1))
    line = income(town, fund, 1000, booked_on=inside)
    row = vote(town, ask(town, fund, 300))
    pay(town, row, 300, booked_on=inside)
    found = figures_of(fund, first)
    assert (found.opening, found.income, found.expense, found.closing) == (100, 1000, 300, 800)
    text = fund_reports.told(fund, first)
    assert "收入 1,000 元，支出 300 元，期末结余 800 元" in text
    assert "社区公共事务 300 元" in text
    income(town, fund, 5000, voucher="大")
    fund_books.correct(line, voucher="更-1", what="记错了", actor=None)
    now = figures_of(fund, quarter_of(today()))
    assert (now.income, now.expense) == (4000, 0), "a correction is of its own side and day"


def test_it_is_released_once_and_never_changed(town, draft):
    made = out(draft, town)
    assert made.signed.open() == town.secretary.name.open()
    for act in (
        lambda: out(draft, town),
        lambda: fund_reports.rewrite(draft, text="别的", actor=None),
    ):
        with pytest.raises(DomainError) as caught:
            act()
        assert caught.value.code == "moved_on"
    with pytest.raises(Exception, match="permission denied"), transaction.atomic():
        FundRelease.objects.update(text="别的")
    values = {"community": made.community, "fund": made.fund, "text": "x", "signed": "x"}
    with pytest.raises(IntegrityError, match="release_adds_up"), transaction.atomic():
        FundRelease.objects.create(
            quarter=date(2001, 1, 1), opening=0, income=1, expense=0, closing=0,
            released_by=town.secretary, **values,
        )  # fmt: skip


def test_who_releases_says_that_he_looked_and_who_he_is(town, draft):
    with pytest.raises(DomainError) as caught:
        out(draft, town, checked=False)
    assert caught.value.field == "checked"
    town.secretary.name = ""
    with pytest.raises(DomainError) as caught:
        out(draft, town)
    assert caught.value.code == "nameless"


def test_the_text_is_searched_for_names_and_numbers(town, fund, draft):
    gift = gifts.receive(give(town, money(900)), actor=town.secretary)
    aid.propose(
        town.community, kind="hardship", name="章小雨", gift=gift, quantity=Decimal(1),
        ground="低保", actor=town.staff,
    )  # fmt: skip
    resident = town.people["resident"].name.open()
    found = names_in(f"{resident}、章小雨、柯善、委员甲", town.community)
    assert found.helped == ("章小雨",)
    assert set(found.others) == {resident, "柯善", "委员甲"}
    fund_reports.rewrite(draft, text="帮了章小雨", actor=None)
    with pytest.raises(DomainError) as caught:
        out(draft, town, named=True)
    assert caught.value.code == "helped"
    fund_reports.rewrite(draft, text=f"谢谢{resident}", actor=None)
    with pytest.raises(DomainError) as caught:
        out(draft, town)
    assert (caught.value.code, resident in str(caught.value)) == ("named", True)
    fund_reports.rewrite(draft, text="打 13900001234", actor=None)
    with pytest.raises(DomainError) as caught:
        out(draft, town, named=True)
    assert caught.value.code == "numbers"
    with pytest.raises(DomainError) as caught:
        fund_reports.rewrite(draft, text=" ", actor=None)
    assert caught.value.field == "text"
    fund_reports.rewrite(draft, text=f"谢谢{resident}", actor=None)
    assert out(draft, town, named=True).text == f"谢谢{resident}"


def test_a_correction_is_another_report_that_names_the_old_one(town, enter, draft):
    with pytest.raises(DomainError) as caught:
        fund_reports.correct(draft, explanation="x", actor=None)
    assert caught.value.code == "not_out"
    old = out(draft, town)
    draft.refresh_from_db()
    with pytest.raises(DomainError) as caught:
        fund_reports.correct(draft, explanation=" ", actor=None)
    assert caught.value.field == "explanation"
    again = fund_reports.correct(draft, explanation="利息漏了", actor=None)
    FundReport.objects.filter(pk=again.pk).update(explanation="打 139****1234")
    with pytest.raises(DomainError) as caught:
        out(again, town)
    assert caught.value.code == "numbers"
    FundReport.objects.filter(pk=again.pk).update(explanation="利息漏了")
    with pytest.raises(DomainError) as caught:
        fund_reports.correct(draft, explanation="又", actor=None)
    assert caught.value.code == "moved_on"
    new = out(again, town)
    assert list(FundRelease.objects.standing()) == [new]
    client = enter("anonymous")
    first = client.get(reverse("charity:release", args=[old.pk])).content.decode()
    second = client.get(reverse("charity:release", args=[new.pk])).content.decode()
    assert reverse("charity:release", args=[new.pk]) in first
    assert reverse("charity:release", args=[old.pk]) in second
    assert "利息漏了" in second
    assert town.secretary.name.open() in second
    assert client.get(reverse("charity:release", args=[0])).status_code == 404


def test_a_quarter_without_a_report_is_missing_once_its_time_is_over(town, enter, draft):
    CommunityFund.objects.update(report_within_days=1)
    over = fund_public.page(town.community.pk).quarters
    assert all(each.missing for each in over)
    assert over[0].due_on > over[-1].due_on
    CommunityFund.objects.update(report_within_days=3000)
    assert not any(each.missing for each in fund_public.page(town.community.pk).quarters)
    CommunityFund.objects.update(report_within_days=1)
    out(draft, town)
    page = enter("anonymous").get(reverse("charity:fund", args=[town.community.pk]))
    assert page.content.decode().count("本该在") == len(over) - 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False], ids=["locked", "lock-off"])
def test_two_who_release_at_once_release_one(town, monkeypatch, locked):
    monkeypatch.setattr(outbox, "nudge", lambda: True)
    fund = a_fund(town)
    fund_reports.draft_due()
    draft = fund.reports.first()
    if not locked:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    meeting = meet_inside(monkeypatch, fund_reports, "names_in", after=True)
    outcomes = together(*[lambda: out(draft, town)] * 2)
    assert meeting.happened is not locked
    assert [each.error.code for each in outcomes if each.error] == ["moved_on"]
    assert FundRelease.objects.count() == 1, "without a lock the database refuses the second"


def test_it_is_written_and_released_at_the_desk(town, enter, draft):
    page = reverse("charity:report", args=[draft.pk])
    secretary = enter("secretary")
    assert "还没公布" in secretary.get(page).content.decode()
    act = reverse("charity:report_act", args=[draft.pk, "rewrite"])
    secretary.post(act, {"text": "都办好了", "idempotency_key": "rep-00001"})
    act = reverse("charity:report_act", args=[draft.pk, "release"])
    assert secretary.post(act, {"idempotency_key": "rep-00002"}).status_code == 422
    secretary.post(act, {"checked": "on", "idempotency_key": "rep-00003"})
    assert FundRelease.objects.get().text == "都办好了"
    assert "不能再改" in secretary.get(page).content.decode()
    act = reverse("charity:report_act", args=[draft.pk, "correct"])
    secretary.post(act, {"explanation": "漏了", "idempotency_key": "rep-00004"})
    assert FundReport.objects.get(corrects__isnull=False).explanation == "漏了"
    for name in ("sibling_staff", "worker", "resident"):
        assert enter(name).get(page).status_code == 404
