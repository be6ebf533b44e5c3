"""The report of each three months: drafted by the clock, written on by hand, released by somebody
who says with his name that he looked for names. What is out is corrected by another one."""

from datetime import date

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from charity.actions.naming import BETWEEN, has_numbers, names_in
from charity.fund_reckoning import figures_of, quarters_of
from charity.models import (
    BookLine,
    CommunityFund,
    FundRelease,
    FundReport,
    Purpose,
)
from charity.models.gifts import money
from charity.workflow import ProposalStatus
from core import audit, outbox, tally
from core.exceptions import DomainError
from core.refusals import refusing
from core.spans import next_quarter


def draft_due(today: date | None = None) -> int:
    """For every fund, each quarter that is over and has no draft yet; of one that ended, too."""
    day = today or timezone.localdate()
    made = 0
    for fund in CommunityFund.objects.select_related("community"):
        known = set(fund.reports.values_list("quarter", flat=True))
        for first in quarters_of(fund, day):
            if first not in known:
                made += _draft(fund, first, day)
    return made


@transaction.atomic
def rewrite(report: FundReport, *, text: str, actor: User | None) -> FundReport:
    report = _lock(report)
    if not text.strip():
        raise DomainError(_("请写说明"), field="text")
    report.text = text.strip()
    report.save(update_fields=["text"])
    audit.record("charity.report_rewritten", report, actor=actor)
    return report


@transaction.atomic
def release(report: FundReport, *, checked: bool, named: bool = False, actor: User) -> FundRelease:
    """Out, with the releaser's name under it; the figures are those of the books of this moment."""
    report = _lock(report)
    signed = actor.name.open().strip()
    if not checked:
        raise DomainError(_("请逐字看过，再确认"), field="checked")
    if not signed:
        raise DomainError(_("公布的人要有姓名：请先在“我的账号”里写上"), code="nameless")
    if has_numbers(f"{report.text} {report.explanation}"):
        raise DomainError(_("里面有电话或证件号，请去掉"), code="numbers")
    found = names_in(report.text + report.explanation, report.community)
    if found.helped:
        said = _("里面有受助人的姓名（{names}），请去掉").format(names=BETWEEN.join(found.helped))
        raise DomainError(said, code="helped")
    if found.others and not named:
        said = _("里面有这些人的姓名：{names}。本人同意公开的，请勾选").format(
            names=BETWEEN.join(found.others)
        )
        raise DomainError(said, code="named", field="named")
    figures = figures_of(report.fund, report.quarter)
    made = FundRelease(
        community=report.community,
        fund=report.fund,
        quarter=report.quarter,
        opening=figures.opening,
        income=figures.income,
        expense=figures.expense,
        closing=figures.closing,
        text=report.text,
        corrects=report.corrects,
        explanation=report.explanation,
        released_by=actor,
        signed=signed,
    )
    out = DomainError(_("刚有同事公布了这一份"), code="moved_on")
    with refusing(release_first_of_its_quarter=out, charity_fundrelease_corrects_id_key=out):
        made.save(force_insert=True)
    report.release = made
    report.save(update_fields=["release"])
    said_of = {"quarter": report.quarter.isoformat(), "names": len(found.others)}
    audit.record("charity.report_released", report, actor=actor, details=said_of)
    tally.add("charity.fund_reports", report.community_id)
    outbox.publish(
        "charity.report_released",
        key=f"charity.report_released:{made.pk}",
        payload={"release_id": made.pk, "community_id": report.community_id},
    )
    return made


@transaction.atomic
def correct(report: FundReport, *, explanation: str, actor: User | None) -> FundReport:
    """Something released was wrong: a new draft that says what and why, and names the old one."""
    old = report.release
    if old is None:
        raise DomainError(_("还没公布，直接改草稿"), code="not_out")
    if not explanation.strip():
        raise DomainError(_("请写更正了什么、为什么"), field="explanation")
    made = FundReport(
        community=report.community,
        fund=report.fund,
        quarter=report.quarter,
        text=old.text,
        corrects=old,
        explanation=explanation.strip(),
    )
    known = DomainError(_("这一份已经有更正稿"), code="moved_on")
    with refusing(charity_fundreport_corrects_id_key=known):
        made.save(force_insert=True)
    audit.record("charity.report_corrected", made, actor=actor)
    return made


# --- inside ---------------------------------------------------------------------------------------
@transaction.atomic
def _draft(fund: CommunityFund, first: date, day: date) -> int:
    report, made = FundReport.objects.get_or_create(
        fund=fund,
        quarter=first,
        corrects=None,
        defaults={
            "community": fund.community,
            "text": told(fund, first),
            "drafted_on": day,
        },
    )
    if made:
        audit.record("charity.report_drafted", report, actor=None)
    return int(made)


def told(fund: CommunityFund, first: date) -> str:
    """The figures as sentences, without anybody's words."""
    figures = figures_of(fund, first)
    said = _("本季度收入 {income} 元，支出 {expense} 元，期末结余 {closing} 元。").format(
        income=money(figures.income), expense=money(figures.expense), closing=money(figures.closing)
    )
    after = next_quarter(first)
    lines = BookLine.objects.filter(
        fund=fund, booked_on__gte=first, booked_on__lt=after, proposal__isnull=False
    )
    by_purpose = lines.values("proposal__purpose").annotate(sum=Sum("amount"))
    parts = [
        _("{purpose} {yuan} 元").format(
            purpose=Purpose(row["proposal__purpose"]).label, yuan=money(-row["sum"])
        )
        for row in by_purpose.order_by("sum")
        if row["sum"]
    ]
    if parts:
        said += "\n" + _("用在：{parts}。").format(parts=BETWEEN.join(parts))
    closing = BookLine.objects.filter(
        fund=fund, kind=BookLine.Kind.CLOSING, booked_on__gte=first, booked_on__lt=after
    )
    for line in closing:
        said += "\n" + _("基金终止，结余 {yuan} 元划转。").format(yuan=money(-line.amount))
    passed = fund.proposals.filter(
        held_on__gte=first,
        held_on__lt=after,
        status__in=[ProposalStatus.PASSED, ProposalStatus.DONE],
    ).count()
    return said + "\n" + _("管委会通过议案 {n} 个。").format(n=passed)


def _lock(report: FundReport) -> FundReport:
    rows = FundReport.objects.select_for_update(of=("self",), no_key=True)
    report = rows.select_related("community", "fund", "corrects").get(pk=report.pk)
    if report.release_id is not None:
        raise DomainError(_("已经公布，不能改；有错请更正"), code="moved_on")
    return report
