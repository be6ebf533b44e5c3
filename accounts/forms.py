from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.fields import DigitsField, MobileField


class PhoneForm(forms.Form):
    phone = MobileField()
    agree = forms.BooleanField(
        label=_("同意《个人信息怎么用》"),
        error_messages={"required": _("请先看一看，再打勾")},
    )


class CodeForm(forms.Form):
    code = DigitsField()


class NewPhoneForm(forms.Form):
    phone = MobileField(label=_("新手机号"))


class PasswordSignInForm(forms.Form):
    phone = MobileField()
    password = forms.CharField(
        label=_("密码"),
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class ProfileForm(forms.Form):
    name = forms.CharField(
        label=_("怎么称呼您"),
        help_text=_("写姓就行，比如“林女士”。只有为您办事的人看得到全名。"),
        max_length=64,
        required=False,
    )

    def clean_name(self) -> Any:
        return self.cleaned_data["name"].strip()


class ResetForm(forms.Form):
    phone = MobileField(label=_("他登录用的手机号"))
    reason = forms.CharField(
        label=_("怎么核对的本人"), help_text=_("比如“持身份证到窗口”"), max_length=200
    )
