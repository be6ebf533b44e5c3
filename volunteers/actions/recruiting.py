"""Somebody asks for a shift whose people are chosen; after the deadline they are."""

from collections.abc import Iterable

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from activities.actions import waiting
from activities.models import Activity
from activities.seats import seats_of
from core import audit, messaging, outbox
from core.exceptions import DomainError
from volunteers.actions import shifts
from volunteers.models import Shift, ShiftApplication, TeamMembership, Volunteer

Outcome = ShiftApplication.Outcome


@transaction.atomic
def apply(
    shift: Shift, volunteer: Volunteer, *, told: bool = False, actor: User | None
) -> ShiftApplication:
    """As long as it is open; whoever took his word back may give it again."""
    activity = waiting.lock_activity(shift.activity_id)
    if not shift.is_chosen:
        raise DomainError(_("这一班直接报名就行"), code="not_chosen")
    if not activity.takes_people:
        raise DomainError(_("这一班现在不能报名"), code="closed")
    shifts.require_open(shift)
    shifts.may_come(shift, activity, volunteer, told)
    row = ShiftApplication.objects.filter(shift=shift, volunteer=volunteer).first()
    if row is not None and row.outcome != Outcome.WITHDRAWN:
        raise DomainError(_("已经报过名了"), code="twice")
    row = row or ShiftApplication(community_id=shift.community_id, shift=shift, volunteer=volunteer)
    row.outcome, row.told_at = Outcome.ASKED, timezone.now()
    row.save()
    audit.record("volunteers.shift_asked", row, actor=actor, scope=row.community_id)
    return row


@transaction.atomic
def withdraw(application: ShiftApplication, *, actor: User | None) -> ShiftApplication:
    """Without a reason, before anybody was chosen."""
    row = _lock(application)
    _require_asked(row)
    row.outcome = Outcome.WITHDRAWN
    row.save(update_fields=["outcome"])
    audit.record("volunteers.shift_unasked", row, actor=actor, scope=row.community_id)
    return row


@transaction.atomic
def choose(
    shift: Shift, *, applications: Iterable[ShiftApplication], actor: User | None
) -> list[ShiftApplication]:
    """All of them, or nobody: a place for each, and none beyond."""
    activity = waiting.lock_activity(shift.activity_id)
    _require_over(shift)
    chosen = [_fresh(row) for row in applications]
    if len(chosen) > free_places(activity):
        said = _("只剩 {n} 个名额").format(n=free_places(activity))
        raise DomainError(said, code="full", field="applications")
    for row in chosen:
        _require_asked(row)
        if actor is not None and row.volunteer.user_id == actor.pk:
            raise DomainError(
                _("自己报的名，请社区的同事来挑"), code="himself", field="applications"
            )
        shifts.put(shift, activity, row.volunteer, told=True, actor=actor)
        _answer(row, Outcome.CHOSEN, actor)
    return chosen


@transaction.atomic
def thank_others(shift: Shift, *, actor: User | None) -> int:
    """Whoever was not chosen hears so, and is not left waiting."""
    waiting.lock_activity(shift.activity_id)
    _require_over(shift)
    rows = list(shift.applications.filter(outcome=Outcome.ASKED).order_by("pk"))
    for row in rows:
        _answer(row, Outcome.DECLINED, actor)
    return len(rows)


@transaction.atomic
def remind() -> int:
    """The deadline has passed: the leader of the team hears, once, that people wait for him."""
    leading = TeamMembership.objects.leading().filter(volunteer__user__is_active=True)
    rows = (
        Shift.objects.to_choose().filter(team__in=leading.values("team")).select_related("activity")
    )
    found = list(rows.order_by("pk"))
    users = dict(leading.values_list("team", "volunteer__user"))
    for shift in found:
        activity = shift.activity
        messaging.send(
            "volunteers.shift_to_choose",
            to_user=users[shift.team_id or 0],
            scope=shift.community_id,
            context={"what": activity.title, "what_en": activity.title_en or activity.title},
            dedup_key=f"volunteers.shift_to_choose:{shift.pk}",
            link=reverse("volunteers:led_shift", args=[shift.pk]),
        )
    return len(found)


# --- inside ---------------------------------------------------------------------------------------
def free_places(activity: Activity) -> int:
    """Of a locked one."""
    return max(0, (activity.capacity or 0) - len(seats_of(activity)))


def _lock(application: ShiftApplication) -> ShiftApplication:
    waiting.lock_activity(application.shift.activity_id)
    return _fresh(application)


def _fresh(application: ShiftApplication) -> ShiftApplication:
    rows = ShiftApplication.objects.select_related(
        "shift", "volunteer__user", "volunteer__resident"
    )
    return rows.get(pk=application.pk)


def _require_over(shift: Shift) -> None:
    if not shift.is_chosen or not shift.is_closed:
        raise DomainError(_("报名截止以后再挑"), code="still_open")


def _require_asked(row: ShiftApplication) -> None:
    if row.outcome != Outcome.ASKED:
        raise DomainError(_("这份报名已经有结果了"), code="moved_on")


def _answer(row: ShiftApplication, outcome: str, actor: User | None) -> None:
    row.outcome, row.answered_by, row.answered_at = outcome, actor, timezone.now()
    row.save(update_fields=["outcome", "answered_by", "answered_at"])
    audit.record(f"volunteers.shift_{outcome}", row, actor=actor, scope=row.community_id)
    outbox.publish(
        f"volunteers.shift_{outcome}",
        key=f"volunteers.shift_{outcome}:{row.pk}:{timezone.now():%Y%m%d%H%M%S%f}",
        payload={"application_id": row.pk, "community_id": row.community_id},
    )
