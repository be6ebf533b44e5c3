"""What stands around every page of figures: where, when, which page, how fresh."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from core.http import ViewerRequest
from insights import access
from insights.charts import script
from insights.choice import NAMED, Choice, chosen, options
from insights.indicators.shape import Pillar, Theme
from insights.queries.fresh import folded_at
from insights.queries.places import Place

HOME = "insights:loop"


def shown(
    request: ViewerRequest,
    template: str,
    ask: Callable[[Viewer, Choice], Any],
    title: str,
    **more: Any,
) -> HttpResponse:
    """The page of what `ask` finds; somebody without a place reads that he has none yet."""
    viewer: Viewer = request.viewer
    if not access.looks_at_figures(viewer):
        raise Http404
    choice = chosen(request.GET)
    page = ask(viewer, choice)
    if page is None:
        return render(request, "insights/no_place.html", {"title": title})
    around = frame(viewer, request.path, page.place, choice)
    return render(request, template, {"page": page, "frame": around, "title": title} | more)


def frame(viewer: Viewer, path: str, place: Place, choice: Choice) -> dict[str, Any]:
    here = place.area
    return {
        "area": here,
        "choice": choice,
        "period": str(choice.period),
        "so_far": choice.period.days_so_far(),
        "crumbs": [{"label": up.title, "url": choice.query(area=up.pk)} for up in place.above],
        "below": [
            {"label": part.title, "url": choice.query(area=part.pk)}
            for part in place.parts
            if access.opens(viewer, part)
        ],
        "named": [
            {"label": label, "url": choice.query(period=code), "current": code == choice.code}
            for code, label in NAMED
        ],
        "options": options(choice),
        "earlier": _free_of(choice, before=True),
        "a_year_ago": _free_of(choice, before=False),
        "tabs": _tabs(path, choice),
        "pillars": _pillars(path, choice),
        "save_url": _save_url(path + choice.query()),
        "fresh": folded_at(),
        "live": script.address(),
        "take": {"query": choice.query().removeprefix("?"), "path": path},
    }


# --- inside ---------------------------------------------------------------------------------------
def _free_of(choice: Choice, *, before: bool) -> str:
    """The address of the period before, or of the same a year ago."""
    other = choice.period.before if before else choice.period.a_year_before
    days = {"from": other.first.isoformat(), "to": other.last.isoformat()}
    return chosen({**days, "area": choice.area, "show": choice.show}).query()


def _tabs(path: str, choice: Choice) -> list[dict[str, Any]]:
    """First the whole, then the themes."""
    pages = [(reverse(HOME), _("总览"))]
    pages += [(reverse("insights:theme", args=[one.value]), str(one.label)) for one in Theme]
    return _links(pages, path, choice)


def _pillars(path: str, choice: Choice) -> list[dict[str, Any]]:
    pages = [(reverse("insights:pillar", args=[one.value]), str(one.label)) for one in Pillar]
    return _links(pages, path, choice)


def _links(pages: list[tuple[str, str]], path: str, choice: Choice) -> list[dict[str, Any]]:
    query = choice.query(show="")
    return [{"label": label, "url": url + query, "current": url == path} for url, label in pages]


def _save_url(address: str) -> str:
    return f"{reverse('insights:save_view')}?{urlencode({'address': address})}"
