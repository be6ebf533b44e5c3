"""What check-ins and social workers are told, and the wording shipped for it.

A message is read over shoulders: none of them says that somebody is a Party member.
"""

from django.utils.translation import gettext_lazy as _

from core.messaging import Kind, Wording, register

_PLACE = {"community": _("社区"), "community_en": _("社区（英文）")}
_UNIT = {**_PLACE, "unit": _("单位")}

CHECKIN_CONFIRMED = register(
    Kind(
        "organizations.checkin_confirmed",
        name=_("报到已确认"),
        placeholders=_PLACE,
        wordings=(
            Wording("inbox", "zh-hans", "报到确认了", "{community}确认了您的报到，谢谢您。"),
            Wording(
                "inbox", "en", "You are checked in",
                "{community_en} has confirmed your check-in. Thank you.",
            ),
        ),
    )
)  # fmt: skip

CHECKIN_DECLINED = register(
    Kind(
        "organizations.checkin_declined",
        name=_("报到没有接上"),
        placeholders=_PLACE,
        wordings=(
            Wording(
                "inbox", "zh-hans", "报到这次没接上",
                "{community}这次没能接上您的报到，原因写在页面上，以后可以再报。",
            ),
            Wording(
                "inbox", "en", "Your check-in could not be taken up",
                "{community_en} could not take up your check-in this time; the page tells why. "
                "You may register again.",
            ),
        ),
    )
)  # fmt: skip

CHECKIN_ENDED = register(
    Kind(
        "organizations.checkin_ended",
        name=_("报到已结束"),
        placeholders=_PLACE,
        wordings=(
            Wording(
                "inbox", "zh-hans", "报到结束了",
                "您在{community}的报到结束了，原因写在页面上。谢谢您这段时间的帮忙。",
            ),
            Wording(
                "inbox", "en", "Your check-in has ended",
                "Your check-in at {community_en} has ended; the page tells why. "
                "Thank you for your help.",
            ),
        ),
    )
)  # fmt: skip

UNIT_CONFIRMED = register(
    Kind(
        "organizations.unit_checkin_confirmed",
        name=_("单位报到已确认"),
        placeholders=_UNIT,
        wordings=(
            Wording("inbox", "zh-hans", "单位报到确认了", "{community}确认了{unit}的报到。"),
            Wording(
                "inbox", "en", "Your unit is checked in",
                "{community_en} has confirmed the check-in of {unit}.",
            ),
        ),
    )
)  # fmt: skip

UNIT_DECLINED = register(
    Kind(
        "organizations.unit_checkin_declined",
        name=_("单位报到没有接上"),
        placeholders=_UNIT,
        wordings=(
            Wording(
                "inbox", "zh-hans", "单位报到没接上",
                "{community}这次没能接上{unit}的报到，原因写在页面上。",
            ),
            Wording(
                "inbox", "en", "The check-in of your unit could not be taken up",
                "{community_en} could not take up the check-in of {unit}; the page tells why.",
            ),
        ),
    )
)  # fmt: skip

UNIT_ENDED = register(
    Kind(
        "organizations.unit_checkin_ended",
        name=_("单位报到已结束"),
        placeholders=_UNIT,
        wordings=(
            Wording("inbox", "zh-hans", "单位报到结束了", "{unit}在{community}的报到结束了。"),
            Wording(
                "inbox", "en", "The check-in of your unit has ended",
                "The check-in of {unit} at {community_en} has ended.",
            ),
        ),
    )
)  # fmt: skip

STATIONING_CONFIRMED = register(
    Kind(
        "organizations.stationing_confirmed",
        name=_("社工驻站已同意"),
        placeholders=_PLACE,
        wordings=(
            Wording("inbox", "zh-hans", "驻站同意了", "{community}同意了您推荐的社工驻站。"),
            Wording(
                "inbox", "en", "Your social worker is welcome",
                "{community_en} has agreed to the social worker you proposed.",
            ),
        ),
    )
)  # fmt: skip

STATIONING_DECLINED = register(
    Kind(
        "organizations.stationing_declined",
        name=_("社工驻站没有接"),
        placeholders=_PLACE,
        wordings=(
            Wording(
                "inbox", "zh-hans", "驻站没有接",
                "{community}没有接您推荐的社工，原因写在页面上。",
            ),
            Wording(
                "inbox", "en", "Your social worker was not taken",
                "{community_en} did not take the social worker you proposed; the page tells why.",
            ),
        ),
    )
)  # fmt: skip

CERTIFICATE_EXPIRING = register(
    Kind(
        "organizations.certificate_expiring",
        name=_("社工证书快到期"),
        placeholders={"day": _("有效到")},
        wordings=(
            Wording(
                "inbox", "zh-hans", "社工证书快到期了",
                "您的社工证书登记有效到 {day}，请提前续登，续好了告诉社区。",
            ),
            Wording(
                "inbox", "en", "Your certificate will soon expire",
                "Your social work certificate is valid until {day}. Please renew it in time and "
                "tell the community.",
            ),
        ),
    )
)  # fmt: skip
