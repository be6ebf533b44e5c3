"""How times and numbers of requests are said to people."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.words import deadline
from requests.models import ServiceRequest

PAUSES = {
    "waiting_for_him": gettext_lazy("等当事人方便的时间"),
    "waiting_for_parts": gettext_lazy("等材料、配件"),
    "waiting_for_papers": gettext_lazy("等别的部门批件"),
    "weather": gettext_lazy("天气不许可"),
}
"""Only for these may the work stand still."""


def day_of(moment: datetime | None) -> str:
    """11月26日, or with the hour where hours count; an open end says so."""
    return _("尽快") if moment is None else deadline(moment)


def by_day(moment: datetime | None) -> str:
    """Inside a sentence: 11月26日前, or 尽快."""
    return _("尽快") if moment is None else _("%(day)s前") % {"day": deadline(moment)}


def what_of(row: ServiceRequest) -> str:
    """The menu's word for it, never the person's own."""
    return str(row.item) if row.item else str(row.get_kind_display())
