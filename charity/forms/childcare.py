"""The same input in words that fit children: who comes to a 托育 programme, and on which days."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from charity.forms.meals import AddForm, MenuForm
from charity.forms.programmes import HandForm, JoinForm, WayForm
from charity.programme_workflow import Part, Way


class CareDayForm(MenuForm):
    def prepare(self) -> None:
        super().prepare()
        dishes, places = self.fields["dishes"], self.fields["places"]
        dishes.label = _("做什么、吃什么点心")
        places.label = _("收多少个孩子")


class ChildForm(JoinForm):
    """A child comes; nothing is brought to a door."""

    def prepare(self) -> None:
        super().prepare()
        _comes_here(self)
        self.fields["who"].label = _("孩子姓名")
        agreed = self.fields["agreed"]
        agreed.label, agreed.help_text = _("家长怎样同意的"), _("如：妈妈当面办的")


class ChildWayForm(WayForm):
    def prepare(self) -> None:
        super().prepare()
        _comes_here(self)

    def clean(self) -> dict[str, Any]:
        return super().clean() | {"way": Way.HERE}


class CareHandForm(HandForm):
    """Whoever looks after them reads what they must not eat, as a kitchen does."""

    def prepare(self) -> None:
        super().prepare()
        del self.fields["part"]

    def clean(self) -> dict[str, Any]:
        return super().clean() | {"part": Part.KITCHEN}


class AddChildForm(AddForm):
    def prepare(self) -> None:
        super().prepare()
        self.fields["diner"].label = _("哪个孩子")


def _comes_here(form: WayForm) -> None:
    for name in ("way", "where"):
        del form.fields[name]
    phone = form.fields["phone"]
    phone.label, phone.help_text = _("家长电话"), _("不填，就用档案里的电话")
    form.fields["weekdays"].help_text = _("都不选：每次另外报")
