"""Stationed cadres: the list of both sides, the page of one, his own page, what everybody reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max, Q, QuerySet, Sum
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from communities.access import keeps_lists
from communities.history import Event
from communities.models import Area, DutyShift
from communities.queries.past import history_of
from core import audit, scope
from organizations.models import Secondment, SecondmentDay, SecondmentReport
from organizations.models.secondments import SecondmentQuerySet
from organizations.partner_workflow import COMMUNITY, UNIT
from organizations.post_workflow import LetterStatus
from organizations.queries.pairings import may_draft, parts_of, sees_partners
from organizations.queries.past import past_of
from organizations.secondment_workflow import TELL_WITHIN, SecondmentStatus

SHOWN, QUEUE = 100, 60
RECENT = TELL_WITHIN.days
"""Days on a page: what may still be told or looked at; the older ones stand in the letters."""
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class SecondmentBoard:
    waiting: list[SecondmentDay]
    """Days told that somebody else has to confirm."""
    reports: list[SecondmentReport]
    """Drafts, for who sends them; sent and not received, for the unit."""
    rows: list[Secondment]
    over: list[Secondment]
    may_propose: bool


@dataclass(frozen=True)
class SecondmentPage:
    secondment: Secondment
    days: list[SecondmentDay]
    unnoted: list[date]
    """Days on which he was to be there, of the last month, and nobody has written down."""
    earlier: bool
    """There are more days than stand here."""
    due: int
    came: int
    """Since the beginning, up to today."""
    roster: list[DutyShift]
    """His turns on the duty roster that are still to come."""
    reports: list[SecondmentReport]
    history: list[Event]


@dataclass(frozen=True)
class ReportPage:
    report: SecondmentReport
    days: list[SecondmentDay]
    due: int
    came: int
    waiting: int
    whole: int
    """Days of the whole stay, in the last one."""
    history: list[Event]
    keeps: bool


@dataclass(frozen=True)
class Stationed:
    """What hangs on the wall: unit, office, post and days; nobody's name, no number."""

    unit: str
    office: str
    post: str
    days: str
    hours: str


# --- the desk -------------------------------------------------------------------------------------
def board(viewer: Viewer) -> SecondmentBoard:
    """What waits for an answer stands first, then what ends first."""
    if not sees_partners(viewer):
        raise Http404
    seen = _whole(Secondment.objects.visible_to(viewer))
    standing = seen.standing().order_by("status", "ends_on", "pk")
    over = seen.exclude(status__in=("proposed", "running")).order_by("-ended_on", "-pk")
    return SecondmentBoard(
        waiting=[_named_day(day) for day in _days(waiting_days(viewer))[:QUEUE]],
        reports=list(_reports(_reports_for(viewer))[:QUEUE]),
        rows=[_named(row) for row in standing[:SHOWN]],
        over=[_named(row) for row in over[:20]],
        may_propose=may_draft(viewer),
    )


def get_secondment(viewer: Viewer, pk: int) -> Secondment:
    if not sees_partners(viewer):
        raise Http404
    rows = _whole(Secondment.objects.visible_to(viewer))
    return _named(get_object_or_404(rows, pk=pk))


def secondment_page(viewer: Viewer, row: Secondment) -> SecondmentPage:
    """The two sides are to call him, so his number stands in full; that somebody looked is
    written down. The street reads the rest."""
    if parts(viewer, row) & {COMMUNITY, UNIT} and row.phone:
        row.phone.disclose()
        audit.read(row, ["phone"], viewer.user, purpose=_("联系驻点的同志"))
    return _page(row, list(_reports_of(viewer, row)), past_of(viewer, row, row.community_id))


def get_day(viewer: Viewer, pk: int) -> SecondmentDay:
    rows = _days(SecondmentDay.objects.manageable_by(viewer))
    return _named_day(get_object_or_404(rows, pk=pk))


def get_report(viewer: Viewer, pk: int) -> SecondmentReport:
    if not sees_partners(viewer):
        raise Http404
    return get_object_or_404(_reports(SecondmentReport.objects.visible_to(viewer)), pk=pk)


def report_page(viewer: Viewer, report: SecondmentReport) -> ReportPage:
    """A draft shows what it would say if it were sent now."""
    row = report.secondment
    row.name.disclose()
    days = SecondmentDay.objects.filter(secondment=row)
    until = days.filter(on_day__lte=report.last)
    told = until.untold() if report.is_draft else days.filter(report=report)
    lines = list(told.order_by("on_day", "pk"))
    counted = len(list(row.due_between(report.first, report.last)))
    keeps = COMMUNITY in parts(viewer, row)
    return ReportPage(
        report=report,
        days=lines,
        due=counted if report.due is None else report.due,
        came=len(lines) if report.came is None else report.came,
        waiting=until.waiting().count() if report.is_draft else 0,
        whole=days.counted().count() if report.closing else 0,
        history=history_of(viewer, report) if keeps else [],
        keeps=keeps,
    )


def parts(viewer: Viewer, row: Secondment) -> set[str]:
    return parts_of(viewer, row.community_id, row.organization_id)


def may_answer(viewer: Viewer, row: Secondment) -> bool:
    """The side that did not propose it."""
    return (COMMUNITY if row.from_unit else UNIT) in parts(viewer, row)


# --- he himself -----------------------------------------------------------------------------------
def own(viewer: Viewer) -> list[Secondment]:
    """What runs, for his home."""
    rows = Secondment.objects.of(viewer).running().select_related("organization", "community")
    return list(rows.order_by("ends_on", "pk"))


def get_own(viewer: Viewer, pk: int) -> Secondment:
    return get_object_or_404(_whole(Secondment.objects.of(viewer)), pk=pk)


def own_page(row: Secondment) -> SecondmentPage:
    return _page(row, [], [])


def get_own_day(viewer: Viewer, pk: int) -> SecondmentDay:
    return get_object_or_404(_days(SecondmentDay.objects.answerable_by(viewer)), pk=pk)


# --- everybody ------------------------------------------------------------------------------------
def stationed_in(community: Area) -> list[Stationed]:
    """Public, so it is read in the community's own scope."""
    with scope.entered([community.pk]):
        rows = Secondment.objects.stationed().filter(community=community)
        rows = rows.select_related("organization").order_by("organization__name_key", "pk")
        return [
            Stationed(row.organization.title, row.office, row.post, row.days_in_words, row.hours)
            for row in rows.defer("name", "phone")
        ]


# --- what waits -----------------------------------------------------------------------------------
def waiting_days(viewer: Viewer) -> "QuerySet[SecondmentDay]":
    """The oldest first; what one told oneself is for somebody else."""
    rows = SecondmentDay.objects.manageable_by(viewer).waiting()
    return rows.exclude(told_by_id=viewer.user_id or 0).order_by("told_at", "pk")


def drafts_for(viewer: Viewer) -> "QuerySet[SecondmentReport]":
    return SecondmentReport.objects.manageable_by(viewer).drafts().order_by("last", "pk")


def proposed_to(viewer: Viewer) -> SecondmentQuerySet:
    """That the community has to answer."""
    rows = Secondment.objects.filter(status=SecondmentStatus.PROPOSED, from_unit=True)
    return rows.manageable_by(viewer) if keeps_lists(viewer) else rows.none()


def ending_for(viewer: Viewer) -> SecondmentQuerySet:
    """For the morning of the community, and of the unit."""
    if not keeps_lists(viewer) and not viewer.organization_ids:
        return Secondment.objects.none()
    return Secondment.objects.ending().manageable_by(viewer).order_by("ends_on", "pk")


def of_my_units(viewer: Viewer) -> SecondmentQuerySet:
    """For a manager's own desk."""
    rows = Secondment.objects.standing().filter(organization__in=viewer.organization_ids)
    came = Count("days", filter=Q(days__status="counted"))
    rows = rows.annotate(came=came).select_related("community")
    return rows.order_by("ends_on", "pk")


def stationed_guests(community: Area, day: date) -> Iterable[tuple[str, str]]:
    """Whom the duty roster may choose: name and unit."""
    rows = Secondment.objects.stationed(day).filter(community=community)
    for row in rows.select_related("organization").order_by("organization__name_key", "pk"):
        yield row.name.open(), row.organization.name


# --- inside ---------------------------------------------------------------------------------------
def _page(row: Secondment, reports: list[SecondmentReport], history: list[Event]) -> SecondmentPage:
    today = timezone.localdate()
    noted = row.days.exclude(status="refused")
    month = max(row.starts_on, today - TELL_WITHIN)
    told = set(noted.filter(on_day__gte=month).values_list("on_day", flat=True))
    due = list(row.due_between(month, today))
    roster = _roster(row)
    sat = {timezone.localdate(shift.period.lower) for shift in roster}
    meant = set(due) | {day for day in sat if month <= day <= today}
    runs = row.status == SecondmentStatus.RUNNING
    days = row.days.select_related("told_by", "decided_by")
    shown = list(days.order_by("-on_day", "-pk")[: RECENT + 1])
    return SecondmentPage(
        secondment=row,
        days=shown[:RECENT],
        earlier=len(shown) > RECENT,
        unnoted=sorted(meant - told) if runs else [],
        due=_due_until(row, today),
        came=noted.counted().count(),
        roster=[shift for shift in roster if not shift.is_over],
        reports=reports,
        history=history,
    )


def _due_until(row: Secondment, today: date) -> int:
    """What the letters that went out have said, and what was agreed since: a plan that changed
    does not change what was due before."""
    sent = row.reports.aggregate(n=Sum("due"), last=Max("last", filter=Q(due__isnull=False)))
    since = sent["last"] + timedelta(days=1) if sent["last"] else row.starts_on
    return (sent["n"] or 0) + len(list(row.due_between(since, today)))


def _roster(row: Secondment) -> list[DutyShift]:
    """Where the duty roster says he sits: by his account, or by name and unit, as somebody from
    outside is written there. What is published hangs on the door, so both sides may read it."""
    since = timezone.now() - TELL_WITHIN
    outside = Q(helper_unit=row.organization.name) & ~Q(helper="")
    with scope.entered([row.community_id]):
        rows = DutyShift.objects.published().filter(community=row.community_id)
        rows = rows.filter(outside | Q(person=row.user_id or 0), period__startswith__gte=since)
        found = list(rows.select_related("post").order_by("period", "pk")[:SHOWN])
    name = row.name.open()
    return [shift for shift in found if shift.person_id is not None or shift.helper.open() == name]


def _reports_of(viewer: Viewer, row: Secondment) -> "QuerySet[SecondmentReport]":
    return SecondmentReport.objects.visible_to(viewer).filter(secondment=row).order_by("-last")


def _reports_for(viewer: Viewer) -> "QuerySet[SecondmentReport]":
    rows = SecondmentReport.objects.visible_to(viewer)
    waits = Q(status=LetterStatus.DRAFT)
    if viewer.organization_ids:
        waits |= Q(status=LetterStatus.RELEASED)
    return rows.filter(waits).order_by("last", "pk")


def _whole(rows: "QuerySet[Secondment]") -> SecondmentQuerySet:
    return rows.select_related("organization", "community")  # type: ignore[return-value]


def _days(rows: "QuerySet[SecondmentDay]") -> "QuerySet[SecondmentDay]":
    return rows.select_related("secondment__organization", "community")


def _reports(rows: "QuerySet[SecondmentReport]") -> "QuerySet[SecondmentReport]":
    return rows.select_related("secondment__organization", "secondment__community")


def _named(row: Secondment) -> Secondment:
    """He is there for both sides: they know him by name, and how to reach him."""
    row.name.disclose()
    return row


def _named_day(day: SecondmentDay) -> SecondmentDay:
    day.secondment.name.disclose()
    return day
