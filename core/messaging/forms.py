from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class PreferenceForm(forms.Form):
    """How I wish to be told."""

    by_sms = forms.BooleanField(
        label=_("重要的事也发短信"),
        required=False,
        help_text=_("不勾也能在“消息”里看到。登录验证码总会发短信。"),
    )
    by_email = forms.BooleanField(
        label=_("也发电子邮件"), required=False, help_text=_("先在个人资料里填好邮箱。")
    )
    quiet_from = forms.TimeField(
        label=_("晚上从几点起不打扰"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("这段时间里的短信留到结束后再发，紧急的除外。两个时间填成一样，就是不设。"),
    )
    quiet_to = forms.TimeField(
        label=_("到几点为止"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    language = forms.ChoiceField(label=_("语言"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("quiet_from", "quiet_to"):
            self.fields[name].widget.attrs["class"] = "input"
