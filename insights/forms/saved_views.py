from django import forms
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm

NAME = {
    "label": _("叫什么名字"),
    "max_length": 40,
    "help_text": _("只有您自己看得到。时间选“本月”的，下个月打开就是下个月。"),
}


class SaveForm(DeskForm):
    name = forms.CharField(**NAME)  # type: ignore[arg-type]
    address = forms.CharField(max_length=300, widget=forms.HiddenInput)


class RenameForm(DeskForm):
    name = forms.CharField(**NAME)  # type: ignore[arg-type]

    def prepare(self) -> None:
        self.fields["name"].initial = self.about.name
