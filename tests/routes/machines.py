"""Programs, and what they come for: something to point at behind the parameters of a route."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from requests.models import ApiToken


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
