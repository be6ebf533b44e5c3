"""Figures: the first page, a theme or a pillar, one indicator."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.http import ViewerRequest
from insights.indicators import REGISTRY
from insights.indicators.shape import Pillar, Theme
from insights.queries import indicator as indicator_queries
from insights.queries import overview as queries
from insights.queries import themes
from insights.views.frame import shown


@require_safe
@login_required
def overview(request: ViewerRequest) -> HttpResponse:
    return shown(request, "insights/overview.html", queries.overview, _("总览"))


@require_safe
@login_required
def theme(request: ViewerRequest, code: str) -> HttpResponse:
    return _themed(request, Theme, code)


@require_safe
@login_required
def pillar(request: ViewerRequest, code: str) -> HttpResponse:
    return _themed(request, Pillar, code)


@require_safe
@login_required
def indicator(request: ViewerRequest, code: str) -> HttpResponse:
    one = REGISTRY.get(code)
    if one is None:
        raise Http404
    return shown(
        request,
        "insights/indicator.html",
        lambda viewer, choice: indicator_queries.indicator_page(viewer, code, choice),
        str(one.name),
    )


# --- inside ---------------------------------------------------------------------------------------
def _themed(request: ViewerRequest, kinds: type[Theme] | type[Pillar], code: str) -> HttpResponse:
    if code not in kinds.values:
        raise Http404
    of = kinds(code)
    return shown(
        request,
        "insights/theme.html",
        lambda viewer, choice: themes.theme_page(viewer, of, choice),
        str(of.label),
    )
