"""Keeping away, opening a name, and what a protective officer writes down."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm
from requests.actions.avoiding import REASONS
from requests.forms.about import ABOUT, AboutField
from requests.models import ProtectiveCase, ProtectiveStep
from requests.queries import candidates, sealed
from requests.tiers import Tier, tier_of


def _words(label: Any, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        help_text=help_text,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RecuseForm(DeskForm):
    reason = forms.ChoiceField(
        label=_("为什么回避"), choices=list(REASONS.items()), widget=forms.RadioSelect
    )
    note = _words(_("想补充的话"), required=False, help_text=_("不愿意细说，可以不写。"))


class ShieldForm(DeskForm):
    about_tier = AboutField(
        label=_("说的是哪一级的人"),
        widget=forms.RadioSelect,
        help_text=_("由他的上一级来看；从现在起他那一级看不到，也收不到消息。"),
    )
    who = forms.ChoiceField(
        label=_("具体是谁"), required=False, help_text=_("知道就选，不知道先空着")
    )
    note = _words(_("写一句"), required=False)

    def prepare(self) -> None:
        own = tier_of(self.viewer) or Tier.GRID
        self.fields["about_tier"].choices = [  # type: ignore[attr-defined]
            choice for choice in ABOUT if choice[0] <= own
        ]
        self.fields["who"].choices = [  # type: ignore[attr-defined]
            ("", _("说不准")),
            *candidates.choices(self.viewer, self.about),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.errors:
            return cleaned
        kind, _colon, pk = cleaned.pop("who").partition(":")
        return cleaned | candidates.found(self.about, kind, pk)


class UnsealForm(DeskForm):
    purpose = _words(
        _("为什么要看，谁要用"),
        help_text=_("写进审计，举报人会收到一条消息：什么岗位、什么时候看过。"),
    )


class ProtectiveStepForm(DeskForm):
    what = forms.ChoiceField(
        label=_("做了什么"),
        choices=[
            (what.value, what.label)
            for what in (
                ProtectiveStep.What.POLICE,
                ProtectiveStep.What.AMBULANCE,
                ProtectiveStep.What.REACHED,
                ProtectiveStep.What.WENT,
                ProtectiveStep.What.REPORTED,
                ProtectiveStep.What.NOTE,
            )
        ],
        widget=forms.RadioSelect,
    )
    note = _words(_("写一句"), required=False, help_text=_("几点、跟谁、说了什么"))


class HandOverForm(DeskForm):
    note = _words(_("要交代的话"), required=False)


class CloseProtectiveForm(DeskForm):
    outcome = forms.ChoiceField(
        label=_("结果"),
        choices=[
            (one.value, one.label)
            for one in ProtectiveCase.Outcome
            if one != ProtectiveCase.Outcome.RETURNED
        ],
        widget=forms.RadioSelect,
    )
    note = _words(_("交给了谁、怎么确认的"))
    reply = _words(
        _("给提出人的话"), required=False, help_text=_("别写对方的情况；不填就说“已经有专人接手”。")
    )


class GiveBackForm(DeskForm):
    note = _words(_("为什么不是这类事"))


class NameOfficerForm(DeskForm):
    user = forms.ChoiceField(label=_("保护专人"))

    def prepare(self) -> None:
        self.people = {str(user.pk): user for user in sealed.people_of(self.about)}
        self.fields["user"].choices = [  # type: ignore[attr-defined]
            (pk, user.name.open()) for pk, user in self.people.items()
        ]

    def clean_user(self) -> Any:
        return self.people[self.cleaned_data["user"]]
