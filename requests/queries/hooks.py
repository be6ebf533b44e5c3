"""The systems that hear of a place's orders, and how each delivery went."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.viewer import Viewer
from requests.keys import may_issue
from requests.models import HookDelivery, Webhook

SHOWN = 50


def hooks(viewer: Viewer) -> list[Webhook]:
    if not viewer.is_staff or not may_issue(viewer):
        raise Http404
    rows = Webhook.objects.manageable_by(viewer).select_related("community")
    return sorted(rows.order_by("-pk")[:SHOWN], key=lambda one: one.ended_at is not None)


def get_hook(viewer: Viewer, pk: int) -> Webhook:
    rows = Webhook.objects.manageable_by(viewer).select_related("community")
    return get_object_or_404(rows, pk=pk)


def deliveries(hook: Webhook) -> list[HookDelivery]:
    rows = HookDelivery.objects.filter(webhook=hook).select_related("event__service_request")
    return list(rows.order_by("-pk")[:SHOWN])


def get_delivery(viewer: Viewer, pk: int) -> HookDelivery:
    rows = HookDelivery.objects.filter(webhook__in=Webhook.objects.manageable_by(viewer))
    return get_object_or_404(rows.select_related("webhook"), pk=pk)
