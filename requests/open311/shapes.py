"""Requests, services and updates in the words of GeoReport v2."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from requests import public_words, saying
from requests.models import MenuItem, MenuQuestion, RequestEvent
from requests.queries.open311 import Told, questions
from requests.workflow import CLOSED

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
CHANGED = "2026-11-21T00:00:00+08:00"
DATATYPES = {
    MenuQuestion.Kind.TEXT: "text",
    MenuQuestion.Kind.CHOICE: "singlevaluelist",
    MenuQuestion.Kind.NUMBER: "number",
    MenuQuestion.Kind.DATE: "datetime",
}


def discovery(base: str, contact: str) -> dict[str, Any]:
    return {
        "changeset": CHANGED,
        "contact": contact,
        "key_service": base + reverse("requests:tokens"),
        "endpoints": [
            {
                "specification": SPECIFICATION,
                "url": base + reverse("open311:discovery", args=["json"]).rsplit("/", 1)[0],
                "changeset": CHANGED,
                "type": "test" if settings.DEMO else "production",
                "formats": ["text/xml", "application/json"],
            }
        ],
    }


def service(item: MenuItem) -> dict[str, Any]:
    return {
        "service_code": item.code,
        "service_name": str(item),
        "description": item.advice or str(item.category),
        "metadata": bool(questions(item)),
        "type": "realtime",
        "keywords": ",".join(item.keywords.split()),
        "group": str(item.category),
    }


def definition(item: MenuItem) -> dict[str, Any]:
    return {
        "service_code": item.code,
        "attributes": [_attribute(one, n) for n, one in enumerate(questions(item), start=1)],
    }


def _attribute(question: MenuQuestion, order: int) -> dict[str, Any]:
    shape: dict[str, Any] = {
        "variable": True,
        "code": str(question.pk),
        "datatype": DATATYPES[MenuQuestion.Kind(question.kind)],
        "required": question.is_required,
        "datatype_description": None,
        "order": order,
        "description": str(question),
    }
    if question.kind == MenuQuestion.Kind.CHOICE:
        shape["values"] = [{"key": one, "name": one} for one in question.options.splitlines()]
    return shape


def request(told: Told, *, extended: bool = False) -> dict[str, Any]:
    """To its reporter his own words; to everybody else only what somebody released."""
    row, item = told.row, told.row.item
    lat, long = _rounded(told)
    shape: dict[str, Any] = {
        "service_request_id": str(row.public_id),
        "status": "closed" if row.status in CLOSED else "open",
        "status_notes": str(row.get_status_display() if told.own else public_words.now(row)),
        "service_name": str(item) if item else None,
        "service_code": item.code if item else "",
        "description": ((row.body or row.title) if told.own else row.public_text) or None,
        "agency_responsible": str(row.community),
        "service_notice": None,
        "requested_datetime": row.created_at,
        "updated_datetime": row.closed_at or told.changed_at,
        "expected_datetime": row.due_at,
        "address": _where(told),
        "address_id": None,
        "zipcode": None,
        "lat": lat,
        "long": long,
        "media_url": None,
    }
    if extended:
        shape["notes"] = [
            {"datetime": event.at, "description": _line(event, own=told.own), "type": event.step}
            for event in told.lines
            if told.own or event.step in public_words.LINES
        ]
    return shape


def update(event: RequestEvent) -> dict[str, Any]:
    return {
        "update_id": str(event.pk),
        "service_request_id": str(event.service_request.public_id),
        "status": "CLOSED" if event.to_status in CLOSED else "OPEN",
        "external_status_code": event.to_status,
        "updated_datetime": event.at,
        "description": _line(event, own=False),
        "media_url": None,
    }


def _line(event: RequestEvent, *, own: bool) -> str:
    return saying.line(event) if own else str(public_words.LINES[event.step])


def _rounded(told: Told) -> tuple[float | None, float | None]:
    if told.centre is None:
        return None, None
    return round(told.centre[1], 4), round(told.centre[0], 4)


def _where(told: Told) -> str:
    row = told.row
    near = row.building.estate.name if row.building else row.grid.title if row.grid else ""
    return " ".join(filter(None, (row.community.title, near)))
