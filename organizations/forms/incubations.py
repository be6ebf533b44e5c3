"""Input for groups in an incubation base."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm, date_field
from organizations.incubation_workflow import MOST, IncubationStatus
from organizations.models import Facility, IncubationNote, Organization
from organizations.queries import incubations as queries
from organizations.queries.incubations import STANDING, Filters


class ApplyForm(DeskForm):
    organization = forms.ModelChoiceField(
        Organization.objects.none(), label=_("哪个组织"), empty_label=_("请选")
    )
    base = forms.ModelChoiceField(
        Facility.objects.none(), label=_("孵化基地"), empty_label=_("请选")
    )  # fmt: skip
    plan = forms.CharField(
        label=_("打算在基地做什么"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("做给谁、怎么做、有几个人；不写电话和证件号"),
    )  # fmt: skip
    needs = forms.CharField(
        label=_("需要基地给什么"), max_length=200, required=False,
        help_text=_("如：一间房、记账辅导"),
    )  # fmt: skip

    def prepare(self) -> None:
        self.fields["organization"].queryset = own = queries.applicants(self.viewer)  # type: ignore[attr-defined]
        self.fields["base"].queryset = bases = queries.bases_for()  # type: ignore[attr-defined]
        for name, rows in (("organization", own), ("base", bases)):
            if len(only := rows[:2]) == 1:
                self.fields[name].initial = only[0].pk


def _points(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=0, max_value=MOST, help_text=_("0–25 分")
    )  # fmt: skip


class ScoreForm(DeskForm):
    need = _points(_("居民需要"))
    design = _points(_("方案可行"))
    people = _points(_("人手和负责人"))
    lasting = _points(_("能不能长久"))
    word = forms.CharField(label=_("评语"), max_length=200)


class MoveInForm(DeskForm):
    starts_on = date_field(label=_("入驻日期"))
    ends_on = date_field(label=_("协议到哪天（含）"))
    rent_free = forms.BooleanField(label=_("零租金"), required=False, initial=True)
    fees_free = forms.BooleanField(label=_("零运行费用"), required=False, initial=True)

    def prepare(self) -> None:
        today = timezone.localdate()
        self.fields["starts_on"].initial = today
        self.fields["ends_on"].initial = today + timedelta(days=364)


class NoteForm(DeskForm):
    kind = forms.ChoiceField(label=_("记什么"), choices=IncubationNote.Kind.choices)
    held_on = date_field(label=_("哪天"))
    note = forms.CharField(label=_("说明"), max_length=200)

    def prepare(self) -> None:
        self.fields["held_on"].initial = timezone.localdate()


class OutcomeForm(DeskForm):
    reason = forms.CharField(
        label=_("孵成了什么"), max_length=200, help_text=_("如：登记成社会团体，有两名专职")
    )


class IncubationFilterForm(forms.Form):
    q = forms.CharField(label=_("名称"), required=False)
    status = forms.ChoiceField(
        label=_("状态"), required=False,
        choices=[(STANDING, _("申请和在孵的")), *IncubationStatus.choices],
    )  # fmt: skip

    def filters(self) -> Filters:
        """What cannot be read is not asked."""
        self.is_valid()
        said: dict[str, Any] = self.cleaned_data
        return Filters(q=said.get("q", ""), status=said.get("status") or STANDING)
