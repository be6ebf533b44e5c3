"""How this place says it: its own words, else the nearest place's above it, else the shipped."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db.models import Q
from django.utils.translation import get_language

from communities.models import Area, LocalWording
from communities.wording import shipped

_Rows = dict[str, LocalWording]
_known: ContextVar[dict[int, _Rows] | None] = ContextVar("wushe_wordings", default=None)


@contextmanager
def remembered() -> Iterator[None]:
    """Inside, the words of each place are read once: the middleware wraps a request in it."""
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


def wording(code: str, area: Area | None = None) -> str:
    """In the reader's language; an unknown code is a mistake of ours and raises."""
    default = shipped[code]
    row = _rows(area).get(code)
    if row is not None:
        return str(row)
    return default.text_en if get_language() == "en" else default.text


def _rows(area: Area | None) -> _Rows:
    known = _known.get()
    if known is None:
        return _read(area)
    key = area.pk if area else 0
    if key not in known:
        known[key] = _read(area)
    return known[key]


def _read(area: Area | None) -> _Rows:
    """The nearest wins: they are laid over each other from the top of the path down."""
    order = [None, *(area.ancestor_ids if area else [])]
    places = Q(area__isnull=True) | Q(area_id__in=order[1:])
    rows = sorted(LocalWording.objects.filter(places), key=lambda row: order.index(row.area_id))
    return {row.code: row for row in rows}
