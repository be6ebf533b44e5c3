"""What the desk fills in: the verdict, and who is to do it."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.fields import PhoneField
from communities import by_code
from communities.forms.base import DeskForm
from communities.models import Area, Department, Household, Resident
from organizations.models import Organization
from requests.actions.dispatch import Who
from requests.actions.intake import Need
from requests.dispatching import lane_for, rule_for
from requests.forms.about import AboutField, must_say_of_whom
from requests.models import MenuItem, ServiceRequest
from requests.models.parties import Lane
from requests.namesakes import likeliest
from requests.queries import candidates
from requests.queries.alike import alike
from requests.search import by_number
from requests.triage import Verdict, scales_of
from requests.workflow import GOVERNANCE_OF, Channel, Governance, Kind, Matter, OrderType

URGENCY = [(3, _("马上")), (2, _("这几天")), (1, _("不急"))]
ENTERED = [
    (channel.value, channel.label)
    for channel in (
        Channel.PHONE,
        Channel.COUNTER,
        Channel.VISIT,
        Channel.PATROL,
        Channel.SERVICE_POINT,
        Channel.HEART_CARD,
        Channel.WISH_WALL,
        Channel.HOTLINE,
        Channel.CHAT,
        Channel.MEETING,
    )
]
IMPACT = [(1, _("一家")), (2, _("一栋楼")), (3, _("一片"))]


class VerdictForm(DeskForm):
    """Three choices say nearly all; the rest is there for who needs it."""

    order_type = forms.ChoiceField(
        label=_("哪一种单"), choices=OrderType.choices, widget=forms.RadioSelect
    )
    matter = forms.ChoiceField(
        label=_("哪一种事"), choices=Matter.choices, widget=forms.RadioSelect
    )
    governance = forms.ChoiceField(
        label=_("治理模式"),
        choices=[("", _("照三事")), *Governance.choices],
        required=False,
        widget=forms.RadioSelect,
        help_text=_("大事行政治理，小事社会协同，私事居民自治；不一样的请选"),
    )
    urgency = forms.TypedChoiceField(
        label=_("多急"), choices=URGENCY, coerce=int, widget=forms.RadioSelect
    )
    impact = forms.TypedChoiceField(
        label=_("影响多大"), choices=IMPACT, coerce=int, widget=forms.RadioSelect
    )
    item = forms.ModelChoiceField(
        MenuItem.objects.none(), label=_("类别"), required=False, empty_label=_("还说不准")
    )
    grid = forms.ModelChoiceField(
        Area.objects.none(), label=_("网格"), required=False, empty_label=_("还说不准")
    )
    is_urgent_concern = forms.BooleanField(label=_("急难愁盼"), required=False)
    note = forms.CharField(label=_("想补充的话"), max_length=300, required=False)

    def __init__(self, *args: Any, taken: str = "", **kwargs: Any) -> None:
        self.taken = taken
        """The code of a suggested item that somebody took."""
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        row: ServiceRequest = self.about
        items = MenuItem.objects.for_community(row.community_id).filter(
            answer__in=[MenuItem.Answer.ORDER, MenuItem.Answer.NOTICE]
        )
        self.fields["item"].queryset = items  # type: ignore[attr-defined]
        grids = Area.objects.filter(community_id=row.community_id, level="grid", is_active=True)
        self.fields["grid"].queryset = grids  # type: ignore[attr-defined]
        self.initial = {
            "order_type": row.order_type,
            "matter": row.matter,
            "governance": row.governance if row.governance != GOVERNANCE_OF[row.matter] else "",
            "urgency": row.urgency,
            "impact": row.impact,
            "item": row.item_id,
            "grid": row.grid_id,
            "is_urgent_concern": row.is_urgent_concern,
            **self._of(items.filter(code=self.taken).first() if self.taken else None),
            **self.initial,
        }

    @staticmethod
    def _of(item: MenuItem | None) -> dict[str, Any]:
        """All that the menu says of it, to be read once more before it is sent."""
        if item is None:
            return {}
        urgency, impact = scales_of(item)
        return {
            "item": item.pk,
            "order_type": item.order_type,
            "matter": item.matter,
            "governance": "",
            "urgency": urgency,
            "impact": impact,
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.errors:
            return cleaned
        urgency, impact = self._scales(cleaned)
        return {
            "verdict": Verdict(
                OrderType(cleaned["order_type"]),
                Matter(cleaned["matter"]),
                item=cleaned["item"],
                urgency=urgency,
                impact=impact,
                is_urgent_concern=cleaned["is_urgent_concern"],
                grid=cleaned["grid"],
                note=cleaned["note"],
                governance=Governance(cleaned["governance"]) if cleaned["governance"] else None,
            )
        }

    def _scales(self, cleaned: dict[str, Any]) -> tuple[int, int]:
        """Another item brings its own urgency, unless the desk said one itself."""
        row: ServiceRequest = self.about
        said = (cleaned["urgency"], cleaned["impact"])
        item: MenuItem | None = cleaned["item"]
        if item is not None and item.pk != row.item_id and said == (row.urgency, row.impact):
            return scales_of(item)
        return said


class EnterForm(DeskForm):
    """For somebody who called, came, or was met: what he said, who he is, that he agreed. `about`
    is his household, where its smart code was read."""

    words = forms.CharField(
        label=_("他说什么"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    channel = forms.ChoiceField(
        label=_("怎么来的"), choices=ENTERED, widget=forms.RadioSelect, initial=Channel.PHONE
    )
    contact_name = forms.CharField(label=_("怎么称呼他"), max_length=32)
    contact_phone = PhoneField(label=_("电话"), required=False)
    grid = forms.ModelChoiceField(
        Area.objects.none(), label=_("网格"), required=False, empty_label=_("还说不准")
    )
    address = forms.CharField(label=_("在哪里"), max_length=120, required=False)
    item = forms.ModelChoiceField(
        MenuItem.objects.none(), label=_("类别"), required=False, empty_label=_("还说不准")
    )
    kind = forms.ChoiceField(
        label=_("诉求类型"), choices=Kind.choices, widget=forms.RadioSelect, initial=Kind.HELP
    )
    about_tier = AboutField(label=_("说的是谁"), required=False)
    consent_note = forms.CharField(
        label=_("他怎样同意的"), max_length=120, help_text=_("比如：电话里同意、当面同意代为登记")
    )

    def prepare(self) -> None:
        communities = self.viewer.community_ids
        grids = Area.objects.filter(community_id__in=communities, level="grid", is_active=True)
        if self.viewer.is_grid_bound:
            grids = grids.filter(pk__in=self.viewer.grid_ids)
        self.fields["grid"].queryset = grids  # type: ignore[attr-defined]
        items = MenuItem.objects.for_community(communities[0] if communities else None)
        self.fields["item"].queryset = items.exclude(  # type: ignore[attr-defined]
            answer=MenuItem.Answer.ELSEWHERE
        )
        self.by_pk: dict[str, Resident] = {}
        if self.about is not None:
            self._ask_which(self.about)

    def _ask_which(self, household: Household) -> None:
        self.by_pk = {str(row.pk): row for row in by_code.members(household)}
        people = [*((pk, str(row.name)) for pk, row in self.by_pk.items()), ("", _("别的人"))]
        self.fields["who"] = forms.ChoiceField(
            label=_("谁来说的"), choices=people, widget=forms.RadioSelect, required=False
        )
        self.fields["contact_name"].required = False
        self.fields["contact_name"].help_text = _("选了人的不用写")
        self.order_fields(["words", "who"])
        self.initial["channel"] = Channel.COUNTER
        self.initial["address"] = str(household.dwelling)
        self.initial["grid"] = household.grid_id

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if self.errors:
            return said
        person = self.by_pk.get(said.get("who", ""))
        name = said["contact_name"] or (person.name.open() if person else "")
        if not name:
            self.add_error("contact_name", _("不知道是谁，就写怎么称呼：王阿姨、一位先生"))
            return said
        kind = Kind(said["kind"])
        must_say_of_whom(self, kind)
        if self.errors:
            return said
        grid: Area | None = said["grid"]
        home = grid.community if grid else None
        need = Need(
            community=home or Area.objects.get(pk=self.viewer.community_ids[0]),
            words=said["words"],
            channel=Channel(said["channel"]),
            item=said["item"],
            kind=kind,
            about_tier=said["about_tier"],
            grid=grid,
            resident=person,
            contact_name=name,
            contact_phone=said["contact_phone"],
            address=said["address"],
            consent_note=said["consent_note"],
        )
        return {"need": need}


class WhoForm(DeskForm):
    """A colleague, a department, or an organisation; a volunteer is invited instead."""

    who = forms.ChoiceField(label=_("派给谁"))
    lane = forms.ChoiceField(label=_("哪一路"), choices=Lane.choices, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("为什么是他"), max_length=200, required=False)

    def prepare(self) -> None:
        self.fields["who"].choices = candidates.choices(self.viewer, self.about)  # type: ignore[attr-defined]
        lane = lane_for(self.about, rule_for(self.about))
        chosen = candidates.option(self.about, self.initial.get("who", ""))
        if chosen is not None:  # a click on somebody in a register brings his lane and reasons
            why = "；".join(chosen.reasons)[:200]  # data
            self.initial = {"lane": chosen.lane, "reason": why, **self.initial}
        self.initial = {"lane": lane, **self.initial}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.errors:
            return cleaned
        cleaned["who"] = self._who(cleaned["who"], Lane(cleaned.pop("lane")), cleaned.pop("reason"))
        return cleaned

    def _who(self, choice: str, lane: Lane, reason: str) -> Who:
        kind, pk = choice.split(":")
        if kind == "user":
            return Who(lane, user=candidates.colleague(self.about, int(pk)), reason=reason)
        if kind == "department":
            return Who(lane, department=Department.objects.get(pk=pk), reason=reason)
        return Who(lane, organization=Organization.objects.get(pk=pk), reason=reason)


class OfferForm(DeskForm):
    """The best fitting first, each with why; who may not be asked now stands on the case's page."""

    volunteers = forms.MultipleChoiceField(
        label=_("请谁"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def prepare(self) -> None:
        found = likeliest(self.about).candidates
        self.fields["volunteers"].choices = [  # type: ignore[attr-defined]
            (one.volunteer.pk, f"{one.name} · {' · '.join(one.reasons)}") for one in found
        ]

    def clean_volunteers(self) -> list[int]:
        return [int(pk) for pk in self.cleaned_data["volunteers"]]


class CallForm(DeskForm):
    """Small waves, and a while to answer."""

    size = forms.IntegerField(label=_("一次邀请几位"), min_value=1, max_value=5, initial=3)
    wait_minutes = forms.IntegerField(
        label=_("等多少分钟再请下一批"), min_value=10, max_value=4320, initial=240
    )

    def prepare(self) -> None:
        rule = rule_for(self.about)
        if rule is not None:
            own = {"size": rule.wave, "wait_minutes": rule.wait_minutes}
            self.initial = {**own, **self.initial}


class TransferForm(WhoForm):
    """Whom, and why not the one who has it."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not cleaned["who"].reason.strip():
            self.add_error("reason", _("请写为什么转"))
        if "who" in cleaned and not self.errors:
            cleaned["reason"] = cleaned["who"].reason
        return cleaned


class HelperForm(DeskForm):
    party = forms.TypedChoiceField(label=_("哪一位"), coerce=int)

    def prepare(self) -> None:
        self.fields["party"].choices = candidates.helpers(self.about)  # type: ignore[attr-defined]


class MergeForm(DeskForm):
    """One of those that read alike, or any other by its number: a place may have very many."""

    into = forms.ChoiceField(label=_("像是同一件的"), required=False, widget=forms.RadioSelect)
    number = forms.CharField(
        label=_("别的一件，写单号"), required=False, max_length=20, help_text="000-0012-3"
    )

    def prepare(self) -> None:
        self.near = {str(one.pk): one for one in alike(self.viewer, self.about)}
        chosen = str(self.initial.get("into", ""))
        if chosen and chosen not in self.near and (one := self._open().filter(pk=chosen).first()):
            self.near[chosen] = one
        choices = [(pk, f"{one.title} · {one.number}") for pk, one in self.near.items()]
        self.fields["into"].choices = choices  # type: ignore[attr-defined]
        if not choices:
            del self.fields["into"]
            self.fields["number"].required = True

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        number = said.pop("number", "")
        found = self.near.get(said.get("into", ""))
        if number:
            rule = by_number(number)
            found = self._open().filter(rule).first() if rule else None
            if found is None or re.sub(r"\D", "", found.number) != re.sub(r"\D", "", number):
                self.add_error("number", _("没有找到这个单号，请再核对一遍"))
        elif found is None and not self.errors:
            self.add_error("number", _("请选一件，或者写单号"))
        return {"into": found}

    def _open(self) -> Any:
        row: ServiceRequest = self.about
        rows = ServiceRequest.objects.manageable_by(self.viewer).open()
        return rows.filter(community_id=row.community_id).exclude(pk=row.pk)
