"""Certificates: one's own, at the desk of who certifies, on the wall, checked by a stranger."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import DataClass
from accounts.viewer import Viewer
from communities.history import Event
from communities.queries.past import history_of
from core import scope
from core.spans import in_hours, in_hours_each
from core.words import listed
from organizations.models import AgreementTerm, Organization, SchoolGroup
from volunteers.models import Certificate, ServiceRecord, Volunteer
from volunteers.models.certificates import NUMBERED, OPEN, CertificateQuerySet
from volunteers.queries.hours import sees_hours

SHOWN = 50
SCHOOL = "term__pairing__organization"


@dataclass(frozen=True)
class Month:
    name: str
    times: int
    hours: str


@dataclass(frozen=True)
class Recorder:
    """Who wrote down hours of his: who can certify them."""

    organization: Organization | None
    name: str
    hours: str


@dataclass(frozen=True)
class MyCertificates:
    rows: list[Certificate]
    has_hours: bool
    one_is_open: bool
    has_terms: bool
    """A school has an agreement here: its students get a certificate of their term."""


@dataclass(frozen=True)
class CertificatePage:
    certificate: Certificate
    months: list[Month]
    history: list[Event]


@dataclass(frozen=True)
class OnTheWall:
    """Surname and number, nothing else of him."""

    name: str
    number: str
    issuer: str
    until: date | None


@dataclass(frozen=True)
class Checked:
    """All that a stranger with the paper in his hand reads."""

    kind: str
    number: str
    period_from: date
    period_until: date
    hours: str
    status: str
    holds: bool
    school: str = ""
    term: str = ""


# --- his own -------------------------------------------------------------------------------------
def mine(volunteer: Volunteer) -> MyCertificates:
    """Inside the community he serves."""
    rows = list(_shown(Certificate.objects.filter(volunteer=volunteer))[:SHOWN])
    is_open = any(row.status in OPEN for row in rows)
    return MyCertificates(rows, has_hours(volunteer), is_open, begun_terms(volunteer).exists())


def begun_terms(volunteer: Volunteer) -> "QuerySet[AgreementTerm]":
    """Of schools with an agreement here; inside the community he serves."""
    rows = AgreementTerm.objects.filter(
        community=volunteer.community_id,
        pairing__signed_on__isnull=False,
        period__startswith__lte=timezone.localdate(),
    )
    return rows.select_related("pairing__organization").order_by("-period", "pk")


def groups_of(terms: "QuerySet[AgreementTerm]") -> "QuerySet[SchoolGroup]":
    """Those that have left, too: their students were here."""
    return SchoolGroup.objects.filter(pairing__in=terms.values("pairing")).order_by("name", "pk")


def has_hours(volunteer: Volunteer) -> bool:
    return ServiceRecord.objects.counted().filter(volunteer=volunteer).exists()


def get_mine(volunteer: Volunteer, pk: int) -> Certificate:
    return get_object_or_404(_shown(Certificate.objects.filter(volunteer=volunteer)), pk=pk)


def recorders(volunteer: Volunteer) -> list[Recorder]:
    rows = ServiceRecord.objects.counted().filter(volunteer=volunteer)
    rows = rows.order_by("organization__name_key", "organization")
    sums = dict(rows.values_list("organization").annotate(sum=Sum("minutes")))
    bodies = Organization.objects.in_bulk([pk for pk in sums if pk])
    return [
        Recorder(
            bodies.get(pk),
            bodies[pk].title if pk else volunteer.community.title,
            in_hours(minutes),
        )
        for pk, minutes in sums.items()
    ]


# --- who certifies -------------------------------------------------------------------------------
def certifies(viewer: Viewer) -> bool:
    """The desk of the community, and the managers of organisations."""
    awake = viewer.is_staff and not viewer.sleeping
    return sees_hours(viewer) or (awake and bool(viewer.organization_ids))


def register(viewer: Viewer, status: str) -> list[Certificate]:
    if not certifies(viewer):
        raise Http404
    rows = Certificate.objects.visible_to(viewer)
    rows = rows.filter(status=status) if status else rows
    return [_disclosed(viewer, row) for row in _shown(rows)[:SHOWN]]


def get_at_desk(viewer: Viewer, pk: int) -> Certificate:
    if not certifies(viewer):
        raise Http404
    rows = _shown(Certificate.objects.visible_to(viewer))
    return _disclosed(viewer, get_object_or_404(rows, pk=pk))


def page(viewer: Viewer, certificate: Certificate) -> CertificatePage:
    return CertificatePage(certificate, months(certificate), history_of(viewer, certificate))


def months(certificate: Certificate) -> list[Month]:
    """What was certified; before that, what would be."""
    rows = ServiceRecord.objects.filter(certified__certificate=certificate)
    if not certificate.verified_at:
        rows = ServiceRecord.objects.counted().filter(
            volunteer_id=certificate.volunteer_id,
            organization=certificate.organization_id,
            begun_at__date__range=(certificate.period_from, certificate.period_until),
        )
    by_month = list(
        rows.annotate(month=TruncMonth("begun_at"))
        .order_by("month")
        .values_list("month")
        .annotate(times=Count("pk"), minutes=Sum("minutes"))
    )
    each = in_hours_each(minutes for _month, _times, minutes in by_month)
    return [
        Month(f"{timezone.localtime(month):%Y-%m}", times, hours)
        for (month, times, _minutes), hours in zip(by_month, each, strict=True)
    ]


def falling_with(record: ServiceRecord) -> str:
    """The certificates this record stands in, which hold no longer without it: by number; one on
    the wall has none yet."""
    rows = Certificate.objects.resting_on(record).order_by("pk")
    names = [row.number or _("公示中、还没有编号的一份") for row in rows]
    return _("跟着作废的证明：{names}").format(names=listed(names)) if names else ""


# --- for everybody -------------------------------------------------------------------------------
def on_the_wall() -> list[OnTheWall]:
    with scope.entered(scope.EVERYTHING):
        rows = Certificate.objects.public().filter(public_until__gte=timezone.localdate())
        found = list(rows.select_related("organization", "community").order_by("-pk")[:SHOWN])
    return [
        OnTheWall(
            name=str(row.name),
            number=row.volunteer_number,
            issuer=row.issuer,
            until=row.public_until,
        )
        for row in found
    ]


def check(code: UUID) -> Checked | None:
    with scope.entered(scope.EVERYTHING):
        rows = Certificate.objects.filter(status__in=NUMBERED)
        found = rows.filter(code=code).select_related(SCHOOL).first()
    if found is None:
        return None
    return Checked(
        kind=str(found.get_kind_display()),
        school=found.school,
        term=found.term.name if found.term else "",
        number=found.number,
        period_from=found.period_from,
        period_until=found.period_until,
        hours=found.hours,
        status=str(found.get_status_display()),
        holds=found.is_issued,
    )


# --- inside --------------------------------------------------------------------------------------
def _shown(rows: CertificateQuerySet) -> CertificateQuerySet:
    joined = rows.select_related("organization", "community", SCHOOL, "group")
    return joined.order_by("-pk")


def _disclosed(viewer: Viewer, row: Certificate) -> Certificate:
    """Who certifies knows whom."""
    own = row.organization_id is not None and row.organization_id in viewer.organization_ids
    if own or viewer.sees(DataClass.PERSONAL):
        row.name.disclose()
    return row
