"""What a social worker has learnt, what is short, what his examinations brought."""

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from communities.models import Area
from core import audit
from organizations.models import EducationHours, ExamEntry, ExamReward, SocialWorker, WorkerPay
from organizations.models.schooling import whom_he_pays
from organizations.queries.social_workers import SHOWN, get_worker, keeps_record
from organizations.schooling_workflow import (
    PASS,
    PAY,
    ExamStatus,
    first_day,
    required_for,
    year_of_results,
)
from organizations.worker_workflow import WorkerStatus


@dataclass(frozen=True)
class Standing:
    """Of the period of the certificate that runs: how many hours of how many."""

    first: date
    last: date
    counted: int
    required: int

    @property
    def short(self) -> int:
        return max(0, self.required - self.counted)


def standing_of(worker: SocialWorker) -> Standing | None:
    """None where no certificate with a last day asks for hours."""
    required, last = required_for(worker.level), worker.valid_until
    if last is None or not required:
        return None
    return Standing(first_day(last), last, worker.education.counted().before(last), required)


@dataclass(frozen=True)
class Schooling:
    standing: Standing | None
    hours: list[EducationHours]
    exams: list[ExamEntry]
    may_tell: bool
    may_see_pay: bool


def schooling_of(viewer: Viewer, worker: SocialWorker) -> Schooling | None:
    """For who keeps his record, and for himself; colleagues see the certificate."""
    own = _is_own(viewer, worker)
    if not own and not keeps_record(viewer, worker):
        return None
    hours = list(worker.education.select_related("place")[:60])
    return Schooling(
        standing=standing_of(worker),
        hours=hours,
        exams=list(worker.exams.all()),
        may_tell=worker.status != WorkerStatus.LEFT,
        may_see_pay=own or pays(viewer, worker),
    )


def rewards_at(place: Area) -> list[ExamReward]:
    """What passing brings today: the nearest place's rule, and of one place the newest."""
    rows = ExamReward.objects.filter(area__in=place.ancestor_ids, starts_on__lte=localdate())
    nearest = {row.level: row for row in rows.order_by("area__path", "starts_on")}
    return [nearest[level] for level in SocialWorker.Level.values if level in nearest]


def may_tell(viewer: Viewer, worker: SocialWorker) -> bool:
    here = worker.status != WorkerStatus.LEFT
    return here and (_is_own(viewer, worker) or keeps_record(viewer, worker))


def get_hours(viewer: Viewer, pk: int) -> EducationHours:
    rows = EducationHours.objects.visible_to(viewer).select_related("worker")
    return _named(get_object_or_404(rows, pk=pk))


def get_exam(viewer: Viewer, pk: int) -> ExamEntry:
    rows = ExamEntry.objects.visible_to(viewer).select_related("worker", "community")
    return _named(get_object_or_404(rows, pk=pk))


def may_look(viewer: Viewer, row: EducationHours) -> bool:
    """Another than himself, and than who told it."""
    own = viewer.user_id in (row.worker.user_id, row.told_by_id)
    return not own and keeps_record(viewer, row.worker)


def may_decide(viewer: Viewer, entry: ExamEntry) -> bool:
    return entry.worker.user_id != viewer.user_id and keeps_record(viewer, entry.worker)


def may_pay_out(viewer: Viewer, entry: ExamEntry) -> bool:
    waits = entry.status == ExamStatus.PASSED and entry.reward > 0
    return waits and entry.passed_by_id != viewer.user_id and may_decide(viewer, entry)


def exams_without_result(viewer: Viewer) -> "QuerySet[ExamEntry]":
    """Whose results are out by now, and nobody has written down."""
    known = year_of_results(localdate())
    rows = ExamEntry.objects.manageable_by(viewer).filter(status__in=PASS.sources, year__lte=known)
    return _not_himself(viewer, rows).order_by("year", "pk")


def rewards_to_pay(viewer: Viewer) -> "QuerySet[ExamEntry]":
    """For another than who saw the result."""
    rows = ExamEntry.objects.manageable_by(viewer).filter(status__in=PAY.sources, reward__gt=0)
    return _not_himself(viewer, rows).exclude(passed_by=viewer.user_id).order_by("year", "pk")


def open_exams(viewer: Viewer) -> list[ExamEntry]:
    """Entered for and not known, or passed and not yet paid: in the books he keeps."""
    rows = ExamEntry.objects.manageable_by(viewer).filter(
        Q(status__in=PASS.sources) | Q(status__in=PAY.sources, reward__gt=0)
    )
    found = rows.select_related("worker").order_by("year", "worker__name_key", "pk")
    return [_named(row) for row in found[:SHOWN]]


def waiting_hours(viewer: Viewer) -> "QuerySet[EducationHours]":
    rows = EducationHours.objects.manageable_by(viewer).waiting()
    rows = rows.exclude(Q(worker__user=viewer.user_id) | Q(told_by=viewer.user_id))
    return rows.order_by("told_at", "pk")


# --- pay ------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class PayLine:
    row: WorkerPay
    amount: str


@dataclass(frozen=True)
class PayPage:
    worker: SocialWorker
    lines: list[PayLine]
    may_set: bool


def pays(viewer: Viewer, worker: SocialWorker) -> bool:
    return SocialWorker.objects.filter(whom_he_pays(viewer), pk=worker.pk).exists()


def pay_page(viewer: Viewer, pk: int) -> PayPage:
    """In clear, for who pays him and for himself; each look of another is written down."""
    worker = get_worker(viewer, pk)
    own, paying = _is_own(viewer, worker), pays(viewer, worker)
    if not own and not paying:
        raise Http404
    if not own:
        audit.read(worker, ["pay"], viewer.user, _("查看岗位和津贴"))
    rows = WorkerPay.objects.visible_to(viewer).filter(worker=worker)
    lines = [PayLine(row, row.amount.open()) for row in rows]
    here = worker.status != WorkerStatus.LEFT
    return PayPage(worker, lines, paying and here and not own)


def get_paid(viewer: Viewer, pk: int) -> SocialWorker:
    worker = get_worker(viewer, pk)
    if not pays(viewer, worker) or _is_own(viewer, worker):
        raise Http404
    return worker


# --- inside ---------------------------------------------------------------------------------------
def _not_himself(viewer: Viewer, rows: "QuerySet[ExamEntry]") -> "QuerySet[ExamEntry]":
    return rows.exclude(worker__user=viewer.user_id, worker__user__isnull=False)


def _is_own(viewer: Viewer, worker: SocialWorker) -> bool:
    return worker.user_id is not None and worker.user_id == viewer.user_id


_Row = TypeVar("_Row", EducationHours, ExamEntry)


def _named(row: _Row) -> _Row:
    """A social worker works under his name, as colleagues do."""
    row.worker.name.disclose()
    return row
