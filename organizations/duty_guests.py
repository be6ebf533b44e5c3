"""Stationed cadres may be put on the duty roster: `communities.duty_guests` asks."""

from collections.abc import Iterable
from datetime import date

from communities.duty_guests import Guest, tells_guests
from communities.models import Area
from organizations.queries.secondments import stationed_guests


@tells_guests
def stationed(community: Area, day: date) -> Iterable[Guest]:
    return stationed_guests(community, day)
