"""Partners, in one's own community, in the sibling one, far away."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from organizations.actions import (
    assessments,
    commissioners,
    cultivations,
    demands,
    facilities,
    incubations,
    organizations,
    pairings,
)
from organizations.actions.facts import Facts
from organizations.models import ServiceDomain
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
