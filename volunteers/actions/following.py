"""When the register of residents moves on, the volunteer follows it. Twice is once."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import ConsentEvent, ConsentKind, User
from communities.models import Resident, ResidentStatus
from volunteers import history
from volunteers.actions import accounts, guards
from volunteers.models import Volunteer
from volunteers.workflow import WITHDRAW, VolunteerStatus


@transaction.atomic
def follow_resident(resident_id: int) -> None:
    """He moved: within the community the grid changes; away from it he serves elsewhere now."""
    resident = Resident.objects.get(pk=resident_id)
    for volunteer in _of(resident):
        if resident.status != ResidentStatus.PRESENT:
            _release(volunteer, _("已迁出本社区"))
            continue
        if volunteer.grid_id == resident.grid_id:
            continue
        counted = volunteer.status == VolunteerStatus.ACTIVE
        if counted:
            guards.count(volunteer, -1)
        volunteer.grid_id = resident.grid_id
        volunteer.save(update_fields=["grid"])
        if counted:
            guards.count(volunteer, 1)


@transaction.atomic
def settle_dead(resident_id: int) -> None:
    for volunteer in _of(Resident(pk=resident_id)):
        _release(volunteer, "")


@transaction.atomic
def join_account(resident_id: int, user_id: int) -> None:
    """He was written down at the desk, and has an account now: it is his page."""
    if Volunteer.objects.filter(user=user_id).exists():
        _know(resident_id, user_id)
        return
    for volunteer in _of(Resident(pk=resident_id)):
        if volunteer.user_id is None:
            accounts.give(volunteer, User.objects.get(pk=user_id), actor=None)


@transaction.atomic
def part_account(resident_id: int, user_id: int) -> None:
    """The number changed hands: whoever signs in with it now is not this volunteer."""
    for volunteer in _of(Resident(pk=resident_id)):
        if volunteer.user_id != user_id:
            continue
        if volunteer.entered_by_id is None:
            volunteer.entered_by_id = user_id  # the number he once came with, and no more
        volunteer.user = None
        volunteer.save(update_fields=["user", "entered_by"])
        history.note("volunteers.account_left", volunteer, actor=None)


@transaction.atomic
def follow_merge(kept_id: int, absorbed_id: int) -> None:
    """Two records of one person: the volunteer stands with the one that is kept."""
    if Volunteer.objects.filter(resident=kept_id).exists():
        return
    kept = Resident.objects.get(pk=kept_id)
    for volunteer in _of(Resident(pk=absorbed_id)):
        volunteer.resident, volunteer.grid_id = kept, kept.grid_id
        volunteer.save(update_fields=["resident", "grid"])
        history.note("volunteers.followed_merge", volunteer, actor=None)


@transaction.atomic
def forget_political(subject: UUID) -> None:
    if ConsentEvent.objects.holds(subject, ConsentKind.POLITICAL):
        return
    Volunteer.objects.filter(subject=subject).exclude(political="").update(political="")


@transaction.atomic
def end_pauses() -> int:
    """Whose pause ended yesterday is told so; whoever came back by himself is not."""
    over = Volunteer.objects.select_for_update(skip_locked=True).filter(
        paused_until__lt=timezone.localdate()
    )
    ended = list(over.order_by("pk")[:500])
    for volunteer in ended:
        if volunteer.status == VolunteerStatus.ACTIVE:
            guards.publish("volunteers.pause_over", volunteer)
        volunteer.paused_until = None
        volunteer.save(update_fields=["paused_until"])
    return len(ended)


def _know(resident_id: int, user_id: int) -> None:
    """Somebody who registered first and found himself in the register later."""
    resident = Resident.objects.get(pk=resident_id)
    if Volunteer.objects.filter(resident=resident).exists():
        return
    volunteer = Volunteer.objects.select_for_update(of=("self",)).get(user=user_id)
    if volunteer.resident_id is not None or volunteer.community_id != resident.community_id:
        return
    volunteer.resident, volunteer.grid_id = resident, resident.grid_id
    if not volunteer.identity:
        volunteer.identity = Volunteer.Identity.REGISTER
        volunteer.verified_at = timezone.now()
    volunteer.name = resident.name.open()
    volunteer.born_on = resident.born_on or volunteer.born_on
    volunteer.save()
    history.note("volunteers.verified", volunteer, actor=None, details={"in_register": True})


def _of(resident: Resident) -> list[Volunteer]:
    rows = Volunteer.objects.select_for_update(of=("self",)).filter(resident=resident.pk)
    return list(rows.order_by("pk"))


def _release(volunteer: Volunteer, reason: str) -> None:
    if volunteer.status == VolunteerStatus.WITHDRAWN:
        return
    guards.move(volunteer, WITHDRAW, actor=None, reason=reason)
