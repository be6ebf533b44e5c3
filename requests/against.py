"""Words that speak against a person or a unit, said in a free sentence.

Who opens the menu chooses 投诉 or 举报 himself. Who only writes a sentence may not know that there
is such a choice; his sentence must not land on the desk of whom it is about. Plain lists, to be
read and corrected; they rather go up once too often: the tier above may send it down again.
"""

import re

from requests.tiers import Tier
from requests.workflow import Kind

_WITHIN = r"[^。！？\n]"  # data
PEOPLE = (
    "网格员|网格长|楼栋长|楼长|联户长|志愿者|社工|物业|保安|保洁"  # data
    "|工作人员|干部|主任|书记|窗口|社区里?的人"  # data
)
FAULT = "|".join(
    (
        "态度(?:很|太|特别|非常|真|又|极其|十分)?(?:差|坏|恶劣|不好|蛮横)",  # data
        "骂人|骂我|骂了|推诿|踢皮球|刁难|吃拿卡要|乱收费|不作为|收(?:了)?红包|索要|敲诈",  # data
    )
)
REPORT = re.compile("举报|检举|揭发")  # data
SAID = "投诉"  # data
COMPLAINT = re.compile(
    rf"{SAID}|(?:{PEOPLE}){_WITHIN}{{0,20}}(?:{FAULT})|(?:{FAULT}){_WITHIN}{{0,8}}(?:{PEOPLE})"
)
STREET = re.compile("街道|(?<!社)区里|局里|部门|派出所|城管|镇政府")  # data
COMMUNITY = re.compile("社区里?的?(?:人|干部|工作|窗口)|居委会|主任|书记")  # data


def kind_of(words: str) -> Kind:
    """What a sentence is that nobody put on a shelf."""
    if REPORT.search(words):
        return Kind.REPORT
    return Kind.COMPLAINT if COMPLAINT.search(words) else Kind.HELP


def tier_of_whom(words: str) -> Tier:
    """Where whom it is about works, as far as it is said."""
    if STREET.search(words):
        return Tier.STREET
    return Tier.COMMUNITY if COMMUNITY.search(words) else Tier.GRID
