"""Authority ends and people move: what was written stays readable; who may act is who may now."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from communities.actions import authorities, bindings, residents
from communities.models import Authority
from core.exceptions import DomainError
from requests.actions import attaching, conclude, dispatch, triage, work
from requests.actions.dispatch import Who
from requests.duties import duties_of
from requests.models import RequestEvent, ServiceRequest
from requests.models.parties import Lane
from requests.queries.audience import told
from requests.triage import Verdict
from requests.workflow import Channel, Duty, Matter, OrderType
from tests.requests.test_guests import ordered, proved
from tests.requests.test_tasks import pooled, volunteer

pytestmark = pytest.mark.django_db


def picture(colour: str) -> SimpleUploadedFile:
    data = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(data, "PNG")
    return SimpleUploadedFile("灯.png", data.getvalue(), content_type="image/png")


def done(desk, row: ServiceRequest) -> ServiceRequest:
    row = triage.classify(
        row, Verdict(OrderType.REGULAR, Matter.MINOR), by=desk.viewer("secretary")
    )
    row = dispatch.assign(row, Who(Lane.HOST, user=desk.town.worker), by=desk.viewer("secretary"))
    row = dispatch.sign(row, by=desk.viewer("worker"))
    work.message(row, note="药盒放门口的箱子里了", by=desk.viewer("worker"))
    attaching.show_work(row, photos=[picture("blue")], moment="after", by=desk.viewer("worker"))
    return work.complete(row, result="换了灯泡", by=desk.viewer("worker"))


@pytest.fixture
def for_the_elder(desk) -> ServiceRequest:
    """The neighbour acts for the old man, and orders for him."""
    row = desk.submit(resident=desk.town.people["elder"], by="neighbour")
    attaching.add_photos(row, [picture("red")], by=desk.viewer("neighbour"))
    return done(desk, row)


def test_while_his_authority_stands_a_deputy_reads_all_of_it_and_has_the_last_word(
    desk, enter, for_the_elder
):
    page = enter("neighbour").get(reverse("requests:mine_one", args=[for_the_elder.public_id]))
    assert "药盒放门口" in page.content.decode()
    conclude.rate(for_the_elder, grade=5, by=desk.viewer("neighbour"))


@pytest.mark.parametrize("how", ["revoked", "ran out"])
def test_after_it_ended_he_reads_what_he_wrote_and_no_more(desk, enter, for_the_elder, how):
    row, authority = for_the_elder, Authority.objects.get(user=desk.town.neighbour)
    if how == "revoked":
        authorities.revoke_authority(authority, actor=desk.town.secretary)
    else:
        before = timezone.localdate() - timedelta(days=1)
        Authority.objects.update(valid_from=before, valid_to=before)
    client = enter("neighbour")
    page = client.get(reverse("requests:mine_one", args=[row.public_id])).content.decode()
    asked, after = row.attachments.order_by("pk")
    route = "requests:mine_photo"
    assert row.title in page
    assert "授权已经结束" in page
    assert reverse(route, args=[row.public_id, asked.pk]) in page
    for hidden in ("药盒放门口", reverse(route, args=[row.public_id, after.pk]), "/do/"):
        assert hidden not in page
    assert client.get(reverse(route, args=[row.public_id, asked.pk])).status_code == 200
    assert client.get(reverse(route, args=[row.public_id, after.pk])).status_code == 404
    with pytest.raises(DomainError):
        conclude.rate(row, grade=5, by=desk.viewer("neighbour"))


def test_nor_does_he_hear_of_it_any_more(desk, for_the_elder):
    event = RequestEvent.objects.filter(service_request=for_the_elder).latest("pk")
    assert told(for_the_elder, "reporter", event) == {desk.town.neighbour.pk}
    authorities.revoke_authority(
        Authority.objects.get(user=desk.town.neighbour), actor=desk.town.secretary
    )
    assert told(for_the_elder, "reporter", event) == set()


def test_who_lost_his_authority_does_not_take_the_work_he_asked_for(desk):
    volunteer(desk.town, desk.town.neighbour)
    row = pooled(desk, resident=desk.town.people["elder"], by="neighbour")
    Authority.objects.all().delete()
    assert Duty.CANDIDATE not in duties_of(desk.viewer("neighbour"), row)


@pytest.fixture
def rung(desk) -> ServiceRequest:
    """He called, a colleague wrote it down; then he moves away."""
    person = desk.town.people["resident"]
    row = desk.submit(
        resident=person, by="secretary", channel=Channel.PHONE, consent_note="电话里同意"
    )
    return done(desk, row)


def test_what_was_written_down_for_him_goes_with_him_when_he_moves(desk, enter, rung):
    residents.move_out(desk.town.people["resident"], actor=desk.town.staff)
    client = enter("resident")
    assert rung.title in client.get(reverse("requests:mine")).content.decode()
    page = client.get(reverse("requests:mine_one", args=[rung.public_id])).content.decode()
    assert reverse("requests:mine_act", args=[rung.public_id, "rate"]) in page
    conclude.rate(rung, grade=4, by=desk.viewer("resident"))


def test_what_came_into_that_record_later_is_not_his(desk, enter, rung):
    residents.move_out(desk.town.people["resident"], actor=desk.town.staff)
    ServiceRequest.objects.update(created_at=timezone.now() + timedelta(minutes=1))
    page = enter("resident").get(reverse("requests:mine_one", args=[rung.public_id]))
    assert page.status_code == 404
    with pytest.raises(DomainError):
        conclude.rate(rung, grade=4, by=desk.viewer("resident"))


def test_a_binding_that_ended_otherwise_leaves_nothing(desk, enter, rung):
    """It may have been the wrong record."""
    binding = desk.town.people["resident"].bindings.get()
    bindings.unbind(binding, actor=desk.town.secretary)
    page = enter("resident").get(reverse("requests:mine_one", args=[rung.public_id]))
    assert page.status_code == 404


def test_a_guest_sees_how_it_looks_now(desk):
    """The photos of the work are for whoever asked, with an account or without."""
    client = proved()
    row = done(desk, ordered(client))
    after = row.attachments.get()
    path = reverse("requests:mine_photo", args=[row.public_id, after.pk])
    page = client.get(reverse("requests:mine_one", args=[row.public_id]))
    assert path in page.content.decode()
    assert client.get(path).status_code == 200
