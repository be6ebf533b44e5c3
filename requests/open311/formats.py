"""One answer, two formats: XML as GeoReport v2 writes it, JSON by the Spark convention.

A list is a container with repeated children in XML and a bare array in JSON. Nothing that comes in
is ever read as XML: what is posted is a form.
"""

import io
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from xml.sax.xmlreader import AttributesImpl

from django.http import HttpResponse
from django.utils import timezone
from django.utils.xmlutils import SimplerXMLGenerator

TYPES = {"xml": "text/xml; charset=utf-8", "json": "application/json; charset=utf-8"}
NO_ATTRIBUTES = AttributesImpl({})
CHILD = {
    "services": "service",
    "attributes": "attribute",
    "values": "value",
    "service_requests": "request",
    "service_request_updates": "request_update",
    "endpoints": "endpoint",
    "formats": "format",
    "notes": "note",
    "errors": "error",
}


class GeoReportError(Exception):
    """404 for what is not there, 403 for the key, 400 for everything else; several at once."""

    def __init__(self, status: int, *errors: str) -> None:
        super().__init__(*errors)
        self.status, self.errors = status, errors


def fault(status: int, *errors: str) -> GeoReportError:
    return GeoReportError(status, *errors)


def answer(name: str, value: Any, form: str, status: int = 200) -> HttpResponse:
    content = _json(value) if form == "json" else _xml(name, value)
    return HttpResponse(content, content_type=TYPES[form], status=status)


def refused(error: GeoReportError, form: str) -> HttpResponse:
    said = [{"code": str(error.status), "description": text} for text in error.errors]
    return answer("errors", said, form, error.status)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=written)


def _xml(name: str, value: Any) -> bytes:
    memory = io.BytesIO()
    xml = SimplerXMLGenerator(memory, "utf-8")
    xml.startDocument()
    _element(xml, name, value)
    xml.endDocument()
    return memory.getvalue()


def _element(xml: SimplerXMLGenerator, name: str, value: Any) -> None:
    xml.startElement(name, NO_ATTRIBUTES)
    if isinstance(value, Mapping):
        for key, inner in value.items():
            _element(xml, key, inner)
    elif isinstance(value, Iterable) and not isinstance(value, str):
        for inner in value:
            _element(xml, CHILD[name], inner)
    elif value is not None:
        xml.characters(_spoken(value))
    xml.endElement(name)


def _spoken(value: Any) -> str:
    """XML 1.0 knows no control characters; somebody's text may hold one."""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = written(value) if isinstance(value, datetime) else str(value)
    return "".join(c for c in text if c in "\t\n\r" or c >= " ")


def written(value: datetime) -> str:
    """ISO 8601, in the town's time, with its zone."""
    return timezone.localtime(value).isoformat(timespec="seconds")
