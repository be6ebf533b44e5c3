"""How the history reads what happened with targets and reports."""

from django.utils.translation import gettext_lazy as _

from core import audit

audit.describe(
    {
        "insights.target_added": _("登记政策目标"),
        "insights.target_mended": _("改政策目标的写法"),
        "insights.target_revised": _("政策目标换新的一版"),
        "insights.report_drafted": _("起草报告"),
        "insights.report_written": _("写开头的话"),
        "insights.report_taken": _("重新取数"),
        "insights.report_released": _("发布报告"),
        "insights.report_replaced": _("被更正"),
        "insights.report_correction": _("起草更正"),
        "insights.report_withdrawn": _("撤回报告"),
        "insights.report_downloaded": _("下载报告"),
    }
)
