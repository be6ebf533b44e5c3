"""What may be said of a public matter to those who did not bring it: never the reporter's words.

Its kind by the menu's name, the place no closer than the estate or the grid, the stage, and the
one sentence a person of the desk released.
"""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from requests.models import ServiceRequest
from requests.words import what_of
from requests.workflow import Status

NOW: dict[str, Any] = {
    Status.SUBMITTED: gettext_lazy("社区收到了，正在看"),
    Status.ASKING: gettext_lazy("社区正在问清楚"),
    Status.CLASSIFIED: gettext_lazy("社区受理了，正在找人"),
    Status.POOLED: gettext_lazy("正在请人来接"),
    Status.ASSIGNED: gettext_lazy("已经派给人"),
    Status.IN_PROGRESS: gettext_lazy("有人在办"),
    Status.SUSPENDED: gettext_lazy("先停一停，到日子接着办"),
    Status.COMPLETED: gettext_lazy("办好了，在听大家怎么说"),
    Status.DISPUTED: gettext_lazy("有人说还没办好，社区正在回应"),
    Status.CLOSED: gettext_lazy("办结了"),
    Status.REFUSED: gettext_lazy("社区没有受理"),
    Status.REDIRECTED: gettext_lazy("转到别处办"),
    Status.MERGED: gettext_lazy("和另一件并在一起办"),
    Status.WITHDRAWN: gettext_lazy("撤回了"),
}
LINES: dict[str, Any] = {
    "submit": gettext_lazy("有人提出来"),
    "classify": gettext_lazy("社区受理了"),
    "assign": gettext_lazy("派了人"),
    "pool": gettext_lazy("请大家来接"),
    "claim": gettext_lazy("有人接了"),
    "sign": gettext_lazy("签收了，开始办"),
    "transfer": gettext_lazy("转给别人办"),
    "suspend": gettext_lazy("先停一停"),
    "resume": gettext_lazy("接着办了"),
    "wake": gettext_lazy("接着办了"),
    "extend": gettext_lazy("延期了"),
    "escalate": gettext_lazy("过了期，报上一级督办"),
    "complete": gettext_lazy("办好了"),
    "rework": gettext_lazy("退回重办"),
    "reopen": gettext_lazy("又打开了，重新办"),
    "contest": gettext_lazy("受影响的邻居说还没办好"),
    "explain": gettext_lazy("社区写了说明"),
    "rate": gettext_lazy("结了"),
    "confirm": gettext_lazy("结了"),
    "close_unrated": gettext_lazy("结了"),
    "release": gettext_lazy("社区公示了一句话"),
}
"""The steps a neighbour reads of; of the others he does not hear at all."""


def what(row: ServiceRequest) -> str:
    """The menu's name of it."""
    return what_of(row)


def where(row: ServiceRequest) -> str:
    """The estate, else the grid, else the community: never a house, a door, a point on the map."""
    if row.building is not None:
        return row.building.estate.name
    if row.grid is not None:
        return row.grid.title
    return row.community.title


def called(row: ServiceRequest) -> str:
    """In a message to somebody who did not bring it."""
    return _("{where} · {what}").format(where=where(row), what=what(row))


def now(row: ServiceRequest) -> str:
    return str(NOW[row.status])
