"""What can be done with a secondment, a day told, a report: by whom."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.forms.base import FindsAccount, NothingForm
from communities.views.acts import Act, table
from organizations.actions import assessments, secondments
from organizations.actions import secondment_days as days
from organizations.actions import secondment_reports as reports
from organizations.forms import secondments as forms
from organizations.forms.partners import RateCadreForm
from organizations.models import Secondment, SecondmentDay, SecondmentReport
from organizations.partner_workflow import COMMUNITY, UNIT
from organizations.post_workflow import RECEIVE, SEND
from organizations.queries import secondments as queries
from organizations.secondment_workflow import AGREE, AGREED, COUNT, DECLINE, STOP


def _answers(viewer: Viewer, row: Secondment) -> bool:
    own = viewer.user_id == row.proposed_by_id
    return row.status in AGREE.sources and not own and queries.may_answer(viewer, row)


def _has_a_letter(viewer: Viewer, row: Secondment) -> bool:
    asked = row.status in AGREE.sources and not row.from_unit
    return asked and COMMUNITY in queries.parts(viewer, row)


def _side_while(sources: frozenset[str]) -> Any:
    def offered(viewer: Viewer, row: Secondment) -> bool:
        return row.status in sources and bool(queries.parts(viewer, row) & {COMMUNITY, UNIT})

    return offered


def _community_while_running(viewer: Viewer, row: Secondment) -> bool:
    return row.is_running and COMMUNITY in queries.parts(viewer, row)


def _has_no_account(viewer: Viewer, row: Secondment) -> bool:
    return row.user_id is None and _community_while_running(viewer, row)


def _notes(viewer: Viewer, row: Secondment) -> bool:
    return row.status in AGREED and COMMUNITY in queries.parts(viewer, row)


def _rates(viewer: Viewer, row: Secondment) -> bool:
    """Once he has been there, by either side; nobody judges himself."""
    sides = queries.parts(viewer, row) & {COMMUNITY, UNIT}
    return bool(sides and row.years_served()) and viewer.user_id != row.user_id


SECONDMENT_ACTS = table(
    Act(
        AGREE.name, _("同意"), NothingForm, secondments.agree,
        _("约定好了，对方会知道"), _answers, "check",
    ),
    Act(
        "agree-on-paper", _("登记单位来函"), forms.PaperForm, secondments.agree_on_paper,
        _("约定好了"), _has_a_letter, "check",
        _("单位没有账号、用函件答复的，在这里登记凭据。"),
    ),
    Act(
        "day", _("记一天到岗"), forms.DayForm, days.tell_day,
        _("记下了，等他本人或同事核对"), _notes, "edit",
    ),
    Act(
        "plan", _("改到岗安排"), forms.PlanForm, secondments.replan,
        _("改好了，单位和他本人会知道"), _community_while_running, "calendar",
        _("从今天起照新的算，以前的不变。"),
    ),
    Act(
        "rate", _("评一评"), RateCadreForm, assessments.rate_cadre,
        _("写好了，交给街道以前可以改"), _rates, "star",
        _("社区一份、单位一份，一年一次；街道公布后他本人看得到，可以提异议。"),
    ),
    Act(
        "renew", _("延长"), forms.TermForm, secondments.renew,
        _("延长了，单位和他本人会知道"), _community_while_running, "clock",
    ),
    Act(
        "link", _("关联他的账号"), FindsAccount, secondments.link,
        _("关联好了，他可以自己记到岗"), _has_no_account, "user",
        _("请核对是他本人的手机。"),
    ),
    Act(
        DECLINE.name, _("不谈了"), forms.WhyForm, secondments.decline,
        _("记下了，对方会知道"), _side_while(DECLINE.sources), "close", "", True,
    ),
    Act(
        STOP.name, _("提前结束"), forms.WhyForm, secondments.stop,
        _("结束了，总结起草好了"), _side_while(STOP.sources), "out", "", True,
    ),
)  # fmt: skip


# --- a day ----------------------------------------------------------------------------------------
def _anothers(viewer: Viewer, day: SecondmentDay) -> bool:
    waits = day.status in COUNT.sources and viewer.user_id != day.told_by_id
    return waits and COMMUNITY in queries.parts(viewer, day.secondment)


def _told_of_me(viewer: Viewer, day: SecondmentDay) -> bool:
    mine = viewer.user_id is not None and day.secondment.user_id == viewer.user_id
    return mine and day.status in COUNT.sources and day.told_by_id != viewer.user_id


def _day_acts(offered: Any) -> dict[str, Act]:
    return table(
        Act(
            COUNT.name, _("算数"), NothingForm, days.confirm_day,
            _("核对了，会写进给单位的小结"), offered, "check",
        ),
        Act(
            "refuse", _("不算"), forms.RefuseDayForm, days.refuse_day,
            _("已回复"), offered, "close",
        ),
    )  # fmt: skip


SECONDMENT_DAY_ACTS = _day_acts(_anothers)
OWN_DAY_ACTS = _day_acts(_told_of_me)


# --- he himself -----------------------------------------------------------------------------------
def _is_mine(viewer: Viewer, row: Secondment) -> bool:
    return viewer.user_id is not None and viewer.user_id == row.user_id and row.status in AGREED


OWN_SECONDMENT_ACTS = table(
    Act(
        "day", _("记一天到岗"), forms.DayForm, days.tell_day,
        _("记下了，社区核对后写进给单位的小结"), _is_mine, "edit",
    ),
)  # fmt: skip


# --- the report -----------------------------------------------------------------------------------
def _keeps(viewer: Viewer, report: SecondmentReport) -> bool:
    here = COMMUNITY in queries.parts(viewer, report.secondment)
    return here and report.status in SEND.sources


def _reads(viewer: Viewer, report: SecondmentReport) -> bool:
    there = UNIT in queries.parts(viewer, report.secondment)
    return there and report.status in RECEIVE.sources


SECONDMENT_REPORT_ACTS = table(
    Act(
        SEND.name, _("签发"), NothingForm, reports.send,
        _("发给单位了"), _keeps, "check", _("落您的姓名；单位的负责人会收到消息。"), True,
    ),
    Act(
        "word", _("写几句话"), forms.ReportWordForm, reports.add_word,
        _("写好了"), _keeps, "edit",
    ),
    Act(
        RECEIVE.name, _("收到了"), NothingForm, reports.receive,
        _("社区知道您看过了"), _reads, "check",
    ),
)  # fmt: skip
