"""The report of each month and quarter: drafted by the clock, its opening words written by hand,
released by somebody of the place, corrected by another version.

What the figures say is read by who calls (`Reads`): actions do not ask queries.
"""

from collections.abc import Callable
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from communities.models import Area
from core import audit
from core.exceptions import DomainError
from insights.actions.report_files import keep_files
from insights.actions.report_names import refuse_names
from insights.models import Figure, FoldMark, InsightReport, Span
from insights.models.reports import InsightReportQuerySet
from insights.periods import Period, month_of, quarter
from insights.report_sheet import Frozen
from insights.report_workflow import (
    LEVELS,
    MAY_CORRECT,
    RELEASE,
    RELEASERS,
    REPLACE,
    WITHDRAW,
    ReportStep,
)

Reads = Callable[[Area, Period], Frozen]

LONGEST = 600
"""Characters of the opening words: the first page stands on one sheet."""


# --- by the clock ---------------------------------------------------------------------------------
def draft_due(reads: Reads, today: date | None = None) -> int:
    """For every place that worked in it, the month that is over, and the quarter if one is; each
    once. Figures that are not folded up to its end yet are no figures of it."""
    day = today or timezone.localdate()
    made = 0
    for span, period in _over(day):
        if not _is_folded(period):
            continue
        for area in _that_worked(period):
            made += draft(area, span, period, reads)
    return made


@transaction.atomic
def draft(area: Area, span: Span, period: Period, reads: Reads) -> int:
    """Of a time that is over; whatever there is of it already, stays alone."""
    known = InsightReport.objects.filter(area=area, span=span, starts_on=period.first)
    if known.exists():
        return 0
    report, made = InsightReport.objects.get_or_create(
        area=area,
        span=span,
        starts_on=period.first,
        version=1,
        defaults={"figures": reads(area, period)},
    )
    if made:
        _note("drafted", report, None)
    return int(made)


# --- by hand --------------------------------------------------------------------------------------
@transaction.atomic
def write_opening(report: InsightReport, *, opening: str, actor: User) -> InsightReport:
    report = _draft_of(report)
    words = opening.strip()
    if len(words) > LONGEST:
        raise DomainError(_("最多写 {n} 个字").format(n=LONGEST), field="opening")
    refuse_names(words, report.area, field="opening")
    report.opening, report.edits = words, report.edits + 1
    report.save(update_fields=["opening", "edits"])
    _note("written", report, actor)
    return report


@transaction.atomic
def take_again(report: InsightReport, *, reads: Reads, actor: User) -> InsightReport:
    """What is known today of that time: somebody graded late, a mistake was mended."""
    report = _draft_of(report)
    report.figures = reads(report.area, report.period)
    report.taken_at, report.edits = timezone.now(), report.edits + 1
    report.save(update_fields=["figures", "taken_at", "edits"])
    _note("taken", report, actor)
    return report


@transaction.atomic
def release(
    report: InsightReport, *, checked: bool, seen: int, as_role: str, actor: User
) -> InsightReport:
    """Out as it was read: `seen` is how often it had been changed on the page he looked at."""
    report = _at(report, RELEASE)
    if as_role not in RELEASERS.get(report.area.level, ()):
        raise DomainError(_("这一级的报告由别人发布"), code="not_yours")
    if not checked:
        raise DomainError(_("请从头到尾看过，再确认"), field="checked")
    if seen != report.edits:
        raise DomainError(_("您看过以后有同事改过，请再看一遍"), code="stale")
    refuse_names(report.opening, report.area, field="checked")
    replaced = _replace(report, actor)
    report.status, report.released_at = RELEASE.target, timezone.now()
    report.released_by, report.released_as = actor, as_role
    report.pdf, report.table = keep_files(report, owner=actor)
    report.save()
    _note("released", report, actor, version=report.version, replaced=replaced)
    return report


@transaction.atomic
def correct(report: InsightReport, *, explanation: str, reads: Reads, actor: User) -> InsightReport:
    """Something that is out was wrong: another version, with the figures of today and the words of
    then, that says what and why. The first one holds until it is out."""
    old = _lock(report)
    if old.status not in MAY_CORRECT:
        raise _moved_on(old)
    words = explanation.strip()
    if not words:
        raise DomainError(_("请写更正了什么、为什么"), field="explanation")
    refuse_names(words, old.area, field="explanation")
    if _later(old).exists():
        raise DomainError(_("后面已经有新的一版，请看那一版"), code="moved_on")
    made = InsightReport(
        area=old.area,
        span=old.span,
        starts_on=old.starts_on,
        version=old.version + 1,
        opening=old.opening,
        figures=reads(old.area, old.period),
        corrects=old,
        explanation=words,
    )
    made.save(force_insert=True)
    _note("correction", made, actor, corrects=old.pk, reason=words)
    return made


@transaction.atomic
def withdraw(report: InsightReport, *, reason: str, actor: User) -> InsightReport:
    """It should not have gone out; it stays to be read as withdrawn."""
    report = _at(report, WITHDRAW)
    words = reason.strip()
    if not words:
        raise DomainError(_("请写为什么撤回，读过的人看得到"), field="reason")
    refuse_names(words, report.area, field="reason")
    report.status, report.reason = WITHDRAW.target, words
    report.withdrawn_at = timezone.now()
    report.save(update_fields=["status", "reason", "withdrawn_at"])
    _note("withdrawn", report, actor, reason=words)
    return report


def note_download(report: InsightReport, kind: str, *, actor: User) -> None:
    audit.record(
        "insights.report_downloaded", report, actor=actor, scope=report.scope,
        details={"kind": kind, "version": report.version},
    )  # fmt: skip


# --- inside ---------------------------------------------------------------------------------------
def _over(day: date) -> list[tuple[Span, Period]]:
    month, three = month_of(day).before, quarter(day).before
    return [(Span.MONTH, month), (Span.QUARTER, three)]


def _is_folded(period: Period) -> bool:
    end = timezone.make_aware(datetime.combine(period.end, time.min))
    return FoldMark.objects.filter(pk=1, folded_at__gte=end).exists()


def _that_worked(period: Period) -> list[Area]:
    """With an order by the end of it; a place that nobody has begun to work in has no report."""
    worked = Figure.objects.filter(measure="requests.orders", by="", span=Span.MONTH)
    worked = worked.filter(starts_on__lt=period.end, value__gt=0)
    rows = Area.objects.filter(level__in=LEVELS, is_active=True, pk__in=worked.values("area_id"))
    return list(rows.order_by("path"))


def _replace(report: InsightReport, actor: User) -> int | None:
    """What this one corrects holds no longer; one that was withdrawn stays withdrawn."""
    if report.corrects_id is None:
        return None
    old = InsightReport.objects.select_for_update(of=("self",), no_key=True).get(
        pk=report.corrects_id
    )
    if old.status in REPLACE.sources:
        old.status = REPLACE.target
        old.save(update_fields=["status"])
        _note("replaced", old, actor, by=report.pk)
    return int(old.pk)


def _lock(report: InsightReport) -> InsightReport:
    rows = InsightReport.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("area", "corrects").get(pk=report.pk)


def _draft_of(report: InsightReport) -> InsightReport:
    fresh = _lock(report)
    if not fresh.is_draft:
        raise _moved_on(fresh)
    return fresh


def _at(report: InsightReport, step: ReportStep) -> InsightReport:
    fresh = _lock(report)
    if fresh.status not in step.sources:
        raise _moved_on(fresh)
    return fresh


def _later(report: InsightReport) -> InsightReportQuerySet:
    return InsightReport.objects.filter(
        area=report.area,
        span=report.span,
        starts_on=report.starts_on,
        version__gt=report.version,
    )


def _moved_on(report: InsightReport) -> DomainError:
    status = report.get_status_display()
    return DomainError(_("它现在是“{status}”，不能再这样办").format(status=status), code="moved_on")


def _note(verb: str, report: InsightReport, actor: User | None, **details: object) -> None:
    audit.record(
        f"insights.report_{verb}",
        report,
        actor=actor,
        scope=report.scope,
        details={
            "area": report.area_id,
            "span": report.span,
            "from": report.starts_on.isoformat(),
            **details,
        },
    )
