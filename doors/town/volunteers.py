"""Who offers help in 梧桐里: 51 neighbours in two teams, three teams more, two of one, two and N.

Told through the actions: whoever stands here has said yes, was checked, and was accepted.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from django.db.models import QuerySet

from accounts.models import User
from communities.actions import bindings
from communities.models import Area, Resident
from doors.town.account import find, open_account
from doors.town.cast import lead
from doors.town.cast_list import YOUNG_VOLUNTEER
from doors.town.plan import WUTONGLI_CODE
from organizations.models import Organization, ServiceDomain, Stationing
from volunteers.actions import own, registering, standing, teams
from volunteers.actions.own import Slot
from volunteers.actions.registering import Offer
from volunteers.models import Skill, TeamMembership, Volunteer, VolunteerSkill, VolunteerTeam

Kind, Founder = VolunteerTeam.Kind, VolunteerTeam.Founder
FIRST, SECOND = "梧桐里社区志愿服务一队", "梧桐里社区志愿服务二队"
IN_FIRST, IN_SECOND = 27, 24
"""51 together."""
UNIT_TEAMS = (
    (Kind.PARTY, "梧桐里党员先锋志愿队", "Wutongli Party team", "修楼道、护路口，节假日在岗"),
    (Kind.YOUTH, "梧桐里青年志愿服务队", "Wutongli youth team", "教手机、陪功课、搬东西"),
    (Kind.WOMEN, "梧桐里巾帼志愿服务队", "Wutongli women's team", "陪老人、带孩子、送餐"),
)  # fmt: skip
IN_UNIT_TEAM = 8
COMPLETE, INCOMPLETE = "东区先锋服务队", "新桥先锋服务队"

LEADER, SECOND_LEADER, ELECTRICIAN = "万秀华", "罗晓峰", "韩立诚"
RESTING, WAITING, UNKNOWN = "于建平", "林晚", "秦晓东"
SUSPENDED, WITHDRAWN, EXPIRED = "石大柱", "马海燕", "李建国"
"""Edge cases, each of them one of the people whom the story follows."""

SKILLS = (
    "company", "cleaning", "moving", "shopping", "escort", "patrol", "haircut", "plumbing",
    "smartphone", "dialect", "dance", "recycling", "gardening", "grief", "forms", "driving",
)  # fmt: skip
PARTS = ("morning", "afternoon", "evening")


def tell_volunteers(told_on: date) -> None:
    """The named ones on their own phones, the others at the desk, as most of them came; each can
    sign in since, and look after his own times and limits."""
    home, clerk = Area.objects.get(code=WUTONGLI_CODE), find("周予安")
    _tell_named(home, clerk, told_on)
    for number, resident in enumerate(_willing(home)[: _enough(home)]):
        dice = Random(f"volunteer {resident.pk - number}")
        name, phone = resident.name.open(), int(resident.phone.open()[3:])
        account = open_account(f"volunteer {number}", name, phone, told_on)
        bindings.bind_at_the_desk(resident, account, actor=clerk)
        fresh = registering.register_at_desk(
            home,
            registering.Facts(),
            Offer(_skills(dice), _times(dice)),
            resident=resident,
            evidence="当面口头，填了登记表",
            actor=clerk,
        )
        standing.accept(fresh, actor=find("乔一"))
    _tell_paper_that_runs_out(told_on, clerk)


def tell_teams(told_on: date) -> None:
    home, secretary = Area.objects.get(code=WUTONGLI_CODE), find("顾明")
    squads = [
        _community_team(home, FIRST, "Wutongli volunteers, west", LEADER, told_on),
        _community_team(home, SECOND, "Wutongli volunteers, east", SECOND_LEADER, told_on),
    ]
    free = _not_in_a_team(home)
    for squad, size in zip(squads, (IN_FIRST, IN_SECOND), strict=True):
        while squad.memberships.standing().count() < size:
            _add(squad, next(free), secretary)
        teams.activate_team(squad, actor=secretary)
    _tell_unit_teams(home, free, secretary, told_on)
    _tell_pioneers(home, squads, secretary, told_on)
    _joined_since(told_on)
    asking = Volunteer.objects.get(user=find(ELECTRICIAN))
    teams.ask_to_join(squads[0], asking, actor=find(ELECTRICIAN))
    _insure(squads, secretary, told_on)


def _joined_since(told_on: date) -> None:
    """One after another since their team was founded, not all this morning."""
    for team in VolunteerTeam.objects.filter(founded_on__lt=told_on):
        rows = team.memberships.standing().order_by("pk")
        days = (told_on - team.founded_on).days
        for n, row in enumerate(rows):
            since = team.founded_on + timedelta(days=n * 7 % days)
            TeamMembership.objects.filter(pk=row.pk).update(joined_on=since)


def _insure(squads: list[VolunteerTeam], secretary: User, told_on: date) -> None:
    """The street insures the two community teams together, to the end of next spring."""
    until = date(told_on.year + 1, 3, 31)
    for membership in TeamMembership.objects.standing().filter(team__in=squads):
        if membership.volunteer is not None:
            standing.insure(
                membership.volunteer,
                insured_until=until,
                policy="街道志愿者统保通知",
                actor=secretary,
            )


# --- the named ones ------------------------------------------------------------------------------
def _tell_named(home: Area, clerk: User, told_on: date) -> None:
    for key, codes in (
        (LEADER, ("company", "haircut")),
        (SECOND_LEADER, ("patrol", "moving")),
        (ELECTRICIAN, ("electrician", "plumbing", "appliances")),
        (RESTING, ("shopping", "company")),
    ):
        _accepted(key, home, codes, clerk)
    _check(ELECTRICIAN, "electrician", told_on + timedelta(days=400), clerk)
    own.pause(_of(RESTING), until=told_on + timedelta(days=20), actor=find(RESTING))
    _tell_young(home, clerk, told_on)
    _tell_papers(home, clerk, told_on)
    # who came forward lately, and waits
    for key, codes in ((WAITING, ("tutoring", "smartphone")), (UNKNOWN, ("driving", "moving"))):
        _registered(key, home, codes)


def _tell_young(home: Area, clerk: User, told_on: date) -> None:
    """Sixteen: his father said yes on his own phone."""
    account = find(YOUNG_VOLUNTEER)
    fresh = _registered(YOUNG_VOLUNTEER, home, ("smartphone", "dialect", "sports"))
    standing.agree_as_guardian(fresh, actor=find(SECOND_LEADER))
    standing.accept(fresh, actor=clerk)
    own.set_limits(
        _of(YOUNG_VOLUNTEER),
        offers_a_week=1,
        quiet_from=fresh.quiet_from,
        quiet_until=fresh.quiet_until,
        reach=Volunteer.Reach.GRID,
        actor=account,
    )


def _tell_papers(home: Area, clerk: User, told_on: date) -> None:
    """One suspended, one gone, one whose licence ran out: the desk wrote them down."""
    suspended = _at_desk(home, SUSPENDED, ("patrol",), clerk)
    standing.suspend(suspended, reason="最近身体不好，家里人说先不要请他", actor=clerk)
    gone = _at_desk(home, WITHDRAWN, ("dance",), clerk)
    standing.withdraw(gone, reason="换了工作，没有时间", actor=clerk)
    expired = _at_desk(home, EXPIRED, ("driving", "company"), clerk)
    held = expired.skills.get(skill__code="driving")
    standing.check_licence(
        expired, held, licence_number="A2-000317", valid_until=told_on, actor=clerk
    )
    # it was seen two years ago, and has run out since
    VolunteerSkill.objects.filter(pk=held.pk).update(valid_until=told_on - timedelta(days=12))


def _tell_paper_that_runs_out(told_on: date, clerk: User) -> None:
    """The first driver of the others: there is time to renew it."""
    rows = VolunteerSkill.objects.filter(skill__code="driving", checked_at__isnull=True)
    held = rows.filter(volunteer__status="active").order_by("volunteer__name_key", "pk")[0]
    standing.check_licence(
        held.volunteer,
        held,
        licence_number="C1-600102",
        valid_until=told_on + timedelta(days=18),
        actor=clerk,
    )


def _registered(key: str, home: Area, codes: tuple[str, ...]) -> Volunteer:
    dice = Random(f"volunteer {key}")
    offer = Offer(Skill.objects.filter(code__in=codes), _times(dice))
    facts = registering.Facts(name=key, born_on=date(1982, 5, 6)) if key == UNKNOWN else None
    return registering.register(find(key), home, offer, facts=facts, agreed=True)


def _accepted(key: str, home: Area, codes: tuple[str, ...], clerk: User) -> Volunteer:
    return standing.accept(_registered(key, home, codes), actor=clerk)


def _at_desk(home: Area, key: str, codes: tuple[str, ...], clerk: User) -> Volunteer:
    offer = Offer(Skill.objects.filter(code__in=codes), _times(Random(f"volunteer {key}")))
    fresh = registering.register_at_desk(
        home, registering.Facts(), offer, resident=lead(key), evidence="当面口头", actor=clerk
    )
    return standing.accept(fresh, actor=find("乔一"))


def _check(key: str, code: str, until: date, clerk: User) -> None:
    volunteer = _of(key)
    held = volunteer.skills.get(skill__code=code)
    standing.check_licence(
        volunteer, held, licence_number="T600102-0421", valid_until=until, actor=clerk
    )


def _of(key: str) -> Volunteer:
    return Volunteer.objects.get(user=find(key))


# --- the others ----------------------------------------------------------------------------------
def _willing(home: Area) -> QuerySet[Resident]:
    """Adults with a telephone and without an account; the same at every telling."""
    people = Resident.objects.present().filter(
        community=home,
        born_on__range=(date(1948, 1, 1), date(2004, 12, 31)),
        household__isnull=False,
        bindings__isnull=True,
        volunteers__isnull=True,
        head_of__isnull=True,
        led_groups__isnull=True,
    )
    return people.exclude(phone_index="").order_by("name_initials", "name_key", "id_index")


def _enough(home: Area) -> int:
    """So many more than those the story names as the five teams need; the electrician asks yet."""
    named = Volunteer.objects.filter(community=home).active().count() - 1
    return IN_FIRST + IN_SECOND + IN_UNIT_TEAM * len(UNIT_TEAMS) - named


def _skills(dice: Random) -> list[Skill]:
    codes = dice.sample(SKILLS, dice.choices((0, 1, 2, 3), (10, 40, 35, 15))[0])
    return list(Skill.objects.filter(code__in=codes))


def _times(dice: Random) -> list[Slot]:
    """Weekends mostly; the retired on workdays, too."""
    slots = {Slot(dice.choice((6, 7)), dice.choice(PARTS)) for _ in range(2)}
    if dice.random() < 0.5:
        slots |= {Slot(dice.randint(1, 5), dice.choice(PARTS[:2])) for _ in range(2)}
    return sorted(slots)


# --- teams ---------------------------------------------------------------------------------------
def _not_in_a_team(home: Area) -> Iterator[Volunteer]:
    rows = Volunteer.objects.filter(community=home, memberships__isnull=True).active()
    asks = find(ELECTRICIAN)
    return iter([row for row in rows.order_by("pk") if row.user_id != asks.pk])


def _community_team(
    home: Area, name: str, name_en: str, leader: str, told_on: date
) -> VolunteerTeam:
    team = teams.found_team(
        home,
        kind=Kind.COMMUNITY,
        name=name,
        name_en=name_en,
        founder_kind=Founder.COMMUNITY,
        purpose="党员带着邻居一起：看望老人、清楼道、搬东西、巡逻",
        domains=_domains("elder_care", "environment", "safety"),
        founded_on=told_on - timedelta(days=420),
        actor=find("顾明"),
    )
    _lead(team, _of(leader))
    return team


def _tell_unit_teams(home: Area, free: Iterator[Volunteer], secretary: User, told_on: date) -> None:
    """Founded by partner units where the town knows them; neighbours belong to them as well."""
    units = iter(
        Organization.objects.active()
        .filter(community=home, family="partner")
        .order_by("name_key", "pk")[: len(UNIT_TEAMS)]
    )
    for kind, name, name_en, purpose in UNIT_TEAMS:
        team = teams.found_team(
            home,
            kind=kind,
            name=name,
            name_en=name_en,
            founder_kind=Founder.UNIT,
            organization=next(units, None),
            purpose=purpose,
            domains=_domains("elder_care", "children"),
            founded_on=told_on - timedelta(days=260),
            actor=secretary,
        )
        _lead(team, next(free))
        while team.memberships.standing().count() < IN_UNIT_TEAM:
            _add(team, next(free), secretary)
        teams.activate_team(team, actor=secretary)


def _tell_pioneers(home: Area, squads: list[VolunteerTeam], secretary: User, told_on: date) -> None:
    """One that is complete and serves; one that looks for its second social worker yet."""
    grids = {grid.position: grid for grid in home.children.all()}
    workers = [
        stationing.worker
        for stationing in Stationing.objects.on()
        .filter(community=home, worker__engagement="stationed")
        .select_related("worker")
        .order_by("pk")
    ]
    for name, name_en, squad, held, assigned in (
        (COMPLETE, "East pioneers", squads[1], workers[:2], (3, 4, 7, 8)),
        (INCOMPLETE, "Xinqiao pioneers", squads[0], workers[2:3], (9, 10, 11, 12)),
    ):
        team = teams.found_team(
            home,
            kind=Kind.PIONEER,
            name=name,
            name_en=name_en,
            founder_kind=Founder.COMMUNITY,
            purpose="一支社区队伍、两名驻点社工、多名志愿者，包联几个网格",
            squad=squad,
            grids=[grids[position] for position in assigned],
            domains=_domains("elder_care", "hardship", "repair"),
            founded_on=told_on - timedelta(days=90),
            actor=secretary,
        )
        members = [row.volunteer for row in squad.memberships.standing().order_by("pk")[1:7]]
        for volunteer in members:
            if volunteer is not None:
                _add(team, volunteer, secretary)
        teams.change_leader(team, membership=_first(team), actor=secretary)
        for worker in held:
            teams.add_social_worker(team, social_worker=worker, actor=secretary)
        if len(held) == 2:
            teams.activate_team(team, actor=secretary)


def _first(team: VolunteerTeam) -> TeamMembership:
    """An adult, as leaders are."""
    rows = team.memberships.standing().select_related("volunteer").order_by("pk")
    return next(row for row in rows if row.volunteer and not row.volunteer.is_minor())


def _lead(team: VolunteerTeam, volunteer: Volunteer) -> None:
    membership = _add(team, volunteer, find("顾明"))
    teams.change_leader(team, membership=membership, actor=find("顾明"))


def _add(team: VolunteerTeam, volunteer: Volunteer, actor: User) -> TeamMembership:
    return teams.add_member(team, volunteer=volunteer, how="当面", actor=actor)


def _domains(*codes: str) -> QuerySet[ServiceDomain]:
    return ServiceDomain.objects.filter(code__in=codes)
