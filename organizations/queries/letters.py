"""Letters of a quarter: the community's, to be sent; the unit's, to be read."""

from dataclasses import dataclass

from django.db.models import Case, IntegerField, QuerySet, When
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.viewer import Viewer
from communities.history import Event
from communities.queries.past import history_of
from organizations.models import QuarterLetter
from organizations.post_workflow import LetterStatus
from organizations.queries.checkins import keeps_members

SHOWN = 100


def reads_letters(viewer: Viewer) -> bool:
    return keeps_members(viewer) or bool(viewer.organization_ids)


@dataclass(frozen=True)
class LetterBoard:
    rows: list[QuarterLetter]
    keeps: bool


def letter_board(viewer: Viewer) -> LetterBoard:
    """Drafts first, then the newest quarter."""
    if not reads_letters(viewer):
        raise Http404
    drafts_first = Case(
        When(status=LetterStatus.DRAFT, then=0), default=1, output_field=IntegerField()
    )
    rows = _whole(QuarterLetter.objects.visible_to(viewer))
    rows = rows.order_by(drafts_first, "-quarter", "organization__name_key", "pk")
    return LetterBoard(list(rows[:SHOWN]), keeps_members(viewer))


@dataclass(frozen=True)
class LetterPage:
    letter: QuarterLetter
    history: list[Event]
    keeps: bool


def get_letter(viewer: Viewer, pk: int) -> QuarterLetter:
    return get_object_or_404(_whole(QuarterLetter.objects.visible_to(viewer)), pk=pk)


def letter_page(viewer: Viewer, letter: QuarterLetter) -> LetterPage:
    keeps = keeps_members(viewer) and letter.community_id in viewer.community_ids
    return LetterPage(letter, history_of(viewer, letter) if keeps else [], keeps)


def drafts_for(viewer: Viewer) -> "QuerySet[QuarterLetter]":
    return QuarterLetter.objects.manageable_by(viewer).drafts().order_by("quarter", "pk")


def _whole(rows: "QuerySet[QuarterLetter]") -> "QuerySet[QuarterLetter]":
    return rows.select_related("community", "organization")
