"""Input for photos: the picture, who is on it, how somebody agreed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from activities.models import Enrolment, PortraitConsent
from activities.queries import portraits as queries
from communities.forms.base import DeskForm


class PhotoForm(DeskForm):
    file = forms.FileField(
        label=_("照片"), help_text=_("JPG 或 PNG；在哪里拍的会自动去掉"),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )  # fmt: skip
    caption = forms.CharField(
        label=_("说明"), max_length=60, required=False, help_text=_("不写姓名")
    )


class WhoForm(DeskForm):
    people = forms.MultipleChoiceField(
        label=_("照片里有谁"), required=False, widget=forms.CheckboxSelectMultiple
    )
    nobody_shown = forms.BooleanField(
        label=_("认不出人"), required=False, help_text=_("只有背影、手、桌子、会场")
    )

    def prepare(self) -> None:
        self._rows = {str(row.pk): row for row in queries.people_of(self.about)}
        self.fields["people"].choices = [  # type: ignore[attr-defined]
            (pk, _said(row)) for pk, row in self._rows.items()
        ]
        shown = self.about.shown.values_list("enrolment_id", flat=True)
        self.initial.update(people=[str(pk) for pk in shown], nobody_shown=self.about.nobody_shown)

    def clean_people(self) -> list[Enrolment]:
        return [self._rows[pk] for pk in self.cleaned_data["people"]]


class HowForm(DeskForm):
    how = forms.ChoiceField(
        label=_("怎么同意的"),
        choices=[each for each in PortraitConsent.How.choices if each[0] != "self"],
        widget=forms.RadioSelect,
    )


def _said(row: Any) -> str:
    words = _("同意公开") if row.lets_show else _("还没有同意")
    return f"{row.name} · {words}"
