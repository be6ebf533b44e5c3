"""How often somebody may urge: a rule of the promise (SlaPolicy), read from what happened."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from requests.models import RequestEvent, ServiceRequest


@dataclass(frozen=True)
class Allowance:
    left: int
    next_at: datetime | None
    """Not before then; None: now, if any are left."""

    @property
    def is_open(self) -> bool:
        return self.left > 0 and self.next_at is None


def read(row: ServiceRequest) -> Allowance:
    return left_of(row, RequestEvent.objects.filter(service_request=row, step="urge"))


def left_of(row: ServiceRequest, events: Iterable[RequestEvent]) -> Allowance:
    """For a page that has read what happened."""
    moments = sorted(
        event.at for event in events if event.step == "urge" and event.epoch == row.epoch
    )
    left = max(row.sla.urges_most - len(moments), 0)
    if not moments:
        return Allowance(left, None)
    again = moments[-1] + timedelta(hours=row.sla.urge_every_hours)
    return Allowance(left, again if again > timezone.now() else None)


def said(allowance: Allowance) -> str:
    n = {"n": allowance.left}
    if not allowance.left:
        return _("催满了次数，社区书记看得到")
    if allowance.next_at is None:
        return ngettext("着急可以催，还能催 %(n)d 次", "着急可以催，还能催 %(n)d 次", n["n"]) % n
    local = timezone.localtime(allowance.next_at)
    when = f"{formats.date_format(local, 'MONTH_DAY_FORMAT')} {local:%H:%M}"
    words = ngettext(
        "催过了，承办的人知道；%(when)s 以后还能催 %(n)d 次",
        "催过了，承办的人知道；%(when)s 以后还能催 %(n)d 次",
        n["n"],
    )
    return words % (n | {"when": when})
