"""A certificate runs out: its owner hears half a year, three months and a month before.

Half a year is what collecting the hours of continuing education takes. Once for each of the
three and each certificate, however often it is asked; renewed, it counts from its new last day.
"""

from datetime import date

from django.utils import timezone

from core import messaging
from organizations.models import SocialWorker
from organizations.models.social_workers import REMIND_AT
from organizations.schooling_workflow import required_for


def remind(worker: SocialWorker, today: date | None = None) -> int:
    until: date | None = worker.valid_until
    if worker.user_id is None or until is None:
        return 0
    left = (until - (today or timezone.localdate())).days
    stages = [stage for stage in REMIND_AT if stage >= left]
    if left < 0 or not stages:
        return 0
    tell_short(worker, until, min(stages))
    return messaging.send_many(
        "organizations.certificate_expiring",
        to_users=[worker.user_id],
        scope=worker.community_id,
        context={"day": until.isoformat()},
        dedup_key=f"organizations.certificate:{worker.pk}:{until.isoformat()}:{min(stages)}",
        link=f"/desk/social-workers/{worker.pk}/",
    )


def tell_short(worker: SocialWorker, until: date, stage: int) -> int:
    """What is missing of the hours that the next registration asks for, beside the day itself."""
    required, counted = required_for(worker.level), worker.education.counted().before(until)
    if counted >= required or worker.user_id is None:
        return 0
    return messaging.send_many(
        "organizations.education_short",
        to_users=[worker.user_id],
        scope=worker.community_id,
        context={
            "day": until.isoformat(),
            "short": str(required - counted),
            "required": str(required),
        },
        dedup_key=f"organizations.education:{worker.pk}:{until.isoformat()}:{stage}",
        link=f"/desk/social-workers/{worker.pk}/",
    )
