"""A chat group's note, the minutes of a meeting: several needs, a line each, entered at once."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm
from communities.models import Area
from requests.actions.intake import BEFORE_ALL, Need
from requests.queries.hints import item_of, rules_for
from requests.workflow import Channel

MOST = 20
FROM = [
    (channel.value, channel.label)
    for channel in (Channel.CHAT, Channel.MEETING, Channel.PATROL, Channel.GROUP)
]


class LinesForm(DeskForm):
    channel = forms.ChoiceField(
        label=_("从哪里来"), choices=FROM, widget=forms.RadioSelect, initial=Channel.CHAT
    )
    source = forms.CharField(
        label=_("哪个群、哪次会"), max_length=32, help_text=_("比如：东区 3 号楼群、11 月议事会")
    )
    grid = forms.ModelChoiceField(
        Area.objects.none(), label=_("网格"), required=False, empty_label=_("还说不准")
    )
    lines = forms.CharField(
        label=_("一行一件"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8, "autofocus": True}),
        help_text=_("最多 20 行；说得清楚的会自动带上类别，别抄别人的号码和家门"),
    )
    agreed = forms.BooleanField(
        label=_("说的人知道我会登记"),
        error_messages={"required": _("先在群里、会上说一声，再登记")},
    )

    def prepare(self) -> None:
        grids = Area.objects.filter(
            community_id__in=self.viewer.community_ids, level="grid", is_active=True
        )
        if self.viewer.is_grid_bound:
            grids = grids.filter(pk__in=self.viewer.grid_ids)
        self.fields["grid"].queryset = grids  # type: ignore[attr-defined]
        self.fields["grid"].required = len(self.viewer.community_ids) > 1

    def clean_lines(self) -> list[str]:
        lines = [line.strip(" \t-·•") for line in self.cleaned_data["lines"].splitlines()]
        said = [line[:500] for line in lines if line]
        if len(said) > MOST:
            raise forms.ValidationError(_("最多 20 行，请分两次"))
        return said

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.errors:
            return cleaned
        grid: Area | None = cleaned["grid"]
        home = grid.community if grid else None
        place = home or Area.objects.get(pk=self.viewer.community_ids[0])
        rules = rules_for(place.pk)
        channel = Channel(cleaned["channel"])
        consent = gettext("{source}里说过会登记").format(source=cleaned["source"])
        return {
            "needs": [
                Need(
                    place,
                    line,
                    channel=channel,
                    item=item_of(line, rules),
                    grid=grid,
                    contact_name="" if channel in BEFORE_ALL else cleaned["source"],
                    consent_note=consent,
                )
                for line in cleaned["lines"]
            ]
        }
