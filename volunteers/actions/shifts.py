"""A shift is offered; who takes it was told of the risk and holds the paper. Places, waiting list
and door are those of its activity."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from activities.actions import activities, enrolling, presence, waiting
from activities.actions.facts import ActivityFacts
from activities.models import Activity, Enrolment, Role
from activities.workflow import LIVE, Place
from communities.actions.guards import clean_text
from communities.models import Area
from core import audit
from core.exceptions import DomainError
from volunteers.models import Shift, ShiftPlace, Skill, Volunteer, VolunteerTeam
from volunteers.workflow import TeamStatus, VolunteerStatus

LATE = timedelta(days=1)
WEEKLY = "weekly"
DAYS = {WEEKLY: 7, "monthly": 28}
"""Every four weeks: the same weekday, as meetings are."""
Note = ShiftPlace.Note


@dataclass(frozen=True)
class Calling:
    """How people come to it: for what, who fits, until when, whether somebody chooses, and whose
    team it is, so that its leader may."""

    kind: str = Shift.Kind.SERVICE
    requirement: str = ""
    apply_until: datetime | None = None
    is_chosen: bool = False
    team: VolunteerTeam | None = None


FIRST_COME = Calling()


@transaction.atomic
def offer(
    community: Area,
    facts: ActivityFacts,
    *,
    risk: str = Shift.Risk.LOW,
    risk_notice: str = "",
    insurance_number: str = "",
    licence: Skill | None = None,
    calling: Calling = FIRST_COME,
    actor: User | None,
) -> Shift:
    """Published at once: volunteers of the place may take it."""
    if facts.capacity is None:
        raise DomainError(_("请写要几个人"), field="capacity")
    require_told_and_insured(risk, risk_notice=risk_notice, insurance_number=insurance_number)
    require_in_time(calling, facts.starts_at)
    _require_here(calling.team, community)
    activity = activities.plan(community, facts, actor=actor, helpers_only=True)
    made = Shift.objects.create(
        community=community,
        activity=activity,
        risk=risk,
        risk_notice=clean_text(risk_notice, field="risk_notice"),
        insurance_number=insurance_number.strip(),
        licence=licence,
        kind=calling.kind,
        requirement=clean_text(calling.requirement, field="requirement"),
        apply_until=calling.apply_until,
        is_chosen=calling.is_chosen,
        team=calling.team,
    )
    made.activity = activities.publish(activity, actor=actor)
    audit.record("volunteers.shift_offered", made, actor=actor)
    return made


@transaction.atomic
def take(
    shift: Shift, volunteer: Volunteer, *, told: bool = False, actor: User | None
) -> ShiftPlace:
    """A place, or one on the waiting list. Nothing that was noted before is asked here."""
    activity = waiting.lock_activity(shift.activity_id)
    if shift.is_chosen:
        raise DomainError(_("这一班先报名，截止以后挑选"), code="is_chosen")
    require_open(shift)
    return put(shift, activity, volunteer, told=told, actor=actor)


def require_open(shift: Shift) -> None:
    if shift.is_closed:
        raise DomainError(_("报名已经截止了"), code="deadline")


def put(
    shift: Shift, activity: Activity, volunteer: Volunteer, *, told: bool, actor: User | None
) -> ShiftPlace:
    """Of a locked activity."""
    may_come(shift, activity, volunteer, told)
    known = ShiftPlace.objects.filter(shift=shift, volunteer=volunteer).first()
    if known is not None and known.enrolment.status in LIVE:
        raise DomainError(_("已经报过名了"), code="twice")
    row = enrolling.enrol(activity, _person(volunteer), actor=actor, role=Role.ASSISTANT)
    return _put(shift, volunteer, known, row, actor)


@transaction.atomic
def walk_in(
    shift: Shift, volunteer: Volunteer, *, told: bool = False, actor: User | None
) -> ShiftPlace:
    """Stands at the door, unannounced: put on while a place is free, and signed in at once. Who
    had enrolled is signed in."""
    activity = waiting.lock_activity(shift.activity_id)
    presence.require_open(activity)
    may_come(shift, activity, volunteer, told)
    place = ShiftPlace.objects.filter(shift=shift, volunteer=volunteer).first()
    if place is None or place.enrolment.status not in LIVE:
        person = _person(volunteer)
        row = enrolling.enrol(activity, person, actor=actor, at_the_door=True, role=Role.ASSISTANT)
        place = _put(shift, volunteer, place, row, actor)
    presence.arrive(place.enrolment, actor=actor)
    return place


@transaction.atomic
def repeat(shift: Shift, *, times: int, every: str = WEEKLY, actor: User | None) -> list[Shift]:
    """Again on the same weekday, with the same risk, insurance and papers; each stands for itself,
    and closes as long before it begins."""
    activity = waiting.lock_activity(shift.activity_id)
    days = DAYS.get(every, DAYS[WEEKLY])
    series = activities.repeat(activity, times=times, every_days=days, of_shifts=True, actor=actor)
    ahead = shift.apply_until and activity.starts_at - shift.apply_until
    made = [
        Shift.objects.create(
            community=shift.community,
            activity=fresh,
            risk=shift.risk,
            risk_notice=shift.risk_notice,
            insurance_number=shift.insurance_number,
            licence=shift.licence,
            kind=shift.kind,
            requirement=shift.requirement,
            is_chosen=shift.is_chosen,
            team=shift.team,
            apply_until=fresh.starts_at - ahead if ahead else None,
        )
        for fresh in series.activities.filter(shift__isnull=True).order_by("starts_at")
    ]
    for fresh_shift in made:
        audit.record("volunteers.shift_offered", fresh_shift, actor=actor)
    return made


def require_told_and_insured(risk: str, **terms: str) -> None:
    """Where somebody may come to harm."""
    for field, value in terms.items():
        if risk == Shift.Risk.HIGH and not value.strip():
            raise DomainError(_("风险较高的班次，写明风险提示和保险单号"), field=field)


def require_in_time(calling: Calling, starts_at: datetime) -> None:
    if calling.is_chosen and calling.kind == Shift.Kind.MEETING:
        raise DomainError(_("开会不挑人，先到先得"), field="is_chosen")
    if calling.is_chosen and calling.apply_until is None:
        raise DomainError(_("要挑选，先写报名截止的时间"), field="apply_until")
    if calling.apply_until is None:
        return
    if not timezone.now() < calling.apply_until <= starts_at:
        raise DomainError(_("报名截止要在现在以后、开始以前"), field="apply_until")


def _require_here(team: VolunteerTeam | None, community: Area) -> None:
    if team is None:
        return
    if team.community_id != community.pk or team.status == TeamStatus.DISSOLVED:
        raise DomainError(_("请选本社区还在的队伍"), field="team")


def note_left(enrolment_id: int) -> None:
    """Given back on the last day: noted, so that the next plan knows; nothing follows from it."""
    rows = ShiftPlace.objects.filter(
        enrolment=enrolment_id, enrolment__status=Place.LEFT, note=Note.NONE
    )
    place = rows.select_related("enrolment__activity").first()
    if place is not None and timezone.now() > place.enrolment.activity.starts_at - LATE:
        ShiftPlace.objects.filter(pk=place.pk).update(note=Note.LATE)


def note_absent(activity_id: int) -> None:
    """It took place, and somebody who had a place was not there."""
    ShiftPlace.objects.filter(
        shift__activity=activity_id,
        enrolment__status=Place.TAKEN,
        enrolment__attendance__isnull=True,
    ).update(note=Note.ABSENT)


def is_service(place: Enrolment) -> bool:
    """Whoever came to a meeting or to learn has not served yet; helping at an activity has."""
    kinds = Shift.objects.filter(activity=place.activity_id).values_list("kind", flat=True)
    return all(kind == Shift.Kind.SERVICE for kind in kinds)


def who_served(place: Enrolment) -> tuple[list[int], list[int]]:
    """Accounts and volunteers behind a place: whose hours count need not have a telephone."""
    of_shift = ShiftPlace.objects.filter(enrolment=place).values_list("volunteer", flat=True)
    return [place.user_id] if place.user_id else [], list(of_shift)


# --- inside ---------------------------------------------------------------------------------------
def _person(volunteer: Volunteer) -> enrolling.Person:
    return enrolling.Person(
        volunteer.name.open(),
        user=volunteer.user,
        resident=volunteer.resident,
        phone="" if volunteer.user_id else volunteer.phone.open(),
    )


def _put(
    shift: Shift,
    volunteer: Volunteer,
    known: ShiftPlace | None,
    row: Enrolment,
    actor: User | None,
) -> ShiftPlace:
    place = known or ShiftPlace(community=shift.community, shift=shift, volunteer=volunteer)
    place.enrolment, place.note = row, Note.NONE
    place.told_at = timezone.now()
    place.save()
    audit.record("volunteers.shift_taken", place, actor=actor, scope=shift.community_id)
    return place


def may_come(shift: Shift, activity: Activity, volunteer: Volunteer, told: bool) -> None:
    if volunteer.community_id != shift.community_id:
        raise DomainError(_("不是这个社区的志愿者"), code="elsewhere")
    if volunteer.status != VolunteerStatus.ACTIVE:
        raise DomainError(_("登记通过了才能报名班次"), code="not_active")
    if shift.is_risky and volunteer.is_minor():
        raise DomainError(_("风险较高的班次要满 18 岁"), code="minor")
    if shift.licence is not None:
        day = timezone.localdate(activity.starts_at)
        held = volunteer.skills.filter(skill=shift.licence).select_related("skill").first()
        if held is None or not held.counts_on(day):
            said = _("这一班要{paper}：请带证件到服务台看一眼").format(paper=shift.licence.paper)
            raise DomainError(said, code="licence")
    if shift.risk_notice and not told:
        raise DomainError(_("请先看风险提示，看过了勾上"), field="told")
