"""Input for posts of social workers."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm, date_field
from communities.models import Area
from organizations.actions.positions import Post
from organizations.models import Organization, PositionHolding, SocialWorker
from organizations.models.positions import MOST_PLACES
from organizations.queries import positions as queries
from organizations.queries.courses import label_of

FACTS = tuple(Post.__dataclass_fields__)


class PostForm(DeskForm):
    title = forms.CharField(label=_("岗位"), max_length=32, help_text=_("如：站长、一线社工"))
    places = forms.IntegerField(label=_("几个"), min_value=1, max_value=MOST_PLACES)
    level = forms.ChoiceField(label=_("要什么证书"), choices=SocialWorker.Level.choices)
    band_low = forms.DecimalField(
        label=_("津贴从多少（元/月）"), min_value=Decimal(0), max_digits=7, decimal_places=2,
        help_text=_("加密保存，只有发津贴的看得到"),
    )  # fmt: skip
    band_high = forms.DecimalField(
        label=_("津贴到多少（元/月）"), min_value=Decimal(0), max_digits=7, decimal_places=2
    )

    def prepare(self) -> None:
        level: Any = self.fields["level"]
        level.choices = [("none", _("不要求")), *SocialWorker.Level.choices[1:]]
        if self.about is not None:
            self.initial.update({name: getattr(self.about, name) for name in FACTS[:3]})
            for name in FACTS[3:]:
                self.initial[name] = getattr(self.about, name).open()


class NewPostForm(PostForm):
    community = forms.ModelChoiceField(Area.objects.none(), label=_("哪个社区"))
    organization = forms.ModelChoiceField(
        Organization.objects.none(), label=_("哪个机构"), required=False,
        empty_label=_("社区自己的岗位"),
    )  # fmt: skip
    opened_on = date_field(label=_("从哪天起"))
    field_order = ["community", "organization", *FACTS, "opened_on"]

    def prepare(self) -> None:
        super().prepare()
        place: Any = self.fields["community"]
        place.queryset = places = queries.places(self.viewer)
        if len(only := places[:2]) == 1:
            place.initial = only[0].pk
        unit: Any = self.fields["organization"]
        unit.queryset = queries.employers(self.viewer)
        if self.viewer.organization_ids:
            unit.required, unit.empty_label = True, None
        self.fields["opened_on"].initial = timezone.localdate()


class TakeForm(DeskForm):
    worker = forms.ModelChoiceField(
        SocialWorker.objects.none(), label=_("谁上岗"), empty_label=_("请选")
    )
    since = date_field(label=_("从哪天起"))

    def prepare(self) -> None:
        field: Any = self.fields["worker"]
        field.queryset = queries.to_take(self.about)
        field.label_from_instance = label_of
        self.fields["since"].initial = timezone.localdate()


class GiveUpForm(DeskForm):
    holding = forms.ModelChoiceField(
        PositionHolding.objects.none(), label=_("谁离开这个岗位"), empty_label=_("请选")
    )

    def prepare(self) -> None:
        field: Any = self.fields["holding"]
        field.queryset = queries.to_give_up(self.about)
        field.label_from_instance = _name_of


def _name_of(row: PositionHolding) -> str:
    row.worker.name.disclose()
    return str(row.worker.name)
