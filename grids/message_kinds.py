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
