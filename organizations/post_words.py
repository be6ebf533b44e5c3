"""What members and units are told about posts, and how the history reads them.

A message is read over shoulders: none of them says that somebody is a Party member.
"""

from django.utils.translation import gettext_lazy as _

from core import audit
from core.messaging import Kind, Wording, register

_PLACE = {"community": _("社区"), "community_en": _("社区（英文）")}
_POST = {**_PLACE, "title": _("岗位")}
_UNIT = {**_PLACE, "unit": _("单位"), "unit_en": _("单位（英文）")}

register(
    Kind(
        "organizations.post_over",
        name=_("岗位结束了"),
        placeholders=_POST,
        wordings=(
            Wording(
                "inbox", "zh-hans", "“{title}”结束了",
                "{community}的这个岗位结束了，原因写在页面上。谢谢您，看看别的岗位吧。",
            ),
            Wording(
                "inbox", "en", "“{title}” has come to its end",
                "{community_en} has closed this post; the page says why. Thank you.",
            ),
        ),
    )
)  # fmt: skip

register(
    Kind(
        "organizations.post_released",
        name=_("岗位有调整"),
        placeholders=_POST,
        wordings=(
            Wording(
                "inbox", "zh-hans", "“{title}”有调整",
                "{community}调整了这个岗位的人手，原因写在页面上。谢谢您，看看别的岗位吧。",
            ),
            Wording(
                "inbox", "en", "A change at “{title}”",
                "{community_en} has changed who serves in this post; the page says why. Thank you.",
            ),
        ),
    )
)  # fmt: skip

register(
    Kind(
        "organizations.turn_refused",
        name=_("有一次到岗没有算"),
        placeholders=_POST,
        wordings=(
            Wording(
                "inbox", "zh-hans", "“{title}”有一次没有算",
                "{community}核对时有疑问，原因写在您的服务卡上。不对的话请和社区说。",
            ),
            Wording(
                "inbox", "en", "One time at “{title}” was not counted",
                "{community_en} had a question; your card says which. Please tell them if it is "
                "wrong.",
            ),
        ),
    )
)  # fmt: skip

register(
    Kind(
        "organizations.letter_sent",
        name=_("季度反馈到了"),
        placeholders=_UNIT,
        wordings=(
            Wording(
                "inbox", "zh-hans", "{community}给{unit}的季度反馈",
                "上个季度贵单位的同志在社区做了什么，写在页面上，请看一看。",
            ),
            Wording(
                "inbox", "en", "A letter from {community_en} to {unit_en}",
                "What your people did in the community last quarter stands on the page.",
            ),
        ),
    )
)  # fmt: skip

audit.describe(
    {
        "organizations.post_opened": _("设岗"),
        "organizations.post_corrected": _("改岗位"),
        "organizations.post_closed": _("撤岗"),
        "organizations.post_claimed": _("认领岗位"),
        "organizations.post_leave": _("不做这个岗位了"),
        "organizations.post_release": _("调整岗位人手"),
        "organizations.post_finish": _("岗位结束"),
        "organizations.turn_told": _("记一次到岗"),
        "organizations.turn_counted": _("核对到岗"),
        "organizations.turn_refused": _("到岗没有算"),
        "organizations.letter_drafted": _("起草季度反馈"),
        "organizations.letter_worded": _("改季度反馈的话"),
        "organizations.letter_sent": _("签发季度反馈"),
        "organizations.letter_received": _("收到季度反馈"),
    }
)
