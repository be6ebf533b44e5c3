"""Changing a duty: every step of the table, by whom, and what it leaves."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from communities import duty_personal
from communities.actions import duty, duty_plans, duty_swaps
from communities.models import DutyShift, ShiftSwap
from communities.queries import duty as queries
from communities.workflow import SWAP_STEPS, SwapStatus
from core.exceptions import DomainError
from core.models import Message
from tests.communities.duty_help import planned, post

pytestmark = pytest.mark.django_db
ACTIONS = {
    "agree": duty_swaps.agree, "refuse": duty_swaps.refuse, "withdraw": duty_swaps.withdraw,
    "approve": duty_swaps.approve, "decline": duty_swaps.decline,
}  # fmt: skip
BY = {"asker": "worker", "other": "second_worker", "decider": "secretary"}


@pytest.fixture
def month(town):
    plan = planned(town, post(town.community), people=("worker", "second_worker", "staff"))
    return duty_plans.publish_plan(plan, actor=town.secretary)


def first_of(month, user):
    return month.shifts.filter(person=user).order_by("period").first()


@pytest.fixture
def swap(town, month):
    return ask(town, month)


def ask(town, month, *, back=True, by="worker", of="second_worker"):
    mine, theirs = (first_of(month, town.accounts[name]) for name in (by, of))
    return duty_swaps.ask_swap(
        mine, asked_of=town.accounts[of], wanted=theirs if back else None, note="看牙",
        actor=town.accounts[by],
    )  # fmt: skip


def take(step, swap, town, by=None):
    words = {"reason": "不行"} if step.reason_required else {}
    return ACTIONS[step.name](swap, actor=town.accounts[by or BY[step.party]], **words)


@pytest.mark.parametrize("step", [s for s in SWAP_STEPS if s.party], ids=lambda step: step.name)
@pytest.mark.parametrize("status", SwapStatus.values)
def test_every_step_of_the_table(town, swap, step, status):
    decided = {"decided_by": town.secretary} if status == "approved" else {}
    reason = "不行" if status == "refused" else ""
    ShiftSwap.objects.filter(pk=swap.pk).update(status=status, reason=reason, **decided)
    if status in step.sources:
        assert take(step, swap, town).status == step.target
    else:
        with pytest.raises(DomainError):
            take(step, swap, town)
        swap.refresh_from_db()
        assert swap.status == status


@pytest.mark.parametrize("step", [s for s in SWAP_STEPS if s.party], ids=lambda step: step.name)
def test_every_step_is_for_its_party_alone(town, swap, step):
    ShiftSwap.objects.filter(pk=swap.pk).update(status=sorted(step.sources)[0])
    for name in ("worker", "second_worker", "secretary", "staff"):
        if name != BY[step.party]:
            with pytest.raises(DomainError, match="不归您"):
                take(step, swap, town, by=name)


def test_an_approved_swap_changes_the_two_seats_and_tells_both(town, month, swap):
    mine, theirs = swap.shift, swap.wanted
    duty_swaps.agree(swap, actor=town.second_worker)
    assert Message.objects.get(code="communities.swap_agreed").to_user == town.secretary
    duty_swaps.approve(swap, actor=town.secretary)
    holders = {row.pk: row.person for row in DutyShift.objects.filter(pk__in=[mine.pk, theirs.pk])}
    assert holders == {mine.pk: town.second_worker, theirs.pk: town.worker}
    told = Message.objects.filter(code="communities.swap_approved")
    assert {message.to_user for message in told} == {town.worker, town.second_worker}


def test_two_shifts_at_one_hour_may_change_hands(town):
    night, second = post(town.community), post(town.community, "带班")
    plan = planned(town, night, second, people=("worker", "second_worker"))
    duty_plans.publish_plan(plan, actor=town.secretary)
    mine = plan.shifts.filter(person=town.worker).order_by("period").first()
    theirs = plan.shifts.get(person=town.second_worker, period=mine.period)
    swap = duty_swaps.ask_swap(mine, asked_of=town.second_worker, wanted=theirs, actor=town.worker)
    duty_swaps.agree(swap, actor=town.second_worker)
    duty_swaps.approve(swap, actor=town.secretary)
    assert DutyShift.objects.get(pk=mine.pk).person == town.second_worker


def test_somebody_may_just_take_it(town, month):
    mine = first_of(month, town.worker)
    near = (mine.period.lower - timedelta(days=2), mine.period.upper + timedelta(days=2))
    month.shifts.filter(person=town.second_worker, period__overlap=near).update(person=town.staff)
    swap = ask(town, month, back=False)
    duty_swaps.agree(swap, actor=town.second_worker)
    duty_swaps.approve(swap, actor=town.secretary)
    assert DutyShift.objects.get(pk=swap.shift_id).person == town.second_worker


def test_a_swap_leaves_everybody_eleven_hours(town, month):
    """Night after night is what the plan avoided; a colleague's kindness does not bring it back."""
    mine = first_of(month, town.worker)
    theirs = month.shifts.filter(
        person=town.second_worker, period__startswith__range=(
            mine.period.upper, mine.period.upper + timedelta(hours=11),
        ),
    )  # fmt: skip
    assert theirs.exists(), "the very next night is hers"
    with pytest.raises(DomainError, match="歇够 11 小时") as refused:
        duty_swaps.ask_swap(mine, asked_of=town.second_worker, actor=town.worker)
    assert refused.value.code == "tired"


def test_rest_is_looked_at_again_when_it_is_approved(town, month, swap):
    duty_swaps.agree(swap, actor=town.second_worker)
    later = swap.wanted.period.upper + timedelta(hours=3)
    DutyShift.objects.create(
        community=town.community, plan=month, post=post(town.community, "早班"), person=town.worker,
        period=DateTimeTZRange(later, later + timedelta(hours=2)),
    )  # fmt: skip
    with pytest.raises(DomainError, match="歇够"):
        duty_swaps.approve(swap, actor=town.secretary)
    assert DutyShift.objects.get(pk=swap.shift_id).person == town.worker


def test_where_the_secretary_is_one_of_the_two_a_third_decides(town):
    plan = planned(town, post(town.community), people=("secretary", "second_worker", "worker"))
    duty_plans.publish_plan(plan, actor=town.secretary)
    swap = ask(town, plan, by="secretary")
    duty_swaps.agree(swap, actor=town.second_worker)
    with pytest.raises(DomainError, match="不归您"):
        duty_swaps.approve(swap, actor=town.secretary)
    assert duty_swaps.approve(swap, actor=town.staff).status == "approved"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda town, mine, theirs: {"actor": town.staff}, "自己的班"),
        (lambda town, mine, theirs: {"asked_of": town.worker}, "不用和自己"),
        (lambda town, mine, theirs: {"asked_of": town.staff}, "不是对方的"),
        (lambda town, mine, theirs: {"asked_of": town.far_staff, "wanted": None}, "本社区工作"),
    ],
)
def test_what_cannot_be_asked(town, month, change, words):
    mine, theirs = (first_of(month, user) for user in (town.worker, town.second_worker))
    values = {"asked_of": town.second_worker, "wanted": theirs, "actor": town.worker}
    with pytest.raises(DomainError, match=words):
        duty_swaps.ask_swap(mine, **(values | change(town, mine, theirs)))


def test_a_shift_is_offered_once_at_a_time(town, month, swap):
    with pytest.raises(DomainError, match="已经在换"):
        ask(town, month)


def test_a_draft_is_not_swapped(town):
    plan = planned(town, post(town.community), people=("worker", "second_worker"))
    with pytest.raises(DomainError, match="还没公布"):
        ask(town, plan)


def test_whoever_is_busy_at_that_hour_cannot_take_it(town, month):
    extra = post(town.community, "带班")
    mine = first_of(month, town.worker)
    DutyShift.objects.create(
        community=town.community, plan=month, post=extra, period=mine.period,
        person=town.second_worker,
    )  # fmt: skip
    with pytest.raises(DomainError, match="已经有班"):
        duty_swaps.ask_swap(mine, asked_of=town.second_worker, actor=town.worker)


def test_a_swap_lapses_when_its_shift_is_no_longer_there_to_swap(town, swap):
    duty.take_off(swap.wanted, actor=town.secretary, reason="另有安排")
    swap.refresh_from_db()
    assert swap.status == "lapsed"


def test_a_swap_lapses_when_the_shift_begins(town, swap):
    assert duty_swaps.lapse_due() == 0
    begins = max(swap.shift.period.lower, swap.wanted.period.lower)
    assert duty_swaps.lapse_due(begins + timedelta(minutes=1)) == 1
    assert duty_swaps.lapse_due(begins + timedelta(minutes=1)) == 0


def test_the_database_knows_that_nobody_decides_for_himself(town, swap):
    with pytest.raises(IntegrityError), transaction.atomic():
        ShiftSwap.objects.filter(pk=swap.pk).update(decided_by=town.worker)


def test_who_sees_a_swap(town, swap):
    seen = {
        name
        for name in [*town.accounts, "anonymous"]
        if ShiftSwap.objects.visible_to(town.viewer(name)).exists()
    }
    assert seen == {"worker", "second_worker", "staff", "secretary"}
    assert len(queries.swaps_to_answer(town.viewer("second_worker"))) == 1
    duty_swaps.agree(swap, actor=town.second_worker)
    assert len(queries.swaps_to_decide(town.viewer("secretary"))) == 1
    assert queries.swaps_to_decide(town.viewer("worker")) == []


def test_a_day_later_the_words_are_gone_and_the_fact_stays(town, swap):
    duty_swaps.refuse(swap, reason="那天我不在", actor=town.second_worker)

    assert duty_personal.erase_duty(town.worker) == 2
    swap.refresh_from_db()
    assert (swap.note, swap.reason) == ("", "—")
    assert swap.changed_at <= timezone.now()


def test_who_shares_a_duty_has_nothing_to_swap_in_it(town):
    plan = planned(town, post(town.community, seats=2), people=("worker", "second_worker"))
    month = duty_plans.publish_plan(plan, actor=town.secretary)
    with pytest.raises(DomainError, match="换了也一样"):
        ask(town, month)
    assert not ShiftSwap.objects.exists()
