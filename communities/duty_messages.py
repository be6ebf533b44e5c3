"""What the duty roster tells people, and the wording shipped for it."""

from django.utils.translation import gettext_lazy as _

from core.messaging import Kind, Wording, register

_SHIFT = {
    "post": _("岗位"),
    "post_en": _("岗位（英文）"),
    "time": _("时间"),
    "time_en": _("时间（英文）"),
}


def _inbox(title: str, text: str, title_en: str, text_en: str) -> tuple[Wording, ...]:
    return (
        Wording("inbox", "zh-hans", title, text),
        Wording("inbox", "en", title_en, text_en),
    )


register(
    Kind(
        "communities.duty_published",
        name=_("值班表公布"),
        placeholders={
            "month": _("月份"),
            "month_en": _("月份（英文）"),
            "n": _("几个班"),
            **_SHIFT,
        },
        wordings=_inbox(
            "{month}值班表公布了",
            "您有 {n} 个班，最近的是 {time}，{post}。",
            "The duty roster of {month_en}",
            "You have {n} shifts; the first is {time_en}, {post_en}.",
        ),
    )
)

register(
    Kind(
        "communities.duty_given",
        name=_("给您排了班"),
        placeholders=_SHIFT,
        wordings=_inbox(
            "给您排了一个班",
            "{time}，{post}。有事值不了，请尽早说。",
            "A shift for you",
            "{time_en}, {post_en}. If you cannot, please say so soon.",
        ),
    )
)

register(
    Kind(
        "communities.duty_taken",
        name=_("这个班不用值了"),
        placeholders=_SHIFT,
        wordings=_inbox(
            "这个班不用您值了",
            "{time}，{post}，已经另作安排。",
            "One shift less",
            "{time_en}, {post_en}: you are no longer needed there.",
        ),
    )
)

# Whoever has read it in the inbox within the hour gets no text message.
register(
    Kind(
        "communities.duty_tomorrow",
        name=_("明天值班提醒"),
        placeholders=_SHIFT,
        wordings=(
            *_inbox(
                "明天您值班",
                "{time}，{post}。",
                "You are on duty tomorrow",
                "{time_en}, {post_en}.",
            ),
            Wording(
                "sms",
                "zh-hans",
                "",
                "明天您值班：{time}，{post}。",
                provider_params=("time", "post"),
                wait_minutes=60,
            ),
            Wording(
                "sms",
                "en",
                "",
                "You are on duty tomorrow: {time_en}, {post_en}.",
                provider_params=("time_en", "post_en"),
                wait_minutes=60,
            ),
        ),
    )
)

register(
    Kind(
        "communities.swap_asked",
        name=_("有同事想换班"),
        placeholders=_SHIFT,
        wordings=_inbox(
            "有同事想和您换班",
            "他的班是 {time}，{post}。请回一声换不换。",
            "A colleague asks to swap",
            "The shift is {time_en}, {post_en}. Please say yes or no.",
        ),
    )
)

register(
    Kind(
        "communities.swap_agreed",
        name=_("换班等批准"),
        placeholders=_SHIFT,
        wordings=_inbox(
            "一次换班等您批准",
            "{time}，{post}，双方都答应了。",
            "A swap waits for you",
            "{time_en}, {post_en}: both have agreed.",
        ),
    )
)

register(
    Kind(
        "communities.swap_approved",
        name=_("换班成了"),
        placeholders=_SHIFT,
        wordings=_inbox(
            "换班批准了",
            "{time}，{post}，按换好的来。",
            "The swap is approved",
            "{time_en}, {post_en}: the roster has been changed.",
        ),
    )
)

register(
    Kind(
        "communities.swap_refused",
        name=_("换班没成"),
        placeholders=_SHIFT,
        wordings=_inbox(
            "没换成",
            "{time}，{post}，还是照原来的值。原因在页面上。",
            "The swap was refused",
            "{time_en}, {post_en} stays as it was; the page tells why.",
        ),
    )
)
