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
