"""What people hear about their questions and affairs; the page has the words."""

from django.utils.translation import gettext_lazy as _

from core.messaging import Kind, Wording, register

register(
    Kind(
        "requests.inquiry_answered",
        name=_("咨询有了回复"),
        wordings=(
            Wording("inbox", "zh-hans", "您问的，社区回了", "打开看看社区怎么说。"),
            Wording("inbox", "en", "Your question is answered", "See what the community says."),
        ),
    )
)
register(
    Kind(
        "requests.affair_moved",
        name=_("代办有了进展"),
        placeholders={"affair": _("事项"), "step": _("进展")},
        wordings=(
            Wording("inbox", "zh-hans", "代办有了进展", "“{affair}”：{step}。"),
            Wording("inbox", "en", "News of your affair", "“{affair}”: {step}."),
        ),
    )
)
