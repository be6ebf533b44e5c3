"""Input for a service brand."""

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm
from communities.models import Area


class BrandForm(DeskForm):
    name = forms.CharField(
        label=_("名称"), max_length=40, help_text=_("居民叫得出的名字，如“银龄互助”")
    )
    about = forms.CharField(
        label=_("做什么"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("居民看得到：给谁办的、办些什么"),
    )
    name_en = forms.CharField(label=_("英文名称"), max_length=80, required=False)

    def prepare(self) -> None:
        if self.about is not None:
            names = ("name", "about", "name_en")
            self.initial.update({each: getattr(self.about, each) for each in names})


class NewBrandForm(BrandForm):
    community = forms.ModelChoiceField(Area.objects.none(), label=_("社区"))
    field_order = ["community"]

    def prepare(self) -> None:
        places = Area.objects.communities().filter(pk__in=self.viewer.community_ids)
        self.fields["community"].queryset = places.order_by("path")  # type: ignore[attr-defined]
        if len(only := places[:2]) == 1:
            self.fields["community"].initial = only[0].pk
