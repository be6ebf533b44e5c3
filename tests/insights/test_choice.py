"""What stands in an address, and what is made of it."""

from datetime import date

import pytest

from insights.choice import FREE, chosen, options
from insights.periods import Period, month_of, parsed, quarter, written, year

TODAY = date(2026, 5, 20)
MARCH = month_of(date(2026, 3, 1))


@pytest.mark.parametrize(
    ("asked", "period", "code"),
    [
        ({}, month_of(TODAY), "month"),
        ({"period": "quarter"}, quarter(TODAY), "quarter"),
        ({"period": "2026-03"}, MARCH, "2026-03"),
        ({"period": "2025-Q4"}, quarter(date(2025, 10, 1)), "2025-Q4"),
        ({"period": "2025"}, year(2025), "2025"),
        ({"from": "2026-03-03", "to": "2026-03-20"},
         Period(date(2026, 3, 3), date(2026, 3, 21)), FREE),
        ({"period": FREE, "from": "2026-03-01", "to": "2026-03-31"}, MARCH, "2026-03"),
        ({"from": "2026-01-01", "to": "2026-12-31"}, year(2026), "2026"),
    ],
)  # fmt: skip
def test_a_period_as_it_is_asked_for(asked, period, code):
    choice = chosen(asked, TODAY)
    assert (choice.period, choice.code, choice.trouble) == (period, code, "")


@pytest.mark.parametrize(
    "asked",
    [
        {"period": "2026-13"},
        {"period": "when it rains"},
        {"period": FREE},
        {"from": "2026-03-20"},
        {"from": "2026-03-20", "to": "2026-03-03"},
        {"from": "2026-02-30", "to": "2026-03-03"},
        {"from": "1815-06-18", "to": "2026-03-03"},
    ],
)
def test_what_cannot_be_read_gives_the_month_and_says_so(asked):
    choice = chosen(asked, TODAY)
    assert (choice.period, choice.code) == (month_of(TODAY), "month")
    assert choice.trouble


def test_the_address_says_it_again():
    choice = chosen({"period": "2026-Q1", "area": "12", "show": "orders"}, TODAY)
    assert choice.query() == "?period=2026-Q1&area=12&show=orders"
    assert choice.query(area=7, show="") == "?period=2026-Q1&area=7"
    free = chosen({"from": "2026-03-03", "to": "2026-03-20", "area": "no place"}, TODAY)
    assert free.query() == "?period=free&from=2026-03-03&to=2026-03-20"
    assert free.query(period="month") == "?period=month"


@pytest.mark.parametrize("text", ["2026", "2026-Q3", "2026-08"])
def test_a_whole_period_has_a_short_form(text):
    assert written(parsed(text)) == text


def test_any_other_has_none():
    assert written(Period(date(2026, 3, 2), date(2026, 3, 9))) == ""


def test_the_picker_goes_back_from_today_and_marks_what_is_shown():
    shelves = dict(options(chosen({"period": "2026-03"}, TODAY), TODAY))
    months = shelves["月"]
    assert [one.code for one in months[:3]] == ["2026-05", "2026-04", "2026-03"]
    assert [one.code for one in months if one.current] == ["2026-03"]
    assert [one.code for one in shelves["年"]] == ["2026", "2025", "2024", "2023"]


def test_of_a_month_that_goes_on_as_many_days_are_compared():
    """The first 20 days of May beside the first 20 of April and of May a year ago."""
    may = month_of(TODAY)
    assert may.days_so_far(TODAY) == 20
    assert may.compared(TODAY) == (
        Period(date(2026, 4, 1), date(2026, 4, 21)),
        Period(date(2025, 5, 1), date(2025, 5, 21)),
    )


def test_a_shorter_month_before_is_compared_whole():
    on_the_thirtieth = month_of(date(2026, 3, 30)).compared(date(2026, 3, 30))[0]
    assert on_the_thirtieth == month_of(date(2026, 2, 1))


@pytest.mark.parametrize("today", [date(2026, 3, 31), TODAY, date(2026, 2, 27)])
def test_what_is_over_or_still_to_come_is_compared_whole(today):
    assert MARCH.days_so_far(today) == 0
    assert MARCH.compared(today) == (month_of(date(2026, 2, 1)), month_of(date(2025, 3, 1)))
