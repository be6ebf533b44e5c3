"""Which messages about a request there are, by inbox and by SMS, in both languages."""

from django.utils.translation import gettext_lazy as _

from core.messaging import Kind, Wording, register
from requests.message_lines import TELLS
from requests.tells import Tells

PLACEHOLDERS = {
    "number": _("编号"),
    "title": _("一句话"),
    "item": _("服务"),
    "due": _("应办到"),
    "step": _("进展"),
}


def code_of(tells: str) -> str:
    return f"requests.{tells}"


def _wordings(line: Tells) -> tuple[Wording, ...]:
    inbox = (
        Wording("inbox", "zh-hans", line.title, line.text),
        Wording("inbox", "en", line.title_en, line.text_en),
    )
    if not line.sms:
        return inbox
    return (
        *inbox,
        Wording(
            "sms", "zh-hans", "", line.sms, provider_params=("number",), wait_minutes=line.sms_wait
        ),
        Wording(
            "sms",
            "en",
            "",
            line.sms_en,
            provider_params=("number",),
            wait_minutes=line.sms_wait,
        ),
    )


for _code, _line in TELLS.items():
    register(
        Kind(
            code_of(_code),
            name=_line.name,
            placeholders=PLACEHOLDERS,
            wordings=_wordings(_line),
        )
    )


register(
    Kind(
        "requests.protective",
        name=_("一件要专人马上看的事"),
        placeholders={"number": _("编号")},
        wordings=(
            Wording("inbox", "zh-hans", "请马上看", "编号 {number} 转到您手里，请现在就打开。"),
            Wording("inbox", "en", "Please look now", "Number {number} is in your hands: open it."),
            Wording(
                "sms",
                "zh-hans",
                "",
                "编号 {number} 转到您手里，请现在就登录查看。",
                provider_params=("number",),
                wait_minutes=0,
            ),
            Wording(
                "sms",
                "en",
                "",
                "Number {number} is in your hands: please sign in and look now.",
                provider_params=("number",),
                wait_minutes=0,
            ),
        ),
        is_urgent=True,
        is_owed=True,
    )
)
register(
    Kind(
        "requests.protective_unnamed",
        name=_("保护专人离任了，要另外指定"),
        placeholders={"place": _("哪里")},
        wordings=(
            Wording(
                "inbox", "zh-hans", "请另外指定保护专人",
                "{place}的保护专人离任了。没有指定的时候先找当班的人，再找管着的人。",
            ),
            Wording(
                "inbox", "en", "Please name a protective officer",
                "The protective officer of {place} has left. Until somebody is named, whoever is"
                " on duty gets what comes in, then whoever keeps it.",
            ),
        ),
    )
)  # fmt: skip
register(
    Kind(
        "requests.author_opened",
        name=_("有人打开过您的身份"),
        placeholders={"number": _("编号"), "role": _("岗位")},
        wordings=(
            Wording(
                "inbox", "zh-hans", "您的身份被打开看过一次",
                "编号 {number}：{role}为查办打开过一次，原因已经记入审计。承办的人看不到。",
            ),
            Wording(
                "inbox", "en", "Your identity was opened once",
                "Number {number}: opened once by {role}, with the reason in the audit."
                " Who handles it does not see it.",
            ),
        ),
    )
)  # fmt: skip
