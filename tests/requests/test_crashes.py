"""Killed between any two statements: what was acknowledged is stored, and nothing by half.

Each step is taken again and again by a worker that dies one statement later each time, until it
lives. The control acknowledges before its commit: it must be caught.
"""

import os
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from core import scope
from requests import watch
from requests.models import ClockEvent, RequestEvent, ServiceRequest, Timer
from requests.workflow import Status
from tests.races import together

HARNESS = Path(__file__).parent / "harness" / "steps.py"
MOST = 120

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


class Harness:
    def __init__(self):
        self.process = subprocess.Popen(
            [sys.executable, HARNESS],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONWARNINGS": "ignore"},
        )

    def run(self, job, pk, user, n):
        """The acknowledged row's number and state, or nothing."""
        self.process.stdin.write(f"{job} {pk} {user} {n}\n")
        self.process.stdin.flush()
        acked = None
        while (line := self.process.stdout.readline()) != "done\n":
            assert line, "the harness died"
            acked = tuple(line.split()[1:])
        return acked

    def close(self):
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()


@pytest.fixture
def harness():
    harness = Harness()
    yield harness
    harness.close()


def nothing_by_half():
    """Every request stands where its history says, kept, timed and led."""
    for row in ServiceRequest.objects.all():
        last = RequestEvent.objects.filter(service_request=row).order_by("pk").last()
        assert last is not None
        assert last.to_status == row.status
        assert ClockEvent.objects.filter(service_request=row).exists()
    for rule in watch.RULES:
        assert not watch.broken(rule).exists(), rule


def until_it_lives(harness, job, pk, user, stored):
    """Kill it one statement later each time; how often it died."""
    for n in range(1, MOST):
        acked = harness.run(job, pk, user, n)
        with scope.entered(scope.EVERYTHING):
            nothing_by_half()
            if acked is None:
                assert not stored(), f"{job} left something behind at statement {n}"
            else:
                assert stored()
                return n - 1
    raise AssertionError("it never lived")


def test_a_request_that_comes_in_is_there_whole_or_not_at_all(harness, town):
    with scope.entered(scope.EVERYTHING):
        before = ServiceRequest.objects.count()

    def stored():
        return ServiceRequest.objects.count() > before

    died = until_it_lives(harness, "submit", town.community.pk, town.resident.pk, stored)
    assert died >= 8


def test_a_step_is_taken_whole_or_not_at_all(harness, town, desk):
    with scope.entered(scope.EVERYTHING):
        row = desk.assigned()

    def at(status):
        return lambda: ServiceRequest.objects.get(pk=row.pk).status == status

    assert until_it_lives(harness, "sign", row.pk, town.worker.pk, at(Status.IN_PROGRESS)) >= 8
    assert until_it_lives(harness, "complete", row.pk, town.worker.pk, at(Status.COMPLETED)) >= 8


def test_a_timer_rings_whole_or_not_at_all_and_once(harness, town, desk):
    with scope.entered(scope.EVERYTHING):
        row = desk.in_progress()
        first = Timer.objects.filter(service_request=row).order_by("due_at").first()
        Timer.objects.filter(pk=first.pk).update(due_at=timezone.now() - timedelta(minutes=1))

    def stored():
        rang = RequestEvent.objects.filter(
            service_request=row, step__in=["remind", "escalate"]
        ).count()
        marked = Timer.objects.filter(pk=first.pk, fired_at__isnull=False).count()
        assert rang == marked  # the mark and the ringing stand or fall together
        return bool(rang)

    assert until_it_lives(harness, "ring", row.pk, town.worker.pk, stored) >= 8


def test_control_who_acknowledges_before_the_commit_is_caught(harness, town, desk):
    with scope.entered(scope.EVERYTHING):
        row = desk.assigned()
    acked = harness.run("early", row.pk, town.worker.pk, 0)
    with scope.entered(scope.EVERYTHING):
        stored = ServiceRequest.objects.get(pk=row.pk).status
    assert acked == (str(row.pk), "in_progress")
    assert stored != acked[1]  # acked and not stored: the harness sees it


# --- the same form five times ---------------------------------------------------------------------


def posts_of(town, name, path, **said):
    """The same filled-in page, sent five times at once by the same person."""
    client = town.enter(Client(), name)
    page = client.get(path).content.decode()
    key = re.search(r'name="idempotency_key" value="([^"]+)"', page)[1]
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}

    def post(own_key=key):
        again = Client()
        for cookie, value in cookies.items():
            again.cookies[cookie] = value
        return again.post(path, {**said, "idempotency_key": own_key})

    return post


def test_the_same_order_sent_five_times_at_once_is_one_row_and_one_answer(town):
    post = posts_of(town, "resident", "/order/new/", words="楼道灯不亮了")
    with scope.entered(scope.EVERYTHING):
        before = ServiceRequest.objects.count()
    answers = together(*[post] * 5, communities=None)
    assert [answer.error for answer in answers] == [None] * 5
    sent = {(answer.value.status_code, answer.value.get("Location")) for answer in answers}
    assert len(sent) == 1
    with scope.entered(scope.EVERYTHING):
        assert ServiceRequest.objects.count() == before + 1


def test_control_five_forms_are_five_rows(town):
    post = posts_of(town, "resident", "/order/new/", words="楼道灯不亮了")
    with scope.entered(scope.EVERYTHING):
        before = ServiceRequest.objects.count()
    for n in range(5):
        assert post(f"{n}" * 32).status_code == 302
    with scope.entered(scope.EVERYTHING):
        assert ServiceRequest.objects.count() == before + 5
