"""How the history reads what happened in this room."""

from django.utils.translation import gettext_lazy as _

from core import audit

audit.describe(
    {
        "organizations.organization_proposed": _("提出一个组织"),
        "organizations.organization_registered": _("登记入册"),
        "organizations.organization_corrected": _("更正资料"),
        "organizations.organization_confirmed": _("确认入册"),
        "organizations.organization_declined": _("没有收入名册"),
        "organizations.organization_suspended": _("暂停"),
        "organizations.organization_resumed": _("恢复"),
        "organizations.organization_closed": _("退出名册"),
        "organizations.organization_graded": _("登记评估等级"),
        "organizations.organization_reviewed": _("年度检查"),
        "organizations.contactperson.read": _("查看联系人"),
        "organizations.contact_set": _("换联系人"),
        "organizations.service_areas_set": _("改服务范围"),
        "organizations.service_offered": _("新增服务"),
        "organizations.service_changed": _("改服务"),
        "organizations.service_price_approved": _("批准收费标准"),
        "organizations.service_withdrawn": _("停止服务"),
        "organizations.manager_appointed": _("任命负责人"),
        "organizations.manager_dismissed": _("负责人卸任"),
        "organizations.hub_asked": _("想加入枢纽"),
        "organizations.hub_taken": _("成了枢纽的成员"),
        "organizations.hub_declined": _("枢纽没有接"),
        "organizations.hub_left": _("退出枢纽"),
    }
)
