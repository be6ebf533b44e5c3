"""What is said of match meetings."""

from django.utils.translation import gettext_lazy as _

from core import audit
from core.messaging import Kind, Wording, register

_MEETING = {
    "title": _("什么会"), "day": _("哪天"), "time": _("几点"), "where": _("在哪里"),
}  # fmt: skip

register(
    Kind(
        "organizations.match_announced",
        name=_("您应答的需求要开对接会"),
        placeholders=_MEETING,
        wordings=(
            Wording(
                "inbox", "zh-hans", "请来“{title}”",
                "{day} {time}，{where}。您应答过的需求会在会上谈，来不来请在页面上说一声。",
            ),
            Wording(
                "inbox", "en", "Please come to {title}",
                "{day} {time}, {where}. What you answered is on its list. Please say on the page.",
            ),
        ),
    )
)  # fmt: skip
register(
    Kind(
        "organizations.match_tomorrow",
        name=_("明天的对接会"),
        placeholders=_MEETING,
        wordings=(
            Wording("inbox", "zh-hans", "明天有“{title}”", "{day} {time}，{where}。"),
            Wording("inbox", "en", "Tomorrow: {title}", "{day} {time}, {where}."),
        ),
    )
)  # fmt: skip
register(
    Kind(
        "organizations.match_called_off",
        name=_("对接会不开了"),
        placeholders=_MEETING | {"reason": _("原因")},
        wordings=(
            Wording("inbox", "zh-hans", "{day} 的“{title}”不开了", "原因：{reason}"),
            Wording("inbox", "en", "{title} on {day} is called off", "Why: {reason}"),
        ),
    )
)  # fmt: skip

audit.describe(
    {
        "organizations.match_announced": _("发布对接会"),
        "organizations.match_widened": _("对接会加一条需求"),
        "organizations.match_held": _("登记谁到了对接会"),
        "organizations.match_called_off": _("取消对接会"),
    }
)
