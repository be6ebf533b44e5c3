"""The fund 梧桐里 had before: a small one whose charity gave up its projects; what was left went to
another charity, and everybody may still read it."""

from datetime import date, timedelta
from decimal import Decimal

from charity.actions import funds
from charity.actions.fund_reports import told
from charity.fund_reckoning import quarters_of
from charity.models import CommunityFund, FundEnding, FundMember, FundReport
from charity.workflow import EndingStatus
from communities.models import Area
from doors.town.account import find
from doors.town.bulk import number, write
from doors.town.fund import book_lines, out_of
from doors.town.fund_list import SEATS, LinePlan
from doors.town.gift_list import CHARITY
from doors.town.past import Event, remember, step
from doors.town.plan import WUTONGLI_CODE
from doors.town.register import morning
from organizations.models import Organization

FOUNDED_AGO, RESOLVED_AGO, ENDED_AGO = 690, 520, 498
LINES = (
    LinePlan(684, "grant", 3000, "街道试点的配套"),
    LinePlan(640, "donation", 460, "旧书义卖"),
    LinePlan(560, "cost", -80, "打印和装订"),
    LinePlan(ENDED_AGO, "closing", -3380, "基金终止，按慈函第 12 号划转"),
)
SEATED = 5
"""With one who sits by."""


def tell_ended_fund(told_on: date) -> None:
    home, keeper = Area.objects.get(code=WUTONGLI_CODE), find("周予安")
    if CommunityFund.objects.standing().filter(community=home).exists():
        return  # a town told before there was this part
    founded, ended, met = (
        told_on - timedelta(days=ago) for ago in (FOUNDED_AGO, ENDED_AGO, RESOLVED_AGO)
    )
    host = Organization.objects.get(name=CHARITY)
    fund = funds.found(home, host=host, founded_on=founded, actor=keeper)
    supervisor = _seat(fund, ended)
    book_lines(fund, LINES, [], keeper, told_on)
    ending = FundEnding(
        community=home,
        fund=fund,
        status=EndingStatus.ENDED,
        why="试点一年半，钱少事散，并到新的基金里办",
        held_on=met,
        seats=SEATED,
        present=SEATED,
        in_favour=SEATED,
        supervisor=supervisor,
        resolution="全体同意终止，余款由托管单位安排",
        recorded_by=keeper,
        recorded_on=met,
        rest=Decimal(3380),
        goes=FundEnding.Goes.SAME,
        goes_to="邻里互助项目，仍用在柳岸街道",
        paper="慈函第 12 号",
        last_seq=len(LINES),
        last_after=Decimal(),
    )
    number([ending])
    write([ending])
    fund.ended_on = ended
    fund.save(update_fields=["ended_on"])
    _report(fund, told_on)
    votes = {"present": SEATED, "in_favour": SEATED, "seats": SEATED}
    remember(
        [
            Event("charity.fund_ending_resolved", fund, keeper, morning(met), home.pk, votes),
            Event("charity.fund_ended", fund, keeper, morning(ended), home.pk, {"rest": "3380"}),
        ]
    )
    write(
        [
            step("charity.fund_resolutions", home.pk, morning(met), 1, status="end_resolved"),
            step("charity.funds_ended", home.pk, morning(ended), 1),
        ]
    )


def _seat(fund: CommunityFund, ended: date) -> FundMember:
    committee = [row for row in SEATS if row[0] == FundMember.Seat.COMMITTEE][:SEATED]
    watching = next(row for row in SEATS if row[0] == FundMember.Seat.SUPERVISOR)
    rows = [
        FundMember(
            community=fund.community,
            fund=fund,
            seat=seat,
            side=side,
            name=name,
            since=fund.founded_on,
            left_on=ended,
        )
        for seat, side, name in (*committee, watching)
    ]
    number(rows)
    write(rows)
    return rows[-1]


def _report(fund: CommunityFund, told_on: date) -> None:
    """Every quarter until the last was released."""
    releases = find("顾明")
    rows = [
        FundReport(community=fund.community, fund=fund, quarter=first, text=told(fund, first))
        for first in quarters_of(fund, told_on)
    ]
    number(rows)
    write(rows)
    for row in rows:
        out_of(row, releases, 12)
