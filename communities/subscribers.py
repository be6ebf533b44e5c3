"""What this room does after a commit."""

from accounts.models import ConsentEvent
from communities.actions import care, notices
from communities.importing import jobs
from communities.models import Resident
from communities.queries import notices as notice_queries
from core.subscriptions import Payload, subscribe


@subscribe(jobs.UPLOADED, name="communities.check_import")
def check_import(payload: Payload) -> None:
    jobs.check(payload["job_id"])


@subscribe(jobs.CONFIRMED, name="communities.commit_import")
def commit_import(payload: Payload) -> None:
    jobs.commit(payload["job_id"])


@subscribe("communities.notice_batch", name="communities.tell_notice")
def tell_notice(payload: Payload) -> None:
    """One batch of accounts, in the order of their numbers; the next batch is its own message."""
    notice_id, after = payload["notice_id"], payload["after"]
    people = notice_queries.accounts_to_tell(notice_id, after=after, limit=notices.BATCH)
    notices.tell_next(notice_id, after=after, user_ids=people)


@subscribe("accounts.consent_changed", name="communities.end_labels_without_consent")
def end_labels_without_consent(payload: Payload) -> None:
    event = ConsentEvent.objects.get(pk=payload["consent_id"])
    if event.given:
        return
    for resident in Resident.objects.filter(subject=event.subject):
        care.end_without_consent(resident, kind=event.kind, actor=event.on_behalf_by or event.user)
