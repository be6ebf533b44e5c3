"""Reports of months and quarters, as they came out: released, corrected, withdrawn, and a draft.

Told after the past is: their figures are those of the years before. Each on its own day.
"""

from datetime import date, timedelta
from time import sleep

from django.db import connection

from accounts.models import User
from communities.models import Area
from core.spans import next_month
from doors.town import plan, then
from doors.town.account import find
from doors.town.bulk import known
from doors.town.plan import WUTONGLI_CODE
from doors.town.register import morning
from insights.actions import folding, reports
from insights.models import FoldMark, InsightReport, Span
from insights.periods import Period, month_of, quarter
from insights.queries.report_figures import frozen

SECRETARY, STREET, DISTRICT = "顾明", "钟毓", "崔远"
ROLES = {
    SECRETARY: "community_secretary", STREET: "street_official", DISTRICT: "district_official",
}  # fmt: skip
OPENING = "雨水多，漏水的比往月多一倍。物业答应月底前把三栋的屋面做完，做完请楼栋长去看。"
EARLIER = "暑假里孩子多，四点半课堂加了一个班。大件垃圾每周三来拉一次，请提前一天说。"
OF_STREET = "三个社区都在按时联系人。没办好的多是要街道协调的事，已经排进下月的会。"
EXPLAINED = "有一件并到别的一件里的算了两次，改过来了"
TAKEN_BACK = "取数那天有一个社区的记录还没有补完，补完再发"
TURNS = 600
AFTER = 3
"""Days after the end of the month until somebody releases it."""


def tell_reports(told_on: date) -> None:
    _fold_all()
    home = Area.objects.get(code=WUTONGLI_CODE)
    district = Area.objects.get(code=plan.DISTRICT[0])
    street = Area.objects.get(pk=known(home.parent_id))
    last = month_of(told_on).before
    before, first = last.before, last.before.before
    _corrected(home, first)
    _released(home, before, EARLIER, SECRETARY)
    _draft(home, last, OPENING)
    _withdrawn(street, first)
    _released(street, before, OF_STREET, STREET)
    _draft(street, last, "")
    _released(district, quarter(told_on).before, "", DISTRICT)
    _draft(district, last, "")


def _fold_all() -> None:
    """All that was told until now lies in the figures: the clock of the running town folds too, and
    whoever comes second goes home."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        mine = cursor.fetchone()[0]
    for _turn in range(TURNS):
        folding.fold()
        if FoldMark.objects.filter(pk=1, floor__gte=mine).exists():
            return
        sleep(0.1)


def _draft(area: Area, period: Period, opening: str) -> InsightReport:
    """On the first morning after it, by the clock."""
    span = Span(period.span or Span.MONTH)
    with then.clock(morning(period.end)):
        reports.draft(area, span, period, frozen)
        made = InsightReport.objects.get(area=area, span=span, starts_on=period.first, version=1)
        if opening:
            made = reports.write_opening(made, opening=opening, actor=_who(area))
    return made


def _released(area: Area, period: Period, opening: str, by: str) -> InsightReport:
    made = _draft(area, period, opening)
    with then.clock(morning(period.end + timedelta(days=AFTER))):
        return _out(made, by)


def _corrected(area: Area, period: Period) -> None:
    first = _released(area, period, "", SECRETARY)
    with then.clock(morning(next_month(period.end) - timedelta(days=9))):
        second = reports.correct(first, explanation=EXPLAINED, reads=frozen, actor=find(SECRETARY))
        _out(second, SECRETARY)


def _withdrawn(area: Area, period: Period) -> None:
    made = _released(area, period, "", STREET)
    with then.clock(morning(period.end + timedelta(days=AFTER + 1))):
        reports.withdraw(made, reason=TAKEN_BACK, actor=find(STREET))


def _out(report: InsightReport, by: str) -> InsightReport:
    return reports.release(
        report, checked=True, seen=report.edits, as_role=ROLES[by], actor=find(by)
    )


def _who(area: Area) -> User:
    return find({"community": SECRETARY, "street": STREET}.get(area.level, DISTRICT))
