"""One writes it down, another approves; a deduction is announced and may be objected to."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils import timezone

from communities.views.acts import buttons
from core import outbox, scope
from core.exceptions import DomainError
from core.models import Message
from points.actions import ledger, records, rules
from points.models import Account, Posting, Record
from points.views.acts import RECORD_ACTS
from tests.days import day
from tests.points.conftest import a_rule, given, joined
from tests.races import meet_inside, together

pytestmark = pytest.mark.django_db
ACT = "points:record_act"


def today():
    return timezone.localdate()


def own(account):
    return ledger.last(account, "own")[1]


def written(town, account, rule, **values):
    said = {"happened_on": today(), "evidence": "星期六扫了整个单元", "actor": town.staff}
    return records.record(account, rule=rule, **{**said, **values})


@pytest.fixture
def noticed(town, account, rule, deduction):
    given(town, account, rule, times=10)
    return records.approve(written(town, account, deduction), actor=town.secretary)


def passed(row):
    """The time to object is over."""
    Record.objects.filter(pk=row.pk).update(object_until=today() - timedelta(days=1))


def test_it_counts_once_another_has_approved(town, account, rule):
    row = written(town, account, rule, times=2)
    assert (row.status, own(account)) == ("pending", 0)
    with pytest.raises(DomainError) as refused:
        records.approve(row, actor=town.staff)
    assert refused.value.code == "own_record"
    row = records.approve(row, actor=town.secretary)
    assert (row.status, own(account)) == ("posted", 10)
    assert (row.posting.recorded_by, row.posting.approved_by) == (town.staff, town.secretary)
    with pytest.raises(DomainError) as refused:
        records.approve(row, actor=town.secretary)
    assert refused.value.code == "moved_on"


def test_the_database_too_lets_nobody_approve_his_own(town, account, rule):
    row = written(town, account, rule)
    with pytest.raises(IntegrityError, match="recorder_is_not_approver"), transaction.atomic():
        Record.objects.filter(pk=row.pk).update(decided_by=town.staff)


def test_what_is_not_approved_says_why(town, account, rule):
    row = written(town, account, rule)
    with pytest.raises(DomainError) as refused:
        records.reject(row, reason=" ", actor=town.secretary)
    assert refused.value.field == "reason"
    row = records.reject(row, reason="那天没有来", actor=town.secretary)
    assert (row.status, own(account)) == ("rejected", 0)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"happened_on": day(1)}, "happened_on"),
        ({"happened_on": day(-800)}, "rule"),
        ({"evidence": " "}, "evidence"),
    ],
)
def test_what_a_record_must_say(town, account, rule, values, field):
    with pytest.raises(DomainError) as refused:
        written(town, account, rule, **values)
    assert refused.value.field == field


def test_a_rule_of_the_neighbours_and_a_household_that_left_are_refused(town, account, rule):
    with scope.entered(scope.EVERYTHING):
        theirs = rules.adopt(
            town.sibling, name="别处", sign="earn", points=1, unit="次", meeting="x",
            adopted_on=today(), starts_on=today(), actor=None,
        )  # fmt: skip
    with pytest.raises(DomainError) as refused:
        written(town, account, theirs)
    assert refused.value.field == "rule"
    Account.objects.update(left_on=today())
    with pytest.raises(DomainError) as refused:
        written(town, account, rule)
    assert refused.value.code == "not_taking_part"


def test_over_the_cap_nothing_is_approved(town, account):
    rule = a_rule(town, cap=5, cap_per="month")
    given(town, account, rule)
    row = written(town, account, rule)
    with pytest.raises(DomainError) as refused:
        records.approve(row, actor=town.secretary)
    assert refused.value.code == "no_room"
    assert Record.objects.get().status == "pending"


def test_what_the_cap_left_out_is_said_wherever_the_points_are_shown(town, enter, account):
    rule = a_rule(town, cap=30, cap_per="quarter")
    given(town, account, rule)
    row = records.approve(written(town, account, rule, times=99), actor=town.secretary)
    assert (row.signed, row.left_out, own(account)) == ("+25", 470, 30)
    for name, address in (
        ("staff", reverse("points:record", args=[row.pk])),
        ("staff", reverse("points:board") + "?state=posted"),
        ("staff", reverse("points:account", args=[account.pk])),
        ("resident", reverse("points:mine")),
    ):
        shown = enter(name).get(address).content.decode()
        assert "+25" in shown
        assert "+495" not in shown
        assert "每季度最多 30 分，其余 470 分不记" in shown
    assert "按规则 +5 / 次（每季度最多 30 分），记 25 分" in shown


def test_of_a_deduction_only_what_was_there_is_shown_as_taken(town, account, rule, deduction):
    given(town, account, rule)
    row = records.approve(written(town, account, deduction), actor=town.secretary)
    assert row.signed == "−20"
    passed(row)
    assert (records.take(row).signed, row.left_out) == ("−5", 0)
    assert Record.objects.select_related("posting").get().left_out == 15


# --- taking away ----------------------------------------------------------------------------------
def test_a_deduction_is_told_first_and_taken_when_nobody_objected(town, account, noticed):
    assert (noticed.status, own(account)) == ("noticed", 50)
    [message] = Message.objects.filter(code="points.deduction_noticed")
    assert message.to_user == town.resident
    assert records.take_due() == 0
    with pytest.raises(DomainError) as refused:
        records.take(noticed)
    assert refused.value.code == "not_due"
    passed(noticed)
    assert records.take_due() == 1
    assert records.take_due() == 0
    assert own(account) == 30
    assert Record.objects.get(pk=noticed.pk).posting.kind == "deduct"


def test_the_database_too_takes_nothing_that_was_not_announced(town, account, deduction):
    row = written(town, account, deduction)
    with pytest.raises(IntegrityError, match="deduction_was_announced"), transaction.atomic():
        Record.objects.filter(pk=row.pk).update(status="noticed")


def test_no_more_is_taken_than_there_is_and_nothing_from_nobody(town, account, rule, deduction):
    given(town, account, rule)
    two = [records.approve(written(town, account, deduction), actor=town.secretary)
           for _ in "ab"]  # fmt: skip
    for row in two:
        passed(row)
    records.take_due()
    assert own(account) == 0
    states = Record.objects.order_by("pk").values_list("status", "decision")
    assert list(states) == [("posted", ""), ("dropped", "没有可扣的分")]


def test_while_an_appeal_waits_nothing_is_taken(town, account, noticed):
    with pytest.raises(DomainError) as refused:
        records.appeal(noticed, appeal=" ", actor=town.resident)
    assert refused.value.field == "appeal"
    row = records.appeal(noticed, appeal="那天我们家没有人", actor=town.resident)
    with pytest.raises(DomainError) as refused:
        records.appeal(row, appeal="再说一次", actor=town.resident)
    assert refused.value.code == "too_late"
    passed(row)
    assert records.take_due() == 0
    said = {
        "upheld": True,
        "body": "居民议事会",
        "words": "查了监控，不是这一户",
        "heard_on": today(),
    }
    with pytest.raises(DomainError) as refused:
        records.answer(row, **said, actor=town.staff)
    assert refused.value.code == "own_record"
    for field in ("body", "words"):
        with pytest.raises(DomainError) as refused:
            records.answer(row, **{**said, field: " "}, actor=town.secretary)
        assert refused.value.field == field
    for heard_on in (today() - timedelta(days=1), today() + timedelta(days=1)):
        with pytest.raises(DomainError) as refused:
            records.answer(row, **{**said, "heard_on": heard_on}, actor=town.secretary)
        assert refused.value.field == "heard_on"
    row = records.answer(row, **said, actor=town.secretary)
    assert (row.status, own(account)) == ("dropped", 50)
    assert row.appeal_body == f"居民议事会 {today()}"
    with pytest.raises(DomainError) as refused:
        records.answer(row, **said, actor=town.secretary)
    assert refused.value.code == "moved_on"
    assert records.take_due() == 0


def test_who_appealed_hears_that_it_was_answered(town, enter, account, noticed):
    row = records.appeal(noticed, appeal="不是我", actor=town.resident)
    said = {"upheld": False, "body": "居民议事会", "words": "三位邻居看见", "heard_on": today()}
    records.answer(row, **said, actor=town.secretary)
    [message] = Message.objects.filter(code="points.appeal_answered")
    assert message.to_user == town.resident
    assert "三位邻居看见" in enter("resident").get(message.link).content.decode()


def test_an_appeal_that_is_not_upheld_lets_the_deduction_come(town, account, noticed):
    row = records.appeal(noticed, appeal="不是我", actor=town.resident)
    said = {"upheld": False, "body": "居民议事会", "words": "三位邻居看见", "heard_on": today()}
    records.answer(row, **said, actor=town.secretary)
    passed(row)
    assert records.take_due() == 1
    assert own(account) == 30


def test_after_its_time_nobody_appeals(town, account, noticed):
    passed(noticed)
    with pytest.raises(DomainError) as refused:
        records.appeal(noticed, appeal="晚了", actor=town.resident)
    assert refused.value.code == "too_late"


def test_what_was_added_may_be_appealed_and_taken_back(town, account, rule):
    row = records.approve(written(town, account, rule), actor=town.secretary)
    row = records.appeal(row, appeal="应该是两次", actor=town.resident)
    said = {"upheld": True, "body": "居民议事会", "words": "重新记两次", "heard_on": today()}
    row = records.answer(row, **said, actor=town.secretary)
    assert (row.status, own(account)) == ("reversed", 0)


def test_who_wrote_it_down_does_not_take_it_back(town, account, rule):
    row = records.approve(written(town, account, rule), actor=town.secretary)
    with pytest.raises(DomainError) as refused:
        records.reverse(row, reason="记错户了", actor=town.staff)
    assert refused.value.code == "own_record"
    records.reverse(row, reason="记错户了", actor=town.secretary)
    assert own(account) == 0
    assert Posting.objects.count() == 2


def spend(account, points):
    ledger.post(ledger.lock(account), "hold", points, source=("redemption", "1"))


def test_what_was_given_by_mistake_and_used_is_not_owed_and_says_why(town, account, rule):
    row = records.approve(written(town, account, rule), actor=town.secretary)
    with pytest.raises(DomainError) as refused:
        records.leave_as_used(row, reason="记错户了", actor=town.secretary)
    assert refused.value.code == "there"
    spend(account, 3)
    with pytest.raises(DomainError) as refused:
        records.reverse(row, reason="记错户了", actor=town.secretary)
    assert refused.value.code == "used"
    acts = [each["label"] for each in buttons(town.viewer("secretary"), row, RECORD_ACTS, ACT)]
    assert acts == ["记错了，分已用掉"]
    for actor, reason, said in ((town.staff, "错", "own_record"), (town.secretary, " ", "reason")):
        with pytest.raises(DomainError) as refused:
            records.leave_as_used(row, reason=reason, actor=actor)
        assert said in {refused.value.code, refused.value.field}
    row = records.leave_as_used(row, reason="记错户了", actor=town.secretary)
    assert (row.status, row.decision, own(account)) == ("posted", "记错户了", 2)
    assert buttons(town.viewer("secretary"), row, RECORD_ACTS, ACT) == []


def test_an_upheld_appeal_finds_an_answer_when_the_points_are_used(town, account, rule):
    row = records.approve(written(town, account, rule), actor=town.secretary)
    row = records.appeal(row, appeal="应该是两次", actor=town.resident)
    spend(account, 3)
    said = {"upheld": True, "body": "居民议事会", "words": "重新记两次", "heard_on": today()}
    row = records.answer(row, **said, actor=town.secretary)
    assert (row.status, row.appeal_upheld, own(account)) == ("posted", True, 2)
    assert "不追回" in row.decision


# --- rules ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"adopted_on": day(), "starts_on": day(-1)}, "starts_on"),
        ({"cap": 5}, "cap"),
        ({"cap_per": "month"}, "cap"),
        ({"sign": "deduct", "source": "activity"}, "sign"),
        ({"sign": "deduct", "cap": 5, "cap_per": "month"}, "sign"),
        ({"veto_days": 5}, "veto_days"),
    ],
)  # fmt: skip
def test_what_a_rule_must_say(town, values, field):
    with pytest.raises(DomainError) as refused:
        a_rule(town, **values)
    assert refused.value.field == field


def test_a_rule_is_not_changed_but_ended_and_another_adopted(town, rule):
    a_rule(town, "参加活动", source="activity")
    for name, source, code in ((rule.name, "desk", "twice"), ("来活动", "activity", "taken")):
        with pytest.raises(DomainError) as refused:
            a_rule(town, name, source=source)
        assert refused.value.code == code
    rules.end(rule, actor=town.staff)
    with pytest.raises(DomainError) as refused:
        rules.end(rule, actor=town.staff)
    assert refused.value.code == "moved_on"
    assert a_rule(town, rule.name, points=8).points == 8


# --- two at once ----------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False], ids=["locked", "lock-off"])
def test_a_record_that_two_approve_counts_once(town, monkeypatch, locked):
    monkeypatch.setattr(outbox, "nudge", lambda: True)
    account, rule = joined(town), a_rule(town)
    with scope.entered(scope.EVERYTHING):
        row = written(town, account, rule)
    if not locked:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    meeting = meet_inside(monkeypatch, records, "_require")
    outcomes = together(*[lambda: records.approve(row, actor=town.secretary)] * 2)
    refused = [each.error.code for each in outcomes if each.error]
    assert meeting.happened is not locked
    assert (refused == ["moved_on"]) is locked
    with scope.entered(scope.EVERYTHING):
        assert own(account) == 5  # the lock off, one source still counts once in the books
