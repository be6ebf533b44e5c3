from django import forms
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm, DoorForm
from communities.models import Resident
from communities.queries import residents as resident_queries
from core.masking import redact_free_text


class HeadForm(DeskForm):
    resident = forms.ModelChoiceField(
        Resident.objects.none(), label=_("由谁代表这一户"), empty_label=None,
        widget=forms.RadioSelect,
    )  # fmt: skip

    def prepare(self) -> None:
        _choose_members(self, "resident", self.about.members.present().exclude(is_head=True))


class RelationsForm(DeskForm):
    """One line for each member but the head."""

    reason = forms.CharField(
        label=_("为什么改"), max_length=120, help_text=_("如：离婚后仍同住、名册写错")
    )

    def prepare(self) -> None:
        names = resident_queries.names_for(self.viewer)
        for person in self.about.members.present().filter(is_head=False).order_by("pk"):
            self.fields[f"member_{person.pk}"] = forms.CharField(
                label=_("%(name)s和户代表的关系") % {"name": names(person)},
                max_length=16,
                required=False,
                initial=person.relation_to_head,
            )
        self.order_fields([*(name for name in self.fields if name != "reason"), "reason"])

    @staticmethod
    def member(name: str) -> int:
        return int(name.removeprefix("member_"))


class SplitForm(DoorForm):
    leaving = forms.ModelMultipleChoiceField(
        Resident.objects.none(), label=_("谁分出去"), widget=forms.CheckboxSelectMultiple
    )
    head = forms.ModelChoiceField(Resident.objects.none(), label=_("新户由谁代表"))
    field_order = ["leaving", "head", "building", "unit", "room"]

    def prepare(self) -> None:
        super().prepare()
        door = self.about.dwelling  # under one roof as a rule; who moves writes the new door
        self.initial = {"building": door.building_id, "unit": door.unit, "room": door.room}
        _choose_members(self, "leaving", self.about.members.present())
        _choose_members(self, "head", self.about.members.present())


class HouseholdForm(DeskForm):
    is_rented = forms.BooleanField(label=_("租住"), required=False)
    note = forms.CharField(label=_("备注"), required=False, widget=forms.Textarea)

    def prepare(self) -> None:
        note, _numbers = redact_free_text(self.about.note.open())
        self.initial = {"is_rented": self.about.is_rented, "note": note}


def _choose_members(form: DeskForm, name: str, members: object) -> None:
    field = form.fields[name]
    field.queryset = members  # type: ignore[attr-defined]
    names = resident_queries.names_for(form.viewer)
    field.label_from_instance = names  # type: ignore[attr-defined]
