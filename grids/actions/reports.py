"""What the leaders tell: heard, settled where it came up, or sent one level up."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core import outbox, tally
from core.exceptions import DomainError
from grids import history
from grids.actions.groups import lock_group
from grids.models import GridMatter, GroupReport, TenHouseholdGroup
from grids.workflow import ESCALATE, HANDLE, ReportStep, report_step


@transaction.atomic
def report_from_group(
    group: TenHouseholdGroup, *, kind: str, text: str, actor: User, matter: GridMatter | None = None
) -> GroupReport:
    """What the leader, or staff on the phone with him, tells the worker of the grid. `matter`
    lets the page say which department it belongs to; where it goes a person decides."""
    group = lock_group(group)
    if kind not in GroupReport.Kind.values:
        raise DomainError(_("请选一个种类"), field="kind")
    if not text.strip():
        raise DomainError(_("请写一句情况"), field="text")
    report = GroupReport.objects.create(
        community_id=group.community_id,
        grid_id=group.grid_id,
        group=group,
        reporter=actor,
        kind=kind,
        matter=matter,
        text=text.strip(),
    )
    history.note("grids.group_reported", report, actor=actor, details={"kind": kind})
    tally.add("grids.group_reports", group.community_id, dims={"grid": group.grid_id, "kind": kind})
    outbox.publish(
        "grids.group_reported",
        key=f"grids.group_report:{report.pk}",
        payload={
            "report_id": report.pk,
            "group_id": group.pk,
            "grid_id": report.grid_id,
            "community_id": report.community_id,
        },
    )
    return report


@transaction.atomic
def acknowledge_report(report: GroupReport, *, actor: User) -> GroupReport:
    """Somebody has read it: the leader sees so. Twice is once, and the first one stays."""
    report = _lock(report)
    if report.seen_at is None:
        report.seen_at, report.seen_by = timezone.now(), actor
        report.save(update_fields=["seen_at", "seen_by"])
        history.note("grids.group_report_seen", report, actor=actor)
    return report


@transaction.atomic
def handle_report(report: GroupReport, *, outcome: str, actor: User) -> GroupReport:
    """Settled on the level where it lies; who told of it hears how."""
    report = _lock(report)
    step = _require(HANDLE, report)
    if not outcome.strip():
        raise DomainError(_("请写一句怎样办的"), field="outcome")
    acknowledge_report(report, actor=actor)
    report.status = step.target
    report.outcome = outcome.strip()
    report.handled_at, report.handled_by = timezone.now(), actor
    report.save(update_fields=["status", "outcome", "handled_at", "handled_by"])
    history.note("grids.group_report_handled", report, actor=actor, details={"level": report.level})
    # On the day it was told: the share settled in the grid belongs to that day's reports.
    tally.add(
        "grids.report",
        report.community_id,
        at=report.at,
        dims={"grid": report.grid_id, "kind": report.kind, "level": report.level},
    )
    _publish("grids.report_handled", report)
    return report


@transaction.atomic
def escalate_report(report: GroupReport, *, reason: str, actor: User) -> GroupReport:
    """One level up, and why: the grid cannot settle everything."""
    report = _lock(report)
    step = _require(ESCALATE, report)
    if not reason.strip():
        raise DomainError(_("请写为什么在这里办不了"), field="reason")
    acknowledge_report(report, actor=actor)
    report.status, report.level = step.target, step.target_level
    report.reason = reason.strip()
    report.escalated_at = timezone.now()
    report.save(update_fields=["status", "level", "reason", "escalated_at"])
    history.note("grids.group_report_escalated", report, actor=actor, details={"to": report.level})
    _publish("grids.report_escalated", report)
    return report


def _lock(report: GroupReport) -> GroupReport:
    return GroupReport.objects.select_for_update(of=("self",)).get(pk=report.pk)


def _require(name: str, report: GroupReport) -> ReportStep:
    step = report_step(name, report.status, report.level)
    if step is None:
        raise DomainError(
            _("这件事现在是“{status}”，不能再这样办").format(status=report.get_status_display()),
            code="moved_on",
        )
    return step


def _publish(topic: str, report: GroupReport) -> None:
    outbox.publish(
        topic,
        key=f"{topic}:{report.pk}:{report.level}",
        payload={
            "report_id": report.pk,
            "grid_id": report.grid_id,
            "community_id": report.community_id,
        },
    )
