"""GeoReport v2: public to read, a key to write. Strict unless `extensions=true` is asked for."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from accounts.limits import address_index
from accounts.viewer import ANONYMOUS, Viewer
from core.exceptions import DomainError
from core.http import ViewerRequest
from core.idempotency import idempotent
from requests.actions import work
from requests.actions.tokens import note_use
from requests.api import limits
from requests.api.door import enter
from requests.models import ApiToken
from requests.models.tokens import Scope
from requests.open311 import asking, sending, shapes
from requests.open311.asking import Asked, given
from requests.open311.formats import GeoReportError, answer, fault, refused
from requests.queries import machine
from requests.queries import open311 as queries
from requests.queries.tokens import by_secret

View = Callable[..., HttpResponseBase]


def georeport(*methods: str) -> Callable[[View], View]:
    """Errors in the format that was asked for; nobody comes too often."""

    def decorate(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def wrapper(request: ViewerRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            form = str(kwargs["form"])
            if request.method not in methods:
                answer_ = refused(fault(405, _("这里不能这样访问")), form)
                answer_["Allow"] = ", ".join(methods)
                return answer_
            try:
                _not_too_often(request)
                return view(request, *args, **kwargs)
            except GeoReportError as error:
                return refused(error, form)
            except Http404:
                return refused(fault(404, _("没有找到")), form)
            except DomainError as error:
                return refused(fault(400, str(error)), form)

        return wrapper

    return decorate


def _not_too_often(request: ViewerRequest) -> None:
    who = f"address:{address_index(request.META.get('REMOTE_ADDR', ''))}"[:80]
    if limits.wait_for(who, settings.API_PUBLIC_CALLS_PER_MINUTE):
        raise fault(429, _("来得太勤了"))


def _key(request: ViewerRequest, sent: QueryDict) -> tuple[ApiToken, Viewer] | None:
    """`api_key`, or the header of /api/v1/. None without one; a wrong one is a fault."""
    secret = given(sent, "api_key") or request.headers.get("Authorization", "").removeprefix(
        "Bearer "
    )
    if not secret:
        return None
    token = by_secret(secret.strip())
    viewer = enter(token) if token else None
    if token is None or viewer is None:
        raise fault(403, _("密钥不对，或者过期了"))
    if limits.wait_for(f"token:{token.pk}", settings.API_CALLS_PER_MINUTE):
        raise fault(429, _("来得太勤了"))
    note_use(token)
    request.user, request.viewer = viewer.actor, viewer
    return token, viewer


def _reader(request: ViewerRequest) -> Viewer:
    found = _key(request, request.GET)
    if found is None or Scope.READ not in found[0].scopes:
        return ANONYMOUS
    return found[1]


def _writer(request: ViewerRequest, needed: Scope) -> tuple[ApiToken, Viewer]:
    found = _key(request, request.POST)
    if found is None:
        raise fault(403, _("要写 api_key"))
    if needed not in found[0].scopes:
        raise fault(403, _("这把密钥不能做这件事"))
    return found


@georeport("GET", "HEAD")
def discovery(request: ViewerRequest, form: str) -> HttpResponse:
    base = request.build_absolute_uri("/").rstrip("/")
    return answer("discovery", shapes.discovery(base, settings.OPEN311_CONTACT or base), form)


@georeport("GET", "HEAD")
def services(request: ViewerRequest, form: str) -> HttpResponse:
    found = queries.services(queries.ground(given(request.GET, "jurisdiction_id")))
    return answer("services", [shapes.service(item) for item in found], form)


@georeport("GET", "HEAD")
def definition(request: ViewerRequest, code: str, form: str) -> HttpResponse:
    found = queries.services(queries.ground(given(request.GET, "jurisdiction_id")))
    item = found.filter(code=code).first()
    if item is None or not queries.questions(item):
        raise Http404
    return answer("service_definition", shapes.definition(item), form)


@georeport("GET", "HEAD", "POST")
def requests(request: ViewerRequest, form: str) -> HttpResponseBase:
    if request.method == "POST":
        return _post(request, form)
    where, viewer = queries.ground(given(request.GET, "jurisdiction_id")), _reader(request)
    asked = asking.read(request.GET)
    found = queries.told(where, asked, viewer)
    told = [shapes.request(one, extended=asked.extended) for one in found]
    return answer("service_requests", told, form)


def _post(request: ViewerRequest, form: str) -> HttpResponseBase:
    token, viewer = _writer(request, Scope.WRITE)
    where = queries.ground(given(request.POST, "jurisdiction_id"))

    def submit(request: ViewerRequest) -> HttpResponse:
        row = sending.submit(request.POST, where, token, viewer)
        told = {
            "service_request_id": str(row.public_id),
            "service_notice": row.item.advice or None if row.item else None,
            "account_id": None,
        }
        return answer("service_requests", [told], form)

    return idempotent(submit)(request)


@georeport("GET", "HEAD")
def request_one(request: ViewerRequest, number: str, form: str) -> HttpResponse:
    where, viewer = queries.ground(given(request.GET, "jurisdiction_id")), _reader(request)
    extended = given(request.GET, "extensions") == "true"
    found = queries.told(where, Asked(ids=(_uuid(number),), extended=extended), viewer)
    if not found:
        raise Http404
    told = [shapes.request(one, extended=extended) for one in found]
    return answer("service_requests", told, form)


@georeport("GET", "HEAD")
def token(request: ViewerRequest, token: str, form: str) -> HttpResponse:
    """Numbers are given out at once; a client that asks all the same gets the number back."""
    where, viewer = queries.ground(given(request.GET, "jurisdiction_id")), _reader(request)
    if not queries.is_there(where, _uuid(token), viewer):
        raise Http404
    told = [{"service_request_id": token.lower(), "token": token.lower()}]
    return answer("service_requests", told, form)


@georeport("GET", "HEAD", "POST")
def updates(request: ViewerRequest, form: str) -> HttpResponseBase:
    """An extension: what happened since, and a word of the reporter."""
    values = request.POST if request.method == "POST" else request.GET
    if given(values, "extensions") != "true":
        raise Http404
    if request.method == "POST":
        return idempotent(lambda request: _say(request, form))(request)
    asked = asking.read(request.GET)
    start, end = asking.span(request.GET)
    where = queries.ground(given(request.GET, "jurisdiction_id"))
    found = queries.updates(where, start, end, asked.first, asked.size)
    return answer("service_request_updates", [shapes.update(event) for event in found], form)


def _say(request: ViewerRequest, form: str) -> HttpResponse:
    _token, viewer = _writer(request, Scope.UPDATE)
    row = machine.order(viewer, _uuid(given(request.POST, "service_request_id")))
    work.reply(row, note=given(request.POST, "description")[:500], by=viewer)
    last = machine.events(row)[-1]
    return answer("service_request_updates", [{"update_id": str(last.pk)}], form)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
