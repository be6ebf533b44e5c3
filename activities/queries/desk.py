"""Activities at the desk: the register, the page of one with its list, what waits today."""

from dataclasses import dataclass, field

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from activities.models import Activity, Attendance, Enclave, Enrolment
from activities.models.activities import ActivityQuerySet, run_by
from activities.queries import announcing, enclaves, feedback
from activities.queries.feedback import Verdict
from activities.workflow import LIVE, TOOK_PLACE, Place, Status
from charity.queries import uses
from communities.history import Event
from communities.models import Notice
from communities.queries.past import history_of
from core import audit
from core.counting import counted

PAGE = 50
LOOKED = "activities.enrolment.read"
AHEAD, OVERDUE, PAST = "ahead", "overdue", "past"
"""Among the states one filters by: what is still to come, over and not written up, took place."""


@dataclass(frozen=True)
class Filters:
    q: str = ""
    kind: str = ""
    state: str = ""
    before: int | None = None


@dataclass(frozen=True)
class RegisterPage:
    rows: list[Activity]
    next_before: int | None
    filters: Filters = field(default_factory=Filters)


@dataclass(frozen=True)
class DeskPage:
    activity: Activity
    holding: list[Enrolment]
    waiting: list[Enrolment]
    history: list[Event]
    verdict: Verdict
    enclaves: list[Enclave]
    """Neighbours it was asked of."""
    notices: list[Notice]
    """That announce it; who writes notices sees them."""


@dataclass(frozen=True)
class Morning:
    proposed: int = 0
    overdue: int = 0
    unfetched: int = 0
    asked: int = 0
    """Neighbours who wait for our word."""


def runs(viewer: Viewer) -> bool:
    return run_by(viewer)


def register(viewer: Viewer, filters: Filters) -> RegisterPage:
    """The latest day first; `before` is the last row seen."""
    if not runs(viewer):
        raise Http404
    seen = Activity.objects.manageable_by(viewer)
    found = _filtered(seen, filters).with_places().select_related("organization", "series", "brand")
    if filters.before:
        found = found.earlier_than(seen.filter(pk=filters.before).first())
    rows = list(found.order_by("-starts_at", "-pk")[: PAGE + 1])
    return RegisterPage(rows[:PAGE], rows[PAGE - 1].pk if len(rows) > PAGE else None, filters)


def get_activity(viewer: Viewer, pk: int) -> Activity:
    rows = Activity.objects.manageable_by(viewer).with_places()
    rows = rows.select_related(
        "community",
        "organization",
        "brand",
        "series",
        "leader",
        "proposed_by",
        "agreed_by",
        "host",
        "host_unit",
    )
    return get_object_or_404(rows, pk=pk)


def may_use_gifts(viewer: Viewer, activity: Activity) -> bool:
    """From when it is announced: what is bought for it is bought before."""
    announced = {Status.PUBLISHED, Status.HELD, Status.CLOSED}
    return activity.status in announced and uses.may_use_gifts(viewer)


def get_enrolment(viewer: Viewer, pk: int) -> Enrolment:
    rows = Enrolment.objects.manageable_by(viewer).select_related("activity", "portrait")
    return _named(get_object_or_404(rows, pk=pk))


def desk_page(viewer: Viewer, activity: Activity) -> DeskPage:
    """Who runs it reads who comes; that he looked at the list is written down."""
    rows = activity.enrolments.filter(status__in=LIVE)
    live = rows.select_related("attendance", "portrait").order_by("pk")
    people = [_named(row) for row in live]
    if people:
        audit.record(
            LOOKED,
            activity,
            actor=viewer.user,
            details={"fields": ["name", "phone"], "purpose": _("看报名名单")},
        )
    for person in (activity.leader, activity.proposed_by, activity.agreed_by):
        if person is not None:
            person.name.disclose()
    return DeskPage(
        activity,
        sorted((p for p in people if p.seat is not None), key=lambda p: p.seat or 0),
        [p for p in people if p.status == Place.WAITING],
        history_of(viewer, activity, without=[LOOKED]),
        feedback.verdict(viewer, activity),
        enclaves.of_activity(activity),
        announcing.notices_of(viewer, activity),
    )


def morning(viewer: Viewer) -> Morning:
    asked = Enclave.objects.to_answer(viewer)
    if not runs(viewer):
        return Morning(asked=asked.count()) if enclaves.takes_part(viewer) else Morning()
    rows = Activity.objects.manageable_by(viewer)
    return Morning(
        **counted(
            proposed=rows.filter(status=Status.PROPOSED),
            overdue=rows.overdue(),
            unfetched=Attendance.objects.visible_to(viewer).late(),
            asked=asked,
        )
    )


# --- inside ---------------------------------------------------------------------------------------
def _filtered(rows: ActivityQuerySet, filters: Filters) -> ActivityQuerySet:
    if filters.state == AHEAD:
        rows = rows.ahead()
    elif filters.state == OVERDUE:
        rows = rows.overdue()
    elif filters.state == PAST:
        rows = rows.filter(status__in=TOOK_PLACE)
    elif filters.state:
        rows = rows.filter(status=filters.state)
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if text := filters.q.strip():
        rows = rows.filter(Q(title__icontains=text) | Q(place__icontains=text))
    return rows


def _named(row: Enrolment) -> Enrolment:
    row.name.disclose()
    row.phone.disclose()
    return row
