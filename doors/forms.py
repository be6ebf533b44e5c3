from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import DataSubjectRequest
from communities.forms.residents import RevealForm


class SubjectRequestForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("想请我们做什么"), choices=DataSubjectRequest.Kind.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("写明哪里要改、想问什么"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "data-no-draft": ""}),
        help_text=_("改正：哪里不对、应该是什么。只要一份、删除、撤回的，不用写。"),
    )


class AnswerForm(forms.Form):
    granted = forms.TypedChoiceField(
        label=_("怎么答复"),
        choices=[("yes", _("照办")), ("no", _("不能照办"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("写给本人的话"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("怎么办的；不能照办的，写清理由和依据。"),
    )


class MinorAccessForm(forms.Form):
    reader = forms.ChoiceField(label=_("谁来看"))
    scope = forms.TypedChoiceField(label=_("哪个社区"), coerce=int)
    purpose = forms.CharField(label=_("用途"), max_length=120)
    starts_on = forms.DateField(label=_("从"), widget=forms.DateInput(attrs={"type": "date"}))
    ends_on = forms.DateField(label=_("到（含）"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, readers: Any, places: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reader"].choices = readers  # type: ignore[attr-defined]
        self.fields["scope"].choices = places  # type: ignore[attr-defined]
        self.fields["starts_on"].initial = timezone.localdate


class PurposeForm(forms.Form):
    """What a clear value is needed for; it stands in the log of every look."""

    purpose = forms.ChoiceField(
        label=_("用来做什么"), choices=RevealForm.PURPOSES, widget=forms.RadioSelect
    )

    def in_words(self) -> str:
        return str(dict(RevealForm.PURPOSES)[self.cleaned_data["purpose"]])
