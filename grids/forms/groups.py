"""Input for ten-household groups, their reports, and building heads."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm, date_field
from communities.models import Household, Resident
from communities.queries.residents import names_for
from grids.models import GridMatter, GroupReport
from grids.queries import duties as duty_queries
from grids.queries import groups as group_queries


class HouseholdsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Household) -> str:
        return f"{obj.dwelling.building.name} {group_queries.door_of(obj.dwelling)}"


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A resident, named as far as the viewer may read him."""

    def offer(self, viewer: Any, people: Any) -> None:
        self.queryset = people
        self.label_from_instance = names_for(viewer)  # type: ignore[method-assign, assignment]


class GroupForm(DeskForm):
    name = forms.CharField(label=_("名称"), max_length=48, help_text=_("如：1号楼第一联"))
    households = HouseholdsField(
        Household.objects.none(),
        label=_("哪些户"),
        help_text=_("十户左右；已在别的十联户里的不列出"),
        required=False,
    )

    def prepare(self) -> None:
        field = self.fields["households"]
        field.queryset = group_queries.free_households(self.about)  # type: ignore[attr-defined]


class AddForm(DeskForm):
    households = HouseholdsField(Household.objects.none(), label=_("加哪些户"))

    def prepare(self) -> None:
        field = self.fields["households"]
        field.queryset = group_queries.free_households(self.about)  # type: ignore[attr-defined]


class RemoveForm(DeskForm):
    household = forms.ModelChoiceField(Household.objects.none(), label=_("哪一户退出"))

    def prepare(self) -> None:
        field = self.fields["household"]
        field.queryset = group_queries.member_households(self.about)  # type: ignore[attr-defined]
        field.label_from_instance = (  # type: ignore[attr-defined]
            lambda home: f"{home.dwelling.building.name} {group_queries.door_of(home.dwelling)}"
        )


class AskForm(DeskForm):
    resident = PersonField(Resident.objects.none(), label=_("请谁当联户长"))

    def prepare(self) -> None:
        people = group_queries.adults_of(self.viewer, self.about)
        self.fields["resident"].offer(self.viewer, people)  # type: ignore[attr-defined]


class ConsentForm(DeskForm):
    how = forms.CharField(
        label=_("他怎样同意的"), max_length=120, help_text=_("如：当面、电话、上门签字")
    )


class DeclineForm(DeskForm):
    said = forms.CharField(
        label=_("他怎么说的"), max_length=120, help_text=_("如：电话里说要带孙子，没有空")
    )


class RefuseForm(DeskForm):
    said = forms.CharField(
        label=_("想说一句就写"), max_length=120, required=False,
        help_text=_("不写也行，愿不愿意都随您"),
    )  # fmt: skip


class ReasonForm(DeskForm):
    reason = forms.CharField(label=_("原因"), max_length=200)


class ReportForm(DeskForm):
    kind = forms.ChoiceField(
        label=_("什么事"), choices=GroupReport.Kind.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("一句话说清楚"),
        max_length=500,
        help_text=_("写地点和情况；不用写姓名和号码"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    matter = forms.ModelChoiceField(
        GridMatter.objects.none(),
        label=_("属于哪一类"),
        required=False,
        empty_label=_("说不准"),
        help_text=_("选了就会提示归哪个部门管，不会自动转过去"),
    )

    def prepare(self) -> None:
        self.fields["matter"].queryset = duty_queries.matters()  # type: ignore[attr-defined]


class HandleForm(DeskForm):
    outcome = forms.CharField(
        label=_("怎样办的"), max_length=300, help_text=_("报的人看得到这一句，不写姓名和号码")
    )


class EscalateForm(DeskForm):
    reason = forms.CharField(label=_("为什么在这里办不了"), max_length=300)


class HeadForm(DeskForm):
    resident = PersonField(Resident.objects.none(), label=_("请谁当楼栋长"))
    consent_note = forms.CharField(
        label=_("他怎样同意的"), max_length=120, help_text=_("如：当面、电话、书面")
    )
    publishes_name = forms.BooleanField(
        label=_("本人同意在公示牌上写姓名"),
        help_text=_("不同意时只写姓氏"),
        required=False,
    )
    starts_on = date_field(label=_("从哪天起"))

    def prepare(self) -> None:
        people = group_queries.grown_ups_in(self.viewer, self.about)
        self.fields["resident"].offer(self.viewer, people)  # type: ignore[attr-defined]
        self.fields["starts_on"].initial = timezone.localdate()


class EndHeadForm(ReasonForm):
    last_day = date_field(label=_("最后一天"))

    def prepare(self) -> None:
        self.fields["last_day"].initial = timezone.localdate()
