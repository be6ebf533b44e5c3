"""What is told about stationed cadres, and how the history reads it. No message names one."""

from django.utils.translation import gettext_lazy as _

from core import audit
from core.messaging import Kind, Wording, register

_BOTH = {
    "unit": _("单位"),
    "unit_en": _("单位（英文）"),
    "community": _("社区"),
    "community_en": _("社区（英文）"),
    "day": _("哪天"),
}


register(
    Kind(
        "organizations.secondment_proposed",
        name=_("驻点干部等您答复"),
        placeholders=_BOTH,
        wordings=(
            Wording(
                "inbox", "zh-hans", "{unit}派人到{community}驻点，等您答复",
                "来做什么、哪几天在，写在页面上。请看过答复。",
            ),
            Wording(
                "inbox", "en", "Please answer: somebody of {unit_en} for {community_en}",
                "What for and on which days stands on the page.",
            ),
        ),
    )
)  # fmt: skip

register(
    Kind(
        "organizations.secondment_answered",
        name=_("驻点干部的约定有答复了"),
        placeholders=_BOTH,
        wordings=(
            Wording(
                "inbox", "zh-hans", "{unit}到{community}驻点的约定有答复了",
                "请看页面。",
            ),
            Wording(
                "inbox", "en", "The answer about {unit_en} and {community_en} is there",
                "It stands on the page.",
            ),
        ),
    )
)  # fmt: skip

register(
    Kind(
        "organizations.secondment_changed",
        name=_("驻点的约定改了"),
        placeholders=_BOTH,
        wordings=(
            Wording(
                "inbox", "zh-hans", "{unit}在{community}驻点的约定改了",
                "来做什么、哪几天在、到哪天为止，请看页面。",
            ),
            Wording(
                "inbox", "en", "What was agreed between {unit_en} and {community_en} has changed",
                "What for, on which days and until when stands on the page.",
            ),
        ),
    )
)  # fmt: skip

register(
    Kind(
        "organizations.secondment_ends",
        name=_("驻点快到期了"),
        placeholders=_BOTH,
        wordings=(
            Wording(
                "inbox", "zh-hans", "{unit}在{community}的驻点快到期了",
                "到 {day} 为止。请两边商量延长，还是换一位。",
            ),
            Wording(
                "inbox", "en", "The secondment of {unit_en} to {community_en} is running out",
                "It ends on {day}. Please agree: does it go on, or does somebody else come?",
            ),
        ),
    )
)  # fmt: skip

register(
    Kind(
        "organizations.secondment_over",
        name=_("驻点结束了"),
        placeholders=_BOTH,
        wordings=(
            Wording(
                "inbox", "zh-hans", "{unit}在{community}的驻点结束了",
                "谢谢。到岗的总结，社区看过后发给单位。",
            ),
            Wording(
                "inbox", "en", "The secondment of {unit_en} to {community_en} has ended",
                "Thank you. The community will send a summary to the unit.",
            ),
        ),
    )
)  # fmt: skip

register(
    Kind(
        "organizations.secondment_day_refused",
        name=_("有一天到岗没有算"),
        placeholders=_BOTH,
        wordings=(
            Wording(
                "inbox", "zh-hans", "在{community}驻点，有一天没有算",
                "核对时有疑问，原因写在页面上。不对的话请说一声。",
            ),
            Wording(
                "inbox", "en", "One day at {community_en} was not counted",
                "There was a question; the page says which. Please tell us if it is wrong.",
            ),
        ),
    )
)  # fmt: skip

register(
    Kind(
        "organizations.secondment_reported",
        name=_("驻点小结到了"),
        placeholders=_BOTH,
        wordings=(
            Wording(
                "inbox", "zh-hans", "{community}给{unit}的驻点小结",
                "贵单位的同志来了几天、做了什么，写在页面上，请看一看。",
            ),
            Wording(
                "inbox", "en", "A summary from {community_en} to {unit_en}",
                "On how many days your colleague was there, and what was done, stands on the page.",
            ),
        ),
    )
)  # fmt: skip

audit.describe(
    {
        "organizations.secondment_proposed": _("提出驻点"),
        "organizations.secondment_agreed": _("两边同意驻点"),
        "organizations.secondment_declined": _("驻点没有谈成"),
        "organizations.secondment_replanned": _("改到岗安排"),
        "organizations.secondment_renewed": _("延长驻点"),
        "organizations.secondment_stopped": _("提前结束驻点"),
        "organizations.secondment_lapsed": _("驻点期满"),
        "organizations.secondment_linked": _("关联驻点同志的账号"),
        "organizations.secondment.read": _("查看驻点同志的号码"),
        "organizations.secondment_day_told": _("记一天驻点到岗"),
        "organizations.secondment_day_counted": _("核对驻点到岗"),
        "organizations.secondment_day_refused": _("驻点到岗没有算"),
        "organizations.secondment_report_drafted": _("起草驻点小结"),
        "organizations.secondment_report_worded": _("改驻点小结的话"),
        "organizations.secondment_report_sent": _("签发驻点小结"),
        "organizations.secondment_report_received": _("收到驻点小结"),
    }
)
