"""What this room does after a commit."""

from accounts.message_kinds import SUBJECT_REQUEST_ANSWERED
from accounts.models import DataSubjectRequest
from core import messaging
from core.outbox import subscribe
from core.subscriptions import Payload


@subscribe("accounts.subject_request_done", name="accounts.tell_request_done")
@subscribe("accounts.subject_request_refused", name="accounts.tell_request_refused")
def tell_answer(payload: Payload) -> None:
    """The answer itself stays on the page: an SMS says only that it is there."""
    asked = DataSubjectRequest.objects.select_related("user").get(pk=payload["request_id"])
    messaging.send(
        SUBJECT_REQUEST_ANSWERED.code,
        to_user=asked.user,
        scope=asked.scope,
        context={"request": str(asked.get_kind_display())},
        dedup_key=f"accounts.subject_request:{asked.pk}",
    )
