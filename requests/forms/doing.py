"""Inside the work: whom to ask instead, who does which part, what was paid."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from communities.forms.base import DeskForm
from communities.queries import accounts as account_queries
from requests.forms.order import ManyFiles, PhotosField
from requests.models import MoneyLine, Party, SubTask
from requests.models.ratings import AskedHow
from requests.queries import candidates


class SubstituteForm(DeskForm):
    """A colleague out of a list; a volunteer names somebody he knows by that one's own number."""

    who = forms.ChoiceField(label=_("请谁替"))
    phone = forms.CharField(
        label=_("他登录用的手机号"),
        max_length=20,
        help_text=_("您认识的、本社区的志愿者；先给他打个电话说好"),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    reason = forms.CharField(
        label=_("为什么请人替"), max_length=200, widget=forms.Textarea(attrs={"rows": 2})
    )

    def prepare(self) -> None:
        del self.fields["phone" if self.viewer.is_staff else "who"]
        if self.viewer.is_staff:
            self.fields["who"].choices = [  # type: ignore[attr-defined]
                (user.pk, user.name.open())
                for user in candidates.colleagues(self.about)
                if user.pk != self.viewer.user_id
            ]

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        user: User | None = None
        if "who" in said:
            user = candidates.colleague(self.about, int(said.pop("who")))
        elif "phone" in said:
            user = account_queries.by_phone(said.pop("phone"))
        return {**said, "user": user}


class TaskForm(DeskForm):
    what = forms.CharField(label=_("做什么"), max_length=120)
    party = forms.ModelChoiceField(
        Party.objects.none(), label=_("谁来做"), required=False, empty_label=_("谁有空谁做")
    )

    def prepare(self) -> None:
        field: Any = self.fields["party"]
        working = self.about.parties.standing().working()
        field.queryset = working.select_related("user", "organization", "department")
        field.label_from_instance = candidates.called


class EndTaskForm(DeskForm):
    task = forms.ModelChoiceField(
        SubTask.objects.none(), label=_("哪一项"), empty_label=None, widget=forms.RadioSelect
    )
    outcome = forms.ChoiceField(
        label=_("怎么样了"),
        choices=SubTask.Outcome.choices,
        widget=forms.RadioSelect,
        initial=SubTask.Outcome.DONE,
    )

    def prepare(self) -> None:
        field: Any = self.fields["task"]
        field.queryset = self.about.sub_tasks.filter(outcome="")
        first = field.queryset.first()
        self.initial.setdefault("task", first.pk if first else None)


class MoneyForm(DeskForm):
    kind = forms.ChoiceField(
        label=_("哪一种"), choices=MoneyLine.Kind.choices, widget=forms.RadioSelect
    )
    amount = forms.DecimalField(
        label=_("多少元"),
        min_value=0,
        max_digits=8,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "0.01"}),
    )
    note = forms.CharField(label=_("说明"), max_length=120, required=False)
    photos = PhotosField(
        label=_("小票"),
        required=False,
        help_text=_("花了的钱要拍小票；没有小票的，请摊主手写一张"),
        widget=ManyFiles({"capture": "environment", "data-max-files": 1}),
    )


class SignMoneyForm(DeskForm):
    """The reporter for himself; the desk says how it asked him."""

    line = forms.ModelChoiceField(
        MoneyLine.objects.none(), label=_("哪一笔"), empty_label=None, widget=forms.RadioSelect
    )
    how = forms.ChoiceField(
        label=_("怎么问的他"), choices=AskedHow.choices, widget=forms.RadioSelect
    )

    def prepare(self) -> None:
        field: Any = self.fields["line"]
        mine = self.viewer.user_id or 0
        field.queryset = self.about.money.unsigned().exclude(noted_by_id=mine)
        first = field.queryset.first()
        self.initial.setdefault("line", first.pk if first else None)
        if not self.viewer.is_staff:
            del self.fields["how"]
            field.label_from_instance = lambda one: one.to_him
