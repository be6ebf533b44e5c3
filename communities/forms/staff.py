from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import ROLES
from communities.forms.base import DeskForm, FindsAccount, date_field, named
from communities.models import Area
from communities.queries import staff


class ColleagueField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Colleagues know each other by their full names."""

    def label_from_instance(self, obj: User) -> str:
        return obj.name.open() or str(obj.phone)


class PlaceField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Area) -> str:
        return _("%(name)s（%(what)s）") % {"name": obj.title, "what": obj.get_level_display()}


class AppointForm(FindsAccount):
    role = forms.ChoiceField(label=_("身份"))
    area = PlaceField(Area.objects.none(), label=_("管哪里"))
    ends_on = date_field(label=_("到哪天（含）"), required=False)
    reason = forms.CharField(label=_("依据或事由"), max_length=200, required=False)

    def clean_phone(self) -> User:
        return named(super().clean_phone())

    def prepare(self) -> None:
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            (code, ROLES[code].name) for code in self.viewer.role.appoints
        ]
        self.fields["area"].queryset = staff.places_to_give(self.viewer)  # type: ignore[attr-defined]


class ReasonForm(DeskForm):
    reason = forms.CharField(label=_("原因"), max_length=200)


class LendForm(DeskForm):
    deputy = ColleagueField(User.objects.none(), label=_("请谁代理"))
    starts_on = date_field(label=_("从哪天"), initial=timezone.localdate)
    ends_on = date_field(label=_("到哪天（含）"))
    reason = forms.CharField(label=_("事由"), help_text=_("比如“产假”“外出培训”"), max_length=200)

    def prepare(self) -> None:
        self.fields["deputy"].queryset = staff.colleagues(self.about)  # type: ignore[attr-defined]


class LeaveForm(DeskForm):
    successor = ColleagueField(
        User.objects.none(), label=_("谁接手"), required=False, empty_label=_("手上没有要交的事")
    )
    reason = forms.CharField(label=_("离任原因"), max_length=200)
    last_day = date_field(label=_("最后一天"), help_text=_("不填就是现在"), required=False)

    def prepare(self) -> None:
        self.fields["successor"].queryset = staff.colleagues(self.about)  # type: ignore[attr-defined]
