"""Meals are given to whoever carries them; each is delivered, or it is not and somebody says why.
What is not delivered is told at once: rooms above look after whoever did not open."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from charity.actions import meals
from charity.models import Meal, MealDay, ProgrammeHand
from charity.programme_workflow import MealStatus, Part, Way, WhyFailed
from core import audit, outbox, tally
from core.exceptions import DomainError

FAILED = "charity.meal_failed"


@transaction.atomic
def give_out(day: MealDay, *, carrier: User, wanted: Iterable[int] = (), actor: User | None) -> int:
    """These, or all that nobody carries yet; to somebody who is named for it."""
    day = meals.lock(day)
    if not ProgrammeHand.objects.of(carrier, Part.CARRIER).filter(programme=day.programme).exists():
        raise DomainError(_("他不在送餐的名单上，先列入"), field="carrier")
    rows = day.meals.filter(way=Way.HOME, status=MealStatus.ORDERED)
    numbers = list(wanted)
    rows = rows.filter(pk__in=numbers) if numbers else rows.filter(carrier__isnull=True)
    given = rows.update(carrier=carrier)
    if not given:
        raise DomainError(_("没有要送的饭"), code="nothing")
    details = {"meals": given, "carrier": carrier.pk}
    audit.record("charity.meals_given_out", day, actor=actor, details=details)
    return int(given)


@transaction.atomic
def deliver(meal: Meal, *, actor: User | None) -> Meal:
    meal = meals.stepped(meal, MealStatus.DELIVERED)
    meal.save()
    audit.record("charity.meal_delivered", meal, actor=actor)
    tally.add("charity.meals", meal.community_id, dims={"way": Way.HOME})
    return meal


@transaction.atomic
def fail(
    meal: Meal, *, why: str, note: str = "", is_worrying: bool = False, actor: User | None
) -> Meal:
    """Why is said; whoever must know of it is told by the outbox, once."""
    meal = meals.stepped(meal, MealStatus.FAILED)
    if why not in WhyFailed.values:
        raise DomainError(_("请选为什么没送成"), field="why")
    meal.why, meal.note, meal.is_worrying = why, note.strip(), is_worrying
    meal.save()
    audit.record("charity.meal_failed", meal, actor=actor, details={"why": why})
    tally.add("charity.meals_failed", meal.community_id, dims={"why": why})
    outbox.publish(
        FAILED,
        key=f"{FAILED}:{meal.pk}",
        payload={"meal_id": meal.pk, "community_id": meal.community_id},
    )
    return meal
