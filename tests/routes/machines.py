"""Programs, and what they come for: something to point at behind the parameters of a route."""

import io
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from accounts.viewer import Viewer
from core import scope
from requests.actions import affairs, inquiries
from requests.models import ApiToken, Guide, HookDelivery, Webhook
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


def guide_code(things: Any, place: str) -> Any:
    return "pension-enrol"


def _as_everybody(things: Any, act: Any) -> Any:
    before = scope.current()
    row = act()
    scope.declare(before.communities if before else scope.EVERYTHING)
    return row


def inquiry(things: Any, place: str) -> Any:
    by = Viewer(user=things.user(place))
    grid = things.grid(place)
    row = _as_everybody(
        things, lambda: inquiries.ask(grid.community, words="带什么？", grid=grid, by=by)
    )
    return row.pk


def affair(things: Any, place: str) -> Any:
    """One that the place's own account applied for."""
    grid, by = things.grid(place), Viewer(user=things.user(place))
    guide = Guide.objects.get(code="pension-enrol", replaced_at__isnull=True)
    return _as_everybody(
        things,
        lambda: affairs.apply(guide, grid.community, name="李", phone="", grid=grid, by=by),
    )


def affair_pk(things: Any, place: str) -> Any:
    return things.get(affair, place).pk


def affair_paper(things: Any, place: str) -> Any:
    picture = io.BytesIO()
    Image.new("RGB", (4, 4)).save(picture, "PNG")
    upload = SimpleUploadedFile("户口簿.png", picture.getvalue(), content_type="image/png")
    row = things.get(affair, place)
    affairs._keep(row, upload, Viewer(user=things.user(place)))
    return row.papers.get().pk


accept_slug = {"affairs:affair_act": ("accept",)}
withdraw_slug = {"affairs:mine_act": ("withdraw",)}
