"""智码 of the town: households that wanted one, two that lost theirs, and a week at the counter."""

from datetime import date

from communities.actions import smart_codes
from communities.models import Area
from doors.town.account import find
from doors.town.plan import WUTONGLI_CODE
from doors.town.point_list import CODES
from points.models import Account

_DESK = "周予安"


def tell_smart_codes(_told_on: date) -> None:
    """Through the actions, so with the days of now."""
    home, clerk = Area.objects.get(code=WUTONGLI_CODE), find(_DESK)
    rows = Account.objects.taking_part().filter(community=home).order_by("pk")
    made = [
        smart_codes.issue(account.household, actor=clerk)
        for account in rows.select_related("household")[:CODES]
    ]
    smart_codes.replace(made[1], why="lost", actor=clerk)
    smart_codes.end(made[2], why="other", actor=clerk)
    for row in made[3:11]:
        smart_codes.scan(row, actor=clerk)
