"""What can be done on a grid, as tables: buttons, forms and addresses come from them."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.viewer import Viewer
from communities.models import Area, Building
from communities.views.acts import Act, table
from grids.access import may_appoint_heads, may_appoint_workers
from grids.actions import absences, appointments, duty, groups, handovers, heads, reports
from grids.forms import appointments as appointment_forms
from grids.forms import groups as group_forms
from grids.models import GroupReport, TenHouseholdGroup, WorkerAppointment
from grids.queries import appointments as appointment_queries
from grids.queries import groups as group_queries
from grids.workflow import ESCALATE, HANDLE, report_step


# --- a grid ---
def _is_free(viewer: Viewer, grid: Area) -> bool:
    return may_appoint_workers(viewer) and not appointment_queries.has_worker_to_come(viewer, grid)


def _keeps(viewer: Viewer, _subject: Any) -> bool:
    return viewer.role.manages_registers


GRID_ACTS = table(
    Act(
        "appoint", _("任命网格员"), appointment_forms.AppointForm, appointments.appoint_worker,
        _("已任命，他现在看得到这个网格了"), _is_free, "user",
        _("一格只有一位负责人。任命后他就能看到本网格的户和人。"),
    ),
    Act(
        "group", _("组建十联户"), group_forms.GroupForm, groups.form_group,
        _("十联户组好了，下一步请一位联户长"), _keeps, "plus",
    ),
)  # fmt: skip


# --- a community ---
def _appoints(viewer: Viewer, _subject: Any) -> bool:
    return may_appoint_workers(viewer)


COMMUNITY_ACTS = table(
    Act(
        "duty", _("指定值班负责人"), appointment_forms.DutyForm, duty.set_duty_officer,
        _("已指定"), _appoints, "phone",
        _("没有网格员、网格员离岗又没人替班时，网格的事由他接。"),
    ),
)  # fmt: skip


# --- an appointment ---
def _has_begun(viewer: Viewer, appointment: WorkerAppointment) -> bool:
    return may_appoint_workers(viewer) and appointment_queries.has_begun(appointment)


def _is_to_come(viewer: Viewer, appointment: WorkerAppointment) -> bool:
    return may_appoint_workers(viewer) and not appointment_queries.has_begun(appointment)


def _has_no_handover(viewer: Viewer, appointment: WorkerAppointment) -> bool:
    return may_appoint_workers(viewer) and not appointment_queries.has_handover(appointment)


def _always(_viewer: Viewer, _subject: Any) -> bool:
    return True


APPOINTMENT_ACTS = table(
    Act(
        "absence", _("登记离岗"), appointment_forms.AbsenceForm, absences.record_absence,
        _("已登记"), _always, "pause",
    ),
    Act(
        "contact", _("改公示电话"), appointment_forms.ContactForm, appointments.publish_contact,
        _("公示牌已更新"), _always, "phone",
    ),
    Act(
        "prepare", _("开列交接单"), appointment_forms.PrepareForm, handovers.prepare_handover,
        _("交接单开好了，请两位一条条过"), _has_no_handover, "list",
        _("先开交接单，两个人当面走一遍再签字；签完再办卸任。"),
    ),
    Act(
        "end", _("办卸任"), appointment_forms.EndForm, appointments.end_appointment,
        _("已办卸任，交接单在等两位签字"), _has_begun, "out",
        _("卸任要有人接手：选一位继任，或者写明暂无继任、由值班负责人接。"
          "两人都签过交接单的，接手人就是继任，可以不再选。"),
        True,
    ),
    Act(
        "call-off", _("取消任命"), appointment_forms.CallOffForm,
        appointments.call_off_appointment, _("已取消"), _is_to_come, "close",
        _("他还没有上任。"), True,
    ),
)  # fmt: skip


# --- a ten-household group ---
def _is_asked(viewer: Viewer, group: TenHouseholdGroup) -> bool:
    return _keeps(viewer, group) and group.leader is not None and not group.is_led


def _has_leader(viewer: Viewer, group: TenHouseholdGroup) -> bool:
    return _keeps(viewer, group) and group.leader is not None


def _release(group: TenHouseholdGroup, *, actor: User, reason: str) -> None:
    groups.release_leader(group, actor=actor, reason=reason)


GROUP_ACTS = table(
    Act(
        "consent", _("登记他同意了"), group_forms.ConsentForm, groups.record_consent,
        _("联户长上任了"), _is_asked, "check",
    ),
    Act(
        "decline", _("他说不愿意"), group_forms.DeclineForm, groups.decline,
        _("记下了，请另请一位"), _is_asked, "close",
    ),
    Act(
        "ask", _("请联户长"), group_forms.AskForm, groups.ask_leader,
        _("已记下，等他同意"), _keeps, "user",
        _("请他之前先说清楚要做什么：传通知、报情况。他同意了才算上任。"),
    ),
    Act(
        "report", _("替联户长报情况"), group_forms.ReportForm, reports.report_from_group,
        _("已报给网格员"), _keeps, "talk",
    ),
    Act("add", _("加户"), group_forms.AddForm, groups.add_households,
        _("已加入"), _keeps, "plus"),
    Act("remove", _("退户"), group_forms.RemoveForm, groups.remove_household,
        _("已退出"), _keeps, "out"),
    Act(
        "release", _("联户长卸任"), group_forms.ReasonForm, _release,
        _("已卸任，请再请一位"), _has_leader, "close",
    ),
    Act(
        "dissolve", _("解散"), group_forms.ReasonForm, groups.dissolve_group,
        _("已解散"), _keeps, "trash", _("解散后各户可以加入别的十联户，沿革留着。"), True,
    ),
)  # fmt: skip


# --- a report ---
def _goes(name: str) -> Callable[[Viewer, GroupReport], bool]:
    """Open to whom the query found it for; the table of states says whether there is a way."""
    return lambda _viewer, report: report_step(name, report.status, report.level) is not None


REPORT_ACTS = table(
    Act(
        HANDLE, _("办好了"), group_forms.HandleForm, reports.handle_report,
        _("已记下，也告诉报的人了"), _goes(HANDLE), "check",
    ),
    Act(
        ESCALATE, _("报上一级"), group_forms.EscalateForm, reports.escalate_report,
        _("已报上去，接着办的人收到了消息"), _goes(ESCALATE), "up",
        _("小事不出格、大事不出网：能在这里办的先办。"),
    ),
)  # fmt: skip


# --- a building ---
def _has_no_head(viewer: Viewer, building: Building) -> bool:
    return may_appoint_heads(viewer) and group_queries.running_head(building) is None


def _has_head(viewer: Viewer, building: Building) -> bool:
    return may_appoint_heads(viewer) and group_queries.running_head(building) is not None


def _end_head(building: Building, **values: Any) -> None:
    head = group_queries.running_head(building)
    if head is not None:
        heads.end_head(head, **values)


BUILDING_ACTS = table(
    Act(
        "head", _("请楼栋长"), group_forms.HeadForm, heads.appoint_head,
        _("楼栋长上任了"), _has_no_head, "user",
    ),
    Act(
        "end-head", _("楼栋长卸任"), group_forms.EndHeadForm, _end_head,
        _("已卸任"), _has_head, "close",
    ),
)  # fmt: skip
