"""What a checked-in member did elsewhere in the house: the rooms above this one tell it.

    @tells_service
    def hours(checkins, first, last): yield checkin.pk, Served(day, "送餐", 90)

The service card and the letter of a quarter read it together with what this room knows itself.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from organizations.models import MemberCheckin


@dataclass(frozen=True)
class Served:
    on: date
    what: str
    minutes: int


Teller = Callable[[Sequence[MemberCheckin], date, date], Iterable[tuple[int, Served]]]
_tellers: list[Teller] = []


def tells_service(teller: Teller) -> Teller:
    _tellers.append(teller)
    return teller


def told_elsewhere(
    checkins: Sequence[MemberCheckin], first: date, last: date
) -> dict[int, list[Served]]:
    """Of each of them, between two days, the last one counted in; what he did before he checked in
    he did as everybody does."""
    since = {one.pk: timezone.localdate(one.registered_at) for one in checkins}
    found: dict[int, list[Served]] = {}
    for teller in _tellers if checkins else ():
        for pk, line in teller(checkins, first, last):
            if line.on >= since[pk]:
                found.setdefault(pk, []).append(line)
    return found
