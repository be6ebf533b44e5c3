"""Words that differ from place to place, as shipped. A place may put its own beside them.

The roles of the five societies, the names of steps, matters and lists are worded differently in
every city's documents; none of them stands in a template. Each room may add its own:

    ship("requests.channels", _("点单渠道"), "线上线下都能点", "Order online or at the desk")
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Shipped:
    code: str
    label: Any
    """What it is, for who edits it."""
    text: str
    text_en: str

    def __str__(self) -> str:
        text = self.text_en if get_language() == "en" else self.text
        return _("%(name)s（%(what)s）") % {"name": self.label, "what": text}


shipped: dict[str, Shipped] = {}


def ship(code: str, label: Any, text: str, text_en: str) -> None:
    if code in shipped:
        raise RuntimeError(f"two wordings are called {code}")
    shipped[code] = Shipped(code, label, text, text_en)


def choices() -> list[tuple[str, str]]:
    return [(each.code, str(each)) for each in shipped.values()]


SOCIETIES = ("community", "organization", "worker", "volunteer", "charity")
"""The five 社, in the order in which they are always named."""
STEPS = ("receive", "assign", "follow", "close", "rate")
MATTERS = ("major", "minor", "private")
LISTS = ("needs", "resources", "projects")

_NAME, _ROLE, _DOES = _("五社的名称"), _("五社的定位"), _("五社各做什么")
_STEP, _SEAL = _("五步的名称"), _("五步的印章字")
_MATTER, _MATTER_DOES = _("三事的名称"), _("三事怎么办")
_LIST, _LIST_DOES = _("清单的名称"), _("清单里有什么")

_DEFAULTS = (
    (
        "platform.promise",
        _("平台的一句话承诺"),
        "居民点单，社区派单，志愿者接单，您来评单。",
        "You ask, the community assigns, volunteers help, and you say how it went.",
    ),
    ("society.community.name", _NAME, "社区", "The community"),
    ("society.organization.name", _NAME, "社会组织", "Social organisations"),
    ("society.worker.name", _NAME, "社会工作者", "Social workers"),
    ("society.volunteer.name", _NAME, "社区志愿者", "Volunteers"),
    ("society.charity.name", _NAME, "社会慈善资源", "Charitable resources"),
    ("society.community.role", _ROLE, "社区为平台", "the platform"),
    ("society.organization.role", _ROLE, "社会组织为纽带", "the tie between people"),
    ("society.worker.role", _ROLE, "社工为支撑", "the professional backbone"),
    ("society.volunteer.role", _ROLE, "志愿者为补充", "the helping hands"),
    ("society.charity.role", _ROLE, "慈善资源为保障", "the means"),
    (
        "society.community.does",
        _DOES,
        "收下大家的事，分给合适的人，一直跟到办好。",
        "Takes in what people ask for, finds who can do it, and follows it to the end.",
    ),
    (
        "society.organization.does",
        _DOES,
        "把有同样兴趣和本事的人聚在一起，承接服务项目。",
        "Bring together people with the same interests and skills, and carry out projects.",
    ),
    (
        "society.worker.does",
        _DOES,
        "评估需要，陪着有难处的家庭一步步走。",
        "Assess needs and stay with families through hard times.",
    ),
    (
        "society.volunteer.does",
        _DOES,
        "接单上门，邻里搭把手，时长和积分都记着。",
        "Come and lend a hand; their hours and points are kept.",
    ),
    (
        "society.charity.does",
        _DOES,
        "出钱、出物、出场地，每一笔都公开去向。",
        "Give money, goods and rooms; where each went is made public.",
    ),
    ("step.receive.seal", _SEAL, "收", "1"),
    ("step.assign.seal", _SEAL, "分", "2"),
    ("step.follow.seal", _SEAL, "跟", "3"),
    ("step.close.seal", _SEAL, "结", "4"),
    ("step.rate.seal", _SEAL, "评", "5"),
    ("step.receive.name", _STEP, "收到", "Received"),
    ("step.assign.name", _STEP, "分办", "Assigned"),
    ("step.follow.name", _STEP, "办理", "Under way"),
    ("step.close.name", _STEP, "办结", "Done"),
    ("step.rate.name", _STEP, "评价", "Rated"),
    ("matter.major.name", _MATTER, "大事", "Matters of all"),
    ("matter.minor.name", _MATTER, "小事", "Small matters"),
    ("matter.private.name", _MATTER, "私事", "Private matters"),
    ("matter.major.does", _MATTER_DOES, "大家的事，一起议", "discussed together"),
    ("matter.minor.does", _MATTER_DOES, "身边的事，马上办", "done at once"),
    ("matter.private.does", _MATTER_DOES, "自家的事，邻里帮", "neighbours help"),
    ("list.needs.name", _LIST, "需求清单", "List of needs"),
    ("list.resources.name", _LIST, "资源清单", "List of resources"),
    ("list.projects.name", _LIST, "项目清单", "List of projects"),
    ("list.needs.does", _LIST_DOES, "大家要什么", "what people need"),
    ("list.resources.does", _LIST_DOES, "谁有什么", "who has what to give"),
    ("list.projects.does", _LIST_DOES, "正在做什么", "what is being done"),
)
for _default in _DEFAULTS:
    ship(*_default)
