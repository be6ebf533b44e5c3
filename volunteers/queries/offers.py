"""Who takes an offer now: asked by whoever dispatches. Every no comes with its reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from communities.models import Area
from organizations.models import ServiceDomain
from volunteers.models import (
    GuardianConsent,
    Skill,
    Volunteer,
    VolunteerSkill,
    WeeklyTime,
)
from volunteers.models.volunteers import ADULT, VolunteerQuerySet
from volunteers.workflow import VolunteerStatus

NOON, EVENING = time(12), time(18)


@dataclass(frozen=True)
class Answer:
    """Yes without reasons; every reason is a no, in words one can show."""

    reasons: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return not self.reasons


def available(
    community: Area,
    on: date,
    *,
    part: str = "",
    skill: Skill | None = None,
    domain: ServiceDomain | None = None,
) -> VolunteerQuerySet:
    """Volunteers of the community who may be asked for something on that day.

    Accepted, not resting, of age or with a guardian's word, usually free on that weekday (and
    in that part of it), with a licence that was seen and still runs where the skill needs one.
    """
    slots = WeeklyTime.objects.filter(volunteer=OuterRef("pk"), weekday=on.isoweekday())
    if part:
        slots = slots.filter(part=part)
    found = (
        Volunteer.objects.active()
        .filter(community=community)
        .exclude(paused_until__gte=on)
        .filter(Exists(slots))
        .filter(Q(born_on__lte=_born_by(on)) | Exists(_agreed()))
    )
    if skill is not None:
        found = found.filter(Exists(holds(skill, on)))
    if domain is not None:
        found = found.filter(domains=domain)
    return found.order_by("name_key", "pk")


def accepts_offers(
    volunteer: Volunteer, now: datetime, *, offers_this_week: int, urgent: bool = False
) -> Answer:
    """May somebody send him an offer at this moment? How many he had, the caller has counted.

    `urgent` rings in the quiet hours too; it never goes beyond the limit of the week.
    """
    local = timezone.localtime(now)
    reasons = []
    if volunteer.status != VolunteerStatus.ACTIVE:
        reasons.append(_("现在是“{status}”").format(status=volunteer.get_status_display()))
    if volunteer.is_paused(local.date()):
        reasons.append(_("歇到 {day}").format(day=volunteer.paused_until))
    if volunteer.is_minor(local.date()) and not has_guardians_word(volunteer):
        reasons.append(_("未满 18 岁，还没有监护人同意"))
    if offers_this_week >= volunteer.offers_a_week:
        reasons.append(_("这周已邀请 {n} 次，到了他定的上限").format(n=offers_this_week))
    if not urgent and is_quiet(volunteer, local.time()):
        reasons.append(
            _("{start}–{end} 他不想被打扰").format(
                start=f"{volunteer.quiet_from:%H:%M}", end=f"{volunteer.quiet_until:%H:%M}"
            )
        )
    return Answer(tuple(reasons))


def has_guardians_word(volunteer: Volunteer) -> bool:
    """From what was fetched with him, where it was."""
    return any(consent.withdrawn_at is None for consent in volunteer.guardian_consents.all())


def is_quiet(volunteer: Volunteer, at: time) -> bool:
    """Quiet hours usually run over midnight."""
    start, end = volunteer.quiet_from, volunteer.quiet_until
    return start <= at < end if start < end else at >= start or at < end


def takes_offers(now: datetime, *, urgent: bool = False) -> Q:
    """The same as `accepts_offers` over many, but for how many each of them had this week."""
    local = timezone.localtime(now)
    day, at = local.date(), local.time()
    agreed = GuardianConsent.objects.standing()
    rule = Q(status=VolunteerStatus.ACTIVE)
    rule &= Q(paused_until__isnull=True) | Q(paused_until__lt=day)
    rule &= Q(born_on__lte=_born_by(day)) | Q(pk__in=agreed.values("volunteer"))
    if not urgent:
        by_day, over_midnight = (
            Q(quiet_from__lt=F("quiet_until")),
            Q(quiet_from__gte=F("quiet_until")),
        )
        rule &= (by_day & (Q(quiet_from__gt=at) | Q(quiet_until__lte=at))) | (
            over_midnight & Q(quiet_from__gt=at, quiet_until__lte=at)
        )
    return rule


def goes_as_far_as(volunteer: Volunteer, place: Area) -> bool:
    """Is the place inside the distance he set himself? By grid, never by position."""
    if volunteer.community_id == place.community_id:
        if volunteer.reach != Volunteer.Reach.GRID or volunteer.grid is None:
            return True
        return place.path.startswith(volunteer.grid.path)
    street = volunteer.community.parent_id
    return (
        volunteer.reach == Volunteer.Reach.NEIGHBOURING
        and place.community is not None
        and place.community.parent_id == street
    )


def holds(skill: Skill, on: date) -> "QuerySet[VolunteerSkill]":
    """For an Exists over volunteers."""
    return holding(skill, on).filter(volunteer=OuterRef("pk"))


def holding(skill: Skill, on: date) -> "QuerySet[VolunteerSkill]":
    rows = VolunteerSkill.objects.filter(skill=skill)
    if skill.needs_licence:
        runs = Q(valid_until__isnull=True) | Q(valid_until__gte=on)
        rows = rows.filter(runs, checked_at__isnull=False)
    return rows


def usable(skills: Iterable[VolunteerSkill], on: date) -> list[VolunteerSkill]:
    """Of these, what he can be asked for on that day."""
    return [held for held in skills if held.counts_on(on)]


def part_of(at: time) -> str:
    if at < NOON:
        return WeeklyTime.Part.MORNING
    return WeeklyTime.Part.AFTERNOON if at < EVENING else WeeklyTime.Part.EVENING


def _agreed() -> "QuerySet[GuardianConsent]":
    return GuardianConsent.objects.standing().filter(volunteer=OuterRef("pk"))


def _born_by(day: date) -> date:
    """Born on it or before, one is of age on that day."""
    leap = (day.month, day.day) == (2, 29)
    return date(day.year - ADULT, day.month, 28 if leap else day.day)
