"""Hours as their owner, the desk and the leader of a team see them."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.roles import DataClass
from accounts.viewer import Viewer
from communities.history import Event
from communities.queries.past import history_of
from core.counting import counted
from core.spans import in_hours
from volunteers.models import (
    HourQuestion,
    ServiceRecord,
    StarLevel,
    TeamMembership,
    Volunteer,
    VolunteerTeam,
)
from volunteers.models.hours import ServiceRecordQuerySet
from volunteers.workflow import MembershipStatus, RecordStatus

PAGE = 50
QUESTIONED = "questioned"
"""Among the states one filters by: counted, and its owner says that it is wrong."""


@dataclass(frozen=True)
class Stars:
    """How far he is; nobody is compared with anybody."""

    hours: str
    reached: StarLevel | None
    next: StarLevel | None
    missing: str


@dataclass(frozen=True)
class MyHours:
    stars: Stars
    rows: list[ServiceRecord]
    waiting: int
    next_before: int | None = None


@dataclass(frozen=True)
class Filters:
    status: str = ""
    """Empty: what is counted or waits."""
    source: str = ""
    team: int | None = None
    volunteer: int | None = None
    before: int | None = None


@dataclass(frozen=True)
class TeamHours:
    pk: int
    name: str
    people: int
    hours: str


@dataclass(frozen=True)
class RegisterPage:
    rows: list[ServiceRecord]
    hours: str
    pending: int
    questioned: int
    teams: list[TeamHours]
    person: Volunteer | None = None
    next_before: int | None = None
    filters: Filters = field(default_factory=Filters)


@dataclass(frozen=True)
class RecordPage:
    record: ServiceRecord
    questions: list[HourQuestion]
    history: list[Event]


# --- for himself ---------------------------------------------------------------------------------
def of_person(rows: ServiceRecordQuerySet, viewer: Viewer) -> ServiceRecordQuerySet:
    mine = Q(volunteer__user_id=viewer.user_id) | Q(member__user_id=viewer.user_id)
    return rows.filter(mine)


def my_hours(viewer: Viewer, before: int | None = None) -> MyHours:
    """Inside the community he serves."""
    mine = of_person(ServiceRecord.objects.all(), viewer)
    rows, further = _piece(_newest(mine), before)
    waiting = sum(row.status == RecordStatus.PENDING for row in rows)
    return MyHours(stars_for(mine.counted().minutes()), rows, waiting, further)


def get_my_record(viewer: Viewer, pk: int) -> ServiceRecord:
    rows = of_person(ServiceRecord.objects.all(), viewer)
    return get_object_or_404(rows.select_related("community", "organization"), pk=pk)


def stars_of(volunteer: Volunteer) -> Stars:
    """Inside the community he serves."""
    counted = ServiceRecord.objects.filter(volunteer=volunteer).counted()
    return stars_for(counted.minutes())


def stars_for(minutes: int) -> Stars:
    steps = list(StarLevel.objects.order_by("hours"))
    reached = [step for step in steps if step.hours * 60 <= minutes]
    ahead = [step for step in steps if step.hours * 60 > minutes]
    # what is there is cut to a tenth, so what is missing is not: the two add up to the level
    missing = in_hours(ahead[0].hours * 60 - minutes // 6 * 6) if ahead else ""
    return Stars(
        in_hours(minutes), reached[-1] if reached else None, ahead[0] if ahead else None, missing
    )


# --- at the desk ---------------------------------------------------------------------------------
def sees_hours(viewer: Viewer) -> bool:
    awake = viewer.is_staff and not viewer.sleeping and not viewer.is_grid_bound
    return awake and viewer.role.browses_residents


def register(viewer: Viewer, filters: Filters) -> RegisterPage:
    if not sees_hours(viewer):
        raise Http404
    seen = ServiceRecord.objects.visible_to(viewer)
    found = _filtered(seen, filters)
    rows, further = _piece(_newest(found), filters.before)
    for row in rows:
        _disclose(viewer, row)
    person = _person(viewer, filters.volunteer)
    waits = counted(**to_look_at(viewer))
    return RegisterPage(
        rows=rows,
        hours=in_hours(found.counted().minutes()),
        pending=waits["pending"],
        questioned=waits["questioned"],
        teams=[] if person else by_team(viewer),
        person=person,
        next_before=further,
        filters=filters,
    )


def get_at_desk(viewer: Viewer, pk: int) -> ServiceRecord:
    if not sees_hours(viewer):
        raise Http404
    rows = _shown(ServiceRecord.objects.visible_to(viewer))
    return _disclose(viewer, get_object_or_404(rows, pk=pk))


def get_question(viewer: Viewer, pk: int) -> HourQuestion:
    if not sees_hours(viewer):
        raise Http404
    rows = HourQuestion.objects.visible_to(viewer).select_related("record")
    return get_object_or_404(rows, pk=pk)


def record_page(viewer: Viewer, record: ServiceRecord) -> RecordPage:
    questions = record.questions.order_by("-pk")
    for colleague in (record.recorded_by, record.decided_by):
        if colleague is not None:
            colleague.name.disclose()
    return RecordPage(record, list(questions), history_of(viewer, record))


def to_look_at(viewer: Viewer) -> dict[str, QuerySet[Any]]:
    """What a second person has to look at; his own entries wait for somebody else."""
    mine = ServiceRecord.objects.manageable_by(viewer)
    return {
        "pending": mine.pending().exclude(recorded_by=viewer.user_id or 0),
        "questioned": HourQuestion.objects.manageable_by(viewer).waiting(),
    }


def by_team(viewer: Viewer) -> list[TeamHours]:
    """The hours of those who belong to it now, by its name: no ranking."""
    served = Sum("volunteer__records__minutes", filter=_COUNTED)
    rows = (
        TeamMembership.objects.filter(
            status=MembershipStatus.MEMBER,
            volunteer__isnull=False,
            team__in=VolunteerTeam.objects.standing().filter(community__in=viewer.community_ids),
        )
        .values("team", "team__name")
        .annotate(people=Count("volunteer", distinct=True), served=Coalesce(served, 0))
        .order_by("team__name", "team")
    )
    return [
        TeamHours(row["team"], row["team__name"], row["people"], in_hours(row["served"]))
        for row in rows
    ]


def served_by(volunteer: str) -> Any:
    """For an annotation: the counted minutes of the volunteer this column names."""
    rows = ServiceRecord.objects.counted().filter(volunteer=OuterRef(volunteer)).order_by()
    total = rows.values("volunteer").annotate(total=Sum("minutes")).values("total")
    return Coalesce(Subquery(total), 0)


def teams_of(volunteer: Volunteer) -> QuerySet[VolunteerTeam]:
    """For a choice: with which of his teams he served."""
    his = volunteer.memberships.standing().values("team")
    return VolunteerTeam.objects.standing().filter(pk__in=his).order_by("name", "pk")


# --- inside --------------------------------------------------------------------------------------
_COUNTED = Q(volunteer__records__status=RecordStatus.COUNTED)


def _shown(rows: ServiceRecordQuerySet) -> ServiceRecordQuerySet:
    return rows.select_related(
        "volunteer", "member", "organization", "team", "community", "recorded_by", "decided_by"
    )


def _newest(rows: ServiceRecordQuerySet) -> ServiceRecordQuerySet:
    asked = Prefetch("questions", HourQuestion.objects.order_by("-pk"), to_attr="asked")
    return _shown(rows).prefetch_related(asked).order_by("-begun_at", "-pk")


def _piece(
    rows: ServiceRecordQuerySet, before: int | None
) -> tuple[list[ServiceRecord], int | None]:
    """`before` is the last row seen."""
    last = ServiceRecord.objects.filter(pk=before).first() if before else None
    if last is not None:
        earlier = Q(begun_at__lt=last.begun_at)
        rows = rows.filter(earlier | Q(begun_at=last.begun_at, pk__lt=last.pk))
    found = list(rows[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None


def _filtered(rows: ServiceRecordQuerySet, filters: Filters) -> ServiceRecordQuerySet:
    if filters.status == QUESTIONED:
        waiting = HourQuestion.objects.waiting()
        rows = rows.filter(pk__in=waiting.values("record"))
    elif filters.status:
        rows = rows.filter(status=filters.status)
    else:
        rows = rows.standing()
    if filters.source:
        rows = rows.filter(source=filters.source)
    if filters.team:
        inside = TeamMembership.objects.standing().filter(team=filters.team)
        rows = rows.filter(volunteer__in=inside.values("volunteer"))
    if filters.volunteer:
        rows = rows.filter(volunteer=filters.volunteer)
    return rows


def _person(viewer: Viewer, pk: int | None) -> Volunteer | None:
    if pk is None:
        return None
    found = Volunteer.objects.visible_to(viewer).filter(pk=pk).first()
    if found is not None and viewer.sees(DataClass.PERSONAL):
        found.name.disclose()
    return found


def _disclose(viewer: Viewer, record: ServiceRecord) -> ServiceRecord:
    if viewer.sees(DataClass.PERSONAL):
        record.person.name.disclose()
    return record
