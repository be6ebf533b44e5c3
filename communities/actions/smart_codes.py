"""智码: issued because the household wants one, scanned at the desk, ended when it is lost."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from communities.models import Household, SmartCode, SmartCodeScan
from core import audit
from core.exceptions import DomainError
from core.refusals import refusing
from core.tokens import new_token


@transaction.atomic
def issue(household: Household, *, actor: User | None) -> SmartCode:
    if household.status != Household.Status.PRESENT:
        raise DomainError(_("这一户已经销户"), code="gone", field="household")
    known = DomainError(
        _("这一户有一张在用的智码，丢了请先挂失"), code="has_one", field="household"
    )
    with refusing(smart_code_one_live=known):
        made = SmartCode.objects.create(
            community_id=household.community_id,
            household=household,
            token=new_token(),
            issued_by=actor,
        )
    audit.record("communities.smart_code_issued", made, actor=actor)
    return made


@transaction.atomic
def end(row: SmartCode, *, why: str, actor: User | None) -> SmartCode:
    """From this moment it finds nobody."""
    row = _lock(row)
    if why not in SmartCode.Why.values:
        raise DomainError(_("请选为什么停用"), field="why")
    return _end(row, why, actor)


@transaction.atomic
def replace(row: SmartCode, *, why: str, actor: User | None) -> SmartCode:
    """The old one dies as the new one is born."""
    old = end(row, why=why, actor=actor)
    return issue(old.household, actor=actor)


@transaction.atomic
def scan(row: SmartCode, *, actor: User) -> SmartCodeScan:
    """The desk opened the household by it: written down for the household to read."""
    row = _lock(row)
    made = SmartCodeScan(community_id=row.community_id, smart_code=row, user=actor)
    made.save(force_insert=True)
    audit.record("communities.smart_code_scanned", row, actor=actor)
    return made


# --- inside ---------------------------------------------------------------------------------------
def _end(row: SmartCode, why: str, actor: User | None) -> SmartCode:
    row.ended_at, row.ended_by, row.why_ended = timezone.now(), actor, why
    row.save(update_fields=["ended_at", "ended_by", "why_ended"])
    audit.record("communities.smart_code_ended", row, actor=actor, details={"why": why})
    return row


def _lock(row: SmartCode) -> SmartCode:
    rows = SmartCode.objects.select_for_update(of=("self",), no_key=True)
    row = rows.select_related("household").get(pk=row.pk)
    if not row.is_live:
        raise DomainError(_("这张智码已经停用了"), code="ended")
    return row
