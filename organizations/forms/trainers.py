"""Input for bases of training and for who teaches there."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm, date_field
from communities.models import Area
from organizations.forms.organizations import PlaceField
from organizations.models import Facility, Organization, SocialWorker
from organizations.queries import courses as course_queries
from organizations.queries import trainers as queries
from organizations.supervision_workflow import HowItWas, Topic


class BaseForm(DeskForm):
    where = forms.ChoiceField(label=_("哪里"), help_text=_("开放的设施，或者在册的组织"))
    what = forms.CharField(
        label=_("用来培训什么"), max_length=80, help_text=_("如：老年社会工作实务、现场教学")
    )
    since = date_field(label=_("从哪天起"))

    def prepare(self) -> None:
        found = queries.could_be_bases(self.viewer)
        self.places = {f"{row._meta.model_name}-{row.pk}": row for row in found}
        field: Any = self.fields["where"]
        field.choices = [(key, row.title) for key, row in self.places.items()]
        self.fields["since"].initial = timezone.localdate()

    def clean_where(self) -> Facility | Organization:
        return self.places[self.cleaned_data["where"]]


class _Topics(DeskForm):
    topics = forms.MultipleChoiceField(
        label=_("讲什么"), choices=Topic.choices, widget=forms.CheckboxSelectMultiple
    )


class TrainerForm(_Topics):
    area = PlaceField(Area.objects.none(), label=_("哪里登记"))
    worker = forms.ModelChoiceField(
        SocialWorker.objects.none(), label=_("社工"), required=False,
        empty_label=_("外面的老师"),
    )  # fmt: skip
    name = forms.CharField(
        label=_("姓名"), max_length=32, required=False, help_text=_("外面的老师要写，会公布")
    )
    unit = forms.CharField(
        label=_("单位"), max_length=80, required=False, help_text=_("外面的老师要写")
    )
    since = date_field(label=_("从哪天起"))
    field_order = ["area", "worker", "name", "unit", "topics", "since"]

    def prepare(self) -> None:
        area: Any = self.fields["area"]
        area.queryset = places = queries.places(self.viewer)
        if len(only := places[:2]) == 1:
            area.initial = only[0].pk
        worker: Any = self.fields["worker"]
        worker.queryset = queries.workers(self.viewer)
        worker.label_from_instance = course_queries.label_of
        self.fields["since"].initial = timezone.localdate()


class CorrectTrainerForm(_Topics):
    unit = forms.CharField(
        label=_("单位"), max_length=80, required=False, help_text=_("外面的老师要写")
    )

    def prepare(self) -> None:
        self.initial.update({"topics": self.about.topics, "unit": self.about.unit})


class HowItWasForm(DeskForm):
    mark = forms.ChoiceField(label=_("怎么样"), choices=HowItWas.choices)
    word = forms.CharField(
        label=_("一句话"), max_length=60, required=False,
        help_text=_("办的人看得到这句话，看不到是谁写的"),
    )  # fmt: skip
