"""Which number to ring now, and what is said of the counter: by the clock of the place."""

from datetime import date, time

import pytest

from communities.actions import duty_plans
from communities.models import CommunityProfile
from communities.queries.answering import answering
from tests.communities.duty_help import at, planned, post

pytestmark = pytest.mark.django_db
TUESDAY, FRIDAY = date(2026, 9, 1), date(2026, 9, 4)
DAY, NIGHT = "0858-2200100", "0858-2200110"


@pytest.fixture
def profile(town):
    return CommunityProfile.objects.update_or_create(
        area=town.community,
        defaults={
            "telephone": DAY,
            "opens_at": time(8, 30),
            "closes_at": time(18),
            "weekend_opens_at": time(9),
            "weekend_closes_at": time(16),
        },
    )[0]


@pytest.fixture
def month(town):
    """Nights from 18:00 to 8:30, published."""
    night = post(town.community)
    night.telephone = NIGHT
    night.save()
    return duty_plans.publish_plan(planned(town, night), actor=town.secretary)


@pytest.mark.parametrize(
    ("hour", "until", "again", "tomorrow"),
    [(0, None, 8, False), (9, 18, None, False), (18, None, 8, True), (23, None, 8, True)],
)
def test_outside_the_hours_it_says_when_somebody_is_there_again(
    town, profile, month, hour, until, again, tomorrow
):
    moment = at(TUESDAY, hour)  # no roster for that day
    found = answering(profile, moment)
    assert found is not None
    assert found.until == (until and time(until))
    assert found.again == (again and time(again, 30))
    assert (found.tomorrow, found.on_duty, found.telephone) == (tomorrow, False, DAY)


def test_at_night_the_number_of_the_post_on_duty_answers(town, profile, month):
    found = answering(profile, at(month.month, 23))
    assert found is not None
    assert (found.telephone, found.on_duty) == (NIGHT, True)
    assert found.again in {time(8, 30), time(9)}  # the next day's, whatever day it is
    noon = answering(profile, at(TUESDAY, 12))
    assert noon is not None
    assert (noon.telephone, noon.until) == (DAY, time(18))


def test_a_seat_without_anybody_answers_no_telephone(town, profile, month):
    month.shifts.update(person=None)
    found = answering(profile, at(month.month, 23))
    assert found is not None
    assert (found.telephone, found.on_duty) == (DAY, False)


def test_who_has_told_no_hours_promises_none(town, profile):
    profile.opens_at = profile.closes_at = None
    found = answering(profile)
    assert found is not None
    assert (found.telephone, found.until, found.again) == (DAY, None, None)
    profile.telephone = ""
    assert answering(profile) is None


@pytest.mark.parametrize(
    ("day", "hour", "until", "again", "on"),
    [
        (date(2026, 9, 5), 10, time(16), None, None),  # a Saturday
        (date(2026, 9, 5), 17, None, time(9), "tomorrow"),
        (date(2026, 9, 6), 17, None, time(8, 30), "tomorrow"),
        (date(2026, 9, 20), 17, time(18), None, None),  # a Sunday worked to make up
        (date(2026, 10, 1), 10, None, time(8, 30), date(2026, 10, 8)),  # a week of holidays
    ],
)
def test_the_weekend_is_shorter_and_on_holidays_it_is_shut(
    town, profile, day, hour, until, again, on
):
    found = answering(profile, at(day, hour))
    assert found is not None
    assert (found.until, found.again) == (until, again)
    assert (found.tomorrow, found.on) == (on == "tomorrow", on if isinstance(on, date) else None)


def test_without_hours_at_the_weekend_it_opens_on_monday(town, profile):
    profile.weekend_opens_at = profile.weekend_closes_at = None
    found = answering(profile, at(FRIDAY, 19))
    assert found is not None
    assert (found.again, found.tomorrow, found.on) == (time(8, 30), False, date(2026, 9, 7))


def test_the_hours_are_told_by_the_kind_of_day(client, profile):
    page = client.get(f"/centre/{profile.area_id}/").content.decode()
    assert "工作日 08:30–18:00，周末 09:00–16:00，法定节假日不开" in " ".join(page.split())
