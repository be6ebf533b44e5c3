"""What the audit says this room did."""

from django.utils.translation import gettext_lazy as _

from core import audit

audit.describe(
    {
        "insights.screen.make": _("做了一块大屏"),
        "insights.screen.change": _("改了大屏显示什么"),
        "insights.screen.renew": _("给大屏换了链接"),
        "insights.screen.revoke": _("收回了大屏"),
    }
)
