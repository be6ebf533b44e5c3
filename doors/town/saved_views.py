"""What those who look at figures in the town come back to."""

from datetime import date

from communities.models import Area
from doors.town.account import find
from doors.town.plan import WUTONGLI_CODE
from insights.actions import saved_views

DISTRICTS, SECRETARYS = "崔远", "顾明"


def tell_saved_views(told_on: date) -> None:
    """One that moves along with the months, one of a quarter that is over, one of a few days."""
    home = Area.objects.get(code=WUTONGLI_CODE)
    quarter = f"{told_on.year - 1}-Q4"
    days = f"period=free&from={told_on.year}-01-15&to={told_on.year}-02-14"
    for key, name, address in (
        (DISTRICTS, "每月例会：三率", f"/insights/?period=month&area={home.parent_id}"),
        (DISTRICTS, "去年四季度的解决率", f"/insights/indicator/solved_rate/?period={quarter}"),
        (SECRETARYS, "春节前后一个月", f"/insights/theme/loop/?{days}&area={home.pk}"),
    ):
        saved_views.save_view(name=name, address=address, actor=find(key))
