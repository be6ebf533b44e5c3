"""The books: nothing below nothing, every posting balances, whoever writes; one source, once."""

import itertools
import threading
from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, connections, models, transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import given as given_by
from hypothesis import strategies as st

from core import outbox, scope
from core.exceptions import DomainError
from points.actions import accounts, earning, expiry, ledger
from points.models import Account, Entry, Expiry, Posting
from tests import databases
from tests.points.conftest import a_deduction, a_rule, given, joined
from tests.races import together

pytestmark = pytest.mark.django_db
Kind = Posting.Kind
_turn = itertools.count()


def own(account, side="own"):
    return ledger.last(account, side)[1]


def move(account, kind, points, **values):
    source = values.pop("source", ("test", f"m{next(_turn)}"))
    return ledger.post(ledger.lock(account), kind, points, source=source, **values)


def balanced():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


# --- what actions do ------------------------------------------------------------------------------
def test_points_are_held_and_then_used_or_given_back(town, account, rule):
    given(town, account, rule, times=4)
    move(account, Kind.HOLD, 12)
    assert (own(account), own(account, "held")) == (8, 12)
    move(account, Kind.SETTLE, 5)
    move(account, Kind.RELEASE, 7)
    assert (own(account), own(account, "held")) == (15, 0)
    assert Account.objects.with_balance().get().own == 15


def test_nobody_uses_what_he_has_not(town, account, rule):
    given(town, account, rule)
    for kind, points in ((Kind.HOLD, 6), (Kind.SETTLE, 1), (Kind.RELEASE, 1), (Kind.LAPSE, 6)):
        with pytest.raises(DomainError) as refused:
            move(account, kind, points)
        assert refused.value.code == "too_few"
    with pytest.raises(DomainError) as refused:
        move(account, Kind.HOLD, 0)
    assert refused.value.code == "nothing"
    assert own(account) == 5


def test_a_reversal_is_a_row_of_its_own_with_its_reason_and_once(town, account, rule):
    first = given(town, account, rule)
    with pytest.raises(DomainError) as refused:
        ledger.reverse(first, reason=" ", actor=town.staff)
    assert refused.value.field == "reason"
    back = ledger.reverse(first, reason="记错户了", actor=town.staff)
    assert (own(account), back.reverses, Posting.objects.count()) == (0, first, 2)
    with pytest.raises(DomainError) as refused:
        ledger.reverse(first, reason="记错户了", actor=town.staff)
    assert refused.value.code == "moved_on"
    given(town, account, rule)
    held = move(account, Kind.HOLD, 5)
    with pytest.raises(DomainError) as refused:
        ledger.reverse(held, reason="x", actor=town.staff)
    assert refused.value.code == "kind"


def test_what_was_used_already_is_not_taken_back_below_nothing(town, account, rule):
    first = given(town, account, rule)
    move(account, Kind.HOLD, 3)
    with pytest.raises(DomainError) as refused:
        ledger.reverse(first, reason="记错户了", actor=town.staff)
    assert refused.value.code == "too_few"


# --- what is earned elsewhere ---------------------------------------------------------------------
def earned(account, rule="activity", reference="1", **values):
    return earning.earn(
        account.household, rule, source_kind="activity", source_reference=reference, **values
    )


def test_the_same_source_gives_once(town, account):
    a_rule(town, "参加活动", source="activity")
    first = earned(account)
    assert earned(account) == first
    assert own(account) == 5
    with pytest.raises(DomainError) as refused:
        move(account, Kind.EARN, 5, source=("activity", "1"))
    assert refused.value.code == "already"


def test_who_does_not_take_part_gets_nothing_and_nobody_is_stopped(town, account):
    assert earned(account) is None  # no rule says so
    a_rule(town, "参加活动", source="activity")
    accounts.leave(account, actor=town.staff)
    assert earned(account) is None
    stranger = joined(town, "neighbour")
    Account.objects.filter(pk=stranger.pk).delete()
    assert earned(stranger) is None
    with pytest.raises(DomainError) as refused:
        accounts.leave(account, actor=town.staff)
    assert refused.value.code == "moved_on"


def test_who_left_may_come_back_and_nobody_joins_twice(town, account):
    with pytest.raises(DomainError) as refused:
        accounts.take_part(account.household, actor=town.staff)
    assert refused.value.code == "already"
    accounts.leave(account, actor=town.staff)
    assert accounts.take_part(account.household, actor=town.staff) == account
    gone = town.households["neighbour"]
    gone.status = "ended"
    with pytest.raises(DomainError) as refused:
        accounts.take_part(gone, actor=town.staff)
    assert refused.value.code == "gone"


def test_a_cap_counts_in_its_period_and_not_what_was_taken_back(town, account):
    rule = a_rule(town, cap=12, cap_per="month", points=5)
    day = timezone.localdate()
    first = given(town, account, rule)
    given(town, account, rule)
    assert given(town, account, rule).points == 2
    assert earned(account, rule, "full") is None
    ledger.reverse(first, reason="记错户了", actor=town.staff)
    assert given(town, account, rule).points == 5
    assert rule.period(date(2026, 12, 3)) == (date(2026, 12, 1), date(2027, 1, 1))
    rule.cap_per = "quarter"
    assert rule.period(date(2026, 11, 3)) == (date(2026, 10, 1), date(2027, 1, 1))
    rule.cap_per = "year"
    assert rule.period(day) == (day.replace(month=1, day=1), date(day.year + 1, 1, 1))


def test_a_veto_stops_what_is_earned_for_its_days_and_takes_nothing_more(town, account, rule):
    given(town, account, rule, times=10)
    veto = a_deduction(town, points=10, veto_days=30)
    today = timezone.localdate()
    move(account, Kind.DEDUCT, 10, rule=veto, recorded_by=town.staff, approved_by=town.secretary)
    assert own(account) == 40
    assert earning.vetoed_until(account, today) == today + timedelta(days=30)
    assert earned(account, rule, "stopped") is None
    assert earned(account, rule, "later", happened_on=today + timedelta(days=31)) is not None


# --- what is old ----------------------------------------------------------------------------------
def test_old_points_end_only_after_they_were_announced(town, account, rule):
    today = timezone.localdate()
    said = {"meeting": "第四次居民代表会议", "actor": town.secretary}
    for field, values in (
        ("expires_on", {"earned_before": today, "expires_on": today + timedelta(days=29)}),
        ("earned_before", {"earned_before": today + timedelta(1), "expires_on": date(2099, 1, 1)}),
    ):
        with pytest.raises(DomainError) as refused:
            expiry.announce(town.community, **values, **said)
        assert refused.value.field == field
    facts = {"earned_before": today, "expires_on": today + timedelta(days=30)}
    with pytest.raises(DomainError) as refused:
        expiry.announce(town.community, **facts, **{**said, "meeting": " "})
    assert refused.value.field == "meeting"
    expiry.announce(town.community, **facts, **said)
    with pytest.raises(DomainError) as refused:
        expiry.announce(town.community, **facts, **said)
    assert refused.value.code == "already"
    given(town, account, rule, happened_on=today - timedelta(days=1))
    assert expiry.lapse_due() == 0
    assert own(account) == 5


def test_the_oldest_are_used_first_and_what_came_since_stays(town, account, rule):
    today = timezone.localdate()
    made = Expiry.objects.create(
        community=town.community, earned_before=today, meeting="x",
        expires_on=today + timedelta(days=30),
    )  # fmt: skip
    given(town, account, rule, times=4, happened_on=today - timedelta(days=1))
    given(town, account, rule, times=2)
    move(account, Kind.HOLD, 8)
    assert expiry.ends_with(account, made) == 20  # what is held counts among today's
    move(account, Kind.SETTLE, 8)
    assert expiry.ends_with(account, made) == 12


def test_the_night_takes_once(town, account, rule):
    today = timezone.localdate()
    old = today - timedelta(days=60)
    Expiry.objects.create(
        community=town.community, earned_before=today - timedelta(days=40), meeting="x",
        announced_on=today - timedelta(days=30), expires_on=today,
    )  # fmt: skip
    given(town, account, a_rule(town, "早年", adopted_on=date(2020, 1, 1),
                                starts_on=date(2020, 1, 1)), happened_on=old)  # fmt: skip
    given(town, account, rule)
    assert expiry.lapse_due() == 1
    Expiry.objects.update(done_at=None)
    assert expiry.lapse_due() == 0
    assert own(account) == 5


# --- what the database itself refuses -------------------------------------------------------------
def entry(account, posting, **values):
    """One that somebody past every action might write: the second link of what can be used."""
    said = {"side": "own", "amount": -1, "seq": 2, "previous": 1, "before": 5, "after": 4}
    row = {"community": account.community, "account": account, "posting": posting}
    return Entry.objects.create(**{**row, **said, **values})


@pytest.mark.parametrize(
    ("values", "rule_name"),
    [
        ({"amount": -6, "after": -1}, "entry_never_below_nothing"),
        ({"after": 3}, "entry_adds_up"),
        ({"before": 9, "after": 8}, "entry_follows_the_one_before"),
        ({"seq": 3, "previous": 2}, "entry_follows_the_one_before"),
        ({"seq": 3, "previous": 1}, "entry_begins_with_nothing"),
        ({"seq": 1, "previous": None, "before": 0, "amount": 9, "after": 9},
         "entry_one_link_after_another"),
        ({"side": "own", "seq": None, "previous": None, "before": None, "after": None},
         "entry_of_a_household_is_a_link"),
        ({"side": "spent"}, "entry_of_a_household_is_a_link"),
        ({"amount": 0, "after": 5}, "entry_moves_something"),
    ],
)  # fmt: skip
def test_the_chain_holds_whoever_writes(town, account, rule, values, rule_name):
    given(town, account, rule)
    held = Posting.objects.create(
        community=account.community, account=account, kind="hold", points=1,
        source_kind="x", source_reference="1", happened_on=timezone.localdate(),
    )  # fmt: skip
    with pytest.raises(IntegrityError, match=rule_name), transaction.atomic():
        entry(account, held, **values)
    entry(account, held)
    entry(account, held, side="held", amount=1, seq=1, previous=None, before=0, after=1)
    balanced()


def test_no_posting_is_committed_that_does_not_balance(town, account, rule):
    given(town, account, rule)
    balanced()
    facts = {
        "community": account.community, "account": account, "kind": "hold", "points": 1,
        "source_kind": "x", "happened_on": timezone.localdate(),
    }  # fmt: skip
    with transaction.atomic():
        Posting.objects.create(**facts, source_reference="none")
        with pytest.raises(IntegrityError, match="0 entries"):
            balanced()
        transaction.set_rollback(True)
    with transaction.atomic():
        made = Posting.objects.create(**facts, source_reference="uneven")
        entry(account, made)
        entry(account, made, side="held", amount=2, seq=1, previous=None, before=0, after=2)
        with pytest.raises(IntegrityError, match="sum to 1"):
            balanced()
        transaction.set_rollback(True)


def test_the_books_are_added_up_whatever_the_committer_may_see(town, account, rule):
    given(town, account, rule)
    with scope.entered([town.sibling.pk]):
        balanced()
        assert Posting.objects.count() == 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('wushe.communities', true)")
        assert cursor.fetchone() == ("*",)


def test_no_point_goes_into_another_household(town, account, rule):
    other = joined(town, "neighbour")
    made = given(town, account, rule)
    with pytest.raises(IntegrityError, match="entry_of_the_account"), transaction.atomic():
        entry(other, made, side="held", seq=1, previous=None, before=0, after=2, amount=2)


@pytest.mark.parametrize(
    ("values", "rule_name"),
    [
        ({"kind": "deduct"}, "posting_deduction_was_approved"),
        ({"kind": "reverse"}, "posting_reversal_names_what"),
        ({"points": 0}, "posting_moves_something"),
        ({"recorded_by": "staff", "approved_by": "staff"}, "posting_recorder_is_not_approver"),
    ],
)
def test_what_a_posting_must_say(town, account, rule, values, rule_name):
    people = {key: getattr(town, said) for key, said in values.items() if key.endswith("_by")}
    facts = {
        "community": account.community, "account": account, "kind": "earn", "points": 1,
        "rule": rule, "source_kind": "x", "source_reference": "1",
        "happened_on": timezone.localdate(), **values, **people,
    }  # fmt: skip
    with pytest.raises(IntegrityError, match=rule_name), transaction.atomic():
        Posting.objects.create(**facts)


def test_what_is_in_the_books_is_never_changed_or_taken_out(town, account, rule):
    given(town, account, rule)
    for table in (Posting, Entry):
        rows = table.objects.all()
        for change in (
            lambda rows: rows.update(community=1),
            lambda rows: rows._raw_delete("default"),
        ):
            with pytest.raises(Exception, match="permission denied"), transaction.atomic():
                change(rows)


# --- whatever is done -----------------------------------------------------------------------------
OPERATIONS = st.lists(
    st.tuples(
        st.sampled_from(["earn", "hold", "settle", "release", "lapse", "reverse"]),
        st.integers(min_value=0, max_value=40),
    ),
    max_size=16,
)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given_by(operations=OPERATIONS)
def test_whatever_is_done_the_sums_hold(town, account, rule, operations):
    with transaction.atomic():
        usable, held, earned_so_far = 0, 0, []
        for name, points in operations:
            made, refusal = None, None
            try:
                if name != "reverse":
                    made = move(account, name, points)
                elif earned_so_far:
                    made = ledger.reverse(earned_so_far[-1], reason="试", actor=None)
            except DomainError as refused:
                refusal = refused.code
            wanted = points
            if name == "reverse":
                if not earned_so_far:
                    continue
                wanted = earned_so_far[-1].points
            there = {"settle": held, "release": held, "earn": wanted}.get(name, usable)
            if refusal:
                assert refusal == ("too_few" if wanted else "nothing")
                assert wanted == 0 or wanted > there
                continue
            assert 0 < wanted <= there
            if name == "earn":
                earned_so_far.append(made)
            if name == "reverse":
                earned_so_far.pop()
            usable += {"earn": wanted, "release": wanted, "settle": 0}.get(name, -wanted)
            held += {"hold": wanted, "settle": -wanted, "release": -wanted}.get(name, 0)
        balanced()
        assert (own(account), own(account, "held")) == (usable, held)
        sums = dict(Entry.objects.values_list("side").annotate(n=models.Sum("amount")))
        assert sum(sums.values()) == 0
        assert (sums.get("own", 0), sums.get("held", 0)) == (usable, held)
        transaction.set_rollback(True)


# --- hundreds at once -----------------------------------------------------------------------------
HANDS, TRIES = 20, 15


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("guarded", [True, False], ids=["guarded", "guards-off"])
def test_of_three_hundred_at_once_no_more_is_used_than_there_is(town, monkeypatch, guarded):
    monkeypatch.setattr(outbox, "nudge", lambda: True)
    account, rule = joined(town), a_rule(town)
    given(town, account, rule, times=2)
    if not guarded:
        _guards_off(monkeypatch)
    got = _three_hundred(account)
    with scope.entered(scope.EVERYTHING):
        taken = Posting.objects.filter(kind="hold").count()
        rest = ledger.last(account, "own")[1]
    if guarded:
        assert got == {"got": 10, "too_few": HANDS * TRIES - 10}
        assert (taken, rest) == (10, 0)
    else:
        assert taken > 10


def _guards_off(monkeypatch):
    """No lock, and no chain of the database: what a plain read-then-write would do."""
    monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    with databases.as_owner_of_clone() as owner:
        for rule in ("entry_follows_the_one_before", "entry_one_link_after_another",
                     "entry_link_to_hold_on_to"):  # fmt: skip
            owner.execute(f"ALTER TABLE points_entry DROP CONSTRAINT {rule}")
    meeting, original = threading.Barrier(2), ledger.last

    def seen(account, side):
        """Each looks while another looks: what they write, they write from the same number."""
        answer = original(account, side)
        try:
            meeting.wait(0.3)
        except threading.BrokenBarrierError:
            meeting.reset()
        return answer

    monkeypatch.setattr(ledger, "last", seen)


def _three_hundred(account):
    found = Counter()

    def hand():
        mine = Counter()
        for _ in range(TRIES):
            try:
                with transaction.atomic():
                    scope.declare(scope.EVERYTHING)
                    move(account, Kind.HOLD, 1)
            except DomainError as refused:
                mine[refused.code] += 1
            else:
                mine["got"] += 1
        return mine

    for each in together(*[hand] * HANDS, communities=None, patience=120):
        assert each.error is None, each.error
        found += each.value
    connections.close_all()
    return found
