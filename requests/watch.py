"""The invariant: every open request has somebody who answers for it and something that wakes it.

Read from the state alone, never from a queue: whatever was lost, the next minute finds it. Each
rule is one set of rows that ought to be empty.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from accounts.models import RoleGrant, User
from requests.models import Breach, Party, RequestEvent, ServiceRequest, Timer
from requests.tiers import DESK
from requests.workflow import Status
from requests.workflow.steps import WORKED_ON

GRACE = timedelta(minutes=15)
"""So long a timer may be due without having rung: a restart, a full disk. Longer is a breach."""
Rows = QuerySet[ServiceRequest]


def at_work() -> QuerySet[User]:
    """Active, and holding an office at some desk."""
    grants = RoleGrant.objects.in_force().filter(role__in=DESK)
    return User.objects.filter(is_active=True, pk__in=grants.values("user"))


def without_keeper(rows: Rows) -> Rows:
    """Nobody, or somebody who no longer works here."""
    return rows.exclude(keeper__in=at_work(), keeper__isnull=False)


def without_timer(rows: Rows) -> Rows:
    waiting = Timer.objects.filter(service_request=OuterRef("pk"), fired_at__isnull=True)
    return rows.filter(~Exists(waiting))


def stuck(rows: Rows) -> Rows:
    """It has timers, and all of them are long past: nobody sweeps."""
    waiting = Timer.objects.filter(service_request=OuterRef("pk"), fired_at__isnull=True)
    to_come = waiting.filter(due_at__gt=Now() - GRACE)
    return rows.filter(Exists(waiting), ~Exists(to_come))


def without_lead(rows: Rows) -> Rows:
    leads = Party.objects.standing().leads().filter(service_request=OuterRef("pk"))
    return rows.filter(~Exists(leads), status__in=WORKED_ON)


def without_dispatcher(rows: Rows) -> Rows:
    """In the pool it is the dispatcher's: who put it there, or who of the desk took over."""
    put_there = RequestEvent.objects.filter(
        service_request=OuterRef("pk"), step="pool", actor=OuterRef("keeper")
    )
    rows = rows.filter(status=Status.POOLED)
    return rows.filter(Q(keeper__isnull=True) | (~Exists(put_there) & ~Q(keeper__in=at_work())))


RULES: Mapping[str, Callable[[Rows], Rows]] = {
    Breach.Rule.KEEPER: without_keeper,
    Breach.Rule.TIMER: without_timer,
    Breach.Rule.STUCK: stuck,
    Breach.Rule.LEAD: without_lead,
    Breach.Rule.POOL: without_dispatcher,
}


def broken(rule: str) -> Rows:
    return RULES[rule](ServiceRequest.objects.open()).order_by("pk")


def no_longer(rule: str) -> "QuerySet[Breach]":
    """Written down once, and not so any more."""
    standing = Breach.objects.standing().filter(rule=rule)
    still = RULES[rule](ServiceRequest.objects.open()).filter(pk=OuterRef("service_request_id"))
    return standing.annotate(request_pk=F("service_request_id")).filter(~Exists(still))
