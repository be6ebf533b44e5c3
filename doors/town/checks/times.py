"""What is told has its own time: nothing ahead, nothing before what it answers to."""

from django.db.models import Count, F, Max, Model, Q
from django.db.models.functions import TruncMinute
from django.utils import timezone

from doors.town.checks.finding import Check, Finding, row
from grids.models import GroupReport
from requests.models import (
    Affair,
    AffairEvent,
    Call,
    CallBack,
    Custody,
    Exclusion,
    HeartCard,
    Inquiry,
    MoneyLine,
    Outing,
    OutingFinding,
    Rating,
    RequestEvent,
    SecondCall,
    ServiceRequest,
    SubTask,
    Whistle,
    WhistleCall,
    WhistleMark,
    Wish,
)

LATER: tuple[tuple[type[Model], str, str], ...] = (
    (ServiceRequest, "created_at", "completed_at"),
    (ServiceRequest, "completed_at", "closed_at"),
    (RequestEvent, "service_request__created_at", "at"),
    (Rating, "service_request__created_at", "at"),
    (Call, "started_at", "ended_at"),
    (CallBack, "call__started_at", "asked_at"),
    (CallBack, "asked_at", "tried_at"),
    (CallBack, "asked_at", "done_at"),
    (Inquiry, "asked_at", "answered_at"),
    (Affair, "inquiry__answered_at", "opened_at"),
    (Affair, "opened_at", "closed_at"),
    (AffairEvent, "affair__opened_at", "at"),
    (Custody, "affair__opened_at", "at"),
    (Whistle, "drafted_at", "issued_at"),
    (Whistle, "issued_at", "closed_at"),
    (WhistleCall, "whistle__issued_at", "acknowledged_at"),
    (WhistleCall, "acknowledged_at", "arrived_at"),
    (WhistleCall, "arrived_at", "reported_at"),
    (WhistleMark, "whistle__issued_at", "at"),
    (Wish, "service_request__created_at", "published_at"),
    (HeartCard, "issued_at", "ended_at"),
    (SubTask, "service_request__created_at", "added_at"),
    (SubTask, "added_at", "ended_at"),
    (MoneyLine, "service_request__created_at", "at"),
    (MoneyLine, "at", "signed_at"),
    (OutingFinding, "outing__done_at", "at"),
    (Exclusion, "service_request__closed_at", "asked_at"),
    (Exclusion, "asked_at", "decided_at"),
    (SecondCall, "rating__at", "called_at"),
    (GroupReport, "at", "seen_at"),
    (GroupReport, "seen_at", "handled_at"),
)
"""The second is said, done or written after the first."""
LIVED: tuple[tuple[type[Model], str], ...] = (
    (Call, "started_at"),
    (Inquiry, "asked_at"),
    (AffairEvent, "at"),
    (WhistleCall, "acknowledged_at"),
    (Wish, "published_at"),
    (HeartCard, "issued_at"),
    (Outing, "done_at"),
    (MoneyLine, "at"),
)
AT_ONCE = 4
"""So many at most in one minute: a town that was told at one stroke has all of them in one."""


def _first(model: type[Model], bad: Q, why: str) -> str:
    pk = model._default_manager.filter(bad).order_by("pk").values_list("pk", flat=True).first()
    return "" if pk is None else row(model, pk, why)


def one_after_the_other() -> Finding:
    found = (
        _first(model, Q(**{f"{after}__lt": F(before)}), f"{after} before {before}")
        for model, before, after in LATER
    )
    return Finding(len(LATER), next(filter(None, found), ""))


def nothing_ahead() -> Finding:
    """Of what was done; what is promised lies ahead."""
    now, done = timezone.now(), {(model, after) for model, _before, after in LATER} | {*LIVED}
    found = (_first(model, Q(**{f"{at}__gt": now}), f"{at} ahead") for model, at in done)
    return Finding(len(done), next(filter(None, found), ""))


def at_their_own_time() -> Finding:
    for model, at in LIVED:
        told = model._default_manager.filter(**{f"{at}__isnull": False})
        minutes = told.annotate(minute=TruncMinute(at)).values("minute")
        most = minutes.annotate(n=Count("pk")).aggregate(most=Max("n"))["most"] or 0
        if most > AT_ONCE:
            return Finding(len(LIVED), f"{model._meta.label}: {most} at one minute")
    return Finding(len(LIVED))


CHECKS = (
    Check("一件在一件之后 · one after the other", one_after_the_other),
    Check("没有还没发生的 · nothing ahead", nothing_ahead),
    Check("各有各的时候 · at their own time", at_their_own_time),
)
