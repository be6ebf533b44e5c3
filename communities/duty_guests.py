"""Who of other offices may be put on the duty roster by a tap: the rooms above know them.

    @tells_guests
    def stationed(community, day): yield "钱向阳", "区税务局"

The roster keeps a name and a unit, as for whoever is written there by hand.
"""

from collections.abc import Callable, Iterable
from datetime import date

from communities.models import Area

Guest = tuple[str, str]
"""Name and unit."""
Teller = Callable[[Area, date], Iterable[Guest]]
_tellers: list[Teller] = []


def tells_guests(teller: Teller) -> Teller:
    _tellers.append(teller)
    return teller


def guests_of(community: Area, day: date) -> list[Guest]:
    return [guest for teller in _tellers for guest in teller(community, day)]
