"""A canteen of the small town, who eats there, and a day of it: whatever the hour is."""

from datetime import time, timedelta
from decimal import Decimal

from django.utils import timezone

from accounts.actions import consents
from charity.actions import diners, meals, programme_prices, programmes
from charity.models import EligibleGroup, MealDay
from communities.actions import care
from tests.town import years_ago

OLD, LOW = "60 岁以上老人", "低保、特困家庭"


def group(name=OLD):
    return EligibleGroup.objects.get(name=name)


def canteen(town, **said):
    values = {
        "kind": "canteen",
        "name": "金秋爱心食堂",
        "groups": [group(), group(LOW)],
        "place": "1号楼一层",
        "opening": "工作日 11:00–12:30",
        "actor": town.staff,
    }
    made = programmes.begin(town.community, **values | said)
    return approved(town, made) if made.prices.waiting().exists() else made


def approved(town, programme):
    """What was said of its price somebody else approved."""
    return programme_prices.approve(programme.prices.waiting().get(), actor=town.secretary)


def elder(town, name="章老", **facts):
    return town.person(name, **{"born_on": years_ago(78), "phone": "13900007788", **facts})


def alone(person, town):
    care.add_label(
        person,
        group="elder",
        condition="living_alone",
        evidence="入户看过",
        valid_from=years_ago(1),
        actor=town.staff,
    )
    return person


def diner(town, programme, person=None, **said):
    values = {"group": group(), "agreed": "当面问过", "weekdays": "0123456", "actor": town.staff}
    return diners.join(programme, resident=person or elder(town), **values | said)


def tomorrow(programme, places=20, **said):
    values = {
        "day": timezone.localdate() + timedelta(days=1),
        "dishes": "土豆烧鸡",
        "places": places,
        "cut_off": time(9),
        "actor": None,
    }
    return meals.put_up(programme, **values | said)


def now_it_is_that_day(day):
    """Its morning has come, and nobody can change it any more."""
    past = timezone.now() - timedelta(minutes=1)
    MealDay.objects.filter(pk=day.pk).update(day=timezone.localdate(), cut_off=past)
    return MealDay.objects.get(pk=day.pk)


def agrees_to_health(person, town, *, given=True):
    return consents.record_consent(
        person.subject,
        "health",
        given=given,
        user=town.staff,
        scope=person.community_id,
        on_behalf_by=town.staff,
        how="face",
        witness="陈伯",
        evidence="当面念给他听",
    )


def fee(yuan):
    return {"price": "low_fee", "fee": Decimal(yuan)}
