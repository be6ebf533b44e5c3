"""What this room does after a commit."""

from communities.importing import jobs
from core.subscriptions import Payload, subscribe


@subscribe(jobs.UPLOADED, name="communities.check_import")
def check_import(payload: Payload) -> None:
    jobs.check(payload["job_id"])


@subscribe(jobs.CONFIRMED, name="communities.commit_import")
def commit_import(payload: Payload) -> None:
    jobs.commit(payload["job_id"])
