"""A form knows who fills it in and what it is about; some fields look things up in his scope."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.viewer import Viewer
from communities.models import Building, Household
from communities.queries import accounts as account_queries
from communities.queries import households as household_queries
from core.fields import Personal

DateInput = forms.DateInput


@dataclass(frozen=True)
class Part:
    """Fields that belong together, under what they are about."""

    heading: Any
    fields: list[forms.BoundField]


class DeskForm(forms.Form):
    headings: ClassVar[Mapping[str, Any]] = {}
    """Of a long form, where a part begins: its first field, and what it is about."""

    def __init__(self, *args: Any, viewer: Viewer, about: Any = None, **kwargs: Any) -> None:
        self.viewer, self.about = viewer, about
        super().__init__(*args, **kwargs)
        self.prepare()

    @property
    def parts(self) -> list[Part]:
        """What is seen of it; one part without a heading where nothing parts it."""
        parts = [Part("", [])]
        for field in self.visible_fields():
            if field.name in self.headings:
                parts.append(Part(self.headings[field.name], []))
            parts[-1].fields.append(field)
        return [part for part in parts if part.fields]

    def prepare(self) -> None:
        """Choices inside the viewer's scope, fields he may not see taken out."""

    def clean(self) -> dict[str, Any]:
        """Untouched masks come back as the value they stand for; actions take clear text."""
        cleaned = super().clean() or self.cleaned_data
        return {
            name: value.open() if isinstance(value, Personal) else value
            for name, value in cleaned.items()
        }


class NothingForm(DeskForm):
    """Only the act itself."""


def date_field(**kwargs: Any) -> forms.DateField:
    return forms.DateField(
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs
    )


def time_field(**kwargs: Any) -> forms.TimeField:
    return forms.TimeField(
        widget=forms.TimeInput(attrs={"type": "time", "step": 900}, format="%H:%M"), **kwargs
    )


class HouseholdNumberField(forms.CharField):
    """The number on the household's page; the form resolves it inside the viewer's scope."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("户编号"))
        kwargs.setdefault("help_text", _("写在那一户页面上的编号，如 00012"))
        super().__init__(max_length=24, **kwargs)


class FindsHousehold(DeskForm):
    def clean_household(self) -> Household | None:
        number = self.cleaned_data["household"]
        if not number:
            return None
        found = household_queries.find_by_number(
            self.viewer, number, community_id=self.about.community_id
        )
        if found is None:
            raise forms.ValidationError(_("您的范围里没有这个编号的在住户，请核对"))
        return found


def named(user: User) -> User:
    """Who holds a post stands on boards and lists; an account of a number alone has no name."""
    if not user.name.open().strip():
        raise forms.ValidationError(
            _("他的账号还没有姓名：请他登录后在“我的账号”里写上姓名，再来办")
        )
    return user


class FindsAccount(DeskForm):
    """`phone` becomes `user`."""

    phone = forms.CharField(
        label=_("他登录用的手机号"), help_text=_("请他先用手机登录一次，再来办")
    )
    field_order = ["phone"]

    def clean_phone(self) -> User:
        user = account_queries.by_phone(self.cleaned_data["phone"])
        if user is None:
            raise forms.ValidationError(_("这个号码还没有登录过：请他先用手机登录一次"))
        return user

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "phone" in cleaned:
            cleaned["user"] = cleaned.pop("phone")
        return cleaned


class DoorForm(DeskForm):
    """A door: building, unit, room. A door that is not in the register yet is added."""

    building = forms.ModelChoiceField(Building.objects.none(), label=_("楼栋"))
    unit = forms.CharField(label=_("单元"), max_length=8, required=False)
    room = forms.CharField(label=_("室号"), max_length=16)

    def prepare(self) -> None:
        field = self.fields["building"]
        field.queryset = household_queries.buildings_for(self.viewer)  # type: ignore[attr-defined]
