"""Letting a program in: for what, where, for how long."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm
from communities.models import Area
from requests.models.tokens import Scope
from requests.queries.tokens import places_for

DAYS = [(30, _("30 天")), (90, _("90 天")), (365, _("一年"))]


class TokenForm(DeskForm):
    name = forms.CharField(
        label=_("给哪个程序"), max_length=60, help_text=_("写得以后认得出来，比如：物业报修系统")
    )
    scopes = forms.MultipleChoiceField(
        label=_("可以做什么"), choices=Scope.choices, widget=forms.CheckboxSelectMultiple
    )
    days = forms.TypedChoiceField(
        label=_("有效期"), choices=DAYS, coerce=int, initial=90, widget=forms.RadioSelect
    )

    def prepare(self) -> None:
        self.places = places_for(self.viewer)
        if not self.viewer.is_staff:
            own = [choice for choice in Scope.choices if choice[0] != Scope.FIGURES]
            self.fields["scopes"].choices = own  # type: ignore[attr-defined]
        if self.viewer.is_staff and len(self.places) > 1:
            self.fields["area"] = forms.TypedChoiceField(
                label=_("只在哪个社区有效"),
                choices=[("", _("我管的所有社区")), *((one.pk, one.title) for one in self.places)],
                coerce=int,
                empty_value=None,
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned["area"] = self._place(cleaned.get("area"))
        return cleaned

    def _place(self, pk: int | None) -> Area | None:
        """A desk with one community keeps its keys to that community."""
        if pk is None and self.viewer.is_staff and len(self.places) == 1:
            return self.places[0]
        return next((one for one in self.places if one.pk == pk), None)
