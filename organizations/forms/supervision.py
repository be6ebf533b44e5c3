"""Input for the pool of supervisors and for their sittings."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm, date_field
from communities.models import Area
from organizations.models import SocialWorker, Supervisor, TimeSlot
from organizations.queries import supervision_asks as queries
from organizations.supervision_workflow import LONGEST, SHORTEST, HowItWas, Topic


def _times(label: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=TimeSlot.choices, required=False, widget=forms.CheckboxSelectMultiple
    )


class ArrangeForm(DeskForm):
    """about: the social worker who stands in the pool, or comes into it."""

    area = forms.ModelChoiceField(
        Area.objects.none(), label=_("能去哪里"), required=False,
        empty_label=_("不限地方（电话、线上）"),
    )  # fmt: skip
    times = _times(_("什么时候有空"))

    def prepare(self) -> None:
        worker: SocialWorker = self.about
        self.fields["area"].queryset = queries.areas_for(worker)  # type: ignore[attr-defined]
        standing = queries.line_of(worker)
        if standing is not None:
            self.initial.update({"area": standing.area_id, "times": standing.times})


class NameForm(ArrangeForm):
    topics = forms.MultipleChoiceField(
        label=_("擅长督导什么"), choices=Topic.choices, widget=forms.CheckboxSelectMultiple
    )
    since = date_field(label=_("从哪天起"))
    field_order = ["topics", "area", "times", "since"]

    def prepare(self) -> None:
        super().prepare()
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


class AskForm(DeskForm):
    topics = forms.MultipleChoiceField(
        label=_("想谈什么"), choices=Topic.choices, widget=forms.CheckboxSelectMultiple,
        help_text=_("只选题目；服务对象是谁，不写在这里"),
    )  # fmt: skip
    times = _times(_("什么时候方便"))


class MatchForm(DeskForm):
    """about: what was asked for."""

    supervisor = forms.TypedChoiceField(label=_("请哪一位督导"), coerce=int)

    def prepare(self) -> None:
        self.found = {row.pk: row for row in queries.candidates(self.about)}
        field: Any = self.fields["supervisor"]
        field.choices = [(pk, _label(row)) for pk, row in self.found.items()]
        if not self.found:
            field.help_text = _("督导库里没有擅长这些、又能来这里的；可以回复没有合适的")

    def clean_supervisor(self) -> Supervisor:
        return self.found[self.cleaned_data["supervisor"]]


def _label(row: Supervisor) -> str:
    return " · ".join(filter(None, [str(row.name), row.unit, row.good_at, row.slots]))


class WordForm(DeskForm):
    mark = forms.ChoiceField(label=_("怎么样"), choices=HowItWas.choices)
    word = forms.CharField(
        label=_("一句话"), max_length=60, required=False,
        help_text=_("只有双方和负责人看得到；不写服务对象"),
    )  # fmt: skip
