"""A third party to the agreement with a school: named before it is signed."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import audit
from core.exceptions import DomainError
from organizations.actions.guards import words_of
from organizations.models import Organization, Pairing
from organizations.partner_workflow import AgreementKind, PairingStatus
from organizations.workflow import Status


@transaction.atomic
def name(pairing: Pairing, *, third: Organization, third_part: str, actor: User | None) -> Pairing:
    """Said again, the later word holds. It reads the agreement from now on."""
    row = _draft(pairing)
    if row.kind != AgreementKind.UNIVERSITY:
        raise DomainError(_("只有校地共建的协议有第三方"), code="no_third")
    if third.status != Status.ACTIVE:
        raise DomainError(_("请从在册的组织和单位里选"), field="third")
    if third.pk == row.organization_id:
        raise DomainError(_("第三方要是另一个单位"), field="third")
    row.third = third
    row.third_part = words_of(third_part, "third_part", _("请写第三方做什么"))
    row.save(update_fields=["third", "third_part"])
    _note("third_named", row, actor, f"{third.name} · {row.third_part}")
    return row


@transaction.atomic
def drop(pairing: Pairing, *, actor: User | None) -> Pairing:
    row = _draft(pairing)
    if row.third is None:
        raise DomainError(_("这份协议没有第三方"), code="no_third")
    before = row.third.name
    row.third, row.third_part = None, ""
    row.save(update_fields=["third", "third_part"])
    _note("third_dropped", row, actor, before)
    return row


def _draft(pairing: Pairing) -> Pairing:
    rows = Pairing.objects.select_for_update(of=("self",), no_key=True)
    row = rows.select_related("community", "third").get(pk=pairing.pk)
    if row.status != PairingStatus.DRAFT:
        raise DomainError(_("签了的协议不换第三方，重新签一份"), code="moved_on")
    return row


def _note(verb: str, row: Pairing, actor: User | None, what: str) -> None:
    details = {"organization": row.organization_id, "what": what}
    audit.record(f"organizations.pairing_{verb}", row, actor=actor, details=details)
