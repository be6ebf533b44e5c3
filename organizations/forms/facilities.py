"""Input for places people go to."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.fields import PhoneField
from communities.forms.base import DeskForm, date_field
from communities.models import Area
from organizations.actions.facilities import FIELDS, MOST_METRES
from organizations.facility_workflow import FacilityKind, FacilityStatus
from organizations.forms.organizations import PlaceField
from organizations.models import Organization
from organizations.queries import facilities as queries
from organizations.queries.facilities import STANDING, Filters


class PlaceFactsForm(DeskForm):
    """What everybody reads about it."""

    kind = forms.ChoiceField(label=_("种类"), choices=FacilityKind.choices)
    name = forms.CharField(label=_("名称"), max_length=60, help_text=_("照门口的牌子写"))
    name_en = forms.CharField(label=_("英文名称"), max_length=120, required=False)
    address = forms.CharField(label=_("地址"), max_length=120, required=False)
    address_en = forms.CharField(label=_("地址（英文）"), max_length=200, required=False)
    telephone = PhoneField(
        label=_("公开电话"), max_length=20, required=False,
        help_text=_("居民看得到，照着打；不要写个人手机号"),
    )  # fmt: skip
    opening = forms.CharField(
        label=_("开放时间"), max_length=60, required=False, help_text=_("如：工作日 9:00–17:00")
    )
    opening_en = forms.CharField(label=_("开放时间（英文）"), max_length=120, required=False)
    rooms = forms.IntegerField(label=_("几间房"), min_value=1, max_value=500, required=False)
    square_metres = forms.IntegerField(
        label=_("多少平方米"), min_value=1, max_value=MOST_METRES, required=False
    )
    operator = forms.ModelChoiceField(
        Organization.objects.none(), label=_("谁运营"), required=False,
        empty_label=_("社区或街道自己"),
    )  # fmt: skip

    def prepare(self) -> None:
        self.fields["operator"].queryset = queries.operators(self.viewer)  # type: ignore[attr-defined]
        if self.about is not None:
            self.initial.update({name: getattr(self.about, name) for name in FIELDS})


class NewPlaceForm(PlaceFactsForm):
    area = PlaceField(Area.objects.none(), label=_("在哪一级"))
    field_order = ["area", *FIELDS]

    def prepare(self) -> None:
        super().prepare()
        self.fields["area"].queryset = places = queries.places(self.viewer)  # type: ignore[attr-defined]
        if len(only := places[:2]) == 1:
            self.fields["area"].initial = only[0].pk


class OpenForm(DeskForm):
    opened_on = date_field(label=_("启用日期"))

    def prepare(self) -> None:
        self.fields["opened_on"].initial = timezone.localdate()


class SignForm(DeskForm):
    sign_on = date_field(label=_("哪天看的"))
    is_right = forms.TypedChoiceField(
        label=_("牌子"), coerce=lambda said: said == "right", widget=forms.RadioSelect,
        choices=[("right", _("规范")), ("wrong", _("不规范"))],
    )  # fmt: skip
    note = forms.CharField(label=_("差在哪里"), max_length=200, required=False)

    def prepare(self) -> None:
        self.fields["sign_on"].initial = timezone.localdate()


class VolunteersForm(DeskForm):
    since = date_field(label=_("哪天设的"))

    def prepare(self) -> None:
        self.fields["since"].initial = timezone.localdate()


class FacilityFilterForm(forms.Form):
    q = forms.CharField(label=_("名称、地址"), required=False)
    kind = forms.ChoiceField(
        label=_("种类"), required=False, choices=[("", _("各种")), *FacilityKind.choices]
    )
    status = forms.ChoiceField(
        label=_("状态"), required=False,
        choices=[(STANDING, _("没有撤销的")), *FacilityStatus.choices],
    )  # fmt: skip

    def filters(self) -> Filters:
        """What cannot be read is not asked."""
        self.is_valid()
        said: dict[str, Any] = self.cleaned_data
        return Filters(
            q=said.get("q", ""), kind=said.get("kind", ""), status=said.get("status") or STANDING
        )
