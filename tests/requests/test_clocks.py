"""Deadlines: a pure function of facts, rule and calendar."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.workcalendar import Calendar
from requests.clocks import Fact, Rule, Tick, Unit, read

pytestmark = pytest.mark.django_db
CHINA = ZoneInfo("Asia/Shanghai")
FIVE_DAYS = Rule(5, Unit.WORKDAYS)
TWO_HOURS = Rule(2, Unit.HOURS)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


def due(*facts: Fact) -> datetime | None:
    return read(facts, Calendar()).due_at


@pytest.mark.parametrize(
    ("began", "ends"),
    [  # the vectors of the published calendar: the start day is not counted
        ("2026-02-13T10:00", "2026-02-28T00:00"),
        ("2026-02-14T10:00", "2026-03-01T00:00"),
        ("2026-04-30T23:59", "2026-05-12T00:00"),
        ("2026-09-30T08:00", "2026-10-14T00:00"),
    ],
)
def test_five_working_days_over_the_holidays(began, ends):
    assert due(Fact(Tick.START, at(began), FIVE_DAYS)) == at(ends)


def test_hours_run_through_the_night_and_the_holiday():
    start = Fact(Tick.START, at("2026-02-16T23:30"), TWO_HOURS)
    assert due(start) == at("2026-02-17T01:30")


def test_a_paused_clock_shows_no_deadline_and_goes_on_with_what_was_left():
    start = Fact(Tick.START, at("2026-11-02T09:00"), TWO_HOURS)
    pause = Fact(Tick.PAUSE, at("2026-11-02T10:30"))
    resume = Fact(Tick.RESUME, at("2026-11-05T09:00"))
    assert due(start, pause) is None
    assert due(start, pause, resume) == at("2026-11-05T09:30")


def test_a_pause_gives_back_the_working_days_it_took():
    start = Fact(Tick.START, at("2026-11-02T09:00"), FIVE_DAYS)  # a Monday
    pause = Fact(Tick.PAUSE, at("2026-11-04T12:00"))  # two working days used
    resume = Fact(Tick.RESUME, at("2026-11-16T09:00"))
    assert due(start) == at("2026-11-10T00:00")
    assert due(start, pause, resume) == at("2026-11-20T00:00")


def test_a_new_rule_counts_from_the_beginning():
    start = Fact(Tick.START, at("2026-11-02T09:00"), FIVE_DAYS)
    ruled = Fact(Tick.RULE, at("2026-11-03T09:00"), Rule(1, Unit.WORKDAYS))
    assert due(start, ruled) == at("2026-11-04T00:00")


def test_what_was_granted_holds():
    start = Fact(Tick.START, at("2026-11-02T09:00"), FIVE_DAYS)
    more = Fact(Tick.EXTEND, at("2026-11-05T09:00"), until=at("2026-11-25T00:00"))
    assert due(start, more) == at("2026-11-25T00:00")


@pytest.mark.parametrize(
    ("stopped", "met"),
    [("2026-11-09T23:59", True), ("2026-11-10T00:00", True), ("2026-11-10T00:01", False)],
)
def test_in_time_or_late_is_said_when_it_stops(stopped, met):
    start = Fact(Tick.START, at("2026-11-02T09:00"), FIVE_DAYS)
    reading = read([start, Fact(Tick.STOP, at(stopped))], Calendar())
    assert reading.met is met
    assert not reading.running


def test_a_clock_that_stopped_while_paused_is_judged_by_what_it_had_used():
    start = Fact(Tick.START, at("2026-11-02T09:00"), TWO_HOURS)
    in_time, late = (
        Fact(Tick.PAUSE, at("2026-11-02T10:00")),
        Fact(Tick.PAUSE, at("2026-11-02T12:00")),
    )
    stop = Fact(Tick.STOP, at("2026-11-09T09:00"))
    assert read([start, in_time, stop], Calendar()).met is True
    assert read([start, late, stop], Calendar()).met is False


def test_what_comes_after_the_stop_changes_nothing():
    start = Fact(Tick.START, at("2026-11-02T09:00"), FIVE_DAYS)
    stop = Fact(Tick.STOP, at("2026-11-03T09:00"))
    more = Fact(Tick.EXTEND, at("2026-11-05T09:00"), until=at("2026-12-25T00:00"))
    assert read([start, stop, more], Calendar()) == read([start, stop], Calendar())


MOMENTS = st.lists(
    st.integers(0, 275 * 24 * 60).map(
        lambda minutes: at("2026-03-01T00:00") + timedelta(minutes=minutes)
    ),
    min_size=2,
    max_size=9,
    unique=True,
)


@given(moments=MOMENTS, unit=st.sampled_from(Unit), amount=st.integers(1, 20))
def test_a_pause_never_shortens_what_was_promised(moments, unit, amount):
    """Paused and resumed as often as you like: the deadline never moves forward in time."""
    first, *rest = sorted(moments)
    facts, earlier = (
        [Fact(Tick.START, first, Rule(amount, unit))],
        due(Fact(Tick.START, first, Rule(amount, unit))),
    )
    for pause, resume in zip(rest[::2], rest[1::2], strict=False):
        facts += [Fact(Tick.PAUSE, pause), Fact(Tick.RESUME, resume)]
        later = due(*facts)
        assert later is not None
        assert later >= earlier
        earlier = later
