"""The reminder before a licence runs out: once for each, however often it is asked."""

from datetime import date

from django.db import transaction

from core import messaging
from volunteers.models import VolunteerSkill
from volunteers.workflow import VolunteerStatus


@transaction.atomic
def remind(on: date | None = None) -> int:
    """Who has no account is on the community's list all the same."""
    held = VolunteerSkill.objects.expiring(on).filter(
        volunteer__status=VolunteerStatus.ACTIVE, volunteer__user__is_active=True
    )
    rows = list(held.select_related("volunteer", "skill").order_by("pk"))
    for row in rows:
        if row.valid_until is None:
            continue
        messaging.send(
            "volunteers.licence_expiring",
            to_user=row.volunteer.user_id,
            scope=row.community_id,
            context={
                "skill": row.skill.name,
                "skill_en": row.skill.name_en or row.skill.name,
                "day": row.valid_until.isoformat(),
            },
            dedup_key=f"volunteers.licence:{row.pk}:{row.valid_until.isoformat()}",
            link="/volunteer/",
        )
    return len(rows)
