"""What the home pages say about volunteering, in few statements."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from accounts.viewer import Viewer
from core import workcalendar
from core.counting import counted
from volunteers.models import Certificate, Shift, TeamMembership, Volunteer, VolunteerTeam
from volunteers.queries import hours, own, recruiting
from volunteers.queries.finding import has_expired, soon_expires
from volunteers.queries.words import status_in_words
from volunteers.workflow import MembershipStatus, VolunteerStatus

ANSWER_WITHIN = 2
"""Workdays in which somebody who came forward hears from us; his page says so."""


@dataclass(frozen=True)
class Waiting:
    applied: int
    due_on: date | None
    licences: int
    expiring: int
    unled: int
    pending: int
    """Hours that a second person looks at; his own entries wait for somebody else."""
    questioned: int
    certificates: int
    choosing: int
    """Shifts whose deadline has passed, and somebody who asked has no answer."""


def waiting_in(viewer: Viewer) -> Waiting:
    applied = Q(status=VolunteerStatus.APPLIED)
    found = Volunteer.objects.manageable_by(viewer).aggregate(
        applied=Count("pk", filter=applied),
        first=Min("applied_at", filter=applied),
        licences=Count("pk", filter=Q(status=VolunteerStatus.ACTIVE) & has_expired()),
        expiring=Count("pk", filter=Q(status=VolunteerStatus.ACTIVE) & soon_expires()),
    )
    first = found["first"]
    due = workcalendar.add_workdays(timezone.localdate(first), ANSWER_WITHIN) if first else None
    led = TeamMembership.objects.leading().filter(team=OuterRef("pk"))
    teams = VolunteerTeam.objects.manageable_by(viewer).standing()
    rest = counted(
        unled=teams.filter(~Exists(led)),
        certificates=Certificate.objects.waiting_for(viewer),
        choosing=Shift.objects.manageable_by(viewer).to_choose(),
        **hours.to_look_at(viewer),
    )
    return Waiting(found["applied"], due, found["licences"], found["expiring"], **rest)


def certificates_for(viewer: Viewer) -> int:
    """For who speaks for an organisation, and keeps no register."""
    if not viewer.organization_ids or viewer.sleeping:
        return 0
    return Certificate.objects.waiting_for(viewer).count()


def mine(viewer: Viewer) -> dict[str, Any]:
    """One card on the residents' home."""
    if not viewer.is_signed_in:
        return {"status": "", "wards": [], "url": reverse("volunteers:mine")}
    found = own.find_mine(viewer)
    if found is not None and found.status == VolunteerStatus.WITHDRAWN:
        found = None
    return {
        "status": status_in_words(found) if found else "",
        "number": found.number_shown if found else "",
        "resting_until": found.paused_until if found and found.is_paused() else None,
        "led": _led(viewer, found) if found else [],
        "wards": [ward for ward in own.wards(viewer) if not ward.agreed_at],
        "url": reverse("volunteers:mine"),
    }


def _led(viewer: Viewer, volunteer: Volunteer) -> list[VolunteerTeam]:
    """The teams that wait for his word, or simply have him at their head."""
    asking = Count("memberships", filter=Q(memberships__status=MembershipStatus.ASKED))
    with own.at_home(volunteer, viewer):
        teams = VolunteerTeam.objects.led_by(viewer)
        return list(
            teams.annotate(asking=asking, choosing=recruiting.to_choose_in()).order_by("pk")
        )
