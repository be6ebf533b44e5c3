"""What can be done with a fund, its seats, its proposals, its books and its reports."""

from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from charity.actions import fund_books, fund_endings, fund_reports, funds
from charity.forms import funds as forms
from charity.models import BookLine, CommunityFund, FundMember, FundProposal, FundReport
from charity.workflow import PROPOSAL_STEPS, ProposalStatus
from communities.forms.base import NothingForm
from communities.views.acts import Act, table


def _stands(_viewer: Viewer, fund: CommunityFund) -> bool:
    return fund.ended_on is None


def _goes_on(_viewer: Viewer, fund: CommunityFund) -> bool:
    return fund.ended_on is None and fund.ending is None


def _winds_up(_viewer: Viewer, fund: CommunityFund) -> bool:
    return fund.ended_on is None and fund.ending is not None


FUND_ACTS = table(
    Act(
        "propose", _("提一个议案"), forms.ProposalForm, funds.propose,
        _("议案已登记，等管委会决议"), _goes_on, "plus",
    ),
    Act(
        "book", _("记一笔账"), forms.BookForm, fund_books.book,
        _("已记账"), _stands, "book",
        _("照托管单位的凭证记：这里不收钱也不付钱，只是它那本账的镜像。"),
    ),
    Act(
        "reconcile", _("对账"), forms.ReconcileForm, fund_books.reconcile,
        _("对过了，结果在页面上"), _stands, "scales",
        _("把托管单位这段时间的明细贴进来，和镜像逐笔比。"),
    ),
    Act(
        "seat", _("添一位成员"), forms.SeatForm, funds.seat,
        _("已列入"), _stands, "users",
    ),
    Act(
        "end", _("登记终止决议"), forms.EndForm, fund_endings.resolve,
        _("决议已登记"), _goes_on, "close",
        _("照会议记录写。通过以后不再提议案，等托管单位说剩下的怎么办。"), True,
    ),
    Act(
        "settle", _("结清并终止"), forms.SettleForm, fund_endings.settle,
        _("基金已终止，公开页留着"), _winds_up, "check",
        _("照托管单位的文件写：剩多少、转到哪里。终止以后不再记账，最后一个季度的季报照常公布。"),
        True,
    ),
    Act(
        "stay", _("收回终止决议"), NothingForm, fund_endings.withdraw,
        _("基金照旧"), _winds_up, "undo", _("管委会改了主意，钱还没有转出去。"),
    ),
)  # fmt: skip


def _sits(_viewer: Viewer, member: FundMember) -> bool:
    return member.left_on is None


SEAT_ACTS = table(
    Act(
        "leave", _("离任"), NothingForm, funds.unseat,
        _("已记为离任"), _sits, "out", _("从今天起他不在名单里；以前的决议不变。"), True,
    ),
)  # fmt: skip


def _to(target: ProposalStatus):  # type: ignore[no-untyped-def]
    def offered(_viewer: Viewer, row: FundProposal) -> bool:
        return target in PROPOSAL_STEPS[ProposalStatus(row.status)]

    return offered


PROPOSAL_ACTS = table(
    Act(
        "resolve", _("登记决议"), forms.ResolveForm, funds.resolve,
        _("决议已登记"), _to(ProposalStatus.PASSED), "check",
        _("照会议记录写：到会和赞成的人数决定通过没有。"),
    ),
    Act(
        "withdraw", _("撤回"), NothingForm, funds.withdraw,
        _("已撤回"), _to(ProposalStatus.WITHDRAWN), "undo", "", True,
    ),
    Act(
        "finish", _("办完了"), NothingForm, funds.finish,
        _("已办完，没用完的又能用在别处"), _to(ProposalStatus.DONE), "check",
    ),
)  # fmt: skip


def _not_corrected(_viewer: Viewer, line: BookLine) -> bool:
    return line.kind != BookLine.Kind.CORRECTION and not hasattr(line, "corrected")


BOOK_ACTS = table(
    Act(
        "correct", _("更正这一笔"), forms.CorrectLineForm, fund_books.correct,
        _("已更正，两笔都留着"), _not_corrected, "undo",
        _("整笔冲掉，写明原因；对的那笔再照凭证记。"), True,
    ),
)  # fmt: skip


def _is_draft(_viewer: Viewer, report: FundReport) -> bool:
    return report.release is None


def _is_out(_viewer: Viewer, report: FundReport) -> bool:
    return report.release is not None and not hasattr(report.release, "redrafted")


FUND_REPORT_ACTS = table(
    Act(
        "release", _("公布"), forms.ReleaseForm, fund_reports.release,
        _("已公布，署您的名"), _is_draft, "check",
        _("公布后不能改，有错只能再发一份更正。说明里的姓名和号码会先查一遍。"), True,
    ),
    Act(
        "rewrite", _("改说明"), forms.RewriteForm, fund_reports.rewrite,
        _("已改好"), _is_draft, "edit",
    ),
    Act(
        "correct", _("更正这一份"), forms.ExplainForm, fund_reports.correct,
        _("更正稿在基金页面上，改好再公布"), _is_out, "undo",
    ),
)  # fmt: skip
