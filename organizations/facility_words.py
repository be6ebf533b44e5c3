"""How the history reads what happened to a place people go to."""

from django.utils.translation import gettext_lazy as _

from core import audit

audit.describe(
    {
        "organizations.facility_added": _("登记一处"),
        "organizations.facility_corrected": _("更正资料"),
        "organizations.facility_opened": _("启用"),
        "organizations.facility_paused": _("暂停开放"),
        "organizations.facility_resumed": _("恢复开放"),
        "organizations.facility_closed": _("撤销"),
        "organizations.facility_sign_right": _("挂牌检查：规范"),
        "organizations.facility_sign_wrong": _("挂牌检查：不规范"),
        "organizations.facility_volunteers_set_up": _("设志愿服务站"),
        "organizations.facility_volunteers_taken_down": _("撤志愿服务站"),
    }
)
