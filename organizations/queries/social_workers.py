"""Social workers: the desk's list, one worker's page, how many grid workers hold a certificate."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import SOCIAL_WORKER, DataClass
from accounts.viewer import Viewer
from communities.history import Event
from communities.models import Area
from communities.queries.past import history_of
from core import audit, crypto, scope
from core.identifiers import read_phone
from grids.models import WorkerAppointment
from organizations.models import Facility, Organization, SocialWorker, Stationing, WorkerCertificate
from organizations.models.social_workers import (
    SocialWorkerQuerySet,
    knows_social_workers,
    may_appoint_social_workers,
)
from organizations.worker_workflow import WorkerStatus

SHOWN = 100


def sees_workers(viewer: Viewer) -> bool:
    known = knows_social_workers(viewer) and viewer.is_staff
    return not viewer.sleeping and (known or bool(viewer.organization_ids))


@dataclass(frozen=True)
class Ratio:
    """持证比: both numbers are shown, so that nobody has to trust the percentage."""

    certified: int
    everybody: int

    @property
    def share(self) -> float | None:
        return 100 * self.certified / self.everybody if self.everybody else None


@dataclass(frozen=True)
class WorkerBoard:
    waiting: list[Stationing]
    rows: list[SocialWorker]
    left: list[SocialWorker]
    ratio: Ratio | None
    """Of the grid workers in the viewer's places; an organisation has none."""
    certified: Ratio
    """Of the social workers."""
    engagement: str
    may_register: bool
    may_propose: bool


def worker_board(viewer: Viewer, *, engagement: str = "", q: str = "") -> WorkerBoard:
    if not sees_workers(viewer):
        raise Http404
    seen = with_everything(viewer, SocialWorker.objects.visible_to(viewer))
    if engagement in SocialWorker.Engagement.values:
        seen = seen.filter(engagement=engagement)
    if q:
        seen = seen.filter(_like(q))
    standing = seen.exclude(status=WorkerStatus.LEFT).order_by("name_key", "pk")
    left = seen.filter(status=WorkerStatus.LEFT).order_by("-left_on", "-pk")
    return WorkerBoard(
        waiting=[_named(row) for row in waiting_for(viewer)[:SHOWN]],
        rows=[_disclosed(viewer, row) for row in standing[:SHOWN]],
        left=[_disclosed(viewer, row) for row in left[:20]],
        ratio=certified_grid_workers(viewer) if viewer.community_ids else None,
        certified=certified_social_workers(viewer),
        engagement=engagement,
        may_register=may_appoint_social_workers(viewer),
        may_propose=bool(viewer.organization_ids),
    )


def waiting_for(viewer: Viewer) -> "QuerySet[Stationing]":
    """Proposed to a community, and for this viewer to answer."""
    rows = Stationing.objects.manageable_by(viewer).waiting()
    rows = rows.select_related("worker__organization", "community", "facility")
    return rows.order_by("proposed_at", "pk")


def get_worker(viewer: Viewer, pk: int) -> SocialWorker:
    if not sees_workers(viewer):
        raise Http404
    rows = with_everything(viewer, SocialWorker.objects.visible_to(viewer))
    return _disclosed(viewer, get_object_or_404(rows, pk=pk))


def get_stationing(viewer: Viewer, pk: int) -> Stationing:
    found = get_object_or_404(_tended(viewer).select_related("worker", "community"), pk=pk)
    return _named(found)


def keeps_record(viewer: Viewer, worker: SocialWorker) -> bool:
    """Asked by every button of his page: of one row fetched for one viewer it is asked once."""
    if worker.is_kept is None:
        found = SocialWorker.objects.manageable_by(viewer).filter(pk=worker.pk)
        worker.is_kept = found.exists()
    return worker.is_kept


def keeps_station(viewer: Viewer, stationing: Stationing) -> bool:
    return Stationing.objects.manageable_by(viewer).filter(pk=stationing.pk).exists()


@dataclass(frozen=True)
class WorkerPage:
    worker: SocialWorker
    phone: str
    certificate: str
    stationings: list[tuple[Stationing, bool]]
    """Each with whether the viewer tends it."""
    certificates: list[WorkerCertificate]
    """All that were seen, the newest first; for whom the number is."""
    history: list[Event]
    is_grid_worker: bool


def worker_page(viewer: Viewer, worker: SocialWorker) -> WorkerPage:
    """The number of a certificate is for who keeps the record; reading it is written down."""
    keeps = keeps_record(viewer, worker)
    own = worker.user_id is not None and worker.user_id == viewer.user_id
    if keeps and not own and worker.certificate_number:
        audit.read(worker, ["certificate_number"], viewer.user, _("核对社工证书"))
    tended = Exists(_tended(viewer).filter(pk=OuterRef("pk")))
    rows = Stationing.objects.visible_to(viewer).filter(worker=worker).annotate(is_tended=tended)
    rows = rows.select_related("community", "facility").order_by("-period", "community__path")
    return WorkerPage(
        worker=worker,
        phone=worker.phone.open() if keeps or own or viewer.sees(DataClass.PERSONAL) else "",
        certificate=worker.certificate_number.open() if keeps or own else "",
        stationings=[(row, row.is_tended) for row in rows],  # type: ignore[attr-defined]
        certificates=_opened(worker) if keeps or own else [],
        history=history_of(viewer, worker) if keeps else [],
        is_grid_worker=bool(worker.is_grid_worker),  # type: ignore[attr-defined]
    )


def find_workers(viewer: Viewer, text: str) -> "QuerySet[SocialWorker]":
    """For the search over everything."""
    if not sees_workers(viewer):
        return SocialWorker.objects.none()
    rows = SocialWorker.objects.visible_to(viewer).exclude(status=WorkerStatus.LEFT)
    return rows.filter(_like(text)).select_related("organization").order_by("name_key", "pk")


def certified_grid_workers(viewer: Viewer, day: date | None = None) -> Ratio:
    """Of those who answer for a grid today, how many hold a valid certificate (A3-05)."""
    running = WorkerAppointment.objects.on(day).visible_to(viewer)
    people = set(running.values_list("worker_id", flat=True))
    certified = (
        SocialWorker.objects.active().certified(day).filter(user_id__in=people).values("user_id")
    )
    return Ratio(certified.distinct().count(), len(people))


def certified_social_workers(viewer: Viewer, day: date | None = None) -> Ratio:
    """Of those who work in the viewer's places, or for his organisation (A12-01)."""
    working = SocialWorker.objects.visible_to(viewer).active()
    held = Count("pk", filter=Q(pk__in=SocialWorker.objects.certified(day).values("pk")))
    found = working.aggregate(held=held, everybody=Count("pk"))
    return Ratio(found["held"], found["everybody"])


def own(viewer: Viewer) -> SocialWorker | None:
    """What he is here as: his own record, on the desk of the role it gave him."""
    if viewer.role.code != SOCIAL_WORKER or viewer.sleeping:
        return None
    rows = with_everything(viewer, SocialWorker.objects.filter(user=viewer.user_id))
    found = rows.exclude(status=WorkerStatus.LEFT).first()
    return found and _disclosed(viewer, found)


def expiring_for(viewer: Viewer) -> "QuerySet[SocialWorker]":
    """Certificates that run out while there is still time to renew them."""
    rows = SocialWorker.objects.manageable_by(viewer).expiring()
    return rows.order_by("valid_until", "pk")


def due_for_a_reminder(day: date | None = None) -> "QuerySet[SocialWorker]":
    rows = SocialWorker.objects.to_be_reminded(day)
    return rows.select_related("community", "user").order_by("pk")


def employers(viewer: Viewer) -> "QuerySet[Organization]":
    """Who may send a social worker: a manager his own, the staff any that stands."""
    units = Organization.objects.active()
    if viewer.organization_ids:
        units = units.filter(pk__in=viewer.organization_ids)
    else:
        units = units.filter(family="social")
    return units.order_by("name_key", "pk")


def communities_to_choose(viewer: Viewer) -> "QuerySet[Area]":
    places = Area.objects.communities()
    if not viewer.organization_ids:
        places = places.filter(pk__in=viewer.community_ids)
    return places.order_by("path")


def stations_to_choose(viewer: Viewer) -> "QuerySet[Facility]":
    """Of the communities one may choose, and of the street and the district above them."""
    above: set[int] = set()
    for path in communities_to_choose(viewer).values_list("path", flat=True):
        above |= set(map(int, path.strip("/").split("/")))
    rows = Facility.objects.standing().social_work().filter(area__in=above)
    return rows.order_by("area__path", "name", "pk")


def staff_of(viewer: Viewer, facility: Facility) -> list[Stationing]:
    """Who works there now, of those this viewer knows of."""
    if not sees_workers(viewer) or not facility.is_social_work:
        return []
    rows = Stationing.objects.visible_to(viewer).on(timezone.localdate()).filter(facility=facility)
    rows = rows.select_related("worker__organization", "community").order_by("worker__name_key")
    return [_named(row) for row in rows[:SHOWN]]


def how_many_at(facility: Facility) -> int:
    """For who keeps the place: a number, in his own scope."""
    rows = Stationing.objects.on(timezone.localdate()).filter(facility=facility)
    return rows.values("worker").distinct().count()


def stations_of(community: Area) -> list[str]:
    """Where social workers can be met is public, so it is read in the community's own scope."""
    with scope.entered([community.pk]):
        rows = Stationing.objects.on(timezone.localdate()).filter(community=community)
        called = rows.exclude(station="").annotate(now=Coalesce(F("facility__name"), F("station")))
        return sorted(set(called.values_list("now", flat=True)))


def with_everything(viewer: Viewer, rows: SocialWorkerQuerySet) -> "QuerySet[SocialWorker]":
    running = Stationing.objects.visible_to(viewer).not_over()
    running = running.select_related("community", "facility")
    return (
        rows.with_grid_work()
        .select_related("organization", "community", "user")
        .prefetch_related(Prefetch("stationings", running.order_by("pk"), to_attr="running"))
    )


# --- inside ---------------------------------------------------------------------------------------
def _tended(viewer: Viewer) -> QuerySet[Stationing]:
    """The community's to answer and to end, the organisation's to call back."""
    return Stationing.objects.visible_to(viewer).filter(
        Q(pk__in=Stationing.objects.manageable_by(viewer).values("pk"))
        | Q(organization_id__in=viewer.organization_ids)
    )


def _named(row: Stationing) -> Stationing:
    row.worker.name.disclose()
    return row


def _opened(worker: SocialWorker) -> list[WorkerCertificate]:
    """The looking is written down with that at the number that holds."""
    rows = list(worker.certificates.all())
    for row in rows:
        row.number.disclose()
    return rows


def _disclosed(viewer: Viewer, row: SocialWorker) -> SocialWorker:
    """A social worker works under his name, as colleagues do."""
    row.name.disclose()
    return row


def _like(text: str) -> Q:
    text = text.strip()
    if phone := read_phone(text):
        index = crypto.blind_index("phone", phone)
        return Q(phone_index=index) | Q(user__phone_index=index)
    rule = Q(name__contains=text) | Q(specialities__icontains=text)
    if text.isascii() and text.isalpha():
        rule |= Q(name_key__startswith=text.lower()) | Q(name_initials=text.lower())
    return rule
