"""A stationed cadre was there: he or the desk says so, somebody else confirms it."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core import audit, tally
from core.exceptions import DomainError
from core.refusals import refusing
from organizations.actions import secondment_telling as telling
from organizations.actions.guards import words_of
from organizations.actions.secondments import lock
from organizations.models import Secondment, SecondmentDay, SecondmentReport
from organizations.secondment_workflow import (
    AGREED,
    COUNT,
    REFUSE,
    TELL_WITHIN,
    SecondmentStep,
)


@transaction.atomic
def tell_day(secondment: Secondment, *, on_day: date, did: str, actor: User) -> SecondmentDay:
    """One line a day. It need not be one of the agreed days: who comes more often is welcome."""
    row = lock(secondment)
    if row.status not in AGREED:
        raise DomainError(_("两边都同意了才记到岗"), code="not_agreed")
    today = timezone.localdate()
    if on_day > today:
        raise DomainError(_("还没到那天，来过了再记"), field="on_day")
    if on_day < today - TELL_WITHIN:
        raise DomainError(_("过了一个月的不补记"), field="on_day")
    if not row.starts_on <= on_day <= row.last_day:
        raise DomainError(_("那天不在约定的期间里"), field="on_day")
    if SecondmentReport.objects.filter(secondment=row, closing=True).exclude(
        released_at=None
    ).exists():  # fmt: skip
        raise DomainError(_("总结已经发给单位，不再记了"), code="closed")
    day = SecondmentDay(
        community_id=row.community_id,
        secondment=row,
        on_day=on_day,
        did=words_of(did, "did", _("请写一句做了什么，单位看得到")),
        told_by=actor,
    )
    twice = DomainError(_("那天已经记过了"), code="twice", field="on_day")
    with refusing(secondment_day_told_once=twice):
        day.save(force_insert=True)
    _note("told", day, actor)
    return day


@transaction.atomic
def confirm_day(day: SecondmentDay, *, actor: User) -> SecondmentDay:
    _row, day = _at(day, COUNT, actor)
    _decide(day, COUNT, actor)
    _note("counted", day, actor)
    tally.add("organizations.secondment_days", day.community_id, delta=1)
    return day


@transaction.atomic
def refuse_day(day: SecondmentDay, *, reason: str, actor: User) -> SecondmentDay:
    row, day = _at(day, REFUSE, actor)
    day.reason = words_of(reason, "reason", _("请写一句原因，记的人看得到"))
    _decide(day, REFUSE, actor)
    _note("refused", day, actor)
    telling.refused(row, day)
    return day


# --- inside ---------------------------------------------------------------------------------------
def _at(day: SecondmentDay, step: SecondmentStep, actor: User) -> tuple[Secondment, SecondmentDay]:
    """The secondment first, then the day: always in this order."""
    row = lock(Secondment(pk=day.secondment_id))
    day = SecondmentDay.objects.select_for_update(of=("self",), no_key=True).get(pk=day.pk)
    if day.status not in step.sources:
        raise DomainError(
            _("这一天现在是“{status}”").format(status=day.get_status_display()), code="moved_on"
        )
    if actor.pk == day.told_by_id:
        raise DomainError(_("自己记的要请别人核对"), code="own")
    return row, day


def _decide(day: SecondmentDay, step: SecondmentStep, actor: User) -> None:
    day.status, day.decided_by, day.decided_at = step.target, actor, timezone.now()
    day.save(update_fields=["status", "decided_by", "decided_at", "reason"])


def _note(verb: str, day: SecondmentDay, actor: User) -> None:
    said = {"secondment": day.secondment_id, "on": day.on_day.isoformat()}
    audit.record(f"organizations.secondment_day_{verb}", day, actor=actor, details=said)
