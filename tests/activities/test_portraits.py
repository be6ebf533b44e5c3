"""Photos are shown only while everybody on them agrees; a child's guardian says it."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from PIL import Image

from activities import personal_data
from activities.actions import activities, enrolling, portraits, presence
from activities.models import ActivityPhoto, Enrolment, PhotoPerson, PortraitConsent
from core.exceptions import DomainError
from core.models import StoredFile
from tests.activities.conftest import begin, guest, published
from tests.races import together

pytestmark = pytest.mark.django_db


def picture(colour="white"):
    content = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(content, "PNG")
    return SimpleUploadedFile("联欢.png", content.getvalue(), "image/png")


@pytest.fixture
def held(town):
    """The resident came, and somebody without an account."""
    made = published(town)
    me = enrolling.Person("我", user=town.resident, resident=town.people["resident"])
    enrolling.enrol(made, me, actor=town.resident)
    guest(made, 1)
    begin(made)
    for row in made.enrolments.all():
        presence.arrive(row, actor=town.staff)
    return activities.hold(made, actor=town.staff)


@pytest.fixture
def mine(held, town):
    return Enrolment.objects.get(activity=held, user=town.resident)


@pytest.fixture
def other(held):
    return Enrolment.objects.get(activity=held, user=None)


@pytest.fixture
def photo(town, held, mine, other):
    made = portraits.add(held, file=picture(), caption="合影", actor=town.staff)
    return portraits.say_who(made, people=[mine, other], actor=town.staff)


def shown(town, photo, mine, other):
    portraits.agree(mine, actor=town.resident)
    portraits.agree(other, how="spoken", actor=town.staff)
    return portraits.publish(photo, actor=town.staff)


def test_without_everybodys_yes_the_desk_cannot_publish(town, photo, mine, other):
    with pytest.raises(DomainError, match="还有 2 个人没有同意"):
        portraits.publish(photo, actor=town.staff)
    portraits.agree(mine, actor=town.resident)
    with pytest.raises(DomainError, match="还有 1 个人没有同意"):
        portraits.publish(photo, actor=town.staff)
    portraits.agree(other, how="written", actor=town.staff)
    assert portraits.publish(photo, actor=town.staff).published_by == town.staff
    with pytest.raises(DomainError, match="已经公开了"):
        portraits.publish(photo, actor=town.staff)


def test_a_yes_taken_back_takes_the_photo_down_at_once(town, photo, mine, other):
    shown(town, photo, mine, other)
    assert portraits.withdraw(mine, actor=town.resident) == 1
    photo.refresh_from_db()
    assert (photo.published_at, photo.reason) == (None, "照片里有人撤回了同意")
    with pytest.raises(DomainError, match="没有同意过"):
        portraits.withdraw(mine, actor=town.resident)
    with pytest.raises(DomainError, match="还有 1 个人没有同意"):
        portraits.publish(photo, actor=town.staff)
    portraits.agree(mine, actor=town.resident)
    assert portraits.publish(photo, actor=town.staff).taken_down_at is None
    assert PortraitConsent.objects.count() == 2


def test_who_says_yes_for_whom(town, mine):
    for how, actor in (("self", town.staff), ("spoken", town.resident), ("self", town.neighbour)):
        with pytest.raises(DomainError, match="怎么同意的"):
            portraits.agree(mine, how=how, actor=actor)
    portraits.agree(mine, actor=town.resident)
    with pytest.raises(DomainError, match="已经同意过了"):
        portraits.agree(mine, actor=town.resident)


def test_a_photo_says_who_is_on_it_or_that_nobody_is(town, held, mine):
    made = portraits.add(held, file=picture(), actor=town.staff)
    with pytest.raises(DomainError, match="先写照片里有谁"):
        portraits.publish(made, actor=town.staff)
    for people, nobody in (([], False), ([mine], True)):
        with pytest.raises(DomainError, match="选出照片里的人"):
            portraits.say_who(made, people=people, nobody_shown=nobody, actor=town.staff)
    stranger = guest(published(town))
    with pytest.raises(DomainError, match="没有报名这场活动"):
        portraits.say_who(made, people=[stranger], actor=town.staff)
    portraits.say_who(made, people=[], nobody_shown=True, actor=town.staff)
    assert portraits.publish(made, actor=town.staff).published_at is not None


def test_what_is_shown_is_not_changed_behind_their_backs(town, photo, mine, other):
    with pytest.raises(DomainError, match="没有公开"):
        portraits.take_down(photo, reason="换一张", actor=town.staff)
    shown(town, photo, mine, other)
    with pytest.raises(DomainError, match="先撤下再改"):
        portraits.say_who(photo, people=[mine], actor=town.staff)
    with pytest.raises(DomainError, match="先撤下再删"):
        portraits.remove(photo, actor=town.staff)
    with pytest.raises(DomainError, match="一句原因"):
        portraits.take_down(photo, reason=" ", actor=town.staff)
    portraits.take_down(photo, reason="换一张", actor=town.staff)
    portraits.remove(photo, actor=town.staff)
    assert not ActivityPhoto.objects.exists()
    assert not StoredFile.objects.filter(purpose="activities.photo").exists()


def test_a_photo_comes_after_the_beginning_and_is_shown_after_it_was_held(town, held, monkeypatch):
    with pytest.raises(DomainError, match="还没开始"):
        portraits.add(published(town), file=picture(), actor=town.staff)
    running = begin(published(town))
    made = portraits.add(running, file=picture(), actor=town.staff)
    portraits.say_who(made, people=[], nobody_shown=True, actor=town.staff)
    with pytest.raises(DomainError, match="登记办过以后"):
        portraits.publish(made, actor=town.staff)
    monkeypatch.setattr(portraits, "MOST", 1)
    with pytest.raises(DomainError, match="最多 1 张"):
        portraits.add(running, file=picture("red"), actor=town.staff)
    with pytest.raises(DomainError, match="电话号码"):
        portraits.add(held, file=picture(), caption="打 13900001111", actor=town.staff)


@pytest.mark.django_db(transaction=True)
def test_published_and_withdrawn_at_the_same_moment_it_is_never_shown(town, photo, mine, other):
    portraits.agree(mine, actor=town.resident)
    portraits.agree(other, how="spoken", actor=town.staff)
    together(
        lambda: portraits.publish(photo, actor=town.staff),
        lambda: portraits.withdraw(mine, actor=town.resident),
    )
    photo.refresh_from_db()
    assert photo.published_at is None


def test_the_gallery_is_everybodys_and_the_rest_is_the_desks(enter, town, photo, mine, other):
    page = reverse("activities:activity", args=[photo.activity_id])
    file = reverse("activities:photo", args=[photo.pk])
    assert file not in enter("anonymous").get(page).content.decode()
    for name in ("anonymous", "resident", "sibling_staff"):
        assert enter(name).get(file).status_code == 404
    assert enter("staff").get(file).status_code == 200
    shown(town, photo, mine, other)
    for name in ("anonymous", "stranger"):
        assert file in enter(name).get(page).content.decode()
        answer = enter(name).get(file)
        assert answer.status_code == 200
        assert answer["Content-Type"].startswith("image/")
    portraits.withdraw(mine, actor=town.resident)
    assert enter("anonymous").get(file).status_code == 404


def test_one_says_yes_and_no_on_the_page_of_the_activity(enter, town, photo, mine, other):
    resident = enter("resident")
    page = reverse("activities:activity", args=[mine.activity_id])
    assert "没有同意，照片不会公开" in resident.get(page).content.decode()
    agree, no = (
        reverse("activities:portrait", args=[mine.pk, slug]) for slug in ("agree", "withdraw")
    )
    assert resident.get(no).status_code == 404
    assert resident.post(agree, {"idempotency_key": "photo-0001"}).url == page
    mine.refresh_from_db()
    assert mine.lets_show
    resident.post(no, {"idempotency_key": "photo-0002"})
    assert not Enrolment.objects.get(pk=mine.pk).lets_show
    assert enter("neighbour").get(agree).status_code == 404


def test_the_desk_puts_a_photo_up_and_sees_who_is_missing(enter, town, held, mine, other):
    staff = enter("staff")
    new = reverse("activities:photo_new", args=[held.pk])
    said = {"file": picture(), "caption": "合影", "idempotency_key": "photo-0003"}
    answer = staff.post(new, said)
    made = ActivityPhoto.objects.get()
    who = reverse("activities:photo_act", args=[made.pk, "who"])
    assert answer.url == who
    staff.post(who, {"people": [str(mine.pk)], "idempotency_key": "photo-0004"})
    assert PhotoPerson.objects.get().enrolment == mine
    photos = reverse("activities:photos", args=[held.pk])
    words = staff.get(photos).content.decode()
    assert "还不能公开" in words
    consent = reverse("activities:enrolment_act", args=[other.pk, "portrait"])
    staff.post(consent, {"how": "spoken", "idempotency_key": "photo-0005"})
    assert PortraitConsent.objects.get().enrolment == other
    nothing = {"idempotency_key": "photo-0006"}
    assert staff.post(new, nothing).status_code == 422
    for name in ("resident", "sibling_staff", "worker"):
        client = enter(name)
        assert [client.get(url).status_code for url in (photos, new, who)] == [404] * 3


def test_who_is_forgotten_is_on_no_photo(town, photo, mine, other):
    shown(town, photo, mine, other)
    personal_data.erase_person(town.resident.subject)
    assert not ActivityPhoto.objects.exists()
    assert not StoredFile.objects.filter(purpose="activities.photo").exists()


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"published_by": None}, "activity_photo_published_by_somebody"),
        ({"taken_down_at": "2026-01-01T00:00Z"}, "activity_photo_up_or_down"),
    ],
)
def test_the_database_holds_what_it_can(town, photo, mine, other, change, name):
    shown(town, photo, mine, other)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        ActivityPhoto.objects.update(**change)
    with pytest.raises(IntegrityError, match="portrait_how_known"), transaction.atomic():
        PortraitConsent.objects.update(how="x")
