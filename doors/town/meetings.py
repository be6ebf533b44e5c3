"""志愿者会 of the town: two sittings, words that became orders, one answered, one that waits."""

from datetime import date, timedelta

from communities.models import Area
from doors.town.account import find
from doors.town.orders import Teller
from doors.town.plan import WUTONGLI, WUTONGLI_CODE
from volunteers.actions import meetings
from volunteers.models import Volunteer
from volunteers.workflow import VolunteerStatus

_DESK = "周予安"
SITTINGS = (
    ("志愿者月会", 33, ("想把夜巡的手电换成充电的", "answered"), ("东门的减速带松了", "order")),
    ("巡逻队碰头会", 5, ("六号楼前的井盖响", "order"), ("新来的队员想学急救", "open")),
)


def tell_meetings(told_on: date) -> None:
    home, clerk = Area.objects.get(code=WUTONGLI_CODE), find(_DESK)
    serving = Volunteer.objects.filter(community=home, status=VolunteerStatus.ACTIVE)
    there = list(serving.order_by("pk")[:14])
    by = Teller(WUTONGLI).staff(Teller(WUTONGLI).clerk)
    for title, ago, *words in SITTINGS:
        sat = meetings.write_down(
            home,
            title=title,
            held_on=told_on - timedelta(days=ago),
            place="社区议事厅",
            present=there,
            others=2,
            actor=clerk,
        )
        for who, (text, becomes) in zip(there, words, strict=False):
            row = meetings.say(sat, words=text, said_by=who, actor=clerk)
            if becomes == "answered":
                meetings.answer(row, answer="下个月从活动经费里换六支", actor=clerk)
            elif becomes == "order":
                meetings.turn_into_order(row, by=by)
