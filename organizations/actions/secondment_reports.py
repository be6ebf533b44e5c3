"""What his unit is told of a stationed cadre: each quarter, and when it is over."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from communities.actions.guards import clean_text
from core import audit
from core.exceptions import DomainError
from core.spans import quarter_of
from organizations.actions import letters
from organizations.actions import secondment_telling as telling
from organizations.models import Secondment, SecondmentDay, SecondmentReport
from organizations.post_workflow import RECEIVE, SEND, PostStep

_DAY = timedelta(days=1)


def draft_due(today: date | None = None) -> int:
    """Of each secondment that ran in a quarter that is over, from where the last report stopped.
    Twice is once; what is over gets its last one from its end."""
    day = today or timezone.localdate()
    last = quarter_of(day) - _DAY
    rows = Secondment.objects.running().filter(starts_on__lte=last, ends_on__gte=day)
    return sum(_draft(row, last, closing=False) for row in rows.order_by("pk"))


def draft_closing(row: Secondment) -> int:
    """In the transaction of its end. Nothing is told of what never began."""
    return _draft(row, row.last_day, closing=True)


@transaction.atomic
def add_word(report: SecondmentReport, *, word: str, actor: User | None) -> SecondmentReport:
    _row, report = _at(report, SEND)
    report.word = clean_text(word, field="word")
    report.save(update_fields=["word"])
    _note("worded", report, actor)
    return report


@transaction.atomic
def send(report: SecondmentReport, *, actor: User) -> SecondmentReport:
    """What was confirmed by now and never told stands in it from now on, and in no other."""
    row, report = _at(report, SEND)
    days = SecondmentDay.objects.filter(secondment=row, on_day__lte=report.last)
    if waiting := days.waiting().count():
        raise DomainError(_("还有 {n} 天没有核对，先核对再发").format(n=waiting), code="waiting")
    if row.reports.drafts().filter(last__lt=report.last).exists():
        raise DomainError(_("前面还有一份没有发，请先发那一份"), code="earlier")
    letters.sign(report, actor)
    report.came = days.untold().update(report=report)
    report.due = len(list(row.due_between(report.first, report.last)))
    report.save(update_fields=[*letters.SIGNED, "due", "came"])
    _note("sent", report, actor)
    telling.reported(row, report)
    return report


@transaction.atomic
def receive(report: SecondmentReport, *, actor: User | None) -> SecondmentReport:
    """The unit has read it."""
    _row, report = _at(report, RECEIVE)
    report.status, report.received_at = RECEIVE.target, timezone.now()
    report.save(update_fields=["status", "received_at"])
    _note("received", report, actor)
    return report


# --- inside ---------------------------------------------------------------------------------------
@transaction.atomic
def _draft(row: Secondment, last: date, *, closing: bool) -> int:
    before = row.reports.order_by("-last").values_list("last", flat=True).first()
    first = before + _DAY if before else row.starts_on
    if first > last:
        return 0
    report, made = SecondmentReport.objects.get_or_create(
        secondment=row,
        last=last,
        defaults={
            "community_id": row.community_id,
            "first": first,
            "closing": closing,
            "drafted_on": timezone.localdate(),
        },
    )
    if made:
        _note("drafted", report, None)
    return int(made)


def _at(report: SecondmentReport, step: PostStep) -> tuple[Secondment, SecondmentReport]:
    """The secondment first, as everywhere."""
    rows = Secondment.objects.select_for_update(of=("self",), no_key=True)
    row = rows.select_related("organization", "community").get(pk=report.secondment_id)
    found = SecondmentReport.objects.select_for_update(of=("self",), no_key=True)
    report = found.get(pk=report.pk)
    if report.status not in step.sources:
        raise DomainError(
            _("这份小结现在是“{status}”").format(status=report.get_status_display()),
            code="moved_on",
        )
    return row, report


def _note(verb: str, report: SecondmentReport, actor: User | None) -> None:
    said = {"secondment": report.secondment_id, "until": report.last.isoformat()}
    audit.record(f"organizations.secondment_report_{verb}", report, actor=actor, details=said)
