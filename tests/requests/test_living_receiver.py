"""推送 the whole way: another office's server, written from docs/how/machines.md alone, hears an
order move. It is connected on the page, told by the outbox, and takes nothing it cannot verify.
"""

import hashlib
import hmac
import json
import threading
import time
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.urls import reverse
from django.utils import timezone

from core import scope
from core.delivery import MAX_ATTEMPTS, deliver_due
from core.models import OutboxMessage
from requests.actions import conclude, dispatch, triage, work
from requests.actions.dispatch import Who
from requests.models import HookDelivery, Webhook
from requests.models.parties import Lane
from requests.triage import Verdict
from requests.workflow import Matter, OrderType

pytestmark = pytest.mark.django_db
YOUNG = 300


class Receiver:
    """None of our code: `secret` is what its keeper copied off the page. It takes nothing that is
    not signed with it, nothing old, and nothing twice."""

    def __init__(self) -> None:
        self.secret, self.closed = "", False
        self.taken: list[dict[str, object]] = []
        self.keys: set[str] = set()
        self.turned_away: list[int] = []
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(receiver.judge(self.headers, body))
                self.end_headers()

            def log_message(self, *args: object) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/wushe"

    def judge(self, headers, body: bytes) -> int:
        stamp, nonce = headers["X-Wushe-Timestamp"], headers["X-Wushe-Nonce"]
        signed = f"{stamp}.{nonce}.".encode() + body
        ours = hmac.new(self.secret.encode(), signed, hashlib.sha256).hexdigest()
        status = 202
        if not hmac.compare_digest(ours, headers["X-Wushe-Signature"]):
            status = 401
        elif abs(time.time() - int(stamp)) > YOUNG:
            status = 400
        elif self.closed:
            status = 503
        if status != 202:
            self.turned_away.append(status)
        elif headers["Idempotency-Key"] not in self.keys:
            self.keys.add(headers["Idempotency-Key"])
            self.taken.append(json.loads(body))
        return status


@pytest.fixture
def receiver(settings):
    settings.HOOKS_MAY_STAY_INSIDE = True  # as whoever has a network of his own sets it
    found = Receiver()
    yield found
    found.server.shutdown()
    found.server.server_close()


@pytest.fixture
def connected(desk, receiver, enter):
    """By the secretary, on the page; the secret stands there once and is copied."""
    page = enter("secretary").post(reverse("requests:hooks"), {"name": "物业", "url": receiver.url})
    scope.declare(scope.EVERYTHING)
    hook = Webhook.objects.get()
    receiver.secret = hook.secret.open()
    assert receiver.secret in page.content.decode()
    return hook


def deliver() -> None:
    """What the worker does; what was put off is due now."""
    OutboxMessage.objects.filter(status=OutboxMessage.Status.PENDING).update(
        due_at=timezone.now() - timedelta(seconds=1)
    )
    deliver_due()
    scope.declare(scope.EVERYTHING)


def log(enter, hook) -> str:
    said = enter("secretary").get(reverse("requests:hook", args=[hook.pk])).content.decode()
    scope.declare(scope.EVERYTHING)
    return said


def test_an_order_is_heard_step_by_step_by_who_can_verify_it(desk, receiver, connected, enter):
    row = desk.submit("楼道灯不亮了，找我 13912345678")
    desk_by, worker = desk.viewer("secretary"), desk.viewer("worker")
    row = triage.classify(row, Verdict(OrderType.REGULAR, Matter.MINOR), by=desk_by)
    row = dispatch.assign(row, Who(Lane.HOST, user=desk.town.worker), by=desk_by)
    row = work.complete(dispatch.sign(row, by=worker), result="换了灯泡", by=worker)
    conclude.rate(row, grade=5, by=desk.viewer("resident"))
    deliver()
    steps = ["submit", "classify", "assign", "sign", "complete", "rate"]
    heard = sorted(receiver.taken, key=lambda one: one["event"])
    assert [one["step"] for one in heard] == steps
    assert {one["order"] for one in heard} == {str(row.public_id)}
    assert heard[-1]["status"] == "closed"
    assert "13912345678" not in json.dumps(heard)
    assert receiver.turned_away == []
    assert log(enter, connected).count("收到了") >= len(steps)
    deliver()
    assert len(receiver.taken) == len(steps), "nothing is told twice"


def test_a_receiver_that_is_down_is_tried_again_and_hears_it_all(desk, receiver, connected, enter):
    receiver.closed = True
    desk.submit()
    deliver()
    assert (receiver.taken, receiver.turned_away) == ([], [503])
    delivery = HookDelivery.objects.get()
    assert (delivery.status, delivery.attempts, delivery.answered) == ("waiting", 1, 503)
    assert "没送到，过会儿再试" in log(enter, connected)
    receiver.closed = False
    deliver()
    assert [one["step"] for one in receiver.taken] == ["submit"]
    delivery.refresh_from_db()
    assert (delivery.status, delivery.attempts, delivery.answered) == ("done", 2, 202)
    assert "没送到" not in log(enter, connected)


def test_a_secret_copied_wrong_takes_nothing_and_is_parked_for_a_person(
    desk, receiver, connected, enter
):
    receiver.secret = "copied wrong"
    desk.submit()
    for _ in range(MAX_ATTEMPTS + 1):
        deliver()
    assert (receiver.taken, receiver.turned_away) == ([], [401] * MAX_ATTEMPTS)
    delivery = HookDelivery.objects.get()
    assert (delivery.status, delivery.answered) == ("parked", 401)
    receiver.secret = connected.secret.open()
    again = reverse("requests:hook_again", args=[delivery.pk])
    assert again in log(enter, connected)
    assert enter("secretary").post(again).status_code == 302
    scope.declare(scope.EVERYTHING)
    deliver()
    assert [one["step"] for one in receiver.taken] == ["submit"]
