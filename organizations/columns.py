"""The columns of the register as a table, with the words communities use. Wording here is data."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from communities.models import Area
from core.identifiers import read_uscc
from core.imports.tables import Column
from core.imports.values import (
    CellError,
    read_choice,
    read_date,
    read_phone_number,
    read_text,
    read_yes,
)
from organizations.kinds import Kind, Registration
from organizations.models import Organization

KINDS = {str(kind.label): kind.value for kind in Kind} | {
    "民办非企业单位": "service_agency", "民非": "service_agency", "社工机构": "service_agency",
    "协会": "society", "生活服务类": "life_service", "文体活动类": "culture_sport",
    "文体类": "culture_sport", "公益慈善类": "public_benefit", "慈善类": "public_benefit",
    "邻里互助类": "mutual_aid", "互助类": "mutual_aid", "居民议事类": "self_governance",
    "农技服务类": "farming", "物业": "property", "物业公司": "property", "公司": "enterprise",
    "两新组织": "new_economy", "卫生院": "hospital", "卫生服务中心": "hospital",
    "社区党委": "community_committee", "党委": "community_committee", "支部": "branch",
    "团委": "youth_league", "团支部": "youth_league", "残协": "disabled",
}  # fmt: skip
REGISTRATIONS = {str(each.label): each.value for each in Registration} | {
    "登记": "registered", "民政登记": "registered", "备案": "filed", "街道备案": "filed",
    "未登记": "managed", "管理": "managed", "无": "none", "不需要": "none",
}  # fmt: skip
SOURCES = {str(label): value for value, label in Organization.Source.choices} | {
    "本土": "home_grown", "培育": "home_grown", "外来": "introduced", "引入": "introduced",
}  # fmt: skip


def _date(value: Any) -> Any:
    return read_date(value, today=timezone.localdate())


def _code(value: Any) -> str:
    text = read_text(value)
    if not text:
        return ""
    code = read_uscc(text)
    if code is None:
        raise CellError(_("统一社会信用代码校验不符"), _("对照证书逐位核对，共 18 位"))
    return code


def _labels(choices: Any) -> tuple[str, ...]:
    return tuple(str(each.label) for each in choices)


def columns(community: Area) -> tuple[Column, ...]:
    return COLUMNS


COLUMNS = (
    Column(
        "name", "名称", required=True, synonyms=("组织名称", "单位名称", "全称"),
        help="照证书或章子上写全", example="金秋老年协会", width=28,
    ),
    Column("name_en", "英文名称", synonyms=("英文名",), width=28),
    Column(
        "kind", "种类", required=True, synonyms=("类型", "类别", "组织类型", "单位性质"),
        read=lambda value: read_choice(value, KINDS), choices=_labels(Kind),
        example="文体活动类社区社会组织", width=24,
    ),
    Column(
        "registration", "登记情况", required=True, synonyms=("登记备案情况", "登记状态"),
        read=lambda value: read_choice(value, REGISTRATIONS), choices=_labels(Registration),
        help="民政登记过的填已登记，街道备过案的填已备案，都没有的社会组织填社区管理",
        example="已备案",
    ),
    Column(
        "uscc", "统一社会信用代码", synonyms=("信用代码", "社会信用代码", "代码"), read=_code,
        help="已登记的必填；会校验", as_text=True, width=22,
    ),
    Column("filing_number", "备案编号", synonyms=("备案号",), as_text=True, width=18),
    Column("filing_authority", "备案机关", synonyms=("备案单位",), width=20),
    Column(
        "filed_until", "备案有效期至", synonyms=("有效期至", "备案到期"), read=_date, as_text=True,
        help="已备案的必填",
    ),
    Column("founded_on", "成立日期", synonyms=("成立时间",), read=_date, as_text=True),
    Column(
        "source", "来源", read=lambda value: read_choice(value, SOURCES),
        choices=_labels(Organization.Source), example="本地",
    ),
    Column(
        "is_hub", "枢纽型", read=read_yes, synonyms=("是否枢纽型",), choices=("是", "否")
    ),
    Column("address", "地址", synonyms=("办公地址", "活动场所"), width=28),
    Column(
        "telephone", "公开电话", read=read_phone_number, synonyms=("办公电话", "单位电话"),
        as_text=True, width=16, help="居民看得到；不要写个人手机号",
    ),
    Column(
        "area", "在哪里", synonyms=("所在区域", "所在地"),
        help="可以不填：就是导入的这个地方。别处的行只核对，不登记", width=18,
    ),
    Column("introduction", "简介", synonyms=("业务范围", "主要业务", "宗旨"), width=36),
    Column("contact_name", "联系人", mask="name", synonyms=("负责人", "联系人姓名")),
    Column("contact_position", "联系人职务", synonyms=("职务",)),
    Column(
        "contact_phone", "联系人电话", read=read_phone_number, mask="phone", as_text=True,
        synonyms=("联系电话", "手机", "手机号"), width=16, help="只有管名册的人看得到",
    ),
)  # fmt: skip

PUBLIC = tuple(
    column for column in COLUMNS if column.name != "area" and not column.name.startswith("contact_")
)
"""What may leave again as a list: the persons to call stay on the page."""
