"""三率, as a formula says they are reckoned (`requests.reckoning`)."""

from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from insights.indicators.shape import Count, Indicator, LeftOut, Pillar, Theme, Unit, flow
from requests.models.ratings import Grade
from requests.reckoning import Formula, within

DONE = "requests.closed"
GRADES = tuple(str(grade) for grade in sorted(Grade.values))
LEAST = 5
"""Below it a percentage says nothing."""
THREE = ("reached_rate", "solved_rate", "content_rate")
EXCLUDED = LeftOut(_("街道同意剔除的"), flow(DONE, "out", "yes"))


def rate(code: str, name: Any, definition: Any, decision: Any, **more: Any) -> Indicator:
    return Indicator(
        code, name, definition, decision, Unit.PERCENT, Theme.LOOP, Pillar.COMMUNITY,
        least=LEAST, **more,
    )  # fmt: skip


def three_rates(by: Formula) -> tuple[Indicator, Indicator, Indicator]:
    return _reached(by), _solved(by), _content(by)


# --- inside ---------------------------------------------------------------------------------------
def _graded(*grades: str) -> Count:
    return flow(DONE, "out·grade", *(f"·{grade}" for grade in grades))


def _reached(by: Formula) -> Indicator:
    return rate(
        "reached_rate",
        _("响应率"),
        format_lazy(_("办结的诉求里，{hours} 小时内联系上本人的。"), hours=by.contact_hours),
        _("低了，先看晚上和周末有没有人打电话。"),
        part=(flow(DONE, "out·reached", *(f"·{step}" for step in within(by.contact_hours))),),
        base=(flow(DONE, "out", ""),),
        base_name=_("办结的诉求"),
        left_out=(EXCLUDED,),
        version=by.version,
        since=by.since,
    )


def _solved(by: Formula) -> Indicator:
    silent = flow(DONE, "out·solved", "·")
    answered = flow(DONE, "out·solved", "·yes", "·no")
    definition = _("办结、回答了“办好了吗”的诉求里，说办好了的。")
    if by.counts_unanswered:
        definition = _("办结的诉求里，回答“办好了”的；没有回答的也在分母里。")
    return rate(
        "solved_rate",
        _("解决率"),
        definition,
        _("低了，看是哪一类事：办不了的，菜单上别答应。"),
        part=(flow(DONE, "out·solved", "·yes"),),
        base=(answered, silent) if by.counts_unanswered else (answered,),
        base_name=_("办结的诉求") if by.counts_unanswered else _("回答了的"),
        left_out=_left_out(by.counts_unanswered, _("没有回答“办好了吗”的"), silent),
        version=by.version,
        since=by.since,
    )


def _content(by: Formula) -> Indicator:
    content = [grade for grade in GRADES if int(grade) >= by.content_from]
    unrated = flow(DONE, "out·grade", "·")
    definition = _("办结、评了分的诉求里，{grade}以上的；没评的不算满意。")
    if by.counts_unrated:
        definition = _("办结的诉求里，评了{grade}以上的；没评的也在分母里。")
    return rate(
        "content_rate",
        _("满意率"),
        format_lazy(definition, grade=Grade(by.content_from).label),
        _("低于往年，找几件不满意的读一读原话。"),
        part=(_graded(*content),),
        base=(_graded(*GRADES), unrated) if by.counts_unrated else (_graded(*GRADES),),
        base_name=_("办结的诉求") if by.counts_unrated else _("评了分的"),
        left_out=_left_out(by.counts_unrated, _("没有评分的"), unrated),
        version=by.version,
        since=by.since,
    )


def _left_out(counted: bool, why: Any, count: Count) -> tuple[LeftOut, ...]:
    return (EXCLUDED,) if counted else (LeftOut(why, count), EXCLUDED)
