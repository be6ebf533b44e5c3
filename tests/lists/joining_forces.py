"""More partners: agreements with their lists, assessments of every state."""

from datetime import time, timedelta
from typing import Any

from django.utils import timezone

from organizations.actions import (
    assessments,
    commissioners,
    courses,
    cultivations,
    demands,
    facilities,
    incubations,
    organizations,
    pairings,
    social_workers,
)
from organizations.actions.facts import Facts
from organizations.actions.social_workers import WorkerFacts
from organizations.models import (
    Assessment,
    Cultivation,
    Demand,
    Facility,
    Incubation,
    Organization,
    Pairing,
    ServiceDomain,
    SocialWorker,
    TrainingCourse,
)
from organizations.models.assessments import ASPECTS
from tests.town import Town

POINTS = dict.fromkeys(ASPECTS, 4)


def a_unit(town: Town, name: str) -> Organization:
    said = Facts(kind="school", name=name, registration="none")
    return organizations.register(town.community, said, actor=town.staff)


def a_pairing(town: Town, name: str) -> Pairing:
    """Signed with a new unit of that name, and over in a few days."""
    today = timezone.localdate()
    pairing = pairings.draft(
        a_unit(town, name), town.community, title=f"协议{name}", starts_on=today,
        ends_on=today + timedelta(days=20), actor=town.staff,
    )  # fmt: skip
    for kind in ("need", "resource"):
        pairings.add_lines(pairing, kind=kind, texts="场地", actor=town.staff)
    return pairings.sign(pairing, signed_on=today, actor=town.staff)


def an_assessment(town: Town) -> Assessment:
    return _written(town, a_pairing(town, "评单位"), "on_unit")


def _written(town: Town, pairing: Pairing, direction: str) -> Assessment:
    return assessments.write(
        pairing.organization, town.community, direction=direction, year=pairing.starts_on.year,
        scores=POINTS, actor=town.staff,
    )  # fmt: skip


def a_demand(town: Town, title: str = "书法课") -> Demand:
    return demands.publish(
        town.community, domain=ServiceDomain.objects.first(), title=title,
        answer_by=timezone.localdate() + timedelta(days=9), actor=town.staff,
    )  # fmt: skip


def a_cultivation(town: Town, name: str = "晨读会") -> Cultivation:
    begun = cultivations.start(
        town.community, name=name, kind="culture_sport", purpose="一起念书", actor=town.staff
    )
    wanted = cultivations.missing(begun)
    today = timezone.localdate()
    cultivations.see_papers(begun, papers=wanted, seen_on=today, actor=town.staff)
    return cultivations.form(begun, actor=town.staff)


def a_facility(town: Town, name: str = "长者食堂", area: Any = None) -> Facility:
    place = facilities.Place(kind="canteen", name=name, operator=town.organization)
    made = facilities.add(area or town.community, place, actor=town.staff)
    return facilities.open_up(made, opened_on=timezone.localdate(), actor=town.staff)


def an_incubation(town: Town, name: str = "孵化的") -> Incubation:
    base = Facility.objects.filter(kind="incubator").first()
    if base is None:
        place = facilities.Place(kind="incubator", name="孵化基地", rooms=500)
        base = facilities.add(town.community, place, actor=town.staff)
        base = facilities.open_up(base, opened_on=timezone.localdate(), actor=town.staff)
    said = Facts(kind="mutual_aid", name=name, registration="managed")
    unit = organizations.register(town.community, said, actor=town.staff)
    made = incubations.apply(unit, base=base, plan="办互助队", actor=None)
    points = dict.fromkeys(incubations.ASPECTS, 20)
    for reviewer in (town.staff, town.secretary):
        incubations.score(made, word="好", actor=reviewer, **points)
    made = incubations.admit(made, actor=town.staff)
    today = timezone.localdate()
    return incubations.move_in(
        made, starts_on=today, ends_on=today + timedelta(days=300), actor=town.staff
    )


def a_course(town: Town, title: str = "工作坊") -> TrainingCourse:
    said = courses.Course(
        kind="workshop", title=title, hours=6, held_on=timezone.localdate(), starts_at=time(9),
        capacity=500, trainer_name="程老师", trainer_unit="省社工协会",
    )  # fmt: skip
    made = courses.announce(town.organization, said, actor=town.org_manager)
    courses.enrol(made, worker=SocialWorker.objects.get(user=town.social_worker), actor=None)
    return made


def more(grown: Any, n: int) -> None:
    """Another line of the first agreement, another agreement that runs, that is over."""
    town = grown.town
    pairings.add_lines(grown.pairing, kind="project", texts=f"项目{n}", actor=town.staff)
    over = a_pairing(town, f"旧{n}")
    pairings.stop(over, reason="搬走", actor=town.staff)
    running = a_pairing(town, f"新{n}")
    seat = commissioners.seat(
        running.organization, town.community, name="齐正言", office=f"主任{n}",
        starts_on=running.starts_on, ends_on=running.ends_on, actor=town.staff,
    )  # fmt: skip
    if n % 3 == 0:
        commissioners.unseat(seat, reason="调走了", actor=town.staff)
    pairings.assess(running, year=running.starts_on.year, grade="good", actor=town.staff)
    told = assessments.submit(_written(town, running, "on_unit"), actor=town.staff)
    assessments.publish(told, actor=town.street_official)
    _written(town, running, "on_community")
    unit, today = running.organization, timezone.localdate()
    fresh = a_demand(town, f"课{n}")
    for each in (fresh, grown.demand):
        demands.offer(each, organization=unit, message="能来", actor=None)
        demands.note_talk(each, organization=unit, held_on=today, outcome="again", actor=None)
    a_facility(town, f"食堂{n}")
    a_facility(town, f"食堂{n}", town.sibling)
    good = n % 2 == 0
    facilities.check_sign(
        grown.facility, sign_on=today, is_right=good, note="旧了", actor=town.staff
    )
    worker = social_workers.register_social_worker(
        town.community, WorkerFacts(f"佘社工{n}"), actor=town.secretary, station="社工室"
    )
    for each in (grown.course, a_course(town, f"工作坊{n}")):
        courses.enrol(each, worker=worker, actor=town.staff)
    another = an_incubation(town, f"孵化{n}")
    for each in (grown.incubation, another):
        incubations.note(each, kind="coaching", held_on=today, note="记账", actor=town.staff)
    a_cultivation(town, f"新队{n}")
    wanted = cultivations.missing(grown.cultivation)[:1]
    if wanted:
        cultivations.see_papers(grown.cultivation, papers=wanted, seen_on=today, actor=town.staff)
    demands.close(a_demand(town, f"旧课{n}"), result="cancelled", note="不用了", actor=town.staff)
