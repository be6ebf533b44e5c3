"""Fields that find a person: a colleague from a list, or any account by its number."""

import re
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from communities.forms.base import DeskForm, named
from communities.queries import accounts as account_queries
from grids.queries import grids as grid_queries

WORK_NUMBER = re.compile(r"^[\d+][\d\- ]{3,17}\d$")


def work_number_field(**kwargs: Any) -> forms.CharField:
    return forms.CharField(
        max_length=20,
        required=False,
        validators=[RegexValidator(WORK_NUMBER, _("电话写成 0858-2200101 或 13800000000 的样子"))],
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
        **kwargs,
    )


class ColleagueField(forms.ChoiceField):
    """The choice is an account of the community; the form turns it into the account."""

    def __init__(self, *, staff_only: bool = False, empty: Any = "", **kwargs: Any) -> None:
        self.staff_only, self.empty = staff_only, empty
        self.people: dict[str, User] = {}
        super().__init__(**kwargs)

    def offer(self, people: list[User]) -> None:
        self.people = {str(person.pk): person for person in people}
        blank = [("", self.empty or _("请选"))]
        self.choices = blank + [(pk, str(person.name)) for pk, person in self.people.items()]

    def clean(self, value: Any) -> User | None:
        return self.people.get(super().clean(value))


class FindsColleague(DeskForm):
    """Fills every ColleagueField with the colleagues of the subject's community."""

    def prepare(self) -> None:
        community, himself = self.about.community, getattr(self.about, "worker", None)
        for field in self.fields.values():
            if isinstance(field, ColleagueField):
                found = grid_queries.colleagues(community, staff_only=field.staff_only)
                field.offer([person for person in found if person != himself])


class NamesPerson(FindsColleague):
    """`colleague` or, for somebody new, `phone` become the one person called `becomes`."""

    becomes = "person"
    is_required = True

    colleague = ColleagueField(label=_("从同事里选"), required=False)
    phone = forms.CharField(
        label=_("或者填他登录用的手机号"),
        help_text=_("新同事请先用手机登录一次"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )

    def clean_phone(self) -> User | None:
        text = self.cleaned_data["phone"]
        if not text:
            return None
        user = account_queries.by_phone(text)
        if user is None:
            raise forms.ValidationError(_("这个号码还没有登录过：请他先用手机登录一次"))
        return named(user)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        colleague, other = cleaned.pop("colleague", None), cleaned.pop("phone", None)
        if colleague and other and colleague != other:
            self.add_error("phone", _("同事和手机号是两个人，请只填一处"))
        cleaned[self.becomes] = colleague or other
        if cleaned[self.becomes] is None and self.is_required and not self.errors:
            self.add_error("colleague", _("请选一位同事，或者填手机号"))
        return cleaned
