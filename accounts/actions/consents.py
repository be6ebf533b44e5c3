"""Saying yes, and taking it back. The last event of a kind is what holds."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.limits import one_at_a_time
from accounts.models import ConsentEvent, ConsentKind, PrivacyNotice, User
from core import audit, outbox
from core.exceptions import DomainError


@transaction.atomic
def record_consent(
    subject: UUID,
    kind: str,
    *,
    given: bool,
    user: User | None,
    scope: int | None = None,
    guardian: UUID | None = None,
    on_behalf_by: User | None = None,
    how: str = "",
    asked_by: User | None = None,
    witness: str = "",
    evidence: str = "",
) -> ConsentEvent | None:
    """Write down a yes or a no; saying again what already holds writes nothing, unless the notice
    has changed since.

    A child's data needs the guardian's word; what staff enter for somebody needs evidence.
    """
    if kind not in ConsentKind.values:
        raise DomainError(_("没有这一项同意"))
    if kind == ConsentKind.CHILD and given and guardian is None:
        raise DomainError(_("14 岁以下孩子的信息，要由监护人同意"), code="guardian")
    if given and how and how != ConsentEvent.How.PAPER and not witness.strip():
        raise DomainError(_("口头同意要有一位见证人，请写他的姓名"), field="witness")
    if on_behalf_by is not None and not evidence.strip():
        raise DomainError(_("请写明本人是怎么同意的，比如“当面口头，有证人”"), field="evidence")
    notice = PrivacyNotice.objects.current()
    if notice is None:
        raise DomainError(_("还没有发布个人信息告知书"))
    one_at_a_time(f"consent:{subject}")
    standing = ConsentEvent.objects.standing(subject).filter(kind=kind).first()
    if standing is None and not given and on_behalf_by is None:
        return None  # nothing to take back; at the desk somebody was asked, and said no
    if standing is not None and _says_again(standing, given, notice):
        return None
    event = ConsentEvent(
        subject=subject,
        kind=kind,
        given=given,
        user=user,
        scope=scope,
        notice=notice,
        guardian=guardian,
        on_behalf_by=on_behalf_by,
        how=how,
        asked_by=asked_by,
        witness=witness.strip(),
        evidence=evidence.strip(),
    )
    event.save(force_insert=True)
    tells = on_behalf_by is None and kind == ConsentKind.POLITICAL  # who agrees to it has a party
    audit.record(
        "accounts.consent_given" if given else "accounts.consent_withdrawn",
        event,
        actor=None if tells else on_behalf_by or user,
        scope=scope,
        subject=subject,
        details={"kind": kind, "notice": notice.version, "on_behalf": bool(on_behalf_by)}
        | ({"by": audit.ONESELF} if tells else {}),
    )
    outbox.publish(
        "accounts.consent_changed",
        key=f"accounts.consent:{event.pk}",
        payload={"consent_id": event.pk},
    )
    return event


def _says_again(standing: ConsentEvent, given: bool, notice: PrivacyNotice) -> bool:
    """The same word under the same notice; a yes under an earlier one is asked for again."""
    return standing.given == given and (not given or standing.notice_id == notice.pk)
