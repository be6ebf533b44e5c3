from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import DataClass
from communities.forms.base import (
    DeskForm,
    DoorForm,
    FindsAccount,
    FindsHousehold,
    HouseholdNumberField,
    date_field,
)
from communities.models import Authority, CareLabel, Resident, ResidentStatus
from communities.queries import residents as resident_queries
from core.fields import PersonalFormField

SENSITIVE_FIELDS = ("id_number", "note")


class FactsForm(DeskForm):
    """What is written down about a person. Untouched masks keep what they hide."""

    name = PersonalFormField(label=_("姓名"), max_length=64)
    id_number = PersonalFormField(
        label=_("身份证号"), required=False, help_text=_("18 位；填了它，出生日期和性别自动得出")
    )
    gender = forms.ChoiceField(
        label=_("性别"), choices=Resident.Gender.choices, initial=Resident.Gender.UNKNOWN
    )
    born_on = date_field(label=_("出生日期"), required=False)
    phone = PersonalFormField(
        label=_("电话"), required=False, help_text=_("手机 11 位，或带区号的座机；没有可以不填")
    )
    registered_address = PersonalFormField(label=_("户籍地址"), required=False)
    residence_kind = forms.ChoiceField(label=_("人户关系"), choices=Resident.Residence.choices)
    origin = forms.ChoiceField(label=_("来源"), choices=Resident.Origin.choices)
    origin_place = forms.CharField(label=_("来源乡镇、村"), max_length=64, required=False)
    is_new_employment = forms.BooleanField(label=_("新就业群体（骑手、司机等）"), required=False)
    note = PersonalFormField(
        label=_("备注"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("写进来的电话、身份证号和备注一起加密；别人的号码最好不写"),
    )

    def prepare(self) -> None:
        if not self.viewer.sees(DataClass.SENSITIVE):
            for name in SENSITIVE_FIELDS:
                del self.fields[name]


class CorrectForm(FactsForm):
    reason = forms.CharField(label=_("更正依据"), max_length=200)

    def prepare(self) -> None:
        super().prepare()
        resident: Resident = self.about
        resident.name.disclose()
        for name in self.fields:
            if name != "reason":
                self.initial[name] = getattr(resident, name)


class RegisterForm(DoorForm, FactsForm):
    """The first person behind a door: opens the household, too."""

    is_rented = forms.BooleanField(label=_("租住"), required=False)
    field_order = ["building", "unit", "room", "is_rented"]
    headings: ClassVar[Mapping[str, Any]] = {
        "building": _("住在哪里"),
        "name": _("是谁"),
        "registered_address": _("户籍和来处"),
    }

    def prepare(self) -> None:
        DoorForm.prepare(self)
        FactsForm.prepare(self)


class MemberForm(FactsForm):
    relation_to_head = forms.CharField(
        label=_("与户代表关系"), max_length=16, required=False, help_text=_("如配偶、子女、父母")
    )


class BirthForm(DeskForm):
    name = forms.CharField(label=_("孩子姓名"), max_length=64)
    born_on = date_field(label=_("出生日期"))
    gender = forms.ChoiceField(
        label=_("性别"), choices=Resident.Gender.choices, initial=Resident.Gender.UNKNOWN
    )
    id_number = forms.CharField(label=_("身份证号"), required=False)


class GuardianForm(DeskForm):
    guardian = forms.ModelChoiceField(
        Resident.objects.none(),
        label=_("监护人"),
        empty_label=None,
        widget=forms.RadioSelect,
        help_text=_("同一户的成年人；监护人住在别处的，先把孩子迁到那一户"),
    )

    def prepare(self) -> None:
        field = self.fields["guardian"]
        field.queryset = resident_queries.adults_at_home(self.about)  # type: ignore[attr-defined]
        field.label_from_instance = resident_queries.names_for(self.viewer)  # type: ignore[attr-defined]


class OnDayForm(DeskForm):
    on = date_field(label=_("日期"), required=True)

    def prepare(self) -> None:
        self.fields["on"].initial = timezone.localdate()


class AliveForm(DeskForm):
    status = forms.ChoiceField(
        label=_("实际情况"),
        choices=[
            (ResidentStatus.PRESENT, _("住在原来那一户")),
            (ResidentStatus.MOVED, _("以前已经迁走")),
        ],
        initial=ResidentStatus.PRESENT,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("怎么核实的"), max_length=200, help_text=_("如本人到窗口、派出所说明")
    )


class MoveOutForm(OnDayForm):
    destination = forms.CharField(label=_("迁往"), max_length=120, required=False)


class MoveForm(FindsHousehold, OnDayForm):
    household = HouseholdNumberField(label=_("迁入哪一户"))
    relation_to_head = forms.CharField(label=_("与户代表关系"), max_length=16, required=False)


class MarryForm(FindsHousehold, OnDayForm):
    household = HouseholdNumberField(label=_("婚后住在哪一户"))
    spouse = forms.CharField(
        label=_("与这一户的谁结婚"),
        max_length=64,
        help_text=_("写姓名。与户代表结婚的记为配偶，与户代表的儿女结婚的记为儿媳、女婿"),
    )
    field_order = ["household", "spouse", "on"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("household") and cleaned.get("spouse"):
            named = resident_queries.called(cleaned["household"], cleaned["spouse"])
            if len(named) == 1:
                return {**cleaned, "spouse": named[0]}
            self.add_error(
                "spouse",
                _("这一户有几个同名的人，请先核对档案")
                if named
                else _("这一户没有叫这个名字的人，请核对姓名和户编号"),
            )
        return cleaned


class MergeForm(DeskForm):
    """The other record is named by its ID number, or chosen among those of the same name."""

    absorbed = forms.ModelChoiceField(
        Resident.objects.none(),
        label=_("并掉哪一份"),
        help_text=_("这里列出同名、同号码的档案；这一份留下，那一份并进来，随时可以撤回"),
    )
    reason = forms.CharField(label=_("依据"), max_length=200)

    def prepare(self) -> None:
        field = self.fields["absorbed"]
        field.queryset = resident_queries.look_alikes(self.viewer, self.about)  # type: ignore[attr-defined]
        field.label_from_instance = resident_queries.in_a_line  # type: ignore[attr-defined]


class CareLabelForm(DeskForm):
    group = forms.ChoiceField(label=_("类别"), choices=CareLabel.Group.choices)
    condition = forms.ChoiceField(
        label=_("情形"), choices=CareLabel.Condition.choices, required=False
    )
    basis = forms.ChoiceField(
        label=_("凭什么登记"),
        choices=CareLabel.Basis.choices,
        initial=CareLabel.Basis.DUTY,
        widget=forms.RadioSelect,
        help_text=_("凭本人同意的，要先登记他的同意；他撤回，标签自动取消"),
    )
    evidence = forms.CharField(
        label=_("依据"), max_length=200, help_text=_("如残疾人证、民政名单、入户核实")
    )
    valid_from = date_field(label=_("起"))
    valid_to = date_field(label=_("止（含）"), required=False, help_text=_("到期自动取消"))

    def prepare(self) -> None:
        self.fields["valid_from"].initial = timezone.localdate()


class BindForm(FindsAccount):
    """Staff saw the person and his paper."""


class AuthorityForm(FindsAccount):
    relation = forms.ChoiceField(label=_("他是本人的"), choices=Authority.Relation.choices)
    purpose = forms.ChoiceField(label=_("可以代办"), choices=Authority.Purpose.choices)
    evidence = forms.CharField(
        label=_("凭据"), max_length=200, help_text=_("如授权书、某日电话向本人核实")
    )
    valid_to = date_field(label=_("到哪天为止"))
    guardian_consent = forms.CharField(
        label=_("哪位监护人同意"),
        max_length=200,
        required=False,
        help_text=_("不是父母或监护人，要代办全部事务的才填：谁、哪天、怎么同意的"),
    )
    field_order = ["phone", "relation", "purpose", "evidence", "guardian_consent", "valid_to"]

    def prepare(self) -> None:
        if not self.about.is_protected:
            del self.fields["guardian_consent"]


class RevealForm(DeskForm):
    PURPOSES = [
        ("contact", _("联系本人或家属")),
        ("service", _("上门办事、走访")),
        ("verify", _("核对证件")),
        ("emergency", _("紧急情况")),
    ]
    field = forms.ChoiceField(
        choices=[(name, name) for name in ("phone", "id_number", "registered_address", "note")],
        widget=forms.HiddenInput,
    )
    purpose = forms.ChoiceField(label=_("用途"), choices=PURPOSES)

    def purpose_in_words(self) -> str:
        return str(dict(self.PURPOSES)[self.cleaned_data["purpose"]])


class ProveForm(DeskForm):
    """The resident's own side: name and six digits."""

    name = forms.CharField(label=_("身份证上的姓名"), max_length=64)
    last_six = forms.RegexField(
        r"^\d{5}[\dXx]$",
        label=_("身份证号后六位"),
        error_messages={"invalid": _("后六位是五个数字加一个数字或 X")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "maxlength": 6}),
    )


class EndLabelForm(DeskForm):
    reason = forms.ChoiceField(
        label=_("原因"),
        choices=[
            (value, label)
            for value, label in CareLabel.Ending.choices
            if value in {"no_longer", "mistake"}
        ],
    )
