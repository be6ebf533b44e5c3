"""Who asks for shifts whose people are chosen: read by the desk, and by the leader of the team."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.viewer import Viewer
from activities.workflow import Status
from core.spans import in_hours
from core.words import listed
from volunteers.models import (
    Shift,
    ShiftApplication,
    TeamMembership,
    VolunteerSkill,
    VolunteerTeam,
)
from volunteers.queries.hours import served_by
from volunteers.queries.words import skill_rows, times_in_words

SHOWN = 30
Outcome = ShiftApplication.Outcome


@dataclass(frozen=True)
class Fit:
    """What speaks for somebody, and all that a leader reads of him: no paper, no door."""

    skills: str
    times: str
    minutes: int
    in_team: bool

    @property
    def hours(self) -> str:
        return in_hours(self.minutes)


def applied_for(viewer: Viewer, shift: Shift) -> list[ShiftApplication]:
    """In the order in which they came, by name: whoever chooses calls them; each with his `fit`."""
    rows = ShiftApplication.objects.manageable_by(viewer).filter(shift=shift)
    skills = Prefetch("volunteer__skills", VolunteerSkill.objects.select_related("skill"))
    inside = TeamMembership.objects.standing().filter(
        team=OuterRef("shift__team"), volunteer=OuterRef("volunteer")
    )
    rows = rows.annotate(served=served_by("volunteer"), in_team=Exists(inside))
    rows = rows.select_related("volunteer").prefetch_related(skills, "volunteer__times")
    found = list(rows.exclude(outcome=Outcome.WITHDRAWN).order_by("pk"))
    for row in found:
        row.volunteer.name.disclose()
        row.fit = _fit(row)  # type: ignore[attr-defined]
    return found


def to_choose_in(team: str = "pk") -> Any:
    """For an annotation: how many shifts of the team this column names wait for its leader."""
    rows = Shift.objects.to_choose().filter(team=OuterRef(team)).order_by()
    counts = rows.values("team").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counts), 0)


def to_choose(viewer: Viewer, shift: Shift) -> bool:
    """The deadline has passed, and somebody still waits."""
    waits = ShiftApplication.objects.manageable_by(viewer).filter(
        shift=shift, outcome=Outcome.ASKED
    )
    return shift.is_chosen and shift.is_closed and waits.exists()


def led(viewer: Viewer, team: VolunteerTeam) -> list[Shift]:
    """Of his team, still to come, each with how many wait to be chosen (`asked`)."""
    rows = Shift.objects.led_by(viewer).filter(
        team=team, activity__status=Status.PUBLISHED, activity__ends_at__gt=timezone.now()
    )
    waits = Count("applications", filter=Q(applications__outcome=Outcome.ASKED))
    rows = rows.annotate(asked=waits).select_related("activity")
    return list(rows.order_by("activity__starts_at", "pk")[:SHOWN])


def get_led(viewer: Viewer, pk: int) -> Shift:
    rows = Shift.objects.led_by(viewer).select_related("activity", "licence", "community", "team")
    return get_object_or_404(rows, pk=pk)


def teams_to_offer(viewer: Viewer) -> "QuerySet[VolunteerTeam]":
    rows = VolunteerTeam.objects.manageable_by(viewer).standing()
    return rows.order_by("community", "name", "pk")


def _fit(row: ShiftApplication) -> Fit:
    skills = listed(held.name for held in skill_rows(row.volunteer) if held.counts)
    return Fit(skills, times_in_words(row.volunteer), row.served, row.in_team)  # type: ignore[attr-defined]
