"""Who of the register is asked for: by state, skill, time, place, team, or by a name."""

import re
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from core import crypto
from core.identifiers import read_id_number, read_phone
from volunteers.models import TeamMembership, VolunteerSkill, WeeklyTime
from volunteers.models.volunteers import VolunteerQuerySet
from volunteers.numbers import read_number
from volunteers.workflow import VolunteerStatus

RESTING = "resting"
"""Among the states of the filter: in the register, but taking no offers just now."""
EXPIRED = "expired"
"""And: in the register, with a licence that has run out."""
EXPIRING = "expiring"
"""And: with one that soon will, while there is time to renew it."""


@dataclass(frozen=True)
class Filters:
    q: str = ""
    skill: int | None = None
    grid: int | None = None
    weekday: int | None = None
    part: str = ""
    status: str = ""
    team: int | None = None
    after: int | None = None


def filtered(volunteers: VolunteerQuerySet, filters: Filters) -> VolunteerQuerySet:
    if filters.status == RESTING:
        volunteers = volunteers.active().paused()
    elif filters.status == EXPIRED:
        volunteers = volunteers.active().filter(has_expired())
    elif filters.status == EXPIRING:
        volunteers = volunteers.active().filter(soon_expires())
    elif filters.status:
        volunteers = volunteers.filter(status=filters.status)
    else:
        volunteers = volunteers.exclude(status=VolunteerStatus.WITHDRAWN)
    if filters.grid:
        volunteers = volunteers.filter(grid__path__contains=f"/{filters.grid}/")
    if filters.team:
        there = TeamMembership.objects.standing().filter(team=filters.team)
        volunteers = volunteers.filter(pk__in=there.values("volunteer"))
    if filters.skill:
        held = VolunteerSkill.objects.filter(volunteer=OuterRef("pk"), skill=filters.skill)
        volunteers = volunteers.filter(Exists(held))
    if filters.weekday or filters.part:
        slots = WeeklyTime.objects.filter(volunteer=OuterRef("pk"))
        if filters.weekday:
            slots = slots.filter(weekday=filters.weekday)
        if filters.part:
            slots = slots.filter(part=filters.part)
        volunteers = volunteers.filter(Exists(slots))
    return volunteers.filter(matches(filters.q)) if filters.q.strip() else volunteers


def has_expired() -> Q:
    """Of volunteers: one of his licences was seen, and has run out."""
    rows = VolunteerSkill.objects.filter(
        skill__needs_licence=True, valid_until__lt=timezone.localdate()
    )
    return Q(pk__in=rows.values("volunteer"))


def soon_expires() -> Q:
    return Q(pk__in=VolunteerSkill.objects.expiring().values("volunteer"))


def matches(text: str) -> Q:
    """A number exactly (volunteer, ID, phone); else the name, its sound, or a skill."""
    text = text.strip()
    if number := read_number(text):
        return Q(number=number)
    if known := read_id_number(text, today=timezone.localdate()):
        return Q(id_index=crypto.blind_index("id_number", known.value))
    if read_phone(text):
        index = crypto.blind_index("phone", text)
        registered = Q(resident__phone_index=index, user__isnull=True)
        return Q(phone_index=index) | Q(user__phone_index=index) | registered
    if re.fullmatch(r"[A-Za-z' ]+", text):
        sound = re.sub(r"[^a-z]", "", text.lower())
        by_skill = VolunteerSkill.objects.filter(skill__name_en__icontains=text)
        return (
            Q(name_key__startswith=sound)
            | Q(name_initials=sound)
            | Q(pk__in=by_skill.values("volunteer"))
        )
    by_skill = VolunteerSkill.objects.filter(skill__name__contains=text)
    return Q(name__startswith=text.replace(" ", "")) | Q(pk__in=by_skill.values("volunteer"))
