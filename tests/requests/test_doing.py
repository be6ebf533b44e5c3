"""Inside the work: somebody else instead, who does which part, the money of an errand."""

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core import delivery
from core.exceptions import DomainError
from core.models import Message
from requests.actions import claiming, conclude, dispatch, money, sharing, substituting, work
from requests.actions.dispatch import Who
from requests.duties import duties_of
from requests.models import (
    DispatchCatalogue,
    MenuItem,
    MoneyLine,
    Offer,
    Party,
    RequestEvent,
    ServiceRequest,
    SubTask,
)
from requests.models.parties import Lane, Role, Via
from requests.queries import queue, tasks
from requests.queries.contact import contact_is_open
from requests.workflow import Duty, Status
from tests.requests.test_eligibility import picture
from tests.requests.test_tasks import fresh, pooled, volunteer
from tests.town import enter

__all__ = ["enter"]
WHY = "孩子发烧，走不开"


@pytest.fixture
def two(desk):
    """The neighbour has it; the stranger is a volunteer as well."""
    volunteer(desk.town, desk.town.neighbour)
    volunteer(desk.town, desk.town.stranger)
    row = claiming.claim(pooled(desk), by=desk.viewer("neighbour"))
    return row, desk.viewer("neighbour"), desk.viewer("stranger")


def steps(row: ServiceRequest) -> list[str]:
    events = RequestEvent.objects.filter(service_request=row).order_by("pk")
    return list(events.values_list("step", flat=True))


def told_all() -> None:
    while delivery.deliver_due():
        pass


# --- 换人 --------------------------------------------------------------------------------------


def test_it_changes_hands_only_by_the_others_own_yes(desk, two):
    row, lead, other = two
    row = substituting.propose(row, user=other.user, reason=WHY, by=lead)
    assert Duty.HANDLER in duties_of(lead, row)
    assert not contact_is_open(other, row)
    row = substituting.stand_in(row, by=other)
    assert row.status == Status.IN_PROGRESS
    party = Party.objects.standing().leads().get(service_request=row)
    assert (party.user_id, party.via) == (other.user_id, Via.OFFERED)
    assert party.signed_at is not None
    assert Duty.HANDLER not in duties_of(lead, row)
    assert not contact_is_open(lead, row), "whose door it is, is his business no longer"
    assert contact_is_open(other, row)
    assert steps(row)[-2:] == ["propose", "stand_in"]
    assert work.complete(row, result="办好了", by=other).status == Status.COMPLETED


def test_who_says_no_leaves_it_where_it_is(desk, two):
    row, lead, other = two
    row = substituting.propose(row, user=other.user, reason=WHY, by=lead)
    row = substituting.turn_down(row, by=other)
    assert Duty.HANDLER in duties_of(lead, row)
    assert row.offers.get(user=other.user).answer == Offer.Answer.DECLINED
    with pytest.raises(DomainError):
        substituting.stand_in(row, by=other)


def test_one_is_asked_at_a_time_and_three_in_all(desk, two):
    row, lead, other = two
    substituting.propose(row, user=other.user, reason=WHY, by=lead)
    with pytest.raises(DomainError) as refused:
        substituting.propose(row, user=desk.town.volunteer, reason=WHY, by=lead)
    assert refused.value.code == "asked_already"
    Offer.objects.all().delete()
    for _again in range(2):
        substituting.propose(row, user=other.user, reason=WHY, by=lead)
        Offer.objects.all().delete()
    with pytest.raises(DomainError) as refused:
        substituting.propose(row, user=other.user, reason=WHY, by=lead)
    assert refused.value.code == "enough"


@pytest.mark.parametrize("who", ["nobody", "himself", "the reporter", "no volunteer", "resting"])
def test_one_answer_for_all_who_cannot_be_asked(desk, two, who):
    """Whatever the reason: nobody looks people up by it."""
    row, lead, other = two
    if who == "resting":
        other.user.volunteers.update(status="suspended")
    person = {
        "nobody": None,
        "himself": lead.user,
        "the reporter": row.reporter,
        "no volunteer": desk.town.outsider,
        "resting": other.user,
    }[who]
    with pytest.raises(DomainError) as refused:
        substituting.propose(row, user=person, reason=WHY, by=lead)
    assert "这位现在请不了" in str(refused.value)
    assert not row.offers.filter(user=person).exists()


def test_who_tries_many_numbers_is_told_to_hand_it_back(desk, two):
    row, lead, other = two
    for _number in range(5):
        with pytest.raises(DomainError):
            substituting.propose(row, user=None, reason=WHY, by=lead)
    with pytest.raises(DomainError) as refused:
        substituting.propose(row, user=other.user, reason=WHY, by=lead)
    assert refused.value.code == "enough"


def test_only_who_was_asked_stands_in(desk, two):
    row, lead, other = two
    substituting.propose(row, user=other.user, reason=WHY, by=lead)
    for name in ("volunteer", "secretary", "resident"):
        with pytest.raises(DomainError):
            substituting.stand_in(row, by=desk.viewer(name))


def test_what_ended_meanwhile_waits_for_nobody(desk, two):
    row, lead, other = two
    substituting.propose(row, user=other.user, reason=WHY, by=lead)
    row = work.hand_back(row, reason=WHY, by=lead)
    assert row.offers.get(user=other.user).answer == Offer.Answer.LAPSED
    dispatch.open_pool(row, by=desk.viewer("secretary"))
    assert not [call for call in tasks.board(other).pool if call.stands_in]


def test_a_colleague_asks_a_colleague_and_the_desk_sees_it(desk):
    row, lead = desk.in_progress(), desk.viewer("worker")
    staff = desk.viewer("staff")
    row = substituting.propose(row, user=desk.town.staff, reason=WHY, by=lead)
    assert row.pk in [one.row.pk for one in queue.my_work(staff)]
    page = queue.case(desk.viewer("secretary"), fresh(row))
    assert page.doing.asked.user_id == desk.town.staff.pk
    row = substituting.stand_in(row, by=staff)
    assert Party.objects.standing().leads().get(service_request=row).user == desk.town.staff
    lines = [line["text"] for line in queue.case(desk.viewer("secretary"), row).timeline]
    assert any("换了一位来办" in line for line in lines)


def test_on_the_phone_and_who_hears_of_it(desk, two, enter):
    row, lead, other = two
    act = reverse("requests:task_act", args=[row.public_id, "propose"])
    phone = other.user.phone.open()
    assert enter("neighbour").post(act, {"phone": phone, "reason": WHY}).status_code == 302
    told_all()
    board = enter("stranger").get(reverse("requests:tasks")).content.decode()
    assert "接了的人临时有事" in board
    assert row.title not in board
    claim = reverse("requests:claim", args=[row.public_id])
    for _cut in range(2):
        answer = enter("stranger").post(claim)
        assert answer["Location"] == reverse("requests:task", args=[row.public_id])
    assert steps(row).count("stand_in") == 1
    told_all()
    told = set(Message.objects.values_list("code", "to_user_id"))
    assert ("requests.stand_in_asked", other.user_id) in told
    assert ("requests.relieved", lead.user_id) in told
    assert ("requests.stood_in", row.reporter_id) in told


# --- 分工 --------------------------------------------------------------------------------------


def test_it_is_not_done_while_a_part_is_open(desk):
    row, by = desk.in_progress(), desk.viewer("worker")
    row = sharing.add_task(row, what="借梯子", by=by)
    row = sharing.add_task(row, what="借梯子", by=by)  # sent again, from a page loaded anew
    row = sharing.add_task(row, what="买灯泡", by=by)
    assert row.sub_tasks.count() == 2
    first, second = row.sub_tasks.all()
    row = sharing.end_task(row, task=first, outcome="done", by=by)
    with pytest.raises(DomainError) as refused:
        work.complete(row, result="换了灯泡", by=by)
    assert refused.value.code == "tasks_open"
    row = sharing.end_task(row, task=second, outcome="dropped", by=by)
    before = len(steps(row))
    sharing.end_task(row, task=second, outcome="done", by=by)
    assert len(steps(row)) == before
    assert SubTask.objects.get(pk=second.pk).outcome == "dropped"
    assert work.complete(row, result="换了灯泡", by=by).status == Status.COMPLETED


def test_a_part_is_for_who_works_on_it(desk):
    row, by = desk.in_progress(), desk.viewer("worker")
    who = Who(Lane.COHANDLE, user=desk.town.staff, reason="懂电")
    row = dispatch.add_helper(row, who, by=desk.viewer("secretary"))
    helper = row.parties.get(role=Role.HELPER)
    row = sharing.add_task(row, what="断电", party=helper, by=by)
    with pytest.raises(DomainError):
        sharing.add_task(row, what="看着", party=row.parties.get(role=Role.REPORTER), by=by)
    with pytest.raises(DomainError):
        sharing.end_task(row, task=row.sub_tasks.get(), outcome="done", by=desk.viewer("resident"))
    sharing.end_task(row, task=row.sub_tasks.get(), outcome="done", by=desk.viewer("staff"))


# --- 代办的钱 -----------------------------------------------------------------------------------


@pytest.fixture
def errand(desk):
    MenuItem.objects.filter(code="groceries").update(audience="everyone")
    item = MenuItem.objects.get(code="groceries")
    assert item.handles_cash
    return desk.in_progress(item=item), desk.viewer("worker"), desk.viewer("resident")


def test_given_spent_and_given_back_by_two_hands(desk, errand):
    row, by, reporter = errand
    row = money.note_money(row, kind="advance", amount=Decimal(100), by=by)
    with pytest.raises(DomainError):
        work.complete(row, result="买到了", by=by)
    with pytest.raises(DomainError) as refused:
        money.note_money(row, kind="spent", amount=Decimal("86.5"), by=by)
    assert refused.value.field == "photos"
    row = money.note_money(row, kind="spent", amount=Decimal("86.5"), photos=[picture()], by=by)
    with pytest.raises(DomainError) as refused:
        money.note_money(row, kind="spent", amount=Decimal("86.5"), photos=[picture()], by=by)
    assert refused.value.code == "noted_already"
    row = money.note_money(row, kind="returned", amount=Decimal("13.5"), by=by)
    assert row.money.in_hand() == 0
    with pytest.raises(DomainError) as refused:
        work.complete(row, result="买到了", by=by)
    assert refused.value.code == "money_open"
    for line in row.money.unsigned():
        money.sign_money(row, line=line, by=reporter)
    assert work.complete(row, result="买到了", by=by).status == Status.COMPLETED


def test_nobody_walks_away_from_money_that_is_not_square(desk, errand):
    row, by, reporter = errand
    row = money.note_money(row, kind="advance", amount=Decimal(50), by=by)
    money.sign_money(row, line=row.money.get(), by=reporter)
    for leave in (
        lambda: work.hand_back(row, reason=WHY, by=by),
        lambda: substituting.propose(row, user=desk.town.staff, reason=WHY, by=by),
        lambda: conclude.withdraw(row, by=reporter),
    ):
        with pytest.raises(DomainError) as refused:
            leave()
        assert refused.value.code == "money_open"
    row = money.note_money(row, kind="returned", amount=Decimal(50), by=by)
    money.sign_money(row, line=row.money.last(), by=reporter)
    assert work.hand_back(row, reason=WHY, by=by).status == Status.CLASSIFIED


def test_nobody_signs_his_own_line(desk, errand):
    row, by, _reporter = errand
    row = money.note_money(row, kind="advance", amount=Decimal(50), by=by)
    line = row.money.get()
    with pytest.raises(DomainError):
        money.sign_money(row, line=line, how="phone", by=by)
    with pytest.raises(IntegrityError), transaction.atomic():
        MoneyLine.objects.filter(pk=line.pk).update(
            signed_by=by.user, signed_at=line.at, signed_how="phone"
        )
    with pytest.raises(DomainError) as refused:
        money.sign_money(row, line=line, by=desk.viewer("secretary"))
    assert refused.value.field == "how"
    money.sign_money(row, line=line, how="phone", by=desk.viewer("secretary"))
    line.refresh_from_db()
    assert (line.signed_by, line.signed_how) == (desk.town.secretary, "phone")


@pytest.mark.parametrize("kind", ["advance", "spent"])
def test_no_more_than_the_place_allows_of_his_money_or_of_ones_own(desk, errand, kind):
    row, by, _reporter = errand
    DispatchCatalogue.objects.update(cash_cap=200)
    photos = {"photos": [picture()]} if kind == "spent" else {}
    with pytest.raises(DomainError) as refused:
        money.note_money(row, kind=kind, amount=Decimal("200.01"), by=by, **photos)
    assert refused.value.field == "amount"
    money.note_money(row, kind=kind, amount=Decimal(200), by=by, **photos)


def test_what_has_nothing_to_do_with_money_takes_none(desk):
    row, by = desk.in_progress(), desk.viewer("worker")
    with pytest.raises(DomainError) as refused:
        money.note_money(row, kind="advance", amount=Decimal(1), by=by)
    assert refused.value.code == "no_cash"
    assert "money" not in [step.name for step in queue.case(by, row).steps]


def test_on_the_pages_of_both(desk, errand, enter):
    row, _by, _reporter = errand
    act = reverse("requests:case_act", args=[row.pk, "money"])
    for n in (1, 2):  # the answer got lost, the page was loaded anew
        said = {"kind": "advance", "amount": "60", "idempotency_key": str(uuid.UUID(int=n))}
        assert enter("worker").post(act, said).status_code == 302
    assert row.money.count() == 1
    resident, mine = enter("resident"), reverse("requests:mine_one", args=[row.public_id])
    page = resident.get(mine).content.decode()
    assert "¥60.00" in page
    assert "等另一方核对" in page
    sign = reverse("requests:mine_act", args=[row.public_id, "sign_money"])
    assert resident.post(sign, {"line": row.money.get().pk}).status_code == 302
    assert "两边都核对过" in resident.get(mine).content.decode()
    case = enter("worker").get(reverse("requests:case", args=[row.pk]))
    assert "两边都核对过" in case.content.decode()


# --- 时间 ---------------------------------------------------------------------------------------


def test_more_time_is_asked_for_before_the_day_and_for_a_later_one(desk):
    row, by = desk.in_progress(), desk.viewer("worker")
    later = row.due_at + timedelta(days=3)
    with pytest.raises(DomainError) as refused:
        work.ask_extension(row, until=row.due_at, reason="等配件", by=by)
    assert refused.value.field == "until"
    ServiceRequest.objects.filter(pk=row.pk).update(due_at=timezone.now() - timedelta(minutes=1))
    with pytest.raises(DomainError) as refused:
        work.ask_extension(row, until=later, reason="等配件", by=by)
    assert refused.value.code == "too_late"
    ServiceRequest.objects.filter(pk=row.pk).update(due_at=row.due_at)
    row = work.ask_extension(row, until=later, reason="等配件", by=by)
    with pytest.raises(DomainError) as refused:
        work.extend(row, until=later, by=by)
    assert refused.value.code == "own_request"
    assert work.extend(row, until=later, by=desk.viewer("secretary")).due_at == later
