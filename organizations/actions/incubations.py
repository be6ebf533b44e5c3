"""A group in an incubation base: applies, is given points, moves in, is coached, goes."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from communities.actions.guards import clean_text
from core import audit, messaging
from core.exceptions import DomainError
from core.refusals import refusing
from core.workcalendar import add_workdays
from organizations.actions.guards import lock, words_of
from organizations.actions.readers import managers_of, readers
from organizations.facility_workflow import FacilityKind, FacilityStatus
from organizations.incubation_workflow import (
    ADMIT,
    GRADUATE,
    HAND_OVER_DAYS,
    LEAVE,
    MOST,
    MOVE_IN,
    PASS,
    REFUSE,
    REVIEWERS,
    IncubationStatus,
    IncubationStep,
)
from organizations.kinds import Family
from organizations.models import (
    Facility,
    Incubation,
    IncubationNote,
    IncubationScore,
    Organization,
)
from organizations.workflow import Status

Kind = IncubationNote.Kind
ASPECTS = ("need", "design", "people", "lasting")
LONGEST = timedelta(days=2 * 366)


@transaction.atomic
def apply(
    organization: Organization, *, base: Facility, plan: str, needs: str = "", actor: User | None
) -> Incubation:
    """By its own manager, or by the desk for who has none. A team applies like a legal person."""
    unit = lock(organization)
    if unit.family != Family.SOCIAL or unit.status != Status.ACTIVE:
        raise DomainError(_("申请的要是在册的社会组织"), field="organization")
    if base.kind != FacilityKind.INCUBATOR or base.status != FacilityStatus.OPEN:
        raise DomainError(_("请选一个开放的孵化基地"), field="base")
    asked = Incubation(
        base=base,
        organization=unit,
        plan=words_of(plan, "plan", _("请写打算在基地做什么")),
        needs=clean_text(needs, field="needs"),
        applied_by=actor,
    )
    twice = DomainError(_("它已经申请了，或者正在孵"), code="twice", field="organization")
    with refusing(incubation_once_at_a_time=twice):
        asked.save(force_insert=True)
    _note("applied", asked, actor)
    return asked


@transaction.atomic
def score(
    incubation: Incubation, *, word: str, actor: User, **points: int
) -> IncubationScore:  # fmt: skip
    """By somebody with no part in it: not who applied, not its manager."""
    fresh = _lock(incubation)
    if fresh.status != IncubationStatus.APPLIED:
        raise _moved_on(fresh)
    if actor.pk == fresh.applied_by_id or actor.pk in readers(managers_of(fresh.organization_id)):
        raise DomainError(_("您和这个组织有关系，请另一位同事打分"), code="conflict")
    for aspect in ASPECTS:
        if not 0 <= points[aspect] <= MOST:
            raise DomainError(_("每项 0 到 25 分"), field=aspect)
    given = IncubationScore(
        incubation=fresh,
        reviewer=actor,
        word=words_of(word, "word", _("请写一句为什么")),
        **points,
    )
    twice = DomainError(_("您已经打过分了"), code="twice")
    with refusing(incubation_scored_once_by_each=twice):
        given.save(force_insert=True)
    _note("scored", fresh, actor)
    return given


@transaction.atomic
def admit(incubation: Incubation, *, actor: User | None) -> Incubation:
    fresh = _at(incubation, ADMIT)
    totals = _totals(fresh)
    if sum(totals) < PASS * len(totals):
        raise DomainError(
            _("平均不到 {least} 分，不能通过").format(least=PASS), code="too_few"
        )  # fmt: skip
    return _move(fresh, ADMIT, "", actor)


@transaction.atomic
def refuse(incubation: Incubation, *, reason: str, actor: User | None) -> Incubation:
    fresh = _at(incubation, REFUSE)
    _totals(fresh)
    return _move(fresh, REFUSE, reason, actor)


@transaction.atomic
def move_in(
    incubation: Incubation,
    *,
    starts_on: date,
    ends_on: date,
    rent_free: bool = True,
    fees_free: bool = True,
    actor: User | None,
) -> Incubation:
    """With the agreement in hand, while there is room: one group, one room."""
    base = Facility.objects.select_for_update(no_key=True).get(pk=incubation.base_id)
    fresh = _at(incubation, MOVE_IN)
    if not starts_on < ends_on <= starts_on + LONGEST:
        raise DomainError(_("协议到期要在入驻以后，最长两年"), field="ends_on")
    if base.rooms is not None and base.incubations.housed().count() >= base.rooms:
        raise DomainError(_("基地住满了，有组织出壳或退出再办"), code="full")
    fresh.starts_on, fresh.ends_on = starts_on, ends_on
    fresh.rent_free, fresh.fees_free = rent_free, fees_free
    return _move(fresh, MOVE_IN, "", actor)


@transaction.atomic
def note(
    incubation: Incubation, *, kind: str, held_on: date, note: str, actor: User | None
) -> IncubationNote:
    """A line of coaching, or the look half-way."""
    fresh = _lock(incubation)
    if fresh.status != IncubationStatus.HOUSED:
        raise _moved_on(fresh)
    if kind not in Kind.values:
        raise DomainError(_("请选记什么"), field="kind")
    if held_on > timezone.localdate():
        raise DomainError(_("还没到那天，办了再来登记"), field="held_on")
    row = IncubationNote.objects.create(
        incubation=fresh,
        kind=kind,
        held_on=held_on,
        note=words_of(note, "note", _("请写一句做了什么")),
        noted_by=actor,
    )
    _note(kind, fresh, actor, reason=row.note)
    return row


@transaction.atomic
def graduate(incubation: Incubation, *, reason: str, actor: User | None) -> Incubation:
    """`reason`: what it has become. Who was not looked at half-way has not passed."""
    fresh = _at(incubation, GRADUATE)
    looked = fresh.notes.exclude(kind=Kind.COACHING).first()
    if looked is None or looked.kind != Kind.MIDTERM:
        raise DomainError(_("中期评估通过了才能出壳"), code="no_midterm")
    return _move(fresh, GRADUATE, reason, actor)


@transaction.atomic
def leave(incubation: Incubation, *, reason: str, actor: User | None) -> Incubation:
    fresh = _at(incubation, LEAVE)
    if fresh.status == IncubationStatus.HOUSED:
        fresh.hand_over_by = add_workdays(timezone.localdate(), HAND_OVER_DAYS)
    return _move(fresh, LEAVE, reason, actor)


# --- inside ---------------------------------------------------------------------------------------
def _lock(incubation: Incubation) -> Incubation:
    """Whoever gives points, decides or notes comes through here one at a time."""
    rows = Incubation.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("base__area", "organization").get(pk=incubation.pk)


def _at(incubation: Incubation, step: IncubationStep) -> Incubation:
    fresh = _lock(incubation)
    if fresh.status not in step.sources:
        raise _moved_on(fresh)
    return fresh


def _moved_on(incubation: Incubation) -> DomainError:
    status = incubation.get_status_display()
    return DomainError(_("它现在是“{status}”，不能再这样办").format(status=status), code="moved_on")


def _totals(incubation: Incubation) -> list[int]:
    totals = [given.total for given in incubation.scores.all()]
    if len(totals) < REVIEWERS:
        raise DomainError(
            _("至少要 {n} 个人打过分才能定").format(n=REVIEWERS), code="too_few_reviewers"
        )
    return totals


def _move(
    incubation: Incubation, step: IncubationStep, reason: str, actor: User | None
) -> Incubation:
    words = clean_text(reason, field="reason")
    if not words and step in (REFUSE, GRADUATE, LEAVE):
        raise DomainError(_("请写一句，组织看得到"), field="reason")
    incubation.status, incubation.reason = step.target, words
    incubation.status_on = timezone.localdate()
    incubation.save()
    _note(step.name, incubation, actor, **({"reason": words} if words else {}))
    messaging.send_many(
        "organizations.incubation_moved",
        to_users=readers(managers_of(incubation.organization_id)),
        scope=incubation.scope,
        context={"base": incubation.base.name, "name": incubation.organization.name},
        dedup_key=f"organizations.incubation_moved:{incubation.pk}:{step.name}",
        link=f"/desk/incubation/{incubation.pk}/",
    )
    return incubation


def _note(verb: str, incubation: Incubation, actor: User | None, **details: object) -> None:
    audit.record(
        f"organizations.incubation_{verb}",
        incubation,
        actor=actor,
        scope=incubation.scope,
        details={"organization": incubation.organization_id, **details},
    )
