"""The organisations and units of the town, as data. Whoever bears such a name in life is not
meant; every code passes its check, and no province has the number 60."""

from dataclasses import dataclass, field
from datetime import time
from typing import Any

from core.identifiers import uscc_check_character
from doors.town import plan
from doors.town.plan import WUTONGLI_CODE

LIUAN, DISTRICT = plan.STREETS[0], plan.DISTRICT[0]
WORKDAYS, WEEKEND, EVERY_DAY = (1, 2, 3, 4, 5), (6, 7), (1, 2, 3, 4, 5, 6, 7)


def code_of(begins: str, number: int) -> str:
    """An invented credit code with a true check character; `begins` says who registered it."""
    body = f"{begins}600102MJ{number:07d}"
    return body + uscc_check_character(body + "0")


@dataclass(frozen=True)
class ServicePlan:
    domain: str
    name: str
    name_en: str
    days: tuple[int, ...]
    hours: tuple[int, int]
    capacity: int
    audiences: tuple[str, ...]
    what: str = ""
    what_en: str = ""
    price: str = ""
    price_en: str = ""
    """Empty: free."""
    volunteers: bool = False
    price_waits: bool = False
    """Nobody has approved it yet: residents do not see it."""

    def values(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "name_en": self.name_en,
            "weekdays": list(self.days),
            "starts_at": time(self.hours[0]),
            "ends_at": time(self.hours[1]),
            "weekly_capacity": self.capacity,
            "audiences": list(self.audiences),
            "description": self.what,
            "description_en": self.what_en,
            "is_volunteer": self.volunteers,
            "price": "low_fee" if self.price else "free",
            "price_note": self.price,
            "price_note_en": self.price_en,
        }


@dataclass(frozen=True)
class OrganizationPlan:
    kind: str
    name: str
    name_en: str
    begins: str = ""
    """How its credit code begins; empty: it has none."""
    place: str = WUTONGLI_CODE
    filed_for: int | None = None
    """Days from the telling until its filing ends."""
    status: str = "active"
    introduced: bool = False
    is_hub: bool = False
    sector: bool = False
    """Belongs to the sector committee of health."""
    telephone: str = ""
    introduction: str = ""
    introduction_en: str = ""
    contact: tuple[str, str] = ("", "")
    manager: str = ""
    serves: tuple[str, ...] = ()
    """Further places beside its own."""
    services: tuple[ServicePlan, ...] = field(default=())
    grade: tuple[int, int] | None = None
    """1A to 5A, and how many years ago."""


S, Body = ServicePlan, OrganizationPlan

SECTOR = Body(
    "sector_committee", "澄湖区卫生健康行业党委", "Health Sector Party Committee of Chenghu",
    place=DISTRICT, telephone="0999-8600120", contact=("贾淑珍", "专职副书记"),
    introduction="把全区医院、卫生院的党组织联起来，为社区安排驻点医生。",
    introduction_en="Ties the Party organisations of hospitals together and sends doctors out.",
    services=(
        S(
            "health", "医生驻点", "A doctor in the community", (3,), (9, 12), 20, ("everybody",),
            "每周三上午，各社区轮流。", "Wednesday mornings, one community after another.",
        ),
    ),
)  # fmt: skip

HUB = Body(
    "service_agency", "柳岸街道社会组织服务中心", "Liu'an Centre for Social Organisations",
    "52", place=LIUAN[0], is_hub=True, telephone="0999-8600201",
    contact=("邵建红", "主任"), grade=(4, 2),
    introduction="帮各社区的社会组织办备案、学记账、找场地。",
    introduction_en="Helps the organisations of the street with filing, accounts and rooms.",
    services=(
        S(
            "incubation", "备案和登记辅导", "Help with filing and registration",
            WORKDAYS, (9, 17), 10, ("organizations",),
        ),
        S("venue", "借场地和设备", "Rooms and equipment to borrow", EVERY_DAY, (9, 21), 12,
          ("organizations",)),
    ),
)  # fmt: skip

AGENCY = Body(
    "service_agency", "拾光里社会工作服务中心", "Shiguangli Social Work Service Centre",
    "52", introduced=True, telephone="0999-8600202", contact=("闻溪", "主任"), manager="闻溪",
    grade=(5, 1),
    introduction="驻在梧桐里社工站，做个案、小组和社区活动。",
    introduction_en="Stationed at Wutongli: casework, groups and community work.",
    serves=(LIUAN[0],),
    services=(
        S(
            "mental_health", "心理关爱面谈", "Somebody to talk to", (2, 4, 6), (9, 17), 12,
            ("everybody",), "关起门来说话，不留名也行。", "Behind a closed door; no name needed.",
        ),
        S("elder_care", "独居老人探访", "Visits to elders who live alone", WORKDAYS, (9, 17), 30,
          ("elders",)),
        S("children", "四点半课堂", "After-school hours", WORKDAYS, (16, 18), 36, ("children",)),
        S(
            "women_family", "家庭教育咨询", "Advice for parents", (6,), (9, 12), 6, ("women",),
            price="每次 20 元，困难家庭免费", price_en="20 yuan; free for families in hardship",
            price_waits=True,
        ),
    ),
)  # fmt: skip

COMMUNITY_ORGANISATIONS = (
    Body(
        "mutual_aid", "梧桐里老年协会", "Wutongli Seniors' Association", filed_for=20,
        telephone="0999-8600211", contact=("莫国庆", "会长"), manager="莫国庆",
        introduction="老人帮老人：结伴买菜、看病有人陪、天天报平安。",
        introduction_en="Elders help elders: company to market and doctor, a call every day.",
        services=(
            S("elder_care", "报平安电话", "A call every day", EVERY_DAY, (8, 10), 60, ("elders",),
              volunteers=True),
            S("culture_sport", "棋牌和书画", "Chess, cards and painting", WORKDAYS, (14, 17), 40,
              ("elders",)),
        ),
    ),
    Body(
        "culture_sport", "梧桐里童声读书会", "Wutongli Children's Reading Circle", filed_for=-12,
        contact=("黎晓雯", "召集人"),
        introduction="周末在图书室，大孩子念给小孩子听。",
        introduction_en="At weekends in the reading room, older children read to younger ones.",
        services=(
            S("education", "周末共读", "Reading together", WEEKEND, (10, 11), 25, ("children",),
              volunteers=True),
        ),
    ),
    Body(
        "life_service", "梧桐里巧手编织社", "Wutongli Knitting Workshop", "52",
        telephone="0999-8600213", contact=("薛秀华", "理事长"),
        introduction="姐妹们一起做手工、接订单，也替人缝补。",
        introduction_en="Women knit and sew together, take orders and mend.",
        services=(
            S("employment", "手工培训", "Craft lessons", (1, 3, 5), (14, 17), 15,
              ("women", "newcomers")),
            S(
                "repair", "缝补改衣", "Mending and altering", (2, 4), (9, 17), 20, ("everybody",),
                price="拉链 5 元、裤边 8 元，80 岁以上免费",
                price_en="Zips 5 yuan, hems 8 yuan; free from 80",
            ),
        ),
    ),
    Body(
        "self_governance", "梧桐里红白理事会", "Wutongli Council for Weddings and Funerals",
        contact=("龙兴隆", "理事长"),
        introduction="红事白事从简办，锅碗桌椅借您用。",
        introduction_en="Weddings and funerals kept simple; tables and pots to borrow.",
        services=(
            S("ceremony", "红白事帮办", "Help with weddings and funerals", EVERY_DAY, (7, 21), 4,
              ("everybody",)),
        ),
    ),
    Body(
        "mutual_aid", "梧桐里助浴互助队", "Wutongli Bathing Help", filed_for=280,
        status="suspended", contact=("段德福", "队长"),
        introduction="帮卧床的老人洗澡。",
        introduction_en="Helps elders who cannot leave their bed to bathe.",
        services=(
            S("elder_care", "上门助浴", "Bathing at home", (2, 5), (14, 17), 6, ("elders",)),
        ),
    ),
    Body(
        "culture_sport", "梧桐里阳台种菜社", "Wutongli Balcony Gardeners", status="proposed",
        introduction="邻居换苗、换菜、教怎么种。",
        introduction_en="Neighbours swap seedlings and teach each other.",
    ),
)  # fmt: skip
"""Six, as in the article: filed, registered and managed ones; one filing has run out."""

PARTY_AND_MASS = (
    Body(
        "community_committee", "梧桐里社区党委", "Wutongli Community Party Committee",
        telephone="0999-8600200", contact=("顾明", "书记"),
        introduction="社区各支部、双报到单位和共建单位的召集人。",
        introduction_en="Brings together the branches, checked-in units and partner units.",
    ),
    Body(
        "youth_league", "梧桐里社区团支部", "Wutongli Youth League Branch",
        contact=("姚一诺", "书记"),
        services=(
            S("youth", "假期托管", "Holiday care", WORKDAYS, (9, 17), 30, ("youth", "children"),
              volunteers=True),
        ),
    ),
    Body(
        "women", "梧桐里社区妇联", "Wutongli Women's Federation",
        telephone="0999-8600204", contact=("姜文静", "主席"),
        services=(
            S("women_family", "家庭矛盾听诉", "An ear for family troubles", WORKDAYS, (9, 17), 10,
              ("women",)),
        ),
    ),
    Body(
        "disabled", "梧桐里社区残协", "Wutongli Disabled People's Association",
        telephone="0999-8600205", contact=("戴卫东", "专职委员"),
        services=(
            S("disability", "辅具借用和维修", "Aids to borrow, and repaired", (1, 4), (9, 12), 8,
              ("disabled",)),
        ),
    ),
)  # fmt: skip

PARTNERS = (
    Body(
        "organ", "澄湖区税务局柳岸税务所", "Liu'an Tax Office", "11",
        contact=("卢志强", "所长"),
        services=(S("employment", "个体户办税咨询", "Tax advice for small traders", (5,), (14, 17),
                    10, ("everybody",)),),
    ),
    Body(
        "school", "柳岸小学", "Liu'an Primary School", "12",
        telephone="0999-8600221", contact=("范慧贤", "德育主任"),
        services=(S("venue", "周末开放操场", "The playground at weekends", WEEKEND, (8, 18), 200,
                    ("everybody",)),),
    ),
    Body(
        "school", "澄湖职业技术学院", "Chenghu Vocational College", "12", introduced=True,
        contact=("程海涛", "团委副书记"),
        services=(S("education", "手机课堂", "Lessons with the phone", (6,), (14, 16), 30,
                    ("elders",), volunteers=True),),
    ),
    Body(
        "hospital", "澄湖区第二人民医院", "Second People's Hospital of Chenghu", "12", sector=True,
        telephone="0999-8600120", contact=("江雪梅", "社区科主任"), manager="江雪梅",
        services=(S("health", "血压血糖免费测", "Blood pressure and sugar, free", (3,), (8, 11), 60,
                    ("elders", "everybody")),),
    ),
    Body(
        "public_institution", "澄湖区图书馆", "Chenghu District Library", "12",
        telephone="0999-8600223", contact=("史知秋", "读者部"),
        services=(S("culture_sport", "流动书车", "The book bus", (6,), (9, 12), 120,
                    ("everybody",)),),
    ),
    Body(
        "enterprise", "澄州供电公司柳岸营业所", "Liu'an Office of Chengzhou Power", "91",
        telephone="0999-8600224", contact=("雷建军", "班长"),
        services=(S("safety", "老旧线路排查", "Old wiring looked at", (2, 4), (9, 17), 8,
                    ("elders", "hardship")),),
    ),
    Body(
        "enterprise", "柳岸农村商业银行梧桐里支行", "Wutongli Branch of Liu'an Rural Bank", "91",
        contact=("陶丽萍", "大堂经理"),
        services=(S("safety", "防诈骗讲座", "How to spot a fraud", (5,), (9, 11), 50,
                    ("elders",)),),
    ),
    Body(
        "property", "梧桐里物业服务有限公司", "Wutongli Property Service", "91",
        telephone="0999-8600226", contact=("万永刚", "项目经理"), manager="万永刚",
        services=(S("repair", "公共设施报修", "Repairs of what is shared", EVERY_DAY, (8, 20), 80,
                    ("everybody",)),),
    ),
    Body(
        "social_enterprise", "同灶助餐社会企业", "Tongzao Kitchen, a social enterprise", "91",
        introduced=True, telephone="0999-8600227", contact=("钱巧云", "负责人"),
        introduction="办长者食堂，也送餐上门。赚的钱一半回社区。",
        introduction_en="Runs the elders' canteen and brings meals; half of its profit returns.",
        services=(
            S(
                "elder_care", "长者食堂和送餐", "Canteen and meals brought home", EVERY_DAY,
                (11, 18), 420, ("elders",), price="午餐 8 元，低保老人 3 元",
                price_en="Lunch 8 yuan; 3 yuan for elders on relief",
            ),
        ),
    ),
    Body(
        "new_economy", "闪蜂配送柳岸站", "Shanfeng Couriers, Liu'an Station", "91",
        contact=("白向前", "站长"),
        services=(S("safety", "随手报隐患", "Riders report what is dangerous", EVERY_DAY, (8, 22),
                    30, ("everybody",)),),
    ),
    Body(
        "new_social", "云泽问渠律师事务所", "Wenqu Law Firm", "31", introduced=True,
        telephone="0999-8600229", contact=("邱书言", "律师"),
        services=(S("legal", "法律咨询", "Legal advice", (4,), (14, 17), 12, ("everybody",)),),
    ),
    Body(
        "military", "驻澄州某部", "A unit stationed in Chengzhou",
        contact=("崔永亮", "干事"),
        services=(S("education", "国防故事进社区", "Stories for children", (6,), (15, 16), 40,
                    ("children",)),),
    ),
)  # fmt: skip
"""Twelve of different kinds; three of them, and the agency, were introduced from outside."""

CHARITY = Body(
    "society", "澄湖区慈善总会", "Chenghu District Charity Federation",
    "51", place=DISTRICT, telephone="0999-8600301", contact=("温良", "秘书长"), grade=(3, 6),
    introduction="接受捐赠、开捐赠票据，按捐赠人的意思把钱和东西用到各社区。",
    introduction_en="Accepts gifts, writes the receipts, and puts them to use in the communities.",
)  # fmt: skip

EVERYBODY = (
    SECTOR, HUB, AGENCY, *COMMUNITY_ORGANISATIONS, *PARTY_AND_MASS, *PARTNERS, CHARITY,
)  # fmt: skip
MANAGERS = {"闻溪": 72, "莫国庆": 73, "万永刚": 74, "江雪梅": 75}
"""Accounts of those who speak for one, and the number of each one's phone."""
