"""What people in the town asked for this November, and how far each of it has come."""

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any


class Stage(IntEnum):
    """How far a story is told; each takes in those before it."""

    NEW = 0
    ACCEPTED = 1
    ASSIGNED = 2
    DOING = 3
    DONE = 4
    RATED = 5


@dataclass(frozen=True)
class Said:
    """`by` is an account of a resident; without one the desk writes it down for `called`."""

    item: str
    words: str
    stage: Stage = Stage.NEW
    by: str = ""
    about: str = ""
    """The lead it is for, where he is not who asks."""
    called: str = ""
    channel: str = "phone"
    grid: int = 0
    result: str = ""
    became: str = ""
    where: str = ""
    """Of a vision that is done: what it became, and where to follow it."""
    grade: int = 5
    thanks: str = ""
    also: tuple[str, ...] = ()
    """What happened besides: asked, pooled, urged, low, rework, explained, visited, extension …"""
    joined: tuple[str, ...] = ()
    note: str = ""
    verdict: dict[str, Any] = field(default_factory=dict)


NEW, ACCEPTED, ASSIGNED, DOING, DONE, RATED = Stage

OF_THE_STORY = (
    # 林晚 and her grandmother
    Said(
        "stair-light",
        "二单元二楼三楼的感应灯都不亮了，晚上老人下楼看不清台阶。",
        DOING,
        "林晚",
        joined=("韩立诚", "罗晓峰"),
        note="电话说好，今天下班前来换，先放一盏应急灯",
    ),
    Said(
        "fetch-medicine",
        "外婆的降压药快吃完了，处方在卫生室，周三之前要。",
        RATED,
        "林晚",
        about="龙玉兰",
        result="药取到了，一个月的量，交到老人手里",
        thanks="还教外婆怎么分早晚，谢谢苏姐",
    ),
    Said(
        "ask-medical",
        "外婆在外地住过院，回来怎么报销？",
        DONE,
        "林晚",
        result="带发票、出院小结到窗口，代递异地报销，约 20 个工作日",
    ),
    Said("ice-leaves", "东门坡道上梧桐叶子泡烂了，早上滑倒一个送孩子的。", ASSIGNED, "林晚"),
    Said(
        "small-wish",
        "外婆想再听一次老同事唱《洪湖水》，她们有二十年没见了。",
        ACCEPTED,
        "林晚",
        about="龙玉兰",
    ),
    # 陈长贵 telephones
    Said(
        "escort-hospital",
        "老伴下周二要去市二院换药，轮椅上下台阶我一个人弄不动。",
        ASSIGNED,
        "陈长贵",
        about="陈长贵",
    ),
    Said(
        "tap-toilet",
        "厨房水龙头关不严，滴了三天，用盆接着。",
        RATED,
        "陈长贵",
        result="换了陶瓷阀芯，试水半小时不滴",
        grade=5,
        thanks="小伙子手脚麻利，水也没喝一口",
    ),
    Said(
        "handrail",
        "卫生间想装一根扶手，老伴起身要抓毛巾杆。",
        DOING,
        "陈长贵",
        also=("suspended",),
        note="量好尺寸，L 形扶手订了货",
    ),
    Said(
        "phone-lesson", "孙子发的视频打不开，想学怎么回他。", ACCEPTED, "陈长贵", also=("pooled",)
    ),
    # 于建平 for the neighbour across the landing
    Said(
        "pay-bills",
        "替对门莫奶奶交燃气费，她把户号写在纸条上了。",
        RATED,
        "于建平",
        about="莫腊梅",
        result="交了 86 元，收据放在莫奶奶的铁盒里，两人签了字",
        grade=4,
    ),
    Said(
        "visit-elder",
        "我出差五天，莫奶奶一个人在家，请隔天去看一眼。",
        DOING,
        "于建平",
        about="莫腊梅",
        note="今天去过，精神好，正在腌萝卜",
    ),
    Said(
        "blocked-exit",
        "4 号楼后面消防通道又停了三辆车，垃圾车都进不来。",
        DOING,
        "于建平",
        also=("low", "rework"),
        result="劝走两辆，贴了告示",
        grade=2,
        thanks="晚上又停满了，只劝是不够的",
        note="和物业约好今晚八点划线、装地锁",
    ),
    Said(
        "ask-residence",
        "居住证到期要换，房东不肯给合同怎么办？",
        NEW,
        "于建平",
        also=("asked",),
        note="您住的房子在街道做过租房备案吗？有的话不用房东到场。",
    ),
    # 韩立诚, as himself
    Said(
        "ebike-charging",
        "3 号楼一单元门厅又有人拉线充电，插座都是烫的。",
        DOING,
        "韩立诚",
        joined=("林晚", "罗晓峰", "马海燕", "万秀华"),
        also=("forwarded",),
        note="已经断电，车主答应搬去车棚，晚上再看一次",
    ),
    Said(
        "falling",
        "3 号楼东山墙瓷砖鼓了一片，底下是小孩上学的路。",
        ASSIGNED,
        "韩立诚",
        also=("urged", "overdue"),
    ),
    Said(
        "give-things",
        "家里有一张护理床，九成新，谁家老人用得上。",
        RATED,
        "韩立诚",
        result="转给 10 号楼彭奶奶家，四个人抬上去的",
        thanks="物尽其用，高兴",
    ),
    Said(
        "door-camera",
        "一单元门禁刷不上卡，大家用砖头顶着门。",
        DONE,
        "韩立诚",
        result="换了读卡头，旧卡都能用",
    ),
    # others with an account of their own
    Said(
        "noise",
        "楼上每天夜里十一点拖桌子，说过两回了。",
        DONE,
        "罗晓峰",
        also=("low", "explained"),
        grade=2,
        result="双方见面谈过，楼上答应垫桌脚",
        thanks="好了三天又响",
        note="夜班回家避不开，楼上已铺地毯、换软轮；十点后再响请随时打值班电话",
    ),
    Said("complaint", "上个月报的井盖，来看了两回都说不归他管。", NEW, "马海燕"),
    Said(
        "suggestion", "服务大厅的椅子太低，老人起不来，能不能换几把带扶手的。", ACCEPTED, "马海燕"
    ),
    Said(
        "wish-facility",
        "3 号楼和 4 号楼之间的空地，能不能给孩子添个沙坑和滑梯。",
        DONE,
        "韩立诚",
        result="两栋楼问过一遍，七成要；占地、噪音要大家坐下来议",
        became="meeting",
        where="下一次居民议事会，第二个议题",
    ),
    Said(
        "suggestion",
        "公交 32 路末班车太早，晚班回来只能走，能不能往后推半小时。",
        RATED,
        "罗晓峰",
        result="收了二十一户的签名，书面递上去了",
        became="policy",
        where="街道转区交通局，回函会贴在服务大厅的公开栏",
        thanks="没想到真有人往上递",
    ),
    Said(
        "ask-disability",
        "弟弟的残疾证明年到期，要重新评定吗？",
        RATED,
        "万秀华",
        about="万秀华",
        result="到期前三个月在网上申请换证，不用重新评定",
        grade=4,
    ),
    Said(
        "hardship",
        "弟弟住院，这个月的护理费凑不齐。",
        DOING,
        "万秀华",
        also=("extension",),
        verdict={"is_urgent_concern": True, "urgency": 3},
        note="材料齐了，街道下周一上会",
    ),
    Said(
        "rubbish",
        "11 号楼旁边堆了两袋装修垃圾，一个星期没人清。",
        RATED,
        "马海燕",
        result="找到装修那户，当天清走，地也冲了",
        grade=5,
    ),
    Said(
        "praise",
        "十一月三号大雨，贾梦瑶一家一家敲门收晾台上的花盆，谢谢她。",
        RATED,
        "罗晓峰",
        result="念给大家听了，也转告了她本人",
    ),
    Said("wish-facility", "地下车库入口想装一面反光镜，两次差点碰上。", ACCEPTED, "罗晓峰"),
    Said("tree", "8 号楼前的香樟压着晾衣绳，下雨就断枝。", RATED, "罗晓峰", also=("withdrawn",)),
)
