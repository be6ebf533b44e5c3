"""What is said of recruiting social workers."""

from django.utils.translation import gettext_lazy as _

from core import audit
from core.messaging import Kind, Wording, register

_WHICH = {"title": _("招什么人"), "by": _("谁来招")}

register(
    Kind(
        "organizations.recruitment_chosen",
        name=_("招募社工：选上了"),
        placeholders=_WHICH,
        wordings=(
            Wording(
                "inbox", "zh-hans", "“{title}”选上您了",
                "{by}会和您联系，商量什么时候上岗。",
            ),
            Wording(
                "inbox", "en", "You were chosen: {title}",
                "{by} will speak with you about when you begin.",
            ),
        ),
    )
)  # fmt: skip
register(
    Kind(
        "organizations.recruitment_declined",
        name=_("招募社工：这次没选上"),
        placeholders=_WHICH,
        wordings=(
            Wording(
                "inbox", "zh-hans", "谢谢您报名“{title}”",
                "{by}这次选了别的人。有新的招募还会贴出来。",
            ),
            Wording(
                "inbox", "en", "Thank you for answering: {title}",
                "{by} chose somebody else this time. New ones will be announced.",
            ),
        ),
    )
)  # fmt: skip
register(
    Kind(
        "organizations.recruitment_cancelled",
        name=_("招募社工：不招了"),
        placeholders=_WHICH | {"reason": _("原因")},
        wordings=(
            Wording(
                "inbox", "zh-hans", "“{title}”不招了", "{by}说：{reason}",
            ),
            Wording(
                "inbox", "en", "{title}: nobody is sought any more", "{by} says: {reason}",
            ),
        ),
    )
)  # fmt: skip

audit.describe(
    {
        "organizations.recruitment_announced": _("发布招募社工"),
        "organizations.recruitment_decided": _("招募社工选定了人"),
        "organizations.recruitment_cancelled": _("结束招募社工"),
    }
)
