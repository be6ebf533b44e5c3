"""More partners: agreements with their lists, assessments of every state."""

from datetime import time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from organizations.actions import (
    assessments,
    commissioners,
    committee_meetings,
    courses,
    cultivation_supports,
    cultivations,
    demands,
    facilities,
    hubs,
    incubations,
    match_meetings,
    organizations,
    pairings,
    positions,
    recruitments,
    secondment_days,
    secondments,
    social_workers,
    supervision,
    supervision_asks,
    trainers,
    training_bases,
)
from organizations.actions.facts import Facts
from organizations.actions.social_workers import WorkerFacts
from organizations.models import (
    Assessment,
    Commissioner,
    CoursePlace,
    Cultivation,
    Demand,
    Facility,
    Incubation,
    MatchMeeting,
    Organization,
    Pairing,
    Recruitment,
    Secondment,
    SecondmentDay,
    SecondmentReport,
    ServiceDomain,
    SocialWorker,
    SupervisionAsk,
    Supervisor,
    Trainer,
    TrainingCourse,
    WorkerPosition,
)
from organizations.models.assessments import ASPECTS, CADRES
from organizations.partner_workflow import LISTS_OF, AgreementKind
from tests.town import Town

POINTS = dict.fromkeys(ASPECTS, 4)


def a_unit(town: Town, name: str) -> Organization:
    said = Facts(kind="school", name=name, registration="none")
    return organizations.register(town.community, said, actor=town.staff)


def a_pairing(town: Town, name: str, kind: AgreementKind = AgreementKind.PAIRING) -> Pairing:
    """Signed with a new unit of that name, and over in a few days."""
    today = timezone.localdate()
    pairing = pairings.draft(
        a_unit(town, name), town.community, title=f"协议{name}", starts_on=today,
        ends_on=today + timedelta(days=20), kind=kind, actor=town.staff,
    )  # fmt: skip
    for each in sorted(LISTS_OF[kind]):
        pairings.add_lines(pairing, kind=each, texts="场地", actor=town.staff)
    return pairings.sign(pairing, signed_on=today, actor=town.staff)


def a_seat(town: Town, pairing: Pairing, office: str) -> Commissioner:
    return commissioners.seat(
        pairing.organization, town.community, name="齐正言", office=office,
        starts_on=pairing.starts_on, ends_on=pairing.ends_on, actor=town.staff,
    )  # fmt: skip


def _meetings_of_all_states(grown: Any, seat: Commissioner, n: int) -> None:
    """Held with one there and one not, cancelled, to come; the first seat is judged anew."""
    town, today = grown.town, timezone.localdate()
    seats = [grown.commissioner.pk, seat.pk]

    def called(title: str) -> Any:
        return committee_meetings.call(
            town.community, title=f"{title}{n}", held_on=today, seats=seats, actor=town.staff
        )

    over = called("开过")
    there = over.calls.filter(commissioner=seat).values_list("pk", flat=True)
    committee_meetings.sign(over, came=there, actor=town.staff)
    committee_meetings.cancel(called("不开"), reason="改期", actor=town.staff)
    called("要开")
    for each in (grown.commissioner, seat):
        committee_meetings.judge(each, year=today.year, grade="good", actor=town.staff)


def a_secondment(town: Town, name: str) -> tuple[Secondment, SecondmentReport]:
    """The resident's; his report is still a draft."""
    today, n = timezone.localdate(), Secondment.objects.count()
    made = secondments.propose(
        a_unit(town, name), town.community, secondments.Plan("办税", weekdays=range(1, 8)),
        name="钱向阳", phone=f"139{n:08}", office="科员", starts_on=today - timedelta(days=90),
        ends_on=today + timedelta(days=20), from_unit=False, actor=town.staff,
    )  # fmt: skip
    made = secondments.agree_on_paper(made, paper="来函", actor=town.staff)
    secondments.link(made, user=town.resident, actor=town.staff)
    report = SecondmentReport.objects.create(
        secondment=made, community=made.community, first=made.starts_on, last=today,
        drafted_on=today,
    )  # fmt: skip
    return made, report


def more_days(town: Town, row: Secondment, n: int) -> None:
    """One that counts, one that waits for a colleague."""
    today = timezone.localdate()
    for ago in (2 * n, 2 * n + 1):
        day = secondment_days.tell_day(row, on_day=today, did=f"办了 {n} 件", actor=town.staff)
        if ago % 2:
            day = secondment_days.confirm_day(day, actor=town.secretary)
        SecondmentDay.objects.filter(pk=day.pk).update(on_day=today - timedelta(days=ago + 1))


def an_assessment(town: Town) -> Assessment:
    return _written(town, a_pairing(town, "评单位"), "on_unit")


def _written(town: Town, pairing: Pairing, direction: str) -> Assessment:
    return assessments.write(
        pairing.organization, town.community, direction=direction, year=pairing.starts_on.year,
        scores=POINTS, actor=town.staff,
    )  # fmt: skip


def a_held_course(town: Town, title: str, exam: str = "none") -> TrainingCourse:
    made = a_course(town, title, exam)
    there = made.places.values_list("pk", flat=True)
    return courses.sign(made, present=there, actor=town.org_manager)


def a_certificate(town: Town) -> CoursePlace:
    return a_held_course(town, "结业").places.get()


def _judged(town: Town, row: Secondment, year: int | None = None) -> None:
    """Told by both sides."""
    for direction in CADRES:
        made = assessments.rate_cadre(
            row, direction=direction, year=year or row.years_served()[-1], scores=POINTS,
            actor=town.staff,
        )  # fmt: skip
        assessments.publish(assessments.submit(made, actor=None), actor=town.street_official)


def a_supervisor(town: Town) -> Supervisor:
    standing = Supervisor.objects.standing().first()
    return standing or supervision.name(
        SocialWorker.objects.get(user=town.social_worker), topics=["cases"],
        since=timezone.localdate(), actor=town.org_manager,
    )  # fmt: skip


def an_ask(town: Town, name: str) -> SupervisionAsk:
    worker = social_workers.register_social_worker(
        town.community, WorkerFacts(name), actor=town.secretary
    )
    return supervision_asks.ask(worker, topics=["cases"], actor=town.staff)


def a_position(town: Town, title: str, places: int = 1) -> WorkerPosition:
    return positions.open_post(
        town.community, positions.Post(title, places, "none", Decimal(900), Decimal(1300)),
        organization=town.organization, opened_on=timezone.localdate(), actor=town.org_manager,
    )  # fmt: skip


def _posts_of_all_states(grown: Any, n: int) -> None:
    """One more holds the first, another is vacant, a third is closed."""
    town, today = grown.town, timezone.localdate()
    worker = social_workers.register_social_worker(
        town.community, WorkerFacts(f"岗{n}"), actor=town.secretary,
        organization=town.organization,
    )  # fmt: skip
    positions.take(grown.position, worker=worker, since=today, actor=town.org_manager)
    a_position(town, f"空岗{n}")
    positions.close(a_position(town, f"旧岗{n}"), reason="不设了", actor=town.org_manager)


def a_trainer(town: Town, name: str) -> Trainer:
    return trainers.register(
        town.community, name=name, unit="省社工协会", topics=["cases"],
        since=timezone.localdate(), actor=town.staff,
    )  # fmt: skip


def _teachers_and_bases(town: Town, n: int) -> None:
    """The first trainer teaches one more; another comes, a third leaves; a base comes and goes."""
    made = a_trainer(town, f"老师{n}")
    trainers.take_out(a_trainer(town, f"旧师{n}"), actor=town.staff)
    trainers.correct(made, unit=f"单位{n}", topics=["cases"], actor=town.staff)
    today = timezone.localdate()
    for name in (f"基地{n}", f"旧地{n}"):
        base = training_bases.name(a_unit(town, name), what="实务", since=today, actor=town.staff)
    training_bases.take_down(base, reason="搬走了", actor=town.staff)


def _asks_of_all_states(grown: Any, n: int) -> None:
    """Waiting, matched, over; the first one is matched anew, so that its past grows."""
    town, his = grown.town, a_supervisor(grown.town)
    for ask in (grown.supervision_ask, an_ask(town, f"督{n}")):
        supervision_asks.match(ask, supervisor=his, actor=town.staff)
    supervision_asks.withdraw(an_ask(town, f"不督{n}"), actor=town.staff)
    an_ask(town, f"等督{n}")


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


def a_match_meeting(town: Town, *over: Demand, title: str = "对接会") -> MatchMeeting:
    """Today; the organisation of the small town comes."""
    said = match_meetings.Sitting(title, timezone.localdate(), time(9), "议事厅")
    made = match_meetings.announce(town.community, said, demands=over, actor=town.staff)
    match_meetings.come(made, organization=town.organization, actor=town.org_manager)
    return made


def a_recruitment(town: Town, title: str = "驻站社工") -> Recruitment:
    said = recruitments.Wanted(title, "照看孩子", 1, timezone.localdate())
    made = recruitments.announce(town.organization, said, actor=town.org_manager)
    recruitments.reply(made, worker=SocialWorker.objects.get(user=town.social_worker), actor=None)
    return made


def a_course(town: Town, title: str = "工作坊", exam: str = "none") -> TrainingCourse:
    said = courses.Course(
        kind="workshop", title=title, hours=6, held_on=timezone.localdate(), starts_at=time(9),
        capacity=500, trainer_name="程老师", trainer_unit="省社工协会", exam=exam,
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
    school = a_pairing(town, f"校{n}", AgreementKind.UNIVERSITY)
    pairings.plan_term(
        school, name="这学期", starts_on=school.starts_on, ends_on=school.ends_on, plan="教手机",
        actor=town.staff,
    )  # fmt: skip
    seat = a_seat(town, running, f"主任{n}")
    _meetings_of_all_states(grown, seat, n)
    more_days(town, grown.secondment, n)
    another, _report = a_secondment(town, f"派驻{n}")
    more_days(town, another, n)
    _judged(town, another)
    years = grown.secondment.years_served()
    if n < len(years):
        _judged(town, grown.secondment, years[n])
    if n % 3 == 0:
        secondments.stop(another, reason="调走了", actor=town.staff)
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
    match_meetings.add_demand(grown.match_meeting, demand=fresh, actor=town.staff)
    match_meetings.come(grown.match_meeting, organization=unit, actor=town.staff)
    a_match_meeting(town, fresh, title=f"再对接{n}")
    held = a_match_meeting(town, fresh, title=f"开过{n}")
    there = held.guests.values_list("pk", flat=True)
    match_meetings.hold(held, came=there, actor=town.staff)
    match_meetings.note_outcome(
        held, demand=fresh, organization=town.organization, outcome="agreed", actor=town.staff
    )
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
    for sought in (grown.recruitment, a_recruitment(town, f"驻站社工{n}")):
        recruitments.reply(sought, worker=worker, actor=town.staff)
    waits = a_recruitment(town, f"等挑选{n}")
    yesterday = today - timedelta(days=1)
    Recruitment.objects.filter(pk=waits.pk).update(apply_until=yesterday)
    over = a_held_course(town, f"结业{n}", exam="paper" if n % 2 else "none")
    courses.give_hours(over)
    _asks_of_all_states(grown, n)
    _teachers_and_bases(town, n)
    _posts_of_all_states(grown, n)
    another = an_incubation(town, f"孵化{n}")
    for each in (grown.incubation, another):
        incubations.note(each, kind="coaching", held_on=today, note="记账", actor=town.staff)
    a_cultivation(town, f"新队{n}")
    Organization.objects.filter(pk=town.organization.pk).update(is_hub=True)
    hub = Organization.objects.get(pk=town.organization.pk)
    for name in (f"成员{n}", f"等的{n}"):
        said = Facts(kind="mutual_aid", name=name, registration="managed")
        unit = organizations.register(town.community, said, actor=town.staff)
        asked = hubs.ask(unit, hub=hub, actor=town.staff)
        if name == f"成员{n}":
            hubs.take(asked, actor=town.org_manager)
    support = cultivation_supports.give(
        grown.cultivation, kind="room", what=f"会议室{n}", given_on=today, worth=n,
        given_by=town.organization, actor=town.staff,
    )  # fmt: skip
    if n % 2:
        cultivation_supports.strike(
            grown.cultivation, support=support, reason="记重了", actor=town.staff
        )
    wanted = cultivations.missing(grown.cultivation)[:1]
    if wanted:
        cultivations.see_papers(grown.cultivation, papers=wanted, seen_on=today, actor=town.staff)
    demands.close(a_demand(town, f"旧课{n}"), result="cancelled", note="不用了", actor=town.staff)
