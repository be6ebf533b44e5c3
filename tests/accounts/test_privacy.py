"""Consent, requests, children's records, complaints: what a person may ask and we must prove."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts import personal_data
from accounts.actions import complaints, consents, minors, retention, subject_requests
from accounts.models import (
    ConsentEvent,
    ConsentKind,
    DataSubjectRequest,
    ErasureProof,
    MinorAccessApproval,
    PlatformComplaint,
    PrivacyNotice,
    User,
)
from accounts.queries import privacy
from core import delivery, person_keys, personal, workcalendar
from core.exceptions import DomainError
from core.models import AuditEvent, Message

pytestmark = pytest.mark.django_db


def give(town, **changes):
    values = {"given": True, "user": town.resident, "scope": town.community.pk, **changes}
    return consents.record_consent(town.resident.subject, ConsentKind.HEALTH, **values)


def test_the_last_word_is_what_holds(town):
    subject = town.resident.subject
    assert not ConsentEvent.objects.holds(subject, ConsentKind.HEALTH)
    give(town)
    assert ConsentEvent.objects.holds(subject, ConsentKind.HEALTH)
    give(town, given=False)
    assert not ConsentEvent.objects.holds(subject, ConsentKind.HEALTH)
    assert ConsentEvent.objects.filter(subject=subject).count() == 2


def test_saying_yes_twice_is_written_once(town):
    assert give(town) is not None
    assert give(town) is None


def test_one_yes_says_nothing_about_another_kind(town):
    give(town)
    assert not ConsentEvent.objects.holds(town.resident.subject, ConsentKind.HARDSHIP)


def test_a_new_notice_asks_again(town):
    event = give(town)
    assert not privacy.is_outdated(event, privacy.current_notice())
    first = PrivacyNotice.objects.get()
    PrivacyNotice.objects.create(
        version=2, title="二", title_en="2", body="…", body_en="…", effective_on=first.effective_on
    )
    assert privacy.is_outdated(event, privacy.current_notice())


def test_a_childs_data_needs_the_guardians_word(town):
    with pytest.raises(DomainError, match="监护人"):
        consents.record_consent(uuid4(), ConsentKind.CHILD, given=True, user=town.resident)
    consents.record_consent(
        uuid4(),
        ConsentKind.CHILD,
        given=True,
        user=town.resident,
        guardian=town.resident.subject,
    )


def test_what_staff_enter_for_somebody_needs_evidence(town):
    with pytest.raises(DomainError, match="本人是怎么同意的"):
        give(town, on_behalf_by=town.staff)
    assert give(town, on_behalf_by=town.staff, evidence="当面口头，女儿在场")


def test_a_consent_cannot_be_unsaid(town):
    event = give(town)
    with pytest.raises(Exception, match="permission denied"), transaction.atomic():
        ConsentEvent.objects.filter(pk=event.pk).update(given=False)


def ask(town, kind=DataSubjectRequest.Kind.EXPORT, **changes):
    values = {
        "user": town.resident,
        "subject": town.resident.subject,
        "scope": town.community.pk,
        **changes,
    }
    return subject_requests.ask(kind, **values)


def test_a_request_is_answered_within_working_days(town, settings):
    settings.SUBJECT_REQUEST_WORKDAYS = 3
    assert ask(town).due_on == workcalendar.add_workdays(timezone.localdate(), 3)


def test_the_same_request_is_not_taken_twice(town):
    ask(town)
    with pytest.raises(DomainError, match="已经在办"):
        ask(town)
    ask(town, DataSubjectRequest.Kind.EXPLAIN, text="为什么要我的生日")


def test_a_correction_must_say_what(town):
    with pytest.raises(DomainError, match="请写明"):
        ask(town, DataSubjectRequest.Kind.CORRECT)


def test_an_answer_gives_reasons_and_comes_from_another(town):
    asked = ask(town)
    with pytest.raises(DomainError, match="说明理由"):
        subject_requests.answer(asked, granted=False, text=" ", actor=town.secretary)
    with pytest.raises(DomainError, match="别人来办"):
        subject_requests.answer(asked, granted=True, text="好", actor=town.resident)
    done = subject_requests.answer(asked, granted=True, text="已发给您", actor=town.secretary)
    assert done.status == DataSubjectRequest.Status.DONE
    with pytest.raises(DomainError, match="已经办过"):
        subject_requests.cancel(asked, actor=town.resident)


def test_the_database_wants_somebody_to_have_answered(town):
    asked = ask(town)
    with pytest.raises(IntegrityError), transaction.atomic():
        DataSubjectRequest.objects.filter(pk=asked.pk).update(status="done")


def test_a_granted_deletion_deletes_and_leaves_a_proof(town):
    user, phone = town.resident, town.resident.phone.open()
    person_keys.seal(user.subject, b"history", purpose="test")
    asked = ask(town, DataSubjectRequest.Kind.DELETE)
    subject_requests.answer(asked, granted=True, text="已删除", actor=town.secretary)
    erased = User.objects.get(pk=user.pk)
    assert (erased.phone.open(), erased.name.open(), erased.is_active) == ("", "", False)
    assert User.objects.by_phone(phone) is None
    proof = ErasureProof.objects.get()
    assert proof.counts["accounts"]["account"] == 1
    assert proof.counts["sealed history"] is True
    assert phone not in str(proof.counts)


def test_an_export_holds_what_is_kept(town):
    give(town)
    exported = personal.export_person([town.resident.subject])["accounts"][0]
    assert exported["account"]["phone"] == town.resident.phone.open()
    assert [c["kind"] for c in exported["consents"]] == ["health"]


def test_old_codes_go_and_security_logs_stay_six_months(town):
    removed = personal.expire(timezone.localdate())["accounts"]
    assert set(removed) >= {"codes", "failures", "sessions"}
    assert personal_data.FAILURES_DAYS >= 183


def test_the_nightly_job_leaves_a_proof_when_something_was_due(town):
    assert retention.expire_personal_data() is None
    complaint = complaints.complain("字太小", user=None, contact="13812348000")
    complaints.answer_complaint(complaint, text="已放大", actor=town.secretary)
    PlatformComplaint.objects.update(answered_at=timezone.now() - timedelta(days=400))
    proof = retention.expire_personal_data()
    assert proof.counts["accounts"]["complaints"] == 1
    complaint.refresh_from_db()
    assert not complaint.contact


def test_the_answer_is_announced_without_being_said(town):
    asked = ask(town, DataSubjectRequest.Kind.EXPLAIN, text="为什么")
    subject_requests.answer(asked, granted=True, text="因为年龄", actor=town.secretary)
    delivery.deliver_due()
    message = Message.objects.get(code="accounts.subject_request_answered")
    assert message.to_user == town.resident


# --- children ---------------------------------------------------------------------------------


def approve(town, **changes):
    today = timezone.localdate()
    values = {
        "scope": town.community.pk,
        "purpose": "假期儿童走访",
        "starts_on": today,
        "ends_on": today + timedelta(days=30),
        "actor": town.secretary,
        **changes,
    }
    return minors.approve_minor_access(values.pop("reader", town.staff), **values)


def test_an_approval_is_for_this_person_this_place_and_these_days(town):
    staff, worker = town.viewer("staff"), town.viewer("worker")
    approval = approve(town)
    today = timezone.localdate()
    assert privacy.opened_scopes(staff) == {town.community.pk}
    assert privacy.opened_scopes(worker) == frozenset()
    assert privacy.opened_scopes(staff, today + timedelta(days=31)) == frozenset()
    minors.revoke_minor_access(approval, actor=town.secretary)
    assert privacy.opened_scopes(staff) == frozenset()


def test_nobody_approves_himself(town):
    with pytest.raises(DomainError, match="另一位"):
        approve(town, reader=town.secretary)
    with pytest.raises(IntegrityError), transaction.atomic():
        MinorAccessApproval.objects.create(
            reader=town.staff,
            approved_by=town.staff,
            scope=1,
            purpose="x",
            starts_on=timezone.localdate(),
            ends_on=timezone.localdate(),
        )


@pytest.mark.parametrize(
    ("changes", "message"),
    [({"purpose": " "}, "用途"), ({"days": -1}, "开始之前"), ({"days": 400}, "最多批一年")],
)
def test_an_approval_has_a_purpose_and_an_end(town, changes, message):
    if days := changes.pop("days", None):
        changes["ends_on"] = timezone.localdate() + timedelta(days=days)
    with pytest.raises(DomainError, match=message):
        approve(town, **changes)


# --- about the platform itself ------------------------------------------------------------------


def test_anybody_may_complain_and_numbers_are_taken_out(client):
    response = client.post(reverse("privacy:complaint"), {"text": "字太小，打 13812348000 找我"})
    assert response.status_code == 302
    complaint = PlatformComplaint.objects.get()
    assert complaint.text == "字太小，打 138****8000 找我"
    assert complaint.contact.open() == "13812348000"


def test_a_machine_is_stopped_after_sixty(client, monkeypatch):
    monkeypatch.setattr(complaints, "PER_HOUR", 2)
    url = reverse("privacy:complaint")
    answers = [client.post(url, {"text": f"第 {n} 条"}).status_code for n in range(3)]
    assert answers == [302, 302, 422]


def test_a_complaint_is_answered_by_name(town):
    complaint = complaints.complain("字太小", user=town.resident)
    answered = complaints.answer_complaint(complaint, text="已放大", actor=town.secretary)
    assert answered.status == PlatformComplaint.Status.ANSWERED
    assert AuditEvent.objects.filter(verb="accounts.platform_complaint_answered").exists()


def test_the_notice_names_every_field_and_its_reason(client):
    page = client.get(reverse("privacy:notice")).content.decode()
    for _room, _model, _name, declared in personal.register():
        assert str(declared.purpose) in page


def test_a_proof_of_erasure_is_read_in_words(town, enter):
    counts = {"communities": {"residents": 2, "labels": 1}, "requests": 4, "grids": {"heads": 0}}
    ErasureProof.objects.create(reason="retention", counts=counts | {"sealed history": 5})
    page = enter("privacy_officer").get(reverse("admin:accounts_erasureproof_changelist"))
    assert "诉求与工单 4、社区与居民 3、封存的经过 5" in page.content.decode()
