"""What is said of a group in an incubation base."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core import audit
from core.messaging import Kind, Wording, register

register(
    Kind(
        "organizations.incubation_moved",
        name=_("入驻孵化有进展"),
        placeholders={"name": _("组织"), "base": _("孵化基地")},
        wordings=(
            Wording(
                "inbox", "zh-hans", "{name}在{base}有进展",
                "结果和原因写在页面上，请看一看下一步。",
            ),
            Wording(
                "inbox", "en", "News of {name} at {base}",
                "The page says what was decided, why, and what comes next.",
            ),
        ),
    )
)  # fmt: skip

audit.describe(
    {
        "organizations.incubation_applied": _("申请入驻"),
        "organizations.incubation_scored": _("打分"),
        "organizations.incubation_admit": _("通过评审"),
        "organizations.incubation_refuse": _("不通过"),
        "organizations.incubation_move_in": _("签协议入驻"),
        "organizations.incubation_coaching": _("辅导"),
        "organizations.incubation_midterm": _("中期评估：通过"),
        "organizations.incubation_midterm_mend": _("中期评估：要改进"),
        "organizations.incubation_graduate": _("出壳"),
        "organizations.incubation_leave": pgettext_lazy("incubation", "退出"),
    }
)
