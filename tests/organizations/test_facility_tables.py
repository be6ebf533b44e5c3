"""The register of places as a table: in, again, and what it will not take."""

import pytest

from core.exceptions import DomainError
from organizations import facility_importing
from organizations.actions import facilities
from organizations.models import Facility
from tests.communities.sheets import bring, counts, look, one, reasons

pytestmark = pytest.mark.django_db
HEAD = ["设施名称", "类型", "地址", "服务时间", "电话", "运营单位", "房间数", "启用日期"]
KIND = "facilities"


def place(**said):
    cells = {
        "name": "金秋食堂", "kind": "老年食堂", "address": "一号楼底层", "opening": "11:00–13:00",
        "phone": "0858-8888888", "operator": "", "rooms": "", "opened": "2026-03-01",
    }  # fmt: skip
    return list({**cells, **said}.values())


def test_a_list_comes_in_open_or_planned_and_a_second_time_is_the_same(town):
    data = one(HEAD, place(), place(name="金秋孵化基地", kind="孵化基地", rooms="8", opened=""))
    assert counts(bring(KIND, town.community, data, town.staff)) == (2, 0, 0)
    canteen, base = Facility.objects.order_by("pk")
    assert (canteen.kind, canteen.status, canteen.opening) == ("canteen", "open", "11:00–13:00")
    assert (base.status, base.rooms, base.area) == ("planned", 8, town.community)
    assert counts(look(KIND, town.community, data)) == (0, 0, 2)


def test_it_is_brought_up_to_date_and_an_empty_cell_takes_nothing_away(town):
    bring(KIND, town.community, one(HEAD, place(opened="")), town.staff)
    again = one(HEAD, place(address="", opening="11:30–13:00", operator=town.organization.name))
    assert counts(bring(KIND, town.community, again, town.staff)) == (0, 1, 0)
    fresh = Facility.objects.get()
    assert (fresh.address, fresh.opening) == ("一号楼底层", "11:30–13:00")
    assert (fresh.operator, fresh.status) == (town.organization, "open")


def test_what_is_paused_is_not_opened_by_a_file(town):
    bring(KIND, town.community, one(HEAD, place()), town.staff)
    facilities.pause(Facility.objects.get(), reason="修", actor=town.staff)
    assert counts(look(KIND, town.community, one(HEAD, place()))) == (0, 0, 1)
    assert Facility.objects.get().status == "paused"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"kind": "社工站"}, "不设在这一级"),
        ({"operator": "没有的机构"}, "名册里没有"),
        ({"rooms": "很多"}, "1 到 500"),
        ({"rooms": "0"}, "1 到 500"),
    ],
)
def test_what_it_does_not_take(town, said, why):
    plan = look(KIND, town.community, one(HEAD, place(**said)))
    assert why in str(reasons(plan))


def test_one_place_stands_in_one_row(town):
    plan = look(KIND, town.community, one(HEAD, place(), place()))
    assert "重复" in str(reasons(plan))


def test_somebody_brings_it_in(town):
    plan = look(KIND, town.community, one(HEAD, place()))
    with pytest.raises(DomainError, match="工作人员"):
        facility_importing.write(plan, town.community, actor=None)


def test_the_street_brings_in_its_own(town):
    data = one(HEAD, place(name="双水社工站", kind="社工站", opened=""))
    assert counts(bring(KIND, town.street, data, town.street_official)) == (1, 0, 0)
    assert Facility.objects.get().area == town.street


def test_square_metres_come_in_as_a_whole_number(town):
    head = [*HEAD, "建筑面积"]
    data = one(head, [*place(), "120平方米"])
    assert counts(bring(KIND, town.community, data, town.staff)) == (1, 0, 0)
    assert Facility.objects.get().square_metres == 120
    for wrong in ("很大", "0", "1000000"):
        data = one(head, [*place(), wrong])
        assert "平方米" in str(reasons(look(KIND, town.community, data)))
