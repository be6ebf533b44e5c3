"""What stands is counted while it stands: places people go to, and papers until their last day."""

from datetime import datetime, time, timedelta

import pytest
from django.db.models import Sum
from django.utils import timezone

from core.models import TallyDelta
from organizations.actions import facilities, social_workers
from organizations.actions.counting import CERTIFIED, FACILITIES
from organizations.models import Facility, SocialWorker
from tests.organizations.test_facilities import opened, put
from tests.organizations.test_social_workers import active, proposed

__all__ = ["active", "proposed"]
pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
Level = SocialWorker.Level
TOWNS = 1
"""The social worker of the small town holds a certificate without a last day."""


def steps(measure, town):
    return TallyDelta.objects.filter(measure=measure, scope=town.community.pk)


def stands(town, **dims):
    rows = steps(FACILITIES, town).filter(**{f"dims__{key}": value for key, value in dims.items()})
    return rows.aggregate(n=Sum("delta"))["n"] or 0


def certified(town, day=None):
    end = timezone.make_aware(datetime.combine(day or TODAY(), time.max))
    every = steps(CERTIFIED, town).filter(at__lte=end).aggregate(n=Sum("delta"))["n"] or 0
    return every - TOWNS


# --- places people go to --------------------------------------------------------------------------
def test_a_facility_counts_while_it_is_open(town):
    one = put(town)
    assert stands(town) == 0
    one = facilities.open_up(one, opened_on=TODAY(), actor=town.staff)
    assert (stands(town), stands(town, kind="canteen")) == (1, 1)
    one = facilities.pause(one, reason="修水管", actor=town.staff)
    assert stands(town) == 0
    one = facilities.resume(one, actor=town.staff)
    assert stands(town) == 1
    facilities.close(one, reason="不办了", actor=town.staff)
    assert stands(town) == 0


def test_it_counts_from_the_day_it_opened(town):
    day = TODAY() - timedelta(days=90)
    facilities.open_up(put(town), opened_on=day, actor=town.staff)
    [step] = steps(FACILITIES, town)
    assert timezone.localdate(step.at) == day


def test_volunteers_in_it_move_it_from_one_part_to_the_other(town):
    one = opened(town)
    assert (stands(town, volunteers="no"), stands(town, volunteers="yes")) == (1, 0)
    one = facilities.set_up_volunteers(one, since=TODAY(), actor=town.staff)
    assert (stands(town, volunteers="no"), stands(town, volunteers="yes")) == (0, 1)
    one = facilities.take_down_volunteers(one, reason="没人值班", actor=town.staff)
    assert (stands(town, volunteers="no"), stands(town, volunteers="yes")) == (1, 0)
    one = facilities.set_up_volunteers(one, since=TODAY(), actor=town.staff)
    facilities.close(one, reason="不办了", actor=town.staff)
    assert (stands(town, volunteers="no"), stands(town, volunteers="yes")) == (0, 0)


def test_another_kind_is_counted_as_that(town):
    one = facilities.correct(opened(town), kind="library", actor=town.staff)
    assert (stands(town, kind="canteen"), stands(town, kind="library")) == (0, 1)
    before = steps(FACILITIES, town).count()
    facilities.correct(one, name="金秋书屋", actor=town.staff)
    assert steps(FACILITIES, town).count() == before


def test_the_steps_are_the_rows(town):
    opened(town)
    facilities.pause(opened(town, "二食堂"), reason="修水管", actor=town.staff)
    put(town, "三食堂")
    assert stands(town) == Facility.objects.filter(area=town.community, status="open").count() == 1


# --- papers ---------------------------------------------------------------------------------------
def certify(town, worker, level=Level.ASSISTANT, *, days=None, number="A1"):
    until = None if days is None else TODAY() + timedelta(days=days)
    return social_workers.certify_social_worker(
        worker, level=level, certificate_number="" if level == Level.NONE else number,
        valid_until=until, actor=town.secretary,
    )  # fmt: skip


def test_a_certificate_counts_until_its_last_day_though_nobody_does_anything(town, active):
    assert certified(town) == 0
    certify(town, active, days=30)
    assert certified(town) == 1
    assert certified(town, TODAY() + timedelta(days=30)) == 1
    assert certified(town, TODAY() + timedelta(days=31)) == 0


def test_renewed_it_counts_until_its_new_last_day(town, active):
    certify(town, active, days=30)
    certify(town, active, days=400, number="A2")
    assert certified(town) == 1
    assert certified(town, TODAY() + timedelta(days=31)) == 1
    assert certified(town, TODAY() + timedelta(days=401)) == 0


def test_one_without_a_last_day_counts_on(town, active):
    certify(town, active)
    assert certified(town, TODAY() + timedelta(days=4000)) == 1
    certify(town, active, Level.NONE)
    assert certified(town) == 0


def test_one_that_has_run_out_counts_no_more_and_is_taken_out_once(town, active):
    certify(town, active, days=-1)
    assert certified(town) == 0
    SocialWorker.objects.filter(pk=active.pk).update(
        level=Level.ASSISTANT, valid_until=TODAY() - timedelta(days=1)
    )
    social_workers.leave(active, reason="调走了", actor=town.secretary)
    assert certified(town, TODAY() + timedelta(days=4000)) == 0


def test_who_is_not_in_post_is_not_counted(town, proposed):
    certify(town, proposed, days=30)
    assert certified(town) == 0


def test_who_leaves_takes_his_paper_along_today_and_for_ever(town, active):
    certify(town, active, days=30)
    social_workers.leave(active, reason="调走了", actor=town.secretary)
    assert certified(town) == 0
    assert certified(town, TODAY() + timedelta(days=4000)) == 0
