"""Input for the notice that announces an activity."""

from typing import Any

from django import forms
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _

from activities.models import Activity
from activities.queries import announcing
from communities.forms.base import DeskForm
from communities.models import NoticeCategory


class AnnounceForm(DeskForm):
    category = forms.ModelChoiceField(
        NoticeCategory.objects.none(), label=_("哪一类通知"), empty_label=None
    )

    def prepare(self) -> None:
        rows = NoticeCategory.objects.filter(is_active=True)
        self.fields["category"].queryset = rows  # type: ignore[attr-defined]


class _ActivityField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        day = formats.date_format(timezone.localtime(obj.starts_at), "MONTH_DAY_TIME_FORMAT")
        return f"{day} · {obj.heading}"


class CarryForm(DeskForm):
    activity = _ActivityField(Activity.objects.none(), label=_("哪场活动"), empty_label=None)

    def prepare(self) -> None:
        rows = announcing.announceable(self.about)
        self.fields["activity"].queryset = rows  # type: ignore[attr-defined]
