"""Departments as a table: a street's and a district's, in, changed, and out."""

import pytest
from django.urls import reverse

from communities import exports
from communities.actions.departments import DepartmentFacts, record_department
from communities.importing.kinds import kinds_for
from communities.models import Department
from core import audit, scope
from core.exceptions import DomainError
from core.exports.registry import by_kind
from core.models import ExportJob
from tests.communities.sheets import bring, counts, look, one, reasons

pytestmark = pytest.mark.django_db
HEAD = ["部门名称", "职责", "办公电话"]


def test_a_table_comes_in_and_a_second_time_only_what_changed(town):
    data = one(HEAD, ["平安建设办公室", "综治、消防", "0858-8220001"], ["党建办", "", ""])
    assert counts(bring("departments", town.street, data, town.street_official)) == (2, 0, 0)
    assert counts(look("departments", town.street, data)) == (0, 0, 2)
    changed = one(HEAD, ["平安建设办公室", "综治、消防、调解", ""])
    plan = bring("departments", town.street, changed, town.street_official)
    assert [outcome.changed for outcome in plan.of("updated")] == [["duties"]]
    office = Department.objects.get(name="平安建设办公室")
    assert (office.area, office.duties) == (town.street, "综治、消防、调解")
    assert office.telephone == "0858-8220001", "an empty cell takes nothing away"
    assert [row.verb for row in audit.history(office)] == [
        "communities.department_corrected", "communities.department_recorded",
    ]  # fmt: skip


def test_what_was_closed_comes_back_into_use(town):
    Department.objects.filter(pk=town.department.pk).update(is_active=False)
    data = one(HEAD, [town.department.name, "", ""])
    assert counts(bring("departments", town.street, data, town.street_official)) == (0, 1, 0)
    assert Department.objects.get(pk=town.department.pk).is_active


def test_what_is_wrong_is_named_and_another_places_row_is_left_alone(town):
    data = one(
        [*HEAD, "所属"],
        ["甲办", "", "12", ""], ["乙办", "", "", ""], ["乙办", "", "", ""],
        ["丙局", "", "", "外地"], ["", "职责", "", ""],
    )  # fmt: skip
    found = {
        (row, heading) for row, heading, _why in reasons(look("departments", town.street, data))
    }
    assert {(2, "电话"), (4, "部门"), (6, "部门")} <= found
    assert not Department.objects.filter(name="丙局").exists()


def test_a_community_has_no_departments(town):
    with pytest.raises(DomainError, match="街道和区县"):
        record_department(town.community, DepartmentFacts("甲办"), actor=town.secretary)
    codes = {name: {kind.code for kind in kinds_for(town.viewer(name))} for name in (
        "secretary", "street_official", "district_official", "dispatcher",
    )}  # fmt: skip
    assert [name for name, kinds in codes.items() if "departments" in kinds] == [
        "street_official", "district_official",
    ]  # fmt: skip


def test_the_street_finds_the_table_from_its_departments(client, town):
    town.enter(client, "street_official")
    page = client.get(reverse("communities:departments")).content.decode()
    assert reverse("communities:imports") in page
    assert "部门模板" in client.get(reverse("communities:imports")).content.decode()
    template = reverse("communities:import_template", args=[town.street.pk, "departments"])
    assert client.get(template).status_code == 200
    town.enter(client, "secretary")
    template = reverse("communities:import_template", args=[town.community.pk, "departments"])
    assert client.get(template).status_code == 404


def test_it_goes_out_as_the_list_shows_it_and_comes_back_unchanged(town):
    assert by_kind["communities.departments"].allowed(town.viewer("secretary"))
    assert not by_kind["communities.departments"].allowed(town.viewer("liaison"))
    with scope.entered(()):
        rows = list(exports.departments(_job(town)).rows)
    assert [row[0] for row in rows] == [town.department.name]
    assert "吕联" in rows[0]
    headings = [str(title) for title in by_kind["communities.departments"].columns]
    back = one(headings, [str(cell) for cell in rows[0]])
    assert counts(look("departments", town.street, back)) == (0, 0, 1)


def _job(town):
    grant = town.viewer("secretary").grant_id
    return ExportJob(owner=town.secretary, kind="communities.departments", acting_as=str(grant))
