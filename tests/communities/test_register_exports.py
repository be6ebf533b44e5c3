"""The four registers as tables: own places only, masked, children closed."""

import pytest

from accounts.models import RoleGrant
from communities import exports
from communities.models import Area, Building, Household
from core import scope
from core.exceptions import DomainError
from core.exports.registry import by_kind
from core.models import ExportJob


def job(town, name, produce=exports.residents):
    grant = RoleGrant.objects.get(user=town.accounts[name])
    kind = next(kind for kind, each in by_kind.items() if each.produce is produce)
    return ExportJob(owner=town.accounts[name], kind=kind, acting_as=str(grant.pk))


def lines(town, name, produce):
    with scope.entered(()):
        produced = produce(job(town, name, produce))
        rows = [[str(cell) for cell in row] for row in produced.rows]
    assert len(rows) == produced.total
    return rows


def test_the_residents_of_the_own_community_with_masked_phones(town):
    rows = lines(town, "staff", exports.residents)
    names = {row[1] for row in rows}
    assert "张桂芳" in names
    assert {"孙远", "赵小兰"}.isdisjoint(names)
    everything = str(rows)
    assert "139****0001" in everything
    assert "13900000001" not in everything
    assert "张小宝" not in everything  # a child's record is closed


@pytest.mark.parametrize(
    ("produce", "rows"),
    [
        (exports.households, lambda home: Household.objects.filter(community=home)),
        (exports.buildings, lambda home: Building.objects.filter(community=home)),
        (exports.grids, lambda home: Area.objects.filter(community=home, level="grid")),
    ],
    ids=["households", "buildings", "grids"],
)
def test_places_of_the_own_community(town, produce, rows):
    for name, home in (("secretary", town.community), ("far_staff", town.far_community)):
        found = lines(town, name, produce)
        assert len(found) == rows(home).count()
        assert "第一网格" in str(found)


def test_who_lost_his_role_gets_no_table(town):
    waiting = job(town, "staff")
    RoleGrant.objects.filter(user=town.staff).delete()
    with scope.entered(()), pytest.raises(DomainError, match="身份"):
        exports.residents(waiting)


@pytest.mark.parametrize("name", ["worker", "system_admin", "street_official"])
def test_roles_without_the_right_export_nothing(town, name):
    with scope.entered(()), pytest.raises(DomainError):
        exports.residents(job(town, name))


def test_the_page_offers_what_one_may_export(enter, town):
    page = enter("staff").get("/desk/import/").content.decode()
    assert page.count('name="kind" value="communities.') == 6
