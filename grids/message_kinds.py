"""What this room tells people, and the wording shipped for it."""

from django.utils.translation import gettext_lazy as _

from core.messaging import Kind, Wording, register

register(
    Kind(
        "grids.group_reported",
        name=_("联户长报来情况"),
        placeholders={"group": _("十联户"), "kind": _("种类")},
        wordings=(
            Wording(
                "inbox", "zh-hans", "联户长报来情况", "{group}报来：{kind}。请看一看，回个话。"
            ),
            Wording(
                "inbox", "en", "A group leader reports", "{group}: {kind}. Please have a look."
            ),
        ),
    )
)

register(
    Kind(
        "grids.notice_to_pass_on",
        name=_("请联户长转告的通知"),
        placeholders={"title": _("标题"), "group": _("十联户")},
        wordings=(
            Wording(
                "inbox",
                "zh-hans",
                "请转告{group}：{title}",
                "请把“{title}”告诉{group}里不用手机的邻居。",
            ),
            Wording(
                "inbox",
                "en",
                "Please pass on to {group}: {title}",
                'Please tell the neighbours of {group} who have no phone: "{title}".',
            ),
        ),
    )
)
