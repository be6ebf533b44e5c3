"""A fund ends: resolved by its committee, settled by the host, read by everybody afterwards."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, models, transaction
from django.urls import reverse

from charity.actions import fund_books, fund_endings, fund_reports, funds, gifts
from charity.actions.facts import DonorFacts
from charity.fund_reckoning import quarters_of
from charity.models import BookLine, FundEnding, FundReport
from charity.queries import fund_public, traces
from charity.search import search
from charity.subscribers import tell_donors
from charity.workflow import ENDING_STEPS, EndingStatus
from core import outbox
from core.exceptions import DomainError
from core.models import Message
from core.spans import quarter_of
from tests.charity.conftest import give, money
from tests.charity.funding import a_fund, ask, income, seat, today, vote
from tests.races import meet_inside, together

pytestmark = pytest.mark.django_db
LOCK_OFF = pytest.mark.parametrize("locked", [True, False], ids=["locked", "lock-off"])


@pytest.fixture
def fund(town):
    return a_fund(town)


def end(town, fund, yes=5, **said):
    values = {
        "why": "托管单位撤出",
        "held_on": today(),
        "present": 5,
        "supervisor": fund.members.filter(seat="supervisor").first(),
        "resolution": "例会表决终止",
        **said,
    }
    return fund_endings.resolve(fund, in_favour=yes, actor=town.staff, **values)


def settle(town, fund, rest=0, **said):
    values = {"ended_on": today(), **said}
    if rest:
        goes = {"goes": "same", "goes_to": "邻里互助项目", "paper": "慈函〔2026〕1号"}
        values = {**goes, "voucher": "终-1", **values}
    return fund_endings.settle(fund, rest=Decimal(rest), actor=town.staff, **values)


def refused(act, *args, **said):
    with pytest.raises(DomainError) as caught:
        act(*args, **said)
    return caught.value


# --- resolved -------------------------------------------------------------------------------------
def test_nothing_may_be_open_when_the_end_is_resolved(town, fund):
    income(town, fund)
    row = ask(town, fund)
    assert refused(end, town, fund).code == "open"
    vote(town, row)
    assert refused(end, town, fund).code == "open"
    funds.finish(row, actor=town.staff)
    assert end(town, fund).status == EndingStatus.RESOLVED
    assert refused(end, town, fund).code == "moved_on"
    assert refused(ask, town, fund).code == "ending"


def test_the_end_is_voted_on_as_anything_else(town, fund):
    for said, field in (
        ({"why": " "}, "why"),
        ({"why": "电话 13900001234"}, "why"),
        ({"resolution": " "}, "resolution"),
        ({"held_on": today() + timedelta(days=1)}, "held_on"),
        ({"held_on": fund.founded_on - timedelta(days=1)}, "held_on"),
        ({"present": 2}, "present"),
        ({"yes": 5, "present": 4}, "in_favour"),
        ({"supervisor": fund.members.filter(seat="committee").first()}, "supervisor"),
    ):
        assert refused(end, town, fund, **said).field == field, said
    assert end(town, fund, 2).status == EndingStatus.FAILED
    assert fund.endings.standing().count() == 0, "it goes on"
    ask(town, fund)


DO = {
    EndingStatus.ENDED: lambda town, fund: settle(town, fund),
    EndingStatus.WITHDRAWN: lambda town, fund: fund_endings.withdraw(fund, actor=town.staff),
}
WAY_TO = {
    EndingStatus.RESOLVED: lambda town, fund: end(town, fund),
    EndingStatus.FAILED: lambda town, fund: end(town, fund, 2),
    EndingStatus.WITHDRAWN: lambda town, fund: (end(town, fund), DO["withdrawn"](town, fund)),
    EndingStatus.ENDED: lambda town, fund: (end(town, fund), DO["ended"](town, fund)),
}


@pytest.mark.parametrize("state", EndingStatus)
@pytest.mark.parametrize("target", DO)
def test_every_pair_of_state_and_step_does_what_the_table_says(town, fund, state, target):
    WAY_TO[state](town, fund)
    if target in ENDING_STEPS[state]:
        assert DO[target](town, fund).status == target
    else:
        assert refused(DO[target], town, fund).code == "moved_on"


# --- settled --------------------------------------------------------------------------------------
def test_what_is_left_goes_where_the_host_says(town, fund):
    income(town, fund, 900)
    end(town, fund)
    for said, field in (
        ({"rest": 899}, "rest"),
        ({"goes": ""}, "goes"),
        ({"goes_to": " "}, "goes_to"),
        ({"goes_to": "电话 13900001234"}, "goes_to"),
        ({"paper": " "}, "paper"),
        ({"voucher": " "}, "voucher"),
        ({"ended_on": today() + timedelta(days=1)}, "ended_on"),
        ({"ended_on": today() - timedelta(days=1)}, "ended_on"),
    ):
        assert refused(settle, town, fund, **{"rest": 900, **said}).field == field, said
    made = settle(town, fund, 900)
    fund.refresh_from_db()
    last = fund.lines.order_by("-seq").first()
    assert (last.kind, last.amount, last.after) == ("closing", -900, 0)
    assert (made.last_seq, made.last_after, fund.ended_on) == (last.seq, 0, today())
    assert not fund.members.filter(left_on__isnull=True).exists()
    with pytest.raises(IntegrityError, match="fund_ending_leaves_nothing"), transaction.atomic():
        FundEnding.objects.update(last_after=5)
    with pytest.raises(IntegrityError, match="says_where"), transaction.atomic():
        FundEnding.objects.update(goes_to="")


def test_where_nothing_is_left_nothing_goes_anywhere(town, fund):
    end(town, fund)
    assert refused(settle, town, fund, goes_to="别处").field == "goes_to"
    made = settle(town, fund)
    assert (made.rest, made.last_seq, BookLine.objects.count()) == (0, None, 0)


def test_a_fund_that_is_over_is_written_in_no_more(town, fund):
    line = income(town, fund, 5)
    end(town, fund)
    settle(town, fund, 5)
    for act in (
        lambda: income(town, fund, 7),
        lambda: fund_books.correct(line, voucher="更-9", what="晚了", actor=None),
        lambda: seat(town, fund, "新委员"),
        lambda: ask(town, fund),
        lambda: end(town, fund),
    ):
        assert refused(act).code == "ended"
    a_fund(town, ago=0), "another one may be founded"


def test_the_end_is_not_booked_by_hand(town, fund):
    income(town, fund, 5)
    assert refused(income, town, fund, 5, kind="closing", voucher="终-2").field == "kind"


@LOCK_OFF
@pytest.mark.django_db(transaction=True)
def test_what_comes_in_at_the_last_moment_is_not_left_behind(town, monkeypatch, locked):
    """The mirror stops at nothing: either the line stands before the end, or it is refused."""
    monkeypatch.setattr(outbox, "nudge", lambda: True)
    fund = a_fund(town)
    income(town, fund, 900)
    end(town, fund)
    if not locked:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    meeting = meet_inside(monkeypatch, fund_books, "last_link", after=True)
    outcomes = together(
        lambda: settle(town, fund, 900), lambda: income(town, fund, 50, voucher="迟-1")
    )
    assert meeting.happened is not locked
    assert len([each.error for each in outcomes if each.error]) == 1, "the chain takes one of two"
    if locked:
        codes = {getattr(each.error, "code", "") or "rest" for each in outcomes if each.error}
        assert codes <= {"ended", "rest", "invalid"}


# --- afterwards -----------------------------------------------------------------------------------
def test_the_last_quarter_is_reported_and_no_later_one(town, fund):
    income(town, fund, 900)
    end(town, fund)
    settle(town, fund, 900)
    fund.refresh_from_db()
    later = today() + timedelta(days=400)
    assert quarters_of(fund, later)[-1] == quarter_of(today())
    fund_reports.draft_due(later)
    last = FundReport.objects.order_by("-quarter").first()
    assert last.quarter == quarter_of(today())
    assert "结余 900 元划转" in last.text


def test_its_page_stays_to_be_read(town, enter, fund):
    income(town, fund, 900)
    end(town, fund)
    page = reverse("charity:fund", args=[town.community.pk])
    assert "等托管单位说怎么办" in enter("anonymous").get(page).content.decode()
    settle(town, fund, 900)
    text = enter("anonymous").get(page).content.decode()
    for shown in ("终止了，账和报告留在这里", "邻里互助项目", "慈函〔2026〕1号", "终-1", "委*"):
        assert shown in text, shown
    told = fund_public.page(town.community.pk)
    assert (told.income, told.used, told.balance) == (900, 0, 0)
    newer = a_fund(town, ago=0)
    assert fund_public.page(town.community.pk).fund == newer
    assert "别的基金" in enter("anonymous").get(page).content.decode()
    assert "邻里互助项目" in enter("anonymous").get(f"{page}?fund={fund.pk}").content.decode()
    assert enter("anonymous").get(f"{page}?fund=99999").status_code == 404


def test_it_is_ended_at_the_desk(town, enter, fund):
    income(town, fund, 900)
    staff = enter("staff")
    act = lambda slug: reverse("charity:fund_act", args=[fund.pk, slug])  # noqa: E731
    said = {
        "why": "并到街道基金", "held_on": today().isoformat(), "present": "5", "in_favour": "4",
        "supervisor": fund.members.get(seat="supervisor").pk, "resolution": "例会",
        "idempotency_key": "end-0001",
    }  # fmt: skip
    staff.post(act("end"), said)
    desk = staff.get(reverse("charity:desk_fund"))
    labels = [str(each["label"]) for each in desk.context["buttons"]]
    assert labels == ["记一笔账", "对账", "添一位成员", "结清并终止", "收回终止决议"]
    staff.post(act("stay"), {"idempotency_key": "end-0002"})
    staff.post(act("end"), {**said, "idempotency_key": "end-0003"})
    said = {
        "ended_on": today().isoformat(), "rest": "900", "goes": "fund", "goes_to": "街道慈善基金",
        "paper": "慈函 2 号", "voucher": "终-1", "idempotency_key": "end-0004",
    }  # fmt: skip
    staff.post(act("settle"), said)
    fund.refresh_from_db()
    assert fund.ended_on == today()
    text = staff.get(f"{reverse('charity:desk_fund')}?fund={fund.pk}").content.decode()
    assert "街道慈善基金" in text
    assert "设一个基金" in text


def test_whoever_gave_hears_of_it_and_reads_where_the_rest_went(town, fund):
    number = town.people["resident"].phone.open()
    gift = give(town, money(900), donor=DonorFacts(name="何小满", phone=number))
    gift = gifts.receive(gift, actor=town.secretary)
    fund_books.book(
        fund, kind="donation", voucher="捐-1", amount=Decimal(900), what="捐款", gift=gift,
        actor=town.staff,
    )  # fmt: skip
    end(town, fund)
    settle(town, fund, 900)
    for _twice in range(2):
        tell_donors({"fund_id": fund.pk})
    told = Message.objects.filter(code="charity.fund_ended")
    assert [row.to_user for row in told] == [town.viewer("resident").user]
    assert "邻里互助项目" in told.get().context.open()
    (trace,) = traces.mine(town.viewer("resident"))
    assert "邻里互助项目" in trace.lines[0].words


def test_a_gift_is_found_by_its_number(town, fund):
    gift = give(town)
    (hit,) = search(town.viewer("staff"), gift.number)
    assert hit["url"] == reverse("charity:gift", args=[gift.pk])


def test_it_is_found_by_its_name(town, fund):
    found = search(town.viewer("staff"), fund.name[:4])
    assert any(fund.name in hit["title"] for hit in found)
    assert search(town.viewer("resident"), fund.name[:4]) == []
