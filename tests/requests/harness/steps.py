"""Somebody at work on requests, killed at the n-th statement. Started by test_crashes.py.

Each line read is `job pk user n`: a child takes the step in a transaction of its own, acknowledges
it once it is committed, and dies with -9 just before its n-th statement (0: never). `early` is the
control: it acknowledges before the commit, as one must not.
"""

import os
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"

import django

django.setup()

from django.db import connection  # noqa: E402

from accounts.models import User  # noqa: E402
from communities.models import Area  # noqa: E402
from communities.viewers import enter_as  # noqa: E402
from core import scope  # noqa: E402
from requests.actions import dispatch, intake, ringing, work  # noqa: E402
from requests.actions.intake import Need  # noqa: E402
from requests.models import ServiceRequest  # noqa: E402


def say(text):
    os.write(ANSWERS, f"{text}\n".encode())


def dying(n):
    seen = 0

    def wrapper(execute, sql, params, many, context):
        nonlocal seen
        seen += 1
        if seen == n:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    return wrapper


def viewer_of(user):
    viewer = enter_as(User.objects.get(pk=user), has_mfa=lambda _user: True)
    scope.declare(scope.EVERYTHING)
    return viewer


def submit(pk, by):
    return intake.submit(Need(Area.objects.get(pk=pk), "楼道灯不亮了"), by=by)


def sign(pk, by):
    return dispatch.sign(ServiceRequest.objects.get(pk=pk), by=by)


def complete(pk, by):
    return work.complete(ServiceRequest.objects.get(pk=pk), result="换了灯泡", by=by)


def ring(pk, by):
    ringing.sweep(batch=1)
    return ServiceRequest.objects.get(pk=pk)


def early(pk, by):
    row = sign(pk, by)
    say(f"ack {row.pk} {row.status}")
    os.kill(os.getpid(), signal.SIGKILL)


JOBS = {job.__name__: job for job in (submit, sign, complete, ring, early)}
ANSWERS = os.dup(1)

for line in sys.stdin:
    name, pk, user, n = line.split()
    connection.close()
    child = os.fork()
    if child == 0:
        with scope.entered(scope.EVERYTHING):
            by = viewer_of(int(user))
            with connection.execute_wrapper(dying(int(n))):
                row = JOBS[name](int(pk), by)
        say(f"ack {row.pk} {row.status}")
        os._exit(0)
    os.waitpid(child, 0)
    say("done")
