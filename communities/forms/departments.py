"""Input for liaison officers. Whoever is appointed has signed in once."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm, FindsAccount, date_field


class _ByViewer(DeskForm):
    """The action asks whether this viewer is over the place."""

    def clean(self) -> dict[str, Any]:
        return super().clean() | {"by": self.viewer}


class AppointLiaisonForm(_ByViewer, FindsAccount):
    starts_on = date_field(label=_("从哪天"), initial=timezone.localdate)
    ends_on = date_field(label=_("到哪天（含）"), required=False)
    reason = forms.CharField(label=_("依据或事由"), max_length=200, required=False)


class ReplaceLiaisonForm(_ByViewer, FindsAccount):
    reason = forms.CharField(label=_("为什么换"), max_length=200)


class EndLiaisonForm(_ByViewer):
    reason = forms.CharField(label=_("原因"), max_length=200)
    last_day = date_field(label=_("最后一天"), help_text=_("不填就是现在"), required=False)
