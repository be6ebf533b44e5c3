"""What stands on the board of supply and demand."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DemandPlan:
    domain: str
    title: str
    ago: int
    details: str = ""
    budget: str = ""
    answers: tuple[tuple[str, str], ...] = ()
    """Who, and what he would do; the first was chosen where it was matched."""
    result: str = ""
    note: str = ""
    reminded: bool = False
    talks: tuple[tuple[str, str, str], ...] = ()
    """Who, how it came out, a word."""


KITCHEN, COLLEGE = "同灶助餐社会企业", "澄湖职业技术学院"
LAW, LIBRARY = "云泽问渠律师事务所", "澄湖区图书馆"

DEMANDS = (
    DemandPlan(
        "children", "周六下午给孩子上一节书法课", 6,
        "十五个孩子，场地和笔墨社区出，要有人带满一学期",
        "每次 200 元", ((COLLEGE, "书法社四名学生轮流来，指导老师每月来一次"),),
        talks=((COLLEGE, "again", "学生考试周能不能补课，下次定"),),
    ),
    DemandPlan("disability", "四位坐轮椅的居民每月出门一次", 9, "要会推轮椅上下坡的人，两人一组"),
    DemandPlan("mental_health", "陪护家属的减压小组", 17, "八个人，六次，晚上", reminded=True),
    DemandPlan(
        "elder_care", "独居老人的中午热饭", 120, "三十二位老人，工作日", "午餐 8 元，低保老人 3 元",
        ((KITCHEN, "每天十一点半送到门口，回收饭盒"), (LIBRARY, "可以顺路送书")),
        "matched", KITCHEN,
        talks=((KITCHEN, "agreed", "先试一个月，送餐的人固定"),),
    ),
    DemandPlan(
        "legal", "居民公约请人看一遍", 90, "", "", ((LAW, "一名律师看一周"),), "matched", LAW,
        talks=((LAW, "agreed", ""),),
    ),
    DemandPlan("repair", "楼道灯换成声控", 75, result="elsewhere", note="物业自己排进了维修计划"),
    DemandPlan("culture_sport", "元旦舞台的音响", 60, result="cancelled", note="改到室内，不用了"),
    DemandPlan("industry", "手工编织的销路", 58, "十一位居民在家做", result="silent"),
)  # fmt: skip
"""Open with and without an answer, reminded, and closed in each way."""
