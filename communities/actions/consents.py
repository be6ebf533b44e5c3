"""At the desk, for somebody without an account: what he was told, how, by whom, and his word."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.consents import record_consent
from accounts.models import ConsentEvent, PrivacyNotice, User
from communities.actions.guards import lock_resident
from communities.care_basis import kinds_to_ask
from communities.models import Resident, ResidentStatus
from core.exceptions import DomainError

How = ConsentEvent.How


@transaction.atomic
def record_at_desk(
    resident: Resident,
    *,
    kind: str,
    given: bool,
    how: str,
    asked_by: User,
    notice_version: int,
    witness: str = "",
    guardian: Resident | None = None,
    evidence: str = "",
    actor: User,
) -> ConsentEvent:
    """His yes or no to one kind. Under 14 it is his guardian's."""
    locked = lock_resident(resident)
    if locked.status != ResidentStatus.PRESENT:
        raise DomainError(_("只登记在册的人的同意"), code="not_present")
    if kind not in kinds_to_ask(locked):
        raise DomainError(_("这一项不问他"), field="kind")
    notice = PrivacyNotice.objects.current()
    if notice is None or notice.version != notice_version:
        raise DomainError(
            _("告知书刚换了新的一版：请把新的念给他听，再登记"), code="notice_changed"
        )
    if locked.is_protected:
        _check_guardian(locked, guardian)
    if given and how == How.PAPER and not evidence.strip():
        raise DomainError(_("请写签了字的那份放在哪里，以后找得到"), field="evidence")
    event = record_consent(
        locked.subject,
        kind,
        given=given,
        user=None,
        scope=locked.community_id,
        guardian=guardian.subject if guardian is not None and locked.is_protected else None,
        on_behalf_by=actor,
        how=how,
        asked_by=asked_by,
        witness=witness,
        evidence=evidence.strip() or str(How(how).label),
    )
    if event is None:
        raise DomainError(_("这一项已经这样登记过了"), code="already", field="kind")
    return event


def _check_guardian(child: Resident, guardian: Resident | None) -> None:
    if guardian is None:
        raise DomainError(_("14 岁以下孩子的信息，要由监护人同意"), field="guardian")
    if guardian.pk != child.guardian_id:
        raise DomainError(
            _("请由档案里登记的监护人来说；还没登记的，先办“登记监护人”"), field="guardian"
        )
