"""Teams are founded, led and dissolved; people ask to join, and nobody is put into one."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from communities.models import Area, Level
from core import tally
from core.exceptions import DomainError
from core.refusals import refusing
from organizations.models import Organization, ServiceDomain, SocialWorker
from volunteers import history
from volunteers.actions import guards
from volunteers.actions.leaving import end, publish
from volunteers.models import TeamMembership, Volunteer, VolunteerTeam
from volunteers.models.teams import OPEN
from volunteers.models.volunteers import ADULT
from volunteers.pioneers import findings_of, stationed_in
from volunteers.workflow import (
    ACTIVATE,
    ADMIT,
    DISSOLVE,
    TURN_DOWN,
    MembershipStatus,
    MembershipStep,
    TeamStatus,
    TeamStep,
    VolunteerStatus,
)

Role, Kind, Founder = TeamMembership.Role, VolunteerTeam.Kind, VolunteerTeam.Founder
WITH_ORGANIZATION = frozenset({Founder.UNIT, Founder.ORGANIZATION, Founder.GROUP})
"""A group of neighbours as well: where the base looks after it, it is in the register."""


@transaction.atomic
def found_team(
    community: Area,
    *,
    kind: str,
    name: str,
    founder_kind: str,
    actor: User,
    purpose: str = "",
    name_en: str = "",
    organization: Organization | None = None,
    squad: VolunteerTeam | None = None,
    domains: Iterable[ServiceDomain] = (),
    grids: Iterable[Area] = (),
    founded_on: date | None = None,
) -> VolunteerTeam:
    if community.level != Level.COMMUNITY or not community.is_active:
        raise DomainError(_("请选社区"), field="community")
    team = VolunteerTeam(community=community, kind=kind, founded_on=founded_on or _today())
    describe(
        team, name=name, founder_kind=founder_kind, purpose=purpose, name_en=name_en,
        organization=organization, squad=squad,
    )  # fmt: skip
    chosen = own_grids(team, grids)
    with refusing(**_refusals()):
        team.save(force_insert=True)
    team.domains.set(domains)
    team.grids.set(chosen)
    history.note("volunteers.team_founded", team, actor=actor, details={"kind": kind})
    tally.add("volunteers.teams", community.pk, dims={"kind": kind})
    return team


@transaction.atomic
def correct_team(
    team: VolunteerTeam,
    *,
    actor: User,
    domains: Iterable[ServiceDomain],
    grids: Iterable[Area],
    **facts: Any,
) -> VolunteerTeam:
    team = lock_team(team)
    describe(team, **facts)
    chosen = own_grids(team, grids)
    with refusing(**_refusals()):
        team.save()
    team.domains.set(domains)
    team.grids.set(chosen)
    history.note("volunteers.team_corrected", team, actor=actor)
    return team


@transaction.atomic
def activate_team(team: VolunteerTeam, *, actor: User) -> VolunteerTeam:
    """It begins with a leader; a pioneer team once one, two and N are there."""
    team = lock_team(team)
    _require(team, ACTIVATE)
    if not team.memberships.leading().exists():
        raise DomainError(_("还没有队长：先请一位队员当队长"), code="no_leader")
    if team.is_pioneer:
        missing = [finding.text for finding in findings_of(team) if not finding.is_met]
        if missing:
            raise DomainError(_("1+2+N 还不齐：") + _("；").join(missing), code="incomplete")
    team.status, team.activated_at = ACTIVATE.target, timezone.now()
    team.save()
    history.note("volunteers.team_activated", team, actor=actor)
    return team


@transaction.atomic
def dissolve_team(team: VolunteerTeam, *, reason: str, actor: User) -> VolunteerTeam:
    team = lock_team(team)
    _require(team, DISSOLVE)
    if not reason.strip():
        raise DomainError(_("请写解散原因"), field="reason")
    for membership in team.memberships.filter(status__in=OPEN).order_by("pk"):
        end(membership, actor=actor)
    team.status, team.dissolved_at = DISSOLVE.target, timezone.now()
    team.dissolve_reason = reason.strip()
    team.save()
    history.note(
        "volunteers.team_dissolved", team, actor=actor, details={"reason": team.dissolve_reason}
    )
    tally.add("volunteers.teams", team.community_id, dims={"kind": team.kind}, delta=-1)
    return team


# --- who belongs to it ---------------------------------------------------------------------------
@transaction.atomic
def ask_to_join(team: VolunteerTeam, volunteer: Volunteer, *, actor: User) -> TeamMembership:
    """He asks; the leader or the staff say yes. Asking twice is asking once."""
    team = lock_team(team)
    _may_belong(team, volunteer)
    standing = _open_membership(team, volunteer)
    if standing is not None:
        return standing
    membership = TeamMembership(community_id=team.community_id, team=team, volunteer=volunteer)
    with refusing(**_refusals()):
        membership.save(force_insert=True)
    history.note(
        "volunteers.join_asked",
        membership,
        actor=actor,
        about=volunteer,
        details={"team": team.pk},
    )
    publish("volunteers.join_asked", membership)
    return membership


@transaction.atomic
def admit(membership: TeamMembership, *, actor: User) -> TeamMembership:
    membership = _lock(membership)
    _require_step(membership, ADMIT)
    volunteer = membership.volunteer
    if volunteer is not None:
        if actor.pk == volunteer.user_id:
            raise DomainError(_("自己的申请请别人来答复"), code="own")
        _may_belong(membership.team, volunteer)
    return _join(membership, actor=actor)


@transaction.atomic
def turn_down(membership: TeamMembership, *, actor: User) -> TeamMembership:
    membership = _lock(membership)
    _require_step(membership, TURN_DOWN)
    membership.status = TURN_DOWN.target
    membership.save(update_fields=["status"])
    history.note(
        "volunteers.join_declined",
        membership,
        actor=actor,
        about=membership.volunteer,
        details={"team": membership.team_id},
    )
    return membership


@transaction.atomic
def add_member(
    team: VolunteerTeam, *, volunteer: Volunteer, how: str, actor: User
) -> TeamMembership:
    """He said so to the staff; whoever did not is not put into a team."""
    team = lock_team(team)
    if not how.strip():
        raise DomainError(_("请写他是怎么同意的"), field="how")
    _may_belong(team, volunteer)
    membership = _open_membership(team, volunteer) or TeamMembership(
        community_id=team.community_id, team=team, volunteer=volunteer
    )
    if membership.status == MembershipStatus.MEMBER:
        raise DomainError(_("他已经是队员了"), code="already", field="volunteer")
    return _join(membership, actor=actor, how=how.strip())


@transaction.atomic
def add_social_worker(
    team: VolunteerTeam, *, social_worker: SocialWorker, actor: User
) -> TeamMembership:
    """The 2 of 1+2+N: stationed in this community today."""
    team = lock_team(team)
    if not team.is_pioneer:
        raise DomainError(_("只有先锋服务队配社工"), code="no_pioneer")
    if not stationed_in(team.community_id, worker=social_worker):
        raise DomainError(_("这位社工现在没有驻在本社区"), field="social_worker")
    held = team.memberships.filter(social_worker=social_worker, status__in=OPEN)
    if held.exists():
        raise DomainError(_("这位社工已经在队里"), code="already", field="social_worker")
    membership = TeamMembership(
        community_id=team.community_id, team=team, social_worker=social_worker
    )
    return _join(membership, actor=actor)


@transaction.atomic
def leave_team(membership: TeamMembership, *, actor: User) -> TeamMembership:
    """At any time, without a reason; a request is taken back the same way."""
    membership = _lock(membership)
    if membership.status not in OPEN:
        raise DomainError(_("已经不在队里了"), code="moved_on")
    end(membership, actor=actor)
    return membership


@transaction.atomic
def change_leader(
    team: VolunteerTeam, *, membership: TeamMembership, actor: User
) -> TeamMembership:
    """Another member leads from now on; the one before stays a member."""
    team = lock_team(team)
    chosen = team.memberships.select_related("volunteer").get(pk=membership.pk)
    volunteer = chosen.volunteer
    if chosen.status != MembershipStatus.MEMBER or volunteer is None:
        raise DomainError(_("队长从队员里选，社工不当队长"), field="membership")
    if volunteer.age_on(_today()) < ADULT:
        raise DomainError(_("队长应是成年人"), field="membership")
    if chosen.role == Role.LEADER:
        return chosen
    _step_down(team)
    chosen.role = Role.LEADER
    with refusing(**_refusals()):
        chosen.save(update_fields=["role"])
    history.note(
        "volunteers.leader_changed",
        chosen,
        actor=actor,
        about=volunteer,
        details={"team": team.pk},
    )
    publish("volunteers.leader_changed", chosen)
    return chosen


@transaction.atomic
def set_deputy(
    team: VolunteerTeam, *, membership: TeamMembership, is_deputy: bool, actor: User
) -> TeamMembership:
    team = lock_team(team)
    chosen = team.memberships.select_related("volunteer").get(pk=membership.pk)
    if chosen.status != MembershipStatus.MEMBER or chosen.role == Role.LEADER:
        raise DomainError(_("请从普通队员里选"), field="membership")
    chosen.role = Role.DEPUTY if is_deputy else Role.MEMBER
    chosen.save(update_fields=["role"])
    history.note(
        "volunteers.role_set",
        chosen,
        actor=actor,
        about=chosen.volunteer,
        details={"team": team.pk, "role": chosen.role},
    )
    return chosen


# --- inside ------------------------------------------------------------------------------------
def lock_team(team: VolunteerTeam) -> VolunteerTeam:
    """Whoever changes a team or who belongs to it comes through here, one at a time."""
    fresh = (
        VolunteerTeam.objects.select_for_update(of=("self",), no_key=True)
        .select_related("community", "squad")
        .get(pk=team.pk)
    )
    if fresh.status == TeamStatus.DISSOLVED:
        raise DomainError(_("这支队伍已解散"), code="dissolved")
    return fresh


def _lock(membership: TeamMembership) -> TeamMembership:
    lock_team(VolunteerTeam(pk=membership.team_id))
    return TeamMembership.objects.select_related("team", "volunteer").get(pk=membership.pk)


def _join(membership: TeamMembership, *, actor: User, how: str = "") -> TeamMembership:
    membership.status, membership.joined_on = ADMIT.target, _today()
    with refusing(**_refusals()):
        membership.save()
    history.note(
        "volunteers.joined",
        membership,
        actor=actor,
        about=membership.volunteer,
        details={"team": membership.team_id, "how": how},
    )
    publish("volunteers.joined", membership)
    return membership


def _step_down(team: VolunteerTeam) -> None:
    team.memberships.leading().update(role=Role.MEMBER)


def _may_belong(team: VolunteerTeam, volunteer: Volunteer) -> None:
    """Read again under his own lock: whoever withdraws at this moment joins nothing."""
    volunteer = guards.lock(volunteer)
    if volunteer.community_id != team.community_id:
        raise DomainError(_("这支队伍在别的社区"), code="elsewhere", field="volunteer")
    if volunteer.status != VolunteerStatus.ACTIVE:
        raise DomainError(_("登记通过、在册的志愿者才能入队"), code="not_active", field="volunteer")
    if team.kind == Kind.ELDER_PATROL and volunteer.is_minor():
        raise DomainError(_("巡逻不适合未成年人"), code="too_young", field="volunteer")


def _open_membership(team: VolunteerTeam, volunteer: Volunteer) -> TeamMembership | None:
    return team.memberships.filter(volunteer=volunteer, status__in=OPEN).first()


def describe(
    team: VolunteerTeam,
    *,
    name: str,
    founder_kind: str,
    purpose: str = "",
    name_en: str = "",
    organization: Organization | None = None,
    squad: VolunteerTeam | None = None,
) -> None:
    if not name.strip():
        raise DomainError(_("请给队伍起个名字"), field="name")
    if organization is not None and founder_kind not in WITH_ORGANIZATION:
        raise DomainError(_("单位或组织组建的、居民团体里长出来的，才填单位"), field="organization")
    if squad is not None:
        own = squad.community_id == team.community_id and squad.kind == Kind.COMMUNITY
        if not team.is_pioneer or not own:
            raise DomainError(_("先锋服务队的“1”是本社区的社区志愿服务队"), field="squad")
    team.name, team.name_en, team.purpose = name.strip(), name_en.strip(), purpose.strip()
    team.founder_kind, team.organization, team.squad = founder_kind, organization, squad


def own_grids(team: VolunteerTeam, grids: Iterable[Area]) -> list[Area]:
    chosen = list(grids)
    if any(grid.community_id != team.community_id for grid in chosen):
        raise DomainError(_("只能包联本社区的网格"), field="grids")
    return chosen


def _require(team: VolunteerTeam, step: TeamStep) -> None:
    if team.status not in step.sources:
        raise DomainError(
            _("队伍现在是“{status}”，不能这样办").format(status=team.get_status_display()),
            code="moved_on",
        )


def _require_step(membership: TeamMembership, step: MembershipStep) -> None:
    if membership.status not in step.sources:
        raise DomainError(_("这份申请刚被答复过了"), code="moved_on")


def _today() -> date:
    return timezone.localdate()


def _refusals() -> dict[str, DomainError]:
    return {
        "team_named_once_per_community": DomainError(
            _("本社区已有一支同名的队伍"), code="name_taken", field="name"
        ),
        "team_one_leader": DomainError(_("刚刚换了队长，请刷新后再看"), code="leader_taken"),
        "team_volunteer_once": DomainError(_("他已经在队里，或申请过了"), code="already"),
        "team_social_worker_once": DomainError(_("这位社工已经在队里"), code="already"),
    }
