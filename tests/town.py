"""One small town for every test, made with the real actions.

    def test_…(town): town.secretary, town.resident, town.community, town.people["resident"] …
    client = town.enter(client, "secretary")     # signed in, second factor included

Places: 山水区 > 双水街道 > {金秋社区 (grids 1 and 2), 明湖社区 (grid)}, and far away
远山区 > 远山街道 > 远山社区. Accounts are attributes; the residents they are bound to stand in
`town.people` under the same name. `org_manager` speaks for `town.organization`, which
stations `social_worker` here; `liaison` speaks for `town.department`. `team_leader` leads a team
of volunteers, `volunteer` belongs to it; no register knows them. `stranger` has signed in
once and is bound to nobody.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts import roles, second_factor
from accounts.models import RoleGrant, User
from accounts.viewer import Viewer
from communities.actions import areas, authorities, bindings, care, households, housing, residents
from communities.actions.facts import PersonFacts
from communities.models import (
    Area,
    AreaScope,
    Department,
    DepartmentScope,
    Dwelling,
    Household,
    Level,
    Resident,
)
from communities.viewers import enter_as
from core import scope
from core.identifiers import id_check_digit
from core.models import Message, OutboxMessage
from organizations.actions import managers, organizations, social_workers
from organizations.actions.facts import Facts
from organizations.actions.social_workers import WorkerFacts
from organizations.models import Organization
from tests import databases
from volunteers.actions import registering, standing, teams
from volunteers.actions.own import Slot
from volunteers.actions.registering import Facts as Person
from volunteers.actions.registering import Offer
from volunteers.models import Volunteer


def id_number(born: date, sequence: int = 1, region: str = "520204") -> str:
    """An invented number with a true check digit; an odd sequence is a man's."""
    digits = f"{region}{born:%Y%m%d}{sequence:03d}"
    return digits + id_check_digit(digits + "0")


def years_ago(years: int) -> date:
    today = timezone.localdate()
    return date(today.year - years, 1, 1)


@dataclass
class Town:
    district: Area
    street: Area
    community: Area
    grid: Area
    second_grid: Area
    sibling: Area
    sibling_grid: Area
    far_district: Area
    far_street: Area
    far_community: Area
    far_grid: Area
    accounts: dict[str, User] = field(default_factory=dict)
    people: dict[str, Resident] = field(default_factory=dict)
    households: dict[str, Household] = field(default_factory=dict)
    _doors: int = 0

    def __getattr__(self, name: str) -> User:
        try:
            return self.__dict__["accounts"][name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def organization(self) -> Organization:
        """The one `org_manager` speaks for."""
        return Organization.objects.select_related("area").get(uscc="52520281MJY123456N")

    @property
    def department(self) -> Department:
        """The one `liaison` speaks for."""
        return Department.objects.get(name="双水市政所")

    # --- to see and to act as somebody -----------------------------------------------------

    def viewer(self, name: str) -> Viewer:
        """What `request.viewer` would be; the scope of the test stays EVERYTHING."""
        if name == "anonymous":
            return enter_as(None)
        user = User.objects.get(pk=self.accounts[name].pk)
        before = scope.current()
        viewer = enter_as(user, has_mfa=is_mfa_enabled)
        scope.declare(before.communities if before else scope.EVERYTHING)
        return viewer

    def enter(self, client: Client, name: str) -> Client:
        if name == "anonymous":
            client.logout()
        else:
            client.force_login(self.accounts[name])
            session = client.session
            if is_mfa_enabled(self.accounts[name]):
                second_factor.mark_passed(session, vouched=True)
            session.save()
        return client

    # --- more of the same --------------------------------------------------------------------

    def account(self, name: str, full_name: str, phone: str) -> User:
        user = User.objects.create_user(phone, name=full_name, last_seen_at=timezone.now())
        self.accounts[name] = user
        return user

    def official(self, name: str, full_name: str, phone: str, role: str, *places: Area) -> User:
        user = self.account(name, full_name, phone)
        grant = RoleGrant.objects.create(user=user, role=role, starts_on=years_ago(1))
        for place in places:
            AreaScope.objects.create(grant=grant, area=place)
        if roles.ROLES[role].needs_mfa:
            Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
        return user

    def door(self, grid: Area | None = None) -> Dwelling:
        """A free dwelling in the grid."""
        grid = grid or self.grid
        self._doors += 1
        building = grid.buildings.get()
        return housing.add_dwelling(building, f"{self._doors:03d}", unit="1", actor=None)

    def household(self, grid: Area | None = None) -> Household:
        return households.open_household(self.door(grid), actor=None)

    def person(
        self, full_name: str, household: Household | None = None, **facts: object
    ) -> Resident:
        """One more resident, in a household of his own unless told otherwise."""
        home = household or self.household()
        values = {"born_on": years_ago(40), **facts}
        guardian = values.pop("guardian", None)
        return residents.register_resident(
            home.community,
            PersonFacts(name=full_name, **values),
            household=home,
            guardian=guardian,
            actor=None,
        )

    def bound(self, name: str, full_name: str, phone: str, grid: Area, **facts: object) -> Resident:
        """An account, a household, a resident, and the click at the desk that binds them."""
        self.account(name, full_name, phone)
        self.households[name] = self.household(grid)
        person = self.person(full_name, self.households[name], phone=phone, **facts)
        self.people[name] = person
        clerk = self.accounts["staff" if grid.community_id == self.community.pk else "far_staff"]
        bindings.bind_at_the_desk(person, self.accounts[name], actor=clerk)
        return person


def _places() -> Town:
    def district(name: str, code: str) -> tuple[Area, Area]:
        top = areas.create_area(Level.DISTRICT, None, f"{name}区", code=code, actor=None)
        street = areas.create_area(Level.STREET, top, f"{name}街道", code=f"{code}002", actor=None)
        return top, street

    def community(street: Area, name: str, number: int) -> tuple[Area, Area]:
        place = areas.create_area(
            Level.COMMUNITY, street, name, code=f"{street.code}{number:03d}", actor=None
        )
        return place, grid(place, "第一网格")

    def grid(place: Area, name: str) -> Area:
        fresh = areas.create_area(Level.GRID, place, name, actor=None)
        estate = housing.add_estate(place, f"{name}家园", actor=None)
        housing.add_building(estate, "1号楼", grid=fresh, actor=None)
        return fresh

    near, street = district("山水", "520204")
    far, far_street = district("远山", "520281")
    home, first = community(street, "金秋社区", 1)
    sibling, sibling_grid = community(street, "明湖社区", 2)
    far_community, far_grid = community(far_street, "远山社区", 1)
    return Town(
        near, street, home, first, grid(home, "第二网格"),
        sibling, sibling_grid, far, far_street, far_community, far_grid,
    )  # fmt: skip


def _staff(town: Town) -> None:
    for name, full_name, phone, role, *places in [
        ("secretary", "周明", "13800000001", roles.COMMUNITY_SECRETARY, town.community),
        ("staff", "吴静", "13800000002", roles.COMMUNITY_STAFF, town.community),
        ("worker", "郑强", "13800000003", roles.GRID_WORKER, town.grid),
        ("second_worker", "冯丽", "13800000004", roles.GRID_WORKER, town.second_grid),
        ("head", "陈伯", "13800000005", roles.BUILDING_HEAD, town.grid),
        ("sibling_staff", "褚云", "13800000006", roles.COMMUNITY_STAFF, town.sibling),
        ("far_staff", "卫东", "13800000007", roles.COMMUNITY_STAFF, town.far_community),
        ("dispatcher", "蒋芳", "13800000008", roles.DISPATCHER, town.street),
        ("street_official", "沈涛", "13800000009", roles.STREET_OFFICIAL, town.street),
        ("district_official", "韩梅", "13800000010", roles.DISTRICT_OFFICIAL, town.district),
        ("far_official", "杨帆", "13800000011", roles.DISTRICT_OFFICIAL, town.far_district),
        ("privacy_officer", "朱敏", "13800000012", roles.PRIVACY_OFFICER, town.district),
        ("system_admin", "秦川", "13800000013", roles.SYSTEM_ADMIN),
        ("security_admin", "尤佳", "13800000014", roles.SECURITY_ADMIN),
        ("auditor", "许诺", "13800000015", roles.AUDITOR),
    ]:
        town.official(name, full_name, phone, role, *places)
    town.account("stranger", "何方", "13800000016")


def _offices(town: Town) -> None:
    """Those who work for an office instead of a place: one organisation, one department."""
    department = Department.objects.create(area=town.street, name="双水市政所")
    liaison = town.official("liaison", "吕联", "13800000017", roles.DEPARTMENT_LIAISON, town.street)
    DepartmentScope.objects.create(grant=liaison.grants.get(), department=department)
    town.account("org_manager", "施行", "13800000018")
    helpers = organizations.register(
        town.community,
        Facts(
            kind="service_agency",
            name="金秋社会工作服务中心",
            registration="registered",
            uscc="52520281MJY123456N",
            telephone="0858-8000001",
        ),
        actor=None,
    )
    managers.appoint_manager(helpers, user=town.org_manager, actor=town.secretary)
    town.account("social_worker", "华清", "13800000019")
    social_workers.register_social_worker(
        town.community,
        WorkerFacts(
            name="华清",
            phone="13800000019",
            specialities="儿童、个案",
            level="intermediate",
            certificate_number="2024-SW-0019",
        ),
        actor=town.secretary,
        organization=helpers,
        station="金秋社工站",
        user=town.social_worker,
    )


def _residents(town: Town) -> None:
    """resident with child and mother in grid 1, neighbour in grid 2, outsider far away."""
    born = years_ago(42)
    town.bound(
        "resident", "张桂芳", "13900000001", town.grid, born_on=born, id_number=id_number(born, 2)
    )
    home = town.households["resident"]
    mother = town.people["resident"]
    town.people["child"] = residents.register_resident(
        home.community,
        PersonFacts(name="张小宝", born_on=years_ago(9)),
        household=home,
        guardian=mother,
        relation_to_head="子女",
        moved_in_on=years_ago(9),
        actor=town.staff,
    )
    elder_born = years_ago(81)
    town.people["elder"] = town.person(
        "李大山",
        town.household(town.grid),
        born_on=elder_born,
        id_number=id_number(elder_born, 11),
    )
    care.add_label(
        town.people["elder"],
        group="elder",
        condition="living_alone",
        evidence="入户核实",
        valid_from=years_ago(1),
        actor=town.staff,
    )
    born = years_ago(35)
    town.bound(
        "neighbour", "王建国", "13900000002", town.second_grid,
        born_on=born, id_number=id_number(born, 3),
    )  # fmt: skip
    authorities.record_authority(
        town.people["elder"],
        town.neighbour,
        relation="neighbour",
        purpose="orders",
        evidence="窗口当面授权",
        valid_to=timezone.localdate() + timedelta(days=365),
        actor=town.staff,
    )
    town.people["sibling"] = town.person("赵小兰", town.household(town.sibling_grid))
    born = years_ago(50)
    town.bound(
        "outsider", "孙远", "13900000003", town.far_grid,
        born_on=born, id_number=id_number(born, 5, "520281"),
    )  # fmt: skip


def _volunteers(town: Town) -> None:
    """Two whom no register knows: `team_leader` leads 邻里帮手队, `volunteer` belongs to it."""
    born, saturday = years_ago(45), Slot(6, "morning")
    for at, (name, full_name, phone) in enumerate(
        [("team_leader", "严领", "13800000020"), ("volunteer", "华帮", "13800000021")]
    ):
        fresh = registering.register(
            town.account(name, full_name, phone),
            town.community,
            Offer(times=[saturday]),
            facts=Person(name=full_name, born_on=born),
            agreed=True,
        )
        standing.verify_identity(fresh, id_number=id_number(born, 201 + at), actor=town.staff)
        standing.accept(fresh, actor=town.staff)
    team = teams.found_team(
        town.community, kind="community", name="邻里帮手队", founder_kind="community",
        actor=town.secretary,
    )  # fmt: skip
    for name in ("team_leader", "volunteer"):
        one = Volunteer.objects.get(user=town.accounts[name])
        joined = teams.add_member(team, volunteer=one, how="当面", actor=town.secretary)
        if name == "team_leader":
            teams.change_leader(team, membership=joined, actor=town.secretary)
    teams.activate_team(team, actor=town.secretary)
    OutboxMessage.objects.filter(topic__startswith="volunteers.").delete()  # they have been told


def build() -> Town:
    town = _places()
    _staff(town)
    _offices(town)
    _residents(town)
    _volunteers(town)
    Message.objects.all().delete()  # what it took to build is no news to any test
    OutboxMessage.objects.all().delete()
    return town


# --- built once, found again by every test (tests/databases.py) ---------------------------
PLACES = tuple(field.name for field in fields(Town) if field.type is Area)


def settle() -> str:
    """Build the town for good, and say where everything stands."""
    with scope.entered(scope.EVERYTHING):
        town = build()
        connection.run_on_commit = []  # no test's worker should wake for it
    people = {
        group: {name: row.pk for name, row in getattr(town, group).items()}
        for group in ("accounts", "people", "households")
    }
    areas = {name: getattr(town, name).pk for name in PLACES}
    return json.dumps({"areas": areas, **people, "doors": town._doors})


def find(note: str) -> Town:
    """The same town from its rows: nothing is shared between tests but what stands there."""
    told = json.loads(note)
    rows = Area.objects.in_bulk()
    for row in rows.values():
        for name in ("parent", "community"):
            if (above := getattr(row, f"{name}_id")) is not None:
                setattr(row, name, rows[above])
    users = User.objects.in_bulk(told["accounts"].values())
    homes = Household.objects.in_bulk(told["households"].values())
    residents = Resident.objects.in_bulk(told["people"].values())
    for row in (*homes.values(), *residents.values()):
        row.community = rows[row.community_id]
        row.grid = rows[row.grid_id]
    return Town(
        **{name: rows[pk] for name, pk in told["areas"].items()},
        accounts={name: users[pk] for name, pk in told["accounts"].items()},
        people={name: residents[pk] for name, pk in told["people"].items()},
        households={name: homes[pk] for name, pk in told["households"].items()},
        _doors=told["doors"],
    )


GROUND = databases.Ground("town", settle)


@pytest.fixture
def town(db: None) -> Town:
    if not databases.stands_on(GROUND):  # asked for at the last moment
        return build()
    return find(databases.note_of(GROUND))


@pytest.fixture
def enter(client: Client, town: Town) -> Callable[[str], Client]:
    """`enter("secretary")` → the test client, signed in as her."""
    return lambda name: town.enter(client, name)
