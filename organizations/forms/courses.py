"""Input for training courses."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm, date_field, time_field
from organizations.course_workflow import (
    MOST_COURSE_HOURS,
    MOST_PLACES,
    CourseExam,
    CourseKind,
    CourseStatus,
)
from organizations.models import CoursePlace, Facility, Organization, SocialWorker, Trainer
from organizations.queries import courses as queries
from organizations.queries import trainers as trainer_queries
from organizations.queries.courses import Filters


class CourseForm(DeskForm):
    where = forms.ChoiceField(label=_("在哪里办"))
    kind = forms.ChoiceField(label=_("种类"), choices=CourseKind.choices)
    title = forms.CharField(label=_("学什么"), max_length=60, help_text=_("如：个案管理工作坊"))
    hours = forms.IntegerField(label=_("学时"), min_value=1, max_value=MOST_COURSE_HOURS)
    exam = forms.ChoiceField(
        label=_("怎么考核"),
        choices=CourseExam.choices,
        help_text=_("通过了才有结业证；学时到了就算"),
    )
    held_on = date_field(label=_("哪天"))
    starts_at = time_field(label=_("几点开始"))
    capacity = forms.IntegerField(label=_("几个名额"), min_value=1, max_value=MOST_PLACES)
    lecturer = forms.ModelChoiceField(
        Trainer.objects.none(), label=_("师资库里的老师"), required=False,
        empty_label=_("不在师资库里"),
    )  # fmt: skip
    trainer = forms.ModelChoiceField(
        SocialWorker.objects.none(), label=_("讲课的社工"), required=False,
        empty_label=_("请外面的老师"),
    )  # fmt: skip
    trainer_name = forms.CharField(
        label=_("谁来讲"), max_length=32, required=False, help_text=_("外面的老师写姓名，会公布")
    )
    trainer_unit = forms.CharField(
        label=_("讲课人的单位"), max_length=80, required=False, help_text=_("外面的老师要写")
    )

    def prepare(self) -> None:
        self.bases = {_key(place): place for place in queries.places_to_hold(self.viewer)}
        choices = [(key, place.title) for key, place in self.bases.items()]
        self.fields["where"].choices = choices  # type: ignore[attr-defined]
        lecturer = self.fields["lecturer"]
        lecturer.queryset = trainer_queries.to_invite(self.viewer)  # type: ignore[attr-defined]
        lecturer.label_from_instance = trainer_queries.label_of  # type: ignore[attr-defined]
        trainer = self.fields["trainer"]
        trainer.queryset = queries.trainers(self.viewer)  # type: ignore[attr-defined]
        trainer.label_from_instance = queries.label_of  # type: ignore[attr-defined]

    def clean_where(self) -> Facility | Organization:
        return self.bases[self.cleaned_data["where"]]


def _key(place: Facility | Organization) -> str:
    return f"{place._meta.model_name}-{place.pk}"


class EnrolForm(DeskForm):
    worker = forms.ModelChoiceField(
        SocialWorker.objects.none(), label=_("谁参加"), empty_label=_("请选")
    )

    def prepare(self) -> None:
        field = self.fields["worker"]
        field.queryset = rows = queries.to_enrol(self.viewer, self.about)  # type: ignore[attr-defined]
        field.label_from_instance = queries.label_of  # type: ignore[attr-defined]
        if len(only := rows[:2]) == 1:
            field.initial = only[0].pk


class WithdrawForm(DeskForm):
    place = forms.ModelChoiceField(
        CoursePlace.objects.none(), label=_("谁不去了"), empty_label=_("请选")
    )

    def prepare(self) -> None:
        field = self.fields["place"]
        field.queryset = rows = queries.to_withdraw(self.viewer, self.about)  # type: ignore[attr-defined]
        field.label_from_instance = queries.label_of  # type: ignore[attr-defined]
        if len(only := rows[:2]) == 1:
            field.initial = only[0].pk


class SignForm(DeskForm):
    present = forms.TypedMultipleChoiceField(
        label=_("谁到了"), widget=forms.CheckboxSelectMultiple, coerce=int,
        help_text=_("照签到表勾；没有勾的记为没有到"),
    )  # fmt: skip

    def prepare(self) -> None:
        choices = queries.list_to_sign(self.viewer, self.about)
        self.fields["present"].choices = choices  # type: ignore[attr-defined]


class GradeForm(DeskForm):
    passed = forms.TypedMultipleChoiceField(
        label=_("谁通过了"), widget=forms.CheckboxSelectMultiple, coerce=int, required=False,
        empty_value=[], help_text=_("没有勾的记为没有通过，本人会收到消息"),
    )  # fmt: skip

    def prepare(self) -> None:
        choices = queries.list_to_grade(self.viewer, self.about)
        self.fields["passed"].choices = choices  # type: ignore[attr-defined]


class CourseFilterForm(forms.Form):
    q = forms.CharField(label=_("学什么、谁来讲"), required=False)
    status = forms.ChoiceField(label=_("状态"), required=False, choices=CourseStatus.choices)

    def filters(self) -> Filters:
        """What cannot be read is not asked."""
        self.is_valid()
        said: dict[str, Any] = self.cleaned_data
        return Filters(q=said.get("q", ""), status=said.get("status") or CourseStatus.OPEN)
