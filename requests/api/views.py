"""The calls of /api/v1/: as plain as a page. Every write is the action the page calls."""

from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.viewer import Viewer
from requests.actions import conclude, intake, work
from requests.actions.intake import Need
from requests.api import errors, shapes
from requests.forms.machine import MachineOrderForm, as_fields
from requests.models import ServiceRequest
from requests.queries import machine, menu
from requests.queries.place import Place, place_of
from requests.workflow import Channel

SCHEMA = Path(__file__).parent / "schema.yml"
REFUSALS: dict[int, Any] = dict.fromkeys((401, 403, 404, 429), shapes.Error)
WRITE_REFUSALS: dict[int, Any] = REFUSALS | {
    400: shapes.Error,
    409: shapes.Error,
    422: shapes.Error,
}
ONCE = OpenApiParameter(
    "Idempotency-Key",
    location=OpenApiParameter.HEADER,
    description="8–64 letters and digits. The same key again gets the first answer again.",
)


def viewer_of(request: Request) -> Viewer:
    viewer: Viewer = request._request.viewer  # type: ignore[attr-defined]
    return viewer


@require_safe
def schema(request: HttpRequest) -> HttpResponse:
    """The committed description; a test keeps it true."""
    return HttpResponse(SCHEMA.read_bytes(), content_type="application/yaml; charset=utf-8")


class MenuView(APIView):
    @extend_schema(operation_id="menu", responses={200: shapes.Item(many=True), **REFUSALS})
    def get(self, request: Request) -> Response:
        """What can be ordered in the caller's community, and where to go with what cannot."""
        viewer = viewer_of(request)
        shelves = menu.menu(viewer, place_of(viewer).community)
        items = [item for shelf in shelves for item in shelf.items]
        return Response(shapes.Item(items, many=True).data)


class ItemView(APIView):
    @extend_schema(operation_id="menu_item", responses={200: shapes.ItemWithQuestions, **REFUSALS})
    def get(self, request: Request, code: str) -> Response:
        """One item with the questions it asks."""
        found = menu.get_item(place_of(viewer_of(request)).community, code)
        return Response(shapes.ItemWithQuestions(found).data)


class OrdersView(APIView):
    @extend_schema(
        operation_id="orders",
        parameters=[
            OpenApiParameter("status", enum=["open", "closed"]),
            OpenApiParameter("after", description="`next` of the page before."),
        ],
        responses={200: shapes.OrderPage, **REFUSALS},
    )
    def get(self, request: Request) -> Response:
        """The caller's own orders (staff: those entered with this account), newest first."""
        asked = request.query_params
        found = machine.orders(
            viewer_of(request), status=asked.get("status", ""), after=asked.get("after", "")
        )
        return Response(shapes.OrderPage(found).data)

    @extend_schema(
        operation_id="create_order",
        parameters=[ONCE],
        request=shapes.OrderIn,
        responses={201: shapes.Order, **WRITE_REFUSALS},
    )
    def post(self, request: Request) -> Response:
        """Ask for something, for oneself or (staff) for somebody who agreed."""
        sent = shapes.OrderIn(data=request.data)
        sent.is_valid(raise_exception=True)
        row = _submit(viewer_of(request), dict(sent.validated_data))
        if isinstance(row, Response):
            return row
        where = reverse("api:order", args=[row.public_id])
        return Response(shapes.Order(row).data, status=201, headers={"Location": where})


class OrderView(APIView):
    @extend_schema(operation_id="order", responses={200: shapes.Order, **REFUSALS})
    def get(self, request: Request, public_id: UUID) -> Response:
        """One order: where it stands and until when."""
        return Response(shapes.Order(machine.order(viewer_of(request), public_id)).data)


class EventsView(APIView):
    @extend_schema(
        operation_id="order_events", responses={200: shapes.Event(many=True), **REFUSALS}
    )
    def get(self, request: Request, public_id: UUID) -> Response:
        """What happened, line by line, as its reporter reads it."""
        row = machine.order(viewer_of(request), public_id)
        return Response(shapes.Event(machine.events(row), many=True).data)


class StepView(APIView):
    """One step of the reporter: each is a call of its own, nobody sets a status."""

    def take(self, request: Request, public_id: UUID, shape: Any, action: Any) -> Response:
        viewer = viewer_of(request)
        row = machine.order(viewer, public_id)
        sent = shape(data=request.data)
        sent.is_valid(raise_exception=True)
        with transaction.atomic():
            action(row, by=viewer, **sent.validated_data)
        return Response(shapes.Order(machine.order(viewer, public_id)).data)


def _step(name: str, shape: Any, action: Any, words: str) -> type[StepView]:
    @extend_schema(
        operation_id=name,
        parameters=[ONCE],
        request=shape,
        responses={200: shapes.Order, **WRITE_REFUSALS},
        description=words,
    )
    def post(self: StepView, request: Request, public_id: UUID) -> Response:
        return self.take(request, public_id, shape, action)

    return type(f"{name.title()}View", (StepView,), {"post": post, "__doc__": words})


def _withdraw(row: ServiceRequest, *, by: Viewer, note: str = "") -> ServiceRequest:
    return conclude.withdraw(row, reason=note, by=by)


def _reply(row: ServiceRequest, *, by: Viewer, note: str = "") -> ServiceRequest:
    return work.reply(row, note=note, by=by)


Reply = _step("reply", shapes.NoteIn, _reply, "Say something to those who work on it.")
Urge = _step("urge", shapes.NoteIn, work.urge, "Urge it along; once a day.")
Withdraw = _step("withdraw", shapes.NoteIn, _withdraw, "Take it back.")
Rate = _step("rate", shapes.RatingIn, conclude.rate, "Rate what was done, once.")


def _submit(viewer: Viewer, sent: dict[str, Any]) -> ServiceRequest | Response:
    place = machine.place_named(viewer, sent.get("community", ""))
    item = menu.get_item(place.community, sent["item"]) if sent.get("item") else None
    form = MachineOrderForm(as_fields(sent), viewer=viewer, place=place, item=item)
    if not form.is_valid():
        return errors.of_fields(form.faults)
    return intake.submit(_need(viewer, place, item, form, sent), by=viewer)


def _need(
    viewer: Viewer, place: Place, item: Any, form: MachineOrderForm, sent: dict[str, Any]
) -> Need:
    values = form.cleaned_data
    person = next(
        (one for one in place.people if one.pk == values.get("resident")),
        place.people[0] if place.people else None,
    )
    home = person.household.dwelling if person and person.household else None
    assert place.community is not None  # place_named refuses before  # noqa: S101
    return Need(
        community=place.community,
        words=values["words"],
        channel=Channel.MACHINE,
        item=item,
        grid=person.grid if person else None,
        building=home.building if home else None,
        resident=person,
        contact_name=values.get("contact_name", "") or (person.name.open() if person else ""),
        contact_phone=values["contact_phone"]
        or ("" if viewer.is_staff else viewer.actor.phone.open()),
        address=values.get("address", "") or (str(home) if home else ""),
        answers=form.answers,
        is_confidential=values.get("is_confidential", False),
        about_tier=values.get("about_tier"),
        consent_note=sent.get("consent_note", ""),
    )
