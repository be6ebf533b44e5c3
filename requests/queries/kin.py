"""What belongs together: what was taken apart, and what was put together with it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from requests import saying
from requests.models import RequestEvent, ServiceRequest
from requests.models.service_requests import ServiceRequestQuerySet

SHOWN = 20


@dataclass(frozen=True)
class Kin:
    row: ServiceRequest
    what: Any
    """What it is to the one whose page this is."""
    now: str


def kin(
    readable: Callable[[Viewer], ServiceRequestQuerySet],
    viewer: Viewer,
    row: ServiceRequest,
    events: Iterable[RequestEvent],
) -> list[Kin]:
    """Of those he may read. Most requests have none, and cost no look."""
    wanted = Q()
    if any(event.step == "split" for event in events):
        wanted |= Q(split_from=row.pk)
    if row.affected_count > 1:
        wanted |= Q(merged_into=row.pk)
    if others := {one for one in (row.split_from_id, row.merged_into_id) if one is not None}:
        wanted |= Q(pk__in=others)
    if not wanted:
        return []
    found = readable(viewer).filter(wanted).order_by("pk")[:SHOWN]
    return [Kin(one, _what(row, one), saying.now_word(one)) for one in found]


def _what(row: ServiceRequest, other: ServiceRequest) -> Any:
    if other.split_from_id == row.pk:
        return _("拆出来的")
    if other.merged_into_id == row.pk:
        return _("并进来的")
    return _("原来那一件") if row.split_from_id == other.pk else _("一起办的那件")
