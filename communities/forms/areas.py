from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm, date_field, time_field
from communities.models import Area, Building, CommunityProfile
from communities.queries import areas as area_queries


class NewAreaForm(DeskForm):
    name = forms.CharField(label=_("名称"), max_length=64)
    name_en = forms.CharField(label=_("英文名称"), max_length=128, required=False)
    code = forms.CharField(label=_("代码"), max_length=16, required=False)


class RenameForm(NewAreaForm):
    on = date_field(label=_("生效日期"))
    source = forms.CharField(label=_("依据"), max_length=200, help_text=_("如批复文号"))

    def prepare(self) -> None:
        self.initial = {
            "name": self.about.name,
            "name_en": self.about.name_en,
            "code": self.about.code,
            "on": timezone.localdate(),
        }


class ProfileForm(DeskForm):
    kind = forms.ChoiceField(label=_("类型"), choices=CommunityProfile.Kind.choices)
    founded_on = date_field(label=_("成立日期"), required=False)
    telephone = forms.CharField(
        label=_("服务电话"), max_length=20, required=False, help_text=_("居民一按就打的号码")
    )
    address = forms.CharField(label=_("服务中心地址"), max_length=120, required=False)
    address_en = forms.CharField(label=_("服务中心地址（英文）"), max_length=200, required=False)
    opens_at = time_field(label=_("工作日开门"), required=False)
    closes_at = time_field(label=_("工作日关门"), required=False)
    weekend_opens_at = time_field(label=_("周末开门"), required=False)
    weekend_closes_at = time_field(
        label=_("周末关门"), required=False,
        help_text=_("不填就是周末不开；调休上班的周末按工作日，法定节假日不开"),
    )  # fmt: skip
    data_processor = forms.CharField(
        label=_("个人信息处理者"), max_length=120, required=False,
        help_text=_("对个人信息负责的单位全称，写进告知书"),
    )  # fmt: skip
    introduction = forms.CharField(
        label=_("简介"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    introduction_en = forms.CharField(
        label=_("简介（英文）"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def prepare(self) -> None:
        told = self.about.profile
        self.initial = {name: getattr(told, name) for name in self.fields}


class MoveAreaForm(DeskForm):
    parent = forms.ModelChoiceField(Area.objects.none(), label=_("改属"))

    def prepare(self) -> None:
        parents = area_queries.parents_for(self.viewer, self.about)
        self.fields["parent"].queryset = parents  # type: ignore[attr-defined]


class MergeAreaForm(DeskForm):
    absorbed = forms.ModelChoiceField(
        Area.objects.none(), label=_("把哪一块并进来"), help_text=_("并进来的一块随即停用")
    )

    def prepare(self) -> None:
        siblings = area_queries.siblings_of(self.viewer, self.about)
        self.fields["absorbed"].queryset = siblings  # type: ignore[attr-defined]


class SplitAreaForm(DeskForm):
    name = forms.CharField(label=_("新的一块叫什么"), max_length=64)
    buildings = forms.ModelMultipleChoiceField(
        Building.objects.none(),
        label=_("哪些楼栋划过去"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    children = forms.ModelMultipleChoiceField(
        Area.objects.none(),
        label=_("哪些下级划过去"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def prepare(self) -> None:
        parts = {
            "buildings": area_queries.buildings_of(self.about),
            "children": self.about.children.filter(is_active=True),
        }
        for name, rows in parts.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]


class BuildingsForm(DeskForm):
    buildings = forms.ModelMultipleChoiceField(
        Building.objects.none(),
        label=_("划进来的楼栋"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("楼里的住户一起划过来"),
    )

    def prepare(self) -> None:
        rows = area_queries.buildings_elsewhere(self.about)
        self.fields["buildings"].queryset = rows  # type: ignore[attr-defined]
