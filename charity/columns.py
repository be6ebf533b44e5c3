"""The columns of the register of gifts as a table, with the words communities use: data."""

from decimal import Decimal
from typing import Any

from django.utils import timezone

from charity.models import Purpose, Resource
from charity.models.bringing import BroughtBy
from communities.models import Area
from core.imports.tables import Column
from core.imports.values import (
    read_choice,
    read_date,
    read_number,
    read_phone_number,
    read_yes,
)

RESOURCES = {str(each.label): each.value for each in Resource} | {
    "现金": "money", "钱": "money", "款": "money", "物品": "goods", "实物": "goods",
    "志愿服务": "service", "场所": "venue",
}  # fmt: skip
PURPOSES = {str(each.label): each.value for each in Purpose} | {
    "非定向": "any", "不限": "any", "助困": "hardship", "扶贫": "hardship", "大病": "illness",
    "养老": "elders", "儿童": "children", "其他": "other",
}  # fmt: skip

BRINGERS = {str(each.label): each.value for each in BroughtBy} | {
    "业主": "resident", "义工": "volunteer", "社工": "organization", "社区": "staff",
    "单位": "organization", "组织": "organization", "其他": "other",
}  # fmt: skip


def date_of(value: Any) -> Any:
    return read_date(value, today=timezone.localdate())


def number_of(value: Any) -> Decimal | None:
    found = read_number(value, low=0.01, high=999_999_999)
    return None if found is None else Decimal(str(found)).quantize(Decimal("0.01"))


def columns(community: Area) -> tuple[Column, ...]:
    return COLUMNS


COLUMNS = (
    Column(
        "organization", "受赠单位", required=True, width=26, synonyms=("接收单位", "受赠方"),
        help="写全称；要先在受赠单位里", example="澄湖区慈善总会",
    ),
    Column("unit_name", "捐赠单位", synonyms=("捐赠企业", "单位"), width=26, help="个人捐的留空"),
    Column(
        "donor_name", "捐赠人姓名", mask="name", synonyms=("捐赠人", "联系人", "姓名"),
        help="单位写联系人；单位和姓名都空着，就是不留名的",
    ),
    Column(
        "phone", "电话", mask="phone", read=read_phone_number, as_text=True, width=16,
        synonyms=("联系电话", "手机", "手机号"),
    ),
    Column(
        "resource", "类别", required=True, read=lambda value: read_choice(value, RESOURCES),
        choices=tuple(str(each.label) for each in Resource), synonyms=("捐赠类别", "资源类别"),
        example="物资",
    ),
    Column(
        "what", "捐了什么", required=True, synonyms=("捐赠内容", "品名", "物品名称"), width=28,
        example="大米 25 公斤装",
    ),
    Column(
        "amount", "金额或估值（元）", read=number_of, synonyms=("金额", "估值", "价值"), width=16
    ),
    Column("quantity", "数量", read=number_of, example="200"),
    Column("unit", "计量单位", synonyms=("单位（量）", "计量"), example="袋"),
    Column(
        "purpose", "用途", read=lambda value: read_choice(value, PURPOSES),
        choices=tuple(str(each.label) for each in Purpose), synonyms=("捐赠用途",),
    ),
    Column("restriction", "捐赠人的要求", synonyms=("要求", "定向要求"), width=28),
    Column("use_from", "从哪天起用", read=date_of, as_text=True),
    Column("use_until", "用到哪天", read=date_of, as_text=True, synonyms=("使用期限",)),
    Column(
        "offered_on", "提出日期", required=True, read=date_of, as_text=True,
        synonyms=("日期", "捐赠日期"),
    ),
    Column("agreement_number", "协议编号", as_text=True, synonyms=("协议号",), width=18),
    Column(
        "is_anonymous", "公开时不具名", read=read_yes, synonyms=("匿名", "是否匿名"),
        choices=("是", "否"),
    ),
    Column(
        "receipt_waived", "不要票据", read=read_yes, choices=("是", "否"),
    ),
    Column(
        "brought_as", "谁牵的线", read=lambda value: read_choice(value, BRINGERS),
        choices=tuple(str(each.label) for each in BroughtBy), synonyms=("牵线人身份",),
    ),
    Column(
        "brought_by", "牵线人姓名", mask="name", synonyms=("牵线人", "来源人", "介绍人"),
        help="写了是什么人，就要写姓名",
    ),
    Column(
        "brought_unit", "牵线人的单位", width=26, synonyms=("牵线单位",),
        help="组织或单位的人才写；全称，要在名册里",
    ),
    Column(
        "brought_agreed", "牵线人同意告诉捐赠人", read=read_yes, choices=("是", "否"), width=20,
    ),
)  # fmt: skip

LISTED = tuple(column for column in COLUMNS if column.name != "phone")
"""What may leave again as a list."""

STOCK = (
    Column(
        "gift", "捐赠编号", required=True, as_text=True, synonyms=("编号", "捐赠"),
        help="捐赠页面上的编号；要已经确认收到", example="J000012",
    ),
    Column("name", "品名", required=True, synonyms=("物品名称", "名称"), width=24, example="大米"),
    Column("quantity", "数量", required=True, read=number_of, synonyms=("入库数量",), example="50"),
    Column("place", "放在哪里", synonyms=("库位", "存放地点"), width=18, example="2 号架"),
    Column(
        "expires_on", "保质期到", read=date_of, as_text=True,
        synonyms=("到期日", "有效期至", "保质期到（含）"),
    ),
)  # fmt: skip
PEOPLE = (
    Column(
        "handout", "发放", required=True, synonyms=("发放名称", "哪次发放"), width=24,
        help="和发放页面上的名称一样，要还没结束", example="重阳慰问",
    ),
    Column("name", "领取人", required=True, mask="name", synonyms=("姓名",), example="章桂英"),
    Column(
        "where", "住址", mask="address", synonyms=("地址", "门牌"), width=26, example="3号楼201",
    ),
)  # fmt: skip
