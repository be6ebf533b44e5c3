"""What a step sets going once it is committed: the next person hears of it."""

from typing import Any

from accounts.models import User
from communities.models import Area
from core import messaging
from core.messaging.actions import read_elsewhere
from core.outbox import subscribe
from core.subscriptions import Payload
from requests import hours
from requests.actions import hooks, relocating, welfare
from requests.ladder_messages import RUNGS
from requests.limits import IN_HAND
from requests.message_kinds import code_of
from requests.message_lines import AFFECTED, BESIDE, TELLS
from requests.models import RequestEvent, ServiceRequest
from requests.public_words import called
from requests.queries.audience import link_for, told
from requests.words import by_day, what_of
from requests.workflow import Channel, Duty


@subscribe("requests.moved", name="requests.tell")
def tell(payload: Payload) -> None:
    """One message per step and person; who took the step himself is not told of it."""
    event = RequestEvent.objects.get(pk=payload["event_id"])
    row = ServiceRequest.objects.select_related("building__estate").get(pk=payload["request_id"])
    if event.duty == Duty.REPORTER and event.actor_id:
        read_elsewhere(event.actor_id, link_for(row, "reporter", event.actor_id))
    if payload["step"] == "invite":
        _invite(row, event)
    elif (code := _rung(event) or payload["tells"]) in TELLS:
        _send(code, event.data.get("tells") or TELLS[code].to, row, event)
    if beside := BESIDE.get(payload["step"], ""):
        _send(beside, TELLS[beside].to, row, event)
    if event.data.get("ended") and event.from_status in IN_HAND and payload["tells"] != "let_go":
        _send("let_go", TELLS["let_go"].to, row, event)
    if (near := AFFECTED.get(payload["step"], "")) and row.affected_count > 1:
        _send(near, TELLS[near].to, row, event)


def _rung(event: RequestEvent) -> str:
    return RUNGS.get((event.data.get("clock", ""), event.data.get("act", "")), "")


def _invite(row: ServiceRequest, event: RequestEvent) -> None:
    """Twice, each time by another way: the inbox, then an SMS. Who has no account is asked by
    SMS, then by the voice of a colleague; who has no telephone by the colleague both times."""
    again = event.data.get("turn", 1) > 1
    if row.reporter_id:
        _send("invited_again" if again else "invited", "reporter", row, event)
    elif again or not row.contact_phone:
        _send("ask_him", "keeper", row, event)
    else:
        _by_sms("invited_again", row, event)


def _by_sms(code: str, row: ServiceRequest, event: RequestEvent) -> None:
    """Who has no account has no inbox: the number, and what is asked of him."""
    messaging.send(
        code_of(code),
        to_address=row.contact_phone.open(),
        scope=row.community_id,
        context=_context(row, row.title),
        dedup_key=f"requests.event:{event.pk}",
        at=event.at,
    )


def _context(row: ServiceRequest, title: str) -> dict[str, Any]:
    return {
        "number": row.number,
        "title": title,
        "item": what_of(row),
        "due": by_day(row.due_at),
        "step": row.get_status_display(),
    }


def _send(code: str, to: str, row: ServiceRequest, event: RequestEvent) -> None:
    """Who did not bring it himself hears of its kind and its place, never the words of who did."""
    if to == "reporter" and row.channel == Channel.GUEST and TELLS[code].sms and row.contact_phone:
        _by_sms(code, row, event)
    title = what_of(row) if to == "invited" else called(row) if to == "affected" else row.title
    for user_id in told(row, to, event) - {event.actor_id}:
        messaging.send(
            code_of(code),
            to_user=User(pk=user_id),
            scope=row.community_id,
            context=_context(row, title),
            dedup_key=f"requests.event:{event.pk}",
            at=event.at,
            link=link_for(row, to, user_id),
        )


@subscribe("requests.moved", name="requests.count_hours")
def count_hours(payload: Payload) -> None:
    if hours.touches_hours(payload["step"]):
        hours.settle(payload["request_id"])


@subscribe("requests.moved", name="requests.hooks_fan_out")
def fan_out(payload: Payload) -> None:
    hooks.fan_out(payload["event_id"])


@subscribe("requests.hook_due", name="requests.send_hook", external=True)
def send_hook(payload: Payload) -> None:
    hooks.deliver(payload["delivery_id"])


@subscribe("charity.meal_failed", name="requests.look_in")
def look_in(payload: Payload) -> None:
    welfare.look_in(payload["meal_id"])


@subscribe("communities.buildings_assigned", name="requests.follow_buildings")
def follow_buildings(payload: Payload) -> None:
    relocating.follow_buildings(payload["building_ids"])


@subscribe("communities.area_changed", name="requests.follow_merged_grid")
def follow_merge(payload: Payload) -> None:
    if payload["kind"] == "merged":
        areas = Area.objects.in_bulk([payload["area_id"], payload["into_id"]])
        relocating.follow_merge(areas[payload["area_id"]], areas[payload["into_id"]])
