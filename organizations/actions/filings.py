"""A filing (备案) runs out: its managers and the keepers of the register hear of it in time."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from core import messaging
from organizations.actions.readers import KEEPERS, managers_of, readers, staff_of
from organizations.models import Organization
from organizations.models.organizations import REMIND_BEFORE


@transaction.atomic
def remind_of_filings(today: date | None = None) -> int:
    """Once for each filing and reader, however often it runs."""
    day = today or timezone.localdate()
    ending = Organization.objects.standing().filter(
        filed_until__gte=day, filed_until__lte=day + REMIND_BEFORE
    )
    return sum(_remind(organization) for organization in ending.select_related("area"))


def _remind(organization: Organization) -> int:
    until = organization.filed_until
    if until is None:
        return 0
    return messaging.send_many(
        "organizations.filing_ends",
        to_users=readers(managers_of(organization.pk) | staff_of(organization.area_id, KEEPERS)),
        scope=organization.community_id,
        context={
            "name": organization.name,
            "name_en": organization.name_en or organization.name,
            "day": f"{until.month}月{until.day}日",  # data: the Chinese one
            "day_en": until.isoformat(),
        },
        dedup_key=f"organizations.filing_ends:{organization.pk}:{until.isoformat()}",
        link=f"/desk/organizations/{organization.pk}/",
    )
