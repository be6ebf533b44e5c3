from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.identifiers import is_mobile, read_digits, read_phone


class MobileField(forms.CharField):
    """Eleven digits, however they are typed: +86, spaces, full width."""

    widget = forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("手机号"))
        super().__init__(**{"max_length": 32, **kwargs})

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        number = read_phone(text)
        if number and is_mobile(number):
            return number
        digits = sum(character.isdigit() for character in text)
        if digits == 11:
            raise forms.ValidationError(_("这不像手机号，请看看开头几位"))
        raise forms.ValidationError(
            ngettext("手机号是 11 位，现在是 %(n)d 位", "手机号是 11 位，现在是 %(n)d 位", digits)
            % {"n": digits}
        )


class PhoneField(forms.CharField):
    """A mobile or a landline, however it is typed; empty where nothing is asked for."""

    widget = forms.TextInput(attrs={"inputmode": "tel"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 24, **kwargs})

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        phone = read_phone(str(text)) if text else ""
        if phone is None:
            raise forms.ValidationError(_("手机号 11 位；座机写区号，如 0858-8888888"))
        return phone


class DigitsField(forms.CharField):
    """Six digits, read by the phone from the SMS where it can."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("短信验证码"))
        kwargs.setdefault(
            "widget",
            forms.TextInput(
                attrs={
                    "inputmode": "numeric",
                    "autocomplete": "one-time-code",
                    "maxlength": 12,
                    "autofocus": True,
                }
            ),
        )
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        digits = read_digits(super().clean(value))
        missing = 6 - len(digits)
        if missing > 0:
            raise forms.ValidationError(
                ngettext(
                    "验证码是 6 位数字，还差 %(n)d 位", "验证码是 6 位数字，还差 %(n)d 位", missing
                )
                % {"n": missing}
            )
        if missing < 0:
            raise forms.ValidationError(_("验证码是 6 位数字，多了几位"))
        return digits
