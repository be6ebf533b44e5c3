"""Partners, in one's own community, in the sibling one, far away."""

from datetime import time, timedelta
from typing import Any

from django.utils import timezone

from organizations.actions import (
    assessments,
    commissioners,
    committee_meetings,
    cultivations,
    demands,
    facilities,
    hubs,
    incubations,
    match_meetings,
    organizations,
    pairings,
    secondment_days,
    secondments,
)
from organizations.actions.facts import Facts
from organizations.models import SecondmentReport, ServiceDomain
from organizations.models.assessments import ASPECTS
from tests.routes import things as t


def partner(things: t.Things, place: str) -> Any:
    facts = Facts(kind="school", name=f"结对{place}", registration="none")
    return organizations.register(things.get(t.community, place), facts, actor=None)


def commissioner(things: t.Things, place: str) -> Any:
    today = timezone.localdate()
    return commissioners.seat(
        things.get(partner, place), things.get(t.community, place), name="齐正言",
        office="副院长", starts_on=today, ends_on=today + timedelta(days=99), actor=None,
    )  # fmt: skip


def committee_meeting(things: t.Things, place: str) -> Any:
    seat = things.get(commissioner, place)
    return committee_meetings.call(
        seat.community, title="暑期托管", held_on=timezone.localdate(), seats=[seat.pk], actor=None
    )


def secondment(things: t.Things, place: str) -> Any:
    """Agreed, since a month; the resident's, where somebody comes for himself."""
    today = timezone.localdate()
    made = secondments.propose(
        things.get(partner, place), things.get(t.community, place),
        secondments.Plan("办税", weekdays=range(1, 8)), name="钱向阳", phone="13900007777",
        office="科员", starts_on=today - timedelta(days=30), ends_on=today + timedelta(days=99),
        from_unit=False, actor=None,
    )  # fmt: skip
    return secondments.agree_on_paper(made, paper="来函", actor=things.town.staff)


def secondment_day(things: t.Things, place: str) -> Any:
    made = things.get(secondment, place)
    return secondment_days.tell_day(
        made, on_day=timezone.localdate(), did="帮 6 户核了扣除", actor=things.town.staff
    )


def secondment_report(things: t.Things, place: str) -> Any:
    made = things.get(secondment, place)
    return SecondmentReport.objects.create(
        secondment=made, community=made.community, first=made.starts_on, last=made.starts_on,
        drafted_on=timezone.localdate(),
    )  # fmt: skip


def cadre_assessment(things: t.Things, place: str) -> Any:
    made = things.get(secondment, place)
    return assessments.rate_cadre(
        made, direction="cadre_here", year=timezone.localdate().year,
        scores=dict.fromkeys(ASPECTS, 4), actor=None,
    )  # fmt: skip


def pairing(things: t.Things, place: str) -> Any:
    today = timezone.localdate()
    made = pairings.draft(
        things.get(partner, place),
        things.get(t.community, place),
        title="共建协议",
        starts_on=today,
        ends_on=today + timedelta(days=99),
        actor=None,
    )
    for kind in ("need", "resource"):
        pairings.add_lines(made, kind=kind, texts="场地", actor=None)
    return pairings.sign(made, signed_on=today, actor=None)


def pairing_line(things: t.Things, place: str) -> Any:
    return things.get(pairing, place).lines.select_related("pairing").first()


def assessment(things: t.Things, place: str) -> Any:
    made = things.get(pairing, place)
    return assessments.write(
        made.organization,
        things.get(t.community, place),
        direction="on_unit",
        year=made.starts_on.year,
        scores=dict.fromkeys(ASPECTS, 4),
        actor=None,
    )


def hub_membership(things: t.Things, place: str) -> Any:
    """The organisation of the place asks a hub of the place."""
    facts = Facts(kind="mutual_aid", name=f"枢纽{place}", registration="managed", is_hub=True)
    hub = organizations.register(things.get(t.community, place), facts, actor=None)
    return hubs.ask(things.get(t.organization, place), hub=hub, actor=None)


def demand(things: t.Things, place: str) -> Any:
    made = demands.publish(
        things.get(t.community, place),
        domain=ServiceDomain.objects.first(),
        title="书法课",
        answer_by=timezone.localdate() + timedelta(days=9),
        actor=None,
    )
    demands.offer(made, organization=things.get(partner, place), message="能来", actor=None)
    return made


def match_meeting(things: t.Things, place: str) -> Any:
    """Today, about the demand of the place; its organisation comes."""
    said = match_meetings.Sitting("对接会", timezone.localdate(), time(9), "议事厅")
    about, home = [things.get(demand, place)], things.get(t.community, place)
    made = match_meetings.announce(home, said, demands=about, actor=None)
    match_meetings.come(made, organization=things.get(t.organization, place), actor=None)
    return made


def cultivation(things: t.Things, place: str) -> Any:
    """Everything seen for the street to file it, and not handed in yet."""
    begun = cultivations.start(
        things.get(t.community, place),
        name="晨读会",
        kind="culture_sport",
        purpose="一起念书",
        actor=None,
    )
    today = timezone.localdate()
    papers = cultivations.missing(begun)
    cultivations.see_papers(begun, papers=papers, seen_on=today, actor=None)
    team = cultivations.form(begun, actor=None)
    papers = cultivations.missing(team)
    cultivations.see_papers(team, papers=papers, seen_on=today, actor=None)
    return team


def facility(things: t.Things, place: str) -> Any:
    made = facilities.add(
        things.get(t.community, place),
        facilities.Place(kind="canteen", name="长者食堂"),
        actor=None,
    )
    return facilities.open_up(made, opened_on=timezone.localdate(), actor=None)


def incubation(things: t.Things, place: str) -> Any:
    """A group of the place has asked for a room in its base."""
    base = facilities.add(
        things.get(t.community, place),
        facilities.Place(kind="incubator", name="孵化基地"),
        actor=None,
    )
    base = facilities.open_up(base, opened_on=timezone.localdate(), actor=None)
    facts = Facts(kind="mutual_aid", name=f"孵化{place}", registration="managed")
    unit = organizations.register(things.get(t.community, place), facts, actor=None)
    return incubations.apply(unit, base=base, plan="办互助队", actor=None)
