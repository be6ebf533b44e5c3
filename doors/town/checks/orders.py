"""Requests: nothing open is without somebody who keeps it and a moment to look again."""

from datetime import timedelta

from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import TruncDate, TruncMonth
from django.utils import timezone

from accounts.models import RoleGrant
from accounts.roles import GRID_WORKER
from communities.models import CareLabel
from doors.models import Chapter
from doors.town.checks.finding import Check, Finding, none_of
from requests import allowance
from requests.actions import protecting
from requests.clocks import Tick
from requests.models import (
    ClockEvent,
    Forward,
    MenuItem,
    MoneyLine,
    Outing,
    OutingFinding,
    Party,
    Rating,
    RequestEvent,
    ServiceRequest,
    SubTask,
    Timer,
)
from requests.tiers import Tier
from requests.workflow import (
    CLOSED,
    OPEN,
    Became,
    Channel,
    CloseKind,
    Kind,
    OrderType,
    Status,
)

AFTER = (Status.COMPLETED, Status.DISPUTED, Status.CLOSED)
PROMISED, YOUNG = 20_000, 15


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


def years() -> Finding:
    """Two years of them, twenty thousand and more; every month something was asked for."""
    rows = ServiceRequest.objects.filter(created_at__lt=timezone.now() - timedelta(days=YOUNG))
    if not Chapter.objects.filter(name="history: orders 01").exists():
        return Finding(rows.count())  # it is still being told
    months = rows.annotate(month=TruncMonth("created_at")).values("month").distinct().count()
    enough = rows.count() >= PROMISED and months >= 24
    return Finding(rows.count(), "" if enough else f"{rows.count()} orders in {months} months")


def clocks_stand() -> Finding:
    """What has ended has no clock that runs: as many stops as starts, of each clock and epoch."""
    rows = ServiceRequest.objects.filter(status__in=CLOSED)
    told = ClockEvent.objects.filter(service_request=OuterRef("pk"))
    stopped = ClockEvent.objects.filter(
        service_request=OuterRef("service_request"),
        clock=OuterRef("clock"),
        epoch=OuterRef("epoch"),
        tick=Tick.STOP,
        at__gte=OuterRef("at"),
    )
    running = told.filter(~Exists(stopped), tick=Tick.START, epoch=OuterRef("epoch"))
    return none_of(rows, rows.filter(Exists(running)), "has a clock that runs")


def graded() -> Finding:
    """Closed as rated, by whomever: there is a grade; unrated: there is none of the last time."""
    rows = ServiceRequest.objects.filter(status=Status.CLOSED)
    grades = Rating.objects.filter(service_request=OuterRef("pk"), epoch=OuterRef("epoch"))
    said = Q(close_kind__in=[CloseKind.RATED, CloseKind.VISITED]) & ~Exists(grades)
    unsaid = Q(close_kind=CloseKind.UNRATED) & Exists(grades)
    return none_of(rows, rows.filter(said | unsaid), "is closed otherwise than it was rated")


def guests_reached() -> Finding:
    """Without an account: nobody's account on it, no colleague's hand, a number that answers."""
    rows = ServiceRequest.objects.filter(channel=Channel.GUEST).exclude(kind=Kind.REPORT)
    lost = Q(contact_phone_index="") | Q(consent_note="")
    other = Q(reporter__isnull=False) | Q(entered_by__isnull=False)
    return none_of(rows, rows.filter(lost | other, is_protective=False), "is no guest's")


def done_altogether() -> Finding:
    """What was called done has no part open and owes nobody anything."""
    rows = ServiceRequest.objects.filter(completed_at__isnull=False, status__in=AFTER)
    parts = SubTask.objects.filter(service_request=OuterRef("pk"), outcome="")
    cash = MoneyLine.objects.unsigned().filter(service_request=OuterRef("pk"))
    return none_of(rows, rows.filter(Exists(parts) | Exists(cash)), "is not done altogether")


def gone_and_said() -> Finding:
    """Who was out said how it was: where something was found, it stands there."""
    rows = Outing.objects.exclude(outcome="")
    findings = OutingFinding.objects.filter(outing=OuterRef("pk"))
    silent = rows.filter(~Exists(findings), outcome=Outing.Outcome.FOUND)
    return none_of(rows, silent, "found something and does not say what")


def for_whom() -> Finding:
    """Who ordered from his own account is one of those whom the item is for."""
    rows = ServiceRequest.objects.filter(
        item__audience=MenuItem.Audience.CARE, reporter__isnull=False, entered_by__isnull=True
    ).exclude(channel=Channel.HEART_CARD)
    labelled = CareLabel.objects.filter(resident=OuterRef("resident"))
    years = timedelta(days=365.25)
    needs = Q(resident__born_on__lte=F("created_at") - allowance.OLD * years) | Q(
        resident__born_on__gt=F("created_at") - allowance.GROWN * years
    )
    return none_of(rows, rows.exclude(needs | Q(Exists(labelled))), "was not for him")


def within_the_day() -> Finding:
    """No day gave more of an item than there is of it a day."""
    rows = ServiceRequest.objects.filter(item__daily_quota__isnull=False).exclude(
        status__in=allowance.FELL_AWAY
    )
    days = rows.annotate(day=TruncDate("created_at")).values("community", "item", "day")
    over = days.annotate(n=Count("pk")).filter(n__gt=F("item__daily_quota")).order_by("day")
    bad = [f"item {one['item']} on {one['day']}" for one in over[:1]]
    return Finding(rows.count(), "".join(bad))


def visions_became() -> Finding:
    """A vision that is done became something, and its history says the same of it."""
    rows = ServiceRequest.objects.filter(order_type=OrderType.VISION, status__in=AFTER)
    told = RequestEvent.objects.alias(said=KeyTextTransform("became", "data"))
    said = told.filter(
        service_request=OuterRef("pk"),
        epoch=OuterRef("epoch"),
        step="complete",
        said=OuterRef("became"),
    )
    found = none_of(rows, rows.filter(~Exists(said)), "became something nobody said")
    shown = set(rows.values_list("became", flat=True).distinct())
    missing = [one.value for one in Became if one not in shown]
    return found if found.bad or not missing else Finding(found.count, f"none {missing[0]}")


CHECKS = (
    Check("期望有下落 · what visions became", visions_became),
    Check("做完才算完 · done altogether", done_altogether),
    Check("去了有话 · who was out said how it was", gone_and_said),
    Check("给谁的谁来点 · ordered by whom it is for", for_whom),
    Check("一天就这些名额 · no day gave more than it has", within_the_day),
    Check("没有账号也找得到 · guests can be reached", guests_reached),
    Check("两年的诉求 · two years of orders", years),
    Check("结了钟就停 · closed clocks stand still", clocks_stand),
    Check("评了才算评 · rated ones have their grade", graded),
    Check("说谁谁看不到 · below no floor", below_no_floor),
    Check("封存的名字 · names are sealed", names_sealed),
    Check("诉求有人管 · requests are kept and timed", kept_and_timed),
    Check("结了不再响 · closed requests ring no more", closed_for_good),
    Check("一件一个主办 · one lead each", one_lead),
    Check("转出去的有人盯 · links are watched", links_watched),
    Check("经过与状态一致 · history and state agree", last_line),
)
