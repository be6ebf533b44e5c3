"""The words of the table: states, stages, kinds, channels."""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    SUBMITTED = "submitted", _("待受理")
    ASKING = "asking", _("等补充")
    CLASSIFIED = "classified", _("待派单")
    POOLED = "pooled", _("待接单")
    ASSIGNED = "assigned", _("已派单，待签收")
    IN_PROGRESS = "in_progress", _("办理中")
    SUSPENDED = "suspended", _("暂停")
    COMPLETED = "completed", _("办好了，待评价")
    DISPUTED = "disputed", _("评价不满意，待回应")
    CLOSED = "closed", _("已结")
    REFUSED = "refused", _("没有受理")
    REDIRECTED = "redirected", _("转别处办")
    MERGED = "merged", _("并入同一件事")
    WITHDRAWN = "withdrawn", _("已撤回")


class Stage(TextChoices):
    """收 分 跟 结 评: what everybody sees of the states."""

    COLLECT = "collect", _("收")
    CLASSIFY = "classify", _("分")
    TRACK = "track", _("跟")
    CONCLUDE = "conclude", _("结")
    EVALUATE = "evaluate", _("评")


STAGE_OF = {
    Status.SUBMITTED: Stage.COLLECT,
    Status.ASKING: Stage.CLASSIFY,
    Status.CLASSIFIED: Stage.CLASSIFY,
    Status.POOLED: Stage.TRACK,
    Status.ASSIGNED: Stage.TRACK,
    Status.IN_PROGRESS: Stage.TRACK,
    Status.SUSPENDED: Stage.TRACK,
    Status.COMPLETED: Stage.CONCLUDE,
    Status.DISPUTED: Stage.EVALUATE,
    Status.CLOSED: Stage.EVALUATE,
    Status.REFUSED: Stage.CLASSIFY,
    Status.REDIRECTED: Stage.CLASSIFY,
    Status.MERGED: Stage.CLASSIFY,
    Status.WITHDRAWN: Stage.COLLECT,
}

CLOSED = frozenset(
    {Status.CLOSED, Status.REFUSED, Status.REDIRECTED, Status.MERGED, Status.WITHDRAWN}
)
OPEN = frozenset(Status) - CLOSED


class Kind(TextChoices):
    """What it is; this decides who may see it (requests.visibility)."""

    HELP = "help", _("求助")
    INQUIRY = "inquiry", _("咨询")
    COMPLAINT = "complaint", _("投诉")
    REPORT = "report", _("举报")
    SUGGESTION = "suggestion", _("建议")
    PRAISE = "praise", _("表扬")


AGAINST = frozenset({Kind.COMPLAINT, Kind.REPORT})
"""What speaks against a person or a unit: looked into one tier above."""


class Channel(TextChoices):
    """How it came in: the form is only one of the ways."""

    ONLINE = "online", _("网上")
    GUEST = "guest", _("网上（未登录）")
    PHONE = "phone", _("电话")
    COUNTER = "counter", _("窗口")
    SERVICE_POINT = "service_point", _("就近站点")
    VISIT = "visit", _("入户走访")
    PATROL = "patrol", _("巡查")
    WISH_WALL = "wish_wall", _("心愿墙")
    HEART_CARD = "heart_card", _("连心卡")
    HOTLINE = "hotline", _("12345 转来")
    CHAT = "chat", _("微信群")
    MEETING = "meeting", _("议事会")
    GROUP = "group", _("联户长报来")
    MACHINE = "machine", _("接口")


class OrderType(TextChoices):
    """三单: within the duties, beyond them, or about projects and policy."""

    REGULAR = "regular", _("常规单")
    WISH = "wish", _("心愿单")
    VISION = "vision", _("期望单")


class Matter(TextChoices):
    """三事分流."""

    MAJOR = "major", _("大事")
    MINOR = "minor", _("小事")
    PRIVATE = "private", _("私事")


class Governance(TextChoices):
    """行政治理、社会协同、居民自治: on whose shoulders a matter rests."""

    ADMINISTRATIVE = "administrative", _("行政治理")
    SOCIAL = "social", _("社会协同")
    SELF = "self", _("居民自治")


GOVERNANCE_OF: Mapping[str, Governance] = {
    Matter.MAJOR: Governance.ADMINISTRATIVE,
    Matter.MINOR: Governance.SOCIAL,
    Matter.PRIVATE: Governance.SELF,
}
"""What 三事分流 says of it, until the desk says otherwise."""


class Became(TextChoices):
    """What became of a 期望单: a project and a policy are nobody's errand for an afternoon."""

    PROJECT = "project", _("立成了项目")
    MEETING = "meeting", _("上了居民议事会")
    POLICY = "policy", _("递成了政策建议")
    DONE = "done", _("当场就办成了")
    NOT_TAKEN = "not_taken", _("这次没有采纳")


ONWARD = frozenset({Became.PROJECT, Became.MEETING, Became.POLICY})
"""What goes on elsewhere: who asked for it is told where to follow it."""


class CloseKind(TextChoices):
    """How the circle closed; only the first is counted as an answer of the person served."""

    RATED = "rated", _("服务对象评过了")
    VISITED = "visited", _("回访确认")
    EXPLAINED = "explained", _("不满意，已书面说明")
    UNRATED = "unrated", _("两次邀请，没有评价")


class ClockKind(TextChoices):
    CONTACT = "contact", _("联系")
    HANDLING = "handling", _("办理")
    TOTAL = "total", _("全程")
    ANSWER = "answer", _("回应差评")


CLOCKS = tuple(ClockKind)
