"""三张清单: one version of last month, one of this week, with what came between."""

from datetime import date, timedelta

from core import scope
from doors.town.account import find
from doors.town.orders import Teller
from doors.town.plan import WUTONGLI
from doors.town.register import morning
from requests.actions import lists
from requests.listing import composed
from requests.models import ListRelease
from requests.models.lists import ListName

FIRST, NEW_SERVICES = 34, 2
_SECRETARY = "顾明"


def tell_lists(told_on: date) -> None:
    """A month ago two of the services were not offered yet, and there were no days for activities
    of today; the version of this week is released by the clerk, through the action."""
    home = Teller(WUTONGLI)
    entries = [one for one in composed(home.area) if one["list"] != ListName.ACTIVITIES]
    secretary = find(_SECRETARY)
    ListRelease.objects.create(
        community=home.area,
        number=1,
        changes="第一版：把菜单、供需板和共建项目理成三张清单",
        entries=entries[NEW_SERVICES:],
        released_by=secretary,
        released_name=secretary.name.open(),
        released_at=morning(told_on - timedelta(days=FIRST)),
    )
    lists.release(
        home.area,
        changes="添了两样上门的服务；活动照日历写上了",
        by=home.staff(home.clerk),
    )
    scope.declare(scope.EVERYTHING)
