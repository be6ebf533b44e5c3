"""Links to point at that hand a part of the work on to somebody without an account."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from requests.models import Forward, ServiceRequest
from tests.routes import things as t


def forward_code(things: t.Things, place: str) -> Any:
    """Received, so that its bearer may answer and see the door."""
    row = ServiceRequest.objects.get(public_id=things.get(t.taken_public_id, place))
    made = Forward.objects.create(
        community_id=row.community_id,
        service_request=row,
        number=1,
        to_name="物业",
        ask="看看水管",
        shows_door=True,
        forwarded_by=things.user(place),
        received_at=timezone.now(),
        expires_at=timezone.now() + timedelta(days=3),
    )
    return made.code
