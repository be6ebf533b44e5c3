"""How a line of the shipped menu is written: Chinese and English side by side."""

from dataclasses import dataclass
from typing import NamedTuple


class Both(NamedTuple):
    zh: str
    en: str


NOTHING = Both("", "")


@dataclass(frozen=True)
class Category:
    code: str
    name: Both
    parent: str = ""
    icon: str = ""


@dataclass(frozen=True)
class Question:
    kind: str
    label: Both
    options: tuple[Both, ...] = ()
    is_required: bool = False


@dataclass(frozen=True)
class Item:
    """Who may order, what is asked, who does it, how long, and what if not us."""

    category: str
    code: str
    name: Both
    who: Both
    otherwise: Both
    keywords: str = ""
    questions: tuple[Question, ...] = ()
    sla: str = "standard"
    dispatch: str = "assign"
    kind: str = "help"
    answer: str = "order"
    advice: Both = NOTHING
    call: str = ""
    audience: str = "everyone"
    order_type: str = "regular"
    matter: str = "minor"
    minutes: int | None = None
    daily_quota: int | None = None
    price: str = "free"
    price_note: Both = NOTHING
    priority: int = 3
    is_public: bool = False
    is_risky: bool = False


def choice(zh: str, en: str, *options: Both, must: bool = False) -> Question:
    return Question("choice", Both(zh, en), options, must)


def number(zh: str, en: str, *, must: bool = False) -> Question:
    return Question("number", Both(zh, en), is_required=must)


def day(zh: str = "哪一天方便", en: str = "Which day suits you", *, must: bool = False) -> Question:
    return Question("date", Both(zh, en), is_required=must)


def text(zh: str, en: str, *, must: bool = False) -> Question:
    return Question("text", Both(zh, en), is_required=must)


HALF_DAY = choice(
    "上午还是下午",
    "Morning or afternoon",
    Both("上午", "Morning"),
    Both("下午", "Afternoon"),
    Both("都可以", "Either"),
)
WALKING = choice(
    "走路怎么样",
    "How well can the person walk",
    Both("自己能走", "Walks alone"),
    Both("要人扶", "Needs an arm"),
    Both("坐轮椅", "Uses a wheelchair"),
    must=True,
)
STILL_THERE = choice(
    "现在还有危险吗",
    "Is it dangerous right now",
    Both("有，走过去要当心", "Yes, one must take care"),
    Both("没有，但要修", "No, but it needs mending"),
    must=True,
)
