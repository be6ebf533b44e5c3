"""Which number to ring now, and what is said of the counter: by the clock of the place."""

from datetime import time, timedelta

import pytest

from communities.actions import duty_plans
from communities.models import CommunityProfile
from communities.queries.answering import answering
from tests.communities.duty_help import at, planned, post

pytestmark = pytest.mark.django_db
DAY, NIGHT = "0858-2200100", "0858-2200110"


@pytest.fixture
def profile(town):
    return CommunityProfile.objects.update_or_create(
        area=town.community,
        defaults={"telephone": DAY, "opens_at": time(8, 30), "closes_at": time(18)},
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
    moment = at(month.month - timedelta(days=9), hour)  # no roster for that day
    found = answering(profile, moment)
    assert found is not None
    assert found.until == (until and time(until))
    assert found.again == (again and time(again, 30))
    assert (found.tomorrow, found.on_duty, found.telephone) == (tomorrow, False, DAY)


def test_at_night_the_number_of_the_post_on_duty_answers(town, profile, month):
    found = answering(profile, at(month.month, 23))
    assert found is not None
    assert (found.telephone, found.on_duty, found.again) == (NIGHT, True, time(8, 30))
    noon = answering(profile, at(month.month, 12))
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
