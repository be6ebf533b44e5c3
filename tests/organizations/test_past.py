"""History above a community: whoever keeps a thing of a street reads what others wrote of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core import scope
from core.models import AuditEvent
from organizations.actions import demands, facilities, incubations, organizations
from organizations.actions.facilities import Place
from organizations.models import Demand, Facility, Incubation, Organization, ServiceDomain
from organizations.queries import demands as demand_queries
from organizations.queries import facilities as facility_queries
from organizations.queries import incubations as incubation_queries
from organizations.queries import organizations as organization_queries
from tests.organizations.conftest import facts

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def a_facility(town) -> Facility:
    made = facilities.add(town.street, Place(kind="incubator", name="孵化基地"), actor=None)
    return facilities.open_up(made, opened_on=TODAY(), actor=town.street_official)


def a_demand(town) -> Demand:
    return demands.publish(
        town.street, domain=ServiceDomain.objects.first(), title="书法课",
        answer_by=TODAY() + timedelta(days=9), actor=None,
    )  # fmt: skip


def an_organization(town) -> Organization:
    return organizations.register(town.street, facts("街道商会"), actor=None)


def an_incubation(town) -> Incubation:
    base = a_facility(town)
    return incubations.apply(an_organization(town), base=base, plan="驻站", actor=None)


def _facility(viewer, pk):
    return facility_queries.facility_page(viewer, facility_queries.get_facility(viewer, pk))


def _demand(viewer, pk):
    return demand_queries.demand_page(viewer, demand_queries.get_demand(viewer, pk))


def _organization(viewer, pk):
    found = organization_queries.get_at_desk(viewer, pk)
    return organization_queries.organization_page(viewer, found)


def _incubation(viewer, pk):
    return incubation_queries.incubation_page(viewer, incubation_queries.get_incubation(viewer, pk))


KINDS = {
    "facility": (a_facility, _facility),
    "demand": (a_demand, _demand),
    "organization": (an_organization, _organization),
    "incubation": (an_incubation, _incubation),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("reader", ["street_official", "district_official"])
def test_who_keeps_a_thing_of_the_street_reads_lines_he_did_not_write(town, kind, reader):
    """Behind the wall of his own scope: the page enters the book of the street."""
    make, page = KINDS[kind]
    made = make(town)
    lines = AuditEvent.objects.filter(
        object_type=made._meta.label_lower, object_id=str(made.pk)
    ).count()
    assert lines
    viewer = town.viewer(reader)
    with scope.entered({*viewer.community_ids, *viewer.area_ids}, user_id=viewer.user_id):
        assert len(page(viewer, made.pk).history) == lines


@pytest.mark.parametrize("kind", KINDS)
def test_no_line_stands_in_nobodys_book(town, kind):
    make, _page = KINDS[kind]
    make(town)
    rooms = AuditEvent.objects.filter(object_type__startswith="organizations.")
    assert not rooms.filter(scope=None).exists()


def test_a_manager_reads_what_the_desk_did_with_his_organisation(town):
    unit = town.organization
    organizations.correct(unit, introduction="新的介绍", actor=town.staff)
    viewer = town.viewer("org_manager")
    with scope.entered((), user_id=viewer.user_id, organizations=viewer.organization_ids):
        page = _organization(viewer, unit.pk)
    assert any("更正资料" in event.text for event in page.history)
