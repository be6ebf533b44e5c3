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

SECOND_FACTOR_RESET = register(
    Kind(
        "accounts.second_factor_reset",
        name=_("动态口令被解除"),
        is_owed=True,
        wordings=(
            Wording(
                "sms",
                "zh-hans",
                "",
                "您账号的动态口令已由两位管理员核对后解除，请登录重新绑定。不是您要求的？请马上联系社区。",
            ),
            Wording(
                "sms",
                "en",
                "",
                "Two administrators removed your authenticator at your request. Sign in to bind a "
                "new one. Not you? Call us at once.",
            ),
        ),
    )
)

SUBJECT_REQUEST_ANSWERED = register(
    Kind(
        "accounts.subject_request_answered",
        name=_("个人权利请求有了答复"),
        placeholders={"request": _("请求")},
        is_owed=True,
        wordings=(
            Wording(
                "inbox",
                "zh-hans",
                "您的请求有了答复",
                "“{request}”有了答复，请到“我的信息”里看。",
            ),
            Wording("inbox", "en", "Your request was answered", "See the answer under My data."),
            Wording(
                "sms",
                "zh-hans",
                "",
                "您提的“{request}”有了答复，请登录“我的信息”看。",
                provider_params=("request",),
            ),
            Wording("sms", "en", "", "Your request about your data was answered. Please sign in."),
        ),
    )
)
