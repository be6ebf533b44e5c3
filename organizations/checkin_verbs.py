"""How the history reads check-ins and social workers."""

from django.utils.translation import gettext_lazy as _

from core import audit

audit.describe(
    {
        "organizations.member_registered": _("报到"),
        "organizations.member_entered": _("代登记报到"),
        "organizations.member_linked": _("关联账号"),
        "organizations.member_received": _("从别的社区转来"),
        "organizations.member_corrected": _("改报到资料"),
        "organizations.member_confirm": _("确认报到"),
        "organizations.member_decline": _("没有接上"),
        "organizations.member_place": _("安排岗位"),
        "organizations.member_paused": _("歇一阵"),
        "organizations.member_resumed": _("恢复"),
        "organizations.member_transfer": _("转到别的社区"),
        "organizations.member_end": _("结束报到"),
        "organizations.member_withdraw": _("本人结束报到"),
        "organizations.membercheckin.read": _("查看报到资料"),
        "organizations.unit_registered": _("单位报到"),
        "organizations.unit_corrected": _("改单位报到资料"),
        "organizations.unit_confirm": _("确认单位报到"),
        "organizations.unit_decline": _("没有接上"),
        "organizations.unit_place": _("岗位开始"),
        "organizations.unit_end": _("结束单位报到"),
        "organizations.unit_withdraw": _("单位撤回报到"),
        "organizations.worker_registered": _("登记社工"),
        "organizations.worker_corrected": _("更正社工资料"),
        "organizations.worker_certified": _("登记证书"),
        "organizations.worker_linked": _("关联账号"),
        "organizations.worker_accept": _("社工在岗"),
        "organizations.worker_refuse": _("没有接收"),
        "organizations.worker_leave": _("社工离岗"),
        "organizations.socialworker.read": _("查看社工证书"),
        "organizations.stationing_proposed": _("提出驻站"),
        "organizations.stationing_confirmed": _("同意驻站"),
        "organizations.stationing_moved": _("改社工站"),
        "organizations.stationing_declined": _("不接驻站"),
        "organizations.stationing_ended": _("离站"),
    }
)
