"""Which organisations may accept gifts: seen on paper, written down, ended."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from charity.grounds import KINDS_FOR, NAMED_BY_LAW
from charity.models import Recipient
from core import audit
from core.exceptions import DomainError
from core.refusals import refusing
from organizations.models import Organization


@transaction.atomic
def admit(
    organization: Organization,
    *,
    ground: str,
    actor: User | None,
    certificate: str = "",
    valid_until: date | None = None,
    raises_in_public: bool = False,
) -> Recipient:
    """Its paper was seen. What it may do follows from what it is, not from what it says."""
    made = Recipient(organization=organization)
    _write(made, ground, certificate, valid_until, raises_in_public)
    taken = DomainError(_("它已经在受赠单位里"), code="known", field="organization")
    with refusing(charity_recipient_organization_id_key=taken):
        made.save(force_insert=True)
    _note("recipient_admitted", made, actor)
    return made


@transaction.atomic
def renew(
    recipient: Recipient,
    *,
    ground: str,
    certificate: str,
    valid_until: date | None,
    raises_in_public: bool,
    actor: User | None,
) -> Recipient:
    """A new certificate, or one that was ended takes gifts again."""
    fresh = _lock(recipient)
    _write(fresh, ground, certificate, valid_until, raises_in_public)
    fresh.ended_on = None
    fresh.save()
    _note("recipient_renewed", fresh, actor)
    return fresh


@transaction.atomic
def end(recipient: Recipient, *, actor: User | None) -> Recipient:
    """From today it accepts nothing more; what it has stays with it."""
    fresh = _lock(recipient)
    if fresh.ended_on is not None:
        raise DomainError(_("已经停用了"), code="moved_on")
    fresh.ended_on = timezone.localdate()
    fresh.save(update_fields=["ended_on"])
    _note("recipient_ended", fresh, actor)
    return fresh


def _lock(recipient: Recipient) -> Recipient:
    rows = Recipient.objects.select_for_update(of=("self",)).select_related("organization")
    return rows.get(pk=recipient.pk)


def _write(row: Recipient, ground: str, certificate: str, until: date | None, public: bool) -> None:
    if row.organization.kind not in KINDS_FOR.get(ground, ()):
        what = row.organization.get_kind_display()
        raise DomainError(
            _("它在名册里是“{kind}”，不能凭这个受赠").format(kind=what), field="ground"
        )
    if ground not in NAMED_BY_LAW and not certificate.strip():
        raise DomainError(_("请填证书编号"), field="certificate")
    if until is not None and until < timezone.localdate():
        raise DomainError(_("证书已经过期，请先换证"), field="valid_until")
    row.ground, row.certificate = ground, certificate.strip()
    row.valid_until, row.raises_in_public = until, public


def _note(verb: str, row: Recipient, actor: User | None) -> None:
    details: dict[str, Any] = {"ground": row.ground, "organization": row.organization_id}
    scope = row.organization.community_id
    audit.record(f"charity.{verb}", row, actor=actor, scope=scope, details=details)
