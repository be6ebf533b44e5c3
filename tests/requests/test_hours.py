"""What a volunteer did becomes hours in his register; what comes back counts no more."""

from datetime import timedelta

import pytest
from django.utils import timezone

from requests import hours
from requests.actions import claiming, conclude, work
from requests.subscribers import count_hours
from tests.requests.test_tasks import pooled, volunteer
from volunteers.models import ServiceRecord

pytestmark = pytest.mark.django_db


@pytest.fixture
def done(desk):
    volunteer(desk.town, desk.town.neighbour)
    by = desk.viewer("neighbour")
    row = claiming.claim(pooled(desk), by=by)
    row.parties.update(since=timezone.now() - timedelta(minutes=61))
    return work.complete(row, result="换好了", by=by)


def told(row, step):
    count_hours({"request_id": row.pk, "step": step})


def test_what_a_volunteer_completed_counts_once_however_often_it_is_told(done):
    for _turn in range(2):
        told(done, "complete")
    record = ServiceRecord.objects.get()
    assert (record.status, record.minutes, record.source) == ("counted", 61, "order")
    assert record.what == hours.what_of(done)


def test_what_the_staff_did_in_office_is_no_voluntary_service(desk):
    told(desk.completed(), "complete")
    assert not ServiceRecord.objects.exists()


def test_done_anew_it_counts_anew_and_the_first_is_void(desk, done):
    told(done, "complete")
    low = conclude.rate(done, grade=1, by=desk.viewer("resident"))
    again = conclude.rework(low, reason="又不亮了", by=desk.viewer("secretary"))
    told(again, "rework")
    assert ServiceRecord.objects.get().status == "void"
    work.complete(again, result="这回好了", by=desk.viewer("neighbour"))
    told(again, "complete")
    states = ServiceRecord.objects.order_by("pk").values_list("status", "reference")
    assert list(states) == [("void", f"{done.pk}.1"), ("counted", f"{done.pk}.2")]


@pytest.mark.parametrize("step", ["note", "submit", "remind", "be_affected", "money"])
def test_what_ends_nothing_is_not_looked_at_step_of_the_table_or_not(
    done, django_assert_num_queries, step
):
    with django_assert_num_queries(0):
        told(done, step)
