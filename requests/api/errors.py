"""One shape for every refusal: {"error": {"code", "message", "fields", "request_id"}}."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response

from core import trace
from core.exceptions import DomainError

MOVED_ON = frozenset({"moved_on", "urged_today", "added_once", "not_allowed"})
"""The order is not where the caller thinks it is: look again. Everything else is his input."""


def body(code: str, message: str, fields: Mapping[str, list[str]] | None = None) -> dict[str, Any]:
    return {
        "error": {
            "code": code,
            "message": message,
            "fields": dict(fields or {}),
            "request_id": trace.current().request_id,
        }
    }


def refusal(status: int, code: str, message: str, **headers: str) -> JsonResponse:
    return JsonResponse(body(code, message), status=status, headers=headers)


def of_domain(error: DomainError) -> Response:
    fields = {error.field: [str(error)]} if error.field else None
    status = 409 if error.code in MOVED_ON else 422
    return Response(body(error.code or "refused", str(error), fields), status=status)


def of_fields(fields: Mapping[str, list[str]]) -> Response:
    return Response(body("invalid", _("有几项要改一改"), fields), status=422)


def handler(error: Exception, context: Any) -> Response | None:
    """What DRF and our actions raise, in our shape; None for a fault of ours: that is a 500."""
    if isinstance(error, DomainError):
        return of_domain(error)
    if isinstance(error, Http404):
        return Response(body("not_found", _("没有找到")), status=404)
    if isinstance(error, PermissionDenied | exceptions.PermissionDenied):
        return Response(body("not_allowed", _("这把密钥不能做这件事")), status=403)
    if isinstance(error, exceptions.ValidationError):
        fields = error.detail if isinstance(error.detail, dict) else {"": error.detail}
        return of_fields({name: [str(one) for one in _flat(said)] for name, said in fields.items()})
    if isinstance(error, exceptions.APIException):
        code = str(getattr(error, "default_code", "refused"))
        return Response(body(code, str(error.detail)), status=error.status_code)
    return None


def _flat(said: Any) -> list[Any]:
    if isinstance(said, dict):
        return [one for inner in said.values() for one in _flat(inner)]
    return list(said) if isinstance(said, list | tuple) else [said]
