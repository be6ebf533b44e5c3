"""受益人和人次: told of a shift, or of an entry by hand, by whoever was there.

Activities count at their own door, orders and aid know whom they were for.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from activities.workflow import Status
from core import audit, tally
from core.exceptions import DomainError
from volunteers.actions import hours
from volunteers.models import ServiceRecord, Shift, Source
from volunteers.workflow import RecordStatus

MOST = 10_000


@transaction.atomic
def note_shift(shift: Shift, *, people: int, visits: int, actor: User | None) -> Shift:
    """How many the whole shift has served; told again, the last word holds."""
    rows = Shift.objects.select_for_update(of=("self",), no_key=True).select_related("activity")
    shift = rows.get(pk=shift.pk)
    if not shift.is_service:
        raise DomainError(_("开会和培训不记服务了多少人"), code="no_service")
    if shift.activity.status == Status.CANCELLED or shift.activity.starts_at > timezone.now():
        raise DomainError(_("这一班办过了，才记服务了多少人"), code="not_held")
    before = shift.visits or 0
    _write(shift, people, visits)
    _count(shift, shift.activity.starts_at, before)
    _say(shift, actor)
    return shift


@transaction.atomic
def note_record(
    record: ServiceRecord, *, people: int, visits: int, actor: User | None
) -> ServiceRecord:
    record = hours.lock(record)
    if record.source != Source.MANUAL:
        said = _("班次、活动和单子的人数记在它们那里，不记在每个人的时长里")
        raise DomainError(said, code="not_by_hand")
    if record.status not in {RecordStatus.PENDING, RecordStatus.COUNTED}:
        raise hours.moved_on(record)
    before = record.visits or 0
    _write(record, people, visits)
    if record.status == RecordStatus.COUNTED:  # what waits is counted with its hours
        _count(record, record.ended_at, before)
    _say(record, actor)
    return record


# --- inside ---------------------------------------------------------------------------------------
def _write(row: Shift | ServiceRecord, people: int, visits: int) -> None:
    if not 1 <= people <= MOST:
        raise DomainError(_("1 到 {most} 人").format(most=MOST), field="people")
    if not people <= visits <= MOST:
        raise DomainError(_("人次不会比人少，最多 {most}").format(most=MOST), field="visits")
    row.people, row.visits = people, visits
    row.save(update_fields=["people", "visits"])


def _count(row: Shift | ServiceRecord, at: datetime, before: int) -> None:
    """Told again, the last word holds: only the difference is added."""
    if change := (row.visits or 0) - before:
        tally.add("volunteers.served", row.community_id, at=at, delta=change)


def _say(row: Shift | ServiceRecord, actor: User | None) -> None:
    audit.record(
        "volunteers.reached_noted",
        row,
        actor=actor,
        scope=row.community_id,
        details={"people": row.people, "visits": row.visits},
    )
