"""Who can be entered with one click: name, office, and one sentence each, in reading order."""

from dataclasses import dataclass

from accounts import roles
from doors.town import plan
from doors.town.plan import WUTONGLI_CODE

HOME = ("居民", "Residents")
DESK = ("社区工作台", "The community desk")
ABOVE = ("街道、区、市", "Street, district, city")
PLATFORM = ("平台管理", "Platform administrators")

LIUAN_STREET, DISTRICT = plan.STREETS[0][0], plan.DISTRICT[0]
VILLAGE_CODE = "600102003202"


@dataclass(frozen=True)
class Part:
    """One account of the cast."""

    name: str
    phone: int
    group: tuple[str, str]
    story: str
    story_en: str
    role: str = ""
    place: str = ""
    """Code of the area the role holds for; workers of grids get theirs by appointment."""
    resident: str = ""
    """Bound to this lead of the story."""
    elder_mode: bool = False
    seen: bool = True


CAST = (
    Part(
        "林晚",
        101,
        HOME,
        "住东区 3 号楼，替独居的外婆看通知、办事情。",
        "Lives in East 3 and handles things for her grandmother, who lives alone.",
        resident="林晚",
    ),
    Part(
        "陈长贵",
        103,
        HOME,
        "78 岁，手机字要大；老伴腿脚不便，什么事都先打电话。",
        "Aged 78, reads in large letters; his wife walks badly, so he phones first.",
        resident="陈长贵",
        elder_mode=True,
    ),
    Part(
        "于建平",
        104,
        HOME,
        "对门莫奶奶没有电话，她授权他代办一年。",
        "His neighbour across the landing has no telephone; she lets him act for her for a year.",
        resident="于建平",
    ),
    Part(
        "夏晓棠",
        124,
        HOME,
        "住隔壁柳岸社区，看不到梧桐里的任何人。",
        "Lives in Liu'an next door and sees nobody of Wutongli.",
        resident="夏晓棠",
    ),
    Part(
        "罗晓峰",
        109,
        HOME,
        "住西区 8 号楼的党员，在社区报了到，晚上和周末帮忙修电器。",
        "A Party member of West 8 who checked in where he lives; mends things on evenings off.",
        resident="罗晓峰",
    ),
    Part(
        "万秀华",
        122,
        HOME,
        "社区志愿服务一队队长，27 个人会什么、什么时候有空，她心里有数。",
        "Leads the first community team: knows what her 27 people can do, and when.",
        resident="万秀华",
    ),
    Part(
        "罗思源",
        140,
        HOME,
        "16 岁，教老人用手机；爸爸在自己手机上点了同意。",
        "Aged 16, teaches elders their phones; his father agreed on his own phone.",
        resident="罗思源",
    ),
    Part(
        "马海燕",
        118,
        HOME,
        "十联户的联户长，自己在手机上点了愿意；通知由她转告邻居。",
        "Leads ten households: said yes on her own phone, and passes notices on to them.",
        resident="马海燕",
    ),
    Part(
        "李建国",
        119,
        HOME,
        "网格员想请他当联户长，他还没回话。",
        "Asked to lead his ten households, and has not answered yet.",
        resident="李建国",
    ),
    Part(
        "覃海涛",
        112,
        HOME,
        "请他当联户长，他说孩子刚出生顾不上；网格员另请人。",
        "Asked to lead his ten households, he said no: the baby is nine days old.",
        resident="覃海涛",
    ),
    Part(
        "麦丰年",
        141,
        HOME,
        "在外地做生意，每年给梧桐里的孩子捐助学款；每一笔用在哪里，他自己看得到。",
        "Does business far away and gives for pupils every year; sees what became of each gift.",
    ),
    Part(
        "秦晓东",
        121,
        HOME,
        "证件上的名字写法不同，五次没对上，要到窗口去。",
        "His papers spell his name differently: five tries failed, now the desk must help.",
    ),
    Part(
        "顾明",
        1,
        DESK,
        "梧桐里社区书记，批通知、定网格员、签授权。",
        "Secretary of Wutongli: checks notices, appoints grid workers, signs authorities.",
        roles.COMMUNITY_SECRETARY,
        WUTONGLI_CODE,
    ),
    Part(
        "周予安",
        2,
        DESK,
        "接待岗，也是值班负责人，没人管的网格归他接着。",
        "At the front desk and on duty: what a vacant grid needs falls to him.",
        roles.COMMUNITY_STAFF,
        WUTONGLI_CODE,
    ),
    Part(
        "乔一",
        3,
        DESK,
        "管民政和助残，起草通知，等别人来核。",
        "Civil affairs and disability; drafts notices that somebody else must check.",
        roles.COMMUNITY_STAFF,
        WUTONGLI_CODE,
    ),
    Part(
        "苏禾",
        4,
        DESK,
        "07 网格网格员，三栋楼的门她都敲过；也考下了社工证。",
        "Worker of grid 07, known behind every door of three buildings; a social worker, too.",
    ),
    Part(
        "贺小川",
        5,
        DESK,
        "11 网格网格员，这几天替 09 网格的同事顶班。",
        "Worker of grid 11, standing in for the colleague of grid 09 this week.",
    ),
    Part(
        "韩立诚",
        106,
        DESK,
        "东区 3 号楼楼栋长，也是持证的电工志愿者；能切回居民本人。",
        "Head of building East 3 and a licensed volunteer electrician; can switch to resident.",
        resident="韩立诚",
    ),
    Part(
        "闻溪",
        72,
        DESK,
        "驻站社工机构的主任，管自己机构的服务和人手，看不到居民名册。",
        "Head of the stationed social-work agency: its services and people, never the register.",
    ),
    Part(
        "莫国庆",
        73,
        DESK,
        "老年协会会长，备案快到期了，想再加一项服务。",
        "Chairs the Seniors' Association; its filing runs out soon, and it could offer more.",
    ),
    Part(
        "江雪梅",
        75,
        DESK,
        "区二院社区科主任，医院在梧桐里报了到，每月来义诊。",
        "Speaks for the hospital, which checked in at Wutongli and holds a clinic every month.",
    ),
    Part(
        "石永昌",
        6,
        DESK,
        "磨坊口村书记，村里三个组，老人和孩子多。",
        "Secretary of Mofangkou village: three hamlets, mostly the old and the young.",
        roles.COMMUNITY_SECRETARY,
        VILLAGE_CODE,
    ),
    Part(
        "祁月",
        80,
        DESK,
        "机构派到梧桐里的高级社工，带着四位同事驻站。",
        "Senior social worker whom an agency stations in Wutongli, with four colleagues.",
    ),
    Part(
        "贺知夏",
        81,
        DESK,
        "驻站社工，跟孩子们打交道；证书下个月到期，要续登。",
        "Stationed social worker, mostly with children; her certificate runs out next month.",
    ),
    Part(
        "邱岚",
        7,
        DESK,
        "柳岸街道派单员，只看件，不翻居民名册。",
        "Dispatcher of Liu'an street: sees cases, never the register.",
        roles.DISPATCHER,
        LIUAN_STREET,
    ),
    Part(
        "邵子航",
        15,
        DESK,
        "柳岸街道平安办的联络员，只看得到发给平安办的事。",
        "Speaks for the public safety office of Liu'an street; sees what is addressed to it.",
    ),
    Part(
        "闻静",
        16,
        DESK,
        "区民政局的联络员，清单上六件事归她的局。",
        "Speaks for the district's civil affairs bureau; six matters of the list are its own.",
    ),
    Part(
        "陆知秋",
        8,
        DESK,
        "区里的个人信息保护负责人，管告知、同意和更正申请。",
        "Privacy officer of the district: notices, consents, people's requests about their data.",
        roles.PRIVACY_OFFICER,
        DISTRICT,
    ),
    Part(
        "钟毓",
        9,
        ABOVE,
        "柳岸街道工作人员，看三个社区的数，不看人。",
        "Official of Liu'an street: figures of three communities, no persons.",
        roles.STREET_OFFICIAL,
        LIUAN_STREET,
    ),
    Part(
        "崔远",
        10,
        ABOVE,
        "澄湖区民政局，看全区三个街道八个社区。",
        "Civil affairs of Chenghu district: three streets, eight communities.",
        roles.DISTRICT_OFFICIAL,
        DISTRICT,
    ),
    Part(
        "尹若川",
        11,
        ABOVE,
        "澄州市里的，只看汇总，十人以下的格子不显示。",
        "From the city: totals only, cells under ten stay hidden.",
        roles.UPPER_OFFICIAL,
    ),
    Part(
        "石铭",
        12,
        PLATFORM,
        "系统管理员，管字典、日历、模板，看不到居民。",
        "System administrator: calendars, templates, parts; no residents.",
        roles.SYSTEM_ADMIN,
    ),
    Part(
        "阎静",
        13,
        PLATFORM,
        "安全管理员，开户、授权、收回，看不到居民。",
        "Security administrator: accounts, roles, withdrawals; no residents.",
        roles.SECURITY_ADMIN,
    ),
    Part(
        "白露",
        14,
        PLATFORM,
        "审计管理员，只读审计记录，改不了任何东西。",
        "Auditor: reads the record of what was done and can change nothing.",
        roles.AUDITOR,
    ),
)

WORKERS = (
    *("丁一帆", "沈佳慧", "罗小满", "方晓雯", "任春生", "贾梦瑶", "苏禾", "董大勇", "毛诗韵"),
    *("江天佑", "贺小川"),
)
"""Of the grids 01 to 11 of 梧桐里; the twelfth has lost its worker."""
LEFT = "孟志强"
ABSENT_GRID, SUBSTITUTE, VACANT_GRID = 9, "贺小川", 12

FURTHER_BOUND = ("彭德福", "唐少华")
"""Have an account and are bound to it, without a card of their own on the front page."""
YOUNG_VOLUNTEER = "罗思源"
NEVER_SEEN = "程佩兰"
"""Staff opened an account for her at the desk; she has not used it yet."""
