"""Who sees which organisation, and its contact person."""

import pytest

from core import scope
from organizations.actions import managers, organizations
from organizations.models import ContactPerson, OfferedService, Organization
from organizations.queries import finding, public
from organizations.queries.organizations import Filters, register, visible
from organizations.who_to_ask import party_and_mass_organizations, social_organizations
from tests.organizations.conftest import facts, filed

pytestmark = pytest.mark.django_db

SEES = {
    # own: proposed in one's community; sibling, far: the same there; above: the street's;
    # serving: another district's that says it works here
    "anonymous": set(),
    "stranger": set(),
    "resident": set(),
    "outsider": set(),
    "head": set(),
    "liaison": set(),
    "org_manager": set(),
    "system_admin": set(),
    "auditor": set(),
    "worker": {"own", "above", "serving"},
    "staff": {"own", "above", "serving"},
    "secretary": {"own", "above", "serving"},
    "sibling_staff": {"sibling", "above"},
    "far_staff": {"far", "serving"},
    "dispatcher": {"own", "sibling", "above", "serving"},
    "street_official": {"own", "sibling", "above", "serving"},
    "district_official": {"own", "sibling", "above", "serving"},
    "far_official": {"far", "serving"},
}
KEEPS = {
    "staff": {"own"},
    "secretary": {"own"},
    "sibling_staff": {"sibling"},
    "far_staff": {"far", "serving"},
    "street_official": {"own", "sibling", "above"},
    "district_official": {"own", "sibling", "above"},
    "far_official": {"far", "serving"},
}


@pytest.fixture
def made(town):
    """All of them proposed: what is active everybody sees."""
    places = {
        "own": town.community, "sibling": town.sibling, "far": town.far_community,
        "above": town.street, "serving": town.far_community,
    }  # fmt: skip
    rows = {
        name: organizations.propose(area, facts(f"{name}提的"), actor=town.stranger)
        for name, area in places.items()
    }
    organizations.set_service_areas(
        rows["serving"], areas=[town.far_community, town.community], actor=None
    )
    return {row.pk: name for name, row in rows.items()}


@pytest.mark.parametrize("name", SEES)
def test_who_sees_what_is_not_active_yet(town, made, name):
    viewer = town.viewer(name)
    assert {made[row.pk] for row in visible(viewer) if row.pk in made} == SEES[name]
    kept = Organization.objects.kept_by(viewer).values_list("pk", flat=True)
    assert {made[pk] for pk in kept if pk in made} == KEEPS.get(name, set())


@pytest.mark.parametrize("name", SEES)
def test_the_desk_lists_nothing_for_who_has_no_register(town, made, name):
    rows = register(town.viewer(name), Filters()).rows
    names = {made[row.pk] for row in rows if row.pk in made}
    assert names == SEES[name]
    if name in {"anonymous", "stranger", "resident", "head", "liaison", "system_admin"}:
        assert rows == []


def test_everybody_sees_the_active_ones(town, association, another):
    far = another(town.far_community, "远山互助")
    for name in ("anonymous", "resident", "liaison", "head"):
        assert {association, far} <= set(visible(town.viewer(name)))
    assert far not in set(visible(town.viewer("staff"))), "a desk lists its own places"


def test_a_manager_sees_and_keeps_his_own_whatever_its_state(town):
    own = town.organization
    organizations.suspend(own, reason="整改", actor=town.secretary)
    viewer = town.viewer("org_manager")
    assert own in set(visible(viewer))
    assert set(Organization.objects.manageable_by(viewer)) == {own}
    assert not Organization.objects.kept_by(viewer).exists()
    assert not OfferedService.objects.manageable_by(town.viewer("resident")).exists()


def test_a_lent_office_is_the_lenders(town):
    lender = town.organization.scopes.get().grant
    assert town.viewer("org_manager").organization_ids == {town.organization.pk}
    assert lender.delegations.count() == 0


@pytest.fixture
def contact(town, association):
    return organizations.set_contact(
        association, name="李会长", phone="13911112222", actor=town.staff
    )


@pytest.mark.parametrize(
    ("name", "sees"),
    [
        ("staff", True), ("secretary", True), ("worker", True), ("street_official", True),
        ("sibling_staff", False), ("far_staff", False), ("resident", False), ("liaison", False),
        ("anonymous", False), ("org_manager", False), ("head", False), ("dispatcher", False),
    ],
)  # fmt: skip
def test_the_contact_person_is_for_those_who_work_with_it(town, contact, name, sees):
    assert ContactPerson.objects.visible_to(town.viewer(name)).exists() is sees


def test_the_wall_hides_contacts_of_other_communities(town, contact):
    def seen(**where):
        with scope.entered(**where):
            return ContactPerson.objects.filter(pk=contact.pk).exists()

    assert seen(communities=[town.community.pk])
    assert not seen(communities=[town.sibling.pk])
    assert not seen(communities=[])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("老年", True), ("jinqiulao", True), ("jqlnxh", True), ("理发", True), ("助老", True),
        ("13911112222", True), ("lnxh", True), ("13911113333", False), ("没有这个", False),
    ],
)  # fmt: skip
def test_it_is_found_by_name_sound_service_and_number(town, contact, haircut, text, found):
    rows = finding.organizations(town.viewer("staff"), text)
    assert rows.filter(pk=contact.organization_id).exists() is found


def test_a_number_finds_nothing_for_who_may_not_read_it(town, contact):
    organizations.set_service_areas(
        contact.organization, areas=[town.community, town.sibling], actor=None
    )
    viewer = town.viewer("sibling_staff")
    assert finding.organizations(viewer, "老年").exists()
    assert not finding.organizations(viewer, "13911112222").exists()


def test_it_is_found_by_its_code(town):
    found = finding.organizations(town.viewer("staff"), "52520281mjy123456n")
    assert list(found) == [town.organization]


def test_filters_of_the_register(town, association, haircut):
    organizations.register(town.community, filed("过期的", -3), actor=town.staff)
    viewer = town.viewer("staff")

    def names(**asked):
        return {row.name for row in register(viewer, Filters(**asked)).rows}

    assert names(family="social") == {"金秋老年协会", "过期的", town.organization.name}
    assert names(kind="mutual_aid") == {"金秋老年协会", "过期的"}
    assert names(domain=haircut.domain_id) == {"金秋老年协会"}
    assert names(status="expired") == {"过期的"}
    assert names(status="closed") == set()
    assert names(q="理发") == {"金秋老年协会"}


def test_the_register_goes_on_where_it_stopped(town, monkeypatch):
    monkeypatch.setattr("organizations.queries.organizations.PAGE", 2)
    for n in range(4):
        organizations.register(town.community, facts(f"社团{n}"), actor=None)
    viewer, seen, after = town.viewer("staff"), [], None
    while True:
        page = register(viewer, Filters(after=after))
        seen += [row.pk for row in page.rows]
        if page.next_after is None:
            break
        after = page.next_after
    assert len(seen) == len(set(seen)) == 5


def test_the_public_list_of_a_place(town, association, haircut, another):
    far = another(town.far_community, "远山互助")
    above = another(town.street, "街道互助")
    organizations.propose(town.community, facts("没确认"), actor=town.worker)
    page = public.get_place(town.community.pk)
    listed = {each for group in page.groups for each in group.organizations}
    assert listed == {association, above, town.organization}
    assert far not in listed
    narrowed = public.get_place(town.community.pk, haircut.domain.code)
    assert [each for g in narrowed.groups for each in g.organizations] == [association]


def test_whom_to_ask_names_hubs_first(town, association, another):
    hub = another(town.street, "街道孵化中心", is_hub=True)
    labels = [contact.label for contact in social_organizations(town.community)]
    assert labels[0] == hub.name
    assert labels[-1] == "全部组织和单位"
    assert association.name in labels
    assert party_and_mass_organizations(town.community) == []
    another(town.community, "社区妇联", kind="women", registration="none")
    found = party_and_mass_organizations(town.community)
    assert [contact.label for contact in found] == ["社区妇联"]


def test_managers_of_the_same_organisation_do_not_see_each_others_others(town, association):
    managers.appoint_manager(association, user=town.stranger, actor=town.secretary)
    assert set(Organization.objects.manageable_by(town.viewer("stranger"))) == {association}
