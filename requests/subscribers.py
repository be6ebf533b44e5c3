"""What a step sets going once it is committed: the next person hears of it."""

from accounts.models import User
from core import messaging
from core.outbox import subscribe
from core.subscriptions import Payload
from requests.actions import hooks
from requests.message_kinds import TELLS, code_of
from requests.models import RequestEvent, ServiceRequest
from requests.queries.audience import link_for, told
from requests.words import day_of, what_of


@subscribe("requests.moved", name="requests.tell")
def tell(payload: Payload) -> None:
    """One message per step and person; who took the step himself is not told of it."""
    line = TELLS.get(payload["tells"])
    if line is None:
        return
    event = RequestEvent.objects.get(pk=payload["event_id"])
    row = ServiceRequest.objects.get(pk=payload["request_id"])
    to = event.data.get("tells") or line.to
    for user_id in told(row, to, event) - {event.actor_id}:
        messaging.send(
            code_of(payload["tells"]),
            to_user=User(pk=user_id),
            scope=row.community_id,
            context={
                "number": row.number,
                "title": what_of(row) if to == "invited" else row.title,
                "item": what_of(row),
                "due": day_of(row.due_at),
                "step": row.get_status_display(),
            },
            dedup_key=f"requests.event:{event.pk}",
            link=link_for(row, to, user_id),
        )


@subscribe("requests.moved", name="requests.hooks_fan_out")
def fan_out(payload: Payload) -> None:
    hooks.fan_out(payload["event_id"])


@subscribe("requests.hook_due", name="requests.send_hook", external=True)
def send_hook(payload: Payload) -> None:
    hooks.deliver(payload["delivery_id"])
