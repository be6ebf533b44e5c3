"""The systems that hear of a place's orders, and how each delivery went."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from requests import saying
from requests.keys import may_issue
from requests.models import HookDelivery, Webhook

SHOWN = 50


def hooks(viewer: Viewer) -> list[Webhook]:
    if not viewer.is_staff or not may_issue(viewer):
        raise Http404
    rows = _counted(Webhook.objects.manageable_by(viewer))
    return sorted(rows.order_by("-pk")[:SHOWN], key=lambda one: one.ended_at is not None)


def get_hook(viewer: Viewer, pk: int) -> Webhook:
    return get_object_or_404(_counted(Webhook.objects.manageable_by(viewer)), pk=pk)


def _counted(rows: "QuerySet[Webhook]") -> "QuerySet[Webhook]":
    """With how many have not arrived."""
    stuck = HookDelivery.objects.stuck().filter(webhook=OuterRef("pk")).order_by()
    count = stuck.values("webhook").annotate(n=Count("pk")).values("n")
    return rows.select_related("community").annotate(parked=Coalesce(Subquery(count), 0))


@dataclass(frozen=True)
class Delivery:
    """In words: what happened to which request, and why it did not arrive."""

    row: HookDelivery
    state: str
    said: str
    why: str


def deliveries(hook: Webhook) -> list[Delivery]:
    rows = HookDelivery.objects.filter(webhook=hook).with_again()
    rows = rows.select_related("event__service_request")
    return [
        Delivery(row, _state(row), saying.desk_line(row.event), _why(row.reason))
        for row in rows.order_by("-pk")[:SHOWN]
    ]


def _state(row: Any) -> str:
    """On its way for the first time, or tried and to be tried again."""
    if row.status == HookDelivery.Status.WAITING and row.attempts:
        return _("没送到，过会儿再试")
    if row.status == HookDelivery.Status.PARKED and row.again:
        return _("没送到，后来补送了")
    return str(row.get_status_display())


def _why(reason: str) -> str:
    if not reason or reason.startswith("http_"):
        return ""  # the number of the answer stands there already
    if reason == "address_refused":
        return _("这个网址现在不能推送")
    return _("对方一直没有回") if "Timeout" in reason else _("连不上对方")


def get_delivery(viewer: Viewer, pk: int) -> HookDelivery:
    rows = HookDelivery.objects.filter(webhook__in=Webhook.objects.manageable_by(viewer))
    return get_object_or_404(rows.select_related("webhook"), pk=pk)
