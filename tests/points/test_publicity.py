"""The month's list: only who agreed stands in it, by surname and number; it is released once by
somebody with his name, corrected by another, and who takes his word back is gone everywhere."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils import timezone

from core.exceptions import DomainError
from core.spans import next_month
from points import tasks
from points.actions import accounts, ledger, publicity
from points.models import Account, Publicity, PublicityLine, PublicityRelease
from points.months import months_over
from points.panels import todo
from points.queries import publicity as queries
from tests.points.conftest import given, joined
from tests.races import meet_inside, together

pytestmark = pytest.mark.django_db


def this_month():
    return timezone.localdate().replace(day=1)


def a_draft(town, month=None):
    return Publicity.objects.create(community=town.community, month=month or this_month())


def out(town, draft, **said):
    return publicity.release(draft, actor=town.secretary, **{"checked": True, **said})


@pytest.fixture
def agreed(town, account):
    return publicity.agree(account, actor=town.resident)


def test_a_month_is_over_on_the_first_day_of_the_next(town, account):
    assert months_over(town.community.pk, date(2026, 4, 1)) == []
    Account.objects.update(agreed_on=date(2026, 1, 31))
    assert months_over(town.community.pk, date(2026, 1, 31)) == []
    assert months_over(town.community.pk, date(2026, 3, 31)) == [
        date(2026, 1, 1), date(2026, 2, 1),
    ]  # fmt: skip
    assert next_month(date(2026, 12, 1)) == date(2027, 1, 1)


def test_the_clock_drafts_each_month_once_and_only_where_somebody_agreed(town, account):
    tasks.draft_lists()
    assert not Publicity.objects.exists()
    before = this_month() - timedelta(days=1)
    Account.objects.update(agreed_on=before)
    tasks.draft_lists()
    tasks.draft_lists()
    [draft] = Publicity.objects.all()
    assert draft.month == before.replace(day=1)
    [line] = [each for each in todo(town.viewer("staff")) if "公示" in each["title"]]
    assert line["title"] == "1 份积分公示等公布"
    Account.objects.update(agreed_on=None)
    assert publicity.draft_due(next_month(this_month())) == 1, "a list begun goes on"


def test_only_who_agreed_stands_in_it_and_the_others_are_counted(town, agreed, rule):
    other = joined(town, "neighbour")
    given(town, agreed, rule, times=2)
    given(town, other, rule, times=9)
    made = out(town, a_draft(town))
    assert (made.households, made.agreed, made.unlisted) == (2, 1, 1)
    [line] = made.lines.all()
    assert (line.account, line.given, line.taken) == (agreed, 10, 0)


def test_what_was_reversed_is_in_no_list_and_what_was_taken_stands_beside(
    town, agreed, rule, deduction
):
    given(town, agreed, rule, times=8)
    ledger.reverse(given(town, agreed, rule), reason="记错户了", actor=town.staff)
    ledger.post(
        ledger.lock(agreed), "deduct", 20, source=("x", "d"), rule=deduction,
        recorded_by=town.staff, approved_by=town.secretary,
    )  # fmt: skip
    ledger.post(ledger.lock(agreed), "hold", 3, source=("x", "h"))
    [line] = out(town, a_draft(town)).lines.all()
    assert (line.given, line.taken) == (40, 20), "what is redeemed is the household's own business"


def test_it_is_released_once_by_somebody_with_a_name_who_looked(town, agreed):
    draft = a_draft(town)
    with pytest.raises(DomainError, match="一户一户看过") as refused:
        out(town, draft, checked=False)
    assert refused.value.field == "checked"
    town.staff.name = ""
    with pytest.raises(DomainError, match="要有姓名"):
        publicity.release(draft, checked=True, actor=town.staff)
    assert out(town, draft).signed.open() == town.secretary.name.open()
    with pytest.raises(DomainError, match="已经公布"):
        out(town, draft)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("guarded", [True, False])
def test_two_who_release_at_once_publish_one(town, agreed, monkeypatch, guarded):
    draft = a_draft(town)
    if not guarded:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    meeting = meet_inside(monkeypatch, publicity, "_counts")
    outcomes = together(*[lambda: out(town, draft)] * 2)
    assert meeting.happened is not guarded
    refused = [each.error for each in outcomes if each.error]
    assert len(refused) == 1
    assert isinstance(refused[0], DomainError if guarded else IntegrityError)
    assert PublicityRelease.objects.count() == 1


def test_a_mistake_is_published_again_with_what_was_wrong(town, agreed, rule):
    wrong = given(town, agreed, rule, times=3)
    draft = a_draft(town)
    with pytest.raises(DomainError, match="还没公布"):
        publicity.correct(draft, explanation="记错了", actor=town.staff)
    first = out(town, draft)
    draft.refresh_from_db()
    ledger.reverse(wrong, reason="记错了", actor=town.secretary)
    with pytest.raises(DomainError, match="为什么") as refused:
        publicity.correct(draft, explanation=" ", actor=town.staff)
    assert refused.value.field == "explanation"
    name = town.people["resident"].name.open()
    with pytest.raises(DomainError, match="去掉姓名"):
        publicity.correct(draft, explanation=f"{name}家记错了", actor=town.staff)
    with pytest.raises(DomainError, match="去掉号码"):
        publicity.correct(draft, explanation="问 13912345678", actor=town.staff)
    again = publicity.correct(draft, explanation="有一户记错了", actor=town.staff)
    with pytest.raises(DomainError, match="已经有更正稿"), transaction.atomic():
        publicity.correct(draft, explanation="又错了", actor=town.staff)
    second = out(town, again)
    assert (second.corrects, second.lines.count(), first.lines.count()) == (first, 0, 1)
    assert queries.release(first.pk).corrected_by == second
    assert [month.release for month in queries.page(town.community.pk).months] == [second]


def test_who_takes_his_word_back_is_gone_from_what_is_out(town, agreed, rule):
    given(town, agreed, rule)
    made = out(town, a_draft(town))
    with pytest.raises(DomainError, match="已经同意"):
        publicity.agree(agreed, actor=None)
    publicity.withdraw(agreed, actor=town.resident)
    page = queries.release(made.pk)
    assert (page.lines, page.gone) == ([], True)
    with pytest.raises(DomainError, match="没有同意过"):
        publicity.withdraw(agreed, actor=None)
    publicity.agree(agreed, actor=None)
    left = accounts.leave(agreed, actor=None)
    assert left.agreed_on is None
    with pytest.raises(DomainError, match="没有参加"):
        publicity.agree(left, actor=None)


def test_everybody_reads_surname_and_number_by_number_and_no_order_of_points(
    town, client, agreed, rule, monkeypatch
):
    other = publicity.agree(joined(town, "neighbour"), actor=None)
    given(town, agreed, rule)
    given(town, other, rule, times=9)
    made = out(town, a_draft(town))
    by_number = sorted([agreed, other], key=str)
    assert [line.account for line in queries.release(made.pk).lines] == by_number
    town.people["resident"].__class__.objects.filter(pk=town.people["resident"].pk).update(
        is_head=True
    )
    shown = client.get(reverse("points:open_list", args=[made.pk])).content.decode()
    name = town.people["resident"].name.open()
    assert f"{name[0]}* {agreed}" in shown
    assert name not in shown
    assert town.secretary.name.open() in shown
    assert "2 户参加积分，其中 2 户同意公示" in shown
    assert (
        made.title in client.get(reverse("points:open", args=[town.community.pk])).content.decode()
    )
    monkeypatch.setattr(queries, "PAGE", 1)
    first = queries.release(made.pk)
    second = queries.release(made.pk, after=first.next_after)
    assert [line.account for line in (*first.lines, *second.lines)] == by_number
    assert client.get(reverse("points:open_list", args=[0])).status_code == 404


def test_a_household_agrees_on_its_page_and_the_desk_releases(town, enter, account, rule):
    home, mine = enter("resident"), reverse("points:mine")
    assert "同意写我家" in home.get(mine).content.decode()
    home.post(reverse("points:agree"), {"idempotency_key": "open-0001"})
    assert "收回同意" in home.get(mine).content.decode()
    given(town, account, rule)
    draft, staff = a_draft(town), enter("staff")
    page = reverse("points:draft", args=[draft.pk])
    assert draft.title in staff.get(reverse("points:publicity")).content.decode()
    assert str(account) in staff.get(page).content.decode()
    act = reverse("points:draft_act", args=[draft.pk, "release"])
    assert staff.post(act, {"idempotency_key": "open-0002"}).status_code == 422
    staff.post(act, {"checked": "on", "idempotency_key": "open-0003"})
    assert "不能再改" in staff.get(page).content.decode()
    assert str(account) in staff.get(page).content.decode()
    correct = reverse("points:draft_act", args=[draft.pk, "correct"])
    answer = staff.post(correct, {"explanation": "写漏了一户", "idempotency_key": "open-0004"})
    assert answer.url == reverse("points:publicity")
    assert staff.get(correct).status_code == 404, "one correction at a time"
    enter("resident").post(reverse("points:withdraw"), {"idempotency_key": "open-0005"})
    assert not Account.objects.listed().exists()


def test_the_desk_writes_down_what_an_elder_said(town, enter, account):
    staff = enter("staff")
    for slug in ("agree", "unlist"):
        act = reverse("points:account_act", args=[account.pk, slug])
        staff.post(act, {"idempotency_key": f"open-1{slug}"})
        account.refresh_from_db()
        assert (account.agreed_on is not None) is (slug == "agree")
        assert staff.get(act).status_code == 404


@pytest.mark.parametrize("name", ["worker", "dispatcher", "org_manager", "resident"])
def test_drafts_are_the_desks(town, enter, account, name):
    draft, client = a_draft(town), enter(name)
    assert client.get(reverse("points:publicity")).status_code == 404
    assert client.get(reverse("points:draft", args=[draft.pk])).status_code == 404
    seen = {n for n in town.accounts if Publicity.objects.visible_to(town.viewer(n)).exists()}
    assert seen == {"staff", "secretary"}


def test_the_database_holds_what_was_published(town, agreed, rule):
    given(town, agreed, rule)
    made = out(town, a_draft(town))
    signed = {"released_by": town.secretary, "signed": "王"}
    good = {"community": town.community, "month": date(2020, 1, 1), "households": 2, "agreed": 1}
    bad = {
        "publicity_first_of_its_month": {"month": made.month},
        "publicity_counts_whom_it_lists": {"agreed": 3},
        "publicity_corrects_with_a_word": {"corrects": made},
        "publicity_has_its_signature": {"signed": ""},
    }
    for rule_name, values in bad.items():
        with pytest.raises(IntegrityError, match=rule_name), transaction.atomic():
            PublicityRelease.objects.create(**{**good, **signed, **values})
    of = {"community": town.community, "release": made, "account": agreed}
    with pytest.raises(IntegrityError, match="published_once_a_month"), transaction.atomic():
        PublicityLine.objects.create(**of, given=1, taken=0)
    of["account"] = joined(town, "neighbour")
    with pytest.raises(IntegrityError, match="published_only_what_moved"), transaction.atomic():
        PublicityLine.objects.create(**of, given=0, taken=0)
    with pytest.raises(IntegrityError, match="publicity_drafted_once"), transaction.atomic():
        a_draft(town)
    with pytest.raises(IntegrityError, match="corrects_with_a_word"), transaction.atomic():
        Publicity.objects.create(
            community=town.community, month=date(2019, 1, 1), explanation="没有更正谁"
        )
    left = {"left_on": timezone.localdate(), "agreed_on": timezone.localdate()}
    with pytest.raises(IntegrityError, match="listed_while_it_takes_part"), transaction.atomic():
        Account.objects.filter(pk=agreed.pk).update(**left)
