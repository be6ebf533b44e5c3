"""ID and phone numbers typed into running text: one rule for every table."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from accounts.actions import grants, resets
from accounts.models import RoleGrant, SharingRecord
from communities.actions import merging, roles
from core import masking, personal
from core.fields import EncryptedField, FreeLine, FreeText
from core.models import KeepsNumbers
from grids.actions import appointments, handovers
from grids.models import HandoverItem
from tests.town import Town, id_number, town, years_ago

__all__ = ["town"]

ID = id_number(years_ago(40), 3)
TYPED = f"电话 13911112222，证号 {ID}"

MASKED_ONLY = {"core.StoredFile", "communities.ImportJob", "communities.NoticeAttachment"}
"""The name of a file, and what a program says of it: nobody asks for the number again."""


def test_every_row_with_running_text_keeps_the_numbers_sealed():
    forgotten = {
        model._meta.label
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, FreeLine | FreeText) and not issubclass(model, KeepsNumbers)
    }
    assert forgotten - MASKED_ONLY == set()


def test_what_is_named_as_sealed_text_is_sealed():
    for model in apps.get_models():
        for name in getattr(model, "sealed_text", ()):
            assert isinstance(model._meta.get_field(name), EncryptedField)


def redacted_and_kept(row, field: str) -> None:
    row.refresh_from_db()
    assert getattr(row, field) == masking.redact_free_text(TYPED)[0]
    assert "13911112222" not in getattr(row, field)
    assert set(row.numbers.open().split("\n")) == {"13911112222", ID}
    assert "13911112222" not in str(row.numbers)


@pytest.mark.django_db
def test_in_the_reasons_of_roles(town: Town):
    viewer = town.viewer("secretary")
    grant = roles.appoint("grid_worker", town.stranger, town.grid, by=viewer, reason=TYPED)
    redacted_and_kept(grant, "reason")
    grants.revoke_role(grant, actor=town.secretary, reason="另打 13733334444")
    grant.refresh_from_db()
    assert grant.revoke_reason == "另打 137****4444"
    assert grant.numbers.open().split("\n")[-1] == "13733334444"


@pytest.mark.django_db
def test_in_the_reasons_of_resets(town: Town):
    reset = resets.request_reset(
        town.street_official, reason=TYPED, by=town.viewer("security_admin")
    )
    redacted_and_kept(reset, "reason")


@pytest.mark.django_db
def test_in_the_registers_of_the_admin(client, town: Town):
    town.enter(client, "privacy_officer")
    answer = client.post(
        reverse("admin:accounts_sharingrecord_add"),
        {
            "recipient": "区民政局", "kinds": "名单", "purpose": TYPED,
            "basis": "通知", "starts_on": "2026-01-01",
        },
    )  # fmt: skip
    assert answer.status_code == 302, answer.context["adminform"].errors
    redacted_and_kept(SharingRecord.objects.get(), "purpose")


@pytest.mark.django_db
def test_in_the_words_of_a_handover(town: Town):
    appointment = appointments.appoint_worker(town.grid, town.worker, actor=town.secretary)
    handover = handovers.prepare_handover(appointment, incoming=town.stranger, actor=town.secretary)
    item = HandoverItem.objects.create(
        community=town.community, handover=handover, kind="tests.kind", title="要交的事"
    )
    handovers.note_item(item, note=TYPED, actor=town.worker)
    redacted_and_kept(item, "note")


@pytest.mark.django_db
def test_in_the_reason_of_a_merge(town: Town):
    kept, twin = town.person("林晚秋"), town.person("林晚秋")
    record = merging.merge_residents(kept, twin, reason=TYPED, actor=town.staff)
    redacted_and_kept(record, "reason")


@pytest.mark.django_db
def test_they_go_when_their_time_is_over(town: Town):
    grant = RoleGrant.objects.create(
        user=town.stranger, role="grid_worker", starts_on=date(2020, 1, 1), reason=TYPED
    )
    assert personal.expire(timezone.localdate())["accounts"]["numbers_in_words"] == 0
    RoleGrant.objects.filter(pk=grant.pk).update(
        created_at=timezone.now() - timedelta(days=4 * 365)
    )
    assert personal.expire(timezone.localdate())["accounts"]["numbers_in_words"] == 1
    grant.refresh_from_db()
    assert not grant.numbers
    assert "139****2222" in grant.reason


def test_numbers_behind_masks_that_were_left_standing_are_put_in_again():
    before = "女儿 13911112222，儿子 13733334444"
    assert masking.put_back("儿子 137****4444 在家", before) == "儿子 13733334444 在家"
    assert masking.put_back("没有号码", before) == "没有号码"
