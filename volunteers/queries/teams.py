"""Teams as the desk, their leaders and their members see them."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import DataClass
from accounts.viewer import Viewer
from activities.workflow import HOLDING, Status
from communities.history import Event
from communities.models import Area, Level
from communities.queries.past import history_of
from core.spans import in_hours
from core.words import listed
from organizations.models import Organization, SocialWorker
from volunteers.access import is_keeper
from volunteers.beside import Thanks, thanks_to
from volunteers.composition import Finding, is_complete
from volunteers.models import (
    ServiceRecord,
    Shift,
    ShiftPlace,
    TeamMembership,
    Volunteer,
    VolunteerSkill,
    VolunteerTeam,
)
from volunteers.models.teams import OPEN, VolunteerTeamQuerySet
from volunteers.pioneers import findings_of, stationed_in
from volunteers.queries import recruiting
from volunteers.queries.hours import served_by
from volunteers.queries.shifts import wanting
from volunteers.queries.words import skill_rows, times_in_words
from volunteers.workflow import MembershipStatus, RecordStatus, TeamStatus, VolunteerStatus

Role, Kind = TeamMembership.Role, VolunteerTeam.Kind
SILENT = timedelta(days=90)
SHOWN = 30


@dataclass(frozen=True)
class MemberCard:
    """What a leader may know of a member: skills, times and hours, never papers or doors."""

    pk: int
    name: str
    role: str
    is_leader: bool
    is_social_worker: bool
    skills: str
    times: str
    since: object
    status: str
    hours: str
    volunteer_pk: int | None = None
    """Only for who keeps the register: the way to the person's page."""


@dataclass(frozen=True)
class TeamPage:
    team: VolunteerTeam
    founder: str
    domains: str
    grids: str
    members: list[MemberCard]
    asked: list[MemberCard]
    findings: list[Finding]
    is_complete: bool
    leader: str
    may_answer: bool
    history: list[Event]


@dataclass(frozen=True)
class LedTeam:
    """What its leader sees beside who belongs to it."""

    page: TeamPage
    doing: list[ShiftPlace]
    """Who goes where: the members' shifts ahead."""
    open: list[Shift]
    """Shifts of the place that still take people."""
    chosen: list[Shift]
    """Of the team, whose people he chooses once the deadline has passed."""
    pending: list[ServiceRecord]
    """Hours of members that wait for the community's second person."""
    silent: list[MemberCard]
    """Did nothing that counts for three months: to be asked how they are, nothing else."""
    thanks: list[Thanks]


@dataclass(frozen=True)
class MyTeam:
    """A team on the page of somebody who belongs to it, or could."""

    pk: int
    name: str
    kind: str
    purpose: str
    role: str
    status: str
    leader: str
    members: int
    membership_pk: int | None
    leads: bool
    asked: int
    choosing: int = 0
    """Shifts of the team whose people its leader chooses now."""


def desk_list(viewer: Viewer, *, kind: str = "", dissolved: bool = False) -> list[VolunteerTeam]:
    """With `members`, `asked` and `leader` on each."""
    if not viewer.is_staff:
        raise Http404
    rows = VolunteerTeam.objects.visible_to(viewer).filter(community__in=viewer.community_ids)
    rows = rows.filter(status=TeamStatus.DISSOLVED) if dissolved else rows.standing()
    if kind in Kind.values:
        rows = rows.filter(kind=kind)
    teams = list(_counted(rows).order_by("kind", "name", "pk"))
    for team in teams:
        team.leader = _name_of_leader(viewer, team)  # type: ignore[attr-defined]
    return teams


def get_at_desk(viewer: Viewer, pk: int) -> VolunteerTeam:
    rows = VolunteerTeam.objects.visible_to(viewer).filter(community__in=viewer.community_ids)
    return get_object_or_404(rows.select_related("community", "organization", "squad"), pk=pk)


def get_manageable(viewer: Viewer, pk: int) -> VolunteerTeam:
    rows = VolunteerTeam.objects.manageable_by(viewer)
    return get_object_or_404(rows.select_related("community", "organization", "squad"), pk=pk)


def may_manage(viewer: Viewer, team: VolunteerTeam) -> bool:
    return VolunteerTeam.objects.manageable_by(viewer).filter(pk=team.pk).exists()


def team_page(viewer: Viewer, team: VolunteerTeam, *, at_desk: bool) -> TeamPage:
    """For the desk, and for the leader on his own page; inside the team's community."""
    cards = [_card(viewer, row, at_desk=at_desk) for row in _memberships(team)]
    members = [card for card in cards if card.status == MembershipStatus.MEMBER]
    findings = findings_of(team) if team.is_pioneer else []
    return TeamPage(
        team=team,
        founder=_founder(team),
        domains=listed(str(domain) for domain in team.domains.all()),
        grids=listed(grid.title for grid in team.grids.all()),
        members=members,
        asked=[card for card in cards if card.status == MembershipStatus.ASKED],
        findings=findings,
        is_complete=is_complete(findings),
        leader=next((card.name for card in members if card.is_leader), ""),
        may_answer=is_keeper(viewer) or not at_desk,
        history=history_of(viewer, team) if at_desk else [],
    )


def led_page(viewer: Viewer, team: VolunteerTeam) -> LedTeam:
    """Inside the team's community. Nobody is ranked: who did less is asked, not counted."""
    page = team_page(viewer, team, at_desk=False)
    rows = team.memberships.standing().filter(volunteer__isnull=False)
    people, accounts = rows.values("volunteer"), rows.values_list("volunteer__user", flat=True)
    now = timezone.now()
    doing = ShiftPlace.objects.filter(
        volunteer__in=people,
        enrolment__status__in=HOLDING,
        shift__activity__status=Status.PUBLISHED,
        shift__activity__ends_at__gt=now,
    )
    pending = ServiceRecord.objects.filter(volunteer__in=people, status=RecordStatus.PENDING)
    since = now - SILENT
    heard = ServiceRecord.objects.filter(volunteer__in=people, begun_at__gte=since)
    active = set(heard.values_list("volunteer", flat=True))
    young = set(rows.filter(joined_on__gte=since.date()).values_list("pk", flat=True))
    of_member = dict(rows.values_list("pk", "volunteer"))
    led = LedTeam(
        page=page,
        doing=list(
            doing.select_related("volunteer", "shift__activity").order_by(
                "shift__activity__starts_at", "pk"
            )[:SHOWN]
        ),
        open=[row.shift for row in wanting(team.community_id)],
        chosen=recruiting.led(viewer, team),
        pending=list(pending.select_related("volunteer").order_by("begun_at", "pk")[:SHOWN]),
        silent=[
            card
            for card in page.members
            if card.pk in of_member and card.pk not in young and of_member[card.pk] not in active
        ],
        thanks=thanks_to([pk for pk in accounts if pk is not None]),
    )
    for volunteer in (named.volunteer for rows in (led.doing, led.pending) for named in rows):
        if volunteer is not None:
            volunteer.name.disclose()
    return led


# --- for members ---------------------------------------------------------------------------------
def teams_of(volunteer: Volunteer) -> list[MyTeam]:
    """Those he belongs to or has asked; inside `own.at_home`."""
    mine = {row.team_id: row for row in volunteer.memberships.filter(status__in=OPEN)}
    rows = _counted(VolunteerTeam.objects.filter(pk__in=mine)).order_by("name", "pk")
    return [_my_team(team, mine[team.pk]) for team in rows]


def teams_to_join(volunteer: Volunteer) -> list[MyTeam]:
    """Standing teams of his community that he is not in yet."""
    there = volunteer.memberships.filter(status__in=OPEN)
    rows = (
        VolunteerTeam.objects.standing()
        .filter(community=volunteer.community_id)
        .exclude(pk__in=there.values("team"))
    )
    return [_my_team(team, None) for team in _counted(rows).order_by("kind", "name", "pk")]


def get_to_join(volunteer: Volunteer, pk: int) -> VolunteerTeam:
    rows = VolunteerTeam.objects.standing().filter(community=volunteer.community_id)
    return get_object_or_404(rows, pk=pk)


def get_own_membership(volunteer: Volunteer, team_pk: int) -> TeamMembership:
    rows = volunteer.memberships.filter(status__in=OPEN)
    return get_object_or_404(rows, team=team_pk)


def get_led(viewer: Viewer, pk: int) -> VolunteerTeam:
    """Only the leader opens his team this way."""
    rows = VolunteerTeam.objects.led_by(viewer)
    return get_object_or_404(rows.select_related("community", "organization", "squad"), pk=pk)


def get_asked(team: VolunteerTeam, pk: int) -> TeamMembership:
    """A request to this team; who may answer it was decided when the team was fetched."""
    return get_object_or_404(team.memberships.asked(), pk=pk)


# --- for choices ---------------------------------------------------------------------------------
def candidates(viewer: Viewer, team: VolunteerTeam) -> QuerySet[Volunteer]:
    """In the register here, and not in this team yet."""
    there = team.memberships.standing().filter(volunteer__isnull=False)
    return (
        Volunteer.objects.manageable_by(viewer)
        .filter(community=team.community_id, status=VolunteerStatus.ACTIVE)
        .exclude(pk__in=there.values("volunteer"))
        .order_by("name_key", "pk")
    )


def members_to_lead(team: VolunteerTeam) -> QuerySet[TeamMembership]:
    rows = team.memberships.standing().filter(volunteer__isnull=False)
    return rows.select_related("volunteer").order_by("volunteer__name_key", "pk")


def open_memberships(team: VolunteerTeam) -> QuerySet[TeamMembership]:
    return team.memberships.standing().select_related("volunteer", "social_worker").order_by("pk")


def social_workers_here(team: VolunteerTeam) -> QuerySet[SocialWorker]:
    there = team.memberships.standing().filter(social_worker__isnull=False)
    here = stationed_in(team.community_id)
    return (
        SocialWorker.objects.filter(pk__in=here.values("worker"))
        .exclude(pk__in=there.values("social_worker"))
        .order_by("name_key", "pk")
    )


def squads_of(community: Area) -> QuerySet[VolunteerTeam]:
    rows = VolunteerTeam.objects.standing().filter(community=community, kind=Kind.COMMUNITY)
    return rows.order_by("name", "pk")


def founders_of(community: Area) -> QuerySet[Organization]:
    """Units and organisations that stand here or serve the place."""
    here = Organization.objects.active().filter(community=community)
    return (here | Organization.objects.active().serving(community)).distinct().order_by("name_key")


def grids_of(community: Area) -> QuerySet[Area]:
    return Area.objects.filter(community=community, level=Level.GRID, is_active=True).order_by(
        "position", "pk"
    )


def kinds() -> list[tuple[str, Any]]:
    return list(Kind.choices)


# --- inside ------------------------------------------------------------------------------------
def _counted(rows: VolunteerTeamQuerySet) -> VolunteerTeamQuerySet:
    leaders = TeamMembership.objects.leading().select_related("volunteer")
    return (
        rows.select_related("community", "organization")
        .prefetch_related(Prefetch("memberships", leaders, to_attr="leaders"))
        .annotate(
            members=Count("memberships", filter=Q(memberships__status=MembershipStatus.MEMBER)),
            asked=Count("memberships", filter=Q(memberships__status=MembershipStatus.ASKED)),
            choosing=recruiting.to_choose_in(),
        )
    )


def _memberships(team: VolunteerTeam) -> list[TeamMembership]:
    """Leader, deputies, then by the sound of the names."""
    skills = Prefetch("volunteer__skills", VolunteerSkill.objects.select_related("skill"))
    rows = (
        team.memberships.filter(status__in=OPEN)
        .select_related("volunteer", "social_worker")
        .prefetch_related(skills, "volunteer__times")
        .annotate(served=served_by("volunteer"))
    )
    order = {Role.LEADER: 0, Role.DEPUTY: 1, Role.MEMBER: 2}
    return sorted(rows, key=lambda row: (order[Role(row.role)], _person(row).name_key, row.pk))


def _person(membership: TeamMembership) -> Any:
    return membership.volunteer or membership.social_worker


def _card(viewer: Viewer, membership: TeamMembership, *, at_desk: bool) -> MemberCard:
    person, volunteer = _person(membership), membership.volunteer
    if not at_desk or viewer.sees(DataClass.PERSONAL):  # the leader calls his people by name
        person.name.disclose()
    return MemberCard(
        pk=membership.pk,
        name=str(person.name),
        role=str(membership.get_role_display()) if volunteer else _("社工"),
        is_leader=membership.role == Role.LEADER,
        is_social_worker=volunteer is None,
        skills=listed(row.name for row in skill_rows(volunteer) if row.counts) if volunteer else "",
        times=times_in_words(volunteer) if volunteer else "",
        since=membership.joined_on,
        status=membership.status,
        hours=in_hours(membership.served) if volunteer else "",  # type: ignore[attr-defined]
        volunteer_pk=membership.volunteer_id if at_desk and not viewer.is_grid_bound else None,
    )


def _name_of_leader(viewer: Viewer, team: VolunteerTeam) -> str:
    leaders = team.leaders  # type: ignore[attr-defined]
    if not leaders:
        return ""
    name = leaders[0].volunteer.name
    if viewer.sees(DataClass.PERSONAL):
        name.disclose()
    return str(name)


def _my_team(team: VolunteerTeam, membership: TeamMembership | None) -> MyTeam:
    """A leader is named to his own team; to others by surname."""
    leaders = team.leaders  # type: ignore[attr-defined]
    is_member = membership is not None and membership.status == MembershipStatus.MEMBER
    if leaders and is_member:
        leaders[0].volunteer.name.disclose()
    return MyTeam(
        pk=team.pk,
        name=team.title,
        kind=str(team.get_kind_display()),
        purpose=team.purpose,
        role=str(membership.get_role_display()) if is_member and membership else "",
        status=membership.status if membership else "",
        leader=str(leaders[0].volunteer.name) if leaders else "",
        members=team.members,  # type: ignore[attr-defined]
        membership_pk=membership.pk if membership else None,
        leads=is_member and membership is not None and membership.role == Role.LEADER,
        asked=team.asked,  # type: ignore[attr-defined]
        choosing=team.choosing,  # type: ignore[attr-defined]
    )


def _founder(team: VolunteerTeam) -> str:
    if team.organization is not None:
        return f"{team.get_founder_kind_display()} · {team.organization}"
    return str(team.get_founder_kind_display())
