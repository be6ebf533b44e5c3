"""Connecting another system."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm
from requests.queries.tokens import places_for


class HookForm(DeskForm):
    name = forms.CharField(label=_("给哪个系统"), max_length=60)
    url = forms.CharField(
        label=_("网址"),
        max_length=300,
        help_text=_("https:// 开头。每办一步，这里就收到一条编号和状态，没有居民的信息。"),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )

    def prepare(self) -> None:
        self.places = places_for(self.viewer)
        if len(self.places) > 1:
            self.fields["community"] = forms.TypedChoiceField(
                label=_("哪个社区的"),
                choices=[(one.pk, one.title) for one in self.places],
                coerce=int,
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        pk = cleaned.get("community")
        chosen = [one for one in self.places if pk is None or one.pk == pk]
        if not chosen:
            raise forms.ValidationError(_("您的范围里没有社区"))
        cleaned["community"] = chosen[0]
        return cleaned
