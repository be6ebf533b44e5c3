"""How times and numbers of requests are said to people."""

from datetime import datetime

from django.utils.translation import gettext as _

from core.words import deadline
from requests.models import ServiceRequest


def day_of(moment: datetime | None) -> str:
    """11月26日, or with the hour where hours count; an open end says so."""
    return _("尽快") if moment is None else deadline(moment)


def by_day(moment: datetime | None) -> str:
    """Inside a sentence: 11月26日前, or 尽快."""
    return _("尽快") if moment is None else _("%(day)s前") % {"day": deadline(moment)}


def what_of(row: ServiceRequest) -> str:
    """The menu's word for it, never the person's own."""
    return str(row.item) if row.item else str(row.get_kind_display())
