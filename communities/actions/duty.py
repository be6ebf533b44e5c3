"""One shift of the duty roster: filled, emptied, added, in everybody's sight.

Whoever changes a month comes through its plan's lock, one at a time.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import RoleGrant, User
from communities import duty_rotation, history
from communities.actions import duty_telling
from communities.models import Area, DutyPlan, DutyPost, DutyShift, ShiftSwap
from communities.models.duty import SERVE
from communities.workflow import LAPSE_SWAP, OPEN_SWAP
from core import masking
from core.exceptions import DomainError
from core.refusals import refusing

MONTHS_AHEAD = 3
_DAY = timedelta(days=1)


@transaction.atomic
def add_shift(
    post: DutyPost,
    *,
    day: date,
    starts: time,
    ends: time,
    actor: User,
    person: User | None = None,
    helper: str = "",
    helper_unit: str = "",
) -> DutyShift:
    """One more seat than the pattern asks for: a flood, a festival, a count of votes."""
    plan = lock_plan(post.community, day.replace(day=1))
    require_posts(plan.community, [post])
    lower, upper = duty_rotation.span_of(day, starts, ends)
    if upper <= timezone.now():
        raise DomainError(_("这个时间已经过了"), field="day")
    if lower > timezone.now() + timedelta(days=31 * (MONTHS_AHEAD + 1)):
        raise DomainError(_("最多提前 {n} 个月排").format(n=MONTHS_AHEAD), field="day")
    shift = DutyShift(
        community_id=plan.community_id,
        plan=plan,
        post=post,
        seat=_free_seat(post, lower, upper),
        period=DateTimeTZRange(lower, upper),
    )
    if person is not None or helper.strip():
        _seat(shift, person, helper, helper_unit)
    with refusing(duty_person_in_one_place=busy(), duty_seat_there_once=there_already()):
        shift.save()
    history.note("communities.duty_added", shift, actor=actor, details=facts(shift))
    if plan.is_published:
        duty_telling.tell_given(shift, actor)
    return shift


@transaction.atomic
def assign(
    shift: DutyShift,
    *,
    actor: User,
    person: User | None = None,
    helper: str = "",
    helper_unit: str = "",
) -> DutyShift:
    """Somebody for an empty seat: a colleague, or somebody from outside by name."""
    shift = lock_shift(shift)
    _require_to_come(shift)
    if not shift.is_empty:
        raise DomainError(_("这个班已经有人了，先空出来再安排"), code="taken")
    _seat(shift, person, helper, helper_unit)
    _save(shift)
    history.note("communities.duty_assigned", shift, actor=actor, details=facts(shift))
    if shift.plan.is_published:
        duty_telling.tell_given(shift, actor)
    return shift


@transaction.atomic
def take_off(shift: DutyShift, *, actor: User, reason: str = "") -> DutyShift:
    """The seat is empty again. Of a published month with a reason, and he hears of it."""
    shift = lock_shift(shift)
    _require_to_come(shift)
    if shift.is_empty:
        raise DomainError(_("这个班本来就空着"), code="empty")
    if shift.plan.is_published and not reason.strip():
        raise DomainError(_("已经公布的班要写一句原因"), field="reason")
    before = shift.person_id
    shift.person, shift.helper, shift.helper_unit = None, "", ""
    _save(shift)
    details = {**facts(shift), "was": before, "reason": reason.strip()}
    history.note("communities.duty_taken_off", shift, actor=actor, details=details)
    lapse_swaps_of(shift)
    if shift.plan.is_published and before is not None:
        duty_telling.tell_taken(shift, before, actor)
    return shift


@transaction.atomic
def remove_shift(shift: DutyShift, *, actor: User) -> None:
    """An empty seat that nobody needs; only while the month is a draft."""
    shift = lock_shift(shift)
    if shift.plan.is_published or not shift.is_empty:
        raise DomainError(_("只能删掉草稿里的空班"), code="kept")
    history.note("communities.duty_removed", shift, actor=actor, details=facts(shift))
    shift.delete()


def remind(now: datetime | None = None) -> int:
    """In the evening, whoever serves tomorrow. Twice is once: each shift is told once a person."""
    tomorrow = timezone.localdate(now) + _DAY
    start = datetime.combine(tomorrow, time(), tzinfo=timezone.get_current_timezone())
    shifts = (
        DutyShift.objects.published()
        .filter(person__is_active=True, period__startswith__gte=start)
        .filter(period__startswith__lt=start + _DAY)
        .select_related("post")
        .order_by("pk")
    )
    for shift in shifts:
        duty_telling.tell_tomorrow(shift)
    return len(shifts)


# --- shared with the swaps -----------------------------------------------------------------------
def lock_shift(shift: DutyShift) -> DutyShift:
    """The month first, then the shift: always in this order."""
    DutyPlan.objects.select_for_update(of=("self",), no_key=True).get(pk=shift.plan_id)
    return _fresh(shift.pk)


def lock_shifts(*shifts: DutyShift) -> list[DutyShift]:
    """Of one month or of two, without waiting in a circle."""
    plans = {shift.plan_id for shift in shifts}
    list(
        DutyPlan.objects.select_for_update(of=("self",), no_key=True)
        .filter(pk__in=plans)
        .order_by("pk")
    )
    return [_fresh(shift.pk) for shift in shifts]


def require_serves(person: User, community: Area, day: date, *, field: str = "person") -> None:
    if not serves(person, community, day):
        raise DomainError(_("值班的人要在本社区工作"), field=field)


def serves(person: User, community: Area, day: date) -> bool:
    held = RoleGrant.objects.in_force(day).filter(
        user=person, role__in=SERVE, area_scopes__area__community_id=community.pk
    )
    return person.is_active and held.exists()


def require_fit(person: User, shift: DutyShift, *, but: Iterable[DutyShift] = ()) -> None:
    """Free at that hour, not on leave that day, and rested: whoever gives a turn asks here.
    `but`: turns he leaves in the same breath; one of just these hours leaves nobody less rest."""
    left = list(but)
    others = [each.pk for each in left]
    _require_free(person, shift, but=others)
    if not any(each.period == shift.period and each.pk != shift.pk for each in left):
        _require_rest(person, shift, but=others)


def _require_free(person: User, shift: DutyShift, *, but: Iterable[int]) -> None:
    if is_busy(person, shift, but=but):
        raise busy()
    span = (shift.period.lower, shift.period.upper)
    first, last = duty_rotation.days_of(span)
    if duty_rotation.is_away(duty_rotation.away([person.pk], first, last), person.pk, span):
        raise DomainError(_("那天他请了假，请另选一位"), code="away", field="person")


def is_busy(person: User, shift: DutyShift, *, but: Iterable[int] = ()) -> bool:
    others = DutyShift.objects.filter(person=person, period__overlap=shift.period)
    return others.exclude(pk__in=[shift.pk or 0, *but]).exists()


def _require_rest(person: User, shift: DutyShift, *, but: Iterable[int]) -> None:
    """Eleven hours between two turns, as when the month was planned."""
    rest, span = duty_rotation.REST, shift.period
    near = DateTimeTZRange(span.lower - rest, span.upper + rest)
    others = DutyShift.objects.filter(person=person, period__overlap=near)
    if others.exclude(pk__in=[shift.pk or 0, *but]).exists():
        raise DomainError(
            _("{name}前后那个班离得太近：两个班之间要歇够 {hours} 小时").format(
                name=person.name.open(), hours=rest // timedelta(hours=1)
            ),
            code="tired",
            field="person",
        )


def lapse_swaps_of(*shifts: DutyShift) -> None:
    """What was to be swapped is no longer there to swap."""
    keys = [shift.pk for shift in shifts]
    for rows in (
        ShiftSwap.objects.filter(shift__in=keys),
        ShiftSwap.objects.filter(wanted__in=keys),
    ):
        for swap in rows.filter(status__in=OPEN_SWAP).select_for_update(of=("self",)):
            swap.status, swap.changed_at = LAPSE_SWAP.target, timezone.now()
            swap.save(update_fields=["status", "changed_at"])
            history.note("communities.swap_lapse", swap, actor=None)


def facts(shift: DutyShift) -> dict[str, Any]:
    """Ids and hours; the name of a helper is not for every auditor."""
    return {
        "post": shift.post_id,
        "seat": shift.seat,
        "from": timezone.localtime(shift.period.lower).isoformat(timespec="minutes"),
        "to": timezone.localtime(shift.period.upper).isoformat(timespec="minutes"),
        "person": shift.person_id,
        "helper": bool(shift.helper),
    }


# --- inside --------------------------------------------------------------------------------------
def lock_plan(community: Area, month: date) -> DutyPlan:
    plan, _created = DutyPlan.objects.get_or_create(community=community, month=month)
    return (
        DutyPlan.objects.select_for_update(of=("self",), no_key=True)
        .select_related("community")
        .get(pk=plan.pk)
    )


def _fresh(pk: int) -> DutyShift:
    return (
        DutyShift.objects.select_for_update(of=("self",))
        .select_related("plan", "post", "person", "community")
        .get(pk=pk)
    )


def require_posts(community: Area, posts: Sequence[DutyPost]) -> None:
    if not posts:
        raise DomainError(_("请选要排的岗位"), field="posts")
    if any(post.community_id != community.pk or not post.is_active for post in posts):
        raise DomainError(_("这个岗位不在本社区，或已停用"), field="posts")


def _require_to_come(shift: DutyShift) -> None:
    if shift.is_over:
        raise DomainError(_("已经值完的班不再改"), code="over")


def _free_seat(post: DutyPost, lower: datetime, upper: datetime) -> int:
    rows = DutyShift.objects.filter(post=post, period__overlap=(lower, upper))
    return max(rows.values_list("seat", flat=True), default=0) + 1


def _seat(shift: DutyShift, person: User | None, helper: str, helper_unit: str) -> None:
    helper = helper.strip()
    if (person is None) == (not helper):
        raise DomainError(_("请选一位同事，或写一位外来的人，二者选一"), field="person")
    if person is None:
        shift.helper = masking.redact_free_text(helper)[0]
        shift.helper_unit = masking.redact_free_text(helper_unit.strip())[0]
        return
    require_serves(person, shift.post.community, timezone.localdate(shift.period.lower))
    require_fit(person, shift)
    shift.person = person


def _save(shift: DutyShift) -> None:
    with refusing(duty_person_in_one_place=busy()):
        shift.save(update_fields=["person", "helper", "helper_unit"])


def busy() -> DomainError:
    return DomainError(_("他那个时间已经有班了"), code="busy", field="person")


def there_already() -> DomainError:
    return DomainError(_("这个位子刚被排上，请刷新再看"), code="there")
