"""What 梧桐里 earns, as data: what lay idle, five operating projects, what was spent.

Days before the telling; yuan. Whoever bears such a name in life is not meant.
"""

RULES = (
    (700, 50, 30, 20, "居民会议第一次表决，四十一票赞成"),
    (330, 40, 40, 20, "居民会议改为多帮人，三十八票赞成"),
)

ASSETS = (
    ("西门外的空地", "西门", 720, "used", "晚上办夜市，白天还是空地"),
    ("废弃的车棚", "3 号楼北", 715, "used", "改成普惠停车场"),
    ("早市旁的人行道", "南街", 705, "used", "划线出租地摊棚"),
    ("居委会临街的两间门面", "南街 8 号", 690, "used", "招便民理发和修补"),
    ("停用的锅炉房", "6 号楼旁", 560, "used", "便民早餐点"),
    ("楼顶的平台", "9 号楼", 300, "dropped", "消防不允许，不用了"),
    ("旧自行车库", "12 号楼地下", 150, "planned", "做共享储物间，等消防意见"),
    ("报刊亭", "东门", 40, "found", ""),
)

PROJECTS = (
    ("周末夜市", 0, "南街夜市管理有限公司", 690, 40, None, 1150),
    ("普惠停车场", 1, "梧桐里物业服务有限公司", 680, 410, None, 1680),
    ("地摊棚出租", 2, "便民市场服务部", 660, 70, None, 640),
    ("门面出租", 3, "南街修补铺", 640, 455, None, 1320),
    ("便民早餐点", 4, "同灶助餐社会企业", 520, 200, 95, 560),
)
"""Name, of which asset, with whom; began so long ago, ends in so many days; was ended so long ago;
what it brings in a month."""

WRONG = ("周末夜市", 2, "把押金当收入记了")
"""Of that project the income of that month was taken back, and why."""

SPENT = (
    (600, "upkeep", 2600, "东区路灯换新二十盏"),
    (560, "care", 1500, "给高龄老人过生日"),
    (505, "upkeep", 4800, "南门台阶和扶手"),
    (470, "care", 3000, "五名困难学生的书本"),
    (420, "upkeep", 3900, "凉亭和座椅"),
    (385, "care", 2400, "助残日的轮椅检修"),
    (340, "upkeep", 6500, "雨水管疏通和井盖"),
    (290, "care", 4200, "给独居老人的取暖费"),
    (240, "upkeep", 5200, "充电棚的雨棚"),
    (205, "care", 2800, "孩子们的游园"),
    (160, "reserve", 3000, "台风后抢修围墙"),
    (120, "upkeep", 4100, "楼道粉刷三个单元"),
    (80, "care", 3600, "看望百位老人"),
    (44, "upkeep", 2300, "健身器材换件"),
    (26, "upkeep", 700, "花箱"),
)
WRONG_SPENT = (22, 14, "花箱是物业买的，记错了")
"""So long ago, which of the spendings, why it was put back."""
