"""How the town's organisations came where they are: papers seen, steps taken."""

from collections.abc import Iterable
from datetime import date, timedelta

from accounts.models import User
from accounts.roles import COMMUNITY_STAFF
from communities.models import Area
from doors.town import plan, then
from doors.town.account import find
from doors.town.bulk import number, write
from doors.town.cast import holder
from doors.town.cultivation_list import CULTIVATIONS, SUPPORTS, CultivationPlan
from doors.town.organisation_list import HUB
from doors.town.past import Event, remember
from doors.town.register import morning
from organizations.actions import cultivation_supports, organizations
from organizations.actions.facts import Facts
from organizations.cultivation_workflow import FILE, FORM, HAND_IN, REGISTER, Stage, papers_for
from organizations.models import Cultivation, CultivationPaper, Organization

_STREET = "钟毓"
_TAKEN = {
    Stage.IDEA: (),
    Stage.TEAM: (FORM,),
    Stage.HANDED_IN: (FORM, HAND_IN),
    Stage.FILED: (FORM, HAND_IN, FILE),
    Stage.REGISTERED: (FORM, HAND_IN, FILE, REGISTER),
    Stage.STOPPED: (),
}
"""The steps that lead to each stage."""


def tell_cultivations(told_on: date) -> None:
    places = [Area.objects.get(code=each.code) for each in plan.COMMUNITIES[:2]]
    clerks = [holder(each, COMMUNITY_STAFF) for each in plan.COMMUNITIES[:2]]
    bodies = {row.name: row for row in Organization.objects.all()}
    for each in CULTIVATIONS:
        if _TAKEN[Stage(each.stage)] and each.name not in bodies:
            bodies[each.name] = _managed(each, places[each.at], clerks[each.at])
    rows = [_row(one, places[one.at], clerks[one.at], bodies, told_on) for one in CULTIVATIONS]
    number(rows)
    write(rows)
    pairs = list(zip(CULTIVATIONS, rows, strict=True))
    write(paper for each, row in pairs for paper in _papers(each, row, clerks[each.at]))
    street = find(_STREET)
    remember(event for each, row in pairs for event in _history(each, row, clerks[each.at], street))
    _tell_supports(pairs, clerks, bodies[HUB.name], told_on)


def _tell_supports(
    pairs: list[tuple[CultivationPlan, Cultivation]],
    clerks: list[User],
    hub: Organization,
    told_on: date,
) -> None:
    of = {each.name: (row, clerks[each.at]) for each, row in pairs}
    for name, kind, what, worth, by_hub, ago, wrong in SUPPORTS:
        (row, clerk), day = of[name], told_on - timedelta(days=ago)
        with then.clock(morning(day)) as it:
            made = cultivation_supports.give(
                row, kind=kind, what=what, worth=worth, given_by=hub if by_hub else None,
                given_on=day, actor=clerk,
            )  # fmt: skip
            if wrong:
                it.now += timedelta(days=2)
                cultivation_supports.strike(row, support=made, reason=wrong, actor=clerk)


def _managed(each: CultivationPlan, place: Area, clerk: User) -> Organization:
    facts = Facts(kind=each.kind, name=each.name, registration="managed", introduction=each.purpose)
    return organizations.register(place, facts, actor=clerk)


def _row(
    each: CultivationPlan,
    place: Area,
    clerk: User,
    bodies: dict[str, Organization],
    told_on: date,
) -> Cultivation:
    begun = told_on - timedelta(days=each.ago)
    steps = _TAKEN[Stage(each.stage)]
    return Cultivation(
        community=place,
        name=each.name,
        kind=each.kind,
        purpose=each.purpose,
        source="introduced" if each.introduced else "home_grown",
        hub=bodies[HUB.name] if each.led else None,
        organization=bodies[each.name] if steps else None,
        stage=each.stage,
        moved_on=_day(each, begun, max(len(steps), 1) if each.stage != Stage.IDEA else 0),
        reason=each.reason,
        started_on=begun,
        started_by=clerk,
        handed_in_by=clerk if len(steps) > 1 or each.stage == Stage.TEAM else None,
    )


def _day(each: CultivationPlan, begun: date, step: int) -> date:
    """A fifth of the time for each step: the last one stands a while."""
    return begun + timedelta(days=each.ago * step // 5)


def _papers(each: CultivationPlan, row: Cultivation, clerk: User) -> Iterable[CultivationPaper]:
    day = row.started_on + timedelta(days=3)
    for at, step in enumerate(_TAKEN[Stage(each.stage)]):
        for paper in papers_for(step, each.introduced):
            yield _seen(row, paper, _day(each, day, at), clerk)
    done = {paper for step in _TAKEN[Stage(each.stage)] for paper in step.papers}
    for kind in each.papers:
        if kind not in done:
            yield _seen(row, kind, max(row.moved_on, day), clerk)


def _seen(row: Cultivation, kind: str, day: date, clerk: User) -> CultivationPaper:
    return CultivationPaper(cultivation=row, kind=kind, seen_on=day, seen_by=clerk)


def _history(each: CultivationPlan, row: Cultivation, clerk: User, street: User) -> Iterable[Event]:
    home, begun = row.community_id, row.started_on
    yield Event("organizations.cultivation_started", row, clerk, morning(begun), home)
    for at, step in enumerate(_TAKEN[Stage(each.stage)], start=1):
        by = street if step == FILE else clerk
        day = morning(_day(each, begun, at))
        yield Event(f"organizations.cultivation_{step.name}", row, by, day, home)
    if each.stage == Stage.TEAM:
        handed_in = morning(row.moved_on) + timedelta(hours=1)
        yield Event("organizations.cultivation_hand_in", row, clerk, handed_in, home)
    if each.reason:
        verb = "stop" if each.stage == Stage.STOPPED else "send_back"
        by = clerk if each.stage == Stage.STOPPED else street
        day = morning(row.moved_on) + timedelta(hours=3)
        said = {"reason": each.reason}
        yield Event(f"organizations.cultivation_{verb}", row, by, day, home, said)
