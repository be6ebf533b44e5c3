"""Groups in the bases: the board, one of them with its points and its time there."""

from dataclasses import dataclass, field

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.viewer import Viewer
from communities.history import Event
from organizations.access import keeps_place
from organizations.facility_workflow import FacilityKind
from organizations.incubation_workflow import (
    BASE,
    ITSELF,
    IncubationStatus,
    IncubationStep,
)
from organizations.kinds import Family
from organizations.models import (
    Facility,
    Incubation,
    IncubationNote,
    IncubationScore,
    Organization,
)
from organizations.models.incubations import IncubationQuerySet
from organizations.offspring import Grown, grown_from
from organizations.queries.organizations import has_register
from organizations.queries.past import past_of

SHOWN = 100
STANDING = "standing"
_FIRST = (IncubationStatus.APPLIED, IncubationStatus.ADMITTED, IncubationStatus.HOUSED)


@dataclass(frozen=True)
class Filters:
    q: str = ""
    status: str = STANDING


@dataclass(frozen=True)
class BaseLine:
    """A base, how many live in it, and how many it has room for."""

    base: Facility
    housed: int


@dataclass(frozen=True)
class IncubationBoard:
    rows: list[Incubation]
    bases: list[BaseLine]
    may_apply: bool
    filters: Filters = field(default_factory=Filters)

    @property
    def is_narrowed(self) -> bool:
        return self.filters != Filters()


@dataclass(frozen=True)
class IncubationPage:
    incubation: Incubation
    scores: list[IncubationScore]
    """For who decides; the group reads its average and the words once it is decided."""
    average: int | None
    notes: list[IncubationNote]
    history: list[Event]
    became: list[Grown] = field(default_factory=list)
    """Of a graduate: what has come of it in the rooms above."""


def board(viewer: Viewer, filters: Filters) -> IncubationBoard:
    if not has_register(viewer):
        raise Http404
    seen = Incubation.objects.visible_to(viewer)
    found = seen
    if filters.status == STANDING:
        found = found.standing()
    elif filters.status:
        found = found.filter(status=filters.status)
    if text := filters.q.strip():
        found = found.filter(organization__name__icontains=text)
    ranks = [When(status=status, then=Value(n)) for n, status in enumerate(_FIRST)]
    rank = Case(*ranks, default=Value(len(_FIRST)), output_field=IntegerField())
    rows = _whole(found).alias(rank=rank).order_by("rank", "-status_on", "pk")[:SHOWN]
    housed: dict[int, int] = {}
    for base_id in seen.housed().values_list("base_id", flat=True):
        housed[base_id] = housed.get(base_id, 0) + 1
    bases = Facility.objects.open().filter(kind=FacilityKind.INCUBATOR).visible_to(viewer)
    lines = [
        BaseLine(base, housed.get(base.pk, 0))
        for base in bases.select_related("area").order_by("area__path", "pk")
    ]
    may_apply = bases_for().exists() and applicants(viewer).exists()
    return IncubationBoard(list(rows), lines, may_apply, filters)


def get_incubation(viewer: Viewer, pk: int) -> Incubation:
    if not has_register(viewer):
        raise Http404
    return get_object_or_404(_whole(Incubation.objects.visible_to(viewer)), pk=pk)


def incubation_page(viewer: Viewer, incubation: Incubation) -> IncubationPage:
    decides = _keeps(viewer, incubation)
    decided = incubation.status != IncubationStatus.APPLIED
    scores = list(incubation.scores.all())
    average = None
    if scores and (decides or decided):
        average = round(sum(given.total for given in scores) / len(scores))
    works_on_it = decides or _speaks_for(viewer, incubation)
    return IncubationPage(
        incubation=incubation,
        scores=scores if decides else [],
        average=average,
        notes=list(incubation.notes.all()),
        history=past_of(viewer, incubation, incubation.scope) if works_on_it else [],
        became=grown_from(viewer, incubation.organization)
        if incubation.status == IncubationStatus.GRADUATED
        else [],
    )


def may(viewer: Viewer, incubation: Incubation, step: IncubationStep) -> bool:
    """As the table says: who, and from where."""
    if incubation.status not in step.sources:
        return False
    return (BASE in step.by and _keeps(viewer, incubation)) or (
        ITSELF in step.by and incubation.organization_id in viewer.organization_ids
    )


def may_score(viewer: Viewer, incubation: Incubation) -> bool:
    """Once each; who applied or speaks for it is told so by the action."""
    if incubation.status != IncubationStatus.APPLIED or not _keeps(viewer, incubation):
        return False
    return not incubation.scores.filter(reviewer_id=viewer.user_id).exists()


def may_note(viewer: Viewer, incubation: Incubation) -> bool:
    if incubation.status != IncubationStatus.HOUSED:
        return False
    runs = incubation.base.operator_id in viewer.organization_ids
    return runs or _keeps(viewer, incubation)


def bases_for() -> "QuerySet[Facility]":
    """Every open one: a group may ask where there is room."""
    rows = Facility.objects.open().filter(kind=FacilityKind.INCUBATOR)
    return rows.order_by("area__path", "pk")


def applicants(viewer: Viewer) -> "QuerySet[Organization]":
    """One's own, or for the desk those of its place."""
    rows = Organization.objects.active().filter(family=Family.SOCIAL)
    return rows.manageable_by(viewer).order_by("name_key", "pk")


def page_after(viewer: Viewer, made: Incubation) -> str:
    """The desk of a community may apply at a base whose list it does not read."""
    if Incubation.objects.visible_to(viewer).filter(pk=made.pk).exists():
        return reverse("organizations:incubation", args=[made.pk])
    return reverse("organizations:incubations")


def _keeps(viewer: Viewer, incubation: Incubation) -> bool:
    return keeps_place(viewer, incubation.base.area)


def _speaks_for(viewer: Viewer, incubation: Incubation) -> bool:
    own = {incubation.organization_id, incubation.base.operator_id}
    return bool(own & set(viewer.organization_ids))


def _whole(rows: IncubationQuerySet) -> IncubationQuerySet:
    return rows.select_related("base__area", "organization")
