"""Match meetings: one that was held and whom it brought what, one to come, one called off."""

from datetime import date, time, timedelta

from communities.models import Area
from doors.town import then
from doors.town.account import find
from doors.town.demand_list import COLLEGE, DEMANDS, KITCHEN, LAW, LIBRARY
from doors.town.plan import WUTONGLI_CODE
from doors.town.register import morning
from organizations.actions import match_meetings
from organizations.actions.match_meetings import Sitting
from organizations.models import Demand, MatchMeeting, MatchTalk, Organization

_CLERK = "周予安"
CLASS, OUTINGS, RELIEF = (DEMANDS[at].title for at in range(3))
HALL = "社区议事厅"
HELD, AHEAD, OFF = "秋季供需对接会", "冬季供需对接会", "为小志愿队对接会"
WHY = "议事厅漏水在修，两条需求并到下次谈"


def tell_match_meetings(told_on: date) -> None:
    yesterday = told_on - timedelta(days=1)
    held = _announced(told_on - timedelta(days=5), Sitting(HELD, yesterday, time(14, 30), HALL),
                      (CLASS, OUTINGS, RELIEF), ((COLLEGE, 2), (LIBRARY, 1), (LAW, 1)))  # fmt: skip
    with then.clock(morning(yesterday) + timedelta(hours=8)):
        there = held.guests.exclude(organization__name=LAW).values_list("pk", flat=True)
        match_meetings.hold(held, came=there, actor=find(_CLERK))
    talks = MatchTalk.objects.filter(demand__in=held.demands.values("pk"), held_on=yesterday)
    talks.update(meeting=held)
    soon = told_on + timedelta(days=8)
    ahead = _announced(
        told_on - timedelta(days=2), Sitting(AHEAD, soon, time(9), HALL, "先各讲五分钟，再分桌谈"),
        (OUTINGS, RELIEF), ((COLLEGE, 3), (KITCHEN, 1)),
    )  # fmt: skip
    with then.clock(morning(yesterday)):
        away = ahead.guests.get(organization__name=KITCHEN)
        match_meetings.stay_away(ahead, guest=away, actor=find(_CLERK))
    off = _announced(
        told_on - timedelta(days=7), Sitting(OFF, told_on + timedelta(days=1), time(15), HALL),
        (OUTINGS,), ((LIBRARY, 1),),
    )  # fmt: skip
    with then.clock(morning(told_on - timedelta(days=3))):
        match_meetings.call_off(off, reason=WHY, actor=find(_CLERK))


def _announced(
    day: date, said: Sitting, over: tuple[str, ...], guests: tuple[tuple[str, int], ...]
) -> MatchMeeting:
    """By the clerk; the organisations answer a day later."""
    home, clerk = Area.objects.get(code=WUTONGLI_CODE), find(_CLERK)
    rows = Demand.objects.filter(area=home, title__in=over).select_related("area")
    with then.clock(morning(day)) as it:
        made = match_meetings.announce(home, said, demands=rows, actor=clerk)
        it.now += timedelta(days=1)
        for name, people in guests:
            unit = Organization.objects.get(name=name)
            match_meetings.come(made, organization=unit, people=people, actor=clerk)
    return made
