"""What may be done for a household that was found by its smart code: the rooms above say so.

    @opens_with_code
    def points(viewer: Viewer, household: Household) -> list[Way]: ...

The code itself opens nothing: each way is a page that looks at its visitor again. Who is not at
the desk of the place reads codes only where a room above says so, and while it does:

    @reads_codes
    def leads_today(viewer: Viewer) -> set[int]: ...  # communities

What he opened he has for five minutes, in a ticket made out to him: it names no household, and
nobody else's hand opens it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.core.signing import BadSignature, TimestampSigner

from accounts.viewer import Viewer
from communities.access import keeps_lists
from communities.models import Household, Resident, SmartCode
from core import scope

GOOD_FOR = timedelta(minutes=5)
_TICKETS = TimestampSigner(salt="communities.by_code", sep=".")


@dataclass(frozen=True)
class Way:
    label: str
    url: str
    icon: str = "right"


Opener = Callable[[Viewer, Household], list[Way]]
Reader = Callable[[Viewer], set[int]]
_openers: list[Opener] = []
_readers: list[Reader] = []


def opens_with_code(opener: Opener) -> Opener:
    _openers.append(opener)
    return opener


def reads_codes(reader: Reader) -> Reader:
    _readers.append(reader)
    return reader


def ways(viewer: Viewer, household: Household) -> list[Way]:
    return [way for opener in _openers for way in opener(viewer, household)]


def places_of(viewer: Viewer) -> set[int]:
    """The communities whose codes the viewer may read now."""
    desk = set(viewer.community_ids) if keeps_lists(viewer) else set()
    return desk.union(*(reader(viewer) for reader in _readers))


def ticket(viewer: Viewer, household: Household) -> str:
    """For the household's code as it is now: with its end the ticket ends. Empty without one."""
    code = SmartCode.objects.live().filter(household=household).first()
    return _TICKETS.sign(f"{viewer.user_id}:{code.pk}:{household.community_id}") if code else ""


def opened(viewer: Viewer, said: str) -> Household | None:
    """Behind a ticket of one's own that still holds."""
    try:
        user, code, community = _TICKETS.unsign(said, max_age=GOOD_FOR).split(":")
    except BadSignature:
        return None
    if int(user) != viewer.user_id:
        return None
    with scope.entered([int(community)], user_id=viewer.user_id):
        rows = SmartCode.objects.live().select_related("household__community")
        row = rows.filter(pk=int(code), household__status=Household.Status.PRESENT).first()
    return row.household if row is not None else None


def members(household: Household) -> list[Resident]:
    """Who lives there, by name, for who opened it; inside its wall."""
    rows = list(Resident.objects.present().filter(household=household).order_by("pk"))
    for row in rows:
        row.name.disclose()
    return rows
