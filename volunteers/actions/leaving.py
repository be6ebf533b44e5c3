"""Leaving a team: asked for by himself, or because he no longer serves at all."""

from django.utils import timezone

from accounts.models import User
from core import outbox
from volunteers import history
from volunteers.models import TeamMembership, Volunteer
from volunteers.models.teams import OPEN
from volunteers.workflow import LEAVE


def leave_all(volunteer: Volunteer, *, actor: User | None) -> None:
    rows = TeamMembership.objects.select_for_update(of=("self",)).filter(
        volunteer=volunteer, status__in=OPEN
    )
    for membership in rows.order_by("pk"):
        end(membership, actor=actor)


def end(membership: TeamMembership, *, actor: User | None) -> None:
    """Of a membership whose row, or whose team, the caller has locked."""
    was = membership.role
    membership.status, membership.left_on = LEAVE.target, timezone.localdate()
    membership.role = TeamMembership.Role.MEMBER
    membership.save()
    history.note(
        "volunteers.left",
        membership,
        actor=actor,
        about=membership.volunteer,
        details={"team": membership.team_id, "role": was},
    )
    publish("volunteers.left", membership)


def publish(topic: str, membership: TeamMembership) -> None:
    outbox.publish(
        topic,
        key=f"{topic}:{membership.pk}:{timezone.now():%Y%m%d%H%M%S%f}",
        payload={
            "membership_id": membership.pk,
            "team_id": membership.team_id,
            "community_id": membership.community_id,
        },
    )
