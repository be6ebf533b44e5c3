"""The roster for everybody: who is there now, and the sheet at the door. Names as the post says,
the telephone of the post, never anybody's own."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import RoleGrant
from accounts.roles import ROLES
from accounts.viewer import Viewer
from communities.models import Area, CommunityProfile, DutyPlan, DutyPost, DutyShift
from communities.models.duty import SERVE
from communities.queries import duty
from core import scope
from core.masking import surname
from core.workcalendar import Calendar, DayKind

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class There:
    """A post that is manned now."""

    post: DutyPost
    names: list[str]
    until: datetime


@dataclass(frozen=True)
class DoorDay:
    day: date
    kind: DayKind
    cells: list[list[tuple[str, list[str]]]]
    """For each post the hours, and who is there together."""


@dataclass(frozen=True)
class Sheet:
    community: Area
    profile: CommunityProfile | None
    month: date
    plan: DutyPlan | None
    posts: list[DutyPost]
    days: list[DoorDay]


def there_now(community: Area, at: datetime | None = None) -> list[There]:
    """Published, so it is read in the community's own scope by whoever asks."""
    with scope.entered([community.pk]):
        shifts = [s for s in duty.on_duty(community, at or timezone.now()) if not s.is_empty]
        names = door_names(shifts, community)
    found: dict[int, There] = {}
    for shift in shifts:
        there = found.setdefault(
            shift.post_id, There(shift.post, [], timezone.localtime(shift.period.upper))
        )
        there.names.append(names[shift.pk])
    return list(found.values())


def sheet(viewer: Viewer, community: Area, first: date) -> Sheet:
    """A month for the door; a draft only for those who make it."""
    page = duty.month(viewer, community, first)
    shifts = (
        list(page.plan.shifts.select_related("post", "person").order_by("period", "seat"))
        if page.plan
        else []
    )
    names = door_names(shifts, community)
    cells: defaultdict[tuple[date, int], dict[str, list[str]]] = defaultdict(dict)
    for shift in shifts:
        starts = timezone.localtime(shift.period.lower)
        ends = timezone.localtime(shift.period.upper)
        hours = f"{starts:%H:%M}–{ends:%H:%M}"
        cells[starts.date(), shift.post_id].setdefault(hours, []).append(names[shift.pk] or "—")
    used = {post_id for _day, post_id in cells}
    posts = [post for post in page.posts if post.pk in used]
    calendar = Calendar()
    return Sheet(
        community=community,
        profile=CommunityProfile.objects.filter(area=community).first(),
        month=page.month,
        plan=page.plan,
        posts=posts,
        days=[
            DoorDay(
                row.day,
                calendar.kind_of(row.day),
                [list(cells[row.day, post.pk].items()) for post in posts],
            )
            for row in page.days
        ],
    )


def door_names(shifts: Iterable[DutyShift], community: Area) -> dict[int, str]:
    """By shift: the full name, or the surname with the office, as the post decides."""
    shifts = list(shifts)
    titles = _titles({s.person_id for s in shifts if s.person_id is not None}, community)
    return {shift.pk: _door_name(shift, titles) for shift in shifts}


def _door_name(shift: DutyShift, titles: dict[int, str]) -> str:
    if shift.person is None:
        name, title = (shift.helper.open() if shift.helper else ""), shift.helper_unit
    else:
        name, title = shift.person.name.open(), titles.get(shift.person.pk, "")
    if shift.post.door_names == DutyPost.DoorNames.FULL or not name:
        return name
    if not title:
        return surname(name) + "*"
    return _("%(surname)s（%(title)s）") % {"surname": surname(name), "title": title}


def _titles(people: Iterable[int], community: Area) -> dict[int, str]:
    """The first of the offices somebody holds here."""
    rows = RoleGrant.objects.in_force().filter(
        user__in=list(people), role__in=SERVE, area_scopes__area__community_id=community.pk
    )
    held: defaultdict[int, set[str]] = defaultdict(set)
    for user_id, role in rows.values_list("user_id", "role"):
        held[user_id].add(role)
    return {
        user_id: str(ROLES[next(role for role in SERVE if role in codes)].name)
        for user_id, codes in held.items()
    }
