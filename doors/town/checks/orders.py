"""Requests: nothing open is without somebody who keeps it and a moment to look again."""

from django.db.models import Exists, OuterRef, Q

from accounts.models import RoleGrant
from accounts.roles import GRID_WORKER
from doors.town.checks.finding import Check, Finding, none_of
from requests.actions import protecting
from requests.models import Forward, Party, RequestEvent, ServiceRequest, Timer
from requests.tiers import Tier
from requests.workflow import CLOSED, OPEN, Kind, Status


def kept_and_timed() -> Finding:
    """One responsible person, one future look: always."""
    rows = ServiceRequest.objects.open()
    waiting = Timer.objects.filter(service_request=OuterRef("pk"), fired_at__isnull=True)
    return none_of(
        rows, rows.filter(Q(keeper__isnull=True) | ~Exists(waiting)), "is kept by nobody"
    )


def closed_for_good() -> Finding:
    """What has ended rings no more."""
    rows = ServiceRequest.objects.filter(status__in=CLOSED)
    waiting = Timer.objects.filter(service_request=OuterRef("pk"), fired_at__isnull=True)
    return none_of(rows, rows.filter(Exists(waiting)), "still has a timer")


def one_lead() -> Finding:
    """Work under way is led by exactly one."""
    rows = ServiceRequest.objects.filter(
        status__in=[Status.ASSIGNED, Status.IN_PROGRESS, Status.SUSPENDED]
    )
    leads = Party.objects.standing().leads().filter(service_request=OuterRef("pk"))
    return none_of(rows, rows.exclude(Exists(leads)), "is led by nobody")


def last_line() -> Finding:
    """A request stands where its history says."""
    rows = ServiceRequest.objects.all()
    later = RequestEvent.objects.filter(service_request=OuterRef("service_request"))
    last = RequestEvent.objects.exclude(Exists(later.filter(pk__gt=OuterRef("pk"))))
    agrees = last.filter(service_request=OuterRef("pk"), to_status=OuterRef("status"))
    return none_of(rows, rows.exclude(Exists(agrees)), "stands elsewhere")


def below_no_floor() -> Finding:
    """Nobody who lies below its floor keeps it or has a part in it."""
    rows = ServiceRequest.objects.filter(floor__gte=Tier.COMMUNITY, status__in=OPEN)
    hidden = Party.objects.standing().working().filter(service_request=OuterRef("pk"))
    lower = RoleGrant.objects.in_force().filter(role=GRID_WORKER)
    hidden = hidden.filter(user__in=lower.values("user"))
    return none_of(
        rows,
        rows.filter(Exists(hidden) | Q(keeper__in=lower.values("user"))),
        "lies with those it may be about",
    )


def names_sealed() -> Finding:
    """A report names nobody; a protective case has left no word in the request."""
    rows = ServiceRequest.objects.filter(Q(kind=Kind.REPORT) | Q(is_protective=True))
    told = Q(kind=Kind.REPORT, reporter__isnull=False) | Q(
        Q(is_protective=True), ~Q(title=protecting.TITLE)
    )
    return none_of(rows, rows.filter(told), "is not sealed")


def links_watched() -> Finding:
    """Whoever was sent a link has said that he has it, or somebody is reminded that he has not."""
    rows = Forward.objects.all()
    waits = Timer.objects.filter(
        service_request=OuterRef("service_request"),
        purpose=Timer.Purpose.FORWARD,
        turn=OuterRef("number"),
    )
    silent = rows.standing().filter(received_at__isnull=True, reminded_at__isnull=True)
    return none_of(rows, silent.filter(~Exists(waits)), "is watched by nobody")


CHECKS = (
    Check("说谁谁看不到 · below no floor", below_no_floor),
    Check("封存的名字 · names are sealed", names_sealed),
    Check("诉求有人管 · requests are kept and timed", kept_and_timed),
    Check("结了不再响 · closed requests ring no more", closed_for_good),
    Check("一件一个主办 · one lead each", one_lead),
    Check("转出去的有人盯 · links are watched", links_watched),
    Check("经过与状态一致 · history and state agree", last_line),
)
