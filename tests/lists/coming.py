"""More activities, in every state, and more people in each."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from activities.actions import activities, brands, children, enclaves, enrolling
from activities.actions.facts import ActivityFacts
from activities.models import Activity, ChildCard, Enclave, Enrolment, ServiceBrand
from tests.town import Town


def _facts(title: str, **values: Any) -> ActivityFacts:
    start = timezone.now() + timedelta(hours=6)
    said = {
        "title": title, "kind": "culture", "place": "大厅", "starts_at": start,
        "ends_at": start + timedelta(hours=1), "expected": 20,
    }  # fmt: skip
    return ActivityFacts(**{**said, **values})


def an_activity(town: Town) -> Activity:
    made = activities.plan(town.community, _facts("合唱", capacity=2), actor=town.staff)
    activities.publish(made, actor=town.staff)
    activities.repeat(made, times=1, actor=town.staff)
    return Activity.objects.get(pk=made.pk)


def _come(activity: Activity, name: str) -> Enrolment:
    return enrolling.enrol(activity, enrolling.Person(name), actor=None)


def an_offer(town: Town, activity: Activity) -> Enrolment:
    """To a guest; the resident waits, too, and so may open the page behind the code."""
    first, _second = _come(activity, "先来"), _come(activity, "后来")
    waits = _come(activity, "候补")
    enrolling.enrol(activity, enrolling.Person("我", user=town.resident), actor=town.resident)
    enrolling.leave(first, actor=None)
    return Enrolment.objects.get(pk=waits.pk)


def a_pupil(town: Town, name: str, course: Activity | None = None) -> Enrolment:
    """Brought to the desk; the resident is its guardian."""
    if course is None:
        made = activities.plan(town.community, _facts("课堂", has_roster=True), actor=town.staff)
        course = activities.publish(made, actor=town.staff)
    said = {"name": name, "guardian_name": "老李", "phone": "13700001234"}
    row = children.write_down(course, **said, actor=town.staff)
    ChildCard.objects.filter(pk=row.card_id).update(guardian=town.resident)
    return row


def of_a_unit(town: Town, name: str) -> Activity:
    facts = _facts(name)
    return activities.propose_for(town.organization, town.community, facts, actor=town.org_manager)


def a_brand(town: Town) -> ServiceBrand:
    return brands.open_brand(town.community, name="银龄互助", about="学堂", actor=town.staff)


def an_enclave(town: Town, title: str) -> Enclave:
    """The neighbour asks for our room."""
    made = activities.plan(town.sibling, _facts(title), actor=town.sibling_staff)
    said = {"sharing": "room", "host": town.community, "wanted": "大厅", "way": "走东门"}
    return enclaves.ask(made, **said, actor=town.sibling_staff)


def agreed_to(town: Town, row: Enclave) -> Enclave:
    """And it is on both calendars."""
    row = enclaves.agree(row, revision=row.activity.revision, actor=town.staff)
    activities.publish(row.activity, actor=town.sibling_staff)
    return row


def activities_of_all_states(grown: Any, n: int) -> None:
    town = grown.town
    brand = ServiceBrand.objects.create(community=town.community, name=f"品牌{n}")
    said = _facts(f"合唱{n}", organizer="organization", organization=town.organization, brand=brand)
    activities.plan(town.community, said, actor=town.staff)
    open_ = activities.publish(
        activities.plan(town.community, said, actor=town.staff), actor=town.secretary
    )
    held = activities.publish(
        activities.plan(town.community, said, actor=town.staff), actor=town.secretary
    )
    for user in (town.resident, town.neighbour):
        enrolling.enrol(open_, enrolling.Person("我", user=user), actor=user)
        enrolling.enrol(held, enrolling.Person("我", user=user), actor=user)
        activities.propose(town.community, _facts(f"下棋{n}"), actor=user)
    Activity.objects.filter(pk=held.pk).update(starts_at=timezone.now() - timedelta(hours=1))
    activities.hold(held, nobody=True, actor=town.staff)
    _under(grown.brand, n)
    a_pupil(town, f"小朋友{n}", grown.child_place.activity)
    a_pupil(town, "小朋友")
    an_enclave(town, f"邻社区的{n}")
    agreed_to(town, an_enclave(town, f"一起办{n}"))
    enclaves.write_down(grown.enclave, name=f"去的{n}", actor=town.staff)
    of_a_unit(town, f"单位的{n}")
    activities.repeat(grown.activity, times=1, every_days=1, actor=town.staff)
    _come(grown.activity, f"再候{n}")


def _under(brand: ServiceBrand, n: int) -> None:
    """One that is to come, and one of another year, to which somebody came."""
    Activity.objects.filter(title=f"合唱{n}", status="published").update(brand=brand)
    held = Activity.objects.filter(title=f"合唱{n}", status="held")
    past = timezone.now() - timedelta(days=366 * (n % 3))
    held.update(brand=brand, starts_at=past, ends_at=past + timedelta(hours=1))
