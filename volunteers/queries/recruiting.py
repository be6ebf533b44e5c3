"""Who asks for shifts whose people are chosen: read by the desk, and by the leader of the team."""

from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.viewer import Viewer
from activities.workflow import Status
from volunteers.models import Shift, ShiftApplication, VolunteerTeam

SHOWN = 30
Outcome = ShiftApplication.Outcome


def applied_for(viewer: Viewer, shift: Shift) -> list[ShiftApplication]:
    """In the order in which they came, by name: whoever chooses calls them."""
    rows = ShiftApplication.objects.manageable_by(viewer).filter(shift=shift)
    found = list(rows.exclude(outcome=Outcome.WITHDRAWN).select_related("volunteer").order_by("pk"))
    for row in found:
        row.volunteer.name.disclose()
    return found


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
