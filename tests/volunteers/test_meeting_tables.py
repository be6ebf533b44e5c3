"""Meetings and what was said at them come in from a table, word by word, and go home again."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from communities.importing import kinds
from core import scope
from core.exports.registry import by_kind
from core.imports.reader import read_file
from core.imports.tables import read_table
from core.models import ExportJob
from tests.communities.sheets import bring, counts, look, one, reasons
from tests.volunteers.hour_help import of
from volunteers.actions import meetings
from volunteers.models import Meeting, Opinion

pytestmark = pytest.mark.django_db
HEAD = ["会议", "日期", "地点", "队伍", "到会的人", "其他人", "意见", "发言人", "答复"]
LAMP, LIFT = "三号楼门口的灯不亮", "电梯吱吱响"


def line(**said):
    cells = {
        "title": "月会", "day": "2026-01-09", "place": "议事厅", "team": "", "there": "",
        "others": "3", "words": LAMP, "by": "", "answer": "",
    }  # fmt: skip
    return list({**cells, **said}.values())


def more(**said):
    """A further word at the same meeting."""
    return line(**{"place": "", "others": "", **said})


def faults(town, data):
    plan = look("meetings", town.community, data)
    return [(row, heading) for row, heading, _why in reasons(plan)]


def test_one_line_a_word_and_one_meeting_of_all_its_lines(town):
    helper = of(town, "volunteer")
    rows = [
        line(there=helper.number_shown, team="邻里帮手队"),
        more(words=LIFT, by=helper.number, answer="物业明天来"),
        line(day="2026-02-09", words=""),
    ]
    assert counts(bring("meetings", town.community, one(HEAD, *rows), town.staff)) == (3, 0, 0)
    first, second = Meeting.objects.order_by("held_on")
    assert (first.title, first.held_on, first.place) == ("月会", date(2026, 1, 9), "议事厅")
    assert (first.team.name, first.others, first.written_by) == ("邻里帮手队", 3, town.staff)
    assert list(first.present.all()) == [helper]
    said = list(first.opinions.order_by("pk").values_list("words", "said_by", "outcome", "answer"))
    assert said == [(LAMP, None, "open", ""), (LIFT, helper.pk, "answered", "物业明天来")]
    assert not second.opinions.exists()
    assert counts(look("meetings", town.community, one(HEAD, *rows))) == (0, 0, 3)


def test_a_word_that_was_forgotten_joins_its_meeting(town):
    bring("meetings", town.community, one(HEAD, line()), town.staff)
    data = one(HEAD, line(), more(words=LIFT))
    assert counts(look("meetings", town.community, data)) == (1, 0, 1)
    bring("meetings", town.community, data, town.staff)
    assert set(Meeting.objects.get().opinions.values_list("words", flat=True)) == {LAMP, LIFT}


def test_two_numbers_one_below_the_other_are_two_people(town):
    both = [of(town, name) for name in ("volunteer", "team_leader")]
    there = "\n".join(each.number_shown for each in both)
    bring("meetings", town.community, one(HEAD, line(there=there)), town.staff)
    assert set(Meeting.objects.get().present.all()) == set(both)


@pytest.mark.parametrize(
    ("changes", "where", "why"),
    [
        ({"title": ""}, "什么会", "必填"),
        ({"title": "会" * 61}, "什么会", "60"),
        ({"day": "上个月"}, "哪天开的", "看不懂"),
        ({"place": ""}, "在哪里", "必填"),
        ({"team": "没有的队"}, "哪支队伍", "没有“没有的队”"),
        ({"there": "王小明"}, "到会的志愿者", "没有编号是“王小明”"),
        ({"others": ""}, "到会的志愿者", "请写到会的人"),
        ({"others": "很多"}, "到会的其他人", "数字"),
        ({"words": "打 13900001111"}, "说了什么", "电话号码"),
        ({"words": "说" * 91}, "说了什么", "90"),
        ({"words": "", "answer": "好"}, "说了什么", "请写说了什么"),
    ],
)
def test_each_row_is_told_what_to_mend(town, changes, where, why):
    changes = {"day": "2026-03-09", **changes}
    plan = look("meetings", town.community, one(HEAD, line(), line(**changes)))
    told = [(row, heading) for row, heading, _reason in reasons(plan)]
    assert (3, where) in told
    assert any(why in reason for _row, heading, reason in reasons(plan) if heading == where)
    assert [row for row, _heading in told if row != 3] == []


def test_a_meeting_of_tomorrow_has_not_been_held(town):
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    plan = look("meetings", town.community, one(HEAD, line(day=tomorrow)))
    [(row, heading, why)] = reasons(plan)
    assert (row, heading) == (2, "哪天开的")
    assert "还没开" in why


def test_who_said_it_was_there(town):
    absent = of(town, "team_leader")
    data = one(HEAD, line(there=of(town, "volunteer").number, by=absent.number))
    assert [
        (row, heading) for row, heading, _why in reasons(look("meetings", town.community, data))
    ] == [(2, "谁说的")]
    meetings.write_down(
        town.community, title="月会", held_on=date(2026, 1, 9), place="议事厅", others=3,
        present=[of(town, "volunteer")], actor=town.staff,
    )  # fmt: skip
    assert faults(town, one(HEAD, line(by=absent.number))) == [(2, "谁说的")]


def test_the_lines_of_a_meeting_agree_and_say_nothing_twice(town):
    data = one(HEAD, line(), more(words=LIFT, place="操场"), more())
    assert faults(town, data) == [(3, "在哪里"), (4, "说了什么")]


def lines_of(town, name="staff"):
    kept = by_kind["volunteers.meetings"]
    grant = town.accounts[name].grants.get()
    job = ExportJob(owner=town.accounts[name], kind=kept.kind, acting_as=str(grant.pk))
    with scope.entered(()):
        made = kept.produce(job)
        rows = [list(each) for each in made.rows]
    assert len(rows) == made.total
    return rows


def test_the_book_comes_back_as_the_same_and_names_nobody(town):
    helper = of(town, "volunteer")
    made = meetings.write_down(
        town.community, title="月会（上半年）", held_on=date(2026, 1, 9), place="议事厅", others=3,
        present=[helper], actor=town.staff,
    )  # fmt: skip
    meetings.say(made, words="灯不亮，报过两次", said_by=helper, actor=town.staff)
    bring("meetings", town.community, one(HEAD, line(day="2026-02-09", words="")), town.staff)
    meetings.answer(Opinion.objects.get(), answer="换好了", actor=town.staff)
    lines = [["" if cell is None else str(cell) for cell in each] for each in lines_of(town)]
    assert [each[6:] for each in lines] == [
        ["灯不亮，报过两次", helper.number, "换好了", "当场答复", ""], ["", "", "", "", ""],
    ]  # fmt: skip
    assert helper.name.open() not in str(lines)
    assert lines_of(town, "sibling_staff") == []
    heads = [str(head) for head in by_kind["volunteers.meetings"].columns]
    columns = kinds.KINDS["meetings"].columns(town.community)
    table = read_table(read_file("册.xlsx", one(heads, *lines)), columns)
    plan = kinds.KINDS["meetings"].check(table, town.community)
    assert plan.table.errors == []
    assert plan.count("same") == 2


def test_the_desk_finds_both_above_the_board_and_nobody_else_takes_it_home(enter, town):
    words = enter("staff").get(reverse("volunteers:meetings")).content.decode()
    assert 'value="volunteers.meetings"' in words
    assert reverse("communities:imports") in words
    kept = by_kind["volunteers.meetings"]
    assert kept.allowed(town.viewer("staff"))
    for name in ("worker", "resident", "org_manager", "volunteer", "street_official"):
        assert not kept.allowed(town.viewer(name)), name
