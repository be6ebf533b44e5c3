"""Redis may die at any moment, worker and beat with it: people still sign in, limits still count,
and every page of a resident opens. PostgreSQL alone holds what matters."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from socket import AF_UNIX, socket

import kombu.utils.functional
import pytest
import redis.retry
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from redis import Redis
from redis.connection import UnixDomainSocketConnection
from redis.exceptions import RedisError

from accounts.models import SignInCode, SignInFailure
from communities.importing import jobs
from config.celery import app, wait_for_work
from config.servers import binaries
from core import outbox
from core.models import DemoMessage, OutboxMessage
from requests.models import Party, ServiceRequest
from requests.workflow import Status
from tests.accounts.conftest import answer, ask, digits_for, wrong
from tests.requests.test_tasks import volunteer
from tests.waiting import wait_until

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = "13912345678"
LARGE = "网格名称,排序\n".encode() + b",\n" * jobs.AT_ONCE


def _forget_connections() -> None:
    app.pool.force_close_all()
    app._pool = app.amqp._producer_pool = None


@contextmanager
def _redis_at(path: Path, settings, monkeypatch) -> Iterator[str]:
    """Broker and cache of this test alone."""
    usual, address = app.conf.broker_url, f"unix://{path}?db=0"
    settings.CACHES = {  # whatever is kept in Redis goes with it
        alias: {**kept, "LOCATION": address} if "redis" in kept["BACKEND"].lower() else kept
        for alias, kept in settings.CACHES.items()
    }
    _forget_connections()
    monkeypatch.setattr(outbox, "_left_alone_until", 0.0)
    settings.CELERY_BROKER_URL = f"redis+socket://{path}?virtual_host=0"
    app.conf.broker_url = app.conf.broker_write_url = settings.CELERY_BROKER_URL
    yield address
    _forget_connections()
    app.conf.broker_url = app.conf.broker_write_url = usual


@pytest.fixture
def redis_hangs(settings, monkeypatch, transactional_db) -> Iterator[None]:
    """It accepts whoever comes, and never says a word."""
    with tempfile.TemporaryDirectory(prefix="wushe-") as folder, socket(AF_UNIX) as door:
        door.bind(f"{folder}/redis.sock")
        door.listen(64)
        with _redis_at(Path(folder) / "redis.sock", settings, monkeypatch):
            yield


@pytest.fixture
def redis_is_killed(settings, monkeypatch, transactional_db) -> Iterator[None]:
    """A server of this test's own: used once, so that connections are pooled, then kill -9."""
    with tempfile.TemporaryDirectory(prefix="wushe-") as folder:
        path = Path(folder) / "redis.sock"
        program = binaries.valkey(Path(sys.prefix)).path
        command = [program, "--port", "0", "--unixsocket", path, "--save", "", "--dir", folder]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        wait_until(path.exists)
        with _redis_at(path, settings, monkeypatch) as address:
            assert outbox.nudge()
            caches["fast"].set("seen", 1)
            assert Redis.from_url(address).llen("celery") == 1
            server.kill()
            server.wait()
            yield


@dataclass
class Waits:
    """How often somebody knocked at Redis, with which patience; how long he slept between."""

    knocks: list[float] = field(default_factory=list)
    slept: list[float] = field(default_factory=list)

    def taken(self) -> int:
        """Each knock waits for an answer as long as the settings say (a socket file opens or
        refuses at once), and nobody sleeps before he knocks again: so their number says how long
        somebody waited, whatever else the machine does."""
        assert set(self.knocks) <= {settings.CELERY_BROKER_TRANSPORT_OPTIONS["socket_timeout"]}
        assert not self.slept
        count, self.knocks[:] = len(self.knocks), []
        return count


@pytest.fixture
def waits(monkeypatch) -> Waits:
    waits, usual = Waits(), UnixDomainSocketConnection._connect

    def knock(self):
        waits.knocks.append(self.socket_timeout)
        return usual(self)

    monkeypatch.setattr(UnixDomainSocketConnection, "_connect", knock)
    for module in (redis.retry, kombu.utils.functional):
        monkeypatch.setattr(module, "sleep", waits.slept.append)
    return waits


def test_the_control_redis_is_really_dead(redis_is_killed, client, waits):
    assert outbox.nudge() is False
    assert waits.taken() == 1
    assert client.get("/healthz").json()["broker"] == "unreachable"
    assert waits.taken() == 1
    assert client.get("/readyz").status_code == 200
    assert waits.taken() == 0


def test_nobody_waits_for_it(redis_is_killed, client, monkeypatch, waits):
    client.get(reverse("account_login"))
    for _ in range(5):
        monkeypatch.setattr(outbox, "_left_alone_until", 0.0)
        assert outbox.nudge() is False
    assert waits.taken() == 5
    ask(client, PHONE)
    assert waits.taken() == 0


def test_nobody_waits_for_one_that_hangs(redis_hangs, client, town, waits):
    """A code, an import and the health page: each asks once and goes on."""
    client.get(reverse("account_login"))
    assert outbox.nudge() is False
    assert waits.taken() == 1
    outbox._left_alone_until = 0.0
    assert ask(client, PHONE).status_code == 302
    assert digits_for(PHONE) in DemoMessage.objects.get().text.open()
    assert waits.taken() == 1
    outbox._left_alone_until = 0.0
    with pytest.raises(RedisError):
        caches["fast"].get("anything")
    assert waits.taken() == 1
    jobs.upload("grids", town.community, "a.csv", LARGE, viewer=town.viewer("staff"))
    assert waits.taken() == 2  # how far it is, in the fast cache, and the nudge
    assert client.get("/healthz").json()["broker"] == "unreachable"
    assert waits.taken() == 1


def test_the_worker_waits_longer_than_who_publishes():
    quick = app.conf.broker_transport_options
    try:
        wait_for_work()
        assert app.conf.broker_transport_options["socket_timeout"] > 1 > quick["socket_timeout"]
    finally:
        app.conf.broker_transport_options = quick


def test_after_a_refusal_the_broker_is_left_alone_for_a_while(monkeypatch):
    tried = []
    monkeypatch.setattr(outbox, "_left_alone_until", 0.0)

    def refuse():
        tried.append(1)
        raise OSError

    monkeypatch.setattr(outbox.deliver_outbox, "delay", refuse)
    assert [outbox.nudge() for _ in range(3)] == [False] * 3
    assert len(tried) == 1
    monkeypatch.setattr(outbox, "_left_alone_until", time.monotonic())
    outbox.nudge()
    assert len(tried) == 2


def test_sign_in_works(redis_is_killed, client):
    ask(client, PHONE)
    message = DemoMessage.objects.get()  # it went out, though nobody delivers the outbox
    assert digits_for(PHONE) in message.text.open()
    assert answer(client, digits_for(PHONE)).status_code == 302
    assert client.session["_auth_user_id"]
    assert client.get(reverse("accounts:profile")).status_code == 200


def test_limits_still_count(redis_is_killed, client):
    caches["default"].set("limit", 1)
    assert caches["default"].get("limit") == 1
    assert ask(client, PHONE).status_code == 302
    assert ask(Client(), PHONE).status_code == 429  # one a minute
    for _ in range(2):
        SignInCode.objects.update(created_at=timezone.now() - timezone.timedelta(minutes=5))
        browser = Client()
        ask(browser, PHONE)
        for _ in range(5):
            answer(browser, wrong(digits_for(PHONE)))
    assert SignInFailure.objects.count() == 10
    SignInCode.objects.update(created_at=timezone.now() - timezone.timedelta(minutes=5))
    assert ask(Client(), PHONE).status_code == 429  # ten wrong tries


def test_residents_pages_open_while_nothing_runs_behind_them(redis_is_killed, client, town):
    """No worker and no beat run in tests at all; here the broker is dead as well."""
    town.enter(client, "resident")
    for page in (
        "doors:home", "doors:communities", "doors:my_data", "notices:list", "notices:archive",
        "grids:contacts", "messaging:inbox", "messaging:preferences", "communities:identity",
        "accounts:profile", "accounts:devices", "privacy:notice", "privacy:complaint",
    ):  # fmt: skip
        assert client.get(reverse(page)).status_code == 200, page
    waiting = OutboxMessage.objects.count()
    sent = client.post(reverse("privacy:complaint"), {"text": "字太小了"})
    assert sent.status_code == 302
    assert OutboxMessage.objects.count() >= waiting  # what must follow is kept, not lost
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM accounts_platformcomplaint")
        assert cursor.fetchone() == (1,)


def test_residents_order_and_volunteers_accept_all_the_same(redis_is_killed, town):
    """From the resident's tap to the volunteer's: order, triage, pool, claim, each over HTTP."""
    volunteer(town, town.neighbour)
    resident, desk, helper = (
        town.enter(Client(), name) for name in ("resident", "secretary", "neighbour")
    )
    sent = resident.post(reverse("requests:order"), {"words": "楼道灯不亮了，晚上看不见"})
    assert sent.status_code == 302, sent.context["form"].errors
    row = ServiceRequest.objects.get()
    assert resident.get(reverse("requests:mine_one", args=[row.public_id])).status_code == 200
    verdict = {"order_type": "regular", "matter": "minor", "urgency": "2", "impact": "1"}
    for step, said in (("classify", verdict), ("pool", {})):
        done = desk.post(reverse("requests:case_act", args=[row.pk, step]), said)
        assert done.status_code == 302, step
    assert helper.get(reverse("requests:tasks")).status_code == 200
    assert helper.post(reverse("requests:claim", args=[row.public_id])).status_code == 302
    row.refresh_from_db()
    assert row.status == Status.IN_PROGRESS
    lead = Party.objects.standing().leads().get(service_request=row)
    assert lead.user == town.neighbour
    # Nobody has delivered a thing: what must follow waits in PostgreSQL, and nothing is lost.
    waiting = OutboxMessage.objects.filter(topic__startswith="requests.", done_at=None)
    assert waiting.exists()
