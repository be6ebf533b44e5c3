"""Who may read children's records: named, for a purpose, until a day, approved by another."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import MinorAccessApproval, User
from core import audit
from core.exceptions import DomainError

LONGEST_DAYS = 366


@transaction.atomic
def approve_minor_access(
    reader: User, *, scope: int, purpose: str, starts_on: date, ends_on: date, actor: User
) -> MinorAccessApproval:
    if reader.pk == actor.pk:
        raise DomainError(_("不能批准自己查看，请另一位负责人批"), code="self")
    if not purpose.strip():
        raise DomainError(_("请写明用途"), field="purpose")
    if ends_on < starts_on:
        raise DomainError(_("结束日期在开始之前"), field="ends_on")
    if (ends_on - starts_on).days > LONGEST_DAYS:
        raise DomainError(_("一次最多批一年，到期可以再批"), field="ends_on")
    approval = MinorAccessApproval.objects.create(
        reader=reader,
        scope=scope,
        purpose=purpose.strip(),
        starts_on=starts_on,
        ends_on=ends_on,
        approved_by=actor,
    )
    audit.record(
        "accounts.minor_access_approved",
        approval,
        actor=actor,
        scope=scope,
        details={"reader": reader.pk, "purpose": approval.purpose, "until": ends_on.isoformat()},
    )
    return approval


@transaction.atomic
def revoke_minor_access(approval: MinorAccessApproval, *, actor: User) -> MinorAccessApproval:
    locked = MinorAccessApproval.objects.select_for_update(of=("self",), no_key=True).get(
        pk=approval.pk
    )
    if locked.revoked_at is not None:
        return locked
    locked.revoked_at = timezone.now()
    locked.save(update_fields=["revoked_at"])
    audit.record(
        "accounts.minor_access_revoked",
        locked,
        actor=actor,
        scope=locked.scope,
        details={"reader": locked.reader_id},
    )
    return locked
