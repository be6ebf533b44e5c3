"""The pages of a community fund, at the desk and in public, and who is forgotten."""

import pytest
from django.urls import reverse

from charity import personal_data
from charity.actions import fund_books, funds, recipients
from charity.models import BookLine, CommunityFund, FundProposal, Reconciliation
from charity.queries import fund_public
from charity.queries import funds as queries
from charity.search import search
from tests.charity.funding import a_fund, ask, income, pay, seat, today, vote

pytestmark = pytest.mark.django_db


@pytest.fixture
def fund(town):
    return a_fund(town)


def test_it_is_run_at_the_desk(town, enter, fund):
    staff = enter("staff")
    income(town, fund)
    page = staff.get(reverse("charity:desk_fund"))
    assert [str(act["label"]) for act in page.context["buttons"]] == [
        "提一个议案", "记一笔账", "对账", "添一位成员", "登记终止决议",
    ]  # fmt: skip
    said = {"what": "凉亭", "purpose": "public", "amount": "600", "idempotency_key": "fund-0001"}
    staff.post(reverse("charity:fund_act", args=[fund.pk, "propose"]), said)
    row = FundProposal.objects.get()
    act = reverse("charity:proposal_act", args=[row.pk, "resolve"])
    said = {
        "held_on": today().isoformat(), "present": "5", "in_favour": "4",
        "supervisor": fund.members.get(seat="supervisor").pk, "resolution": "例会",
        "idempotency_key": "fund-0002",
    }  # fmt: skip
    staff.post(act, said)
    row.refresh_from_db()
    assert row.status == "passed"
    said = {
        "kind": "use", "voucher": "支-1", "booked_on": today().isoformat(), "amount": "600",
        "what": "木料", "proposal": row.pk, "idempotency_key": "fund-0003",
    }  # fmt: skip
    staff.post(reverse("charity:fund_act", args=[fund.pk, "book"]), said)
    line = BookLine.objects.get(voucher="支-1")
    assert line.proposal == row
    said = {"voucher": "更-1", "what": "多记了", "idempotency_key": "fund-0004"}
    staff.post(reverse("charity:book_act", args=[line.pk, "correct"]), said)
    assert line.corrected.voucher == "更-1"
    member = fund.members.first()
    leave = reverse("charity:member_act", args=[member.pk, "leave"])
    staff.post(leave, {"idempotency_key": "fund-0005"})
    assert "管委会至少 5 人，现在 4 人" in staff.get(reverse("charity:desk_fund")).content.decode()


def test_a_fund_is_founded_at_the_desk(town, enter):
    recipients.admit(town.organization, ground="charity", certificate="x", actor=None)
    said = {
        "community": town.community.pk, "host": town.organization.pk,
        "founded_on": today().isoformat(), "idempotency_key": "fund-0006",
    }  # fmt: skip
    assert "还没有社区公益基金" in enter("staff").get(reverse("charity:desk_fund")).content.decode()
    enter("staff").post(reverse("charity:new_fund"), said)
    assert CommunityFund.objects.get().community == town.community


@pytest.mark.parametrize("name", ["sibling_staff", "worker", "org_manager", "resident"])
def test_to_strangers_it_is_not_there(town, enter, fund, name):
    client = enter(name)
    if name != "sibling_staff":
        assert client.get(reverse("charity:desk_fund")).status_code == 404
    act = reverse("charity:fund_act", args=[fund.pk, "propose"])
    assert client.get(act).status_code == 404


def test_the_books_go_on(town, fund, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 1)
    older, newer = income(town, fund, 1), income(town, fund, 2)
    found = queries.funds(town.viewer("staff"))
    first = queries.desk(found)
    assert (first.lines, first.balance) == ([newer], 3)
    second = queries.desk(found, fund.pk, first.next_before)
    assert (second.lines, second.balance) == ([older], 3)
    assert queries.desk([], None) is None


def test_in_public_everything_but_names(town, enter, fund):
    income(town, fund)
    row = vote(town, ask(town, fund))
    pay(town, row, 500, what="付给木匠")
    page = enter("anonymous").get(reverse("charity:fund", args=[town.community.pk]))
    text = page.content.decode()
    for shown in ("凉亭", "支-500", "已付 500 / 600 元", "委*", town.organization.name):
        assert shown in text, shown
    for hidden in ("委员甲", "监督甲", "付给木匠"):
        assert hidden not in text, hidden
    told = fund_public.page(town.community.pk)
    assert (told.income, told.expense, told.balance) == (1000, 500, 500)
    empty = enter("anonymous").get(reverse("charity:fund", args=[town.sibling.pk]))
    assert "还没有公益基金" in empty.content.decode()


def test_a_correction_is_told_in_public_with_its_reason(town, enter, fund):
    line = income(town, fund)
    fund_books.correct(line, voucher="更-1", what="记早了一天", actor=None)
    text = enter("anonymous").get(reverse("charity:fund", args=[town.community.pk]))
    assert "更正 收-1000：记早了一天" in text.content.decode()


def test_who_left_a_seat_is_forgotten(town, fund):
    member = funds.unseat(fund.members.first(), actor=None)
    assert personal_data.expire(today())["fund_members"] == 0
    later = today().replace(year=today().year + 4, day=1)
    assert personal_data.expire(later)["fund_members"] == 1
    member.refresh_from_db()
    assert member.name.open() == "已注销"
    seat(town, fund, "委员新")
    assert Reconciliation.objects.count() == 0


def test_a_proposal_is_found_by_its_number(town, fund):
    row, viewer = ask(town, fund), town.viewer("staff")
    for said in (row.number, row.number.lower(), f"y{row.pk}"):
        (hit,) = search(viewer, said)
        assert hit["title"] == f"{row.number} 凉亭"
        assert hit["url"] == f"{reverse('charity:desk_fund')}?fund={fund.pk}"
    for said in (f"Y{row.pk + 1:05d}", "Y²", "J²", f"J{row.pk:06d}"):
        assert search(viewer, said) == []
    for name in ("resident", "sibling_staff"):
        assert search(town.viewer(name), row.number) == []
