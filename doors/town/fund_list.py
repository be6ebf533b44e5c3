"""梧桐里's community fund, as data: who sits, what was resolved, what the host's books say.

Days before the telling; amounts in yuan. Whoever bears such a name in life is not meant.
"""

from dataclasses import dataclass

FOUNDED_AGO = 470

SEATS = (
    ("committee", "charity", "崔映雪"),
    ("committee", "street", "简书言"),
    ("committee", "community", "顾明"),
    ("committee", "enterprise", "荣茂生"),
    ("committee", "donor", "华锦年"),
    ("committee", "resident", "卓玉兰"),
    ("committee", "resident", "翁志高"),
    ("supervisor", "resident", "范老泉"),
    ("supervisor", "donor", "辛望舒"),
)
LEFT = ("committee", "resident", "车永福")
"""Moved away; somebody else has his seat."""


@dataclass(frozen=True)
class ProposalPlan:
    ago: int
    what: str
    purpose: str
    amount: int
    status: str = "done"
    in_favour: int = 7
    present: int = 7


P = ProposalPlan
PROPOSALS = (
    P(440, "楼道声控灯换新四十盏", "public", 3200),
    P(410, "独居老人门磁报警三十套", "elders", 4500, in_favour=6),
    P(372, "请演出队办晚会", "public", 9000, "failed", 2, 6),
    P(338, "棉被和暖水袋", "hardship", 2800),
    P(290, "四点半课堂的桌椅", "children", 3600, in_favour=5, present=6),
    P(251, "无障碍坡道的扶手", "disabled", 2600),
    P(205, "社区菜园的工具和种子", "public", 1200),
    P(170, "给高龄老人送粽子", "elders", 900, "withdrawn"),
    P(132, "防溺水课和救生圈", "children", 1500),
    P(84, "凉亭换座板", "public", 2400, in_favour=6),
    P(40, "助浴点的热水器", "disabled", 3800, "passed"),
    P(18, "楼栋口的应急药箱二十个", "public", 1900, "passed", 5, 6),
    P(5, "走访困难户的米和油", "hardship", 3000, "proposed"),
)


@dataclass(frozen=True)
class LinePlan:
    ago: int
    kind: str
    amount: int
    """Out is written with its minus."""
    what: str
    proposal: int | None = None
    corrects: int | None = None
    """Which line of this list it takes back."""


L = LinePlan
LINES = (
    L(468, "grant", 12000, "街道第一年的配套"),
    L(452, "donation", 1860, "邻里节义卖"),
    L(425, "use", -3200, "声控灯四十盏", 0),
    L(398, "use", -4500, "门磁报警三十套", 1),
    L(380, "donation", 1240, "旧书义卖"),
    L(366, "interest", 22, "活期利息"),
    L(360, "cost", -120, "对账和打印"),
    L(330, "use", -2800, "棉被二十床、暖水袋六十个", 3),
    L(310, "donation", 2050, "义写春联的随喜"),
    L(288, "donation", 800, "商户一日捐"),
    L(276, "interest", 18, "活期利息"),
    L(271, "use", -360, "课桌椅的运费", 4),
    L(268, "use", -3600, "课桌椅十八套", 4),
    L(262, "correction", 360, "运费含在课桌椅的发票里，多记了一笔", 4, 11),
    L(236, "use", -2600, "扶手二十六米", 5),
    L(198, "donation", 1530, "跳蚤市场"),
    L(190, "use", -780, "锄头、水壶和土", 6),
    L(184, "interest", 15, "活期利息"),
    L(176, "use", -360, "番茄、辣椒和豆角的苗", 6),
    L(150, "grant", 8000, "街道第二年的配套"),
    L(126, "use", -1500, "救生圈十二个和两堂课", 8),
    L(108, "donation", 2200, "邻里市集义卖"),
    L(92, "interest", 19, "活期利息"),
    L(78, "use", -2400, "凉亭座板", 9),
    L(60, "cost", -200, "年度审计分摊"),
    L(33, "donation", 1675, "饺子宴的随喜"),
    L(21, "use", -2900, "热水器和安装", 10),
    L(9, "donation", 640, "路边书摊"),
)

WRITTEN = {
    0: "第一笔钱是街道的配套。怎么用，居民会议先议；每一笔都照托管单位的凭证记。",
    1: "花出去的都有凭证，复印件在服务中心一楼，谁都可以来看。",
}
EXPLAINED = "第一份把义卖的钱算早了一个季度，照托管单位的凭证改过来"
