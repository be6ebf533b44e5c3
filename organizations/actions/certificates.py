"""The reminder before a certificate runs out: once per certificate, however often it is asked."""

from datetime import date

from core import messaging
from organizations.models import SocialWorker


def remind(worker: SocialWorker) -> None:
    until: date | None = worker.valid_until
    if worker.user_id is None or until is None:
        return
    messaging.send(
        "organizations.certificate_expiring",
        to_user=worker.user_id,
        scope=worker.community_id,
        context={"day": until.isoformat()},
        dedup_key=f"organizations.certificate:{worker.pk}:{until.isoformat()}",
        link=f"/desk/social-workers/{worker.pk}/",
    )
