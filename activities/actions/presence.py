"""Somebody comes in and goes out: the server's clock says when, and for how long he was there."""

from datetime import datetime

from django.db import transaction
from django.db.models import DateTimeField, F, Value
from django.db.models.functions import Extract, Floor, Greatest, Least, Now
from django.utils.translation import gettext as _

from accounts.models import User
from activities.actions import enrolling, waiting
from activities.models import Activity, Attendance, Enrolment, Role
from activities.workflow import Place, Status
from communities.models import Household, Resident, ResidentStatus
from core import audit, outbox, tally
from core.exceptions import DomainError
from core.refusals import refusing


@transaction.atomic
def arrive(
    enrolment: Enrolment, *, actor: User | None, how: str = Attendance.How.LEADER
) -> Attendance:
    """By the code at the door, or signed in by whoever leads it: an elder without a phone."""
    activity = waiting.lock_activity(enrolment.activity_id)
    require_open(activity)
    row = Enrolment.objects.select_related("activity").get(pk=enrolment.pk)
    if row.status not in {Place.TAKEN, Place.OFFERED, Place.WAITING}:
        raise DomainError(_("他没有报名"), code="not_enrolled")
    if row.status != Place.TAKEN:
        enrolling.take_at_the_door(activity, row)
    return sign(row, how, actor)


def sign(
    row: Enrolment, how: str, actor: User | None, came_at: datetime | None = None
) -> Attendance:
    """Once, of a locked activity; the database's clock says when, unless a list on paper did."""
    made = Attendance(
        community=row.activity.community,
        enrolment=row,
        how=how,
        signed_by=None if how == Attendance.How.CODE else actor,
    )
    if came_at is not None:
        made.came_at = came_at
    with refusing(
        activities_attendance_enrolment_id_key=DomainError(_("已经签过到了"), code="twice")
    ):
        made.save(force_insert=True)
    audit.record("activities.arrived", row, actor=actor, details={"how": made.how})
    return made


@transaction.atomic
def walk_in(
    activity: Activity,
    person: enrolling.Person,
    *,
    actor: User | None,
    how: str = Attendance.How.LEADER,
) -> Attendance:
    """Came without having enrolled: as long as a place is free."""
    require_open(activity)
    row = enrolling.enrol(activity, person, actor=actor, at_the_door=True)
    by_himself = actor == person.user
    return arrive(row, actor=actor, how=Attendance.How.CODE if by_himself else how)


@transaction.atomic
def arrive_from(
    activity: Activity, household: Household, *, who: Resident, actor: User
) -> Attendance:
    """Somebody of a household that showed its code. Who enrolled takes his place, who did not
    walks in; nobody is asked for a code."""
    activity = waiting.lock_activity(activity.pk)
    if who.household_id != household.pk or who.status != ResidentStatus.PRESENT:
        raise DomainError(_("他不在这一户，请再问一声"), field="who")
    how = Attendance.How.HOUSEHOLD
    place = activity.enrolments.live().filter(resident=who, card__isnull=True).first()
    if place is not None:
        return arrive(place, actor=actor, how=how)
    home = None if who.community_id == activity.community_id else who.community
    person = enrolling.Person(who.name.open(), resident=who, home=home)
    return walk_in(activity, person, actor=actor, how=how)


@transaction.atomic
def go(attendance: Attendance, *, actor: User | None) -> Attendance:
    """Goes home before the others."""
    waiting.lock_activity(attendance.enrolment.activity_id)
    row = Attendance.objects.select_related("enrolment__activity").get(pk=attendance.pk)
    if row.left_at is not None:
        raise DomainError(_("已经签退了"), code="moved_on")
    if row.enrolment.card_id is not None:
        raise DomainError(_("孩子要交到来接的人手里：点“交接”"), code="of_children")
    close_one(row)
    audit.record("activities.went", row.enrolment, actor=actor)
    return row


def nobody_signed(activity: Activity) -> bool:
    """People had a place, and not one of them stands as having come."""
    taken = activity.enrolments.filter(status=Place.TAKEN)
    return taken.exists() and not taken.filter(attendance__isnull=False).exists()


def close_all(activity: Activity) -> None:
    """It is over: whoever did not sign out was there until its end, no longer."""
    rows = Attendance.objects.open().filter(enrolment__activity=activity)
    for row in rows.select_related("enrolment__activity").order_by("pk"):
        close_one(row)


@transaction.atomic
def set_role(enrolment: Enrolment, *, role: str, actor: User | None) -> Enrolment:
    """Organiser, assistant or participant, as long as it is not closed."""
    activity = waiting.lock_activity(enrolment.activity_id)
    if activity.status not in {Status.PUBLISHED, Status.HELD} or role not in Role.values:
        raise DomainError(_("现在不能改角色了"), code="moved_on", field="role")
    row = Enrolment.objects.get(pk=enrolment.pk)
    row.role = role
    row.save(update_fields=["role"])
    audit.record("activities.role_set", row, actor=actor, details={"role": role})
    return row


def require_open(activity: Activity) -> None:
    if not activity.door_is_open:
        raise DomainError(_("现在不是签到的时间：开始前半小时到结束"), code="closed")


def counted_as(enrolment: Enrolment) -> str:
    """Who comes often is one person: by the register, else by his account; a name alone is nobody
    one could know again."""
    if enrolment.resident_id is not None:
        return f"resident:{enrolment.resident_id}"
    if enrolment.card_id is not None:
        return f"child:{enrolment.card_id}"
    return f"user:{enrolment.user_id}" if enrolment.user_id is not None else ""


def close_one(row: Attendance) -> None:
    """Minutes are what lies between two moments of the database's clock, no more than it lasted."""
    activity = row.enrolment.activity
    end = Value(activity.ends_at, output_field=DateTimeField())
    left = Greatest(Least(Now(), end), F("came_at"))
    minutes = Floor(Extract(left - F("came_at"), "epoch") / 60)
    Attendance.objects.filter(pk=row.pk).update(left_at=left, minutes=minutes)
    row.refresh_from_db(fields=["left_at", "minutes"])
    dims = {"kind": activity.kind, "role": row.enrolment.role}
    who = counted_as(row.enrolment)
    tally.add("activities.attended", row.enrolment.side_id, at=row.came_at, dims=dims, who=who)
    outbox.publish(
        "activities.attended",
        key=f"activities.attended:{row.pk}",
        payload={"attendance": row.pk},
    )
