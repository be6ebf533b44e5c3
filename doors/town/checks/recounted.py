"""Every figure on the pages is what the tables say, counted by hand (`doors.town.recounts`): of a
community and of its district, what happened last month and what stands today."""

from datetime import timedelta

from django.utils import timezone

from communities.models import Area, Level
from doors.town.checks.finding import Check, Finding
from doors.town.plan import WUTONGLI_CODE
from doors.town.recounts import NOT_RECOUNTED, RECOUNTS, counted
from insights.indicators import REGISTRY
from insights.periods import Period, month_of
from insights.queries.readings import read

SAID = "{known} / {all} 个指标有手写的重算；没有的 / without one: {others}"


def recounted() -> Finding:
    home = Area.objects.get(code=WUTONGLI_CODE)
    district = Area.objects.get(pk__in=home.ancestor_ids, level=Level.DISTRICT)
    today = timezone.localdate()
    month = month_of(today)
    until_today = Period(month.first, today + timedelta(days=1))
    codes: dict[Period, list[str]] = {month.before: [], until_today: [], month: []}
    for code, one in RECOUNTS.items():
        if one.stands or one.stood:
            codes[until_today].append(code)
        if one.this_month:
            codes[month].append(code)
        elif not one.stands:
            codes[month.before].append(code)
    sides, bad = 0, ""
    for period, asked in codes.items():
        for area in (home, district):
            found = _differing(asked, area, period)
            sides += found.count
            bad = bad or found.bad
    others = ", ".join(sorted(NOT_RECOUNTED))
    return Finding(sides, bad, SAID.format(known=len(RECOUNTS), all=len(REGISTRY), others=others))


def _differing(codes: list[str], area: Area, period: Period) -> Finding:
    said = read([REGISTRY[code] for code in codes], [area.pk], period)
    by_hand = counted(codes, area.path, period, timezone.localdate())
    for (code, side), number in by_hand.items():
        shown = getattr(said[area.pk, code], side) or 0
        if shown != number:
            why = f"{code} {side}, {area.pk}, {period}: {shown} ≠ {number}"
            return Finding(len(by_hand), why)
    return Finding(len(by_hand))


CHECKS = (Check("指标重算 · figures counted by hand", recounted),)
