"""Which places are bases of training: named, and not any more."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core import audit
from core.exceptions import DomainError
from core.refusals import refusing
from organizations.actions.guards import words_of
from organizations.facility_workflow import FacilityStatus
from organizations.history import book_of
from organizations.models import Facility, Organization, TrainingBase
from organizations.workflow import Status


@transaction.atomic
def name(
    where: Facility | Organization, *, what: str, since: date, actor: User | None
) -> TrainingBase:
    """An open place of the register, or the seat of an organisation in it."""
    if isinstance(where, Facility) and where.status != FacilityStatus.OPEN:
        raise DomainError(_("请选一处开放的地方"), field="where")
    if isinstance(where, Organization) and where.status != Status.ACTIVE:
        raise DomainError(_("办培训的组织要在册"), field="where")
    if since > timezone.localdate():
        raise DomainError(_("还没到那天"), field="since")
    base = TrainingBase(
        area=where.area,
        facility=where if isinstance(where, Facility) else None,
        organization=where if isinstance(where, Organization) else None,
        what=words_of(what, "what", _("请写用来培训什么")),
        since=since,
        named_by=actor,
    )
    twice = DomainError(_("它已经是培训基地"), code="twice", field="where")
    with refusing(training_base_once_in_a_facility=twice, training_base_once_at_a_seat=twice):
        base.save(force_insert=True)
    _note("named", base, actor)
    return base


@transaction.atomic
def take_down(base: TrainingBase, *, reason: str, actor: User | None) -> TrainingBase:
    rows = TrainingBase.objects.select_for_update(of=("self",), no_key=True)
    fresh = rows.select_related("area").get(pk=base.pk)
    if fresh.until is not None:
        raise DomainError(_("它已经不是培训基地了"), code="moved_on")
    return _end(fresh, words_of(reason, "reason", _("请写一句原因")), actor)


def end_with(where: Facility | Organization, *, actor: User | None) -> None:
    """It is closed, or has left the register; the caller holds its row."""
    for base in where.training_bases.standing().select_related("area"):
        _end(base, _("这个地方不在了"), actor)


# --- inside ---------------------------------------------------------------------------------------
def _end(base: TrainingBase, reason: str, actor: User | None) -> TrainingBase:
    base.until, base.reason = max(base.since, timezone.localdate()), reason
    base.save(update_fields=["until", "reason"])
    _note("ended", base, actor, reason=reason)
    return base


def _note(verb: str, base: TrainingBase, actor: User | None, **details: object) -> None:
    audit.record(
        f"organizations.training_base_{verb}",
        base,
        actor=actor,
        scope=book_of(base.area),
        details=details,
    )
