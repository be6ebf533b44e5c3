"""Three questions a machine may ask: are you there, can you serve, is everything well?"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from kombu import Connection
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from core import heartbeat

GetResponse = Callable[[HttpRequest], HttpResponseBase]
OK = "ok"
UNKNOWN = "unknown"
"""Cannot be asked while the database is away: not alive for all we know, but not named either."""

_known: dict[str, bool] = {}  # that nothing is unapplied stays true as long as this process runs


class HealthMiddleware:
    """Answers before sessions, scopes or templates are touched."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if answer := ANSWERS.get(request.path_info):
            response = answer()
            response["Cache-Control"] = "no-store"
            response["X-Content-Type-Options"] = "nosniff"
            response["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
            # Django would log every 503 as an error; whoever asks each second has his answer.
            response._has_been_logged = True  # type: ignore[attr-defined]
            return response
        return self.get_response(request)


def livez() -> HttpResponse:
    """This process answers. Nothing else is asked, so that a balancer never kills it in vain."""
    return HttpResponse("ok", content_type="text/plain")


def readyz() -> HttpResponse:
    """It can serve: the database answers the site's own role and has the tables we expect."""
    return _answer({"database": _database(), "migrations": _migrations()})


def healthz() -> HttpResponse:
    """Everything is alive; for people and alarms, not for a balancer."""
    parts = {"database": _database(), "migrations": _migrations(), "broker": _broker()}
    ages: dict[str, timedelta] = {}
    town = None
    if parts["database"] == parts["migrations"] == OK:
        try:
            ages, town = heartbeat.ages(), heartbeat.town_progress()
        except DatabaseError:  # it died between two questions
            parts["database"] = "unreachable"
    asked = parts["database"] == parts["migrations"] == OK
    for name in (heartbeat.WORKER, heartbeat.BEAT):
        parts[name] = _life(ages.get(name)) if asked else UNKNOWN
    return _answer(parts, **({"town": town} if town else {}))


def _answer(parts: dict[str, str], **more: Any) -> JsonResponse:
    failing = [name for name, state in parts.items() if state not in (OK, UNKNOWN)]
    body = {"status": "failing" if failing else OK, "failing": failing, **parts, **more}
    return JsonResponse(body, status=503 if failing else 200)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user = %s", [settings.DATABASE_APP_ROLE])
            return OK if cursor.fetchone() == (True,) else "not the site's role"
    except DatabaseError:
        connection.close()
        return "unreachable"


def _migrations() -> str:
    if _known.get("migrated"):
        return OK
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return UNKNOWN
    _known["migrated"] = not waiting
    return f"{len(waiting)} unapplied" if waiting else OK


def _broker() -> str:
    options = settings.CELERY_BROKER_TRANSPORT_OPTIONS  # no second try after two seconds
    with Connection(settings.CELERY_BROKER_URL, transport_options=options) as broker:
        try:
            broker.default_channel  # noqa: B018 (opened by asking for it; for Redis: a PING)
        except (OperationalError, RedisError, OSError):
            return "unreachable"
    return OK


def _life(age: timedelta | None) -> str:
    if age is None:
        return "never seen"
    return OK if age < heartbeat.STALE else f"silent for {age.total_seconds():.0f} s"


ANSWERS: dict[str, Callable[[], HttpResponse]] = {
    "/livez": livez,
    "/readyz": readyz,
    "/healthz": healthz,
}
