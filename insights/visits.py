"""How often public pages are looked at: so many of a page, of a place, of a day. By whom, nobody
writes down: no cookie is set or read for it, no address, no browser, no time of day.

Each process keeps its own counts and writes them as steps of the tally now and then, in the
transaction of whatever request comes next. What a process had in hand when it was stopped is lost:
some minutes of it, never counted twice. Programs that say so are not counted, nor those at work.
"""

import re
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from communities.queries.place import places, profile_for
from core import tally
from core.http import ViewerRequest

MEASURE = "insights.page_visits"
PAGES = {
    "doors:home": "home",
    "communities:about": "about",
    "communities:about_community": "about",
    "communities:centre": "centre",
    "notices:list": "notices",
    "notices:archive": "notices",
    "notices:notice": "notices",
    "grids:contacts": "contacts",
    "grids:board": "contacts",
    "grids:grid_board": "contacts",
    "requests:menu": "menu",
    "requests:public_board": "board",
    "requests:wall": "wishes",
    "requests:lists_of": "lists",
    "affairs:guides": "guides",
    "affairs:guide": "guides",
    "activities:calendar": "activities",
    "activities:activity": "activities",
    "organizations:place": "organizations",
    "organizations:public": "organizations",
    "organizations:nearby": "facilities",
    "charity:public": "charity",
    "charity:shelf": "charity",
    "charity:fund": "fund",
    "charity:earnings": "earnings",
    "points:open": "points",
    "volunteers:certificates_wall": "volunteers",
}
"""Public pages by their name, and what they are counted as."""
OF_A_PLACE = frozenset(
    {
        "communities:about_community", "communities:centre", "grids:board",
        "requests:public_board", "requests:wall", "requests:lists_of", "activities:calendar",
        "organizations:place", "organizations:nearby", "charity:public", "charity:shelf",
        "charity:fund", "charity:earnings", "points:open",
    }
)  # fmt: skip
"""Their address says of which community they are."""
ROBOTS = re.compile(
    r"bot|crawl|spider|slurp|fetch|curl|wget|python|java/|go-http|headless|preview|monitor|scan|lint",
    re.IGNORECASE,
)
Cell = tuple[str, int, date]
"""Page, community, day."""


class Counts:
    """Of one process, shared by its threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._cells: Counter[Cell] = Counter()
        self._since = time.monotonic()

    def note(self, cell: Cell) -> None:
        with self._lock:
            self._cells[cell] += 1

    def due(self) -> "Counter[Cell]":
        """What is to be written now; empty most of the time."""
        with self._lock:
            if time.monotonic() - self._since < settings.VISITS_EVERY:
                return Counter()
            taken, self._cells, self._since = self._cells, Counter(), time.monotonic()
            return taken


COUNTS = Counts()


class VisitsMiddleware:
    """Behind the scope: the viewer and his place are known, and a transaction is open."""

    def __init__(self, get_response: Callable[[ViewerRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: ViewerRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code < 500:
            if cell := _cell(request, response):
                COUNTS.note(cell)
            write(COUNTS.due())
        return response


def write(counts: "Counter[Cell]") -> None:
    if counts:
        tally.add_all(
            tally.step(MEASURE, community, tally.noon(day), {"page": page}, number)
            for (page, community, day), number in sorted(counts.items())
        )


# --- inside ---------------------------------------------------------------------------------------
def _cell(request: ViewerRequest, response: HttpResponseBase) -> Cell | None:
    """Of a whole page that somebody asked for with his own eyes."""
    found = request.resolver_match
    page = PAGES.get(found.view_name) if found else None
    if page is None or found is None or request.method != "GET" or response.status_code != 200:
        return None
    if request.viewer.is_staff or not _is_somebody(request):
        return None
    place = found.kwargs.get("pk") if found.view_name in OF_A_PLACE else None
    if place not in places():
        profile = profile_for(request.viewer)
        place = profile.area_id if profile else None
    return (page, place, timezone.localdate()) if place is not None else None


def _is_somebody(request: HttpRequest) -> bool:
    agent = request.headers.get("User-Agent", "")
    ahead = "prefetch" in request.headers.get("Sec-Purpose", request.headers.get("Purpose", ""))
    part = "HX-Request" in request.headers
    return bool(agent) and not ROBOTS.search(agent) and not ahead and not part
