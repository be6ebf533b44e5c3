"""飞地: what neighbours ask of us and we of them; who of our own people goes there."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from activities.models import Activity, Enclave, Enrolment
from activities.models.activities import run_by
from activities.queries.ours import plans_for_a_unit
from activities.workflow import STANDING, Place
from communities.models import Area
from core import audit
from organizations.models import Organization

PAGE = 50


@dataclass(frozen=True)
class Board:
    asked: list[Enclave]
    """Of us: they wait for our word."""
    rows: list[Enclave]
    next_before: int | None
    runs: bool
    """Whoever looks plans activities at a desk, not only for an organisation."""


@dataclass(frozen=True)
class EnclavePage:
    enclave: Enclave
    hosts: bool
    """The viewer answers for the neighbour."""
    holding: list[Enrolment]
    waiting: list[Enrolment]
    """Of the viewer's own people; who holds it has the whole list."""


def takes_part(viewer: Viewer) -> bool:
    return run_by(viewer) or plans_for_a_unit(viewer)


def board(viewer: Viewer, before: int | None = None) -> Board:
    """The latest first; `before` is the last row seen."""
    if not takes_part(viewer):
        raise Http404
    seen = with_names(Enclave.objects.visible_to(viewer))
    asked = list(with_names(Enclave.objects.to_answer(viewer)).order_by("pk")[:PAGE])
    found = seen.filter(pk__lt=before) if before else seen
    rows = list(found.order_by("-pk")[: PAGE + 1])
    return Board(
        asked if not before else [],
        rows[:PAGE],
        rows[PAGE - 1].pk if len(rows) > PAGE else None,
        run_by(viewer),
    )


def get_enclave(viewer: Viewer, pk: int) -> Enclave:
    if not takes_part(viewer):
        raise Http404
    return get_object_or_404(with_names(Enclave.objects.visible_to(viewer)), pk=pk)


def enclave_page(viewer: Viewer, enclave: Enclave) -> EnclavePage:
    """The desk of a neighbour reads who of its own people goes; that it looked is written down."""
    people: list[Enrolment] = []
    is_host = hosts(viewer, enclave)
    if is_host and enclave.host_id is not None and enclave.is_agreed:
        own = Enrolment.objects.sent_by(viewer).filter(home=enclave.host_id).live()
        people = list(own.filter(activity=enclave.activity_id).order_by("pk"))
        for row in people:
            row.name.disclose()
            row.phone.disclose()
    if people:
        audit.record(
            "activities.enrolment.read",
            enclave,
            actor=viewer.user,
            scope=enclave.host_id,
            details={"fields": ["name", "phone"], "purpose": _("看本社区谁去邻社区的活动")},
        )
    return EnclavePage(
        enclave,
        is_host,
        [row for row in people if row.status != Place.WAITING],
        [row for row in people if row.status == Place.WAITING],
    )


def get_sent(viewer: Viewer, pk: int) -> Enrolment:
    """Somebody of the viewer's own place who goes to a neighbour's."""
    rows = Enrolment.objects.sent_by(viewer).select_related("activity__community")
    row = get_object_or_404(rows, pk=pk)
    row.name.disclose()
    return row


def of_activity(activity: Activity) -> list[Enclave]:
    """Whom it was asked of, the latest first: for who holds it."""
    if activity.is_public and not activity.is_shared:
        return []
    rows = activity.enclaves.select_related("host", "host_unit")
    return list(rows.order_by("-pk")[:5])


def agreement(activity: Activity) -> Enclave | None:
    """What everybody may know of it: how one gets there."""
    if not activity.is_shared:
        return None
    return activity.enclaves.filter(status__in=STANDING).first()


def hosts(viewer: Viewer, enclave: Enclave) -> bool:
    if enclave.host_id is not None:
        return run_by(viewer) and enclave.host_id in viewer.community_ids
    return plans_for_a_unit(viewer) and enclave.host_unit_id in viewer.organization_ids


def holds(viewer: Viewer, enclave: Enclave) -> bool:
    activity = enclave.activity
    if run_by(viewer) and activity.community_id in viewer.community_ids:
        return True
    return plans_for_a_unit(viewer) and activity.organization_id in viewer.organization_ids


def neighbours(activity: Activity) -> "QuerySet[Area]":
    return Area.objects.communities().exclude(pk=activity.community_id).order_by("path")


def units(activity: Activity) -> "QuerySet[Organization]":
    rows = Organization.objects.active().exclude(pk=activity.organization_id or 0)
    return rows.order_by("name_key", "pk")


# --- inside ---------------------------------------------------------------------------------------
def with_names(rows: "QuerySet[Enclave]") -> "QuerySet[Enclave]":
    return rows.select_related(
        "host", "host_unit", "asked_by", "answered_by",
        "activity__community", "activity__organization", "activity__host", "activity__host_unit",
    )  # fmt: skip
