"""What few may see: reports without their words, protective cases without their crowd."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from accounts.models import RoleGrant, User
from accounts.viewer import Viewer
from communities.models import Area
from core import scope
from core.words import span
from requests import danger, saying
from requests.duties import may_open
from requests.models import (
    ProtectiveCase,
    ProtectiveOfficer,
    ProtectiveStep,
    RequestEvent,
    ServiceRequest,
)
from requests.models.protective import NAMES, SERVE
from requests.queries.paging import newest
from requests.tiers import tier_of
from requests.workflow import Kind

STILL_THERE = timedelta(hours=2)


# --- reports: who may open the name ---------------------------------------------------------------
def reports(viewer: Viewer, before: str = "") -> tuple[list[ServiceRequest], str]:
    """Number, day and state; never a word of what was written."""
    if not may_open(viewer):
        raise Http404
    rows = ServiceRequest.objects.filter(kind=Kind.REPORT, community__in=viewer.community_ids)
    rows = rows.only(
        "pk", "public_id", "status", "created_at",
        "community_id", "community__name", "community__name_en",
    )  # fmt: skip
    return newest(rows.select_related("community"), before, by="created_at")


def get_report(viewer: Viewer, pk: int) -> ServiceRequest:
    if not may_open(viewer):
        raise Http404
    rows = ServiceRequest.objects.filter(kind=Kind.REPORT, community__in=viewer.community_ids)
    row = rows.select_related("community").filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


# --- protective cases -----------------------------------------------------------------------------
@dataclass(frozen=True)
class Line:
    case: ProtectiveCase
    labels: list[str]
    is_mine: bool
    unseen: str
    """How long nobody has opened it, in words; empty once somebody did."""


@dataclass(frozen=True)
class Named:
    area: Area
    user: User | None


@dataclass(frozen=True)
class CasePage:
    case: ProtectiveCase
    row: ServiceRequest
    labels: list[str]
    script: list[Any]
    lines: list[danger.Line]
    steps: list[dict[str, Any]]
    is_open: bool


@dataclass(frozen=True)
class Handed:
    """What somebody still sees of a thing he passed on."""

    row: ServiceRequest
    lines: list[danger.Line] = field(default_factory=list)
    script: list[Any] = field(default_factory=list)


def reads_protective(viewer: Viewer) -> bool:
    return viewer.is_staff and not viewer.sleeping and tier_of(viewer) is not None


def protective(viewer: Viewer, *, ended: bool, before: str = "") -> tuple[list[Line], str]:
    if not reads_protective(viewer):
        raise Http404
    rows = ProtectiveCase.objects.in_the_hands_of(viewer).filter(closed_at__isnull=not ended)
    rows = rows.select_related("service_request", "community")
    page, mark = newest(rows, before, by="at")
    return [_line(viewer, case) for case in page], mark


def waiting(viewer: Viewer) -> int:
    """Open ones he has not opened yet, and those of the one he stands behind."""
    if not reads_protective(viewer):
        return 0
    return ProtectiveCase.objects.in_the_hands_of(viewer).open().filter(seen_at=None).count()


def get_protective(viewer: Viewer, pk: int) -> ProtectiveCase:
    """`pk` is the request's. For its officer and the one behind him; nobody else has the page."""
    case = (
        ProtectiveCase.objects.in_the_hands_of(viewer)
        .filter(service_request_id=pk)
        .select_related("service_request", "community", "officer", "backup")
        .first()
    )
    if case is None:
        raise Http404
    return case


def case_page(case: ProtectiveCase) -> CasePage:
    case.words.disclose()
    case.name.disclose()
    case.phone.disclose()
    case.address.disclose()
    for person in (case.officer, case.backup):
        if person is not None:
            person.name.disclose()
    return CasePage(
        case=case,
        row=case.service_request,
        labels=[danger.label_of(code) for code in case.signs],
        script=danger.call_lines(case.signs),
        lines=danger.first_lines(case.signs),
        steps=[_step(step) for step in case.steps.select_related("by").order_by("-at", "-id")],
        is_open=case.closed_at is None,
    )


def _step(step: ProtectiveStep) -> dict[str, Any]:
    who = step.by.name.open() if step.by else ""
    return {
        "text": " · ".join(part for part in (who, str(step.get_what_display())) if part),
        "note": step.note,
        "row": step,
        "at": step.at,
        "when": saying.when(timezone.localtime(step.at)),
    }


def _line(viewer: Viewer, case: ProtectiveCase) -> Line:
    unseen = ""
    if case.seen_at is None and case.closed_at is None:
        unseen = span(timezone.now() - case.at)
    labels = [danger.label_of(code) for code in case.signs]
    return Line(case, labels, case.officer_id == viewer.user_id, unseen)


# --- who is named ---------------------------------------------------------------------------------
def named(viewer: Viewer) -> list[Named]:
    """The places whose officer this viewer names, with who it is now."""
    areas = naming(viewer)
    serving = ProtectiveOfficer.objects.serving().filter(area__in=areas).select_related("user")
    standing = {one.area_id: one.user for one in serving}
    for user in standing.values():
        user.name.disclose()
    return [Named(area, standing.get(area.pk)) for area in areas]


def naming(viewer: Viewer) -> list[Area]:
    if viewer.role.code not in NAMES or viewer.sleeping:
        return []
    return list(Area.objects.filter(pk__in=viewer.area_ids).order_by("path"))


def get_named_area(viewer: Viewer, pk: int) -> Area:
    area = next((one for one in naming(viewer) if one.pk == pk), None)
    if area is None:
        raise Http404
    return area


def people_of(area: Area) -> list[User]:
    """Who works there and can be named."""
    grants = RoleGrant.objects.in_force().filter(role__in=SERVE, area_scopes__area=area)
    people = User.objects.filter(pk__in=grants.values("user"), is_active=True).order_by("pk")
    return list(people)


# --- passed on ------------------------------------------------------------------------------------
def signs_of(row: ServiceRequest) -> list[str]:
    """Only the codes: for the words to say at once, to who brought it or has him on the line."""
    if not row.is_protective:
        return []
    with scope.entered(scope.EVERYTHING):
        case = ProtectiveCase.objects.only("signs").filter(service_request=row).first()
        return list(case.signs) if case else []


def handed_on(viewer: Viewer, pk: int) -> Handed | None:
    """He wrote it down a moment ago and it went where he cannot follow: what he still needs."""
    if not viewer.is_staff or viewer.sleeping:
        return None
    rows = ServiceRequest.objects.filter(pk=pk, community__in=viewer.community_ids)
    passed = RequestEvent.objects.filter(
        service_request=pk,
        actor_id=viewer.user_id,
        step__in=["submit", "protect"],
        at__gte=timezone.now() - STILL_THERE,
    )
    row = rows.filter(Q(pk__in=passed.values("service_request"))).first()
    if row is None:
        return None
    codes = signs_of(row)
    return Handed(row, danger.first_lines(codes), danger.call_lines(codes))
