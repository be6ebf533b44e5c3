"""Residents from the lists that communities already keep, and from the next version of them."""

from datetime import date

import pytest

from communities import history
from communities.actions import residents
from communities.models import Household, Resident
from core import crypto
from core.models import AuditEvent, TallyDelta
from tests.communities.sheets import bring, counts, look, one, reasons
from tests.town import id_number

HEAD = [
    "户编号", "姓名", "与户主关系", "性别", "出生日期", "身份证号码", "联系电话",
    "小区", "楼栋", "单元", "室号",
]  # fmt: skip
HOME = ["第一网格家园", "1号楼", "2", "301"]
BORN = date(1958, 3, 2)
NUMBER = id_number(BORN, 2)


def family(**changes):
    rows = [
        ["", "陈秀英", "户主", "女", "1958年3月2日", NUMBER, "13912340001", *HOME],
        ["", "陈小明", "子", "男", "1990.5.6", "", "", *HOME],
        ["", "陈一一", "孙女", "女", 43252, "", "", *HOME],
    ]
    for place, value in changes.items():
        row, column = place.split("_", 1)
        rows[int(row[1:])][HEAD.index(column)] = value
    return one(HEAD, *rows)


def test_a_list_opens_the_household_its_door_and_its_people(town):
    plan = bring("residents", town.community, family(), town.staff)
    assert counts(plan) == (3, 0, 0)
    head = Resident.objects.get(id_index=crypto.blind_index("id_number", NUMBER))
    assert head.is_head
    assert (head.name.open(), head.phone.open()) == ("陈秀英", "13912340001")
    assert (head.name_key, head.name_initials) == ("chenxiuying", "cxy")
    assert head.proof_index
    home = head.household
    assert (home.dwelling.unit, home.dwelling.room, home.grid) == ("2", "301", town.grid)
    assert sorted(p.relation_to_head for p in home.members.all()) == ["", "子", "孙女"]
    assert {p.born_on for p in home.members.all()} == {BORN, date(1990, 5, 6), date(2018, 6, 1)}


def test_bulk_rows_are_what_the_action_would_have_written(town):
    bring("residents", town.community, family(), town.staff)
    head = Resident.objects.get(id_index=crypto.blind_index("id_number", NUMBER))
    verbs = AuditEvent.objects.filter(
        object_type="communities.resident", object_id=str(head.pk)
    ).values_list("verb", "actor_id", "scope")
    assert list(verbs) == [
        ("communities.resident_registered", town.staff.pk, town.community.pk)
    ]  # fmt: skip
    added = TallyDelta.objects.filter(measure="communities.residents").latest("id")
    assert (added.delta, added.dims, added.scope) == (3, {"grid": town.grid.pk}, town.community.pk)
    twin = town.person("陈秀英")
    fields = {
        f.name for f in Resident._meta.concrete_fields if f.name.endswith(("index", "key"))
    } - {"id_index", "proof_index", "phone_index"}
    assert {name: getattr(head, name) for name in fields} == {
        name: getattr(twin, name) for name in fields
    }


def test_the_same_list_again_changes_nothing(town):
    bring("residents", town.community, family(), town.staff)
    events = AuditEvent.objects.count()
    plan = bring("residents", town.community, family(), town.staff)
    assert counts(plan) == (0, 0, 3)
    assert AuditEvent.objects.count() == events


def test_a_corrected_list_changes_only_what_was_corrected(town):
    bring("residents", town.community, family(), town.staff)
    plan = bring("residents", town.community, family(r1_联系电话="13800138000"), town.staff)
    assert counts(plan) == (0, 1, 2)
    assert plan.of("updated")[0].changed == ["phone"]
    son = Resident.objects.get(phone_index=crypto.blind_index("phone", "13800138000"))
    assert son.name.open() == "陈小明"
    event = AuditEvent.objects.filter(object_id=str(son.pk)).latest("id")
    assert event.verb == "communities.resident_corrected"
    assert "13800138000" not in str(event.details)
    assert event.sealed


def test_a_missing_id_number_is_added_to_the_person_who_is_there(town):
    bring("residents", town.community, family(), town.staff)
    number = id_number(date(1990, 5, 6), 13)
    plan = bring("residents", town.community, family(r1_身份证号码=number), town.staff)
    assert counts(plan) == (0, 1, 2)
    assert Resident.objects.filter(id_index=crypto.blind_index("id_number", number)).count() == 1


def test_an_empty_cell_takes_nothing_away(town):
    bring("residents", town.community, family(), town.staff)
    plan = bring("residents", town.community, family(r0_联系电话=""), town.staff)
    assert counts(plan) == (0, 0, 3)


def test_somebody_on_another_line_of_another_household_moves(town):
    bring("residents", town.community, family(), town.staff)
    moved = one(
        HEAD, ["", "陈秀英", "母亲", "", "", NUMBER, "", "第二网格家园", "1号楼", "", "505"]
    )
    assert counts(bring("residents", town.community, moved, town.staff)) == (0, 1, 0)
    mother = Resident.objects.get(id_index=crypto.blind_index("id_number", NUMBER))
    assert (mother.grid, mother.household.dwelling.room) == (town.second_grid, "505")
    heads = Household.objects.get(dwelling__room="301").members.filter(is_head=True)
    assert [head.name.open() for head in heads] == ["陈小明"]  # the eldest adult who stayed


def test_who_moved_away_comes_back_as_the_same_person(town):
    bring("residents", town.community, family(), town.staff)
    mother = Resident.objects.get(id_index=crypto.blind_index("id_number", NUMBER))
    residents.move_out(mother, actor=town.staff)
    plan = bring("residents", town.community, family(), town.staff)
    assert counts(plan) == (0, 1, 2)
    mother.refresh_from_db()
    assert mother.status == "present"


def test_the_dead_are_not_registered_again(town):
    bring("residents", town.community, family(), town.staff)
    mother = Resident.objects.get(id_index=crypto.blind_index("id_number", NUMBER))
    residents.record_death(mother, actor=town.staff)
    assert reasons(look("residents", town.community, family()))[0] == (
        2, "身份证号", "这个人已登记为去世",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("change", "heading", "says"),
    [
        ({"r0_身份证号码": 520221194503150012}, "身份证号", "后三位已经变成 000"),
        ({"r0_身份证号码": id_number(date(1958, 3, 3), 2)}, "出生日期", "不一致"),
        ({"r0_身份证号码": id_number(BORN, 1)}, "性别", "不一致"),
        ({"r0_联系电话": "138001"}, "联系电话", "6 位数字"),
        ({"r1_与户主关系": "户主"}, "与户主关系", "两个户主"),
        ({"r1_楼栋": "9栋"}, "楼栋", "没有这栋楼"),
        ({"r1_室号": ""}, "室号", "不知道住在哪一户"),
        ({"r1_姓名": "陈秀英", "r1_出生日期": "1958-03-02"}, "姓名", "同名"),
        ({"r1_身份证号码": NUMBER}, "身份证号", "与第 2 行相同"),
        ({"r2_姓名": ""}, "姓名", "必填"),
    ],
)
def test_each_mistake_is_named_with_row_column_and_mend(town, change, heading, says):
    if "r1_姓名" in change:
        change = {**change, "r0_身份证号码": ""}
    plan = look("residents", town.community, family(**change))
    issue = plan.table.errors[0]
    assert issue.heading == heading
    assert says in issue.reason
    assert issue.row == 2 + int(next(iter(change))[1])
    for secret in (NUMBER, "13912340001", "陈秀英", "1958-03"):
        assert secret not in str([each.as_json() for each in plan.table.issues])


def test_a_household_number_stands_for_the_address(town):
    home = town.households["resident"]
    data = one(["户号", "姓名", "关系"], [home.number, "张大宝", "儿子"])
    assert counts(bring("residents", town.community, data, town.staff)) == (1, 0, 0)
    son = Resident.objects.latest("id")
    assert (son.household, son.is_head) == (home, False)


def test_a_household_with_a_head_keeps_him(town):
    home = town.households["resident"]
    data = one(["户号", "姓名", "关系"], [home.number, "张大宝", "户主"])
    plan = bring("residents", town.community, data, town.staff)
    assert [(i.is_error, i.heading) for i in plan.table.issues] == [(False, "与户主关系")]
    assert not Resident.objects.latest("id").is_head


def test_numbers_in_a_note_lie_sealed_with_it(town):
    home = town.households["resident"]
    data = one(["户号", "姓名", "备注"], [home.number, "张大宝", "电话13800138000"])
    assert counts(bring("residents", town.community, data, town.staff)) == (1, 0, 0)
    person = Resident.objects.get(household=home, name_key="zhangdabao")
    assert str(person.note) == "（受保护）"
    assert person.note.open() == "电话13800138000"


def test_the_same_id_number_may_live_in_another_community(town):
    person = town.people["outsider"]
    home = town.households["resident"]
    number = person.id_number.open()
    data = one(["户号", "姓名", "身份证号"], [home.number, "孙远", number])
    assert counts(bring("residents", town.community, data, town.staff)) == (1, 0, 0)


def test_history_knows_the_words_for_what_the_import_writes():
    for verb in ("building_corrected", "estate_corrected", "area_arranged", "imported"):
        assert f"communities.{verb}" in history.VERBS
