"""The first page of a report: three or four sentences, made of its own figures.

What came, what was closed, where the loop does not close, what is to be done. No sentence praises
or blames; where nothing is known, nothing is said of it.
"""

from django.utils import timezone
from django.utils.translation import gettext as _

from insights.models import InsightReport
from insights.report_sheet import Row, Sheet, change, number
from insights.spans import Span

MOST_TO_DO = 2
STOPS = "。."  # data
FELL = 2.0
"""So many points less than before are worth a word."""


def sentences(sheet: Sheet) -> list[str]:
    said = [came(sheet), closed(sheet), left_open(sheet), to_do(sheet)]
    return [sentence for sentence in said if sentence]


def withdrawn(report: InsightReport) -> str:
    """What stands on every page of a paper that should not have gone out; else nothing."""
    if report.withdrawn_at is None:
        return ""
    return _("这份报告已在 {day} 撤回，不要再用：{why}").format(
        day=f"{timezone.localdate(report.withdrawn_at):%Y-%m-%d}", why=report.reason
    )


def came(sheet: Sheet) -> str:
    row = sheet["orders"]
    said = _("{period}，{place}提出 {n} 件诉求").format(
        period=sheet.period, place=sheet.place, n=row.shown
    )
    compared = [
        _compared(row, then, earlier)
        for then, earlier in ((_last(sheet), row.before), (_("去年同期"), row.a_year_ago))
        if earlier
    ]
    most = next(iter(sheet.kinds), None)
    if row.had_no_year_ago:
        compared.append(_("去年同期平台上还没有这里的数据"))
    if compared:
        said += _("，") + _("，").join(compared)
    if most is not None and most[1]:
        said += _("；最多的是{kind}，{n} 件").format(kind=most[0], n=f"{most[1]:,}")
    return said + _("。")


def closed(sheet: Sheet) -> str:
    row = sheet["orders_closed"]
    if not row.part:
        return _("这段时间里还没有办结的诉求。")
    rates = [
        _("{name} {share}%（{fraction}）").format(
            name=rate.name, share=number(rate.value), fraction=rate.fraction
        )
        for rate in sheet.have(("reached_rate", "solved_rate", "content_rate"))
        if rate.value is not None
    ]
    said = _("办结 {n} 件").format(n=row.shown)
    if not rates:
        return said + _("；件数太少，不算比例。")
    return said + _("：") + _("，").join(rates) + _("。")


def left_open(sheet: Sheet) -> str:
    row = sheet["orders_open"]
    if not row.part:
        return _("期末没有还在路上的诉求。")
    waiting = [
        _("{name} {n} 件").format(name=each.name, n=each.shown)
        for each in sheet.have(("orders_waiting", "orders_pooled", "orders_disputed"))
        if each.part
    ]
    said = _("期末还有 {n} 件没有办结").format(n=row.shown)
    return said + (_("，其中{which}。").format(which=_("；").join(waiting)) if waiting else _("。"))


def to_do(sheet: Sheet) -> str:
    """What the worst of it is there for, at most two; a decision that belongs to a figure."""
    found = [row for row in sheet.have(("orders_disputed", "orders_waiting")) if row.part]
    found += [
        row for row in sheet.have(("solved_rate", "reached_rate", "content_rate")) if _fell(row)
    ]
    found += [row for row in sheet.have(("orders_pooled", "grid_vacancies")) if row.part]
    if not found:
        return _("没有要另外安排的，照常办。")
    asked = [
        _("{name}：{decision}").format(name=row.name, decision=row.decision.rstrip(STOPS))
        for row in found[:MOST_TO_DO]
    ]
    return _("要做的：{what}。").format(what=_("；").join(asked))


# --- inside ---------------------------------------------------------------------------------------
def _last(sheet: Sheet) -> str:
    return _("上月") if sheet.said["span"] == Span.MONTH else _("上季度")


def _compared(row: Row, then: str, earlier: float) -> str:
    """Of a time of which nothing is known, nothing is compared: `earlier` is more than nought."""
    step = change(row, earlier)
    if not step:
        return _("和{then}一样多").format(then=then)
    said = _("比{then}多 {n} 件") if step > 0 else _("比{then}少 {n} 件")
    return said.format(then=then, n=number(abs(step)))


def _fell(row: Row) -> bool:
    step = change(row, row.before)
    return step is not None and step <= -FELL
