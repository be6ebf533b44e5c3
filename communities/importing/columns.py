"""The columns of each table, with the words communities use for them. Wording here is data."""

from dataclasses import replace
from typing import Any

from django.utils import timezone

from communities.models import Area, DutyPost, Level, Resident
from core.imports.tables import Column
from core.imports.values import (
    read_choice,
    read_date,
    read_id,
    read_number,
    read_phone_number,
    read_time,
    read_yes,
)

GENDERS = {
    "男": "male", "女": "female", "男性": "male", "女性": "female", "m": "male", "f": "female",
    "1": "male", "2": "female",
}  # fmt: skip
RESIDENCES = {
    "户在人在": "both_here", "人户一致": "both_here", "户在人不在": "registered_only",
    "空挂户": "registered_only", "空挂": "registered_only", "人在户不在": "living_only",
    "人户分离": "living_only", "流动": "floating", "流动人口": "floating", "租户": "living_only",
}  # fmt: skip
ORIGINS = {
    "原户籍": "local", "本地": "local", "本地户籍": "local", "搬迁": "relocated",
    "易地搬迁": "relocated", "搬迁户": "relocated", "易地扶贫搬迁": "relocated",
    "流动": "floating", "外来": "floating", "流动人口": "floating",
}  # fmt: skip
HEADS = {"户主", "本人", "户代表", "户主本人", "本人或户主", "01"}


def _date(value: Any) -> Any:
    return read_date(value, today=timezone.localdate())


def _id_number(value: Any) -> str:
    return read_id(value, today=timezone.localdate())


def _count(low: int, high: int) -> Any:
    def read(value: Any) -> int | None:
        number = read_number(value, low=low, high=high)
        return None if number is None else int(number)

    return read


def _degrees(low: float, high: float) -> Any:
    return lambda value: read_number(value, low=low, high=high)


def grid_names(community: Area) -> tuple[str, ...]:
    grids = Area.objects.filter(
        community=community, level__in=[Level.GRID, Level.MICRO_GRID], is_active=True
    )
    return tuple(grids.values_list("name", flat=True)[:30])


def column_of(columns: tuple[Column, ...], name: str) -> Column:
    return next((column for column in columns if column.name == name), columns[0])


def grids(community: Area) -> tuple[Column, ...]:
    return (
        Column(
            "name", "网格名称", required=True, synonyms=("网格", "名称", "网格名"),
            help="本社区内不重名", example="第一网格", width=18,
        ),
        Column(
            "parent", "所属网格", synonyms=("上级网格",),
            help="只有微网格需要填：它属于哪个网格", example="", width=18,
        ),
        Column("code", "网格编号", synonyms=("编号", "网格代码", "代码"), as_text=True, width=18),
        Column("name_en", "英文名称", synonyms=("英文名",), width=22),
        Column("position", "排序", read=_count(0, 999), synonyms=("序号", "顺序"), example="1"),
    )  # fmt: skip


ESTATE = Column(
    "estate", "小区", required=True, synonyms=("小区名称", "院落", "居民小区", "所在小区"),
    help="小区或院落的名称，写法前后一致", example="金秋家园", width=18,
)  # fmt: skip
BUILDING = Column(
    "building", "楼栋", required=True,
    synonyms=("楼号", "栋号", "楼栋号", "幢号", "栋", "幢", "楼栋名称", "楼房号"),
    help="1号楼、1栋、1幢 视为同一栋", example="1号楼", as_text=True,
)  # fmt: skip
UNIT = Column(
    "unit", "单元", synonyms=("单元号",), help="没有单元的楼可以不填", example="2", as_text=True
)
ROOM = Column(
    "room", "室号", required=True, synonyms=("房号", "室", "门牌号", "房间号", "房屋号", "门牌"),
    example="302", as_text=True,
)  # fmt: skip
NUMBER = Column(
    "number", "户编号", synonyms=("户号", "家庭编号", "户籍编号", "户序号", "家庭户编号"),
    help="一户一个编号，再次导入时按它对上原来的户", example="00012", as_text=True,
)  # fmt: skip


def buildings(community: Area) -> tuple[Column, ...]:
    return (
        ESTATE,
        BUILDING,
        Column(
            "grid", "网格", synonyms=("所属网格", "网格名称", "所在网格"),
            help="先导入网格", example="第一网格", choices=grid_names(community), width=18,
        ),
        Column("units", "单元数", read=_count(1, 40), synonyms=("单元数量",), example="3"),
        Column("floors", "层数", read=_count(1, 120), synonyms=("楼层数", "总层数"), example="6"),
        Column(
            "longitude", "经度", read=_degrees(73, 136), synonyms=("经度（WGS84）", "lng", "lon"),
            help="WGS84 坐标；高德、百度的坐标不一样",
        ),
        Column("latitude", "纬度", read=_degrees(3, 54), synonyms=("纬度（WGS84）", "lat")),
        Column("address", "小区地址", synonyms=("地址",), width=26),
    )  # fmt: skip


def households(community: Area) -> tuple[Column, ...]:
    return (
        replace(NUMBER, required=True),
        replace(ESTATE, required=False, help="楼栋在全社区不重名时可以不填"),
        BUILDING,
        UNIT,
        ROOM,
        Column("floor", "楼层", read=_count(-5, 120), synonyms=("所在层", "层"), example="3"),
        Column(
            "is_rented", "是否租住", read=read_yes, synonyms=("租住", "是否出租", "出租"),
            choices=("是", "否"), example="否",
        ),
        Column(
            "note", "备注", synonyms=("说明",), mask="note", width=30,
            help="不要写电话和身份证号，那些有自己的列",
        ),
    )  # fmt: skip


def residents(community: Area) -> tuple[Column, ...]:
    labels = dict(Resident.Residence.choices)
    origins = dict(Resident.Origin.choices)
    return (
        NUMBER,
        Column(
            "name", "姓名", required=True, mask="name", example="张桂芳",
            synonyms=("居民姓名", "成员姓名", "人员姓名", "户主姓名", "居民", "名字"),
        ),
        Column(
            "relation", "与户主关系", example="户主", width=16,
            synonyms=("与户代表关系", "关系", "家庭关系", "与户主的关系", "成员关系"),
            help="户主、配偶、子、女……每户写一个“户主”",
        ),
        Column(
            "gender", "性别", read=lambda value: read_choice(value, GENDERS),
            choices=("男", "女"), example="女", help="填了身份证号可以不填",
        ),
        Column(
            "born_on", "出生日期", read=_date, mask="note", example="1958-03-02", as_text=True,
            synonyms=("出生年月日", "出生年月", "生日", "出生"),
            help="1958-03-02、1958年3月2日、19580302 都可以；填了身份证号可以不填",
        ),
        Column(
            "id_number", "身份证号", read=_id_number, mask="id_number", as_text=True, width=22,
            synonyms=(
                "身份证", "身份证号码", "公民身份号码", "公民身份证号", "证件号码", "证件号",
                "居民身份证号码",
            ),
            help="这一列必须是“文本”格式，否则 Excel 会把后三位变成 000",
        ),
        Column(
            "phone", "联系电话", read=read_phone_number, mask="phone", as_text=True, width=16,
            synonyms=("电话", "手机", "手机号", "手机号码", "联系方式", "电话号码", "联系号码"),
            help="一格一个号码", example="13800138000",
        ),
        replace(ESTATE, required=False),
        replace(BUILDING, required=False),
        UNIT,
        replace(ROOM, required=False, help="没有户编号时按小区、楼栋、单元、室号对上住户"),
        Column(
            "registered_address", "户籍地址", mask="address", width=30,
            synonyms=("户籍所在地", "户口所在地", "户籍", "户籍详细地址"),
        ),
        Column(
            "residence_kind", "人户关系", read=lambda value: read_choice(value, RESIDENCES),
            synonyms=("人户情况", "人户状态", "居住状态", "人户一致情况"),
            choices=tuple(str(label) for label in labels.values()), example="户在人在",
        ),
        Column(
            "origin", "来源", read=lambda value: read_choice(value, ORIGINS),
            synonyms=("人员来源", "居民来源", "人员类型", "人口类别"),
            choices=tuple(str(label) for label in origins.values()), example="搬迁",
        ),
        Column(
            "origin_place", "来源地", mask="address", example="", width=20,
            synonyms=("来源乡镇", "原住址", "搬出地", "来源乡镇村", "来源乡镇、村"),
        ),
        Column(
            "is_new_employment", "新就业群体", read=read_yes, choices=("是", "否"),
            synonyms=("是否新就业群体", "新业态从业人员"), help="骑手、网约车司机、快递员等",
        ),
        Column(
            "moved_in_on", "迁入日期", read=_date, as_text=True, example="2021-06-01",
            synonyms=("入住日期", "入住时间", "迁入时间", "搬入日期"),
        ),
        Column(
            "note", "备注", mask="note", width=30, synonyms=("说明",),
            help="不要写电话和身份证号，那些有自己的列",
        ),
    )  # fmt: skip


def duty(community: Area) -> tuple[Column, ...]:
    posts = DutyPost.objects.filter(community=community, is_active=True)
    return (
        Column("day", "日期", read=_date, required=True, as_text=True, example="2026-12-05"),
        Column(
            "post", "岗位", required=True, synonyms=("值班岗位", "班次"), example="夜间值班",
            choices=tuple(posts.values_list("name", flat=True)[:30]), width=18,
        ),
        Column(
            "starts", "开始", read=read_time, required=True, as_text=True, example="18:00",
            synonyms=("开始时间", "几点开始"),
        ),
        Column(
            "ends", "结束", read=read_time, required=True, as_text=True, example="08:30",
            synonyms=("结束时间", "几点结束"), help="早于开始，就是到第二天",
        ),
        Column(
            "who", "值班人", mask="name", synonyms=("姓名", "值班人员", "人员"), example="周予安",
            help="同事写姓名；空着就是还没有人",
        ),
        Column(
            "unit", "外来单位", synonyms=("单位",), width=20,
            help="派驻干部、志愿者等外来的人写单位，同事不用填",
        ),
    )  # fmt: skip


DEPARTMENTS = (
    Column(
        "name", "部门", required=True, synonyms=("部门名称", "名称", "单位名称"), width=22,
        example="平安建设办公室", help="写全称；再次导入时按它对上",
    ),
    Column("name_en", "英文名称", width=28),
    Column(
        "duties", "职责", synonyms=("管什么", "主要职责"), width=36,
        example="综治、矛盾调解、消防",
    ),
    Column("duties_en", "英文职责", width=36),
    Column(
        "telephone", "电话", read=read_phone_number, synonyms=("办公电话", "联系电话"),
        as_text=True, width=16, help="居民看得到；不要写个人手机号",
    ),
    Column(
        "area", "所属", synonyms=("所在区域", "哪里的"), width=18,
        help="可以不填：就是导入的这个地方。别处的行不动",
    ),
)  # fmt: skip


def departments(place: Area) -> tuple[Column, ...]:
    return DEPARTMENTS
