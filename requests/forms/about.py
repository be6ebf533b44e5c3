"""Of whom a complaint or a report speaks, as far as whoever writes it down can tell: his level."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from requests.tiers import Tier
from requests.workflow import AGAINST, Kind

ABOUT = [
    (Tier.GRID.value, _("网格员、楼栋长、志愿者，或者物业、商户")),
    (Tier.COMMUNITY.value, _("社区里工作的人")),
    (Tier.STREET.value, _("街道、部门的人")),
]


class AboutField(forms.TypedChoiceField):
    """Not required where the kind is chosen on the same form: `must_say_of_whom` asks then."""

    def __init__(self, *, required: bool = True, **said: Any) -> None:
        unsaid = [] if required else [("", _("投诉、举报时选"))]
        super().__init__(
            choices=[*unsaid, *ABOUT],
            coerce=lambda value: Tier(int(value)),
            empty_value=None,
            required=required,
            **said,
        )


def must_say_of_whom(form: forms.Form, kind: Kind) -> None:
    if kind in AGAINST and form.cleaned_data.get("about_tier") is None:
        form.add_error("about_tier", gettext("说的是谁？由他的上一级来看"))
