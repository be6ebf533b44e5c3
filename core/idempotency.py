"""The same form twice is once: double click, retry after a lost answer, five at the same moment.

    <form method="post">{% csrf_token %}{% idempotency_key %} …

    @require_POST
    @idempotent
    def submit(request): ...

The key is inserted in the request's own transaction, before the view runs; the statement tells the
scope, too, and brings what the view will draw (core.together). A second request with the same key
waits at the unique index until the first has committed, and then gets the first
one's answer; if the first was rolled back, it runs itself. Only a success is remembered: after a
form error the same key may come back with mended values. Programs send an `Idempotency-Key` header
instead; a class or API view is wrapped in `urls.py`: `idempotent(SomeView.as_view())`.
"""

import base64
import hashlib
import json
import re
import secrets
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import DatabaseError, connection
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseBase,
    JsonResponse,
)
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from core import crypto, scope, together
from core.models import IdempotencyKey

FIELD = "idempotency_key"
HEADER = "Idempotency-Key"
REPLAYED = "Idempotent-Replayed"
KEYED = "is_idempotent"
MAX_BODY = 256 * 1024
_PURPOSE = "idempotency.answer"
_CLAIM = (
    "INSERT INTO core_idempotencykey (owner, key, fingerprint, answer) VALUES (%s, %s, %s, '')"
    " ON CONFLICT (owner, key) DO NOTHING RETURNING id"
)
_KEY = re.compile(r"[A-Za-z0-9_-]{8,64}")
_UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_NOT_CONTENT = frozenset({FIELD, "csrfmiddlewaretoken"})

View = Callable[..., HttpResponseBase]


def new_key() -> str:
    return secrets.token_urlsafe(16)


def idempotent(view: View) -> View:
    """Run the view once per key; without a key it simply runs."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        key = request.headers.get(HEADER) or request.POST.get(FIELD, "")
        if not key or request.method not in _UNSAFE:
            return view(request, *args, **kwargs)
        if not _KEY.fullmatch(key):
            return HttpResponseBadRequest(_("表单的编号无法识别，请刷新页面后再填一次。"))
        if not connection.in_atomic_block:
            raise RuntimeError("an idempotent view belongs inside the request's transaction")
        return _once(_Sent.by(request, key), lambda: view(request, *args, **kwargs), request)

    # Decorators around it hand this on: a test asks whether what a keyed form is sent to listens.
    setattr(wrapper, KEYED, True)
    return wrapper


def sweep() -> int:
    """Forget keys that nobody will repeat any more; at least a day old."""
    age = timedelta(hours=max(settings.IDEMPOTENCY_HOURS, 24))
    with scope.entered(scope.EVERYTHING):
        deleted, _rows = IdempotencyKey.objects.filter(created_at__lt=timezone.now() - age).delete()
    return deleted


@dataclass(frozen=True)
class _Sent:
    """Who sent which key with what in it."""

    owner: str
    key: str
    fingerprint: str

    @classmethod
    def by(cls, request: HttpRequest, key: str) -> "_Sent":
        return cls(_owner(request), key, _fingerprint(request))


def _once(
    sent: _Sent, run: Callable[[], HttpResponseBase], request: HttpRequest
) -> HttpResponseBase:
    pk = _claim(sent)
    if pk is None:
        earlier = IdempotencyKey.objects.get(owner=sent.owner, key=sent.key)
        if earlier.fingerprint != sent.fingerprint or earlier.status is None:
            return _refuse(request)
        return _replay(request, earlier)
    with together.held():
        try:
            response = run()
        except Exception:
            # A database error has ended the transaction, and the key with it.
            with suppress(DatabaseError):
                _release(pk)
            raise
        if response.status_code >= 400 or response.streaming:
            _release(pk)
        else:
            _remember(pk, request, response)
    return response


def _claim(sent: _Sent) -> int | None:
    """Waits for whoever holds the key in a running transaction; None if it was used."""
    ahead = together.ahead()
    with scope.along() as told, connection.cursor() as cursor:
        cursor.execute(
            _CLAIM + ahead.columns + told.columns,
            [sent.owner, sent.key, sent.fingerprint, *told.values],
        )
        row = cursor.fetchone()
        told.returned = row is not None
    if row is None:
        return None
    ahead.bring(row[1:])
    return int(row[0])


def _release(pk: int) -> None:
    IdempotencyKey.objects.filter(pk=pk).delete()


def _remember(pk: int, request: HttpRequest, response: HttpResponseBase) -> None:
    if hasattr(response, "render") and not getattr(response, "is_rendered", True):
        response.render()
    body = response.content if isinstance(response, HttpResponse) else b""
    headers = {
        name: value
        for name, value in response.items()
        if name in {"Location", "Content-Type"} or name.startswith("HX-")
    }
    status = response.status_code
    if len(body) > MAX_BODY:  # too long to keep: whoever asks again is shown the page itself
        status, headers, body = 303, {"Location": request.get_full_path()}, b""
    answer = {
        "headers": headers,
        "body": base64.b64encode(body).decode(),
        "messages": [[m.level, str(m.message), m.extra_tags] for m in _queued(request)],
    }
    together.finish(
        "UPDATE core_idempotencykey SET status = %s, answer = %s WHERE id = %s",
        [status, crypto.encrypt(json.dumps(answer), purpose=_PURPOSE), pk],
    )


def _queued(request: HttpRequest) -> Iterable[Any]:
    """What the view said to the person: lost with the answer, so it is said again."""
    return getattr(getattr(request, "_messages", None), "_queued_messages", [])


def _replay(request: HttpRequest, earlier: IdempotencyKey) -> HttpResponse:
    answer = json.loads(crypto.decrypt(bytes(earlier.answer), purpose=_PURPOSE))
    response = HttpResponse(base64.b64decode(answer["body"]), status=earlier.status)
    for name, value in answer["headers"].items():
        response[name] = value
    response[REPLAYED] = "true"
    for level, text, tags in answer["messages"]:
        messages.add_message(request, level, text, extra_tags=tags, fail_silently=True)
    return response


def _refuse(request: HttpRequest) -> HttpResponse:
    text = _("这份表单已经提交过，内容与上次不同，没有再次登记。请打开新的表单再填。")
    if request.headers.get(HEADER):
        return JsonResponse({"error": text, "code": "idempotency_key_reused"}, status=422)
    return render(request, "core/form_reused.html", {"message": text}, status=422)


def _owner(request: HttpRequest) -> str:
    """An account; for guests the browser, by the cookie that every form page sets."""
    user = getattr(request, "user", None)
    if user is not None and user.pk is not None:
        return f"user:{user.pk}"
    browser = request.META.get("CSRF_COOKIE") or ""
    return f"guest:{hashlib.sha256(browser.encode()).hexdigest()}"


def _fingerprint(request: HttpRequest) -> str:
    """Everything that was sent, but not the tokens around it."""
    digest = hashlib.sha256(f"{request.method} {request.path}".encode())
    if request.content_type not in {
        "multipart/form-data",
        "application/x-www-form-urlencoded",
    }:
        digest.update(request.body)
        return digest.hexdigest()
    for name, values in sorted(request.POST.lists()):
        if name not in _NOT_CONTENT:
            digest.update(json.dumps([name, values]).encode())
    for name, uploads in sorted(request.FILES.lists()):
        for upload in uploads:
            digest.update(json.dumps([name, upload.name, _digest_of(upload)]).encode())
    return digest.hexdigest()


def _digest_of(upload: Any) -> str:
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()
