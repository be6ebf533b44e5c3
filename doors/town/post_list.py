"""The posts 梧桐里 offers its checked-in members, who took them, how often they came."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PostPlan:
    code: str
    title: str
    what: str
    when: str
    places: int
    begun: int
    """Days ago; below nought it begins so many days from now."""
    lasts: int
    """Days from today; below nought it is over."""
    takers: int = 0
    every: int = 0
    """They come once in so many days."""
    minutes: int = 90
    reason: str = ""


POSTS = (
    PostPlan(
        "safety", "三号楼傍晚巡逻", "两人一组，看楼道灯和消防门，带手电",
        "每周一次，傍晚一个半小时", 6, 260, 95, 5, 7,
    ),
    PostPlan(
        "hardship", "给独居老人送报纸", "送到家里，说几句话；敲不开门就告诉网格员",
        "隔几天一次，上午", 2, 210, 40, 2, 9, 45,
    ),
    PostPlan(
        "culture_sport", "四点半图书角", "看着孩子写作业，收拾图书", "工作日下午四点半到六点",
        4, 180, 120, 2, 14, 90,
    ),
    PostPlan(
        "governance", "楼组议事会记录员", "会上记一记，会后把要点贴出来", "每月一次",
        2, 150, 200, 1, 31, 120,
    ),
    PostPlan("health", "义诊日引导", "量血压排队、扶老人上楼", "每月第一个周日上午", 3, -6, 90),
    PostPlan(
        "safety", "汛期河边值守", "", "六月到九月，有预警的晚上", 4, 240, -45, 2, 15,
        120, "汛期过了",
    ),
)  # fmt: skip

WORDS = ("巡逻的同志一次没落下，老人们都认得他们。下季度想请贵单位来讲一次用电安全。", "")
