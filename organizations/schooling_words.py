"""What social workers are told about their hours, and how the history reads them."""

from django.utils.translation import gettext_lazy as _

from core import audit
from core.messaging import Kind, Wording, register

register(
    Kind(
        "organizations.education_short",
        name=_("继续教育学时还不够"),
        placeholders={"day": _("有效到"), "short": _("还差几学时"), "required": _("应有几学时")},
        wordings=(
            Wording(
                "inbox", "zh-hans", "继续教育还差 {short} 学时",
                "证书登记有效到 {day}，这一期应有 {required} 学时，还差 {short} 学时。"
                "学过的请登记，没学的看看有什么培训。",
            ),
            Wording(
                "inbox", "en", "{short} hours of continuing education are missing",
                "Your certificate is registered until {day}; it asks for {required} hours, and "
                "{short} are missing. Please tell what you have done, and look for a course.",
            ),
        ),
    )
)  # fmt: skip

register(
    Kind(
        "organizations.supervised",
        name=_("督导记下了一次督导"),
        placeholders={"day": _("哪天"), "minutes": _("多少分钟")},
        wordings=(
            Wording(
                "inbox", "zh-hans", "{day} 的督导记下了",
                "{minutes} 分钟，谈了什么只记题目。只有您、督导和您的负责人看得到。",
            ),
            Wording(
                "inbox", "en", "The supervision of {day} is written down",
                "{minutes} minutes, headings only. You, your supervisor and your manager read it.",
            ),
        ),
    )
)  # fmt: skip

audit.describe(
    {
        "organizations.education_told": _("登记继续教育"),
        "organizations.education_counted": _("核对继续教育"),
        "organizations.education_refused": _("继续教育没有算"),
        "organizations.exam_entered": _("登记报考"),
        "organizations.exam_passed": _("考试通过"),
        "organizations.exam_failed": _("考试没通过"),
        "organizations.exam_rewarded": _("发考试奖励"),
        "organizations.supervisor_named": _("列入督导库"),
        "organizations.supervisor_ended": _("移出督导库"),
        "organizations.supervised": _("督导"),
        "organizations.pay_set": _("登记岗位和津贴"),
    }
)
