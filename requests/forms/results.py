"""The second call, and the exclusion asked for and decided."""

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm
from requests.forms.steps import RateForm
from requests.models import Exclusion, SecondCall


class SecondCallForm(RateForm):
    outcome = forms.ChoiceField(
        label=_("电话打得怎么样"), choices=SecondCall.Outcome.choices, widget=forms.RadioSelect
    )
    field_order = ["outcome", "grade", "solved", "words"]

    def prepare(self) -> None:
        self.fields["grade"].required = False
        self.fields["grade"].help_text = _("问到了才选")
        self.fields["grade"].empty_value = None  # type: ignore[attr-defined]
        self.fields["words"].label = _("他说的")


class AskExclusionForm(DeskForm):
    reason = forms.ChoiceField(
        label=_("原因"), choices=Exclusion.Reason.choices, widget=forms.RadioSelect
    )
    grounds = forms.CharField(
        label=_("事实和依据"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("街道看得到；哪条规定、什么时候联系过几次"),
    )


class DecideExclusionForm(DeskForm):
    decision = forms.ChoiceField(
        label=_("决定"), choices=Exclusion.Decision.choices, widget=forms.RadioSelect
    )
    answer = forms.CharField(
        label=_("决定的理由"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
