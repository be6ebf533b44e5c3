"""Input for the pool of supervisors and for their sittings."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm, date_field
from organizations.supervision_workflow import LONGEST, SHORTEST, Topic


class NameForm(DeskForm):
    topics = forms.MultipleChoiceField(
        label=_("擅长督导什么"), choices=Topic.choices, widget=forms.CheckboxSelectMultiple
    )
    since = date_field(label=_("从哪天起"))

    def prepare(self) -> None:
        self.fields["since"].initial = timezone.localdate()


class SittingForm(DeskForm):
    held_on = date_field(label=_("哪天"))
    minutes = forms.IntegerField(label=_("多少分钟"), min_value=SHORTEST, max_value=LONGEST)
    topics = forms.MultipleChoiceField(
        label=_("谈了什么"), choices=Topic.choices, widget=forms.CheckboxSelectMultiple,
        help_text=_("只记题目；服务对象是谁，不写在这里"),
    )  # fmt: skip

    def prepare(self) -> None:
        self.fields["held_on"].initial = timezone.localdate()
