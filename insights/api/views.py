"""Figures for programs: what indicators there are, and what one says of a place and its parts."""

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.viewer import Viewer
from communities.models import Area
from core.exceptions import DomainError
from insights import access
from insights.api import shapes
from insights.choice import Choice, chosen
from insights.indicators import REGISTRY
from insights.queries.definitions import all_on
from insights.queries.indicator import indicator_page
from requests.api.views import REFUSALS, WRITE_REFUSALS, viewer_of
from requests.queries.tokens import communities_in


class IndicatorsView(APIView):
    @extend_schema(
        operation_id="indicators",
        responses={200: shapes.Definition(many=True), **REFUSALS},
    )
    def get(self, request: Request) -> Response:
        """Every indicator: what it is, of what it is made, and what it is good for."""
        _reader(request)
        known = all_on(timezone.localdate()).values()
        return Response(shapes.Definition(list(known), many=True).data)


class ReadingView(APIView):
    @extend_schema(
        operation_id="indicator",
        parameters=[
            OpenApiParameter(
                "period", description="`2026-10`, `2026-Q3`, `2026`, `month`, `quarter`, `year`."
            ),
            OpenApiParameter("from", description="With `to`: two days instead of a period."),
            OpenApiParameter("to"),
            OpenApiParameter(
                "place",
                description="Code or `id`; needed with a key that is kept to one community.",
            ),
        ],
        responses={200: shapes.Reading, **REFUSALS, 422: WRITE_REFUSALS[422]},
    )
    def get(self, request: Request, code: str) -> Response:
        """One figure, a year ago, and of each part of the place: as the page of it shows it."""
        viewer = _reader(request)
        if code not in REGISTRY:
            raise Http404
        page = indicator_page(viewer, code, _choice(viewer, request))
        if page is None:
            raise Http404
        return Response(shapes.Reading(page).data)


# --- inside ---------------------------------------------------------------------------------------
def _reader(request: Request) -> Viewer:
    viewer = viewer_of(request)
    if not access.looks_at_figures(viewer):
        raise Http404
    return viewer


def _place(viewer: Viewer, code: str) -> Area:
    """Never wider than the key, which may be kept to one community of those its account has."""
    area = access.get_named(viewer, code) if code else access.chosen(viewer, "")
    if area is None or not communities_in(area) <= set(viewer.community_ids):
        raise Http404
    return area


def _choice(viewer: Viewer, request: Request) -> Choice:
    """As on a page, but what cannot be read is refused: a program does not read what is said."""
    asked = {name: request.query_params.get(name, "") for name in ("period", "from", "to")}
    asked["area"] = str(_place(viewer, request.query_params.get("place", "")).pk)
    choice = chosen(asked)
    if choice.trouble:
        raise DomainError(choice.trouble, field="period")
    return choice
