"""A role held for an office: it reaches what is addressed to it, and no place."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accounts import roles
from accounts.models import RoleGrant
from communities.actions import roles as actions
from communities.models import Department, DepartmentScope, Resident
from communities.viewers import enter_as
from core import scope
from core.exceptions import DomainError
from core.models.base import RowScope
from tests.town import Town, town

__all__ = ["town"]

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
DAY = timedelta(days=1)


@pytest.fixture
def office(town: Town) -> tuple[RoleGrant, Department]:
    department = Department.objects.create(area=town.street, name="平安办")
    grant = actions.give(roles.DEPARTMENT_LIAISON, town.stranger, [town.street], actor=None)
    DepartmentScope.objects.create(grant=grant, department=department)
    return grant, department


def test_a_liaison_officer_reaches_the_department_and_no_place(town, office):
    with scope.entered((), user_id=town.stranger.pk):
        viewer = enter_as(town.stranger)
        assert viewer.department_ids == {office[1].pk}
        assert viewer.organization_ids == frozenset()
        assert (viewer.community_ids, viewer.grid_ids) == ((), frozenset())
        assert not Resident.objects.exists()  # the database agrees
        assert not Resident.objects.visible_to(viewer).exists()


def test_who_stands_in_reaches_the_same_department(town, office):
    lent = actions.delegate(
        office[0],
        town.staff,
        by=enter_as(town.stranger),
        starts_on=TODAY(),
        ends_on=TODAY() + DAY,
        reason="外出",
    )
    scope.declare(scope.EVERYTHING)
    assert enter_as(town.staff, active=str(lent.pk)).department_ids == {office[1].pk}


def test_an_office_is_not_given_by_place_alone(town):
    with pytest.raises(DomainError):
        actions.appoint(
            roles.DEPARTMENT_LIAISON, town.stranger, town.street, by=town.viewer("street_official")
        )


@pytest.mark.parametrize(
    ("rule", "offices", "seen"),
    [
        (RowScope(organization="n"), {"organizations": [7]}, True),
        (RowScope(organization="n"), {"organizations": [8, 9]}, False),
        (RowScope(organization="n"), {"departments": [7]}, False),
        (RowScope(department="n"), {"departments": [6, 7]}, True),
        (RowScope(department="n"), {}, False),
    ],
)
def test_the_wall_opens_for_the_office_a_row_names(rule, offices, seen):
    with scope.entered((), **offices), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM (VALUES (7)) AS t(n) WHERE {rule.predicate()}")
        assert bool(cursor.fetchone()[0]) is seen


def test_the_offices_of_the_outer_scope_come_back():
    rule = RowScope(organization="n").predicate()
    with scope.entered((), organizations=[7]):
        with scope.entered(scope.EVERYTHING):
            pass
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM (VALUES (7)) AS t(n) WHERE {rule}")
            assert cursor.fetchone()[0] == 1
