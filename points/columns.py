"""The columns of the rules and of the shelf as tables, with the words communities use: data."""

from charity.columns import date_of
from charity.register_columns import short, whole
from core.imports.tables import Column
from core.imports.values import read_choice
from points.models import Rule
from points.models.rules import Per, Source

SIGNS = {str(each.label): each.value for each in Rule.Sign} | {
    "加": "earn", "奖励": "earn", "扣": "deduct", "惩罚": "deduct",
}  # fmt: skip
SOURCES = {str(each.label): each.value for each in Source} | {
    "登记": "desk", "活动": "activity", "志愿": "service", "服务": "service",
}  # fmt: skip
PERIODS = {str(each.label): each.value for each in Per if each != Per.NEVER} | {
    "月": "month", "季": "quarter", "每季": "quarter", "年": "year",
}  # fmt: skip

RULES = (
    Column(
        "name", "为什么事", required=True, read=short(60), synonyms=("规则", "名称", "事项"),
        width=24, example="清扫楼道",
    ),
    Column(
        "sign", "加分还是扣分", required=True, read=lambda value: read_choice(value, SIGNS),
        choices=tuple(str(each.label) for each in Rule.Sign), synonyms=("加减",), example="加分",
    ),
    Column(
        "source", "从哪里来", read=lambda value: read_choice(value, SOURCES),
        choices=tuple(str(each.label) for each in Source), synonyms=("来源",),
        help="不填就是社区登记", example="社区登记",
    ),
    Column(
        "points", "每次多少分", required=True, read=whole(1, 1000), synonyms=("分值", "分数"),
        example="5",
    ),
    Column(
        "unit", "按什么算", required=True, read=short(8), synonyms=("计分单位",), example="次",
    ),
    Column("cap", "每户最多多少分", read=whole(1, 99999), synonyms=("封顶",), example="40"),
    Column(
        "cap_per", "多久封顶", read=lambda value: read_choice(value, PERIODS),
        choices=tuple(str(each.label) for each in Per if each != Per.NEVER), example="每月",
    ),
    Column(
        "veto_days", "扣分后停止加分的天数", read=whole(1, 365), width=20,
        help="一票否决的规则才填",
    ),
    Column(
        "meeting", "哪次会议通过", required=True, read=short(80), synonyms=("会议", "决议"),
        width=30, example="第三次居民代表会议，决议第 2 号",
    ),
    Column(
        "adopted_on", "通过日期", required=True, read=date_of, as_text=True, example="2026-01-05",
    ),
    Column(
        "starts_on", "从哪天起", required=True, read=date_of, as_text=True,
        synonyms=("生效日期",), example="2026-02-01",
    ),
    Column("ends_on", "到哪天（含）", read=date_of, as_text=True, help="已经结束的规则不再导入"),
)  # fmt: skip
ITEMS = (
    Column(
        "name", "品名", required=True, read=short(60), synonyms=("商品", "名称"), width=24,
        example="毛巾",
    ),
    Column("unit", "计量单位", required=True, read=short(8), synonyms=("单位",), example="条"),
    Column(
        "points", "换一份要多少分", required=True, read=whole(1, 99999),
        synonyms=("积分", "分值"), example="30",
    ),
    Column(
        "quantity", "上架几份", read=whole(1, 9999), synonyms=("数量", "库存"),
        help="买来的才填；物资库里的，在商品页上架", example="20",
    ),
    Column(
        "bought", "在哪里买的", read=short(200), synonyms=("购买凭证", "小票"), width=24,
        help="填了上架几份就要写：小票或发票的号", example="超市小票 08812",
    ),
    Column("withdrawn_on", "下架日期", read=date_of, as_text=True, help="下架了的不再导入"),
)  # fmt: skip
