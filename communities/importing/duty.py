"""A month of duties from a table: one row a shift. It fills drafts; what is published is changed
at the desk, where those concerned hear of it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import RoleGrant, User
from communities import duty_rotation
from communities.actions import duty
from communities.importing import columns
from communities.importing.homes import plain_name
from communities.importing.plan import ADDED, SAME, UPDATED, Outcome, Plan
from communities.models import Area, DutyPlan, DutyPost, DutyShift
from communities.models.duty import SERVE
from communities.workflow import PlanStatus
from core.imports.tables import Row, Table


@dataclass(frozen=True)
class Turn:
    post: DutyPost
    starts: datetime
    ends: datetime
    day: date
    opens: time
    closes: time
    person: User | None
    helper: str
    unit: str


def check(table: Table, community: Area) -> Plan:
    plan = Plan(table, columns.duty(community))
    posts = {plain_name(post.name): post for post in _posts(community)}
    people = _people(community)
    standing = _standing(community)
    published = _published(community)
    used: Counter[tuple[int, datetime]] = Counter()
    for row in table.rows:
        if row.has("day") and row["day"].replace(day=1) in published:
            plan.blame(row, "day", _("这个月已经公布"), _("请在值班表上一个一个改"))
        turn = _turn(plan, row, posts, people)
        if turn is None:
            continue
        if turn.ends <= timezone.now():
            plan.blame(row, "day", _("这个时间已经过了"), _("删去这一行"))
            continue
        key = (turn.post.pk, turn.starts)
        seats = standing.get(key, [])
        shift = seats[used[key]] if used[key] < len(seats) else None
        used[key] += 1
        plan.add(_outcome(row, turn, shift))
    return plan


def write(plan: Plan, community: Area, *, actor: User | None) -> None:
    """Few rows, so each goes through its action. First every seat is free, then they are taken:
    two colleagues may have changed places in the table."""
    who = actor or _nobody()
    for outcome in plan.of(UPDATED):
        if not outcome.target.is_empty:
            duty.take_off(outcome.target, actor=who)
    for outcome in (*plan.of(UPDATED), *plan.of(ADDED)):
        turn: Turn = outcome.values
        seated: dict[str, Any] = {
            "person": turn.person,
            "helper": turn.helper,
            "helper_unit": turn.unit,
        }
        if outcome.target is not None:
            if turn.person is not None or turn.helper:
                duty.assign(outcome.target, actor=who, **seated)
            continue
        duty.add_shift(
            turn.post, day=turn.day, starts=turn.opens, ends=turn.closes, actor=who, **seated
        )


def _nobody() -> User:
    raise ValueError("a roster is brought in by somebody")


def _turn(
    plan: Plan, row: Row, posts: dict[str, DutyPost], people: dict[str, list[User]]
) -> Turn | None:
    """What the row means, or None with the reason written beside it."""
    post = posts.get(plain_name(row["post"] or ""))
    if post is None:
        plan.blame(row, "post", _("没有这个岗位"), _("先在登记册的“值班岗位”里加上，或核对名称"))
    name, unit = row["who"] or "", row["unit"] or ""
    found = people.get(plain_name(name), []) if name and not unit else []
    if name and not unit and not found:
        plan.blame(
            row, "who", _("本社区没有这位同事"), _("核对姓名；外来的人请在“外来单位”里写单位")
        )
    if len(found) > 1:
        plan.blame(row, "who", _("有两位同名的同事"), _("这一格空着，导入后在值班表上选人"))
    if post is None or not row.sound("day", "starts", "ends", "who"):
        return None
    starts, ends = duty_rotation.span_of(row["day"], row["starts"], row["ends"])
    return Turn(
        post, starts, ends, row["day"], row["starts"], row["ends"],
        found[0] if found else None, name if unit else "", unit,
    )  # fmt: skip


def _outcome(row: Row, turn: Turn, shift: DutyShift | None) -> Outcome:
    if shift is None:
        return Outcome(row, ADDED, values=turn)
    helper = shift.helper.open() if shift.helper else ""
    same = shift.person_id == (turn.person.pk if turn.person else None) and helper == turn.helper
    return Outcome(row, SAME if same else UPDATED, shift, turn, [] if same else ["who"])


def _posts(community: Area) -> list[DutyPost]:
    return list(DutyPost.objects.filter(community=community, is_active=True))


def _people(community: Area) -> dict[str, list[User]]:
    held = RoleGrant.objects.in_force().filter(
        role__in=SERVE, area_scopes__area__community_id=community.pk
    )
    found: dict[str, list[User]] = {}
    for user in User.objects.filter(pk__in=held.values("user_id"), is_active=True):
        found.setdefault(plain_name(user.name.open()), []).append(user)
    return found


def _standing(community: Area) -> dict[tuple[int, datetime], list[DutyShift]]:
    rows = DutyShift.objects.filter(community=community).to_come().select_related("plan", "post")
    found: dict[tuple[int, datetime], list[DutyShift]] = {}
    for shift in rows.order_by("seat"):
        starts = timezone.localtime(shift.period.lower)
        found.setdefault((shift.post_id, starts), []).append(shift)
    return found


def _published(community: Area) -> set[Any]:
    rows = DutyPlan.objects.filter(community=community, status=PlanStatus.PUBLISHED)
    return set(rows.values_list("month", flat=True))
