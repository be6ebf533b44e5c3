"""What this room tells people, and the wording shipped for it."""

from django.utils.translation import gettext_lazy as _

from core.messaging import Kind, Wording, register

SIGN_IN_CODE = register(
    Kind(
        "accounts.sign_in_code",
        name=_("登录验证码"),
        placeholders={"code": _("验证码")},
        is_urgent=True,
        is_secret=True,
        is_owed=True,
        wordings=(
            Wording(
                "sms",
                "zh-hans",
                "",
                "验证码 {code}，5 分钟内有效。社区工作人员不会向您要验证码，请不要告诉别人。",
                provider_params=("code",),
            ),
            Wording(
                "sms",
                "en",
                "",
                "Your code is {code}, valid for 5 minutes. Staff never ask for it.",
                provider_params=("code",),
            ),
        ),
    )
)
