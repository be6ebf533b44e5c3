"""Who is stationed in 梧桐里 by which unit: for what, on which days, how it stands."""

from dataclasses import dataclass

from doors.town.partner_list import HOSPITAL, LAW, LIBRARY, POWER, SCHOOL, TAX


@dataclass(frozen=True)
class SecondmentPlan:
    unit: str
    name: str
    office: str
    post: str
    weekdays: tuple[int, ...]
    hours: str
    began: int
    """Days ago; to come where it is negative."""
    ends: int
    """Days from now; behind us where it is over."""
    did: tuple[str, ...] = ()
    status: str = "running"
    reason: str = ""
    stopped: int = 0
    """Days ago."""


SECONDMENTS = (
    SecondmentPlan(
        TAX, "钱向阳", "科员", "在便民大厅办税、坐窗口", (2, 4), "9:00–11:30", 260, 105,
        ("帮 6 户核了租房扣除", "教三家小店开电子票", "窗口坐了一上午，来了 11 个人",
         "上门给早餐店讲减免", "整理了社区的发票台账"),
    ),
    SecondmentPlan(
        HOSPITAL, "兰采薇", "主治医师", "量血压、看化验单、转诊", (3,), "14:30–17:00", 347, 18,
        ("量血压 23 人，转诊 1 人", "看了 9 张化验单", "入户看了两位卧床老人"),
    ),
    SecondmentPlan(
        POWER, "季长河", "班组长", "老楼线路排查", (1, 5), "", 420, -55,
        ("查了一栋的楼道线", "换了两处老化插座", "和物业一起量了负荷"), status="ended",
    ),
    SecondmentPlan(
        SCHOOL, "丰子衿", "教师", "四点半课堂", (1, 2, 3), "16:30–18:00", 210, 150,
        ("辅导 14 个孩子作业", "带孩子们读了一本绘本"),
        status="stopped", reason="学校调他去分校，另派一位", stopped=60,
    ),
    SecondmentPlan(
        LIBRARY, "苗若水", "馆员", "帮社区理图书角", (6,), "9:00–12:00", -8, 190, status="proposed"
    ),
    SecondmentPlan(
        LAW, "言守正", "律师", "周末法律门诊", (7,), "", 30, 300,
        status="declined", reason="周日排不开，改为每月来一次",
    ),
)  # fmt: skip
"""Two run, one of them ends within a month; one is over, one was called back, one waits for the
community's answer, one came to nothing."""


@dataclass(frozen=True)
class ScorePlan:
    unit: str
    by_unit: bool
    points: tuple[int, int, int, int]
    comment: str = ""
    published: int | None = None
    """Days ago; without it the street still has it."""
    appeal: str = ""


SCORES = (
    ScorePlan(POWER, False, (4, 3, 5, 4), "老楼的插座一处处看过", 30),
    ScorePlan(POWER, True, (4, 4, 4, 4), published=30),
    ScorePlan(
        SCHOOL, False, (2, 4, 4, 4), "五月以后没有排上几次", 9, "五月起学校排了毕业班，提前说过"
    ),
    ScorePlan(TAX, False, (5, 5, 5, 5), "窗口有他，办税不用跑两趟"),
)
"""Of this year, by both sides: published, with an appeal of the unit of who has no account here,
and one that waits for the street."""
WAITING = 3
"""Days of the last week that nobody has confirmed yet."""
NOT_HERE = 9
"""Of so many days there is one on which he could not come."""
WORD = "同志踏实，居民常问起。下季度请接着来。"
