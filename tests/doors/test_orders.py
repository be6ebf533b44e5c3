"""What people of the demo town asked for: every queue has life, and every rule holds."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.models import AuditEvent
from doors.town.account import find
from doors.town.cast import lead
from doors.town.checks import orders
from doors.town.order_texts import OF_THE_STORY
from doors.town.order_texts_desk import AT_THE_DESK
from doors.town.order_texts_earlier import EARLIER
from requests.actions import ticking
from requests.models import Rating, RequestEvent, ServiceRequest, Whistle
from requests.workflow import ClockKind, CloseKind, Status

pytestmark = pytest.mark.django_db


def test_every_queue_has_life(demo):
    home = ServiceRequest.objects.filter(community__name="梧桐里社区")
    assert home.count() >= len(OF_THE_STORY) + len(AT_THE_DESK) + len(EARLIER)
    assert set(home.values_list("status", flat=True)) >= set(Status) - {
        Status.DISPUTED,
        Status.MERGED,
    }
    assert ServiceRequest.objects.exclude(community__name="梧桐里社区").count() >= 4


@pytest.mark.parametrize("name", ["林晚", "陈长贵", "于建平", "韩立诚"])
def test_those_one_can_become_have_open_and_ended_orders(demo, name):
    rows = ServiceRequest.objects.filter(reporter=find(name))
    assert rows.open().exists()
    assert rows.filter(status=Status.CLOSED).exists()


def test_who_acts_for_a_neighbour_orders_in_her_name(demo):
    rows = ServiceRequest.objects.filter(resident=lead("莫腊梅"), reporter=find("于建平"))
    assert rows.count() == 2


def test_low_grades_are_answered_by_work_or_by_words(demo):
    assert Rating.objects.filter(grade__lte=2).count() == 2
    assert ServiceRequest.objects.filter(close_kind=CloseKind.EXPLAINED).exists()
    assert ServiceRequest.objects.filter(epoch=2, status=Status.IN_PROGRESS).exists()


def test_one_is_late_one_was_urged_and_one_asked_for_more_time(demo):
    steps = set(RequestEvent.objects.values_list("step", flat=True))
    assert {"urge", "ask_extension", "be_affected", "contact", "suspend"} <= steps
    late = ServiceRequest.objects.open().filter(due_at__lt=timezone.now())
    assert late.exists()


@pytest.mark.parametrize("check", orders.CHECKS, ids=lambda check: check.name)
def test_requests_are_as_they_must_be(demo, check):
    finding = check.look()
    assert finding.count
    assert not finding.bad


def test_a_request_without_a_timer_is_found(demo):
    row = ServiceRequest.objects.open().first()
    row.timers.filter(fired_at__isnull=True).delete()
    assert orders.kept_and_timed().bad


def test_what_was_done_earlier_kept_its_promises_with_the_times_of_then(demo):
    done = ServiceRequest.objects.filter(created_at__lt=timezone.now() - timedelta(days=2))
    assert done.filter(status=Status.CLOSED).count() > len(EARLIER)
    row = done.filter(reporter=find("陈长贵"), item__code="tap-toilet").earliest("created_at")
    assert [event.step for event in row.events.all()] == [
        *("submit", "classify", "assign", "sign", "contact", "complete", "rate")
    ]
    readings = ticking.readings(row)
    assert readings[ClockKind.HANDLING].met is True
    assert row.closed_at > row.completed_at > row.contacted_at > row.created_at


def test_these_weeks_were_lived_day_by_day(demo):
    now = timezone.now()
    written = [one.said.words.rstrip("。？") for one in EARLIER]
    lived = RequestEvent.objects.exclude(service_request__title__in=written)
    assert not lived.filter(at__gt=now).exists()
    before = lived.filter(at__lt=now - timedelta(hours=20))
    assert before.dates("at", "day").count() > 5
    hours = {timezone.localtime(one.at).hour for one in before.exclude(actor=None)}
    assert hours, "people did things"
    assert hours <= set(range(7, 21)), "and slept at night"


def test_the_late_one_was_reminded_on_the_days_it_was_late(demo):
    row = ServiceRequest.objects.get(title__startswith="3 号楼东山墙瓷砖鼓了")
    rang = row.events.filter(step__in=["remind", "escalate"])
    assert rang.dates("at", "day").count() >= 3
    assert rang.order_by("at")[0].at < timezone.now() - timedelta(days=9)


def test_the_audit_tells_the_same_times_as_the_rows(demo):
    """Its rows are written past the ORM: the story's clock has to reach them too."""
    blown = Whistle.objects.get(status="closed")
    told = AuditEvent.objects.filter(object_type="requests.whistle", object_id=str(blown.pk))
    assert abs(told.earliest("at").at - blown.drafted_at) < timedelta(minutes=1)
    assert abs(told.latest("at").at - blown.closed_at) < timedelta(minutes=1)
