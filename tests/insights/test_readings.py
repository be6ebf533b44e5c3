"""From figures to what an indicator says: periods, shares, stocks, people; few statements."""

from datetime import date

import pytest

from core import scope, tally
from insights.actions import folding
from insights.indicators import REGISTRY
from insights.indicators.shape import Indicator, LeftOut, Pillar, Theme, Unit, flow, people, stock
from insights.models import Figure
from insights.periods import Period, month_of, quarter, year
from insights.queries import readings
from tests.insights.test_folding import at

pytestmark = pytest.mark.django_db


def made(part, base=(), **more) -> Indicator:
    words = {"name": "名", "definition": "义。", "decision": "做。"}
    return Indicator(
        "x", **words, unit=Unit.PERCENT if base else Unit.CASES, theme=Theme.LOOP,
        pillar=Pillar.COMMUNITY, part=part, base=base, **more,
    )  # fmt: skip


@pytest.fixture
def figures(town):
    """Straight into the table: what the folding writes is tested where it is done."""

    def write(value, *, day, measure="requests.closed", by="", of="", place=None):
        place = place or town.community
        for span, first in (("day", day), ("month", day.replace(day=1))):
            row, _new = Figure.objects.get_or_create(
                measure=measure, area_id=place.pk, span=span, starts_on=first, by=by, of=of,
                defaults={"value": 0},
            )  # fmt: skip
            row.value += value
            row.save()

    return write


def says(town, indicator, period) -> readings.Reading:
    return readings.read([indicator], [town.community.pk], period)[town.community.pk, "x"]


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (month_of(date(2026, 3, 9)), 7),
        (Period(date(2026, 3, 5), date(2026, 3, 6)), 3),
        (Period(date(2026, 2, 20), date(2026, 4, 2)), 5 + 7 + 11),
        (Period(date(2026, 3, 6), date(2026, 3, 31)), 4),
        (quarter(date(2026, 1, 1)), 5 + 7),
        (year(2026), 5 + 7 + 11),
        (year(2025), 0),
    ],
)
def test_a_period_is_its_months_and_the_days_beside_them(town, figures, period, expected):
    figures(5, day=date(2026, 2, 25))
    figures(3, day=date(2026, 3, 5))
    figures(4, day=date(2026, 3, 30))
    figures(11, day=date(2026, 4, 1))
    assert says(town, made((flow("requests.closed"),)), period).part == expected


def test_what_stands_is_everything_before_the_end(town, figures):
    figures(5, day=date(2025, 2, 25), measure="volunteers.active")
    figures(3, day=date(2026, 3, 5), measure="volunteers.active")
    figures(-1, day=date(2026, 3, 9), measure="volunteers.active")
    standing = made((stock("volunteers.active"),))
    assert says(town, standing, month_of(date(2026, 2, 1))).part == 5
    assert says(town, standing, Period(date(2026, 3, 1), date(2026, 3, 6))).part == 8
    assert says(town, standing, month_of(date(2026, 3, 1))).part == 7


def test_people_are_known_of_whole_months_quarters_and_years_only(town):
    Figure.objects.create(
        measure="activities.attended", area_id=town.community.pk, span="month",
        starts_on=date(2026, 3, 1), by="people", of="", value=4,
    )  # fmt: skip
    came = made((people("activities.attended"),))
    assert says(town, came, month_of(date(2026, 3, 1))).part == 4
    assert says(town, came, quarter(date(2026, 1, 1))).part == 0
    odd = says(town, came, Period(date(2026, 3, 1), date(2026, 3, 9)))
    assert (odd.part, odd.value) == (None, None)


def test_a_share_stands_with_both_numbers_and_what_was_left_out(town, figures):
    march = {"day": date(2026, 3, 5), "by": "out·solved"}
    for of, value in (("·yes", 8), ("·no", 2), ("·", 5), ("yes·yes", 1)):
        figures(value, of=of, **march)
    solved = says(town, made(
        (flow("requests.closed", "out·solved", "·yes"),),
        (flow("requests.closed", "out·solved", "·yes", "·no"),), base_name="答了的",
        left_out=(LeftOut("没答的", flow("requests.closed", "out·solved", "·")),),
    ), month_of(date(2026, 3, 1)))  # fmt: skip
    assert (solved.part, solved.base, solved.share) == (8, 10, 80)
    assert solved.left_out == (("没答的", 5),)


def test_of_too_few_it_gives_no_percentage(town, figures):
    figures(4, day=date(2026, 3, 5))
    share = made((flow("requests.closed"),), (flow("requests.closed"),), base_name="全", least=5)
    found = says(town, share, month_of(date(2026, 3, 1)))
    assert (found.part, found.base, found.share) == (4, 4, None)


def test_cents_are_yuan(town, figures):
    figures(1250, day=date(2026, 3, 5), measure="charity.worth_cents")
    gifts = made((flow("charity.worth_cents"),), divisor=100)
    assert says(town, gifts, month_of(date(2026, 3, 1))).value == 12.5


def test_a_course_has_a_point_for_every_month(town, figures):
    figures(2, day=date(2026, 1, 9))
    figures(3, day=date(2026, 3, 9))
    question, closed = readings.Question(), made((flow("requests.closed"),))
    question.course("", [closed], town.community.pk, date(2026, 1, 1), date(2026, 4, 1))
    course = question.answer()[""]
    assert [month.month for month in course.months] == [1, 2, 3]
    assert [reading.part for reading in course.of["x"]] == [2, 0, 3]


def test_the_whole_registry_for_many_places_takes_three_statements(
    town, django_assert_max_num_queries
):
    places = [town.community.pk, town.sibling.pk, town.street.pk, town.district.pk]
    with django_assert_max_num_queries(3):
        found = readings.read(REGISTRY.values(), places, month_of(date(2026, 3, 1)))
    assert len(found) == len(places) * len(REGISTRY)


@pytest.mark.parametrize(
    ("period", "before", "a_year_before"),
    [
        (month_of(date(2026, 3, 9)), month_of(date(2026, 2, 1)), month_of(date(2025, 3, 1))),
        (quarter(date(2026, 2, 9)), quarter(date(2025, 12, 1)), quarter(date(2025, 1, 1))),
        (year(2026), year(2025), year(2025)),
        (
            Period(date(2026, 3, 8), date(2026, 3, 15)),
            Period(date(2026, 3, 1), date(2026, 3, 8)),
            Period(date(2025, 3, 8), date(2025, 3, 15)),
        ),
        (
            Period(date(2024, 2, 29), date(2024, 3, 2)),
            Period(date(2024, 2, 27), date(2024, 2, 29)),
            Period(date(2023, 2, 28), date(2023, 3, 2)),
        ),
    ],
)
def test_before_and_a_year_before(period, before, a_year_before):
    assert (period.before, period.a_year_before) == (before, a_year_before)


def test_a_period_that_ends_before_it_begins_is_none():
    with pytest.raises(ValueError, match="ends after"):
        Period(date(2026, 3, 2), date(2026, 3, 2))


@pytest.mark.django_db(transaction=True)
def test_from_an_action_to_a_reading(town):
    with scope.entered(scope.EVERYTHING):
        tally.add("activities.held", town.community.pk, at=at("2026-03-05"), dims={"kind": "talk"})
    folding.fold()
    held = REGISTRY["activities"]
    found = readings.read([held], [town.district.pk], month_of(date(2026, 3, 1)))
    assert found[town.district.pk, "activities"].part == 1
