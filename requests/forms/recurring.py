from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm, date_field
from communities.models import Area
from requests.models import MenuItem
from requests.models.recurring import Weekday


class RecurringForm(DeskForm):
    words = forms.CharField(
        label=_("办什么"), max_length=120, help_text=_("比如：上门看看独居老人，量个血压")
    )
    item = forms.ModelChoiceField(
        MenuItem.objects.none(), label=_("类别"), required=False, empty_label=_("还说不准")
    )
    grid = forms.ModelChoiceField(
        Area.objects.none(), label=_("网格"), required=False, empty_label=_("还说不准")
    )
    weekday = forms.TypedChoiceField(label=_("星期几"), choices=Weekday.choices, coerce=int)
    every_weeks = forms.TypedChoiceField(
        label=_("每几周一次"),
        choices=[(1, _("每周")), (2, _("隔周")), (4, _("四周一次"))],
        coerce=int,
    )
    starts_on = date_field(label=_("从哪天起"))
    ends_on = date_field(label=_("到哪天"), required=False)
    consent_note = forms.CharField(
        label=_("本人怎样同意的"), max_length=120, help_text=_("公共的事写“社区例行”")
    )

    def prepare(self) -> None:
        community: Area = self.about
        grids = Area.objects.filter(community=community, level="grid", is_active=True)
        self.fields["grid"].queryset = grids  # type: ignore[attr-defined]
        items = MenuItem.objects.for_community(community.pk)
        self.fields["item"].queryset = items.exclude(  # type: ignore[attr-defined]
            answer=MenuItem.Answer.ELSEWHERE
        )
        self.initial.setdefault("starts_on", timezone.localdate())

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        return cleaned


class StopForm(DeskForm):
    reason = forms.CharField(label=_("为什么停"), max_length=120)
