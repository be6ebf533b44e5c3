"""转给没有账号的人: a link with a receipt, that runs out, that is taken back, that shows no more
than it needs."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from communities.models import CommunityProfile
from core import scope
from core.exceptions import DomainError
from core.models import AuditEvent, Message
from core.tasks import deliver_outbox
from requests.actions import forwarding, ringing, work
from requests.models import Forward, RequestEvent, ServiceRequest, Timer
from requests.models.forwards import key_of
from requests.queries.forwards import for_bearer
from requests.views.steps import DESK, HELPER
from requests.workflow import Kind
from tests.town import enter

__all__ = ["enter"]
pytestmark = pytest.mark.django_db
PHONE = "13912345678"


def forward(desk, row, by="worker", **said):
    values = {"name": "物业李师傅", "ask": "看看三楼的水管", "days": 3, **said}
    forwarding.forward(row, **values, by=desk.viewer(by))
    return Forward.objects.filter(service_request=row).latest("pk")


@pytest.fixture
def row(desk):
    return desk.in_progress(
        contact_name="张桂芳", contact_phone="13800000001", address="东区 3 号楼 301"
    )


@pytest.fixture
def sent(desk, row):
    return forward(desk, row, phone=PHONE)


@pytest.fixture
def stranger():
    return Client()


def url(sent, name="forward"):
    return reverse(f"requests:{name}", args=[sent.code])


def steps(row):
    return list(RequestEvent.objects.filter(service_request=row).values_list("step", flat=True))


def messages(code):
    deliver_outbox()
    return Message.objects.filter(code=f"requests.{code}")


# --- the bearer --------------------------------------------------------------------------------
def test_from_the_link_to_the_receipt_to_the_answer(desk, row, sent, stranger, town):
    page = stranger.get(url(sent)).content.decode()
    assert "看看三楼的水管" in page
    sent.refresh_from_db()
    assert sent.opened_at
    assert stranger.post(url(sent, "forward_receive")).status_code == 302
    assert messages("forward_received").get().to_user == town.worker
    assert stranger.post(url(sent, "forward_receive")).status_code == 302, "a second tap"
    said = {"outcome": "done", "words": "换了阀门"}
    assert stranger.post(url(sent, "forward_answer"), said).status_code == 302
    assert messages("forward_answered").get().to_user == town.worker
    assert steps(row)[-3:] == ["forward", "forward_received", "forward_answered"]
    fresh = ServiceRequest.objects.get(pk=row.pk)
    assert fresh.status == "in_progress", "it stays with who handed it on"
    assert fresh.parties.standing().leads().get().user == town.worker
    assert "谢谢您" in stranger.get(url(sent)).content.decode()
    assert not Timer.objects.filter(purpose="forward", fired_at__isnull=True).exists()


def test_the_page_says_what_to_do_and_nothing_of_whom(row, sent, stranger):
    for _look in ("before", "after"):
        page = stranger.get(url(sent)).content.decode()
        for personal in ("张桂芳", "13800000001", "301", row.number, row.title):
            assert personal not in page
        stranger.post(url(sent, "forward_receive"))
    assert stranger.post(url(sent, "forward_door")).status_code == 404


def test_the_door_is_shown_after_the_receipt_and_each_look_is_written_down(desk, row, stranger):
    sent = forward(desk, row, shows_door=True)
    assert stranger.post(url(sent, "forward_door")).status_code == 404, "not received yet"
    stranger.post(url(sent, "forward_receive"))
    assert "13800000001" not in stranger.get(url(sent)).content.decode()
    page = stranger.post(url(sent, "forward_door")).content.decode()
    assert "13800000001" in page
    assert "东区 3 号楼 301" in page
    looks = AuditEvent.objects.filter(verb="requests.servicerequest.read", object_id=str(row.pk))
    assert looks.count() == 1
    stranger.post(url(sent, "forward_answer"), {"outcome": "done", "words": ""})
    assert stranger.post(url(sent, "forward_door")).status_code == 404, "he is done with it"


def test_nobody_makes_a_link_who_only_knows_the_table(sent, stranger):
    assert key_of(sent.code) == sent.key
    for wrong in (sent.key, sent.key + ".x", sent.code[:-1] + "_", "abc"):
        assert stranger.get(reverse("requests:forward", args=[wrong])).status_code == 404


def test_a_link_opens_its_own_place_and_no_other(desk, row, sent):
    with for_bearer(sent.code) as found:
        assert found == sent
        assert scope.current().communities == str(row.community_id)


def test_what_is_not_received_is_not_answered_and_what_failed_says_where(row, sent, stranger):
    early = {"outcome": "done", "words": ""}
    answered = stranger.post(url(sent, "forward_answer"), early, follow=True)
    assert "请先点" in answered.content.decode()
    stranger.post(url(sent, "forward_receive"))
    for said in ({"outcome": "cannot", "words": ""}, {"outcome": "maybe", "words": "x"}):
        assert stranger.post(url(sent, "forward_answer"), said).status_code == 422
    with pytest.raises(DomainError) as refused:
        forwarding.answer(sent, outcome="maybe", words="x")
    assert refused.value.field == "outcome"
    sent.refresh_from_db()
    assert sent.answered_at is None


# --- an end ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("how", "says"),
    [("revoked", "不用您办了"), ("expired", "过期了"), ("over", "已经办结")],
)
def test_a_link_ends(desk, row, sent, stranger, how, says):
    if how == "revoked":
        forwarding.revoke(row, forward=sent, by=desk.viewer("worker"))
        with pytest.raises(DomainError):
            forwarding.revoke(row, forward=sent, by=desk.viewer("worker"))
    elif how == "expired":
        Forward.objects.filter(pk=sent.pk).update(
            forwarded_at=timezone.now() - timedelta(days=4),
            expires_at=timezone.now() - timedelta(minutes=1),
        )
    else:
        work.complete(row, result="修好了", by=desk.viewer("worker"))
        assert not Timer.objects.filter(purpose="forward", fired_at__isnull=True).exists()
    page = stranger.get(url(sent)).content.decode()
    assert says in page
    assert "看看三楼的水管" not in page
    for name in ("forward_receive", "forward_answer"):
        stranger.post(url(sent, name), {"outcome": "done", "words": ""})
    sent.refresh_from_db()
    assert (sent.received_at, sent.answered_at) == (None, None)


# --- a reminder --------------------------------------------------------------------------------
def ring():
    Timer.objects.filter(purpose="forward").update(due_at=timezone.now() - timedelta(minutes=1))
    return ringing.sweep()


def test_who_handed_it_on_hears_that_nobody_took_it_and_the_other_is_reminded(
    desk, row, sent, town
):
    CommunityProfile.objects.filter(area=town.community).update(telephone="0858-2200100")
    timer = Timer.objects.get(purpose="forward", service_request=row)
    assert timer.due_at - timezone.now() <= forwarding.REMIND_AFTER
    work.add_note(row, note="记一笔", by=desk.viewer("worker"))
    assert Timer.objects.filter(pk=timer.pk).exists(), "another step leaves it where it is"
    assert ring() == 1
    assert messages("forward_waits").get().to_user == town.worker
    assert messages("forward_reminder").get().to_address.open() == PHONE
    assert ring() == 0


def test_who_said_that_he_has_it_is_left_in_peace(sent):
    forwarding.receive(sent)
    assert ring() == 0
    assert not messages("forward_waits").exists()


# --- the desk ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": " "}, "name"),
        ({"ask": " "}, "ask"),
        ({"days": 0}, "days"),
        ({"days": 15}, "days"),
        ({"phone": "12345"}, "phone"),
    ],
)
def test_what_cannot_be_handed_on_so(desk, row, said, field):
    with pytest.raises(DomainError) as refused:
        forward(desk, row, **said)
    assert refused.value.field == field
    assert not Forward.objects.exists()


def test_not_more_than_three_at_a_time(desk, row):
    for name in ("甲", "乙", "丙"):
        last = forward(desk, row, name=name)
    with pytest.raises(DomainError, match="先收回"):
        forward(desk, row, name="丁")
    forwarding.revoke(row, forward=last, by=desk.viewer("worker"))
    assert forward(desk, row, name="丁").number == 4


@pytest.mark.parametrize("kind", [Kind.COMPLAINT, Kind.REPORT])
def test_what_is_said_of_somebody_is_not_handed_out(desk, row, kind):
    ServiceRequest.objects.filter(pk=row.pk).update(kind=kind)
    with pytest.raises(DomainError, match="只能在内部办"):
        forward(desk, row)


def test_only_the_desk_and_the_lead_hand_it_on(desk, row, town):
    with pytest.raises(DomainError):
        forward(desk, row, by="resident")
    with pytest.raises(DomainError, match="现在是"):
        forward(desk, desk.classified(), by="secretary")


def test_a_volunteers_page_does_not_offer_it():
    assert "forward" in DESK
    assert "forward" not in HELPER


def test_at_the_desk_one_sees_how_far_it_is(desk, row, sent, enter):
    client = enter("secretary")
    case = reverse("requests:case", args=[row.pk])
    page = client.get(case).content.decode()
    assert "物业李师傅" in page
    assert "还没打开" in page
    assert url(sent) in page
    assert "<svg" in page
    forwarding.receive(sent)
    assert "收到了，在办" in client.get(case).content.decode()
    forwarding.revoke(row, forward=sent, by=desk.viewer("worker"))
    page = client.get(case).content.decode()
    assert "收回了" in page
    assert url(sent) not in page


def test_the_database_holds_it(row, sent):
    for broken in ({"outcome": "done"}, {"answered_at": timezone.now()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Forward.objects.filter(pk=sent.pk).update(**broken)
