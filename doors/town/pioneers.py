"""Six pioneer teams of 槐荫, 120 people in all; and two teams of elders that grew from a group.

In bulk: most of them were written down at one table on one weekend.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from random import Random

from accounts.models import ConsentEvent, ConsentKind, PrivacyNotice, User
from accounts.roles import COMMUNITY_SECRETARY, COMMUNITY_STAFF
from communities.models import Area, Resident
from core.models import TallyDelta
from doors.town import names, plan
from doors.town.account import find
from doors.town.bulk import known, number, write
from doors.town.cast import holder
from doors.town.past import Event, remember, step
from doors.town.plan import WUTONGLI_CODE
from doors.town.register import morning
from doors.town.social_workers import agency
from grids import periods
from organizations.models import Organization, ServiceDomain, SocialWorker, Stationing
from organizations.worker_workflow import WorkerStatus
from volunteers.actions.registering import Facts, draft
from volunteers.models import Skill, TeamMembership, Volunteer, VolunteerSkill, VolunteerTeam
from volunteers.workflow import MembershipStatus, TeamStatus, VolunteerStatus

Kind, Founder, Role = VolunteerTeam.Kind, VolunteerTeam.Founder, TeamMembership.Role

NEIGHBOUR = plan.COMMUNITIES[1]
PEOPLE = 120
"""Together, with the social workers, as the source says."""
WORKERS = 2
"""In each team; stationed by an agency."""
SQUAD = ("槐荫社区志愿服务队", "Huaiyin volunteers")
LEND = 2
"""So many of each team belong to the squad, too: the 1 that all six stand on."""
TEAMS = (
    ("槐荫连心先锋服务队", "Huaiyin pioneers, grid 1", "看望独居老人，送餐陪诊", "elder_care"),
    ("槐荫平安先锋服务队", "Huaiyin pioneers, grid 2", "夜里巡逻，消防通道", "safety"),
    ("槐荫清源先锋服务队", "Huaiyin pioneers, grid 3", "清楼道、分垃圾", "environment"),
    ("槐荫护苗先锋服务队", "Huaiyin pioneers, grid 4", "四点半陪功课，路口护学", "children"),
    ("槐荫巧匠先锋服务队", "Huaiyin pioneers, grid 5", "换灯泡、通下水", "repair"),
    ("槐荫暖阳先锋服务队", "Huaiyin pioneers, grid 6", "帮困难家庭跑腿、填表", "hardship"),
)  # fmt: skip
"""One for each of the six grids."""
SKILLS = ("company", "cleaning", "patrol", "shopping", "plumbing", "forms")
ASKED, BEGUN = 150, 120
"""Days ago."""

GREW_FROM = "梧桐里老年协会"
ELDERS = (
    (Kind.ELDER_ARTS, "梧桐里夕阳红文体队", "Wutongli elders' arts team",
     "从协会的棋牌书画组长出来：排节目、教书法，节日上台", "culture_sport", 9, 300),
    (Kind.ELDER_PATROL, "梧桐里老年平安巡逻队", "Wutongli elders' patrol",
     "从协会的晨练组长出来：早晚两圈，看看门窗和楼道", "safety", 7, 200),
)  # fmt: skip
ELDER = 60


def tell_pioneers(told_on: date) -> None:
    home = Area.objects.get(code=NEIGHBOUR.code)
    clerk, secretary = holder(NEIGHBOUR, COMMUNITY_STAFF), holder(NEIGHBOUR, COMMUNITY_SECRETARY)
    in_each = PEOPLE // len(TEAMS) - WORKERS
    people = _registered(home, in_each * len(TEAMS), told_on, clerk)
    workers = _stationed(home, WORKERS * len(TEAMS), told_on, secretary)
    squad = _squad(home, told_on)
    grids = {grid.position: grid for grid in home.children.all()}
    made = [_pioneer(home, squad, each, told_on) for each in TEAMS]
    _found(made, secretary)
    domains = {each.code: each for each in ServiceDomain.objects.all()}
    squad.domains.set([domains["elder_care"], domains["safety"]])
    rows: list[TeamMembership] = []
    for at, (team, each) in enumerate(zip(made, TEAMS, strict=True)):
        team.domains.set([domains[each[3]]])
        team.grids.set([grids[at + 1]])
        own = people[at :: len(TEAMS)]
        rows += _members(team, own)
        rows += _members(squad, own[:LEND], leads=at == 0)
        rows += [
            _member(team, social_worker=one) for one in workers[at * WORKERS : (at + 1) * WORKERS]
        ]
    _join(rows, secretary)


def tell_elders(told_on: date) -> None:
    """Grown from the seniors' association: who is sixty and serves already, came along."""
    home, secretary = Area.objects.get(code=WUTONGLI_CODE), find("顾明")
    group = Organization.objects.get(name=GREW_FROM)
    youngest = date(told_on.year - ELDER, told_on.month, 1)
    old = Volunteer.objects.filter(community=home, born_on__lt=youngest).active()
    people = iter(old.order_by("born_on", "pk"))
    domains = {each.code: each for each in ServiceDomain.objects.all()}
    made = []
    rows: list[TeamMembership] = []
    for kind, name, name_en, purpose, domain, many, ago in ELDERS:
        begun = told_on - timedelta(days=ago)
        team = _team(
            home, begun, kind=kind, name=name, name_en=name_en, purpose=purpose,
            founder_kind=Founder.GROUP, organization=group,
        )  # fmt: skip
        made.append((team, domain))
        rows += _members(team, [next(people) for _ in range(many)])
    _found([team for team, _domain in made], secretary)
    for team, domain in made:
        team.domains.set([domains[domain]])
    _join(rows, secretary)


# --- people ---------------------------------------------------------------------------------------
def _registered(home: Area, many: int, told_on: date, clerk: User) -> list[Volunteer]:
    """Grown-ups of every grid without an account: asked at the table, and written down there."""
    rows = Resident.objects.present().filter(
        community=home,
        grid__isnull=False,
        born_on__range=(date(1950, 1, 1), date(2004, 12, 31)),
        household__isnull=False,
        bindings__isnull=True,
        volunteers__isnull=True,
        care_labels__isnull=True,
    )
    willing = list(rows.exclude(phone_index="").select_related("grid").order_by("id_index"))
    at = morning(told_on - timedelta(days=ASKED))
    people = []
    for turn, resident in enumerate(Random("pioneers").sample(willing, many)):
        one = draft(home, Facts(), resident, subject=resident.subject)
        one.phone = resident.phone.open()
        one.entered_by, one.status = clerk, VolunteerStatus.ACTIVE
        one.applied_at = one.agreed_at = one.verified_at = at + timedelta(minutes=3 * turn)
        one.accepted_at = one.status_at = one.applied_at + timedelta(days=1)
        people.append(one)
    number(people)
    write(people)
    _able(people)
    _agreed(people, clerk)
    remember(_came(people, clerk))
    write(_counted(people))
    return people


def _able(people: list[Volunteer]) -> None:
    skills = list(Skill.objects.filter(code__in=SKILLS).order_by("code"))
    write(
        VolunteerSkill(
            community_id=one.community_id, volunteer=one, skill=skills[turn % len(skills)]
        )
        for turn, one in enumerate(people)
        if turn % 5
    )


def _agreed(people: list[Volunteer], clerk: User) -> None:
    """The notice was read out at the table; who had said yes before need not say it again."""
    notice = known(PrivacyNotice.objects.current())
    said = ConsentEvent.objects.filter(
        kind=ConsentKind.SERVICE, subject__in=[one.subject for one in people]
    )
    before = set(said.values_list("subject", flat=True))
    rows = [
        ConsentEvent(
            subject=one.subject, kind=ConsentKind.SERVICE, given=True, scope=one.community_id,
            notice=notice, on_behalf_by=clerk, evidence="当面口头，填了登记表",
            at=max(one.applied_at, notice.published_at),
        )
        for one in people
        if one.subject not in before
    ]  # fmt: skip
    number(rows)
    write(rows)
    said_of = {"kind": ConsentKind.SERVICE, "notice": notice.version, "on_behalf": True}
    remember(
        Event("accounts.consent_given", row, clerk, row.at, row.scope, said_of) for row in rows
    )


def _came(people: list[Volunteer], clerk: User) -> Iterator[Event]:
    for one in people:
        home, said = one.community_id, {"identity": one.identity}
        yield Event("volunteers.applied", one, clerk, one.applied_at, home, said)
        yield Event("volunteers.accept", one, clerk, known(one.accepted_at), home)


def _counted(people: list[Volunteer]) -> Iterator[TallyDelta]:
    for one in people:
        at = known(one.accepted_at)
        yield step("volunteers.active", one.community_id, at, 1, grid=one.grid_id)


def _stationed(home: Area, many: int, told_on: date, secretary: User) -> list[SocialWorker]:
    """An agency sends them; they have not signed in yet, so nobody of them holds a role."""
    dice, sent_by = Random("pioneers' social workers"), agency()
    begun = told_on - timedelta(days=BEGUN + 20)
    rows = []
    for turn in range(many):
        certified = turn % 4 != 3
        female = dice.random() < 0.7
        name = names.surname(dice) + names.given_name(dice, female=female, born_year=1992)
        rows.append(
            SocialWorker(
                community=home, engagement="stationed", organization=sent_by, name=name,
                phone=f"0600-555{turn + 50:02d}777", specialities="入户走访、小组",
                level="assistant" if certified else "none",
                certificate_number=f"6001{told_on.year - 2}{turn + 301:05d}" if certified else "",
                status=WorkerStatus.ACTIVE, registered_by=secretary,
                registered_at=morning(begun),
            )
        )  # fmt: skip
    number(rows)
    write(rows)
    stations = [
        Stationing(
            community=home, worker=one, organization=sent_by, station="槐荫社工室",
            period=periods.days(begun), proposed_by=secretary,
            confirmed_by=secretary, confirmed_at=morning(begun),
        )
        for one in rows
    ]  # fmt: skip
    number(stations)
    write(stations)
    write(
        step("organizations.social_workers", home.pk, morning(begun), 1, engagement="stationed")
        for _one in rows
    )
    papers = [one for one in rows if one.level != "none"]  # without a last day
    write(step("organizations.certified", home.pk, morning(begun), 1) for _one in papers)
    remember(_arrived(stations, secretary))
    return rows


def _arrived(stations: list[Stationing], secretary: User) -> Iterator[Event]:
    for each in stations:
        said = {"worker": each.worker_id, "community": each.community_id}
        at, home = known(each.confirmed_at), each.community_id
        yield Event("organizations.stationing_proposed", each, secretary, at, home, said)
        yield Event("organizations.stationing_confirmed", each, secretary, at, home, said)
        yield Event("organizations.worker_accept", each.worker, secretary, at, home)


# --- teams ----------------------------------------------------------------------------------------
def _team(home: Area, begun: date, **facts: object) -> VolunteerTeam:
    return VolunteerTeam(
        community=home, founded_on=begun, status=TeamStatus.ACTIVE,
        activated_at=morning(begun) + timedelta(days=1), **facts,
    )  # fmt: skip


def _squad(home: Area, told_on: date) -> VolunteerTeam:
    name, name_en = SQUAD
    squad = _team(
        home, told_on - timedelta(days=BEGUN + 10), kind=Kind.COMMUNITY, name=name,
        name_en=name_en, founder_kind=Founder.COMMUNITY, purpose="每支先锋队出两个人，办全社区的事",
    )  # fmt: skip
    _found([squad], holder(NEIGHBOUR, COMMUNITY_SECRETARY))
    return squad


def _pioneer(
    home: Area, squad: VolunteerTeam, each: tuple[str, str, str, str], told_on: date
) -> VolunteerTeam:
    name, name_en, purpose, _domain = each
    return _team(
        home, told_on - timedelta(days=BEGUN), kind=Kind.PIONEER, name=name, name_en=name_en,
        founder_kind=Founder.COMMUNITY, purpose=purpose, squad=squad,
    )  # fmt: skip


def _found(made: list[VolunteerTeam], actor: User) -> None:
    number(made)
    write(made)
    write(
        step("volunteers.teams", team.community_id, morning(team.founded_on), 1, kind=team.kind)
        for team in made
    )
    remember(_begun(made, actor))


def _begun(made: list[VolunteerTeam], actor: User) -> Iterator[Event]:
    for team in made:
        home, at, said = team.community_id, morning(team.founded_on), {"kind": str(team.kind)}
        yield Event("volunteers.team_founded", team, actor, at, home, said)
        yield Event("volunteers.team_activated", team, actor, known(team.activated_at), home)


def _members(
    team: VolunteerTeam, people: Iterable[Volunteer], *, leads: bool = True
) -> Iterator[TeamMembership]:
    """The first leads, where one is wanted."""
    for turn, one in enumerate(people):
        role = Role.LEADER if leads and not turn else Role.MEMBER
        yield _member(team, volunteer=one, role=role)


def _member(team: VolunteerTeam, **who: object) -> TeamMembership:
    return TeamMembership(
        community_id=team.community_id, team=team, status=MembershipStatus.MEMBER,
        asked_at=morning(team.founded_on), joined_on=team.founded_on, **who,
    )  # fmt: skip


def _join(rows: list[TeamMembership], actor: User) -> None:
    number(rows)
    write(rows)
    remember(
        Event(
            "volunteers.joined",
            row,
            actor,
            morning(row.team.founded_on),
            row.community_id,
            {"team": row.team_id, "how": "当面"},
        )
        for row in rows
    )
