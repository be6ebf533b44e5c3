"""What those concerned hear of the roster. No message names a colleague."""

from collections import defaultdict
from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from communities.models import DutyPlan, DutyShift, ShiftSwap
from core import messaging


def words(shift: DutyShift) -> dict[str, str]:
    starts, ends = (timezone.localtime(at) for at in (shift.period.lower, shift.period.upper))
    return {
        "post": shift.post.name,
        "post_en": shift.post.name_en or shift.post.name,
        "time": f"{starts.month}月{starts.day}日 {starts:%H:%M}–{ends:%H:%M}",  # data: Chinese
        "time_en": f"{starts:%Y-%m-%d %H:%M}–{ends:%H:%M}",
    }


def tell_published(plan: DutyPlan, shifts: Iterable[DutyShift]) -> None:
    """One message each, with how many and which is the first."""
    own: defaultdict[int, list[DutyShift]] = defaultdict(list)
    for shift in shifts:
        if shift.person_id is not None and not shift.is_over:
            own[shift.person_id].append(shift)
    for user_id, mine in sorted(own.items()):
        messaging.send(
            "communities.duty_published",
            to_user=user_id,
            scope=plan.community_id,
            context={
                "month": f"{plan.month.year}年{plan.month.month}月",  # data: Chinese
                "month_en": f"{plan.month:%Y-%m}",
                "n": len(mine),
                **words(mine[0]),
            },
            dedup_key=f"communities.duty_published:{plan.pk}",
            link=reverse("communities:my_duty"),
        )


def tell_given(shift: DutyShift, actor: User) -> None:
    if shift.person_id is not None and shift.person_id != actor.pk:
        _tell("communities.duty_given", shift, shift.person_id)


def tell_taken(shift: DutyShift, user_id: int, actor: User) -> None:
    if user_id != actor.pk:
        _tell("communities.duty_taken", shift, user_id)


def tell_tomorrow(shift: DutyShift) -> None:
    messaging.send(
        "communities.duty_tomorrow",
        to_user=shift.person_id,
        scope=shift.community_id,
        context=words(shift),
        dedup_key=f"communities.duty_tomorrow:{shift.pk}:{shift.period.lower.isoformat()}",
        link=reverse("communities:my_duty"),
    )


def tell_swap(kind: str, swap: ShiftSwap, *user_ids: int) -> None:
    for user_id in user_ids:
        messaging.send(
            kind,
            to_user=user_id,
            scope=swap.community_id,
            context=words(swap.shift),
            dedup_key=f"{kind}:{swap.pk}",
            link=reverse("communities:my_duty"),
        )


def _tell(kind: str, shift: DutyShift, user_id: int) -> None:
    """He may be put on, off and on again: each time he hears of it."""
    messaging.send(
        kind,
        to_user=user_id,
        scope=shift.community_id,
        context=words(shift),
        dedup_key=f"{kind}:{shift.pk}:{timezone.now().isoformat()}",
        link=reverse("communities:my_duty"),
    )
