"""Teams as a table: in, again, and out; nobody is put into a team by a file."""

import pytest
from django.urls import reverse
from django.utils import translation

from accounts.models import RoleGrant
from core import scope
from core.exports.registry import by_kind
from core.models import ExportJob
from tests.communities.sheets import bring, counts, look, one, reasons
from volunteers.actions import teams
from volunteers.models import TeamMembership, VolunteerTeam

pytestmark = pytest.mark.django_db
HEAD = ["队伍名称", "类型", "组建方", "单位", "服务内容", "社区队伍", "领域", "网格", "成立日期"]


def team(**said):
    cells = {
        "name": "巾帼队", "kind": "巾帼", "by": "骨干", "unit": "", "purpose": "陪伴、代办",
        "squad": "", "domains": "", "grids": "第一网格", "on": "2024年3月8日",
    }  # fmt: skip
    return list({**cells, **said}.values())


def test_a_list_comes_in_and_a_second_time_only_what_changed(town):
    before = TeamMembership.objects.count()
    data = one(HEAD, team())
    assert counts(bring("teams", town.community, data, town.staff)) == (1, 0, 0)
    made = VolunteerTeam.objects.get(name="巾帼队")
    assert (made.kind, made.founder_kind, made.status) == ("women", "backbone", "founded")
    assert (made.founded_on.isoformat(), list(made.grids.all())) == ("2024-03-08", [town.grid])
    assert counts(look("teams", town.community, data)) == (0, 0, 1)
    changed = one(HEAD, team(kind="", by="", purpose="", grids="第一网格、第二网格", on=""))
    plan = bring("teams", town.community, changed, town.staff)
    assert [outcome.changed for outcome in plan.of("updated")] == [["grids"]]
    made.refresh_from_db()
    assert (made.purpose, made.grids.count()) == ("陪伴、代办", 2)
    assert TeamMembership.objects.count() == before


@pytest.mark.parametrize(
    ("changes", "where", "why"),
    [
        ({"kind": ""}, "种类", "新队伍要写"),
        ({"by": ""}, "由谁组建", "新队伍要写"),
        ({"kind": "舞龙队"}, "种类", "没有这个选项"),
        ({"unit": "没听过的单位"}, "组建的单位或组织", "没有“没听过的单位”"),
        ({"unit": "江南社工站"}, "组建的单位或组织", "单位或组织组建的"),
        ({"grids": "第九网格"}, "包联网格", "没有“第九网格”"),
        ({"squad": "邻里帮手队"}, "社区队伍", "先锋服务队"),
        ({"on": "去年"}, "组建日期", "看不懂"),
    ],
)
def test_each_row_is_told_what_to_mend(town, changes, where, why):
    if changes.get("unit") == "江南社工站":
        changes = {"unit": town.organization.name}
    plan = look("teams", town.community, one(HEAD, team(name="好队"), team(**changes)))
    [(row, heading, reason)] = reasons(plan)
    assert (row, heading) == (3, where)
    assert why in reason


def test_a_team_keeps_its_kind_and_is_named_once(town):
    bring("teams", town.community, one(HEAD, team()), town.staff)
    other = look("teams", town.community, one(HEAD, team(kind="党员")))
    assert "种类不改" in str(reasons(other))
    twice = look("teams", town.community, one(HEAD, team(), team()))
    assert "重复" in str(reasons(twice))


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_it_goes_out_as_the_desk_lists_it_and_comes_back_unchanged(town, language):
    bring("teams", town.community, one(HEAD, team()), town.staff)
    teams.found_team(
        town.community, kind="pioneer", name="先锋一队", founder_kind="community",
        squad=VolunteerTeam.objects.get(name="邻里帮手队"), actor=town.staff,
    )  # fmt: skip
    exporter = by_kind["volunteers.teams"]
    grant = RoleGrant.objects.get(user=town.staff)
    job = ExportJob(owner=town.staff, kind=exporter.kind, acting_as=str(grant.pk))
    with translation.override(language), scope.entered(()):
        rows = [[str(cell) for cell in row] for row in exporter.produce(job).rows]
        heads = [str(heading) for heading in exporter.columns]
    assert {"巾帼队", "先锋一队", "邻里帮手队"} == {row[0] for row in rows}
    plan = look("teams", town.community, one(heads, *rows))
    assert (reasons(plan), counts(plan)) == ([], (0, 0, 3))


def test_who_may_take_it_home(enter, town):
    assert not by_kind["volunteers.teams"].allowed(town.viewer("worker"))
    assert not by_kind["volunteers.teams"].allowed(town.viewer("street_official"))
    page = enter("staff").get(reverse("communities:imports")).content.decode()
    assert "志愿服务队名册" in page
    assert "志愿服务队伍模板" in page
