"""How the history reads what happened in this room."""

from django.utils.translation import gettext_lazy as _

from core import audit

audit.describe(
    {
        "volunteers.applied": _("登记做志愿者"),
        "volunteers.accepted": _("志愿者登记通过了"),
        "volunteers.declined": _("志愿者登记没通过"),
        "volunteers.pause_over": _("志愿者歇完了"),
        "volunteers.reinstated": _("志愿者恢复服务"),
        "volunteers.suspended": _("志愿者暂停服务"),
        "volunteers.accept": _("通过登记"),
        "volunteers.decline": _("没有通过登记"),
        "volunteers.suspend": _("暂停服务"),
        "volunteers.reinstate": _("恢复服务"),
        "volunteers.withdraw": _("退出志愿服务"),
        "volunteers.rejoin": _("重新登记"),
        "volunteers.verified": _("实名核对"),
        "volunteers.linked": _("关联账号"),
        "volunteers.corrected": _("更正志愿者资料"),
        "volunteers.skills_set": _("改技能"),
        "volunteers.licence_checked": _("看过证件"),
        "volunteers.insured": _("登记保险"),
        "volunteers.times_set": _("改可服务时间"),
        "volunteers.limits_set": _("改自己的限度"),
        "volunteers.paused": _("歇一阵"),
        "volunteers.resumed": _("接着来"),
        "volunteers.guardian_agreed": _("监护人同意"),
        "volunteers.guardian_withdrew": _("监护人撤回同意"),
        "volunteers.followed_merge": _("随档案合并"),
        "volunteers.account_left": _("账号与志愿者分开"),
        "volunteers.erased": _("删除志愿者的个人信息"),
        "volunteers.team_founded": _("组建志愿服务队"),
        "volunteers.team_corrected": _("更正队伍资料"),
        "volunteers.team_activated": _("队伍开始服务"),
        "volunteers.team_dissolved": _("解散队伍"),
        "volunteers.join_asked": _("申请入队"),
        "volunteers.join_declined": _("没有同意入队"),
        "volunteers.joined": _("入队"),
        "volunteers.left": _("离队"),
        "volunteers.leader_changed": _("换队长"),
        "volunteers.role_set": _("改队内职务"),
    }
)
