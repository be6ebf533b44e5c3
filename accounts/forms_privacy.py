from django import forms
from django.utils.translation import gettext_lazy as _


class ComplaintForm(forms.Form):
    text = forms.CharField(
        label=_("哪里不好用，或者有什么建议"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1000,
        help_text=_("说的是这个平台本身。社区里的事请打电话或找网格员。"),
    )
    contact = forms.CharField(
        label=_("怎么联系您"),
        max_length=60,
        required=False,
        help_text=_("可以不填。填了只用来答复您。"),
    )
