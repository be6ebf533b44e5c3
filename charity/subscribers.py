"""What this room does after a commit."""

from django.urls import reverse

from accounts.models import ConsentEvent, User
from charity.actions import diners
from charity.models import CommunityFund, Donor, Meal, MealDay
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


@subscribe("charity.fund_ended", name="charity.tell_donors_of_the_end")
def tell_donors(payload: Payload) -> None:
    """Whoever gave to it and signs in with the number he left."""
    fund = CommunityFund.objects.get(pk=payload["fund_id"])
    gave = Donor.objects.filter(gifts__fund_lines__fund=fund, phone_index__gt="")
    users = User.objects.filter(phone_index__in=gave.values("phone_index"), is_active=True)
    messaging.send_many(
        "charity.fund_ended",
        to_users=list(users.order_by("pk").values_list("pk", flat=True)),
        scope=fund.community_id,
        context={
            "fund": fund.name,
            "day": fund.ended_on.isoformat() if fund.ended_on else "",
            "where": fund.ending.where_it_went,
        },
        dedup_key=f"charity.fund_ended:{fund.pk}",
        link=reverse("charity:mine"),
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
