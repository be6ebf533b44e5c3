"""How much open work somebody may have in hand at once; a place may set its own (the catalogue)."""

from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext as _

from requests.models import Party
from requests.workflow import OPEN

VOLUNTEER = 3
"""Of his own free time."""


def in_hand(users: Iterable[int]) -> Counter[int]:
    """Open requests each of them leads or helps with, in one statement."""
    working = (
        Party.objects.standing()
        .working()
        .filter(user_id__in=list(users), service_request__status__in=OPEN)
    )
    return Counter(pk for pk in working.values_list("user_id", flat=True) if pk)


def beyond(count: int, most: int = VOLUNTEER) -> str:
    """Empty while there is room."""
    return _("手上已有 {n} 件，到上限了").format(n=count) if count >= most else ""
