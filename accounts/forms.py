from typing import Any

from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.actions.enrolment import check_code
from accounts.fields import DigitsField, MobileField
from accounts.models import EnrolmentCode, User
from accounts.queries.grants import will_need_second_factor


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


class EnrolmentCodeField(forms.CharField):
    """The letters and figures that the security administrator handed over."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "maxlength": 16, "spellcheck": "false"})

    def __init__(self, *, user: User, **kwargs: Any) -> None:
        self.user = user
        kwargs.setdefault("label", _("绑定码"))
        kwargs.setdefault("help_text", _("安全管理员当面给的 8 位码，三天内有效，只能用一次"))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> EnrolmentCode:
        found = check_code(self.user, super().clean(value))
        if found is None:
            raise forms.ValidationError(
                _("绑定码不对，或者已经用不了了。请核对，或请安全管理员再发一个")
            )
        return found


class VouchForm(forms.Form):
    """For who bound an authenticator before the role came."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enrolment"] = EnrolmentCodeField(user=user)


class ActivateForm(ActivateTOTPForm):  # type: ignore[misc]  # allauth is untyped
    """Whose role needs a second factor binds it with a code; whoever may do without needs none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if will_need_second_factor(self.user):
            self.fields["enrolment"] = EnrolmentCodeField(user=self.user)


class IssueCodeForm(forms.Form):
    phone = MobileField(label=_("他登录用的手机号"))
