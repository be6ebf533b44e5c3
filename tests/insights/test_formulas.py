"""How the three rates are reckoned: by the formula of a day, for all that stands side by side."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from insights.indicators import REGISTRY
from insights.indicators.rates import THREE
from insights.models import Figure
from insights.periods import month_of
from insights.queries import definitions
from insights.queries.readings import Question, read
from insights.queries.report_figures import frozen
from requests.models import RateFormula
from requests.models.ratings import Grade
from tests.insights.reporting import DONE, last_month, write

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture(autouse=True)
def nothing_counted(folded):
    """What the town's own making counted is out of the way."""
    Figure.objects.all().delete()


PAPER = "某民〔2026〕1号第三条"


@pytest.fixture
def in_force():
    """Written when its day was still to come."""

    def since(day, **said):
        return RateFormula.objects.create(since=day, ground=PAPER, **said)

    return since


def hundred(place, month=None):
    """A hundred closed: 30 within 2 hours, 40 within a day, 20 later, 10 never; 50 said solved, 20
    not; 20 very content, 20 content, 10 fairly, 5 not."""
    for by, parts in {
        "": {"": 100},
        "out": {"": 90, "yes": 10},
        "out·reached": {"·2h": 30, "·24h": 40, "·later": 20, "yes·2h": 10},
        "out·solved": {"·yes": 50, "·no": 20, "·": 20},
        "out·grade": {"·5": 20, "·4": 20, "·3": 10, "·1": 5, "·": 35},
    }.items():
        for of, value in parts.items():
            write(place, value, measure=DONE, by=by, of=of, month=month)


def three(place, period):
    found = read([REGISTRY[code] for code in THREE], [place.pk], period)
    return {code: (found[place.pk, code].part, found[place.pk, code].base) for code in THREE}


SHIPPED = {"reached_rate": (70, 90), "solved_rate": (50, 70), "content_rate": (50, 55)}


def test_without_any_they_are_reckoned_as_shipped(town):
    hundred(town.community)
    assert three(town.community, month_of(last_month())) == SHIPPED


@pytest.mark.parametrize(
    ("said", "code", "part", "base"),
    [
        ({"contact_hours": 8}, "reached_rate", 30, 90),
        ({"contact_hours": 72}, "reached_rate", 70, 90),
        ({"counts_unanswered": True}, "solved_rate", 50, 90),
        ({"content_from": Grade.GOOD}, "content_rate", 40, 55),
        ({"content_from": Grade.VERY_GOOD}, "content_rate", 20, 55),
        ({"counts_unrated": True}, "content_rate", 50, 90),
    ],
)
def test_each_choice_changes_its_own_rate_and_no_other(town, in_force, said, code, part, base):
    hundred(town.community)
    in_force(last_month(), **said)
    assert three(town.community, month_of(last_month())) == {**SHIPPED, code: (part, base)}


def test_what_moves_into_the_base_is_left_out_no_longer(town, in_force):
    hundred(town.community)
    in_force(last_month(), counts_unrated=True, counts_unanswered=True)
    found = read([REGISTRY[code] for code in THREE], [town.community.pk], month_of(last_month()))
    for code in THREE:
        assert [count for _why, count in found[town.community.pk, code].left_out] == [10]


def test_a_time_before_its_day_is_reckoned_as_it_was_then(town, in_force):
    hundred(town.community)
    in_force(TODAY(), contact_hours=2)
    assert three(town.community, month_of(last_month())) == SHIPPED


def test_what_stands_side_by_side_is_reckoned_alike(town, in_force):
    before = month_of(last_month()).before.first
    hundred(town.community, last_month())
    hundred(town.community, before)
    in_force(last_month(), contact_hours=2)
    question, rate = Question(), [REGISTRY["reached_rate"]]
    question.read("now", rate, [town.community.pk], month_of(last_month()))
    question.read("before", rate, [town.community.pk], month_of(before))
    question.course("course", rate, town.community.pk, before, month_of(last_month()).end)
    said, key = question.answer(), (town.community.pk, "reached_rate")
    assert said["now"][key].part == said["before"][key].part == 30
    assert [each.part for each in said["course"].of["reached_rate"]] == [30, 30]


def test_a_month_that_goes_on_knows_no_formula_of_days_to_come(town, in_force):
    hundred(town.community, TODAY().replace(day=1))
    in_force(TODAY() + timedelta(days=1), contact_hours=2)
    assert three(town.community, month_of(TODAY())) == SHIPPED


def test_a_report_keeps_by_which_it_was_reckoned(town, in_force):
    hundred(town.community)
    in_force(last_month(), contact_hours=2)
    sheet = frozen(town.community, month_of(last_month()))
    row = next(row for row in sheet["rows"] if row["code"] == "reached_rate")
    assert (row["now"], row["version"]) == ([30, 90], 2)
    assert "2 小时" in row["definition"]


def test_one_statement_more_and_none_where_no_rate_is_asked(town, django_assert_num_queries):
    period = month_of(last_month())
    with django_assert_num_queries(1):
        read([REGISTRY["orders"]], [town.community.pk], period)
    with django_assert_num_queries(2):
        read([REGISTRY[code] for code in THREE], [town.community.pk], period)


# --- pages ----------------------------------------------------------------------------------------
def test_the_page_of_a_rate_says_its_formula_and_what_was_before(client, town, in_force):
    in_force(last_month(), contact_hours=8)
    town.enter(client, "secretary")
    page = client.get(reverse("insights:indicator", args=["reached_rate"])).content.decode()
    assert "8 小时内联系上本人的" in page
    assert "第 2 版" in page
    assert PAPER in page
    other = client.get(reverse("insights:indicator", args=["on_time_rate"])).content.decode()
    assert PAPER not in other


def test_programs_read_the_definition_in_force(in_force):
    in_force(TODAY(), contact_hours=8)
    known = definitions.all_on(TODAY())
    assert (known["reached_rate"].version, known["solved_rate"].version) == (2, 2)
    assert "8 小时" in str(known["reached_rate"].definition)
    assert known["orders"] is REGISTRY["orders"]
