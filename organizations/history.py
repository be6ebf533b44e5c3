"""How this room writes its history, and promises what follows: one line each per change."""

from typing import Any

from django.db.models import Model
from django.utils import timezone

from accounts.models import User
from core import audit, outbox
from organizations.models import Organization


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
