"""Input for children: who comes, what to beware of, who fetches."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from activities.models import Pickup
from activities.queries import children as queries
from communities.forms.base import DeskForm, date_field
from communities.models import Resident
from core.fields import PersonalFormField


class _CareForm(DeskForm):
    phone = PersonalFormField(
        label=_("监护人的电话"), max_length=20, help_text=_("有事马上打得通的号码")
    )
    remark = PersonalFormField(
        label=_("要当心的"),
        max_length=200,
        required=False,
        help_text=_("只写现场要知道的，比如花生过敏、四点要吃药；没有就不写"),
    )
    remark_agreed = forms.BooleanField(
        label=_("同意把上面写的给当天的老师看"),
        required=False,
        help_text=_("写了才要勾。只给当天的负责人和社区看，半年没来就删掉"),
    )


class _WardField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        obj.name.disclose()
        return str(obj.name)


class ChildForm(_CareForm):
    """By who answers for the child."""

    child = _WardField(Resident.objects.none(), label=_("哪个孩子"), empty_label=None)
    field_order = ["child"]

    def prepare(self) -> None:
        wards = queries.wards(self.viewer, self.about)
        self.fields["child"].queryset = wards  # type: ignore[attr-defined]
        self.fields["child"].initial = wards.first()
        if self.viewer.user is not None:
            phone = self.viewer.user.phone
            phone.disclose()
            self.initial["phone"] = phone


class CardForm(_CareForm):
    def prepare(self) -> None:
        self.initial["phone"] = self.about.phone
        self.initial["remark"] = self.about.remark
        self.initial["remark_agreed"] = self.about.remark_agreed_at is not None


class BroughtForm(_CareForm):
    """At the desk or at the door, for who has no phone with us."""

    name = forms.CharField(label=_("孩子姓名"), max_length=64)
    guardian_name = forms.CharField(label=_("监护人姓名"), max_length=64)
    field_order = ["name", "guardian_name"]


class PickupForm(DeskForm):
    name = forms.CharField(label=_("谁来接"), max_length=64)
    relation = forms.ChoiceField(
        label=_("和孩子的关系"),
        choices=[each for each in Pickup.Relation.choices if each[0] != "guardian"],
    )
    phone = PersonalFormField(label=_("他的电话"), max_length=20, required=False)
    valid_from = date_field(label=_("从哪天"))
    valid_to = date_field(label=_("到哪天（含）"), help_text=_("只接一次的，两天写同一天"))

    def prepare(self) -> None:
        today = timezone.localdate()
        self.initial.update(valid_from=today, valid_to=today + timedelta(days=120))


class SaidPickupForm(PickupForm):
    """The guardian said it to somebody: on paper, or on the telephone for today."""

    how = forms.ChoiceField(
        label=_("监护人怎么同意的"),
        choices=[each for each in Pickup.How.choices if each[0] != "self"],
    )
    field_order = ["how"]

    def prepare(self) -> None:
        today = timezone.localdate()
        self.initial.update(valid_from=today, valid_to=today)


class HandOverForm(DeskForm):
    pickup = forms.ModelChoiceField(
        Pickup.objects.none(),
        label=_("谁来接的"),
        empty_label=None,
        widget=forms.RadioSelect,
        help_text=_("名单上没有他：不要交，回上一页点“不在名单上”"),
    )

    def prepare(self) -> None:
        rows = self.about.card.pickups.standing()
        self.fields["pickup"].queryset = rows  # type: ignore[attr-defined]
        self.fields["pickup"].label_from_instance = _full  # type: ignore[attr-defined]


def _full(pickup: Pickup) -> str:
    pickup.name.disclose()
    return str(pickup)
