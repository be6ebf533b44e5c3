"""What this room tells people, and the wording shipped for it."""

from django.utils.translation import gettext_lazy as _

from core.messaging import Kind, Wording, register

register(
    Kind(
        "points.deduction_noticed",
        name=_("扣分告知"),
        placeholders={"points": _("多少分"), "rule": _("为什么事"), "until": _("申诉到哪天")},
        wordings=(
            Wording(
                "inbox",
                "zh-hans",
                "有一笔扣分先告诉您",
                "因为“{rule}”，打算扣 {points} 分。觉得不对，到 {until} 都可以申诉；"
                "不影响办任何事。",
            ),
            Wording(
                "inbox",
                "en",
                "Points are about to be deducted",
                "{points} points for “{rule}”. You may appeal until {until}. "
                "It affects no service.",
            ),
        ),
    )
)

register(
    Kind(
        "points.appeal_answered",
        name=_("积分申诉有答复了"),
        placeholders={"rule": _("为什么事")},
        wordings=(
            Wording(
                "inbox",
                "zh-hans",
                "“{rule}”的申诉有答复了",
                "居民评议过了，结果和理由写在家庭积分那一页。",
            ),
            Wording(
                "inbox",
                "en",
                "Your appeal about “{rule}” has been answered",
                "Residents have heard it; the page of your points tells what they found and why.",
            ),
        ),
    )
)

register(
    Kind(
        "points.redemption_back",
        name=_("兑换取消了，分退回来了"),
        placeholders={"what": _("换了什么"), "points": _("多少分")},
        wordings=(
            Wording(
                "inbox",
                "zh-hans",
                "{what}的兑换取消了，{points} 分退回来了",
                "想要可以再换；走不动的，换的时候勾“请送上门”。",
            ),
            Wording(
                "inbox",
                "en",
                "The redemption of {what} was cancelled: {points} points are yours again",
                "You may redeem again; if you cannot come, tick “Brought home”.",
            ),
        ),
    )
)

register(
    Kind(
        "points.redemption_called_off",
        name=_("社区取消了兑换，分退回来了"),
        placeholders={"what": _("换了什么"), "points": _("多少分"), "reason": _("原因")},
        wordings=(
            Wording(
                "inbox",
                "zh-hans",
                "社区取消了{what}的兑换，{points} 分退回来了",
                "原因：{reason}。想要可以再换别的。",
            ),
            Wording(
                "inbox",
                "en",
                "The community cancelled the redemption of {what}: {points} points are yours again",
                "Reason: {reason}. You may redeem something else.",
            ),
        ),
    )
)

_ABOUT = {"policy": _("激励办法"), "yuan": _("多少元"), "reason": _("原因")}

register(
    Kind(
        "points.grant_approved",
        name=_("激励批准了"),
        placeholders=_ABOUT,
        wordings=(
            Wording("inbox", "zh-hans", "“{policy}”批准了", "社区会联系您怎么领，谢谢您做的事。"),
            Wording(
                "inbox",
                "en",
                "{policy}: approved",
                "The community will tell you how to collect it. Thank you for what you do.",
            ),
        ),
    )
)

register(
    Kind(
        "points.grant_refused",
        name=_("激励没有批准"),
        placeholders=_ABOUT,
        wordings=(
            Wording("inbox", "zh-hans", "“{policy}”这次没有批准", "原因：{reason}。可以问社区。"),
            Wording(
                "inbox",
                "en",
                "{policy}: not approved this time",
                "Reason: {reason}. You may ask the community.",
            ),
        ),
    )
)
