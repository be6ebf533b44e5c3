"""Volunteers from the table a community already keeps, as people really write it."""

import pytest

from tests.communities.sheets import bring, counts, look, one, reasons
from tests.town import years_ago
from volunteers.models import Volunteer

pytestmark = pytest.mark.django_db
HEAD = ["志愿者姓名", "生日", "电话", "特长", "空闲时间", "登记方式"]


def row(name="赵一", born="1980年5月1日", **said):
    cells = {"phone": "138 0013 8000", "skills": "理发、修水管", "times": "周六上午", "how": "签名"}
    return [name, born, *{**cells, **said}.values()]


def test_whoever_stands_in_the_register_is_not_written_down_a_second_time(town):
    """Without a number of his paper he is known by his name and his birthday."""
    data = one(HEAD, row(), row("钱二", "1975-03-02", skills="", phone=""))
    assert counts(bring("volunteers", town.community, data, town.staff)) == (2, 0, 0)
    assert counts(look("volunteers", town.community, data)) == (0, 0, 2)
    namesake = one(HEAD, row(born="1981-05-01"))
    assert counts(look("volunteers", town.community, namesake)) == (1, 0, 0)
    assert counts(look("volunteers", town.far_community, data)) == (2, 0, 0)
    made = Volunteer.objects.get(name="赵一")
    assert {held.skill.name for held in made.skills.all()} == {"理发", "修水管"}


def test_what_the_desk_would_refuse_is_told_before_anything_is_written(town):
    child = row("小孩", years_ago(10).isoformat())
    [(number, heading, reason)] = reasons(look("volunteers", town.community, one(HEAD, child)))
    assert (number, heading) == (2, "出生日期")
    assert "未满 14 岁" in reason


def test_one_mistake_is_told_once(town):
    found = reasons(look("volunteers", town.community, one(HEAD, row(born="1990-13-40"))))
    assert found == [(2, "出生日期", "没有这一天")]


def test_a_csv_as_excel_writes_it_here(town):
    text = "\r\n".join(",".join(line) for line in (HEAD, row(skills="理发")))
    plan = look("volunteers", town.community, text.encode("gbk"), "志愿者.csv")
    assert (reasons(plan), counts(plan)) == ([], (1, 0, 0))
