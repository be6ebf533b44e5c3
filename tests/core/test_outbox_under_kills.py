"""Kill -9 twenty workers in the middle of their work. Nothing may be lost, nothing done twice.

Plain Celery in the same harness is the control: it must lose, or the harness proves nothing.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from core.models import OutboxMessage, TallyDelta
from tests.waiting import wait_until

HARNESS = Path(__file__).parent / "harness" / "worker.py"
KILLS = 20
MESSAGES = 600

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


class Harness:
    """Forks a worker on demand; see harness/worker.py."""

    def __init__(self):
        self.process = subprocess.Popen(
            [sys.executable, HARNESS],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONWARNINGS": "ignore"},  # DATABASE_URL names this test's clone,
        )

    def start(self, job):
        self.process.stdin.write(f"{job}\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def run(self, job, count):
        self.start(f"{job} {count}")
        assert self.process.stdout.readline() == "done\n"

    def close(self):
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()


@pytest.fixture
def harness():
    harness = Harness()
    yield harness
    harness.close()


def effects(measure):
    return Counter(TallyDelta.objects.filter(measure=measure).values_list("scope", flat=True))


def kill_in_the_middle(harness, job, *, after):
    worker = harness.start(job)
    time.sleep(random.uniform(*after))
    os.kill(worker, signal.SIGKILL)


def kill_at_work(harness):
    """A Celery worker takes its time to start: it is killed when it has done something."""
    before = sum(effects("tests.celery").values())
    worker = harness.start("celery")
    deadline = time.monotonic() + 60  # the queue may be empty: what is missing was lost
    while sum(effects("tests.celery").values()) == before and time.monotonic() < deadline:
        time.sleep(0.01)
    os.kill(worker, signal.SIGKILL)


def test_the_outbox_loses_nothing_and_does_nothing_twice(harness):
    harness.run("publish", MESSAGES)
    for _ in range(KILLS):
        kill_in_the_middle(harness, "outbox", after=(0.03, 0.12))
    survivors = [harness.start("outbox") for _ in range(2)]
    open_messages = OutboxMessage.objects.exclude(status=OutboxMessage.Status.DONE)
    wait_until(lambda: not open_messages.exists())
    for worker in survivors:
        os.kill(worker, signal.SIGKILL)
    assert effects("tests.outbox") == Counter(range(MESSAGES))


def test_plain_celery_in_the_same_harness_loses(harness):
    harness.run("send", MESSAGES)
    for _ in range(5):
        kill_at_work(harness)
        if sum(effects("tests.celery").values()) >= MESSAGES:
            break
    survivor = harness.start("celery")
    seen = -1
    while (now := sum(effects("tests.celery").values())) > seen:
        seen = now
        time.sleep(2)
    os.kill(survivor, signal.SIGKILL)
    lost = set(range(MESSAGES)) - set(effects("tests.celery"))
    assert lost, "the control arm lost nothing: the kills do not hit running work"
