"""A community fund: who decides, what may be spent, and a mirror of the host's books."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, models, transaction

from charity.actions import allocations, fund_books, funds, gifts, recipients
from charity.fund_reckoning import lacking
from charity.models import BookLine, CommunityFund, FundMember, FundProposal
from charity.workflow import PROPOSAL_STEPS, ProposalStatus
from core import outbox
from core.exceptions import DomainError
from tests.charity.conftest import give, money
from tests.charity.funding import a_fund, ask, income, pay, today, vote
from tests.days import day
from tests.races import meet_inside, together

pytestmark = pytest.mark.django_db
LOCK_OFF = pytest.mark.parametrize("locked", [True, False], ids=["locked", "lock-off"])


@pytest.fixture
def fund(town):
    return a_fund(town)


def refused(act, **said):
    with pytest.raises(DomainError) as caught:
        act(**said)
    return caught.value


# --- founded and seated ---------------------------------------------------------------------------
def test_only_a_charity_keeps_a_fund_and_only_one_in_a_place(town):
    recipients.admit(town.organization, ground="public_benefit", certificate="x", actor=None)
    said = {"community": town.community, "host": town.organization, "actor": town.staff}
    assert refused(funds.found, founded_on=today(), **said).field == "host"
    town.organization.recipient.delete()
    town.organization.refresh_from_db()
    fund = a_fund(town)
    assert fund.name == f"{town.organization.name}{town.community.name}慈善基金"
    assert refused(funds.found, founded_on=today(), **said).code == "known"
    late = today() + timedelta(days=1)
    assert refused(funds.found, founded_on=late, **said).field == "founded_on"


def test_a_seat_is_taken_once_and_given_up_once(town, fund):
    again = {"fund": fund, "side": "donor", "actor": None}
    assert refused(funds.seat, seat="supervisor", name="委员甲", **again).code == "known"
    assert refused(funds.seat, seat="committee", name=" ", **again).field == "name"
    later = today() + timedelta(days=1)
    assert refused(funds.seat, seat="committee", name="新", since=later, **again).field == "since"
    member = fund.members.first()
    funds.unseat(member, actor=town.staff)
    assert refused(funds.unseat, member=member, actor=None).code == "moved_on"


@pytest.mark.parametrize(
    ("seats", "supervisors", "said"),
    [(4, 1, "至少 5 人"), (6, 1, "单数"), (5, 0, "监督人至少 1 人"), (5, 1, "")],
)
def test_a_committee_that_is_not_lawful_resolves_nothing(town, seats, supervisors, said):
    fund = a_fund(town, seats=seats, supervisors=supervisors)
    sits = list(fund.members.values_list("seat", flat=True))
    assert said in lacking(fund, sits)
    assert bool(said) == bool(lacking(fund, sits))
    other = FundMember(fund=fund, seat="supervisor")
    row = ask(town, fund, 1)
    if said:
        spoken = fund.members.filter(seat="supervisor").first() or other
        with pytest.raises(DomainError) as caught:
            vote(town, row, supervisor=spoken)
        assert caught.value.code == "unlawful"
    CommunityFund.objects.update(committee_least=4, committee_is_odd=False, supervisors_least=0)
    fund.refresh_from_db()
    assert lacking(fund, sits) == "", "the province's rule is a setting"


# --- resolved -------------------------------------------------------------------------------------
DO = {
    ProposalStatus.PASSED: lambda town, row: vote(town, row),
    ProposalStatus.FAILED: lambda town, row: vote(town, row, 2),
    ProposalStatus.WITHDRAWN: lambda town, row: funds.withdraw(row, actor=town.staff),
    ProposalStatus.DONE: lambda town, row: funds.finish(row, actor=town.staff),
}
WAY_TO = {
    ProposalStatus.PROPOSED: (),
    ProposalStatus.PASSED: (ProposalStatus.PASSED,),
    ProposalStatus.FAILED: (ProposalStatus.FAILED,),
    ProposalStatus.WITHDRAWN: (ProposalStatus.WITHDRAWN,),
    ProposalStatus.DONE: (ProposalStatus.PASSED, ProposalStatus.DONE),
}


@pytest.mark.parametrize("state", ProposalStatus)
@pytest.mark.parametrize("target", DO)
def test_every_pair_of_state_and_step_does_what_the_table_says(town, fund, state, target):
    income(town, fund)
    row = ask(town, fund)
    for step in WAY_TO[state]:
        DO[step](town, row)
    if target in PROPOSAL_STEPS[state]:
        assert DO[target](town, row).status == target
    else:
        with pytest.raises(DomainError) as caught:
            DO[target](town, row)
        assert caught.value.code == "moved_on"


def test_votes_are_those_of_people_who_were_there(town, fund):
    income(town, fund)
    row = ask(town, fund)
    stranger = FundMember(fund=CommunityFund(pk=9), seat="supervisor")
    for said, field in (
        ({"present": 2}, "present"),
        ({"present": 6}, "present"),
        ({"yes": 5, "present": 4}, "in_favour"),
        ({"supervisor": stranger}, "supervisor"),
        ({"supervisor": fund.members.filter(seat="committee").first()}, "supervisor"),
        ({"resolution": " "}, "resolution"),
        ({"held_on": today() + timedelta(days=1)}, "held_on"),
        ({"held_on": today() - timedelta(days=1)}, "held_on"),
    ):
        with pytest.raises(DomainError) as caught:
            vote(town, row, **said)
        assert caught.value.field == field, said
    with pytest.raises(IntegrityError, match="proposal_passed_by_most"), transaction.atomic():
        FundProposal.objects.filter(pk=row.pk).update(
            status="passed", seats=5, present=5, in_favour=2, held_on=today(), resolution="x",
            supervisor=fund.members.filter(seat="supervisor").first(),
        )  # fmt: skip


def test_nothing_is_promised_twice(town, fund):
    income(town, fund, 1000)
    vote(town, ask(town, fund, 600))
    with pytest.raises(DomainError) as caught:
        vote(town, ask(town, fund, 401, "长椅"))
    assert caught.value.code == "too_few"
    other = vote(town, ask(town, fund, 400, "花箱"))
    pay(town, other, 300)
    funds.finish(other, actor=town.staff)
    assert funds.free_of(fund) == 100, "what it did not need is free"


@pytest.mark.parametrize(("said", "field"), [({"what": " "}, "what"), ({"amount": 0}, "amount")])
def test_a_proposal_says_what_for(town, fund, said, field):
    with pytest.raises(DomainError) as caught:
        ask(town, fund, **said)
    assert caught.value.field == field
    CommunityFund.objects.update(ended_on=today())
    fund.refresh_from_db()
    with pytest.raises(DomainError) as caught:
        ask(town, fund)
    assert caught.value.code == "ended"


def test_what_everybody_reads_names_nobody(town, fund):
    income(town, fund)
    who = town.people["resident"].name.open()
    row = ask(town, fund)
    line = income(town, fund, 5)
    for act in (
        lambda: ask(town, fund, 1, f"给{who}修门"),
        lambda: ask(town, fund, 1, "电话 13900001234"),
        lambda: vote(town, row, resolution=f"{who}提的"),
        lambda: fund_books.correct(line, voucher="更-1", what=f"{who}的", actor=None),
    ):
        with pytest.raises(DomainError) as caught:
            act()
        assert caught.value.code in {"named", "numbers"}


# --- the mirror -----------------------------------------------------------------------------------
def test_the_mirror_is_spent_for_what_was_resolved_and_not_more(town, fund):
    income(town, fund)
    row = ask(town, fund)
    with pytest.raises(DomainError) as caught:
        pay(town, row, 1)
    assert caught.value.field == "proposal"
    vote(town, row)
    pay(town, row, 500)
    with pytest.raises(DomainError) as caught:
        pay(town, row, 101)
    assert (caught.value.code, caught.value.field) == ("too_few", "amount")
    assert fund.balance == 500
    cost = {"kind": "cost", "voucher": "费-1", "what": "审计"}
    with pytest.raises(DomainError) as caught:
        income(town, fund, 501, **cost)
    assert caught.value.code == "too_few"
    with pytest.raises(DomainError) as caught:
        income(town, fund, 5, proposal=row)
    assert caught.value.field == "proposal"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"voucher": " "}, "voucher"),
        ({"what": " "}, "what"),
        ({"amount": 0}, "amount"),
        ({"kind": "correction"}, "kind"),
        ({"kind": "use"}, "proposal"),
        ({"booked_on": day(1)}, "booked_on"),
        ({"booked_on": day(-301)}, "booked_on"),
    ],
)
def test_a_line_has_its_voucher(town, fund, said, field):
    with pytest.raises(DomainError) as caught:
        income(town, fund, **said)
    assert caught.value.field == field


def test_a_voucher_is_copied_once(town, fund):
    income(town, fund, voucher="记-1")
    with pytest.raises(DomainError) as caught:
        income(town, fund, 7, voucher="记-1")
    assert caught.value.code == "voucher_known"


def test_what_was_wrong_stays_and_the_line_that_takes_it_back_says_why(town, fund):
    line = income(town, fund, 1000)
    back = fund_books.correct(line, voucher="更-1", what="是邻社区的", actor=town.staff)
    assert (back.amount, back.after, back.corrects) == (-1000, 0, line)
    for again in (line, back):
        with pytest.raises(DomainError) as caught:
            fund_books.correct(again, voucher="更-2", what="x", actor=None)
        assert caught.value.code == "moved_on"
    assert BookLine.objects.count() == 2


def test_a_gift_in_the_fund_is_followed_to_its_use(town, fund):
    gift = gifts.receive(give(town, money(500)), actor=town.secretary)
    income(town, fund, 400, kind="donation", gift=gift)
    with pytest.raises(DomainError) as caught:
        income(town, fund, 101, kind="donation", gift=gift)
    assert caught.value.code == "too_many"
    with pytest.raises(DomainError) as caught:
        income(town, fund, 9, gift=gift)
    assert caught.value.field == "gift"
    row = vote(town, ask(town, fund, 300))
    line = pay(town, row, 300, gift=gift)
    assert line.allocation.quantity == 300
    assert allocations.used(gift)[1] == 300
    fund_books.correct(line, voucher="更-1", what="付错了", actor=town.staff)
    assert allocations.used(gift)[1] == 0
    assert funds.spent(row) == 0


def test_a_comparison_says_in_words_what_differs(town, fund):
    for amount, voucher in ((100, "记-1"), (200, "记-2"), (300, "记-3")):
        income(town, fund, amount, voucher=voucher)
    said = {"since": fund.founded_on, "until": today(), "actor": town.staff}
    found = fund_books.reconcile(
        fund, theirs=Decimal(750), listed="记-1 100\n记-2\t250.00\n记-4，1,400", **said
    )
    assert found.in_words == [
        "凭证 记-2：账上 250 元，镜像里 200 元",
        "凭证 记-3：镜像里 300 元，账上没有",
        "凭证 记-4：账上 1,400 元，镜像里没有",
        "结余差 150 元：账上 750，镜像 600",
    ]
    right = "记-1 100\n记-2 200\n记-3 300"
    assert fund_books.reconcile(fund, theirs=Decimal(600), listed=right, **said).agrees
    for wrong in ("记-1", "记-1 很多", "记-1 1\n记-1 2"):
        with pytest.raises(DomainError) as caught:
            fund_books.reconcile(fund, theirs=Decimal(0), listed=wrong, **said)
        assert caught.value.field == "listed"
    with pytest.raises(DomainError) as caught:
        fund_books.reconcile(
            fund, since=today(), until=fund.founded_on, theirs=Decimal(0), listed="", actor=None
        )
    assert caught.value.field == "until"


# --- what the database itself refuses -------------------------------------------------------------
def link(fund, **values):
    said = {"seq": 2, "previous": 1, "before": 1000, "amount": -1, "after": 999, "kind": "cost"}
    row = {"community": fund.community, "fund": fund, "voucher": "v", "what": "x", **said}
    return BookLine.objects.create(**{**row, "booked_on": today(), **values})


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"amount": -1001, "after": -1}, "book_never_below_nothing"),
        ({"after": 998}, "book_adds_up"),
        ({"before": 900, "after": 899}, "book_follows_the_one_before"),
        ({"seq": 3, "previous": 2}, "book_follows_the_one_before"),
        ({"seq": 3, "previous": 1}, "book_begins_with_nothing"),
        ({"amount": 1, "after": 1001}, "book_kind_says_which_way"),
        ({"kind": "use"}, "book_kind_says_which_way"),
        ({"kind": "correction"}, "book_kind_says_which_way"),
        ({"voucher": ""}, "book_line_has_its_voucher"),
        ({"voucher": "收-1000"}, "book_voucher_once"),
    ],
)
def test_the_chain_holds_whoever_writes(town, fund, values, rule):
    income(town, fund)
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        link(fund, **values)
    assert link(fund).after == 999


def test_a_line_is_never_changed(town, fund):
    income(town, fund)
    for change in (lambda rows: rows.update(what="y"), lambda rows: rows.delete()):
        with pytest.raises(Exception, match="permission denied"), transaction.atomic():
            change(BookLine.objects.all())


# --- races ----------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
@LOCK_OFF
def test_the_last_yuan_is_promised_once(town, monkeypatch, locked):
    monkeypatch.setattr(outbox, "nudge", lambda: True)
    fund = a_fund(town)
    income(town, fund, 1000)
    rows = [ask(town, fund, 1000, what) for what in ("凉亭", "长椅")]
    if not locked:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    meeting = meet_inside(monkeypatch, funds, "free_of", after=True)
    outcomes = together(*[lambda row=row: vote(town, row) for row in rows])
    assert meeting.happened is not locked
    passed = FundProposal.objects.filter(status="passed").count()
    assert passed == (1 if locked else 2)
    if locked:
        assert [each.error.code for each in outcomes if each.error] == ["too_few"]


@pytest.mark.django_db(transaction=True)
@LOCK_OFF
def test_two_vouchers_at_once_stand_one_after_the_other(town, monkeypatch, locked):
    monkeypatch.setattr(outbox, "nudge", lambda: True)
    fund = a_fund(town)
    income(town, fund, 1000)
    row = vote(town, ask(town, fund, 1000))
    if not locked:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    meeting = meet_inside(monkeypatch, fund_books, "last_link", after=True)
    outcomes = together(*[lambda n=n: pay(town, row, 700, voucher=f"支-{n}") for n in range(2)])
    refusals = [each.error.code for each in outcomes if each.error]
    assert meeting.happened is not locked
    assert refusals == (["too_few"] if locked else ["busy"]), "without a lock the chain refuses"
    assert fund.balance == 300
