"""What people say about the platform itself."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import PlatformComplaint, User
from core import audit
from core.exceptions import DomainError
from core.masking import redact_free_text

PER_HOUR = 60


@transaction.atomic
def complain(
    text: str, *, user: User | None, contact: str = "", address: str = ""
) -> PlatformComplaint:
    """Taken from anybody; a telephone in the text is the contact where none was given.

    `address` is the digest of where it came from: a machine is stopped, a compound is not.
    """
    recent = PlatformComplaint.objects.filter(
        address_index=address, created_at__gt=timezone.now() - timedelta(hours=1)
    )
    if address and recent.count() >= PER_HOUR:
        raise DomainError(_("这里一小时内已经交了很多条，请晚一点再来，或者打电话"), code="limit")
    if not text.strip():
        raise DomainError(_("请写一句哪里不好用"), field="text")
    numbers = [value for kind, value in redact_free_text(text)[1] if kind == "phone"]
    complaint = PlatformComplaint(
        text=text.strip(),
        user=user,
        contact=contact.strip() or next(iter(numbers), ""),
        address_index=address,
    )
    complaint.save(force_insert=True)
    audit.record("accounts.platform_complaint", complaint, actor=user, scope=None)
    return complaint


@transaction.atomic
def answer_complaint(complaint: PlatformComplaint, *, text: str, actor: User) -> PlatformComplaint:
    if not text.strip():
        raise DomainError(_("请写答复"), field="answer")
    locked = PlatformComplaint.objects.select_for_update(of=("self",), no_key=True).get(
        pk=complaint.pk
    )
    locked.answer, locked.status = text.strip(), PlatformComplaint.Status.ANSWERED
    locked.answered_by, locked.answered_at = actor, timezone.now()
    locked.save()
    audit.record("accounts.platform_complaint_answered", locked, actor=actor, scope=None)
    return locked
