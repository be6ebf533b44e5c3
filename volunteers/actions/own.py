"""What a volunteer says about himself: skills, times, limits, a pause. Nobody asks him why."""

from collections.abc import Iterable
from datetime import date, time, timedelta
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.consents import record_consent
from accounts.models import ConsentKind, User
from communities.models import Area
from core.exceptions import DomainError
from organizations.models import MemberCheckin, ServiceDomain
from volunteers import history
from volunteers.actions import guards
from volunteers.models import Skill, Volunteer, VolunteerSkill, WeeklyTime
from volunteers.workflow import VolunteerStatus

A_MONTH = timedelta(days=30)
LONGEST_PAUSE = timedelta(days=366)
MOST_OFFERS = 14


class Slot(NamedTuple):
    weekday: int
    part: str


@transaction.atomic
def set_times(volunteer: Volunteer, times: Iterable[Slot], *, actor: User) -> Volunteer:
    volunteer = guards.lock(volunteer)
    guards.require_here(volunteer)
    count = write_times(volunteer, times)
    history.note("volunteers.times_set", volunteer, actor=actor, details={"slots": count})
    return volunteer


@transaction.atomic
def set_skills(
    volunteer: Volunteer,
    skills: Iterable[Skill],
    domains: Iterable[ServiceDomain],
    *,
    actor: User,
) -> Volunteer:
    """A skill that is taken away takes its licence along; one that stays keeps it."""
    volunteer = guards.lock(volunteer)
    guards.require_here(volunteer)
    write_skills(volunteer, skills)
    volunteer.domains.set(domains)
    codes = list(volunteer.skills.values_list("skill__code", flat=True))
    history.note("volunteers.skills_set", volunteer, actor=actor, details={"skills": codes})
    return volunteer


@transaction.atomic
def set_limits(
    volunteer: Volunteer,
    *,
    offers_a_week: int,
    quiet_from: time,
    quiet_until: time,
    reach: str,
    grid: Area | None = None,
    actor: User,
) -> Volunteer:
    """How often, when not, how far. The home grid is his own word where no register says it."""
    volunteer = guards.lock(volunteer)
    guards.require_here(volunteer)
    if not 1 <= offers_a_week <= MOST_OFFERS:
        raise DomainError(
            _("一周 1 到 {most} 次；想歇一阵，用“歇一个月”").format(most=MOST_OFFERS),
            field="offers_a_week",
        )
    if reach not in Volunteer.Reach.values:
        raise DomainError(_("请选一个范围"), field="reach")
    if quiet_from == quiet_until:
        raise DomainError(_("两个时间一样，就成了全天不打扰"), field="quiet_until")
    if volunteer.resident_id is None and grid is not None:
        if grid.community_id != volunteer.community_id:
            raise DomainError(_("这个网格不在您的社区"), field="grid")
        _follow_grid(volunteer, grid)
    volunteer.offers_a_week, volunteer.reach = offers_a_week, reach
    volunteer.quiet_from, volunteer.quiet_until = quiet_from, quiet_until
    volunteer.save()
    history.note(
        "volunteers.limits_set",
        volunteer,
        actor=actor,
        details={"offers_a_week": offers_a_week, "reach": reach},
    )
    return volunteer


@transaction.atomic
def pause(volunteer: Volunteer, *, until: date | None = None, actor: User | None) -> Volunteer:
    """No offers up to that day; a month, unless he says otherwise."""
    volunteer = guards.lock(volunteer)
    if volunteer.status != VolunteerStatus.ACTIVE:
        raise DomainError(_("在册的志愿者才用得着歇"), code="not_active")
    today = timezone.localdate()
    last = until or today + A_MONTH
    if not today <= last <= today + LONGEST_PAUSE:
        raise DomainError(_("最多歇一年；更久的可以先退出，随时再来"), field="until")
    volunteer.paused_until = last
    volunteer.save(update_fields=["paused_until"])
    history.note("volunteers.paused", volunteer, actor=actor, details={"until": last.isoformat()})
    return volunteer


@transaction.atomic
def resume(volunteer: Volunteer, *, actor: User | None) -> Volunteer:
    volunteer = guards.lock(volunteer)
    if volunteer.paused_until is None:
        return volunteer
    volunteer.paused_until = None
    volunteer.save(update_fields=["paused_until"])
    history.note("volunteers.resumed", volunteer, actor=actor)
    return volunteer


@transaction.atomic
def say_political(volunteer: Volunteer, political: str, *, agreed: bool, actor: User) -> Volunteer:
    """Whoever says it agrees to this one thing apart; whoever takes it back is asked nothing."""
    volunteer = guards.lock(volunteer)
    guards.require_here(volunteer)
    if political not in Volunteer.Political.values:
        raise DomainError(_("请从列出的里面选"), field="political")
    if political and not agreed:
        raise DomainError(_("政治面貌要单独同意才记"), field="agreed")
    takes_back = volunteer.political and not political
    if political or (takes_back and not _is_checked_in(volunteer)):
        record_consent(
            volunteer.subject,
            ConsentKind.POLITICAL,
            given=bool(political),
            user=actor,
            scope=volunteer.community_id,
        )
    volunteer.political = political
    volunteer.save(update_fields=["political"])
    history.note("volunteers.corrected", volunteer, actor=actor, details={"field": "political"})
    return volunteer


def _is_checked_in(volunteer: Volunteer) -> bool:
    """The consent is one: taken back here, a Party member's check-in would end unasked."""
    mine = MemberCheckin.objects.standing().filter(user__isnull=False, user=volunteer.user_id)
    return mine.exists()


# --- shared with registering -------------------------------------------------------------------
def write_times(volunteer: Volunteer, times: Iterable[Slot]) -> int:
    wanted = {Slot(weekday, part) for weekday, part in times}
    if any(
        not 1 <= slot.weekday <= 7 or slot.part not in WeeklyTime.Part.values for slot in wanted
    ):
        raise DomainError(_("请从列出的时间里选"), field="times")
    if not wanted:
        raise DomainError(_("请至少选一个方便的时间"), field="times")
    kept = {Slot(row.weekday, row.part): row.pk for row in volunteer.times.all()}
    gone = [pk for slot, pk in kept.items() if slot not in wanted]
    volunteer.times.filter(pk__in=gone).delete()
    WeeklyTime.objects.bulk_create(
        WeeklyTime(
            community_id=volunteer.community_id,
            volunteer=volunteer,
            weekday=slot.weekday,
            part=slot.part,
        )
        for slot in sorted(wanted - kept.keys())
    )
    return len(wanted)


def write_skills(volunteer: Volunteer, skills: Iterable[Skill]) -> None:
    wanted = {skill.pk: skill for skill in skills}
    kept = set(volunteer.skills.values_list("skill_id", flat=True))
    volunteer.skills.exclude(skill_id__in=wanted).delete()
    VolunteerSkill.objects.bulk_create(
        VolunteerSkill(community_id=volunteer.community_id, volunteer=volunteer, skill=skill)
        for pk, skill in wanted.items()
        if pk not in kept
    )


def _follow_grid(volunteer: Volunteer, grid: Area) -> None:
    """Figures by grid stay true."""
    if volunteer.grid_id == grid.pk:
        return
    counted = volunteer.status == VolunteerStatus.ACTIVE
    if counted:
        guards.count(volunteer, -1)
    volunteer.grid = grid
    if counted:
        guards.count(volunteer, 1)
