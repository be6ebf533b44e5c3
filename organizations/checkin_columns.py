"""The columns of the check-ins as tables, with the words communities use. Wording here is data."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from communities.models import Area
from core.imports.tables import Column
from core.imports.values import (
    read_date,
    read_id,
    read_phone_number,
    read_several,
    read_yes,
)
from core.words import called
from organizations.models import PostClass, TimeSlot

TIMES = {str(slot.label): slot.value for slot in TimeSlot} | {
    "平日": "workday", "工作日": "workday", "平日晚上": "workday_evening",
    "周末": "day_off", "休息日": "day_off", "周末晚上": "day_off_evening",
}  # fmt: skip
POSTS, MEMBER_POSTS = "认领的岗位", "愿意做的事"


def _date(value: Any) -> Any:
    return read_date(value, today=timezone.localdate())


def _posts(heading: str, synonyms: Iterable[str]) -> Column:
    posts = list(PostClass.objects.filter(is_active=True))
    words = called(posts)
    return Column(
        "posts", heading, read=lambda value: read_several(value, words), width=30,
        synonyms=tuple(synonyms), help="几项之间用顿号隔开",
        example="、".join(post.name for post in posts[:2]),
    )  # fmt: skip


def members(community: Area) -> tuple[Column, ...]:
    return (
        Column(
            "name", "姓名", required=True, mask="name", synonyms=("党员姓名", "名字"),
            example="郑国梁",
        ),
        Column(
            "phone", "联系电话", read=read_phone_number, mask="phone", as_text=True, width=16,
            synonyms=("电话", "手机", "手机号", "联系方式"),
            help="同名的人靠它分清；他用这个号码登录，就接上自己的报到",
        ),
        Column(
            "id_number", "身份证号", mask="id_number", as_text=True, width=22,
            read=lambda value: read_id(value, today=timezone.localdate()),
            synonyms=("身份证", "身份证号码", "公民身份号码"),
            help="只用来和居民名册对一对，不留在报到单上",
        ),
        Column(
            "home_unit", "所在单位或党支部", mask="note", width=26,
            synonyms=("所在单位", "单位", "工作单位", "党支部", "所在党支部"),
        ),
        _posts(MEMBER_POSTS, ("愿意做哪些事", "认领岗位", "岗位", "服务意向", "服务类别")),
        Column(
            "times", "什么时候有空", read=lambda value: read_several(value, TIMES), width=26,
            synonyms=("服务时间", "有空时间", "可服务时间"),
            help="从“工作日白天、工作日晚上、休息日白天、休息日晚上”里选，可以几段",
            example="休息日白天、工作日晚上",
        ),
        Column("skills", "特长", synonyms=("技能", "专长", "技能特长"), width=22),
        Column("intent", "还想说的", synonyms=("备注", "说明"), width=26),
        Column(
            "shares_name", "同意让所在单位知道", read=read_yes, choices=("是", "否"),
            synonyms=("可以告诉所在单位",), help="不填就是不告诉", width=20,
        ),
        Column(
            "evidence", "本人怎样同意登记党员身份的", width=26, example="窗口当面，签了报到表",
            synonyms=("怎么同意的", "同意方式", "依据"), help="新报到的必填",
        ),
    )  # fmt: skip


def units(community: Area) -> tuple[Column, ...]:
    return (
        Column(
            "unit", "单位", required=True, synonyms=("单位名称", "报到单位", "名称"), width=26,
            help="写全称，要先在“组织和单位”名册里", example="澄湖区第一小学",
        ),
        Column(
            "brings", "能带来什么", synonyms=("资源", "提供的资源", "服务内容"), width=32,
            help="新报到的必填：人、场地、设备、技术、资金",
        ),
        _posts(POSTS, ("认领岗位", "岗位", "认领哪些岗位")),
        Column("contact_name", "联系人", mask="name", synonyms=("联系人姓名",)),
        Column(
            "contact_phone", "联系电话", read=read_phone_number, mask="phone", as_text=True,
            width=16, synonyms=("电话", "联系人电话", "手机"), help="新报到的必填；只有社区看得到",
        ),
        Column(
            "starts_on", "从哪天起", read=_date, as_text=True, synonyms=("开始日期", "报到日期"),
            help="新报到的不填就是今天",
        ),
        Column(
            "ends_on", "到哪天（含）", read=_date, as_text=True, synonyms=("结束日期", "到哪天"),
            help="长期的不填",
        ),
    )  # fmt: skip
