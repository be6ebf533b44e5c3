"""Mutual assessment: written by one side, published by the street, answered when appealed."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from communities.actions.guards import clean_text
from communities.models import Area
from core import audit, messaging
from core.exceptions import DomainError
from core.refusals import refusing
from organizations.actions.readers import managers_of, readers, staff_of
from organizations.models import Assessment, Organization, Pairing, Secondment
from organizations.models.assessments import APPEAL_WITHIN, ASPECTS, CADRES, Direction
from organizations.partner_workflow import (
    APPEAL,
    PUBLISH,
    SUBMIT,
    UPHOLD,
    WITHDRAW,
    AssessmentStatus,
    PartnerStep,
)

LOW = 2
"""So few points are explained: what is not said cannot be mended."""


@transaction.atomic
def write(
    organization: Organization,
    community: Area,
    *,
    direction: str,
    year: int,
    scores: Mapping[str, int],
    comment: str = "",
    actor: User | None,
) -> Assessment:
    """By one side about the other, of a year in which they were paired."""
    if direction not in Direction.values or direction in CADRES:
        raise DomainError(_("请选谁评谁"), field="direction")
    if year > timezone.localdate().year:
        raise DomainError(_("那一年还没到"), field="year")
    paired = Pairing.objects.filter(
        organization=organization,
        community=community,
        signed_on__isnull=False,
        starts_on__year__lte=year,
        ends_on__year__gte=year,
    )
    if not paired.exists():
        raise DomainError(_("那一年两边没有结对，没有可评的"), code="not_paired", field="year")
    points = _scores(scores)
    row = Assessment(
        organization=organization,
        community=community,
        direction=direction,
        year=year,
        comment=_comment(comment, points),
        written_by=actor,
        **points,
    )
    return _save(row, actor)


@transaction.atomic
def rate_cadre(
    secondment: Secondment,
    *,
    direction: str,
    year: int,
    scores: Mapping[str, int],
    comment: str = "",
    actor: User | None,
) -> Assessment:
    """By those with whom he serves, or by those who sent him; of a year in which he was there."""
    if direction not in CADRES:
        raise DomainError(_("请选谁评谁"), field="direction")
    if actor is not None and actor.pk == secondment.user_id:
        raise DomainError(_("自己的请别人来评"), code="own")
    if year not in secondment.years_served():
        raise DomainError(_("那一年他没有在这里驻点，没有可评的"), code="not_there", field="year")
    points = _scores(scores)
    row = Assessment(
        organization_id=secondment.organization_id,
        community_id=secondment.community_id,
        secondment=secondment,
        direction=direction,
        year=year,
        comment=_comment(comment, points),
        written_by=actor,
        **points,
    )
    return _save(row, actor)


@transaction.atomic
def correct(
    assessment: Assessment, *, scores: Mapping[str, int], comment: str = "", actor: User | None
) -> Assessment:
    """As long as it is a draft."""
    fresh = _lock(assessment)
    if fresh.status != AssessmentStatus.DRAFT:
        raise _moved_on(fresh)
    points = _scores(scores)
    for name, value in points.items():
        setattr(fresh, name, value)
    fresh.comment = _comment(comment, points)
    fresh.save()
    _note("corrected", fresh, actor)
    return fresh


@transaction.atomic
def submit(assessment: Assessment, *, actor: User | None) -> Assessment:
    """To the street: from here on its author changes nothing."""
    return _move(_lock(assessment), SUBMIT, actor)


@transaction.atomic
def publish(assessment: Assessment, *, actor: User | None) -> Assessment:
    """The other side reads it now, and may appeal."""
    fresh = _lock(assessment)
    fresh.published_on = timezone.localdate()
    _move(fresh, PUBLISH, actor)
    _tell(fresh, "organizations.assessment_published", _subject(fresh))
    _tell_him(fresh, "organizations.assessment_published")
    return fresh


@transaction.atomic
def appeal(assessment: Assessment, *, reason: str, actor: User | None) -> Assessment:
    fresh = _lock(assessment)
    if fresh.status == AssessmentStatus.PUBLISHED and not fresh.may_still_be_appealed:
        raise DomainError(
            _("公布后 {days} 天内可以提异议，现在过了").format(days=APPEAL_WITHIN.days), code="late"
        )
    fresh.appeal = _reason(reason)
    return _move(fresh, APPEAL, actor, reason=fresh.appeal)


@transaction.atomic
def uphold(assessment: Assessment, *, reason: str, actor: User | None) -> Assessment:
    return _answer(assessment, UPHOLD, reason, actor)


@transaction.atomic
def withdraw(assessment: Assessment, *, reason: str, actor: User | None) -> Assessment:
    """What was said does not count; it stays to be read, and why."""
    return _answer(assessment, WITHDRAW, reason, actor)


# --- inside ---------------------------------------------------------------------------------------
def _save(row: Assessment, actor: User | None) -> Assessment:
    already = DomainError(_("这一年的已经写过，请在那一份上改"), code="already", field="year")
    once = {
        "assessment_once_a_year_each_way": already,
        "assessment_of_a_cadre_once_a_year": already,
    }
    with refusing(**once):
        row.save(force_insert=True)
    _note("written", row, actor)
    return row


def _answer(
    assessment: Assessment, step: PartnerStep, reason: str, actor: User | None
) -> Assessment:
    fresh = _lock(assessment)
    fresh.answer = _reason(reason)
    _move(fresh, step, actor, reason=fresh.answer)
    both = readers(managers_of(fresh.organization_id) | staff_of(fresh.community_id))
    _tell(fresh, "organizations.assessment_answered", both)
    _tell_him(fresh, "organizations.assessment_answered")
    return fresh


def _lock(assessment: Assessment) -> Assessment:
    rows = Assessment.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("organization", "community", "secondment").get(pk=assessment.pk)


def _move(
    assessment: Assessment, step: PartnerStep, actor: User | None, **details: str
) -> Assessment:
    if assessment.status not in step.sources:
        raise _moved_on(assessment)
    assessment.status = step.target
    assessment.save()
    _note(step.name, assessment, actor, **details)
    return assessment


def _moved_on(assessment: Assessment) -> DomainError:
    status = assessment.get_status_display()
    return DomainError(
        _("这份评价现在是“{status}”，不能再这样办").format(status=status), code="moved_on"
    )


def _scores(scores: Mapping[str, int]) -> dict[str, int]:
    for name in ASPECTS:
        if scores.get(name) not in range(1, 6):
            raise DomainError(_("每一项都要打 1 到 5 分"), field=name)
    return {name: scores[name] for name in ASPECTS}


def _comment(comment: str, points: dict[str, int]) -> str:
    words = clean_text(comment, field="comment")
    if not words and min(points.values()) <= LOW:
        raise DomainError(_("打了低分的请写明差在哪里，对方才好改"), field="comment")
    return words


def _reason(reason: str) -> str:
    words = clean_text(reason, field="reason")
    if not words:
        raise DomainError(_("请写一句原因，两边都看得到"), field="reason")
    return words


def _subject(assessment: Assessment) -> list[int]:
    """Those of the side it is about; of a cadre, those of the side that did not write it."""
    if assessment.is_by_community:
        return readers(managers_of(assessment.organization_id))
    return readers(staff_of(assessment.community_id))


def _tell(assessment: Assessment, kind: str, people: list[int]) -> None:
    messaging.send_many(
        kind,
        to_users=people,
        scope=assessment.community_id,
        context=_context(assessment),
        dedup_key=f"{kind}:{assessment.pk}",
        link=f"/desk/assessments/{assessment.pk}/",
    )


def _tell_him(assessment: Assessment, kind: str) -> None:
    """The cadre it is about, where he has an account."""
    him = assessment.secondment
    if him is None or him.user_id is None:
        return
    messaging.send(
        kind,
        to_user=him.user_id,
        scope=assessment.community_id,
        context=_context(assessment),
        dedup_key=f"{kind}:{assessment.pk}:himself",
        link=f"/secondments/{him.pk}/",
    )


def _context(assessment: Assessment) -> dict[str, str]:
    unit, place = assessment.organization, assessment.community
    return {
        "year": str(assessment.year),
        "unit": unit.name,
        "unit_en": unit.name_en or unit.name,
        "community": place.name,
        "community_en": place.name_en or place.name,
    }


def _note(verb: str, assessment: Assessment, actor: User | None, **details: Any) -> None:
    audit.record(
        f"organizations.assessment_{verb}",
        assessment,
        actor=actor,
        details={
            "organization": assessment.organization_id,
            "direction": assessment.direction,
            "year": assessment.year,
            **details,
        },
    )
