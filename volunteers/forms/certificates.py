"""Asking for a certificate."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm, date_field
from organizations.models import AgreementTerm, SchoolGroup
from volunteers.actions.certificates import Wanted
from volunteers.queries import certificates as queries


class PracticeForm(DeskForm):
    """社会实践证明: the term says from when to when."""

    term = forms.ModelChoiceField(
        AgreementTerm.objects.none(), label=_("哪所学校、哪个学期"), empty_label=_("请选")
    )
    group = forms.ModelChoiceField(
        SchoolGroup.objects.none(),
        label=_("团支部或社团"),
        required=False,
        empty_label=_("不是跟着团支部或社团来的"),
    )

    def prepare(self) -> None:
        terms = queries.begun_terms(self.about)
        chosen: Any = self.fields["term"]
        chosen.queryset = terms
        chosen.label_from_instance = lambda term: f"{term.pairing.organization.title} · {term.name}"
        groups: Any = self.fields["group"]
        groups.queryset = queries.groups_of(terms)


class ApplyForm(DeskForm):
    """For the hours of one volunteer; who recorded them certifies them."""

    recorder = forms.ChoiceField(label=_("请谁出证明"), help_text=_("谁记录的时长，由谁证明"))
    period_from = date_field(label=_("从哪天"))
    period_until = date_field(label=_("到哪天（含）"))

    def prepare(self) -> None:
        self.recorders = {
            str(one.organization.pk if one.organization else 0): one
            for one in queries.recorders(self.about)
        }
        field: Any = self.fields["recorder"]
        field.choices = [
            (key, gettext("{name}（记录了 {hours} 小时）").format(name=one.name, hours=one.hours))
            for key, one in self.recorders.items()
        ]
        today = timezone.localdate()
        self.fields["period_from"].initial = today - timedelta(days=365)
        self.fields["period_until"].initial = today

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.errors:
            return cleaned
        wanted = Wanted(
            cleaned["period_from"],
            cleaned["period_until"],
            self.recorders[cleaned["recorder"]].organization,
        )
        return {"wanted": wanted}
