"""Mutual assessments: those a viewer may read, and the page of one."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.viewer import Viewer
from communities.history import Event
from organizations.models import Assessment, Organization, Pairing
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
    rows = list(_whole(Assessment.objects.visible_to(viewer)).order_by("-year", "-pk")[:SHOWN])
    waiting = [row for row in rows if _waits_for(viewer, row)]
    return AssessmentBoard(
        rows=[row for row in rows if row not in waiting],
        waiting=waiting,
        may_write=may_draft(viewer),
    )


def get_assessment(viewer: Viewer, pk: int) -> Assessment:
    if not sees_partners(viewer):
        raise Http404
    return get_object_or_404(_whole(Assessment.objects.visible_to(viewer)), pk=pk)


def roles_in(viewer: Viewer, assessment: Assessment) -> set[str]:
    """Author, subject, street: who may take which step."""
    parts = parts_of(viewer, assessment.community_id, assessment.organization_id)
    author, subject = (COMMUNITY, UNIT) if assessment.is_by_community else (UNIT, COMMUNITY)
    named = {author: AUTHOR, subject: SUBJECT, STREET: STREET}
    return {named[part] for part in parts}


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
    return rows.select_related("organization", "community")
