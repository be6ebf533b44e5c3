"""A volunteer in words: skills with their papers, the week, the limits he set."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.words import listed
from volunteers.models import Volunteer, VolunteerSkill, WeeklyTime
from volunteers.workflow import VolunteerStatus

WEEKDAYS = (
    gettext_lazy("周一"),
    gettext_lazy("周二"),
    gettext_lazy("周三"),
    gettext_lazy("周四"),
    gettext_lazy("周五"),
    gettext_lazy("周六"),
    gettext_lazy("周日"),
)


@dataclass(frozen=True)
class SkillRow:
    pk: int
    name: str
    state: str
    """In words: seen until when, to be seen, run out."""
    counts: bool
    licence: str = ""


def phone_of(volunteer: Volunteer) -> Any:
    """The account's, his own, or what the register of residents knows."""
    if volunteer.user is not None:
        return volunteer.user.phone
    known = volunteer.resident.phone if volunteer.resident is not None else ""
    return volunteer.phone or known or volunteer.phone


def status_in_words(volunteer: Volunteer) -> str:
    if volunteer.status == VolunteerStatus.ACTIVE and volunteer.is_paused():
        return _("歇着")
    return str(volunteer.get_status_display())


def skill_rows(volunteer: Volunteer) -> list[SkillRow]:
    today = timezone.localdate()
    return [
        SkillRow(
            pk=held.pk,
            name=str(held.skill),
            state=licence_in_words(held, today),
            counts=held.counts_on(today),
            licence=held.skill.paper,
        )
        for held in volunteer.skills.all()
    ]


def licence_in_words(held: VolunteerSkill, today: date) -> str:
    if not held.skill.needs_licence:
        return ""
    if held.checked_at is None:
        return _("还没看证件")
    if held.is_expired(today):
        return _("证件 {day} 过期").format(day=held.valid_until)
    if held.valid_until is None:
        return _("看过证件")
    if held.expires_soon(today):
        return _("证件 {day} 到期，请换新证").format(day=held.valid_until)
    return _("证件到 {day}").format(day=held.valid_until)


def weekdays() -> list[str]:
    return [str(name) for name in WEEKDAYS]


def weekday(number: int) -> str:
    """Monday is 1."""
    return str(WEEKDAYS[number - 1])


def week_of(volunteer: Volunteer) -> list[tuple[str, list[tuple[str, bool]]]]:
    """Seven rows of three, for a table."""
    free = {(slot.weekday, slot.part) for slot in volunteer.times.all()}
    return [
        (name, [(str(label), (day, part) in free) for part, label in WeeklyTime.Part.choices])
        for day, name in enumerate(weekdays(), start=1)
    ]


def times_in_words(volunteer: Volunteer) -> str:
    """周六上午、下午；周日上午."""
    names = weekdays()
    by_day: dict[int, list[str]] = {}
    order = {part: at for at, part in enumerate(WeeklyTime.Part.values)}
    slots = sorted(volunteer.times.all(), key=lambda slot: (slot.weekday, order[slot.part]))
    for slot in slots:
        by_day.setdefault(slot.weekday, []).append(str(slot.get_part_display()))
    if len(by_day) == 7 and all(len(parts) == 3 for parts in by_day.values()):
        return _("什么时候都行")
    days = [f"{names[day - 1]} {listed(parts)}" for day, parts in by_day.items()]
    return _("；").join(days)


def limits_of(volunteer: Volunteer) -> list[tuple[str, str]]:
    return [
        (_("一周最多"), _("{n} 次邀请").format(n=volunteer.offers_a_week)),
        (_("不打扰"), f"{volunteer.quiet_from:%H:%M}–{volunteer.quiet_until:%H:%M}"),
        (_("愿意走多远"), str(volunteer.get_reach_display())),
    ]
