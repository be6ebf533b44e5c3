"""What this room tells people, and the wording shipped for it."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from core.messaging import Kind, Wording, register

_PLACES = {"title": _("活动"), "at": _("什么时候"), "place": _("在哪里"), "reason": _("原因")}


def _sms_too(*inbox: Wording, says: tuple[str, ...]) -> tuple[Wording, ...]:
    """The same sentence as a text message; `says` is what the provider's template takes."""
    sms = (replace(each, channel="sms", title="", provider_params=says) for each in inbox)
    return (*inbox, *sms)


register(
    Kind(
        "activities.offered",
        name=_("候补有了名额"),
        placeholders={**_PLACES, "until": _("确认到")},
        wordings=_sms_too(
            Wording(
                "inbox",
                "zh-hans",
                "有名额了，请确认",
                "您候补的“{title}”（{at}，{place}）有名额了，请在{until}前确认，过时让给下一位。",
            ),
            Wording(
                "inbox",
                "en",
                "A place is free",
                "A place is free at “{title}” ({at}, {place}). Please confirm by "
                "{until}; after that it goes to the next in line.",
            ),
            says=("title", "at", "place", "until"),
        ),
    )
)

register(
    Kind(
        "activities.offered_soon",
        name=_("快开始了，候补有了名额"),
        placeholders={**_PLACES, "until": _("确认到")},
        wordings=_sms_too(
            Wording(
                "inbox",
                "zh-hans",
                "快开始了，空出一个名额",
                "您候补的“{title}”快开始了（{at}，{place}），刚空出一个名额。"
                "来得及，请在{until}前确认，或者直接到现场签到；来不了不用管它。",
            ),
            Wording(
                "inbox",
                "en",
                "A place is free, and it begins soon",
                "“{title}” begins soon ({at}, {place}) and a place has come free. If you can make "
                "it, confirm by {until} or come and sign in; if not, there is nothing to do.",
            ),
            says=("title", "at", "place", "until"),
        ),
    )
)

register(
    Kind(
        "activities.changed",
        name=_("活动改了时间或地点"),
        placeholders=_PLACES,
        wordings=_sms_too(
            Wording(
                "inbox",
                "zh-hans",
                "活动有变动",
                "您报名的“{title}”改到{at}，在{place}。来不了可以在页面上取消。",
            ),
            Wording(
                "inbox",
                "en",
                "An activity has changed",
                "“{title}” is now at {at}, {place}. If you cannot come, cancel on its page.",
            ),
            says=("title", "at", "place"),
        ),
    )
)

register(
    Kind(
        "activities.cancelled",
        name=_("活动取消"),
        placeholders=_PLACES,
        wordings=_sms_too(
            Wording(
                "inbox",
                "zh-hans",
                "活动取消了",
                "您报名的“{title}”（{at}）取消了：{reason}。请不要白跑一趟。",
            ),
            Wording(
                "inbox",
                "en",
                "An activity is called off",
                "“{title}” ({at}) is called off: {reason}. Please do not come.",
            ),
            says=("title", "at", "reason"),
        ),
    )
)

register(
    Kind(
        "activities.declined",
        name=_("居民提出的活动没有同意"),
        placeholders=_PLACES,
        wordings=(
            Wording(
                "inbox",
                "zh-hans",
                "社区没有同意这场活动",
                "您提出的“{title}”社区没有同意：{reason}。",
            ),
            Wording(
                "inbox",
                "en",
                "The community did not agree",
                "Your activity “{title}” was not agreed to: {reason}.",
            ),
        ),
    )
)

register(
    Kind(
        "activities.how_was_it",
        name=_("活动怎么样"),
        placeholders=_PLACES,
        wordings=(
            Wording(
                "inbox",
                "zh-hans",
                "今天的活动怎么样？",
                "“{title}”办完了，谢谢您来。好不好，说一句，办活动的人看得到，不写是谁说的。",
            ),
            Wording(
                "inbox",
                "en",
                "How was it?",
                "Thank you for coming to “{title}”. Tell us how it was; no name is shown.",
            ),
        ),
    )
)

_CHILD = {"child": _("孩子")}

register(
    Kind(
        "activities.child_fetched",
        name=_("孩子接走了"),
        placeholders={**_CHILD, "who": _("谁接走的")},
        wordings=_sms_too(
            Wording("inbox", "zh-hans", "孩子接走了", "{child}由{who}接走了。"),
            Wording("inbox", "en", "Your child was fetched", "{who} has fetched {child}."),
            says=("child", "who"),
        ),
        is_urgent=True,
    )
)

register(
    Kind(
        "activities.pickup_named",
        name=_("多了一个可以接孩子的人"),
        placeholders={**_CHILD, "who": _("谁来接")},
        wordings=_sms_too(
            Wording(
                "inbox",
                "zh-hans",
                "接送名单上多了一个人",
                "按您说的，{who}可以来接{child}了。不是您说的，请马上打社区的电话。",
            ),
            Wording(
                "inbox",
                "en",
                "Somebody else may fetch your child",
                "As you said, {who} may fetch {child}. If you did not, call us at once.",
            ),
            says=("child", "who"),
        ),
        is_urgent=True,
    )
)

register(
    Kind(
        "activities.pickup_turned_away",
        name=_("不在名单上的人来接孩子"),
        placeholders=_CHILD,
        wordings=_sms_too(
            Wording(
                "inbox",
                "zh-hans",
                "有人来接孩子，没有交给他",
                "有人来接{child}，他不在接送名单上，我们没有交。请马上回电话。",
            ),
            Wording(
                "inbox",
                "en",
                "Somebody not on the list came",
                "Somebody not on your list came for {child}. We kept the child. Please call us.",
            ),
            says=("child",),
        ),
        is_urgent=True,
    )
)

register(
    Kind(
        "activities.child_waits",
        name=_("下课了，孩子还没接"),
        placeholders={**_CHILD, "title": _("活动")},
        wordings=_sms_too(
            Wording(
                "inbox",
                "zh-hans",
                "孩子在等您",
                "“{title}”结束了，{child}还没有人接。来不了请马上打电话，说好谁来接。",
            ),
            Wording(
                "inbox",
                "en",
                "Your child is waiting",
                "“{title}” is over and nobody has come for {child}. If you cannot, please call.",
            ),
            says=("child", "title"),
        ),
        is_urgent=True,
    )
)

register(
    Kind(
        "activities.child_unfetched",
        name=_("有孩子没有接走"),
        placeholders={"title": _("活动")},
        wordings=(
            Wording(
                "inbox",
                "zh-hans",
                "有孩子没有接走",
                "“{title}”结束了，还有孩子没有接走。请打监护人的电话，孩子不离开人。",
            ),
            Wording(
                "inbox",
                "en",
                "A child was not fetched",
                "“{title}” is over and a child is still there. Call its guardian; stay with it.",
            ),
        ),
        is_urgent=True,
    )
)

register(
    Kind(
        "activities.enclave_asked",
        name=_("邻居约一场飞地活动"),
        placeholders={**_PLACES, "holder": _("谁承办")},
        wordings=(
            Wording(
                "inbox",
                "zh-hans",
                "{holder}想和我们一起办活动",
                "“{title}”，{at}，{place}。请看看那天行不行，答复以后他们才能发布。",
            ),
            Wording(
                "inbox",
                "en",
                "{holder} would like to hold an activity with us",
                "“{title}”, {at}, {place}. Please say yes or no; they publish it only then.",
            ),
        ),
    )
)

for _code, _name, _wordings in (
    (
        "activities.enclave_agreed",
        _("邻居答应了飞地活动"),
        (
            Wording(
                "inbox", "zh-hans", "{host}答应了", "您约的“{title}”，{host}答应了，可以发布了。"
            ),
            Wording(
                "inbox",
                "en",
                "{host} agreed",
                "{host} agreed to “{title}”. You may publish it now.",
            ),
        ),
    ),
    (
        "activities.enclave_declined",
        _("邻居没有答应飞地活动"),
        (
            Wording(
                "inbox",
                "zh-hans",
                "{host}没有答应",
                "您约的“{title}”，{host}没有答应：{reason}。可以改时间、换一家再约。",
            ),
            Wording(
                "inbox",
                "en",
                "{host} did not agree",
                "{host} did not agree to “{title}”: {reason}. Try another day, or somebody else.",
            ),
        ),
    ),
):
    register(
        Kind(
            _code,
            name=_name,
            placeholders={"title": _("活动"), "host": _("对方"), "reason": _("原因")},
            wordings=_wordings,
        )
    )  # fmt: skip

register(
    Kind(
        "activities.enclave_off",
        name=_("飞地活动不办了"),
        placeholders={**_PLACES, "holder": _("谁承办")},
        wordings=(
            Wording(
                "inbox",
                "zh-hans",
                "飞地活动不办了，不用再准备",
                "{holder}的“{title}”（{at}）不和我们一起办了。原因：{reason}。",
            ),
            Wording(
                "inbox",
                "en",
                "No longer with us: nothing to prepare",
                "{holder} no longer holds “{title}” ({at}) with us. Reason: {reason}.",
            ),
        ),
    )
)
