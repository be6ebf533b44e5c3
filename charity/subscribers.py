"""What this room does after a commit."""

from accounts.models import ConsentEvent
from charity.actions import diners
from charity.models import Meal, MealDay
from charity.programme_workflow import MealStatus
from communities.models import Binding, Resident
from core import messaging
from core.subscriptions import Payload, subscribe


@subscribe("charity.menu_called_off", name="charity.tell_menu_called_off")
def tell_called_off(payload: Payload) -> None:
    """Whoever had a meal that day and reads messages here; the desk calls the others."""
    day = MealDay.objects.select_related("programme").get(pk=payload["day_id"])
    waited = Meal.objects.filter(day=day, status=MealStatus.CANCELLED, ended_at__isnull=False)
    bound = Binding.objects.standing().filter(resident__in=waited.values("diner__resident"))
    messaging.send_many(
        "charity.menu_called_off",
        to_users=list(bound.order_by("user_id").values_list("user_id", flat=True).distinct()),
        scope=day.community_id,
        context={
            "programme": day.programme.name,
            "day": day.day.isoformat(),
            "why": day.called_off,
        },
        dedup_key=f"charity.menu_called_off:{day.pk}",
    )


@subscribe("accounts.consent_changed", name="charity.forget_diet_without_consent")
def forget_diet(payload: Payload) -> None:
    event = ConsentEvent.objects.get(pk=payload["consent_id"])
    if event.given:
        return
    for resident in Resident.objects.filter(subject=event.subject):
        diners.forget_diet(resident, actor=event.on_behalf_by or event.user)


@subscribe("communities.resident_died", name="charity.stop_meals_of_the_dead")
@subscribe("communities.resident_moved", name="charity.stop_meals_of_who_left")
def stop_meals(payload: Payload) -> None:
    diners.follow_resident(payload["resident_id"])


@subscribe("communities.residents_merged", name="charity.follow_merged_diners")
def follow_merge(payload: Payload) -> None:
    diners.follow_merge(payload["kept_id"], payload["absorbed_id"])
