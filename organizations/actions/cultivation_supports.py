"""What is given to what grows, written down; what was written wrongly is struck out."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core import audit
from core.exceptions import DomainError
from organizations.actions.guards import words_of
from organizations.cultivation_workflow import Stage, SupportKind
from organizations.models import Cultivation, CultivationSupport, Organization
from organizations.workflow import Status

MOST = 9_999_999


@transaction.atomic
def give(
    cultivation: Cultivation,
    *,
    kind: str,
    what: str,
    given_on: date,
    worth: int | None = None,
    given_by: Organization | None = None,
    actor: User | None,
) -> CultivationSupport:
    """By an organisation of the register, or by the community or the street itself."""
    fresh = _lock(cultivation)
    if fresh.stage == Stage.STOPPED:
        raise DomainError(_("它没有办成，不再登记支持"), code="moved_on")
    if kind not in SupportKind.values:
        raise DomainError(_("请选哪一种"), field="kind")
    if not fresh.started_on <= given_on <= timezone.localdate():
        raise DomainError(_("写开始培育以后、到今天为止的日子"), field="given_on")
    if kind == SupportKind.MONEY and not worth:
        raise DomainError(_("资金要写多少元"), field="worth")
    if worth is not None and not 0 <= worth <= MOST:
        raise DomainError(_("请写多少元"), field="worth")
    if given_by is not None and given_by.status != Status.ACTIVE:
        raise DomainError(_("请从在册的组织和单位里选"), field="given_by")
    row = CultivationSupport.objects.create(
        cultivation=fresh,
        kind=kind,
        what=words_of(what, "what", _("请写给了什么")),
        worth=worth,
        given_by=given_by,
        given_on=given_on,
        noted_by=actor,
    )
    _note("supported", fresh, actor, what=row.what, worth=worth)
    return row


@transaction.atomic
def strike(
    cultivation: Cultivation, *, support: CultivationSupport, reason: str, actor: User | None
) -> CultivationSupport:
    """Written down wrongly: it counts no more, and stays to be read."""
    fresh = _lock(cultivation)
    row = fresh.supports.standing().filter(pk=support.pk).first()
    if row is None:
        raise DomainError(_("这一笔已经划掉了"), field="support")
    row.reason = words_of(reason, "reason", _("请写一句原因"))
    row.struck_on = timezone.localdate()
    row.save(update_fields=["struck_on", "reason"])
    _note("support_struck", fresh, actor, what=row.what, reason=row.reason)
    return row


def _lock(cultivation: Cultivation) -> Cultivation:
    rows = Cultivation.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("community").get(pk=cultivation.pk)


def _note(verb: str, row: Cultivation, actor: User | None, **details: object) -> None:
    audit.record(
        f"organizations.cultivation_{verb}",
        row,
        actor=actor,
        details={"organization": row.organization_id, **details},
    )
