"""The order in which the town is told."""

from datetime import date

from doors.town import people, places, plan
from doors.town.chapters import Part
from doors.town.plan import CommunityPlan


def now_parts(scale: int = 1) -> list[Part]:
    """What must be there when the doors open."""
    parts = [Part("district", _district)]
    parts += [_community(at, community) for at, community in enumerate(plan.COMMUNITIES, start=1)]
    more = [plan.further(number) for number in range((scale - 1) * len(plan.COMMUNITIES))]
    return parts + [_community(at, community) for at, community in enumerate(more, start=101)]


def _district(told_on: date) -> None:
    places.tell_district()
    places.tell_ended(told_on)


def _community(position: int, community: CommunityPlan) -> Part:
    def tell(told_on: date) -> None:
        settled = places.tell_community(community, position, told_on)
        people.tell_people(settled, told_on, position)

    return Part(f"community {community.code}", tell)
