"""What the bearer of a link hears, when he has not yet said that he has it."""

from django.utils.translation import gettext_lazy as _

from core.messaging import Kind, Wording, register

FORWARD_REMINDER = "requests.forward_reminder"
register(
    Kind(
        FORWARD_REMINDER,
        name=_("转给您的事等您点收到"),
        placeholders={"community": _("社区"), "telephone": _("电话")},
        wordings=(
            Wording(
                "sms",
                "zh-hans",
                "",
                "{community}转给您一件事，请打开收到的链接点“收到”；有不清楚的打 {telephone}。",
                provider_params=("community", "telephone"),
                wait_minutes=0,
            ),
            Wording(
                "sms",
                "en",
                "",
                "{community} asked you to look after something: please open the link you got and "
                "say that you have it, or call {telephone}.",
                provider_params=("community", "telephone"),
                wait_minutes=0,
            ),
        ),
    )
)
