"""A month that is over, with figures in it, and the draft the clock makes of it."""

from datetime import date, datetime, time

from django.utils import timezone

from accounts.roles import UPPER_OFFICIAL
from core.spans import next_month
from insights.actions import reports
from insights.models import Figure, FoldMark, InsightReport
from insights.periods import month_of
from insights.queries.report_figures import frozen

DONE = "requests.closed"


def today() -> date:
    return timezone.localdate()


def last_month() -> date:
    return month_of(today()).before.first


def write(place, value, *, measure="requests.orders", by="", of="", month=None):
    """Straight into the table, for the place and those above it: folding is tested elsewhere."""
    first = month or last_month()
    for pk in place.ancestor_ids:
        for span in ("day", "month"):
            row, _new = Figure.objects.get_or_create(
                measure=measure, area_id=pk, span=span, starts_on=first, by=by, of=of,
                defaults={"value": 0},
            )  # fmt: skip
            row.value += value
            row.save()


def graded(place, *, yes=8, no=2, month=None):
    """Closed orders with their answers."""
    write(place, yes + no, measure=DONE, month=month)
    for by, parts in {
        "out": {"": yes + no},
        "out·solved": {"·yes": yes, "·no": no},
        "out·reached": {"·24h": yes, "·later": no},
        "out·grade": {"·5": yes, "·1": no},
    }.items():
        for of, value in parts.items():
            write(place, value, measure=DONE, by=by, of=of, month=month)


def folded_until(day):
    """As if every step before that midnight lay in the figures."""
    at = timezone.make_aware(datetime.combine(day, time.min))
    FoldMark.objects.update_or_create(pk=1, defaults={"folded_at": at})


def a_month(town, *, waiting=3, disputed=0):
    """Last month in the community: 20 came, 10 were closed, three still wait."""
    Figure.objects.all().delete()
    write(town.community, 20)
    for status, many in (("submitted", waiting), ("disputed", disputed)):
        write(town.community, many, by="status", of=status)
        write(town.community, many, measure="requests.standing")
        write(town.community, many, measure="requests.standing", by="status", of=status)
    graded(town.community)
    folded_until(next_month(last_month()))


def draft_of(place, span="month") -> InsightReport:
    reports.draft_due(frozen)
    return InsightReport.objects.select_related("area").get(area=place, span=span, status="drafted")


def from_afar(town):
    """Somebody for the whole platform: sums, down to the street."""
    town.official("upper_official", "尹川", "13800000040", UPPER_OFFICIAL)
    return town


def out(report, town, *, by="secretary", role="community_secretary", **said):
    report.refresh_from_db()
    said = {"checked": True, "seen": report.edits, "as_role": role, **said}
    return reports.release(report, actor=getattr(town, by), **said)
