"""Volunteers and teams: what the rules promise holds for everybody the story told of."""

from django.db.models import Count, F, Q
from django.utils import timezone

from doors.town.checks.finding import Check, Finding, each, equal, none_of, row
from doors.town.pioneers import ELDER, ELDERS, GREW_FROM, NEIGHBOUR, PEOPLE, TEAMS
from doors.town.plan import WUTONGLI_CODE
from doors.town.volunteers import COMPLETE, FIRST, IN_FIRST, IN_SECOND, INCOMPLETE, SECOND
from requests.models import ServiceRequest
from volunteers import composition
from volunteers.models import (
    GuardianConsent,
    Meeting,
    Opinion,
    TeamMembership,
    Volunteer,
    VolunteerSkill,
    VolunteerTeam,
)
from volunteers.numbers import read_number
from volunteers.pioneers import findings_of, stationed_in
from volunteers.workflow import MembershipStatus, TeamStatus, VolunteerStatus


def numbers() -> Finding:
    """Unified numbers pass their check."""

    def wrong(volunteer: Volunteer) -> str:
        return "" if read_number(volunteer.number) else "has a number with a wrong check digit"

    return each(Volunteer, Volunteer.objects.all(), wrong)


def minors() -> Finding:
    """Whoever serves under age has a guardian's word."""
    today = timezone.localdate()
    agreed = GuardianConsent.objects.standing().values("volunteer")
    rows = [v.pk for v in Volunteer.objects.active() if v.is_minor(today)]
    young = Volunteer.objects.filter(pk__in=rows)
    return none_of(young, young.exclude(pk__in=agreed), "serves without a guardian's word")


def papers() -> Finding:
    """Seen papers belong to skills that need one, and have a number."""
    rows = VolunteerSkill.objects.filter(checked_at__isnull=False)
    return none_of(rows, rows.filter(skill__needs_licence=False), "was seen for nothing")


def leaders() -> Finding:
    """Every team that serves has its one leader."""
    rows = VolunteerTeam.objects.filter(status=TeamStatus.ACTIVE)
    leads = Q(memberships__role="leader", memberships__status=MembershipStatus.MEMBER)
    bad = rows.annotate(n=Count("memberships", filter=leads)).exclude(n=1)
    return none_of(rows, bad, "has not one leader")


def members() -> Finding:
    """Whoever belongs to a team is in the register of its community."""
    rows = TeamMembership.objects.standing().filter(volunteer__isnull=False)
    bad = rows.exclude(volunteer__community=F("team__community"))
    bad |= rows.filter(volunteer__status=VolunteerStatus.WITHDRAWN)
    return none_of(rows, bad, "is no volunteer of this community")


def squads() -> Finding:
    """51 neighbours in the two teams of 梧桐里."""
    rows = TeamMembership.objects.standing().filter(
        team__community__code=WUTONGLI_CODE, team__name__in=[FIRST, SECOND]
    )
    there, told = rows.count(), IN_FIRST + IN_SECOND
    return Finding(there, "" if there == told else row(VolunteerTeam, "", f"{there} ≠ {told}"))


def pioneers() -> Finding:
    """One, two and N: complete where two social workers are stationed, and the page says so."""
    teams = {team.name: team for team in VolunteerTeam.objects.filter(kind="pioneer")}
    for name in (COMPLETE, INCOMPLETE):
        team = teams.get(name)
        if team is None:
            return Finding(len(teams), row(VolunteerTeam, name, "is not there"))
        wanted = name == COMPLETE and stationed_in(team.community_id).count() >= 2
        if composition.is_complete(findings_of(team)) != wanted:
            return Finding(len(teams), row(VolunteerTeam, name, "is not what the story says"))
    return Finding(len(teams))


def neighbours() -> Finding:
    """Six pioneer teams of 120 people in the neighbour community: each complete, with a grid."""
    teams = VolunteerTeam.objects.filter(kind="pioneer", community__code=NEIGHBOUR.code)
    belong = TeamMembership.objects.standing().filter(team__in=teams)
    found = {
        "teams": teams.filter(status=TeamStatus.ACTIVE).count(),
        "people": belong.count(),
        "volunteers twice": belong.filter(volunteer__isnull=False).count()
        - belong.filter(volunteer__isnull=False).values("volunteer").distinct().count(),
        "complete": sum(composition.is_complete(findings_of(team)) for team in teams),
        "grids": teams.exclude(grids=None).values("grids").distinct().count(),
    }
    expected = {
        "teams": len(TEAMS), "people": PEOPLE, "complete": len(TEAMS), "grids": len(TEAMS),
    }  # fmt: skip
    return equal(expected, found, "pioneer teams of the neighbours")


def elders() -> Finding:
    """One for the arts and one on patrol, grown from the association, of people of sixty."""
    today = timezone.localdate()
    teams = VolunteerTeam.objects.filter(founder_kind="group", organization__name=GREW_FROM)
    belong = TeamMembership.objects.standing().filter(team__in=teams).select_related("volunteer")
    ages = [row.volunteer.age_on(today) for row in belong if row.volunteer]
    found = {
        "kinds": sorted(teams.filter(status=TeamStatus.ACTIVE).values_list("kind", flat=True)),
        "members": len(ages),
        "too young": sum(age < ELDER for age in ages),
    }
    expected = {
        "kinds": sorted(str(each[0]) for each in ELDERS),
        "members": sum(each[5] for each in ELDERS),
    }
    return equal(expected, found, "teams of elders")


def met() -> Finding:
    """Words at meetings that are orders, one answered, one that waits; an order knows its word."""
    rows = Opinion.objects.all()
    found = {
        "outcomes": set(rows.values_list("outcome", flat=True)) == set(Opinion.Outcome.values),
        "there": not Meeting.objects.filter(present__isnull=True, others=0).exists(),
    }
    promised = equal(dict.fromkeys(found, True), found, "meetings")
    if promised.bad:
        return promised
    orders = ServiceRequest.objects.filter(channel="meeting").values("public_id")
    ordered = rows.filter(outcome="order")
    return none_of(rows, ordered.exclude(order_key__in=orders), "names no order of a meeting")


CHECKS = (
    Check("志愿者会 · meetings of volunteers", met),
    Check("志愿者编号 · volunteer numbers", numbers),
    Check("未成年人有监护人同意 · guardians' consents", minors),
    Check("证件 · papers seen", papers),
    Check("一队一长 · one leader per team", leaders),
    Check("队员 · members", members),
    Check("两队 51 人 · two teams of 51", squads),
    Check("1+2+N · pioneer teams", pioneers),
    Check("六支先锋队 120 人 · six pioneer teams of 120", neighbours),
    Check("老年队伍 · teams of elders", elders),
)
