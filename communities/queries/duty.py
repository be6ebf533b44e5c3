"""The duty roster as it is read: a month, one shift, one's own turns, and who is there now."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import RoleGrant, User
from accounts.viewer import Viewer
from communities import duty_rotation, history
from communities.models import Area, DutyPlan, DutyPost, DutyShift, ShiftSwap
from communities.models.duty import READ, SERVE, ShiftSwapQuerySet, keeps_roster
from communities.queries.past import history_of
from core.workcalendar import Calendar, DayKind

_DAY = timedelta(days=1)
MINE = 20


@dataclass(frozen=True)
class Line:
    """One seat of a post on a day."""

    pk: int
    post: DutyPost
    starts: datetime
    ends: datetime
    who: str
    is_mine: bool
    is_away: bool
    """Somebody sits there who has gone on leave since."""

    @property
    def is_gap(self) -> bool:
        return not self.who or self.is_away

    @property
    def passes_midnight(self) -> bool:
        return self.ends.date() > self.starts.date()


@dataclass(frozen=True)
class Cell:
    post: DutyPost
    lines: list[Line]


@dataclass(frozen=True)
class Day:
    day: date
    kind: DayKind
    is_made_up: bool
    """A weekend that is worked."""
    cells: list[Cell]

    @property
    def has_lines(self) -> bool:
        return any(cell.lines for cell in self.cells)


@dataclass(frozen=True)
class Load:
    """What somebody carries this month: to share it out, not to compare."""

    name: str
    shifts: int
    hours: float
    hard: float


@dataclass(frozen=True)
class Month:
    community: Area
    month: date
    plan: DutyPlan | None
    keeps: bool
    posts: list[DutyPost]
    days: list[Day]
    gaps: list[Line]
    loads: list[Load]

    @property
    def before(self) -> date:
        return (self.month - _DAY).replace(day=1)

    @property
    def after(self) -> date:
        return (self.month + 32 * _DAY).replace(day=1)


@dataclass(frozen=True)
class ShiftPage:
    shift: DutyShift
    who: str
    keeps: bool
    swaps: list[ShiftSwap]
    history: list[history.Event]


@dataclass(frozen=True)
class Answer:
    """Who is there at a moment; where nobody is, who comes next."""

    community: Area
    at: datetime
    there: list[Line]
    next: Line | None

    @property
    def names(self) -> list[str]:
        return [line.who for line in self.there if line.who]


def reads(viewer: Viewer) -> bool:
    return viewer.is_staff and not viewer.sleeping and viewer.role.code in READ


def keeps(viewer: Viewer) -> bool:
    return reads(viewer) and viewer.role.manages_registers and not viewer.is_grid_bound


def my_communities(viewer: Viewer) -> list[Area]:
    return list(Area.objects.filter(pk__in=viewer.community_ids).order_by("path"))


def get_community(viewer: Viewer, pk: int | None) -> Area:
    """The one asked for, or the first of those this viewer reads the roster of."""
    found = [area for area in my_communities(viewer) if pk in {None, area.pk}]
    if not found or not reads(viewer):
        raise Http404
    return found[0]


def get_kept(viewer: Viewer, pk: int) -> Area:
    if not keeps(viewer):
        raise Http404
    return get_community(viewer, pk)


def get_plan(viewer: Viewer, pk: int) -> DutyPlan:
    if not keeps(viewer):
        raise Http404
    rows = DutyPlan.objects.filter(keeps_roster(viewer)).select_related("community")
    return get_object_or_404(rows, pk=pk)


def get_shift(viewer: Viewer, pk: int) -> DutyShift:
    rows = DutyShift.objects.visible_to(viewer).select_related(
        "post", "plan", "person", "community"
    )
    return get_object_or_404(rows, pk=pk)


def get_swap(viewer: Viewer, pk: int) -> ShiftSwap:
    rows = ShiftSwap.objects.visible_to(viewer).with_secretaries().select_related(*_SWAP)
    return get_object_or_404(rows, pk=pk)


_SWAP = ("shift__post", "shift__plan", "wanted__post", "asked_by", "asked_of", "community")


# --- a month -------------------------------------------------------------------------------------
def month(viewer: Viewer, community: Area, first: date) -> Month:
    first = first.replace(day=1)
    runs = keeps(viewer)
    plan = DutyPlan.objects.filter(community=community, month=first).first()
    shifts = _shifts_of(viewer, plan) if plan and (runs or plan.is_published) else []
    lines = lines_of(viewer, shifts)
    posts = _posts(community, lines)
    calendar = Calendar()
    by_place: defaultdict[tuple[date, int], list[Line]] = defaultdict(list)
    for line in lines:
        by_place[line.starts.date(), line.post.pk].append(line)
    days = [first + n * _DAY for n in range((_after(first) - first).days)]
    return Month(
        community=community,
        month=first,
        plan=plan if runs or (plan and plan.is_published) else None,
        keeps=runs,
        posts=posts,
        days=[
            Day(
                day,
                calendar.kind_of(day),
                day.weekday() >= _SATURDAY and calendar.is_workday(day),
                [Cell(post, by_place[day, post.pk]) for post in posts],
            )
            for day in days
        ],
        gaps=[line for line in lines if line.is_gap and line.ends > timezone.now()],
        loads=_loads(shifts, calendar) if runs else [],
    )


_SATURDAY = 5


def _shifts_of(viewer: Viewer, plan: DutyPlan) -> list[DutyShift]:
    rows = DutyShift.objects.visible_to(viewer).filter(plan=plan)
    return list(rows.select_related("post", "person").order_by("period", "post__position", "seat"))


def _posts(community: Area, lines: Iterable[Line]) -> list[DutyPost]:
    """Those in use, and those of old months that have been given up since."""
    posts = {post.pk: post for post in DutyPost.objects.filter(community=community, is_active=True)}
    for line in lines:
        posts.setdefault(line.post.pk, line.post)
    return sorted(posts.values(), key=lambda post: (post.position, post.pk))


def lines_of(viewer: Viewer, shifts: list[DutyShift]) -> list[Line]:
    """Colleagues are told to each other by their full names."""
    people = {shift.person_id for shift in shifts if shift.person_id is not None}
    absences: list[duty_rotation.Away] = []
    if shifts and people:
        first = min(timezone.localdate(shift.period.lower) for shift in shifts)
        last = max(timezone.localdate(shift.period.upper) for shift in shifts)
        absences = duty_rotation.away(people, first, last)
    return [_line(viewer, shift, absences) for shift in shifts]


def _line(viewer: Viewer, shift: DutyShift, absences: list[duty_rotation.Away]) -> Line:
    span = (timezone.localtime(shift.period.lower), timezone.localtime(shift.period.upper))
    person = shift.person_id
    return Line(
        pk=shift.pk,
        post=shift.post,
        starts=span[0],
        ends=span[1],
        who=name_of(shift),
        is_mine=person is not None and person == viewer.user_id,
        is_away=person is not None and duty_rotation.is_away(absences, person, span),
    )


def name_of(shift: DutyShift) -> str:
    """The whole name, for colleagues; a helper with the unit he comes from."""
    if shift.person is not None:
        return shift.person.name.open() or str(shift.person.phone)
    if not shift.helper:
        return ""
    helper = shift.helper.open()
    return f"{helper}（{shift.helper_unit}）" if shift.helper_unit else helper  # data


def _loads(shifts: Iterable[DutyShift], calendar: Calendar) -> list[Load]:
    sums: defaultdict[str, list[float]] = defaultdict(lambda: [0, 0.0, 0.0])
    for shift in shifts:
        if shift.person is None:
            continue
        starts = timezone.localtime(shift.period.lower)
        ends = timezone.localtime(shift.period.upper)
        hours = (ends - starts) / timedelta(hours=1)
        row = sums[name_of(shift)]
        row[0] += 1
        row[1] += hours
        if ends.date() > starts.date() or not calendar.is_workday(starts.date()):
            row[2] += hours
    return [
        Load(name, int(n), round(h, 1), round(x, 1)) for name, (n, h, x) in sorted(sums.items())
    ]


def _after(first: date) -> date:
    return (first + 32 * _DAY).replace(day=1)


# --- who is there --------------------------------------------------------------------------------
def on_duty(community: Area, at: datetime) -> "QuerySet[DutyShift]":
    """Whoever the published roster names for this moment, gaps included; a night that began
    yesterday still holds. In the caller's scope."""
    rows = DutyShift.objects.at(at).filter(community=community)
    return rows.select_related("post", "person").order_by("post__position", "post", "seat")


def answer(viewer: Viewer, community: Area, at: datetime) -> Answer:
    there = lines_of(viewer, list(on_duty(community, at)))
    following = None
    if not any(line.who for line in there):
        rows = DutyShift.objects.visible_to(viewer).published().filter(community=community)
        rows = rows.filter(period__startswith__gt=at).exclude(person__isnull=True, helper="")
        found = list(rows.select_related("post", "person").order_by("period")[:1])
        following = next(iter(lines_of(viewer, found)), None)
    return Answer(community, timezone.localtime(at), there, following)


# --- one shift, my shifts ------------------------------------------------------------------------
def shift_page(viewer: Viewer, shift: DutyShift) -> ShiftPage:
    runs = keeps(viewer)
    swaps = ShiftSwap.objects.visible_to(viewer).filter(shift=shift)
    return ShiftPage(
        shift=shift,
        who=name_of(shift),
        keeps=runs,
        swaps=_disclosed(swaps.order_by("-pk")[:10]),
        history=history_of(viewer, shift) if runs else [],
    )


def my_shifts(viewer: Viewer, limit: int = MINE) -> list[DutyShift]:
    """What I serve next, in whichever community."""
    rows = DutyShift.objects.served_by(viewer).to_come()
    return list(rows.select_related("post", "plan", "community").order_by("period")[:limit])


def my_swaps(viewer: Viewer) -> list[ShiftSwap]:
    """Asked by me or of me, and still open or decided lately."""
    since = timezone.now() - 14 * _DAY
    mine = Q(asked_by_id=viewer.user_id) | Q(asked_of_id=viewer.user_id)
    rows = ShiftSwap.objects.visible_to(viewer).filter(mine, changed_at__gte=since)
    return _disclosed(rows.order_by("-pk")[:MINE])


def swaps_to_answer(viewer: Viewer) -> list[ShiftSwap]:
    """Colleagues who asked me."""
    if viewer.user_id is None:
        return []
    rows = ShiftSwap.objects.filter(status="asked", asked_of_id=viewer.user_id)
    return _disclosed(rows.order_by("pk")[:MINE])


def swaps_to_decide(viewer: Viewer) -> list[ShiftSwap]:
    """Both agreed; what the viewer may do with each says the table of steps."""
    if not keeps(viewer):
        return []
    rows = ShiftSwap.objects.filter(keeps_roster(viewer), status="agreed")
    return _disclosed(rows.order_by("pk")[:MINE])


def swappable_for(viewer: Viewer, shift: DutyShift) -> "QuerySet[DutyShift]":
    """What colleagues of the same community serve soon, for the choice of a shift in return."""
    now = timezone.now()
    rows = DutyShift.objects.visible_to(viewer).published().filter(community=shift.community_id)
    rows = rows.filter(period__startswith__range=(now, now + 45 * _DAY), person__isnull=False)
    return rows.exclude(person=shift.person_id).select_related("post", "person").order_by("period")


def colleagues(community: Area, on: date | None = None) -> "QuerySet[User]":
    """Who works here that day, and so can be put on a shift."""
    held = RoleGrant.objects.in_force(on).filter(
        role__in=SERVE, area_scopes__area__community_id=community.pk
    )
    return User.objects.filter(pk__in=held.values("user_id"), is_active=True).order_by("name", "pk")


def posts_of(community: Area) -> "QuerySet[DutyPost]":
    return DutyPost.objects.filter(community=community, is_active=True)


def _disclosed(swaps: ShiftSwapQuerySet) -> list[ShiftSwap]:
    found = list(swaps.with_secretaries().select_related(*_SWAP))
    for swap in found:
        for user in (swap.asked_by, swap.asked_of):
            user.name.disclose()
    return found


def gaps_ahead(viewer: Viewer, days: int = 14) -> int:
    """Seats of the published roster that nobody fills in the days to come."""
    if not keeps(viewer):
        return 0
    until = timezone.now() + days * _DAY
    rows = DutyShift.objects.filter(keeps_roster(viewer)).published().empty().to_come()
    return rows.filter(period__startswith__lt=until).count()


def spoken(shift: DutyShift) -> str:
    """For the choice of a shift: whose, when, where."""
    starts, ends = (timezone.localtime(at) for at in (shift.period.lower, shift.period.upper))
    return _("%(who)s · %(day)s %(from)s–%(to)s · %(post)s") % {
        "who": name_of(shift),
        "day": f"{starts:%m-%d}",
        "from": f"{starts:%H:%M}",
        "to": f"{ends:%H:%M}",
        "post": shift.post.title,
    }
