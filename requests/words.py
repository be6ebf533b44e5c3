"""How times and numbers of requests are said to people."""

from datetime import datetime

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from core.words import moment as moment_of
from requests.models import ServiceRequest


def day_of(moment: datetime | None) -> str:
    """11月26日, or with the hour where hours count; an open end says so."""
    if moment is None:
        return _("尽快")
    local = timezone.localtime(moment)
    if (local.hour, local.minute) == (0, 0):  # 24:00 of the day before
        return formats.date_format(
            local.date().fromordinal(local.toordinal() - 1), "MONTH_DAY_FORMAT"
        )
    return moment_of(moment)


def what_of(row: ServiceRequest) -> str:
    """The menu's word for it, never the person's own."""
    return str(row.item) if row.item else str(row.get_kind_display())
