"""Programs, and what they come for: something to point at behind the parameters of a route."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from requests.models import ApiToken, HookDelivery, Webhook
from tests.routes.things import service_request


def token(things: Any, place: str) -> Any:
    """One that the place's own account issued for itself."""
    return ApiToken.objects.create(
        name="小程序",
        digest=f"{place:0<64}",
        hint="wst_000000",
        user=things.user(place),
        scopes=["orders:read"],
        expires_at=timezone.now() + timedelta(days=30),
    )


def hook(things: Any, place: str) -> Any:
    return Webhook.objects.create(
        community=things.grid(place).community,
        name="物业系统",
        url="https://hooks.example.org/",
        secret="x",
        created_by=things.clerk(place),
    )


def hook_delivery(things: Any, place: str) -> Any:
    row = things.get(service_request, place)
    delivery = HookDelivery.objects.create(
        community=row.community,
        webhook=things.get(hook, place),
        event=row.events.first(),
        status="parked",
    )
    return delivery.pk
