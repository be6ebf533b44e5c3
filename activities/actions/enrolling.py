"""Somebody enrols, by one tap or at the desk, and gives his place back."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from activities.actions import waiting
from activities.models import Activity, ChildCard, Enrolment, Role
from activities.seats import free_seat, is_new, seats_of
from activities.workflow import LIVE, Place
from communities.models import Area, Resident
from core import audit, outbox, tally
from core.exceptions import DomainError
from core.identifiers import read_phone
from core.refusals import refusing


@dataclass(frozen=True)
class Person:
    """Who comes: from the register, with an account, or by the name he gives."""

    name: str
    user: User | None = None
    resident: Resident | None = None
    phone: str = ""
    home: Area | None = None
    """Where he belongs, if the activity is a neighbour's."""
    card: ChildCard | None = None
    """A child that somebody brings: `user` and `phone` are its guardian's."""


@transaction.atomic
def enrol(
    activity: Activity,
    person: Person,
    *,
    actor: User | None,
    at_the_door: bool = False,
    role: str = Role.PARTICIPANT,
) -> Enrolment:
    """A place while there is one, then the waiting list in the order in which they came; at the
    door, when it has begun, a place or nothing."""
    activity = waiting.lock_activity(activity.pk)
    if not activity.takes_people and not at_the_door:
        raise DomainError(_("这场活动现在不能报名"), code="closed")
    if activity.helpers_only and role == Role.PARTICIPANT:
        raise DomainError(_("这一班只招志愿者，在“志愿服务”的班次里报名"), code="helpers_only")
    if activity.has_roster and person.card is None and role == Role.PARTICIPANT:
        raise DomainError(_("这是孩子的课堂：由家长给孩子报名，写明谁来接"), code="of_children")
    if person.home is not None and person.home.pk != activity.host_id:
        raise DomainError(_("这场活动没有请这个社区的居民"), code="not_asked", field="home")
    if not person.name.strip():
        raise DomainError(_("请写姓名"), field="name")
    newcomer = is_new(activity, resident=person.resident, user=person.user)
    seat = _seat_for(activity, newcomer)
    if seat is None and at_the_door:
        raise DomainError(_("名额满了"), code="full")
    row = Enrolment(
        community=activity.community,
        activity=activity,
        home=person.home,
        user=person.user,
        resident=person.resident,
        card=person.card,
        name=person.name.strip(),
        phone=_number(person.phone),
        role=role,
        is_newcomer=newcomer,
        status=Place.WAITING if seat is None else Place.TAKEN,
        seat=seat,
        entered_by=None if actor == person.user else actor,
    )
    twice = DomainError(_("已经报过名了"), code="twice")
    busy = DomainError(_("报名的人多，请再试一次"), code="busy")
    with refusing(
        enrolment_once_per_resident=twice,
        enrolment_once_per_account=twice,
        enrolment_once_per_child=twice,
        enrolment_place_once=busy,
    ):
        row.save(force_insert=True)
    audit.record("activities.enrolled", row, actor=actor, details={"place": row.status})
    tally.add("activities.enrolled", row.side_id, dims={"kind": activity.kind})
    _tell("activities.enrolled", row)
    return row


@transaction.atomic
def leave(enrolment: Enrolment, *, actor: User | None) -> Enrolment:
    """The place goes to who waits first. Nothing is held against anybody."""
    activity = waiting.lock_activity(enrolment.activity_id)
    row = Enrolment.objects.select_related("activity").get(pk=enrolment.pk)
    if row.status not in LIVE or not activity.takes_people:
        raise DomainError(_("现在不能取消报名了"), code="moved_on")
    waiting.free(row, Place.LEFT)
    audit.record("activities.left", row, actor=actor)
    _tell("activities.left", row)
    waiting.fill(activity)
    return row


def take_at_the_door(activity: Activity, row: Enrolment) -> None:
    """Who waited, or did not answer yet, stands here: with a place while there is one."""
    seat = row.seat or _seat_for(activity, row.is_newcomer)
    if seat is None:
        raise DomainError(_("名额满了"), code="full")
    row.status, row.seat, row.answer_by = Place.TAKEN, seat, None
    row.save(update_fields=["status", "seat", "answer_by"])


def _tell(topic: str, row: Enrolment) -> None:
    outbox.publish(
        topic,
        key=f"{topic}:{row.pk}",
        payload={
            "enrolment_id": row.pk,
            "activity_id": row.activity_id,
            "community_id": row.community_id,
        },
    )


def _seat_for(activity: Activity, newcomer: bool) -> int | None:
    return free_seat(activity, seats_of(activity), newcomer=newcomer)


def _number(text: str) -> str:
    if not text.strip():
        return ""
    phone = read_phone(text)
    if not phone:
        raise DomainError(_("电话号码看不懂，请核对"), field="phone")
    return phone
