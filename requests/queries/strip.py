"""What came in and what was finished lately, for a screen in a hall: no name, no address, no words.

A public matter is called by the menu's name, as on the public board. A personal service only by
its big kind, and where there were too few of that kind here within a year, only as what it is: a
request for help. No complaint and no report stands here, nothing asked for in confidence, nothing
that lies with the protective officer, nothing only the old and the ill may order; of places above
a community not even the grid.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from communities.models import Area
from requests import public_words, saying
from requests.models import MenuItem, ServiceRequest
from requests.queries.public_board import SEALED, SMALLEST, personal_kinds
from requests.workflow.steps import ON_THE_BOARD

MOST = 50
LATELY = timedelta(days=7)
FROM_AFAR = timedelta(days=1)
"""Of a district a day is full enough, and its communities are many."""
COLUMNS = (
    "pk", "status", "kind", "is_public", "created_at", "completed_at", "closed_at", "close_kind",
    "due_at", "epoch", "community__name", "community__name_en", "grid__name", "grid__name_en",
    "item__name", "item__name_en", "item__is_public", "item__category__name",
    "item__category__name_en", "item__category__parent__name",
    "item__category__parent__name_en",
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    what: str
    where: str
    hour: str
    step: int
    is_done: bool


def lately(place: Area, communities: Iterable[int]) -> list[Line]:
    """Inside a scope that holds these communities; the newest movement first."""
    here = list(communities)
    near = place.community_id is not None
    since = timezone.now() - (LATELY if near else FROM_AFAR)
    rows = ServiceRequest.objects.filter(
        community__in=here,
        created_at__gte=since,
        status__in=ON_THE_BOARD,
        is_confidential=False,
        is_protective=False,
    )
    rows = rows.exclude(kind__in=SEALED).exclude(item__audience=MenuItem.Audience.CARE)
    rows = rows.select_related("community", "grid", "item__category__parent").only(*COLUMNS)
    moved = Coalesce(F("closed_at"), F("completed_at"), F("created_at"))
    known = personal_kinds(place.community_id) if place.community_id is not None else None
    found = rows.annotate(moved=moved).order_by("-moved", "-pk")[:MOST]
    return [_line(row, near=near, known=known) for row in found]


# --- inside ---------------------------------------------------------------------------------------
def _line(row: Any, *, near: bool, known: dict[str, int] | None) -> Line:
    place = row.grid if near and row.grid is not None else row.community
    return Line(
        what=_what(row, known),
        where=place.title,
        hour=_hour(row.moved),
        step=saying.step_number(row),
        is_done=not row.is_open,
    )


def _what(row: ServiceRequest, known: dict[str, int] | None) -> str:
    if row.item is None:
        return str(row.get_kind_display())
    if row.is_public and row.item.is_public:
        return public_words.what(row)
    kind = row.item.category.parent or row.item.category
    if known is not None and known.get(str(kind.pk), 0) < SMALLEST:
        return str(row.get_kind_display())
    return str(kind)


def _hour(at: datetime) -> str:
    """The hour of today; of another day only the day."""
    local = timezone.localtime(at)
    if local.date() == timezone.localdate():
        return _("%(hour)d 时") % {"hour": local.hour}
    return formats.date_format(local, "MONTH_DAY_FORMAT")
