"""A day's meals: the menu goes up and whoever always comes has his seat; one more is ordered or
taken back until the hour that was said; then it is eaten, or it is not."""

from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from charity.actions import programmes
from charity.actions.naming import has_numbers
from charity.models import Diner, Meal, MealDay, Programme
from charity.programme_workflow import MEAL_STEPS, WAY_OF, MealStatus, Way
from core import audit, outbox, tally
from core.exceptions import DomainError
from core.refusals import refusing

LAST_SEAT = 999


@transaction.atomic
def put_up(
    programme: Programme,
    *,
    day: date,
    dishes: str,
    places: int,
    cut_off: time,
    actor: User | None,
) -> MealDay:
    """The menu of a day. Whoever always eats on this weekday has his meal at once, in the order
    in which they joined; for fewer places than those nobody puts it up."""
    programme = programmes.lock(programme)
    if not programme.runs or not programme.serves:
        raise DomainError(_("这个项目现在不供餐"), code="moved_on")
    if not programme.is_priced:
        raise DomainError(_("收费标准还没批准，先不挂菜单"), code="no_price")
    if day < timezone.localdate():
        raise DomainError(_("这一天已经过去"), field="day")
    if not dishes.strip():
        raise DomainError(_("请写吃什么"), field="dishes")
    if has_numbers(dishes):
        raise DomainError(_("菜单会公开，请去掉号码"), code="numbers", field="dishes")
    if not 1 <= places <= LAST_SEAT:
        raise DomainError(_("做 1 到 {most} 份").format(most=LAST_SEAT), field="places")
    always = list(_always(programme, day))
    if len(always) > places:
        said = ngettext(
            "这天固定用餐的有 {n} 人，份数不能比这少",
            "这天固定用餐的有 {n} 人，份数不能比这少",
            len(always),
        ).format(n=len(always))
        raise DomainError(said, code="too_few", field="places")
    made = MealDay(
        community=programme.community,
        programme=programme,
        day=day,
        dishes=dishes.strip(),
        places=places,
        cut_off=timezone.make_aware(datetime.combine(day, cut_off)),
    )
    twice = DomainError(_("这天的菜单已经有了"), code="twice", field="day")
    with refusing(meal_day_once=twice):
        made.save(force_insert=True)
    for seat, diner in enumerate(always, start=1):
        _seat(made, diner, seat, actor)
    audit.record("charity.menu_put_up", made, actor=actor, details={"always": len(always)})
    return made


@transaction.atomic
def order(day: MealDay, *, diner: Diner, actor: User | None) -> Meal:
    """One of the seats that are left; what two want at once, one of them has."""
    day = lock(day)
    _require_open(day)
    if diner.programme_id != day.programme_id or not diner.is_served:
        raise DomainError(_("他不在这里用餐"), field="diner")
    if day.meals.standing().filter(diner=diner).exists():
        raise DomainError(_("他这天已经订了"), code="twice", field="diner")
    seat = _free_seat(day)
    if seat is None:
        raise DomainError(_("这天的份数订满了"), code="full")
    made = _seat(day, diner, seat, actor)
    audit.record("charity.meal_ordered", made, actor=actor)
    return made


@transaction.atomic
def cancel(meal: Meal, *, actor: User | None) -> Meal:
    """Until the hour that was said; after it, it is being cooked."""
    day = lock(meal.day)
    _require_open(day)
    return _end(meal, MealStatus.CANCELLED, actor)


@transaction.atomic
def serve(meal: Meal, *, actor: User | None) -> Meal:
    return _end(meal, MealStatus.EATEN, actor)


@transaction.atomic
def miss(meal: Meal, *, actor: User | None) -> Meal:
    """He had said he would come; the next who is asked about him knows."""
    return _end(meal, MealStatus.MISSED, actor)


@transaction.atomic
def call_off(day: MealDay, *, why: str, actor: User | None) -> MealDay:
    """No gas, no cook: whoever waits for it hears why."""
    day = lock(day)
    if day.called_off or day.is_over:
        raise DomainError(_("这天的饭已经停了或过去了"), code="moved_on")
    if not why.strip():
        raise DomainError(_("请写一句原因"), field="why")
    if has_numbers(why):
        raise DomainError(_("这句话会公开，请去掉号码"), code="numbers", field="why")
    day.called_off = why.strip()
    day.save(update_fields=["called_off"])
    waiting = day.meals.filter(status=MealStatus.ORDERED)
    stopped = waiting.update(status=MealStatus.CANCELLED, ended_at=timezone.now())
    audit.record("charity.menu_called_off", day, actor=actor, details={"meals": stopped})
    outbox.publish(
        "charity.menu_called_off",
        key=f"charity.menu_called_off:{day.pk}",
        payload={"day_id": day.pk, "community_id": day.community_id},
    )
    return day


def lock(day: MealDay) -> MealDay:
    """One at a time at each day's menu."""
    rows = MealDay.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("programme", "community").get(pk=day.pk)


def stepped(meal: Meal, target: MealStatus) -> Meal:
    """Locked, and on its way to the target."""
    rows = Meal.objects.select_for_update(of=("self",), no_key=True)
    fresh = rows.select_related("day__programme", "diner__resident", "community").get(pk=meal.pk)
    if target not in MEAL_STEPS[MealStatus(fresh.status)]:
        said = _("这份饭现在是“{status}”，不能这样办").format(status=fresh.get_status_display())
        raise DomainError(said, code="moved_on")
    if target in WAY_OF and WAY_OF[target] != fresh.way:
        said = _("这份饭说好是“{way}”").format(way=fresh.get_way_display())
        raise DomainError(said, code="other_way")
    if target in WAY_OF and fresh.day.day > timezone.localdate():
        raise DomainError(_("还没到那天"), code="too_early")
    fresh.status, fresh.ended_at = target, timezone.now()
    return fresh


# --- inside ---------------------------------------------------------------------------------------
def _end(meal: Meal, target: MealStatus, actor: User | None) -> Meal:
    meal = stepped(meal, target)
    meal.save()
    audit.record(f"charity.meal_{target}", meal, actor=actor)
    if target == MealStatus.EATEN:
        tally.add("charity.meals", meal.community_id, dims={"way": Way.HERE})
    return meal


def _always(programme: Programme, day: date) -> "list[Diner]":
    rows = programme.diners.standing().on_weekday(day.weekday()).filter(joined_on__lte=day)
    return list(rows.order_by("joined_on", "pk"))


def _require_open(day: MealDay) -> None:
    if day.called_off:
        raise DomainError(_("这天停一天：{why}").format(why=day.called_off), code="moved_on")
    if timezone.now() >= day.cut_off:
        at = timezone.localtime(day.cut_off)
        said = _("{at} 以后不能再改，已经在做了").format(at=f"{at:%m-%d %H:%M}")
        raise DomainError(said, code="too_late")


def _free_seat(day: MealDay) -> int | None:
    taken = set(day.meals.standing().values_list("seat", flat=True))
    return next((seat for seat in range(1, day.places + 1) if seat not in taken), None)


def _seat(day: MealDay, diner: Diner, seat: int, actor: User | None) -> Meal:
    made = Meal(
        community=day.community,
        day=day,
        diner=diner,
        seat=seat,
        of=day.places,
        way=diner.way,
        fee=day.programme.fee_for(diner.group_id),
        ordered_by=actor,
    )
    busy = DomainError(_("刚有人订了这一份，请再试一次"), code="busy")
    twice = DomainError(_("他这天已经订了"), code="twice", field="diner")
    with refusing(meal_seat_is_one_diner_s=busy, meal_one_a_day=twice):
        made.save(force_insert=True)
    return made
