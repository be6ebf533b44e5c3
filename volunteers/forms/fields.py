"""Fields of this room: a week to tap on, skills as chips."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from volunteers.actions.own import Slot
from volunteers.models import Skill, WeeklyTime

Part = WeeklyTime.Part
WORKDAYS, DAYS_OFF = range(1, 6), range(6, 8)

BROAD = [
    *(
        (f"workdays-{part}", label)
        for part, label in (
            (Part.MORNING, _("平日上午")),
            (Part.AFTERNOON, _("平日下午")),
            (Part.EVENING, _("平日晚上")),
        )
    ),
    *(
        (f"weekend-{part}", label)
        for part, label in (
            (Part.MORNING, _("周末上午")),
            (Part.AFTERNOON, _("周末下午")),
            (Part.EVENING, _("周末晚上")),
        )
    ),
]
DAYS = (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))
NARROW = [
    (f"{day}-{part}", format_lazy("{} {}", name, label))
    for day, name in enumerate(DAYS, start=1)
    for part, label in Part.choices
]


class TimesField(forms.MultipleChoiceField):
    """Chips that become slots; `broad` are the six big ones of the first page."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, broad: bool = False, **kwargs: Any) -> None:
        self.broad = broad
        kwargs.setdefault("error_messages", {"required": _("请至少选一个方便的时间")})
        super().__init__(choices=BROAD if broad else NARROW, **kwargs)

    def clean(self, value: Any) -> list[Slot]:
        chosen = super().clean(value)
        if self.broad:
            days = {"workdays": WORKDAYS, "weekend": DAYS_OFF}
            pairs = (text.split("-", 1) for text in chosen)
            return [Slot(day, part) for which, part in pairs for day in days[which]]
        return [Slot(int(text[0]), text[2:]) for text in chosen]


def as_chosen(slots: Any) -> list[str]:
    """What `TimesField` shows as ticked."""
    return [f"{slot.weekday}-{slot.part}" for slot in slots]


class SkillsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Skills; a paper that will be asked for is said at once."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Skill) -> str:
        return f"{obj} *" if obj.needs_licence else str(obj)
