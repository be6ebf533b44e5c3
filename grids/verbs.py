"""How the history reads what happened in this room."""

from django.utils.translation import gettext_lazy as _

from core import audit

audit.describe(
    {
        "grids.worker_appointed": _("任命网格员"),
        "grids.appointment_ended": _("网格员卸任"),
        "grids.contact_published": _("改公示的工作电话"),
        "grids.worker_absent": _("登记离岗"),
        "grids.worker_returned": _("提前返岗"),
        "grids.duty_officer_set": _("指定值班负责人"),
        "grids.handover_opened": _("开列交接单"),
        "grids.handover_readdressed": _("交接单换了接手人"),
        "grids.handover_noted": _("在交接单上留话"),
        "grids.handover_signed_over": _("交出方签字"),
        "grids.handover_completed": _("接手方签字"),
        "grids.group_formed": _("组建十联户"),
        "grids.group_joined": _("加入十联户"),
        "grids.group_left": _("退出十联户"),
        "grids.group_dissolved": _("解散十联户"),
        "grids.leader_asked": _("邀请联户长"),
        "grids.leader_agreed": _("联户长同意"),
        "grids.leader_declined": _("婉拒当联户长"),
        "grids.leader_released": _("联户长卸任"),
        "grids.leader_followed_merge": _("联户长随档案合并"),
        "grids.head_followed_merge": _("楼栋长随档案合并"),
        "grids.group_reported": _("联户长报告情况"),
        "grids.group_report_seen": _("收到联户报告"),
        "grids.group_report_handled": _("联户报告办好了"),
        "grids.group_report_escalated": _("联户报告报上一级"),
        "grids.notice_for_group": _("通知要传到十联户"),
        "grids.report_escalated": _("联户报告到了上一级"),
        "grids.report_handled": _("联户报告有了结果"),
        "grids.head_appointed": _("楼栋长上任"),
        "grids.head_ended": _("楼栋长卸任"),
        "grids.duty_recorded": _("网格事项写进清单"),
        "grids.duty_ended": _("网格事项撤出清单"),
        "grids.border_moved": _("改网格边界"),
        "grids.group_followed_grid": _("十联户随楼栋换了网格"),
    }
)
