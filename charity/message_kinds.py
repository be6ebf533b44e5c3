"""What this room tells people, and the wording shipped for it."""

from django.utils.translation import gettext_lazy as _

from core.messaging import Kind, Wording, register

LOAN_OVERDUE = register(
    Kind(
        "charity.loan_overdue",
        name=_("借的东西该还了"),
        placeholders={"thing": _("什么东西"), "day": _("哪天前还")},
        wordings=(
            Wording(
                "inbox",
                "zh-hans",
                "{thing}该还了",
                "您借的{thing}说好 {day} 前还，别人也在等。还要再用，打电话说一声。",
            ),
            Wording(
                "inbox",
                "en",
                "Please bring back what you borrowed",
                "{thing} was due back by {day}, and others are waiting for it. "
                "If you still need it, just call.",
            ),
        ),
    )
)
