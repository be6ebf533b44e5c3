"""What is asked of who writes on a report, releases it, corrects it or withdraws it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm
from insights.actions.reports import LONGEST
from insights.models import Span
from insights.queries.reports import Filters
from insights.report_workflow import ReportStatus


class OpeningForm(DeskForm):
    opening = forms.CharField(
        label=_("开头的话"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("数字下面已经有了；这里写数字说不出来的：为什么、打算怎么办。不写人名和号码。"),
    )

    def prepare(self) -> None:
        self.fields["opening"].initial = self.about.opening


class ReleaseForm(DeskForm):
    checked = forms.BooleanField(label=_("我从头到尾看过，数和话都对得上"), required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def prepare(self) -> None:
        self.fields["seen"].initial = self.about.edits

    def clean(self) -> dict[str, Any]:
        """In which role, the session says and not the form."""
        said = super().clean()
        return {**said, "seen": said.get("seen") or 0, "as_role": self.viewer.role.code}


class ExplanationForm(DeskForm):
    explanation = forms.CharField(
        label=_("更正了什么、为什么"),
        max_length=200,
        help_text=_("和新的一版一起发布，连着原来那一版"),
    )


class ReasonForm(DeskForm):
    reason = forms.CharField(
        label=_("为什么撤回"), max_length=200, help_text=_("读过的人看得到这句话")
    )


class ReportFilterForm(forms.Form):
    status = forms.ChoiceField(
        label=_("状态"), required=False, choices=[("", _("全部")), *ReportStatus.choices]
    )
    span = forms.ChoiceField(
        label=_("月报还是季报"),
        required=False,
        choices=[
            ("", _("全部")),
            (Span.MONTH.value, _("月报")),
            (Span.QUARTER.value, _("季报")),
        ],
    )

    def filters(self, before: str) -> Filters:
        """What cannot be read is not asked."""
        self.is_valid()
        said: dict[str, Any] = self.cleaned_data
        return Filters(
            status=said.get("status", ""),
            span=said.get("span", ""),
            before=int(before) if before.isdecimal() and len(before) < 18 else None,
        )
