"""What became of the goods in the storeroom of 梧桐里, as data: so many days after they came, what
went, came back, was counted or thrown away."""

from dataclasses import dataclass


@dataclass(frozen=True)
class LotPlan:
    what: str
    ago: int
    """Of which gift: what it is, and how long ago it was offered."""
    moves: tuple[tuple[int, str, int, str], ...] = ()
    keeps: int | None = None
    """Days from the day it came until its last one."""
    place: str = "储藏室 1 号架"


L = LotPlan

LOTS = (
    L("大米 10 公斤装", 688, (
        (20, "issue", -120, "过冬慰问，困难户 120 户"), (64, "issue", -118, "走访独居老人"),
        (90, "count", -2, "盘点少两袋，靠墙的受潮倒掉了"),
    ), 540),
    L("旧书", 655, ((6, "issue", -180, "放进童书角"),), place="图书室"),
    L("家用漏电保护器", 640, ((15, "issue", -96, "给 96 户老人家里换上"),)),
    L("儿童绘本", 541, (
        (5, "issue", -180, "周末共读"), (120, "back", 15, "读书会多领的还回来"),
    ), place="图书室"),
    L("放在门口的棉被", 515, ((9, "issue", -12, "给住院回家的老人"),)),
    L("二手平板电脑", 430, (
        (12, "issue", -22, "给上网课的孩子"), (200, "back", 4, "孩子毕业了，还回来"),
    )),
    L("家用急救包", 390, ((30, "issue", -62, "楼栋长每人一个"),), 410, "储藏室 2 号架"),
    L("长寿面", 365, (
        (6, "issue", -283, "老人生日"), (60, "discard", -9, "外袋破了，扔掉"),
    ), 120, "储藏室 2 号架"),
    L("食用油 5 升装", 318, (
        (14, "issue", -150, "困难户每户一桶"), (15, "discard", -2, "搬运时漏了两桶"),
    ), 540, "储藏室 2 号架"),
    L("轮椅", 295, ((40, "issue", -1, "骨折的居民急用"),), place="一楼大厅"),
    L("口罩和消毒液", 131, ((10, "issue", -40, "流感季发到各网格"),), 730, "储藏室 2 号架"),
    L("大米 10 公斤装", 52, (), 365),
    L("爱心餐券", 16, ((5, "issue", -120, "高龄老人午餐"),), 180, "前台抽屉"),
)  # fmt: skip
HANDOUT = "冬季慰问"
LISTED, SIGNED = 12, 3
