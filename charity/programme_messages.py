"""What whoever eats with a programme is told, and the wording shipped for it."""

from django.utils.translation import gettext_lazy as _

from core.messaging import Kind, Wording, register

CALLED_OFF = register(
    Kind(
        "charity.menu_called_off",
        name=_("食堂停一天"),
        placeholders={"programme": _("项目"), "day": _("哪天"), "why": _("为什么")},
        wordings=(
            Wording(
                "inbox",
                "zh-hans",
                "{programme} {day} 停一天",
                "{day} 的饭停一天：{why}。您订的那份已经退掉，那天请另作安排；有难处打电话给我们。",
            ),
            Wording(
                "inbox",
                "en",
                "{programme}: no meals on {day}",
                "There are no meals on {day}: {why}. Yours has been taken back, so please make "
                "other arrangements for that day; call us if that is hard.",
            ),
        ),
    )
)
