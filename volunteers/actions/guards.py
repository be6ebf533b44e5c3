"""Locks, the one step along the table of states, and what is published about it."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core import outbox, tally
from core.exceptions import DomainError
from volunteers import history
from volunteers.actions import leaving
from volunteers.models import Volunteer
from volunteers.workflow import Transition, VolunteerStatus

TOPICS = {
    "accept": "volunteers.accepted",
    "decline": "volunteers.declined",
    "suspend": "volunteers.suspended",
    "reinstate": "volunteers.reinstated",
    "withdraw": "volunteers.withdrawn",
    "rejoin": "volunteers.applied",
}


def lock(volunteer: Volunteer) -> Volunteer:
    return (
        Volunteer.objects.select_for_update(of=("self",))
        .select_related("community", "grid", "user")
        .get(pk=volunteer.pk)
    )


def require_here(volunteer: Volunteer) -> None:
    if volunteer.status == VolunteerStatus.WITHDRAWN:
        raise DomainError(_("已经退出了；想再来，先重新登记"), code="withdrawn")


def require(transition: Transition, volunteer: Volunteer, reason: str = "") -> None:
    if volunteer.status not in transition.sources:
        raise DomainError(
            _("他现在是“{status}”，不能这样办").format(status=volunteer.get_status_display()),
            code="moved_on",
        )
    if transition.reason_required and not reason.strip():
        raise DomainError(_("请写原因，本人看得到"), field="reason")


def move(
    volunteer: Volunteer, transition: Transition, *, actor: User | None, reason: str = ""
) -> None:
    """Move a locked volunteer along one transition, and write down that he moved."""
    require(transition, volunteer, reason)
    was_active = volunteer.status == VolunteerStatus.ACTIVE
    volunteer.status, volunteer.status_at = transition.target, timezone.now()
    volunteer.status_reason = reason.strip()
    volunteer.save()
    history.note(
        f"volunteers.{transition.name}",
        volunteer,
        actor=actor,
        sensitive={"reason": reason.strip()} if reason.strip() else None,
    )
    if volunteer.status == VolunteerStatus.WITHDRAWN:
        leaving.leave_all(volunteer, actor=actor)
    is_active = volunteer.status == VolunteerStatus.ACTIVE
    if is_active != was_active:
        count(volunteer, 1 if is_active else -1)
    publish(TOPICS[transition.name], volunteer)


def count(volunteer: Volunteer, delta: int) -> None:
    dims = {"grid": volunteer.grid_id}
    tally.add("volunteers.active", volunteer.community_id, dims=dims, delta=delta)


def publish(topic: str, volunteer: Volunteer, **ids: Any) -> None:
    outbox.publish(
        topic,
        key=f"{topic}:{volunteer.pk}:{timezone.now():%Y%m%d%H%M%S%f}",
        payload={"volunteer_id": volunteer.pk, "community_id": volunteer.community_id, **ids},
    )
