"""How this room writes its history, and promises what follows: one line each per change."""

from typing import Any

from django.db.models import Model
from django.utils import timezone

from accounts.models import User
from communities.models import Area
from core import audit, outbox
from organizations.models import Organization


def book_of(area: Area) -> int:
    """In whose books it stands what happens there: the community's; above all communities those
    of the street or the district itself. A line in nobody's book only its writer would read."""
    return int(area.community_id or area.pk)


def note(
    verb: str,
    organization: Organization,
    *,
    actor: User | None,
    details: dict[str, Any] | None = None,
    obj: Model | None = None,
) -> None:
    """Everything about an organisation stands in its own history, its services included."""
    audit.record(
        f"organizations.{verb}",
        organization,
        actor=actor,
        scope=organization.community_id or organization.area_id,
        details=details if obj is None else {"id": obj.pk, **(details or {})},
    )


def tell(topic: str, organization: Organization, **ids: int) -> None:
    outbox.publish(
        f"organizations.{topic}",
        key=f"organizations.{topic}:{organization.pk}:{timezone.now().isoformat()}",
        payload={
            "organization_id": organization.pk,
            "community_id": organization.community_id,
            **ids,
        },
    )
