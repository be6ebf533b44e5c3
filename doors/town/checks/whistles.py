"""Whistles: every department that was called has a clock, and none is closed unassessed."""

from django.db.models import Count, Exists, OuterRef, Q

from doors.town.checks.finding import Check, Finding, none_of
from requests.models import Whistle, WhistleCall, WhistleMark


def called_and_timed() -> Finding:
    calls = WhistleCall.objects.filter(whistle__status__in=["issued", "escalated"])
    return none_of(
        calls, calls.filter(reported_at__isnull=True, look_at__isnull=True), "waits for nobody"
    )


def assessed() -> Finding:
    """Two sides on how it came out, the street on each department, a department on the whistle."""
    rows = Whistle.objects.filter(status="closed", escalated_at__isnull=True)
    results = Count("marks", filter=Q(marks__about="result"), distinct=True)
    whistle = WhistleMark.objects.filter(whistle=OuterRef("pk"), about="whistle")
    return none_of(
        rows,
        rows.annotate(results=results).filter(Q(results__lt=2) | ~Exists(whistle)),
        "is closed unassessed",
    )


CHECKS = (
    Check("吹哨有钟 · whistles are timed", called_and_timed),
    Check("双考核 · whistles are assessed", assessed),
)
