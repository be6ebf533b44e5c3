"""Part-time commissioners at work: called to a meeting, there or not, and a word on each year."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from communities.actions.guards import clean_text
from communities.models import Area
from core import audit, messaging
from core.exceptions import DomainError
from core.refusals import refusing
from organizations.actions.guards import words_of
from organizations.actions.readers import managers_of, readers
from organizations.committee_workflow import CANCEL, SIGN, MeetingStatus, MeetingStep, SeatStatus
from organizations.models import (
    Commissioner,
    CommissionerCall,
    CommissionerYear,
    CommitteeMeeting,
)

Grade = CommissionerYear.Grade


@transaction.atomic
def call(
    community: Area,
    *,
    title: str,
    held_on: date,
    seats: Iterable[int],
    actor: User | None,
) -> CommitteeMeeting:
    """Some of those who have a seat on that day; their units hear of it."""
    chosen = set(seats)
    if not chosen:
        raise DomainError(_("请选请哪几位"), field="seats")
    found = Commissioner.objects.seated(held_on).filter(community=community, pk__in=chosen)
    rows = list(found.select_for_update(of=("self",), no_key=True).order_by("pk"))
    if {row.pk for row in rows} != chosen:
        raise DomainError(_("有人那天不在任，请重新选"), field="seats")
    meeting = CommitteeMeeting(
        community=community,
        title=words_of(title, "title", _("请写商量什么")),
        held_on=held_on,
        called_by=actor,
    )
    twice = DomainError(_("那天已经通知了同一个会"), code="twice", field="title")
    with refusing(committee_meeting_called_once=twice):
        meeting.save(force_insert=True)
    CommissionerCall.objects.bulk_create(
        CommissionerCall(
            community=community,
            organization_id=row.organization_id,
            meeting=meeting,
            commissioner=row,
        )
        for row in rows
    )
    _note("called", meeting, actor, called=len(rows))
    if held_on >= timezone.localdate():
        _tell("organizations.committee_called", meeting, rows)
    return meeting


@transaction.atomic
def sign(
    meeting: CommitteeMeeting,
    *,
    came: Iterable[int],
    excused: Iterable[int] = (),
    actor: User | None,
) -> CommitteeMeeting:
    """Who came, who had said he could not; of the others it is written down that they were not
    there."""
    fresh = _at(meeting, SIGN)
    if not fresh.has_come:
        raise DomainError(_("还没到那天，开了再记"), code="early")
    there, away, rows = set(came), set(excused), list(fresh.calls.all())
    if there & away:
        raise DomainError(_("同一个人不能又到会又请假"), field="excused")
    if not there | away <= {row.pk for row in rows}:
        raise DomainError(_("名单变了，请重新核对"), code="moved_on", field="came")
    for row in rows:
        row.status = SeatStatus.ABSENT
        if row.pk in there:
            row.status = SeatStatus.CAME
        elif row.pk in away:
            row.status = SeatStatus.EXCUSED
    CommissionerCall.objects.bulk_update(rows, ["status"])
    _move(fresh, SIGN)
    _note(SIGN.name, fresh, actor, came=len(there), called=len(rows))
    return fresh


@transaction.atomic
def cancel(meeting: CommitteeMeeting, *, reason: str, actor: User | None) -> CommitteeMeeting:
    fresh = _at(meeting, CANCEL)
    fresh.reason = words_of(reason, "reason", _("请写一句原因，单位看得到"))
    _move(fresh, CANCEL)
    _note(CANCEL.name, fresh, actor, reason=fresh.reason)
    called = Commissioner.objects.filter(calls__meeting=fresh)
    _tell("organizations.committee_cancelled", fresh, list(called), reason=fresh.reason)
    return fresh


@transaction.atomic
def judge(
    commissioner: Commissioner, *, year: int, grade: str, note: str = "", actor: User | None
) -> CommissionerYear:
    """What the lists say is counted now and kept; said again, the later word holds."""
    rows = Commissioner.objects.select_for_update(of=("self",), no_key=True)
    row = rows.get(pk=commissioner.pk)
    if year not in years_of(row):
        raise DomainError(_("请选任期里、已经到了的年份"), field="year")
    if grade not in Grade.values:
        raise DomainError(_("请选评定"), field="grade")
    words = clean_text(note, field="note")
    if grade == Grade.POOR and not words:
        raise DomainError(_("要改进的请写明差在哪里"), field="note")
    counts = row.calls.filter(
        meeting__status=MeetingStatus.HELD, meeting__held_on__year=year
    ).aggregate(called=Count("pk"), came=Count("pk", filter=Q(status=SeatStatus.CAME)))
    said, _new = CommissionerYear.objects.update_or_create(
        commissioner=row,
        year=year,
        defaults={
            "community_id": row.community_id,
            "organization_id": row.organization_id,
            "grade": grade,
            "note": words,
            "said_by": actor,
            "said_at": timezone.now(),
            **counts,
        },
    )
    audit.record(
        "organizations.commissioner_judged",
        row,
        actor=actor,
        details={"organization": row.organization_id, "year": year, "grade": grade},
    )
    return said


def years_of(row: Commissioner) -> range:
    """Of his term so far, from the first."""
    last = min(row.ended_on or row.ends_on, timezone.localdate())
    return range(row.starts_on.year, last.year + 1)


# --- inside ---------------------------------------------------------------------------------------
def _at(meeting: CommitteeMeeting, step: MeetingStep) -> CommitteeMeeting:
    """Whoever signs or cancels comes through here one at a time."""
    rows = CommitteeMeeting.objects.select_for_update(of=("self",), no_key=True)
    fresh = rows.select_related("community").get(pk=meeting.pk)
    if fresh.status not in step.sources:
        raise DomainError(
            _("这个会现在是“{status}”，不能再这样办").format(status=fresh.get_status_display()),
            code="moved_on",
        )
    return fresh


def _move(meeting: CommitteeMeeting, step: MeetingStep) -> None:
    meeting.status = step.target
    meeting.save(update_fields=["status", "reason"])


def _tell(kind: str, meeting: CommitteeMeeting, rows: list[Commissioner], **more: str) -> None:
    place = meeting.community
    rule = Q(pk__in=[])
    for row in rows:
        rule |= managers_of(row.organization_id)
    messaging.send_many(
        kind,
        to_users=readers(rule),
        scope=place.pk,
        context={
            "community": place.name,
            "community_en": place.name_en or place.name,
            "title": meeting.title,
            "day": meeting.held_on.isoformat(),
            **more,
        },
        dedup_key=f"{kind}:{meeting.pk}",
        link="/desk/commissioners/meetings/",
    )


def _note(verb: str, meeting: CommitteeMeeting, actor: User | None, **details: object) -> None:
    audit.record(f"organizations.committee_{verb}", meeting, actor=actor, details=details)
