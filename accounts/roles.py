"""The roles of the town, as data: what each may see, how far it reaches, what it must prove.

A role says nothing about a person. A RoleGrant gives it to one, for a time; an AreaScope
(communities) or OrganizationScope (organizations) says where. Default is no.
"""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from django.utils.translation import gettext_lazy as _

from core.duties import Duty


class DataClass(IntEnum):
    """How closely a detail touches a person. A role sees up to its class, inside its reach."""

    PUBLIC = 0  # guides, lists, disclosures
    INTERNAL = 1  # work data without a person's identity
    PERSONAL = 2  # name, phone, address
    SENSITIVE = 3  # health, disability, hardship, children under 14, ID number
    SEALED = 4  # protective reports, who blew a whistle, the audit


class Reach(StrEnum):
    """Which kind of place a grant of this role is bound to."""

    SELF = "self"
    GRID = "grid"
    COMMUNITY = "community"
    STREET = "street"
    DISTRICT = "district"
    PLATFORM = "platform"
    DEPARTMENT = "department"
    ORGANIZATION = "organization"

    @property
    def is_office(self) -> bool:
        """Holds for an office, not for a place: what is not addressed to it, it does not see."""
        return self in {Reach.DEPARTMENT, Reach.ORGANIZATION}


class Door(StrEnum):
    HOME = "home"
    DESK = "desk"
    INSIGHTS = "insights"
    ADMIN = "admin"


@dataclass(frozen=True)
class Role:
    code: str
    name: object
    reach: Reach
    sees: DataClass
    """The highest class of residents' data this role reads on its own."""
    door: Door
    needs_mfa: bool = False
    browses_residents: bool = False
    """May open the register of residents; the others meet a person only through a case."""
    manages_registers: bool = False
    """May change residents, households, buildings."""
    enters_admin: bool = False
    exports: bool = False
    """May take lists home: each list says itself to whom, officials get those without people."""
    tends: frozenset[Duty] = frozenset()
    """The groups of registers it keeps in the admin."""
    looks_at: frozenset[Duty] = frozenset()
    """Those it may read there."""
    grants: tuple[str, ...] = ()
    """Roles this role may give to others inside its reach."""

    @property
    def stood_in_for_by(self) -> tuple[str, ...]:
        """Whose holders can take over: an office from anybody near, a place only from its own
        people, for the head of an organisation does not read the residents' register. A neighbour
        who leads ten households or heads a building sits at no desk: only his like follow him."""
        if self.code == BUILDING_HEAD:
            return (BUILDING_HEAD,)
        roles = [role for role in ROLES.values() if role.code != BUILDING_HEAD]
        return tuple(r.code for r in roles if self.reach.is_office or not r.reach.is_office)

    @property
    def appoints(self) -> tuple[str, ...]:
        """Those it gives by place alone; an office is filled where the office is kept."""
        return tuple(code for code in self.grants if not ROLES[code].reach.is_office)


RESIDENT = "resident"
BUILDING_HEAD = "building_head"
GRID_WORKER = "grid_worker"
COMMUNITY_STAFF = "community_staff"
COMMUNITY_SECRETARY = "community_secretary"
STREET_OFFICIAL = "street_official"
DISTRICT_OFFICIAL = "district_official"
UPPER_OFFICIAL = "upper_official"
DISPATCHER = "dispatcher"
AUDITOR = "auditor"
SECURITY_ADMIN = "security_admin"
SYSTEM_ADMIN = "system_admin"
PRIVACY_OFFICER = "privacy_officer"
SOCIAL_WORKER = "social_worker"
ORG_MANAGER = "org_manager"
DEPARTMENT_LIAISON = "department_liaison"

ROLES: dict[str, Role] = {
    role.code: role
    for role in (
        Role(RESIDENT, _("居民"), Reach.SELF, DataClass.PUBLIC, Door.HOME),
        Role(BUILDING_HEAD, _("楼栋长 / 联户长"), Reach.GRID, DataClass.INTERNAL, Door.DESK),
        Role(
            GRID_WORKER,
            _("网格员"),
            Reach.GRID,
            DataClass.PERSONAL,
            Door.DESK,
            browses_residents=True,
            manages_registers=True,
        ),
        Role(
            COMMUNITY_STAFF,
            _("社区工作者"),
            Reach.COMMUNITY,
            DataClass.SENSITIVE,
            Door.DESK,
            browses_residents=True,
            manages_registers=True,
            enters_admin=True,
            tends=frozenset({Duty.PEOPLE, Duty.PLACES, Duty.CONTENT}),
            looks_at=frozenset({Duty.REGIONS}),
            exports=True,
        ),
        Role(
            COMMUNITY_SECRETARY,
            _("社区书记"),
            Reach.COMMUNITY,
            DataClass.SENSITIVE,
            Door.DESK,
            browses_residents=True,
            manages_registers=True,
            enters_admin=True,
            tends=frozenset({Duty.PEOPLE, Duty.PLACES, Duty.CONTENT}),
            looks_at=frozenset({Duty.REGIONS}),
            exports=True,
            grants=(BUILDING_HEAD, GRID_WORKER, COMMUNITY_STAFF, SOCIAL_WORKER, ORG_MANAGER),
        ),
        Role(SOCIAL_WORKER, _("社工"), Reach.COMMUNITY, DataClass.INTERNAL, Door.DESK),
        Role(ORG_MANAGER, _("机构负责人"), Reach.ORGANIZATION, DataClass.INTERNAL, Door.DESK),
        Role(
            DEPARTMENT_LIAISON,
            _("部门联络员"),
            Reach.DEPARTMENT,
            DataClass.INTERNAL,
            Door.DESK,
        ),
        Role(
            DISPATCHER,
            _("派单员"),
            Reach.STREET,
            DataClass.INTERNAL,
            Door.DESK,
        ),
        Role(
            STREET_OFFICIAL,
            _("街道工作人员"),
            Reach.STREET,
            DataClass.INTERNAL,
            Door.INSIGHTS,
            needs_mfa=True,
            exports=True,
            grants=(COMMUNITY_SECRETARY, DISPATCHER, ORG_MANAGER, DEPARTMENT_LIAISON),
        ),
        Role(
            DISTRICT_OFFICIAL,
            _("区县工作人员"),
            Reach.DISTRICT,
            DataClass.INTERNAL,
            Door.INSIGHTS,
            needs_mfa=True,
            exports=True,
            grants=(STREET_OFFICIAL, ORG_MANAGER, DEPARTMENT_LIAISON),
        ),
        Role(
            UPPER_OFFICIAL,
            _("市级工作人员"),
            Reach.PLATFORM,
            DataClass.PUBLIC,
            Door.INSIGHTS,
            needs_mfa=True,
        ),
        Role(
            AUDITOR,
            _("审计管理员"),
            Reach.PLATFORM,
            DataClass.PUBLIC,
            Door.ADMIN,
            needs_mfa=True,
            enters_admin=True,
            tends=frozenset({Duty.AUDIT}),
        ),
        Role(
            SECURITY_ADMIN,
            _("安全管理员"),
            Reach.PLATFORM,
            DataClass.PUBLIC,
            Door.ADMIN,
            needs_mfa=True,
            enters_admin=True,
            tends=frozenset({Duty.ACCOUNTS}),
            grants=(DISTRICT_OFFICIAL, STREET_OFFICIAL, COMMUNITY_SECRETARY, PRIVACY_OFFICER),
        ),
        Role(
            SYSTEM_ADMIN,
            _("系统管理员"),
            Reach.PLATFORM,
            DataClass.PUBLIC,
            Door.ADMIN,
            needs_mfa=True,
            enters_admin=True,
            tends=frozenset({Duty.PLATFORM, Duty.REGIONS}),
        ),
        Role(
            PRIVACY_OFFICER,
            _("个人信息保护负责人"),
            Reach.DISTRICT,
            DataClass.INTERNAL,
            Door.DESK,
            needs_mfa=True,
            enters_admin=True,
            tends=frozenset({Duty.PRIVACY}),
        ),
    )
}

ADMINISTRATORS = frozenset({SYSTEM_ADMIN, SECURITY_ADMIN, AUDITOR})
"""Three duties, three people: nobody may hold two of these at a time."""

ROLE_CHOICES = [(role.code, role.name) for role in ROLES.values() if role.code != RESIDENT]
