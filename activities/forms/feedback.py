"""Input for what one says afterwards."""

from django import forms
from django.utils.translation import gettext_lazy as _

from activities.actions.feedback import LONGEST
from activities.models import Feedback
from communities.forms.base import DeskForm


class FeedbackForm(DeskForm):
    grade = forms.TypedChoiceField(
        label=_("觉得怎么样"), choices=Feedback.Grade.choices, coerce=int, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("想说的"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("哪里好、下次改什么，一两句就行"),
    )
