"""What this room tells people, and the wording shipped for it."""

from django.utils.translation import gettext_lazy as _

from core.messaging import Kind, Wording, register

_FACTS = {"title": _("标题"), "title_en": _("英文标题")}

NOTICE = register(
    Kind(
        "communities.notice",
        name=_("社区通知"),
        placeholders=_FACTS,
        wordings=(
            Wording("inbox", "zh-hans", "{title}", "社区有新的通知：{title}"),
            Wording("inbox", "en", "{title_en}", "A new notice from your community: {title_en}"),
        ),
    )
)

# Whoever has read it in the inbox within the hour gets no text message.
IMPORTANT_NOTICE = register(
    Kind(
        "communities.notice_important",
        name=_("重要通知"),
        placeholders=_FACTS,
        wordings=(
            Wording("inbox", "zh-hans", "重要：{title}", "社区有重要通知：{title}"),
            Wording("inbox", "en", "Important: {title_en}", "Important notice: {title_en}"),
            Wording(
                "sms",
                "zh-hans",
                "",
                "社区重要通知：{title}。打开平台看全文，或打社区电话问。",
                provider_params=("title",),
                wait_minutes=60,
            ),
            Wording(
                "sms",
                "en",
                "",
                "Important notice from your community: {title_en}",
                provider_params=("title_en",),
                wait_minutes=60,
            ),
        ),
    )
)

SETUP_TRIAL = register(
    Kind(
        "communities.setup_trial",
        name=_("开通测试短信"),
        placeholders={"community": _("社区"), "time": _("时间")},
        is_urgent=True,
        is_owed=True,
        wordings=(
            Wording(
                "sms",
                "zh-hans",
                "",
                "{community}的测试短信，{time} 发出。收到请在开通清单上点“收到了”。",
                provider_params=("community", "time"),
            ),
            Wording(
                "sms",
                "en",
                "",
                "Test message from {community}, sent at {time}. Please confirm it on the page.",
                provider_params=("community", "time"),
            ),
        ),
    )
)

_ROOM = {
    "room": _("房间"),
    "room_en": _("房间（英文）"),
    "time": _("时间"),
    "time_en": _("时间（英文）"),
}

ROOM_CONFIRMED = register(
    Kind(
        "communities.room_confirmed",
        name=_("房间约好了"),
        placeholders=_ROOM,
        wordings=(
            Wording("inbox", "zh-hans", "约好了", "{time}，{room}给您留着。来不了请提前取消。"),
            Wording(
                "inbox",
                "en",
                "Your booking is confirmed",
                "{time_en}: {room_en} is kept for you. Please cancel if you cannot come.",
            ),
        ),
    )
)

ROOM_DECLINED = register(
    Kind(
        "communities.room_declined",
        name=_("房间没约上"),
        placeholders=_ROOM,
        wordings=(
            Wording("inbox", "zh-hans", "没约上", "{time}的{room}没约上，原因在页面上。"),
            Wording(
                "inbox",
                "en",
                "Your booking could not be made",
                "{room_en} is not available at {time_en}; the page tells why.",
            ),
        ),
    )
)

ROOM_CANCELLED = register(
    Kind(
        "communities.room_cancelled",
        name=_("房间预约被取消"),
        placeholders=_ROOM,
        wordings=(
            Wording("inbox", "zh-hans", "预约取消了", "{time}的{room}取消了，原因在页面上。"),
            Wording(
                "inbox",
                "en",
                "Your booking was cancelled",
                "{room_en} at {time_en} was cancelled; the page tells why.",
            ),
        ),
    )
)
