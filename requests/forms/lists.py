from django import forms
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm


class ReleaseListsForm(DeskForm):
    changes = forms.CharField(
        label=_("这一版改了什么"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("一两句话，和清单一起贴出来；框里先替您写了和上一版比的结果，可以改"),
    )
