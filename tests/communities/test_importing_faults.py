"""One report names all there is to mend: a file that comes back five times is a file given up."""

from datetime import date

import pytest

from communities.importing import jobs
from communities.importing.kinds import KINDS
from tests.communities.sheets import look, one, reasons
from tests.days import day, read
from tests.town import id_number

pytestmark = pytest.mark.django_db
BORN = date(1958, 3, 2)
NUMBER = id_number(BORN, 2)
HOME = ["第一网格家园", "1号楼", "2", "301"]
PEOPLE = [
    "户编号", "姓名", "与户主关系", "性别", "出生日期", "身份证号", "联系电话",
    "小区", "楼栋", "单元", "室号",
]  # fmt: skip
UNITS = ["名称", "种类", "登记情况", "信用代码", "备案号", "备案机关", "联系电话", "联系人"]

FAULTS = {
    "a cell, a contradiction and an unknown house": (
        "residents", PEOPLE,
        ["", "陈秀英", "户主", "男", "1958-03-03", NUMBER, "138001", "无此小区", "1号楼", "", "1"],
        {"联系电话", "小区", "出生日期", "性别"},
    ),
    "a wrong ID number hides neither house nor birthday": (
        "residents", PEOPLE,
        ["", "陈秀英", "户主", "女", "2999-01-01", "520221", "", "", "9栋", "", "1"],
        {"身份证号", "出生日期", "楼栋"},
    ),
    "a grid that is none under a heading twice": (
        "grids", ["网格名称", "所属网格", "排序"], ["第七网格", "没有的", "5000"],
        {"排序", "所属网格"},
    ),
    "a building": (
        "buildings", ["小区", "楼栋", "网格", "层数"], ["秋实苑", "1栋", "第九网格", "很高"],
        {"层数", "网格"},
    ),
    "a household": (
        "households", ["户编号", "小区", "楼栋", "室号", "租住"],
        ["9" * 25, "秋实苑", "1栋", "1", "也许"], {"户编号", "小区", "是否租住"},
    ),
    "a shift": (
        "duty", ["日期", "岗位", "开始", "结束", "值班人"],
        [day(-1, str), "没有的岗", "25:00", "08:30", "无此人"], {"岗位", "开始", "值班人"},
    ),
    "a matter of the grids": (
        "grid_matters", ["事项", "部门", "网格员做什么", "部门做什么"],
        ["没有的事", "没有的部门", "看", "办"], {"事项", "部门", "网格员做什么"},
    ),
    "a unit": (
        "organizations", UNITS, ["书画社", "文体类", "备案", "123", "", "", "139", ""],
        {"统一社会信用代码", "联系人电话", "备案编号", "备案机关", "备案有效期至"},
    ),
    "a social worker": (
        "social_workers", ["姓名", "机构", "等级", "证书号", "有效期"],
        ["柳青", "没有的机构", "中级", "", "明年"], {"所属机构", "证书等级", "证书有效期"},
    ),
    "a volunteer": (
        "volunteers", ["姓名", "可服务时间", "怎么同意的"], ["王小明", "哪天都行", "填了表"],
        {"可服务时间", "出生日期"},
    ),
    "a unit that checked in": (
        "unit_checkins", ["单位", "联系电话", "到哪天（含）"], ["没有的单位", "139", "不知道"],
        {"单位", "联系电话", "到哪天（含）", "能带来什么", "联系人", "认领的岗位"},
    ),
    "a member who checked in": (
        "member_checkins", ["姓名", "同意让所在单位知道"], ["何方", "也许"],
        {"同意让所在单位知道", "本人怎样同意登记党员身份的", "愿意做的事", "什么时候有空"},
    ),
    "a team": (
        "teams", ["名称", "组建日期", "服务领域"], ["巡逻队", "明天吧", "没有的领域"],
        {"组建日期", "服务领域", "种类"},
    ),
    "a gift": (
        "gifts", ["受赠单位", "类别", "捐了什么", "电话", "提出日期", "谁牵的线", "牵线人的单位"],
        ["没有的单位", "资金", "一笔款", "13900000139", "不知道", "路过的", "没有的"],
        {"受赠单位", "金额或估值（元）", "捐赠人姓名", "提出日期", "谁牵的线", "牵线人的单位"},
    ),
    "what came into the storeroom": (
        "stock", ["捐赠编号", "品名", "数量", "保质期到"], ["J999999", "大米", "很多", "明年"],
        {"捐赠编号", "数量", "保质期到"},
    ),
    "somebody on a list of a hand-out": (
        "handout_lists", ["发放", "领取人", "住址"], ["没有的发放", "", "1号楼101"],
        {"发放", "领取人"},
    ),
    "a thing that is lent": (
        "shared_things", ["什么东西", "一次借几天", "捐赠编号"], ["轮椅", "很多", "J999999"],
        {"一次借几天", "捐赠编号"},
    ),
    "what lies idle": (
        "idle_assets", ["什么闲置", "摸底日期", "打算怎么用"], ["", "不知道", "改成储物间"],
        {"什么闲置", "摸底日期"},
    ),
    "a rule of points": (
        "points_rules",
        [
            "为什么事", "加分还是扣分", "每次多少分", "按什么算", "哪次会议通过", "通过日期",
            "从哪天起", "来源",
        ],
        ["清扫楼道", "加分", "很多", "次", "", "2026-01-05", "不知道", "没有的"],
        {"每次多少分", "哪次会议通过", "从哪天起", "从哪里来"},
    ),
    "a thing of the store": (
        "points_items", ["品名", "计量单位", "换一份要多少分", "上架几份"],
        ["毛巾", "条", "很多", "20"], {"换一份要多少分", "在哪里买的"},
    ),
    "an activity": (
        "activities", ["名称", "种类", "在哪里", "哪天", "几点开始", "几点结束", "预计人数"],
        ["茶话会", "没有的种类", "大厅", "哪天都行", "25:00", "11:00", "很多"],
        {"种类", "哪天", "几点开始", "预计人数"},
    ),
    "a service brand": (
        "service_brands", ["品牌", "做什么", "英文名称"], ["", "", "Elders"], {"名称", "做什么"},
    ),
    "a shift of volunteers": (
        "shifts",
        [
            "做什么", "在哪里", "哪天", "几点开始", "几点结束", "要几个人", "风险", "哪一种",
            "报名截止", "截止以后挑选",
        ],
        ["护学岗", "东门", "哪天都行", "25:00", "8:10", "很多", "高", "聚餐", "早点", "看情况"],
        {"哪天", "几点开始", "要几个人", "风险提示", "哪一种", "报名截止", "截止以后挑选"},
    ),
    "a word at a meeting": (
        "meetings", ["什么会", "哪天开的", "哪支队伍", "到会的志愿者", "说了什么", "谁说的"],
        ["月会", "2020-01-09", "没有的队伍", "王小明", "打 13900001111", "12"],
        {"在哪里", "哪支队伍", "到会的志愿者", "说了什么", "谁说的"},
    ),
    "a place": (
        "facilities", ["设施名称", "类型", "运营单位", "房间数"],
        ["食堂", "老年食堂", "没有的机构", "很多"], {"谁运营", "几间房"},
    ),
    "a line of an agreement": (
        "pairings", ["共建单位", "协议", "哪一种", "从哪天起", "到哪天", "清单", "内容"],
        ["没有的单位", "协议", "没有的", "2026-03-01", "2026-02-01", "没有的", "找 13900001111"],
        {"共建单位", "哪一种", "到哪天", "清单", "内容"},
    ),
    "an idea of residents": (
        "cultivations", ["名称", "种类", "想做什么", "由谁带"],
        ["晨读会", "没有的种类", "打 13900001111", "没有的枢纽"],
        {"种类", "想做什么", "枢纽型组织"},
    ),
    "who applies to a base": (
        "incubations", ["哪个组织", "基地", "计划"], ["没有的", "没有的基地", "打 13900001111"],
        {"哪个组织", "孵化基地", "打算做什么"},
    ),
    "a call": (
        "hotline", ["工单编号", "诉求内容", "联系电话", "网格"],
        ["12345-1", "路灯坏了", "138", "第九网格"], {"联系电话", "网格"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", FAULTS, ids=str)
def test_every_fault_of_a_row_is_told_at_once(town, case):
    kind, head, cells, headings = read(FAULTS[case])
    plan = look(kind, town.community, one(head, cells))
    told = [heading for _row, heading, _reason in reasons(plan)]
    assert set(told) == headings, reasons(plan)
    assert len(told) == len(set(told)), "one fault a cell"
    assert plan.outcomes == []


def test_every_kind_of_table_is_tried_here():
    assert {kind for kind, *_rest in FAULTS.values()} | {"departments"} == set(KINDS)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_file_without_its_columns_is_told_so_and_no_more(town, kind):
    """What rests on a column that is not there cannot be asked; it must not break off either."""
    columns = KINDS[kind].columns(town.community)
    there = [column for column in columns if not column.required]
    if len(there) < 2:  # one heading alone is not taken for the first row
        there = list(columns[-2:])
    filler = {column.name: column.example for column in there if column.name != "area"}
    head = [next(c.heading for c in columns if c.name == name) for name in filler]
    plan = look(kind, town.community, one([*head, "?"], [*filler.values(), "x"]))
    assert "缺少这一列" in {reason for _row, _heading, reason in reasons(plan)}
    assert plan.outcomes == []


def test_two_heads_are_told_though_one_row_has_another_fault(town):
    rows = [
        ["", "陈秀英", "户主", "女", "", "", "", *HOME],
        ["", "陈小明", "户主", "男", "", "", "138001", *HOME],
    ]
    assert {(row, heading) for row, heading, _why in reasons(_people(town, *rows))} == {
        (3, "联系电话"), (3, "与户主关系"),
    }  # fmt: skip


def test_a_number_written_twice_is_told_though_the_second_lives_nowhere(town):
    rows = [
        ["", "陈秀英", "户主", "女", "", NUMBER, "", *HOME],
        ["", "陈秀英", "户主", "女", "", NUMBER, "", "", "", "", ""],
    ]
    assert {(row, heading) for row, heading, _why in reasons(_people(town, *rows))} == {
        (3, "户编号"), (3, "身份证号"),
    }  # fmt: skip


def _people(town, *rows):
    return look("residents", town.community, one(PEOPLE, *rows))


def test_the_report_keeps_what_one_row_has_to_mend_together(town):
    rows = [
        ["", "陈秀英", "", "男", "", NUMBER, "138001", *HOME],
        ["", "陈小明", "", "", "", "", "139", *HOME],
    ]
    data = one(PEOPLE, *rows)
    job = jobs.upload("residents", town.community, "a.xlsx", data, viewer=town.viewer("staff"))
    assert [issue["row"] for issue in job.issues if issue["is_error"]] == [2, 2, 3]
