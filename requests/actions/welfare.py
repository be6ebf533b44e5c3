"""A meal did not reach somebody old who lives alone, or whoever brought it worries: within the hour
somebody knocks at that door.

What he must not eat, and why he lives alone, is no part of the order; that nobody opened is.
"""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import RoleGrant, User
from accounts.roles import COMMUNITY_SECRETARY, COMMUNITY_STAFF
from accounts.viewer import Viewer
from charity.models import Meal
from charity.programme_workflow import MealStatus
from communities.models import CareLabel, Resident
from communities.viewers import enter_as
from core import scope
from requests.actions import intake, recurring
from requests.actions.intake import Need
from requests.models import MenuItem, ServiceRequest, WelfareCheck
from requests.tiers import Tier, tier_of
from requests.workflow import Channel

ITEM = "meal-missed"
"""On no menu. Its promise is an hour."""
OLD = 60


class NobodyInOfficeError(Exception):
    """No member of the community's staff is in office: it stays in the outbox, where it is seen."""


@transaction.atomic
def look_in(meal_id: int) -> ServiceRequest | None:
    """Once for each meal, however often it is told and by how many at once: whoever comes second
    waits at the meal, and finds the order."""
    rows = Meal.objects.select_for_update(of=("self",), no_key=True)
    meal = rows.select_related("day__programme", "diner__resident", "community").get(pk=meal_id)
    if meal.status != MealStatus.FAILED or already(meal):
        return None
    if not (meal.is_worrying or lives_alone(meal.diner.resident)):
        return None
    by = _staff(meal)
    made = intake.submit(_need(meal), by=by)
    made = recurring.to_who_is_on_duty(made, by, timezone.now())
    scope.declare(scope.EVERYTHING)
    WelfareCheck.objects.create(community=meal.community, meal=meal, service_request=made)
    return made


def already(meal: Meal) -> bool:
    return WelfareCheck.objects.filter(meal=meal).exists()


def lives_alone(person: Resident) -> bool:
    """As the register labels him, or as his household says: old, nobody else behind the door."""
    labels = CareLabel.objects.in_force().filter(
        resident=person,
        group=CareLabel.Group.ELDER,
        condition=CareLabel.Condition.LIVING_ALONE,
    )
    if labels.exists():
        return True
    age = person.age_on(timezone.localdate())
    if age is None or age < OLD or person.household_id is None:
        return False
    others = Resident.objects.present().filter(household=person.household_id)
    return not others.exclude(pk=person.pk).exists()


# --- inside ---------------------------------------------------------------------------------------
def _need(meal: Meal) -> Need:
    person, programme = meal.diner.resident, meal.day.programme
    dwelling = person.household.dwelling if person.household else None
    words = _("上门看看：{programme}的饭没送到（{why}），请马上去敲门，人没事报个平安。").format(
        programme=programme.name, why=meal.get_why_display()
    )
    return Need(
        meal.community,
        words,
        channel=Channel.VISIT,
        item=MenuItem.objects.get(code=ITEM),
        grid=person.grid,
        building=dwelling.building if dwelling else None,
        resident=person,
        contact_name=person.name.open(),
        contact_phone=meal.diner.number,
        address=meal.diner.door,
        consent_note=_("参加{programme}时说好：没接到饭，社区上门看望").format(
            programme=programme.name
        ),
    )


def _staff(meal: Meal) -> Viewer:
    """Who keeps the programme, in the post he holds there now; else a colleague in office."""
    for user in _colleagues(meal):
        for grant in enter_as(user, has_mfa=_vouched).grants:
            acting = enter_as(user, active=str(grant.pk), has_mfa=_vouched)
            scope.declare(scope.EVERYTHING)
            if (tier_of(acting) or 0) >= Tier.COMMUNITY and (
                meal.community_id in acting.community_ids
            ):
                return acting
    scope.declare(scope.EVERYTHING)
    raise NobodyInOfficeError(f"community {meal.community_id}")


def _colleagues(meal: Meal) -> Iterable[User]:
    keeper = meal.day.programme.kept_by
    if keeper is not None:
        yield keeper
    here = RoleGrant.objects.in_force().filter(
        role__in=(COMMUNITY_STAFF, COMMUNITY_SECRETARY),
        area_scopes__area__community_id=meal.community_id,
    )
    yield from User.objects.filter(pk__in=here.values("user_id")).order_by("pk")


def _vouched(_user: User) -> bool:
    return True
