"""Hanging up a screen: where, what it shows."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm
from communities.models import Area
from insights.models import Screen
from insights.models.screens import Part
from insights.queries.screens import offered, places_for

FIRST = ("reached_rate", "solved_rate", "content_rate")
"""What a new one shows, until somebody chooses otherwise."""


class ChangeForm(DeskForm):
    name = forms.CharField(
        label=_("挂在哪里"), max_length=40, help_text=_("写得以后认得出来，比如：一楼大厅")
    )
    theme = forms.ChoiceField(
        label=_("底色"), choices=Screen.Theme.choices, initial="light", widget=forms.RadioSelect
    )
    shows = forms.MultipleChoiceField(
        label=_("显示什么"),
        choices=Part.choices,
        initial=Part.values,
        widget=forms.CheckboxSelectMultiple,
    )
    figures = forms.MultipleChoiceField(
        label=_("哪些指标"),
        required=False,
        initial=FIRST,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("最多选六个"),
    )

    def prepare(self) -> None:
        if self.about is not None:
            for name in ("name", "theme", "shows", "figures"):
                self.fields[name].initial = getattr(self.about, name)
        known = offered(self.places())
        self.fields["figures"].choices = [(one.code, one.name) for one in known]  # type: ignore[attr-defined]

    def places(self) -> list[Area]:
        return [self.about.area]


class MakeForm(ChangeForm):
    """Of one's own place; who has several says which."""

    def places(self) -> list[Area]:
        self.mine = places_for(self.viewer)
        if len(self.mine) > 1:
            self.fields["area"] = forms.TypedChoiceField(
                label=_("哪里的"),
                choices=[(one.pk, one.title) for one in self.mine],
                coerce=int,
            )
            self.order_fields(("area", "name", "theme", "shows", "figures"))
        return self.mine

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        chosen = cleaned.get("area", self.mine[0].pk if self.mine else None)
        cleaned["area"] = next((one for one in self.mine if one.pk == chosen), None)
        if cleaned["area"] is None and not self.errors:
            raise forms.ValidationError(_("这个地方不归您管"))
        return cleaned
