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
        "grids.report_escalated",
        name=_("网格报上来的情况"),
        placeholders={"grid": _("网格"), "kind": _("种类")},
        wordings=(
            Wording("inbox", "zh-hans", "{grid}报上来一件事", "{kind}。网格里办不了，请您接着办。"),
            Wording(
                "inbox",
                "en",
                "{grid} sends a matter up",
                "{kind}. It could not be settled in the grid; please go on with it.",
            ),
        ),
    )
)

register(
    Kind(
        "grids.report_handled",
        name=_("您报的情况办好了"),
        placeholders={"group": _("十联户")},
        wordings=(
            Wording(
                "inbox", "zh-hans", "您报的情况办好了", "{group}报的那件事有结果了，打开看看。"
            ),
            Wording(
                "inbox", "en", "What you told has been settled", "{group}: see how it was settled."
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

register(
    Kind(
        "grids.leader_asked",
        name=_("请您当联户长"),
        placeholders={"grid": _("网格"), "group": _("十联户")},
        wordings=(
            Wording(
                "inbox",
                "zh-hans",
                "想请您当联户长",
                "{grid}想请您当{group}的联户长。愿不愿意，打开点一下，或跟网格员说一声；您同意了才算。",
            ),
            Wording(
                "inbox",
                "en",
                "Would you speak for your neighbours?",
                "{grid} asks you to lead {group}. Open it and say yes or no, or tell the grid "
                "worker; it counts only when you have agreed.",
            ),
        ),
    )
)

register(
    Kind(
        "grids.leader_declined",
        name=_("请的联户长说不愿意"),
        placeholders={"group": _("十联户")},
        wordings=(
            Wording(
                "inbox", "zh-hans", "请的联户长说不愿意", "{group}还缺联户长，请另请一位。"
            ),
            Wording(
                "inbox", "en", "Who was asked to lead said no",
                "{group} still has no leader: please ask somebody else.",
            ),
        ),
    )
)  # fmt: skip

register(
    Kind(
        "grids.leader_agreed",
        name=_("您当联户长了"),
        placeholders={"group": _("十联户")},
        wordings=(
            Wording(
                "inbox",
                "zh-hans",
                "您是{group}的联户长了",
                "谢谢您。打开看看是哪几户；看到什么情况，也在那里报。",
            ),
            Wording(
                "inbox",
                "en",
                "You now lead {group}",
                "Thank you. Open it to see which doors are yours, and to tell what you notice.",
            ),
        ),
    )
)
