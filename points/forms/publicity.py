"""Input for the month's list."""

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm


class ReleaseForm(DeskForm):
    checked = forms.BooleanField(
        label=_("我一户一户看过：只有姓氏和户编号，都是同意公示的"), required=False
    )


class ExplainForm(DeskForm):
    explanation = forms.CharField(
        label=_("更正了什么、为什么"),
        max_length=90,
        help_text=_("和新的一份一起公布，连着原来那份；不写谁的姓名"),
    )
