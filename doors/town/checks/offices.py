"""Roles and where they hold, who answers for a grid, what was published by whom."""

from django.db.models import Count, F, Q

from accounts import roles
from accounts.models import EnrolmentCode, RoleGrant
from communities.levels import LEVELS
from communities.models import Area, Level, Notice
from communities.workflow import PUBLIC
from doors.models import DemoPerson
from doors.town.cast_list import CAST, VACANT_GRID
from doors.town.checks.finding import Check, Finding, each, none_of, row
from doors.town.plan import COMMUNITIES, WUTONGLI_CODE
from grids.models import (
    DutyOfficer,
    GroupMembership,
    Handover,
    TenHouseholdGroup,
    WorkerAppointment,
)


def reaches() -> Finding:
    """A role holds on the level it is made for."""

    def wrong(grant: RoleGrant) -> str:
        levels = LEVELS.get(grant.definition.reach, frozenset())
        held = [scope.area.level for scope in grant.area_scopes.all()]
        if bool(levels) != bool(held) or any(level not in levels for level in held):
            return "does not hold where its role should"
        return ""

    rows = RoleGrant.objects.prefetch_related("area_scopes__area").order_by("pk")
    return each(RoleGrant, rows, wrong)


def second_factors() -> Finding:
    """Who must prove more than a number has what it takes."""
    must = [role.code for role in roles.ROLES.values() if role.needs_mfa]
    rows = RoleGrant.objects.in_force().filter(role__in=must)
    vouched = EnrolmentCode.objects.filter(authenticator__isnull=False).values("user")
    return none_of(rows, rows.exclude(user__in=vouched), "has no second factor that counts")


def workers() -> Finding:
    """Every grid of the town has its worker, but the one that the story left vacant."""
    grids = Area.objects.filter(level=Level.GRID, is_active=True)
    told = grids.filter(community__code__in=[community.code for community in COMMUNITIES])
    here = Count("appointments", filter=Q(appointments__in=WorkerAppointment.objects.on()))
    vacant = Q(community__code=WUTONGLI_CODE, position=VACANT_GRID)
    bad = told.annotate(n=here).filter((~vacant & ~Q(n=1)) | (vacant & ~Q(n=0)))
    return none_of(told, bad, "has not the worker the story gave it")


def worker_grants() -> Finding:
    """An appointment and its grant say the same: who, where, from when."""
    rows = WorkerAppointment.objects.filter(period__isempty=False)
    bad = rows.exclude(
        grant__user=F("worker"),
        grant__role=roles.GRID_WORKER,
        grant__starts_on=F("period__startswith"),
        grant__area_scopes__area=F("grid"),
    )
    return none_of(rows, bad, "is not what its grant says")


def vacancies() -> Finding:
    """Where nobody answers, a duty officer does, and a handover says so."""
    ended = WorkerAppointment.objects.filter(ended_at__isnull=False, period__isempty=False)
    bad = none_of(ended, ended.filter(handover__isnull=True), "ended without a handover")
    if bad.bad:
        return bad
    open_ = Handover.objects.filter(without_successor=True)
    officers = DutyOfficer.objects.serving().values("community")
    return none_of(open_, open_.exclude(community__in=officers), "falls to nobody")


def groups() -> Finding:
    """Members live in the group's grid; a leader is a member's, and was asked before he led."""
    members = GroupMembership.objects.on()
    bad = members.exclude(household__grid_id=F("group__grid_id"))
    finding = none_of(members, bad, "lives in another grid")
    if finding.bad:
        return finding
    led = TenHouseholdGroup.objects.standing().filter(leader__isnull=False)
    strangers = led.exclude(memberships__household_id=F("leader__household_id"))
    outside = none_of(led, strangers, "is led by somebody from outside")
    if outside.bad:
        return outside
    unasked = led.filter(leader_consent_at__isnull=True, grant__isnull=False)
    return none_of(led, unasked, "has a leader's grant without his yes")


def notices() -> Finding:
    """Whatever was published had been checked, and by somebody else."""
    public = Notice.objects.filter(status__in=PUBLIC)
    own = Q(checked_by=F("drafted_by")) | Q(checked_by=F("edited_by"))
    bad = public.filter(
        own | Q(checked_at__gt=F("published_at")) | Q(created_at__gt=F("checked_at"))
    )
    return none_of(public, bad, "was not checked by another before it was published")


def front_page() -> Finding:
    """Everybody of the cast can be entered, once, in reading order."""
    people = list(DemoPerson.objects.select_related("user").order_by("position"))
    for part, person in zip(CAST, people, strict=False):
        if person.user.name.open() != part.name or not person.user.is_active:
            return Finding(len(people), row(DemoPerson, person.pk, "is not who stands here"))
    missing = len(CAST) - len(people)
    return Finding(len(people), row(DemoPerson, "", f"{missing} missing") if missing else "")


CHECKS = (
    Check("授权层级 · where roles hold", reaches),
    Check("动态口令 · second factors", second_factors),
    Check("一格一员 · one worker per grid", workers),
    Check("任命即授权 · appointments are grants", worker_grants),
    Check("空格有人接 · vacant grids are caught", vacancies),
    Check("十联户 · ten-household groups", groups),
    Check("通知他人核对 · notices checked by another", notices),
    Check("演示人物 · the front page", front_page),
)
