"""推送: signed, retried, parked, sent again; numbers only; and never into our own network."""

import hashlib
import hmac
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.urls import reverse

from core import scope
from core.delivery import MAX_ATTEMPTS
from core.exceptions import DomainError
from core.messaging.gateways import is_signed
from core.models import OutboxMessage
from core.subscriptions import by_name
from requests.actions import hooks
from requests.hooks import outside
from requests.hooks.outside import NotDelivered
from requests.models import HookDelivery, Webhook


class Machine:
    """Another office's server on this machine; it answers what it is told to."""

    def __init__(self) -> None:
        self.answers: list[int] = []
        self.got: list[tuple[dict[str, str], bytes]] = []
        machine = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                machine.got.append((dict(self.headers), body))
                self.send_response(machine.answers.pop(0) if machine.answers else 200)
                self.send_header("Location", "http://127.0.0.1:1/")
                self.end_headers()

            def log_message(self, *args: object) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/in?x=1"


@pytest.fixture
def machine(settings):
    settings.HOOKS_MAY_STAY_INSIDE = True
    found = Machine()
    yield found
    found.server.shutdown()
    found.server.server_close()


@pytest.fixture
def hook(desk, machine) -> tuple[Webhook, str]:
    return hooks.connect(
        community=desk.town.community, name="物业", url=machine.url, by=desk.viewer("secretary")
    )


def tell(row) -> list[HookDelivery]:
    for event in row.events.all():
        hooks.fan_out(event.pk)
    return list(HookDelivery.objects.order_by("pk"))


@pytest.mark.django_db
def test_a_step_is_told_in_numbers_and_signed(desk, machine, hook):
    row = desk.submit("我叫李小满，家里漏水", contact_phone="13912345678")
    (delivery,) = tell(row)
    hooks.deliver(delivery.pk)
    ((headers, body),) = machine.got
    said = json.loads(body)
    assert set(said) == {"delivery", "event", "order", "step", "status", "at"}
    assert said["order"] == str(row.public_id)
    assert is_signed(hook[1], headers, body)
    assert not is_signed(hook[1], headers, body + b" ")
    assert not is_signed("another", headers, body)
    by_hand = f"{headers['X-Wushe-Timestamp']}.{headers['X-Wushe-Nonce']}.".encode() + body
    signature = hmac.new(hook[1].encode(), by_hand, hashlib.sha256).hexdigest()
    assert headers["X-Wushe-Signature"] == signature
    assert headers["Idempotency-Key"] == said["delivery"]
    delivery.refresh_from_db()
    assert (delivery.status, delivery.answered, delivery.attempts) == ("done", 200, 1)
    hooks.deliver(delivery.pk)  # the outbox may tell it twice
    assert len(machine.got) == 1


@pytest.mark.django_db
def test_it_leaves_by_the_outbox_outside_of_any_transaction(desk, hook):
    assert by_name["requests.send_hook"].external
    row = desk.submit()
    tell(row)
    tell(row)
    assert HookDelivery.objects.count() == 1
    assert OutboxMessage.objects.filter(subscriber="requests.send_hook").count() == 1


@pytest.mark.django_db
def test_a_failure_is_tried_again_then_parked_then_sent_by_hand(desk, machine, hook):
    (delivery,) = tell(desk.submit())
    machine.answers = [500] * MAX_ATTEMPTS
    for _ in range(MAX_ATTEMPTS - 1):
        with pytest.raises(NotDelivered):
            hooks.deliver(delivery.pk)
    hooks.deliver(delivery.pk)
    delivery.refresh_from_db()
    assert (delivery.status, delivery.reason) == ("parked", "http_500")
    assert delivery.attempts == MAX_ATTEMPTS
    fresh = hooks.send_again(delivery, by=desk.viewer("secretary"))
    with pytest.raises(DomainError):
        hooks.send_again(delivery, by=desk.viewer("secretary"))
    hooks.deliver(fresh.pk)
    fresh.refresh_from_db()
    assert (fresh.status, fresh.turn) == ("done", 1)


@pytest.mark.django_db
def test_after_an_outage_all_that_did_not_arrive_is_sent_again_at_once(desk, machine, hook, enter):
    rows = [desk.submit(words) for words in ("楼道灯不亮了", "井盖翘起来了", "门禁坏了")]
    deliveries = [one for row in rows for one in tell(row)[-1:]]
    HookDelivery.objects.filter(pk__in=[one.pk for one in deliveries[:2]]).update(status="parked")
    HookDelivery.objects.filter(pk=deliveries[2].pk).update(status="done")
    client, log = enter("secretary"), reverse("requests:hook", args=[hook[0].pk])
    page = client.get(log).content.decode()
    path = reverse("requests:hook_all_again", args=[hook[0].pk])
    assert path in page
    assert "2 条没有送到" in page
    assert client.post(path).status_code == 302
    scope.declare(scope.EVERYTHING)
    fresh = list(HookDelivery.objects.filter(turn=1).order_by("pk"))
    assert [one.event_id for one in fresh] == [one.event_id for one in deliveries[:2]]
    assert OutboxMessage.objects.filter(
        subscriber="requests.send_hook", payload__delivery_id__in=[one.pk for one in fresh]
    ).count() == len(fresh)
    for one in fresh:
        hooks.deliver(one.pk)
    assert len(machine.got) == len(fresh)
    with pytest.raises(DomainError):
        hooks.send_all_again(hook[0], by=desk.viewer("secretary"))
    page = enter("secretary").get(log).content.decode()
    assert path not in page
    assert page.count("没送到，后来补送了") == len(fresh)
    assert reverse("requests:hook_again", args=[deliveries[0].pk]) not in page
    listed = enter("secretary").get(reverse("requests:hooks")).content.decode()
    assert "没有送到" not in listed, "what was sent again is no longer waiting for anybody"


@pytest.mark.django_db
def test_an_ended_one_is_not_sent_all_again(desk, hook):
    (delivery,) = tell(desk.submit())
    HookDelivery.objects.update(status="parked")
    hooks.end(hook[0], by=desk.viewer("secretary"))
    with pytest.raises(DomainError):
        hooks.send_all_again(hook[0], by=desk.viewer("secretary"))
    assert HookDelivery.objects.get() == delivery


@pytest.mark.django_db
def test_a_redirect_is_not_followed(desk, machine, hook):
    (delivery,) = tell(desk.submit())
    machine.answers = [302]
    with pytest.raises(NotDelivered):
        hooks.deliver(delivery.pk)
    assert len(machine.got) == 1


@pytest.mark.django_db
def test_an_ended_one_hears_nothing_more(desk, machine, hook):
    (delivery,) = tell(desk.submit())
    hooks.end(hook[0], by=desk.viewer("secretary"))
    hooks.deliver(delivery.pk)
    delivery.refresh_from_db()
    assert (delivery.status, machine.got) == ("dropped", [])
    assert hooks.fan_out(desk.submit().events.get().pk) == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    "need", [{"kind": "complaint"}, {"kind": "report"}, {"is_confidential": True}]
)
def test_that_somebody_complained_is_told_to_no_machine(desk, hook, need):
    assert tell(desk.submit(**need)) == []


@pytest.mark.django_db
def test_what_happened_before_it_was_connected_is_not_told(desk, machine):
    event = desk.submit().events.get()
    hooks.connect(
        community=desk.town.community, name="物业", url=machine.url, by=desk.viewer("secretary")
    )
    assert hooks.fan_out(event.pk) == 0
    assert hooks.fan_out(desk.submit().events.get().pk) == 1


@pytest.mark.django_db
def test_another_community_is_not_heard(desk, hook):
    town = desk.town
    row = desk.submit(by="neighbour", community=town.sibling, grid=town.sibling_grid)
    assert tell(row) == []


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/", "https://127.0.0.1/", "https://localhost/", "https://10.1.2.3/",
        "https://192.168.0.1/", "https://172.16.0.1/", "https://169.254.169.254/latest/",
        "https://100.64.0.1/", "https://[::1]/", "https://[fd00::1]/", "https://[fe80::1]/",
        "https://[::ffff:127.0.0.1]/", "https://0.0.0.0/", "https://0x7f000001/",
        "https://224.0.0.1/", "https://user:pw@example.org/", "https:///x", "ftp://example.org/",
        "https://2130706433/", "file:///etc/passwd", "https://[::ffff:10.0.0.1]:8000/",
    ],
)  # fmt: skip
def test_our_own_network_cannot_be_reached(url):
    with pytest.raises(DomainError):
        outside.check(url)
    with pytest.raises(NotDelivered):
        outside.post(url, "s", b"{}", "k")


def test_every_address_of_a_name_must_be_public(monkeypatch):
    def two(*args: object, **kwargs: object) -> list[tuple[object, ...]]:
        return [(2, 1, 6, "", ("93.184.216.34", 443)), (2, 1, 6, "", ("10.0.0.1", 443))]

    monkeypatch.setattr("socket.getaddrinfo", two)
    with pytest.raises(DomainError):
        outside.check("https://two.example.org/")
    monkeypatch.setattr("socket.getaddrinfo", lambda *a, **k: two()[:1])
    target = outside.check("https://two.example.org:8443/a?b=c")
    assert target.call == "https://93.184.216.34:8443/a?b=c"  # what was looked at is called


@pytest.mark.django_db
def test_the_page_shows_the_secret_once_and_who_may(desk, machine, enter):
    client = enter("secretary")
    page = client.post(reverse("requests:hooks"), {"name": "物业", "url": machine.url})
    scope.declare(scope.EVERYTHING)
    secret = Webhook.objects.get().secret.open()
    assert secret in page.content.decode()
    assert secret not in client.get(reverse("requests:hooks")).content.decode()
    scope.declare(scope.EVERYTHING)
    (delivery,) = tell(desk.submit())
    HookDelivery.objects.update(status="parked", reason="ReadTimeout")
    log = reverse("requests:hook", args=[Webhook.objects.get().pk])
    page = enter("secretary").get(log).content.decode()
    assert "提出来了" in page
    assert "对方一直没有回" in page
    assert "ReadTimeout" not in page, "no word of the code"
    assert "1 条没有送到" in enter("secretary").get(reverse("requests:hooks")).content.decode()
    scope.declare(scope.EVERYTHING)
    HookDelivery.objects.update(status="waiting", attempts=2)
    assert "没送到，过会儿再试" in enter("secretary").get(log).content.decode()
    scope.declare(scope.EVERYTHING)
    HookDelivery.objects.update(status="parked")
    for name in ("staff", "worker", "sibling_staff", "resident"):
        assert enter(name).get(log).status_code == 404
        assert enter(name).get(reverse("requests:hooks")).status_code == 404
    again = reverse("requests:hook_again", args=[delivery.pk])
    assert enter("secretary").post(again).status_code == 302
    scope.declare(scope.EVERYTHING)
    assert HookDelivery.objects.count() == 2


@pytest.mark.django_db
def test_an_inner_address_is_refused_on_the_page(enter):
    sent = {"name": "内网", "url": "https://127.0.0.1/"}
    assert enter("secretary").post(reverse("requests:hooks"), sent).status_code == 422
    scope.declare(scope.EVERYTHING)
    assert not Webhook.objects.exists()
