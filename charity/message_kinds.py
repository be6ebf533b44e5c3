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

FUND_ENDED = register(
    Kind(
        "charity.fund_ended",
        name=_("捐过的基金终止了"),
        placeholders={"fund": _("基金"), "day": _("哪天"), "where": _("剩下的去了哪里")},
        wordings=(
            Wording(
                "inbox",
                "zh-hans",
                "您捐过的{fund}终止了",
                "{fund} {day} 终止。{where}账和报告还在原来的页面上，谢谢您帮过这里。",
            ),
            Wording(
                "inbox",
                "en",
                "A fund you gave to has ended: {fund}",
                "{fund} ended on {day}. {where} Its books and reports stay where they were. "
                "Thank you for having helped here.",
            ),
        ),
    )
)

LOT_EXPIRING = register(
    Kind(
        "charity.lot_expiring",
        name=_("物资快到期"),
        placeholders={
            "lot": _("品名"),
            "number": _("批次"),
            "left": _("库里还有"),
            "day": _("保质期到"),
        },
        wordings=(
            Wording(
                "inbox",
                "zh-hans",
                "{lot} {day} 到期，还有 {left}",
                "{number} {lot}的保质期到 {day}，库里还有 {left}。尽快发出去；过了这天只能报损。",
            ),
            Wording(
                "inbox",
                "en",
                "{lot} keeps until {day}: {left} left",
                "{number} {lot} keeps until {day}, and {left} are in the storeroom. Give them out "
                "soon: after that day they can only be written off.",
            ),
        ),
    )
)
