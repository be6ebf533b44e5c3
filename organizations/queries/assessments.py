"""Mutual assessments: those a viewer may read, and the page of one."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.viewer import Viewer
from communities.history import Event
from organizations.models import Assessment, Organization, Pairing, Secondment, SecondmentDay
from organizations.models.assessments import AssessmentQuerySet, Direction
from organizations.partner_workflow import (
    AUTHOR,
    COMMUNITY,
    STREET,
    SUBJECT,
    UNIT,
    AssessmentStatus,
)
from organizations.queries.pairings import may_draft, parts_of, sees_partners
from organizations.queries.past import past_of

SHOWN = 200


@dataclass(frozen=True)
class AssessmentBoard:
    rows: list[Assessment]
    waiting: list[Assessment]
    """For this viewer to do something about; the others stand in `rows`."""
    may_write: bool


def board(viewer: Viewer) -> AssessmentBoard:
    if not sees_partners(viewer):
        raise Http404
    seen = _whole(Assessment.objects.visible_to(viewer)).order_by("-year", "-pk")[:SHOWN]
    rows = [_named(row) for row in seen]
    waiting = [row for row in rows if _waits_for(viewer, row)]
    return AssessmentBoard(
        rows=[row for row in rows if row not in waiting],
        waiting=waiting,
        may_write=may_draft(viewer),
    )


def get_assessment(viewer: Viewer, pk: int) -> Assessment:
    if not sees_partners(viewer):
        raise Http404
    return _named(get_object_or_404(_whole(Assessment.objects.visible_to(viewer)), pk=pk))


def roles_in(viewer: Viewer, assessment: Assessment) -> set[str]:
    """Author, subject, street: who may take which step. A cadre answers for himself; where he has
    no account, the side that did not write it answers for him."""
    parts = parts_of(viewer, assessment.community_id, assessment.organization_id)
    author, subject = (COMMUNITY, UNIT) if assessment.is_by_community else (UNIT, COMMUNITY)
    named = {author: AUTHOR, STREET: STREET}
    him = assessment.secondment
    if him is None or him.user_id is None:
        named[subject] = SUBJECT
    mine = {SUBJECT} if him and him.user_id and him.user_id == viewer.user_id else set()
    return {named[part] for part in parts if part in named} | mine


def directions_of_a_cadre(viewer: Viewer) -> str:
    """His unit speaks as his unit, everybody else as the community."""
    return Direction.CADRE_HOME if viewer.organization_ids else Direction.CADRE_HERE


def of_the_cadre(viewer: Viewer, secondment: Secondment) -> list[Assessment]:
    """For his page at the desk."""
    rows = Assessment.objects.visible_to(viewer).filter(secondment=secondment)
    return list(rows.order_by("-year", "-direction"))


def told_of(viewer: Viewer, secondment: Secondment) -> list[Assessment]:
    """For his own page."""
    rows = Assessment.objects.of(viewer).filter(secondment=secondment)
    return list(rows.order_by("-year", "-direction"))


def get_own(viewer: Viewer, pk: int) -> Assessment:
    return get_object_or_404(_whole(Assessment.objects.of(viewer)), pk=pk)


def days_there(assessment: Assessment) -> int | None:
    """How many days of that year were confirmed; of a unit there is nothing to count."""
    if assessment.secondment is None:
        return None
    days = SecondmentDay.objects.filter(secondment=assessment.secondment).counted()
    return days.filter(on_day__year=assessment.year).count()


def directions_for(viewer: Viewer) -> list[tuple[str, str]]:
    """A unit speaks as a unit, everybody else as the community."""
    one = Direction.ON_COMMUNITY if viewer.organization_ids else Direction.ON_UNIT
    return [(one.value, str(one.label))]


def units_to_choose(viewer: Viewer) -> "QuerySet[Organization]":
    """Those this viewer's side ever signed with."""
    paired = Pairing.objects.manageable_by(viewer).filter(signed_on__isnull=False)
    rows = Organization.objects.filter(pk__in=paired.values("organization_id"))
    return rows.order_by("name_key", "pk")


def past(viewer: Viewer, assessment: Assessment) -> list[Event]:
    return past_of(viewer, assessment, assessment.community_id)


def _waits_for(viewer: Viewer, row: Assessment) -> bool:
    mine = roles_in(viewer, row)
    if row.status in {AssessmentStatus.SUBMITTED, AssessmentStatus.APPEALED}:
        return STREET in mine
    return row.status == AssessmentStatus.DRAFT and AUTHOR in mine


def _whole(rows: AssessmentQuerySet) -> AssessmentQuerySet:
    return rows.select_related("organization", "community", "secondment")


def _named(row: Assessment) -> Assessment:
    """Who may read what is said of a cadre knows him by name."""
    if row.secondment is not None:
        row.secondment.name.disclose()
    return row
