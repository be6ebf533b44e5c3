"""How this place says it: its own words, else the nearest place's above it, else the shipped."""

from django.db.models import Q
from django.utils.translation import get_language

from communities.models import Area, LocalWording
from communities.wording import shipped
from core.memo import once

_Rows = dict[str, LocalWording]


def wording(code: str, area: Area | None = None) -> str:
    """In the reader's language; an unknown code is a mistake of ours and raises."""
    default = shipped[code]
    row = _rows(area).get(code)
    if row is not None:
        return str(row)
    return default.text_en if get_language() == "en" else default.text


@once
def _rows(area: Area | None) -> _Rows:
    """The nearest wins: they are laid over each other from the top of the path down."""
    order = [None, *(area.ancestor_ids if area else [])]
    places = Q(area__isnull=True) | Q(area_id__in=order[1:])
    rows = sorted(LocalWording.objects.filter(places), key=lambda row: order.index(row.area_id))
    return {row.code: row for row in rows}
