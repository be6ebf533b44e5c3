"""A request in plain words: the headline, the line of its history, the promise."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.words import span
from requests.clocks import Reading
from requests.models import RequestEvent, ServiceRequest
from requests.models.ratings import AskedHow
from requests.words import PAUSES, day_of
from requests.workflow import Became, CloseKind, Stage, Status

HEADLINES: dict[str, Any] = {
    Status.SUBMITTED: gettext_lazy("社区收到了，正在看。"),
    Status.ASKING: gettext_lazy("社区想问您一句，回了就接着办。"),
    Status.CLASSIFIED: gettext_lazy("社区受理了，正在找合适的人。"),
    Status.POOLED: gettext_lazy("正在请人来接。"),
    Status.ASSIGNED: gettext_lazy("已经派给人，等他签收。"),
    Status.IN_PROGRESS: gettext_lazy("有人在办。"),
    Status.SUSPENDED: gettext_lazy("先停一停，到日子接着办。"),
    Status.COMPLETED: gettext_lazy("办好了。是不是真的好了，您说了算。"),
    Status.DISPUTED: gettext_lazy("还没有办好，社区正在回应。"),
    Status.REFUSED: gettext_lazy("这件事社区没有受理。"),
    Status.REDIRECTED: gettext_lazy("这件事请到别处办。"),
    Status.MERGED: gettext_lazy("和别人提的是同一件事，一起办。"),
    Status.WITHDRAWN: gettext_lazy("已经撤回，不办了。"),
}
ENDINGS: dict[str, Any] = {
    CloseKind.RATED: gettext_lazy("结了，谢谢您的评价。"),
    CloseKind.VISITED: gettext_lazy("结了，回访时您说办好了。"),
    CloseKind.EXPLAINED: gettext_lazy("结了，社区写了说明。"),
    CloseKind.UNRATED: gettext_lazy("结了。没有等到您的评价，不算满意也不算不满意。"),
}
STANDS_STILL = frozenset({Status.ASKING, Status.SUSPENDED})
LINES: dict[str, Any] = {
    "submit": gettext_lazy("提出来了"),
    "ask": gettext_lazy("社区问了一句"),
    "answer": gettext_lazy("回答了"),
    "lapse": gettext_lazy("一直没有等到补充，先放下了"),
    "classify": gettext_lazy("社区受理了"),
    "reclassify": gettext_lazy("重新看了一遍"),
    "refuse": gettext_lazy("没有受理"),
    "redirect": gettext_lazy("请到别处办"),
    "split": gettext_lazy("拆成几件分头办"),
    "undo": gettext_lazy("刚才那一步弄错了，已经改回来"),
    "merge": gettext_lazy("和别人提的同一件事并在一起办"),
    "assign": gettext_lazy("派了人"),
    "pool": gettext_lazy("请大家来接"),
    "call": gettext_lazy("请合适的人来接"),
    "rotate": gettext_lazy("派给了值班的人"),
    "nobody_left": gettext_lazy("合适的人都问过了"),
    "offer": gettext_lazy("发出了邀请"),
    "decline": gettext_lazy("有人这次来不了"),
    "lapse_offer": gettext_lazy("邀请没有等到回音"),
    "recall": gettext_lazy("收回来重新派"),
    "claim": gettext_lazy("有人接了"),
    "sign": gettext_lazy("签收了，开始办"),
    "object": gettext_lazy("对派单有异议"),
    "hand_back": gettext_lazy("办不了，交回社区"),
    "transfer": gettext_lazy("转给别人办"),
    "add_helper": gettext_lazy("请人一起办"),
    "end_helper": gettext_lazy("一起办的人撤了"),
    "step_back": gettext_lazy("一起办的人来不了了"),
    "suspend": gettext_lazy("先停一停"),
    "resume": gettext_lazy("接着办了"),
    "wake": gettext_lazy("暂停到期，接着办"),
    "contact": gettext_lazy("和您联系过了"),
    "note": gettext_lazy("记了一笔"),
    "photo": gettext_lazy("放了照片"),
    "message": gettext_lazy("给您留了一句话"),
    "reply": gettext_lazy("您回了一句"),
    "urge": gettext_lazy("催了一下"),
    "ask_extension": gettext_lazy("申请延期"),
    "extend": gettext_lazy("延期了"),
    "refuse_extension": gettext_lazy("没有同意延期"),
    "be_affected": gettext_lazy("又有一位邻居说也受影响"),
    "complete": gettext_lazy("办好了"),
    "rate": gettext_lazy("评价了"),
    "rate_low": gettext_lazy("评价了，不满意"),
    "confirm": gettext_lazy("回访过了"),
    "confirm_low": gettext_lazy("回访过了，不满意"),
    "rework": gettext_lazy("退回重办"),
    "explain": gettext_lazy("写了书面说明"),
    "close_unrated": gettext_lazy("没有等到评价，先结了"),
    "reopen": gettext_lazy("说没办好，又打开了"),
    "withdraw": gettext_lazy("撤回了"),
    "remind": gettext_lazy("提醒了一次"),
    "escalate": gettext_lazy("过了期，报上一级督办"),
    "invite": gettext_lazy("请您评一评"),
    "add_rating": gettext_lazy("追评"),
    "answer_rating": gettext_lazy("社区回了您的评价"),
    "recuse": gettext_lazy("有人申明回避"),
    "recuse_lead": gettext_lazy("承办的人申明回避，另派"),
    "shield": gettext_lazy("说的是我们的人，交上一级看"),
    "shield_lead": gettext_lazy("说的是我们的人，收回来交上一级看"),
    "protect": gettext_lazy("转专人跟进"),
    "contest": gettext_lazy("受影响的邻居说还没办好"),
    "release": gettext_lazy("社区公示了一句话"),
    "propose": gettext_lazy("请别人来替"),
    "stand_in": gettext_lazy("换了一位来办"),
    "turn_down": gettext_lazy("请的那位来不了"),
    "add_task": gettext_lazy("分了工"),
    "end_task": gettext_lazy("了结了一项分工"),
    "money": gettext_lazy("记了一笔钱，请核对"),
    "sign_money": gettext_lazy("一笔钱核对过了"),
    "forward": gettext_lazy("转给没有账号的人"),
    "forward_received": gettext_lazy("转出去的，对方收到了"),
    "forward_answered": gettext_lazy("转出去的，对方回了话"),
    "forward_revoked": gettext_lazy("转出去的链接收回了"),
    "forward_waits": gettext_lazy("转出去的还没有人收，提醒了一次"),
}
AT_DESK: dict[str, Any] = {
    "contact": gettext_lazy("和居民联系过了"),
    "message": gettext_lazy("给居民留了一句话"),
    "reply": gettext_lazy("居民回了一句"),
    "invite": gettext_lazy("请居民评一评"),
    "money": gettext_lazy("记了一笔钱"),
    "answer_rating": gettext_lazy("回了居民的评价"),
}
"""Where the line of the resident's page speaks to him."""
RUNGS: dict[str, Any] = {
    "urge": gettext_lazy("催办了一次"),
    "supervise": gettext_lazy("督办了一次"),
}
CARRYING = frozenset(
    {
        *("suspend", "ask_extension", "extend", "redirect", "complete"),
        *("contact", "confirm", "confirm_low"),
    }
)


def headline(row: ServiceRequest) -> str:
    if row.status == Status.CLOSED:
        return str(ENDINGS[row.close_kind])
    return str(HEADLINES[row.status])


def line(event: RequestEvent) -> str:
    return str(capfirst(LINES[event.step])) + carried(event)


def desk_line(event: RequestEvent) -> str:
    said = RUNGS.get(event.data.get("act", "")) if event.step == "remind" else None
    return str(said or AT_DESK.get(event.step, LINES[event.step])) + carried(event)


def carried(event: RequestEvent) -> str:
    """Until when it stands still and for which of the listed reasons; what a vision became; which
    day was asked for; who is sent elsewhere reads where, beside the words of who sent him; by
    which way somebody was spoken with."""
    if event.step not in CARRYING:
        return ""
    said = [event.data["where"]] if event.data.get("where") else []
    if became := event.data.get("became"):
        said.append(str(Became(became).label))
    if how := event.data.get("how"):
        said.append(str(AskedHow(how).label))
    if why := PAUSES.get(event.data.get("reason", "")):
        said.append(str(why))
    if until := event.data.get("until"):
        said.append(_("到 {day}").format(day=day_of(datetime.fromisoformat(until))))
    return _("：{words}").format(words=" · ".join(said)) if said else ""


def step_number(row: ServiceRequest) -> int:
    """For the five seals: the one going on, or 6 when all of it is done."""
    if row.status == Status.CLOSED:
        return 6
    return list(Stage).index(row.stage) + 1


def now_word(row: ServiceRequest) -> str:
    """Who said that it is not done, the reporter or a neighbour, is not for all of them to read."""
    if row.status == Status.DISPUTED:
        return _("有人说没办好，待回应")
    return str(row.get_status_display())


def promise(row: ServiceRequest, *, to_himself: bool = False) -> dict[str, Any] | None:
    """The deadline as a clock: what it says, how it presses; nothing where nothing is owed. Whoever
    waits for it is told the day it was promised for: counting days back is not his to do."""
    if row.status in STANDS_STILL:
        text = _("时钟停着")
        if row.status == Status.SUSPENDED and row.paused_until:
            text = _("时钟停到 {day}").format(day=day_of(row.paused_until))
        return {"text": text, "state": "paused", "due": None}
    if not row.is_open or row.due_at is None:
        return None
    left = row.due_at - timezone.now()
    days = left.days
    if left.total_seconds() < 0:
        text = _("过期 {span}").format(span=span(-left))
        if to_himself:
            text = _("应在 {day} 前办好，{late}").format(day=day_of(row.due_at), late=text)
        return {"text": text, "state": "late", "due": row.due_at}
    text = _("最迟 {day}，还有 {span}").format(day=day_of(row.due_at), span=span(left))
    return {"text": text, "state": "soon" if days < 1 else "", "due": row.due_at}


def clock(reading: Reading) -> dict[str, Any]:
    """One clock: what it says, and how it presses."""
    if reading.stopped_at is not None:
        text = _("按时") if reading.met else _("晚了")
        return {"text": text, "state": "" if reading.met else "late", "due": None}
    if reading.due_at is None:
        return {"text": _("停着"), "state": "paused", "due": None}
    left = reading.due_at - timezone.now()
    if left.total_seconds() < 0:
        text = _("过期 {span}").format(span=span(-left))
        return {"text": text, "state": "late", "due": reading.due_at}
    text = _("最迟 {day}").format(day=day_of(reading.due_at))
    return {"text": text, "state": "soon" if left.days < 1 else "", "due": reading.due_at}


def when(moment: datetime) -> str:
    return day_of(moment)
