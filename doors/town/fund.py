"""The community fund of 梧桐里: its books in bulk with the days of then, its reports by the action
that releases them."""

from datetime import date, timedelta
from decimal import Decimal

from accounts.models import User
from charity.actions import fund_reports, funds
from charity.fund_reckoning import due_on, figures_of, quarters
from charity.models import (
    BookLine,
    CommunityFund,
    FundMember,
    FundProposal,
    FundRelease,
    FundReport,
    Reconciliation,
)
from communities.models import Area
from doors.town.account import find
from doors.town.bulk import number, write
from doors.town.fund_list import (
    EXPLAINED,
    FOUNDED_AGO,
    LEFT,
    LINES,
    PROPOSALS,
    SEATS,
    WRITTEN,
    LinePlan,
)
from doors.town.gift_list import CHARITY
from doors.town.past import Event, remember, step
from doors.town.plan import WUTONGLI_CODE
from doors.town.register import morning
from organizations.models import Organization

_KEEPS, _RELEASES = "周予安", "顾明"
MISSING = 2
"""Of the quarters since the founding: nobody released that one."""


def tell_fund(told_on: date) -> None:
    home, keeper = Area.objects.get(code=WUTONGLI_CODE), find(_KEEPS)
    host = Organization.objects.get(name=CHARITY)
    founded = told_on - timedelta(days=FOUNDED_AGO)
    fund = funds.found(home, host=host, founded_on=founded, actor=keeper)
    supervisor = _seat(fund)
    proposals = _propose(fund, supervisor, keeper, told_on)
    book_lines(fund, LINES, proposals, keeper, told_on)
    _reconcile(fund, keeper, told_on)
    _report(fund, find(_RELEASES), told_on)


def _seat(fund: CommunityFund) -> FundMember:
    rows = [
        FundMember(
            community=fund.community,
            fund=fund,
            seat=seat,
            side=side,
            name=name,
            since=fund.founded_on,
        )
        for seat, side, name in (*SEATS, LEFT)
    ]
    rows[-1].left_on = fund.founded_on + timedelta(days=200)
    number(rows)
    write(rows)
    return next(row for row in rows if row.seat == FundMember.Seat.SUPERVISOR)


def _propose(
    fund: CommunityFund, supervisor: FundMember, keeper: User, told_on: date
) -> list[FundProposal]:
    seats = sum(seat == FundMember.Seat.COMMITTEE for seat, _side, _name in SEATS)
    rows, events = [], []
    for plan in PROPOSALS:
        day = told_on - timedelta(days=plan.ago)
        row = FundProposal(
            community=fund.community,
            fund=fund,
            what=plan.what,
            purpose=plan.purpose,
            amount=plan.amount,
            status=plan.status,
            proposed_on=day,
            proposed_by=keeper,
        )
        if plan.status in {"passed", "failed", "done"}:
            row.held_on, row.seats = day + timedelta(days=4), seats
            row.present, row.in_favour, row.supervisor = plan.present, plan.in_favour, supervisor
            row.resolution = "管委会例会表决，记录在服务台"
        rows.append(row)
    number(rows)
    write(rows)
    for row in rows:
        at = morning(row.proposed_on)
        events.append(Event("charity.fund_proposed", row, keeper, at, fund.community_id))
        if row.held_on:
            verb = "failed" if row.status == "failed" else "passed"
            met = morning(row.held_on)
            events.append(Event(f"charity.fund_{verb}", row, keeper, met, fund.community_id))
    remember(events)
    write(
        step("charity.fund_resolutions", fund.community_id, morning(row.held_on), 1,
             status="failed" if row.status == "failed" else "passed")
        for row in rows
        if row.held_on
    )  # fmt: skip
    return rows


def book_lines(
    fund: CommunityFund,
    plans: tuple[LinePlan, ...],
    proposals: list[FundProposal],
    keeper: User,
    told_on: date,
) -> None:
    rows: list[BookLine] = []
    before = Decimal()
    for seq, plan in enumerate(plans, start=1):
        day = told_on - timedelta(days=plan.ago)
        rows.append(
            BookLine(
                community=fund.community,
                fund=fund,
                seq=seq,
                previous=seq - 1 or None,
                kind=plan.kind,
                voucher=f"记-{day.year}-{seq:03d}",
                booked_on=day,
                before=before,
                amount=Decimal(plan.amount),
                after=before + plan.amount,
                what=plan.what,
                proposal=None if plan.proposal is None else proposals[plan.proposal],
                corrects=None if plan.corrects is None else rows[plan.corrects],
                actor=keeper,
                at=morning(day) + timedelta(hours=3),
            )
        )
        before = rows[-1].after
    number(rows)
    for row, plan in zip(rows, plans, strict=True):
        if plan.corrects is not None:
            row.corrects = rows[plan.corrects]
    write(rows)
    remember(
        Event(
            "charity.fund_booked", fund, keeper, row.at, fund.community_id,
            {"voucher": row.voucher, "amount": row.signed, "kind": row.kind},
        )
        for row in rows
    )  # fmt: skip
    write(step("charity.fund_lines", fund.community_id, row.at, 1, kind=row.kind) for row in rows)


def _reconcile(fund: CommunityFund, keeper: User, told_on: date) -> None:
    """The first found a voucher too many, which was corrected; the last one found nothing."""
    rows = list(fund.lines.order_by("seq"))
    wrong = next(row for row in rows if hasattr(row, "corrected"))
    first = sum((row.amount for row in rows if row.booked_on <= wrong.booked_on), Decimal())
    past = [
        (wrong.booked_on, first + 360, first, [[wrong.voucher, None, f"{wrong.amount:.2f}"]]),
        (told_on - timedelta(days=3), rows[-1].after, rows[-1].after, []),
    ]
    write(
        Reconciliation(
            community=fund.community,
            fund=fund,
            since=fund.founded_on,
            until=until,
            theirs=theirs,
            ours=ours,
            differences=found,
            actor=keeper,
            at=morning(until) + timedelta(hours=5),
        )
        for until, theirs, ours, found in past
    )


def _report(fund: CommunityFund, releases: User, told_on: date) -> None:
    """All are drafted; one was never released, the newest waits, the first was corrected."""
    fund_reports.draft_due(told_on)
    drafts = {row.quarter: row for row in fund.reports.all()}
    for n, quarter in enumerate(quarters(fund.founded_on, told_on)[:-1]):
        if n == MISSING:
            continue
        draft = drafts[quarter]
        if n in WRITTEN:
            draft.text = f"{draft.text}\n{WRITTEN[n]}"
        made = out_of(draft, releases, 18)
        if n == 0:
            again = FundReport(
                community=fund.community,
                fund=fund,
                quarter=quarter,
                text=made.text,
                corrects=made,
                explanation=EXPLAINED,
            )
            out_of(again, releases, 25)


def out_of(draft: FundReport, releases: User, days_early: int) -> FundRelease:
    """So long after the quarter that so many days were left."""
    fund, quarter = draft.fund, draft.quarter
    figures = figures_of(fund, quarter)
    day = due_on(fund, quarter) - timedelta(days=30 - days_early)
    made = FundRelease(
        community=draft.community,
        fund=fund,
        quarter=quarter,
        opening=figures.opening,
        income=figures.income,
        expense=figures.expense,
        closing=figures.closing,
        text=draft.text,
        corrects=draft.corrects,
        explanation=draft.explanation,
        released_by=releases,
        signed=releases.name.open(),
        at=morning(day),
    )
    number([made])
    write([made])
    draft.release, draft.drafted_on = made, day - timedelta(days=days_early - 1)
    draft.save()
    said = {"quarter": quarter.isoformat(), "names": 0}
    remember([Event("charity.report_released", draft, releases, made.at, fund.community_id, said)])
    write([step("charity.fund_reports", fund.community_id, made.at, 1)])
    return made
