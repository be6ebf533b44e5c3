"""The answer got lost, the page is loaded anew, the phone sends again: another key, one deed."""

import uuid

from django.urls import reverse

from core.models import StoredFile
from requests.actions import attaching, claiming, work
from requests.models import RequestEvent
from tests.requests.test_eligibility import picture
from tests.requests.test_tasks import pooled, volunteer
from tests.town import enter

__all__ = ["enter"]
KEY = "钥匙在 139555123"


def test_from_a_page_loaded_anew_the_same_photo_and_the_same_words_are_one(desk, enter):
    """Another key each time: what was sent is known by what it is."""
    volunteer(desk.town, desk.town.neighbour)
    client, row = enter("neighbour"), claiming.claim(pooled(desk), by=desk.viewer("neighbour"))
    photo, contact, note = (
        reverse("requests:task_act", args=[row.public_id, step])
        for step in ("photo", "contact", "note")
    )
    for n in (1, 2, 3):
        key = {"idempotency_key": str(uuid.UUID(int=n))}
        said = {**key, "moment": "before", "photos": picture()}
        assert client.post(photo, said).status_code == 302
    for n in (4, 5, 6):
        said = {"idempotency_key": str(uuid.UUID(int=n)), "how": "phone", "note": "约了三点"}
        assert client.post(contact, said).status_code == 302
    for n, words in (
        (7, "钥匙在 13955512345"),
        (8, "钥匙在 13955512345"),
        (9, "钥匙在 13955512346"),
    ):
        said = {"idempotency_key": str(uuid.UUID(int=n)), "note": words}
        assert client.post(note, said).status_code == 302
    steps = list(RequestEvent.objects.filter(service_request=row).values_list("step", flat=True))
    assert [steps.count(step) for step in ("photo", "contact", "note")] == [1, 1, 2]
    assert row.attachments.count() == 1
    assert StoredFile.objects.filter(purpose="requests.attachment").count() == 1


def test_the_same_words_later_and_another_photo_are_said_anew(desk):
    row, by = desk.in_progress(), desk.viewer("worker")
    attaching.show_work(row, photos=[picture()], moment="before", by=by)
    attaching.show_work(row, photos=[picture("red"), picture()], moment="before", by=by)
    attaching.show_work(row, photos=[picture()], moment="after", by=by)
    assert row.attachments.count() == 3
    for _again in range(2):
        work.contact(row, how="phone", by=by)
        work.add_note(row, note="还在等", by=by)
    steps = list(RequestEvent.objects.filter(service_request=row).values_list("step", flat=True))
    assert [steps.count(step) for step in ("contact", "note")] == [2, 2]
