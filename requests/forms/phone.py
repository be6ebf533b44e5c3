"""The telephone's forms: the number first, then one sentence; all else is known or can wait."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.fields import PhoneField
from communities.forms.base import DeskForm
from communities.models import Area
from requests.actions.calls import Said
from requests.actions.intake import Need
from requests.forms.about import AboutField, must_say_of_whom
from requests.models import Call, MenuItem
from requests.queries.callers import Caller
from requests.workflow import Channel, Kind

STRANGER = "0"
WHEN = [
    ("30", _("半小时内")),
    ("120", _("两小时内")),
    ("240", _("半天内")),
    ("tomorrow", _("明天上午")),
]


class CallingNumber(PhoneField):
    """N leads into this field, and somebody may press it who stands there already."""

    def clean(self, value: Any) -> str:
        return super().clean(str(value or "").strip().lstrip("nN"))


class NumberForm(DeskForm):
    """Typed or pasted, with or without blanks; hidden ones exist too."""

    phone = CallingNumber(
        label=_("来电号码"),
        required=False,
        widget=forms.TextInput(
            attrs={
                "inputmode": "tel",
                "autocomplete": "off",
                "autofocus": True,
                "data-key": "n",
                "accesskey": "n",
                "placeholder": _("贴上或打上号码，回车"),
            }
        ),
    )


class CallForm(DeskForm):
    """`about` is the call. Bound to a draft it asks for nothing; `as_order` asks for all."""

    who = forms.ChoiceField(label=_("这是谁"), widget=forms.RadioSelect, required=False)
    words = forms.CharField(
        label=_("他说什么"),
        max_length=500,
        error_messages={"required": _("请用一句话写下他要办什么")},
        widget=forms.Textarea(attrs={"rows": 3, "data-key": "w", "accesskey": "w"}),
    )
    agreed = forms.BooleanField(
        label=_("他在电话里同意我代为登记"),
        error_messages={"required": _("先问一句：我替您登记，行吗？他同意了再勾")},
        widget=forms.CheckboxInput(attrs={"data-key": "t", "accesskey": "t"}),
    )
    caller_name = forms.CharField(label=_("怎么称呼他"), max_length=32, required=False)
    address = forms.CharField(label=_("在哪里"), max_length=120, required=False)
    item = forms.ModelChoiceField(
        MenuItem.objects.none(), label=_("类别"), required=False, empty_label=_("还说不准")
    )
    grid = forms.ModelChoiceField(
        Area.objects.none(), label=_("网格"), required=False, empty_label=_("还说不准")
    )
    kind = forms.ChoiceField(label=_("诉求类型"), choices=Kind.choices, initial=Kind.HELP)
    about_tier = AboutField(label=_("说的是谁"), required=False)

    def __init__(self, *args: Any, caller: Caller, **kwargs: Any) -> None:
        self.caller = caller
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        call: Call = self.about
        people = self.caller.people
        self.by_pk = {str(person.resident.pk): person for person in people}
        field = self.fields["who"]
        field.choices = [  # type: ignore[attr-defined]
            *((pk, one.name) for pk, one in self.by_pk.items()),
            (STRANGER, _("都不是，没认出来")),
        ]
        if self.caller.sure or not people:  # else the person is chosen first
            self.fields["words"].widget.attrs["autofocus"] = True
        grids = Area.objects.filter(
            community_id__in=self.viewer.community_ids, level="grid", is_active=True
        )
        if self.viewer.is_grid_bound:
            grids = grids.filter(pk__in=self.viewer.grid_ids)
        self.fields["grid"].queryset = grids  # type: ignore[attr-defined]
        items = MenuItem.objects.for_community(call.community_id).select_related("category")
        self.fields["item"].queryset = items.exclude(  # type: ignore[attr-defined]
            answer=MenuItem.Answer.ELSEWHERE
        )
        self.initial = {**self._kept(call), **self.initial}

    def _kept(self, call: Call) -> dict[str, Any]:
        """The draft; before anybody was chosen, the only one it can be."""
        people = self.caller.people
        chosen = call.resident_id or (self.caller.sure.resident.pk if self.caller.sure else None)
        return {
            "who": str(chosen) if chosen else ("" if people else STRANGER),
            "words": call.words,
            "caller_name": call.caller_name.open(),
            "address": call.address.open(),
            "item": call.item_id,
            "grid": call.grid_id,
        }

    def said(self) -> Said:
        """Whatever can be read of it; a wrong field is left out, the words are kept."""
        self.full_clean()
        value = self.cleaned_data
        self.errors.clear()
        person = self.by_pk.get(value.get("who", ""))
        return Said(
            words=value.get("words", ""),
            caller_name=value.get("caller_name", ""),
            address=value.get("address", ""),
            resident=person.resident if person else None,
            grid=value.get("grid"),
            item=value.get("item"),
        )

    def need(self) -> Need | None:
        """As an order; None where something is missing, and the form says what."""
        self.is_valid()
        value = self.cleaned_data
        person = self.by_pk.get(value.get("who", ""))
        kind = Kind(value.get("kind", Kind.HELP))
        if person is None and not value.get("caller_name", "").strip():
            self.add_error("caller_name", gettext("不知道是谁，就写怎么称呼：王阿姨、一位先生"))
        must_say_of_whom(self, kind)
        if self.errors:
            return None
        home = person.resident.grid if person else None
        grid: Area | None = value["grid"] or home
        place = grid.community if grid else None
        household = person.resident.household if person else None
        return Need(
            community=place or self.about.community,
            words=value["words"],
            channel=Channel.PHONE,
            item=value["item"],
            kind=None if value["item"] and kind == Kind.HELP else kind,
            grid=grid,
            building=household.dwelling.building if household and not value["address"] else None,
            resident=person.resident if person else None,
            contact_name=value["caller_name"] or (person.resident.name.open() if person else ""),
            contact_phone=self.about.phone.open(),
            address=value["address"] or (person.address if person else ""),
            about_tier=value["about_tier"],
            consent_note=gettext("{time} 电话里同意代为登记").format(
                time=f"{timezone.localtime():%H:%M}"
            ),
        )


class WhenForm(DeskForm):
    """By when to call back: four ways to say nearly all of it."""

    when = forms.ChoiceField(label=_("几时回电"), choices=WHEN, initial="120")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        return {"due_at": moment(cleaned["when"])} if "when" in cleaned else cleaned


def moment(when: str) -> datetime:
    now = timezone.localtime()
    if when == "tomorrow":
        return (now + timedelta(days=1)).replace(hour=10, minute=0, second=0, microsecond=0)
    return now + timedelta(minutes=int(when))
