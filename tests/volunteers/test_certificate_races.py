"""Two verifications at once: one number after the other, or one of them is refused."""

from datetime import timedelta

import pytest
from django.db import models
from django.utils import timezone

from core import outbox
from tests.races import meet_inside, together
from tests.volunteers.hour_help import entered, of
from volunteers.actions import certificates, hours
from volunteers.actions.certificates import Wanted
from volunteers.models import Certificate, CertificateEntry

pytestmark = pytest.mark.django_db(transaction=True)
LOCK_OFF = pytest.mark.parametrize("locked", [True, False], ids=["locked", "lock-off"])


@pytest.fixture(autouse=True)
def no_broker(monkeypatch):
    monkeypatch.setattr(outbox, "nudge", lambda: True)


def asked(town, name: str) -> Certificate:
    volunteer = of(town, name)
    hours.approve(entered(town, volunteer), actor=town.secretary)
    today = timezone.localdate()
    return certificates.apply(
        volunteer, Wanted(today - timedelta(days=30), today), actor=town.accounts[name]
    )


@LOCK_OFF
def test_two_certificates_at_once_have_two_numbers(town, monkeypatch, settings, locked):
    settings.CERTIFICATE_PUBLIC_DAYS = 0
    two = [asked(town, name) for name in ("volunteer", "team_leader")]
    if not locked:
        monkeypatch.setattr(certificates, "_one_at_a_time", lambda community: None)
    meeting = meet_inside(monkeypatch, certificates, "_number_after", after=True)
    outcomes = together(
        *[lambda each=each: certificates.verify(each, actor=town.staff) for each in two]
    )
    refused = [each.error.code for each in outcomes if each.error]
    numbers = sorted(Certificate.objects.filter(seq__isnull=False).values_list("seq", flat=True))
    assert meeting.happened is not locked
    assert (refused, numbers) == (([], [1, 2]) if locked else (["busy"], [1]))


@LOCK_OFF
def test_one_certificate_that_two_verify_is_verified_once(town, monkeypatch, locked):
    certificate = asked(town, "volunteer")
    if not locked:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    meeting = meet_inside(monkeypatch, certificates, "_require")
    outcomes = together(
        lambda: certificates.verify(certificate, actor=town.staff),
        lambda: certificates.verify(certificate, actor=town.secretary),
    )
    refused = [type(each.error).__name__ for each in outcomes if each.error]
    assert meeting.happened is not locked
    assert refused == (["DomainError"] if locked else ["IntegrityError"])
    assert CertificateEntry.objects.count() == 1
