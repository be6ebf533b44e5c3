"""Input for smart codes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm, HouseholdNumberField
from communities.models import Area, SmartCode
from communities.queries import households
from communities.queries import smart_codes as codes


class IssueForm(DeskForm):
    community = forms.ModelChoiceField(Area.objects.none(), label=_("社区"))
    household = HouseholdNumberField()

    def prepare(self) -> None:
        rows = Area.objects.communities().filter(pk__in=self.viewer.community_ids).order_by("path")
        self.fields["community"].queryset = rows  # type: ignore[attr-defined]
        first = rows.first()
        self.fields["community"].initial = first.pk if first else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        place, number = cleaned.pop("community", None), cleaned.get("household", "")
        if place is not None and number:
            found = households.find_by_number(self.viewer, number, community_id=place.pk)
            if found is None:
                self.add_error("household", _("您的范围里没有这个编号的在住户，请核对"))
            cleaned["household"] = found
        return cleaned


class TypedForm(DeskForm):
    """The number under the code, with or without its line."""

    number = forms.CharField(
        label=_("智码下面印的号"),
        max_length=24,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        help_text=_("八个字母和数字，如 7K3M-Q2VX"),
    )

    def clean_number(self) -> SmartCode:
        found = codes.typed_in(self.viewer, self.cleaned_data["number"])
        if found is None:
            raise forms.ValidationError(_("没有这个号，请对着印的再看一遍"))
        return found


class EndForm(DeskForm):
    why = forms.ChoiceField(
        label=_("为什么停用"), choices=SmartCode.Why.choices, widget=forms.RadioSelect
    )
