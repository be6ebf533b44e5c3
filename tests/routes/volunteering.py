"""Volunteers and teams to point at, in one's own community, in the sibling one, far away."""

from datetime import timedelta
from typing import Any

from django.test import override_settings
from django.utils import timezone

from activities.actions.facts import ActivityFacts
from tests.routes import things as t
from tests.town import id_number, years_ago
from volunteers.actions import (
    calendar,
    certificates,
    hours,
    meetings,
    registering,
    shifts,
    standing,
    teams,
)
from volunteers.actions.certificates import Wanted
from volunteers.actions.own import Slot
from volunteers.actions.registering import Facts, Offer
from volunteers.models import ServiceRecord, Volunteer, VolunteerTeam


def volunteer(things: t.Things, place: str) -> Any:
    return registering.register_at_desk(
        things.get(t.community, place),
        Facts(name="钱小二", born_on=years_ago(30)),
        Offer(times=[Slot(6, "morning")]),
        evidence="当面",
        actor=things.clerk(place),
    )


def ward(things: t.Things, place: str) -> Any:
    """A child of sixteen whose guardian is the account whose things these are."""
    mine = things.get(t.own_binding, place)
    child = things.town.person(
        "钱小禾",
        mine.resident.household,
        born_on=years_ago(16),
        guardian=mine.resident,
    )
    return registering.register_at_desk(
        mine.community,
        Facts(name="钱小禾"),
        Offer(times=[Slot(6, "morning")]),
        resident=child,
        evidence="当面",
        actor=things.clerk(place),
    )


def team(things: t.Things, place: str) -> Any:
    """In one's own place that of `team_leader`."""
    if place == "own":
        return VolunteerTeam.objects.get(memberships__volunteer__user=things.town.team_leader)
    return teams.found_team(
        things.get(t.community, place),
        kind="community",
        name="邻里队",
        founder_kind="community",
        actor=things.clerk(place),
    )


def request(things: t.Things, place: str) -> Any:
    """Somebody who would like to join it."""
    person = things.get(volunteer, place)
    standing.verify_identity(
        person, id_number=id_number(years_ago(30), 301), actor=things.clerk(place)
    )
    standing.accept(person, actor=things.clerk(place))
    return teams.ask_to_join(things.get(team, place), person, actor=things.clerk(place))


def record(things: t.Things, place: str) -> Any:
    """Of somebody who serves; the clerk wrote it down, and another looks."""
    person = things.get(request, place).volunteer
    return _entered(things, place, person)


def own_record(things: t.Things, place: str) -> Any:
    """The hours of the account whose own things these are: `team_leader` in one's own place."""
    mine = things.get(own_volunteer, place)
    counted = _entered(things, place, mine)
    phone = f"1350000{len(place):04d}"
    return hours.approve(counted, actor=things.town.account(f"second {place}", "钱再看", phone))


def own_volunteer(things: t.Things, place: str) -> Any:
    if place == "own":
        return Volunteer.objects.get(user=things.town.team_leader)
    return things.get(request, place).volunteer


def question(things: t.Things, place: str) -> Any:
    about = things.get(own_record, place)
    return hours.ask(about, words="少记了", minutes=80, actor=things.user(place))


def certificate(things: t.Things, place: str) -> Any:
    """Numbered: of the account whose own things these are."""
    about = things.get(own_record, place)
    today = timezone.localdate()
    wanted = Wanted(today - timedelta(days=30), today)
    asked = certificates.apply(about.volunteer, wanted, actor=things.user(place))
    with override_settings(CERTIFICATE_PUBLIC_DAYS=0):
        return certificates.verify(asked, actor=things.clerk(place))


def certificate_code(things: t.Things, place: str) -> Any:
    return things.get(certificate, place).code


def _entered(things: t.Things, place: str, person: Volunteer) -> ServiceRecord:
    begun = timezone.now() - timedelta(days=2, minutes=ServiceRecord.objects.count())
    clerk = things.clerk(place)
    person.refresh_from_db()
    return hours.enter(person, what="清扫", begun_at=begun, minutes=60, actor=clerk)


def shift(things: t.Things, place: str) -> Any:
    start = timezone.now() + timedelta(days=2)
    facts = ActivityFacts(
        title="值守", kind="other", place="路口", starts_at=start,
        ends_at=start + timedelta(hours=1), expected=2, capacity=2,
    )  # fmt: skip
    return shifts.offer(things.get(t.community, place), facts, actor=things.clerk(place))


def led_shift(things: t.Things, place: str) -> Any:
    """Of a team, whose leader may choose: `team_leader` in his own place."""
    start = timezone.now() + timedelta(days=2)
    facts = ActivityFacts(
        title="分诊", kind="other", place="大厅", starts_at=start,
        ends_at=start + timedelta(hours=1), expected=2, capacity=2,
    )  # fmt: skip
    how = shifts.Calling(
        apply_until=start - timedelta(days=1), is_chosen=True, team=things.get(team, place)
    )
    home = things.get(t.community, place)
    return shifts.offer(home, facts, calling=how, actor=things.clerk(place))


def feed_code(things: t.Things, place: str) -> Any:
    return calendar.make_link(things.get(volunteer, place), actor=None).code


def meeting(things: t.Things, place: str) -> Any:
    return meetings.write_down(
        things.get(t.community, place), title="月会", held_on=timezone.localdate(), place="议事厅",
        others=3, actor=things.clerk(place),
    )  # fmt: skip


def opinion(things: t.Things, place: str) -> Any:
    return meetings.say(things.get(meeting, place), words="灯不亮", actor=things.clerk(place))
