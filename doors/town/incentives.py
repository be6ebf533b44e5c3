"""What 梧桐里 gives back: four policies, who asked, what was approved, given, refused."""

from datetime import date, timedelta
from decimal import Decimal

from communities.models import Area
from doors.town.account import find
from doors.town.plan import WUTONGLI_CODE
from doors.town.point_list import GRANTS, POLICIES, SECOND_MEETING
from points.actions import incentives
from points.models import IncentiveKind, IncentiveRole

_WRITES, _APPROVES = "周予安", "顾明"


def tell_incentives(told_on: date) -> None:
    """Through the actions: this year's policies and what waits this morning."""
    home, clerk, chief = Area.objects.get(code=WUTONGLI_CODE), find(_WRITES), find(_APPROVES)
    roles = {role.code: role for role in IncentiveRole.objects.all()}
    made = {}
    for plan in POLICIES:
        made[plan.name] = incentives.adopt(
            home,
            kind=IncentiveKind.objects.get(code=plan.kind),
            name=plan.name,
            what=plan.what,
            roles=[roles[code] for code in plan.roles],
            most=Decimal(plan.most),
            budget=Decimal(plan.budget),
            source=plan.source,
            meeting=SECOND_MEETING,
            starts_on=told_on - timedelta(days=plan.begins_ago),
            ends_on=told_on + timedelta(days=plan.goes_on),
            actor=chief,
        )
    for policy, role, name, why, becomes in GRANTS:
        # who has an account asked himself on his phone
        asks = find(name) if becomes.startswith("own ") else None
        row = incentives.apply(
            made[policy], role=roles[role], why=why, name=name, user=asks, actor=asks or clerk
        )
        match becomes.removeprefix("own "):
            case "approved" | "delivered" | "cancelled" as end:
                incentives.approve(row, yuan=made[policy].most, actor=chief)
                if end == "delivered":
                    incentives.deliver(row, delivery="当面给，本人签收", actor=clerk)
                if end == "cancelled":
                    incentives.cancel(row, reason="本人说不用，留给别人", actor=clerk)
            case "refused":
                incentives.refuse(row, reason="这一类今年给过一次了", actor=chief)
            case "withdrawn":
                incentives.withdraw(row, actor=asks or clerk)
