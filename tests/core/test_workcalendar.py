from datetime import UTC, date, datetime, timedelta

import pytest

from core import workcalendar
from core.models import CalendarDay

pytestmark = pytest.mark.django_db

HOLIDAY, WORKDAY = CalendarDay.Kind.HOLIDAY, CalendarDay.Kind.WORKDAY


def override(day: date, kind: str) -> CalendarDay:
    return CalendarDay.objects.create(date=day, kind=kind, name="test")


@pytest.mark.parametrize("year", [2025, 2026])
def test_the_published_years_have_248_working_days(year):
    assert workcalendar.workdays_between(date(year - 1, 12, 31), date(year, 12, 31)) == 248


@pytest.mark.parametrize("day", ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"])
def test_make_up_days_of_2026_are_worked(day):
    on = date.fromisoformat(f"2026-{day}")
    assert on.weekday() >= 5
    assert workcalendar.is_workday(on)


@pytest.mark.parametrize("day", range(15, 24))
def test_the_spring_festival_of_2026_is_free(day):
    assert not workcalendar.is_workday(date(2026, 2, day))


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2026-02-13", "2026-02-27"),
        ("2026-02-14", "2026-02-28"),
        ("2026-04-30", "2026-05-11"),
        ("2026-09-30", "2026-10-13"),
    ],
)
def test_five_working_days_without_the_start_day(start, due):
    start_day, due_day = date.fromisoformat(start), date.fromisoformat(due)
    assert workcalendar.add_workdays(start_day, 5) == due_day
    assert workcalendar.workdays_between(start_day, due_day) == 5


def test_counting_backwards_and_standing_still():
    assert workcalendar.add_workdays(date(2026, 2, 27), -5) == date(2026, 2, 13)
    assert workcalendar.add_workdays(date(2026, 2, 15), 0) == date(2026, 2, 15)
    assert workcalendar.workdays_between(date(2026, 2, 27), date(2026, 2, 13)) == -5


def test_a_year_nobody_announced_falls_back_to_weekends():
    assert workcalendar.is_workday(date(2031, 10, 1))  # a Wednesday, and a holiday in truth
    assert not workcalendar.is_workday(date(2031, 10, 4))


def test_an_override_takes_effect_at_once_and_ends_with_its_removal():
    day = date(2026, 3, 3)
    assert workcalendar.is_workday(day)
    row = override(day, HOLIDAY)
    assert not workcalendar.is_workday(day)
    assert workcalendar.add_workdays(date(2026, 3, 2), 1) == date(2026, 3, 4)
    row.delete()
    assert workcalendar.is_workday(day)


def test_an_override_can_call_people_to_work_on_a_sunday():
    override(date(2026, 3, 8), WORKDAY)
    assert workcalendar.is_workday(date(2026, 3, 8))


def test_a_missing_year_is_named_until_its_holidays_are_entered():
    autumn = date(2026, 11, 1)
    assert workcalendar.missing_years(autumn) == [2027]
    assert workcalendar.missing_years(date(2026, 9, 30)) == []
    assert workcalendar.missing_years(date(2027, 3, 1)) == [2027]
    override(date(2027, 1, 1), HOLIDAY)
    override(date(2027, 5, 1), HOLIDAY)
    assert workcalendar.missing_years(autumn) == [2027]
    override(date(2027, 10, 1), HOLIDAY)
    assert workcalendar.missing_years(autumn) == []


def test_a_period_ends_at_midnight_in_shanghai_and_never_on_a_holiday():
    assert workcalendar.end_of_workday(date(2026, 2, 13)) == datetime(2026, 2, 13, 16, tzinfo=UTC)
    assert workcalendar.end_of_workday(date(2026, 2, 15)) == datetime(2026, 2, 24, 16, tzinfo=UTC)


def test_one_calendar_asks_the_table_once_a_year(django_assert_num_queries):
    calendar = workcalendar.Calendar()
    with django_assert_num_queries(2):
        calendar.add_workdays(date(2025, 12, 25), 20)
        calendar.add_workdays(date(2025, 12, 26), 20)


def test_adding_and_counting_agree_over_two_years():
    calendar = workcalendar.Calendar()
    for offset in range(0, 500, 7):
        start = date(2025, 1, 1) + timedelta(days=offset)
        for days in (1, 3, 5, 15, 60):
            due = calendar.add_workdays(start, days)
            assert calendar.is_workday(due)
            assert calendar.workdays_between(start, due) == days
