"""Workers to be killed: one delivers from the outbox, one is plain Celery.

Started by test_outbox_under_kills.py with DATABASE_URL and REDIS_URL in the environment. It
prepares everything once and then forks a worker for each line it reads, so that a kill costs
milliseconds, not a new start: the test reads the child's process id and kills it with -9.
"""

import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"

import django

django.setup()

from django.db import connection, transaction  # noqa: E402

from config.celery import app  # noqa: E402
from core import delivery, outbox, tally  # noqa: E402

WORK = 0.004  # seconds one effect takes


@outbox.subscribe("tests.kills", name="tests.kills")
def effect(payload):
    time.sleep(WORK / 2)
    tally.add("tests.outbox", payload["n"])
    time.sleep(WORK / 2)


@app.task(name="tests.plain_celery")
def plain_celery(n):
    time.sleep(WORK / 2)
    with transaction.atomic():
        tally.add("tests.celery", n)
    time.sleep(WORK / 2)


def work_outbox():
    while True:
        if not delivery.deliver_due():
            time.sleep(0.02)


def work_celery():
    app.worker_main(["worker", "-P", "solo", "-l", "ERROR", "--without-mingle", "--without-gossip"])


def publish(count):
    for n in range(count):
        with transaction.atomic():
            outbox.publish("tests.kills", key=f"kills:{n}", payload={"n": n})


def send(count):
    for n in range(count):
        plain_celery.delay(n)


JOBS = {"outbox": work_outbox, "celery": work_celery, "publish": publish, "send": send}

for line in sys.stdin:
    name, *arguments = line.split()
    connection.close()
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # Celery greets; the pipe is for numbers
        JOBS[name](*map(int, arguments))
        os._exit(0)
    print(child, flush=True)
    if arguments:
        os.waitpid(child, 0)
        print("done", flush=True)
