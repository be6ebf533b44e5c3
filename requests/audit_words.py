"""How people read this room's lines in the audit."""

from django.utils.translation import gettext_lazy as _

from core import audit

audit.describe(
    {
        "requests.recuse": _("申明回避"),
        "requests.shield": _("反映本级人员，交上一级"),
        "requests.protective.open": _("转专人保护"),
        "requests.protective.return": _("退回照常办理"),
        "requests.protective.name": _("指定保护专人"),
        "requests.servicerequest.read": _("查看诉求当事人信息"),
        "requests.keeper.replaced": _("换了管着的人"),
        "requests.rule.changed": _("改了办理时限"),
    }
)
