"""Posts of the agency in 梧桐里 and of the community's own: filled, vacant, closed."""

from datetime import date, timedelta
from decimal import Decimal

from communities.models import Area
from doors.town import then
from doors.town.account import find
from doors.town.plan import WUTONGLI_CODE
from doors.town.register import morning
from doors.town.social_workers import agency
from organizations.actions import positions
from organizations.models import OrganizationScope, SocialWorker

POSTS = (
    ("站长、督导", 1, "intermediate", 1500, 2200, True, 400, ("祁月",), ""),
    ("一线社工", 4, "none", 800, 1300, True, 400, ("贺知夏", "卢思远", "潘安琪"), ""),
    ("社工室社工", 2, "assistant", 500, 800, False, 300, ("乔一", "苏禾"), ""),
    ("残障服务社工", 1, "assistant", 900, 1300, True, 390, (), "项目到期，并到一线社工里"),
)
"""What, how many, which certificate, from and to how much, whether of the agency, days since, who
holds it, why it was closed."""


def tell_positions(told_on: date) -> None:
    home, unit, secretary = Area.objects.get(code=WUTONGLI_CODE), agency(), find("顾明")
    managers = OrganizationScope.objects.in_force().filter(organization=unit)
    employer = managers.order_by("pk")[0].grant.user
    for title, places, level, low, high, agencys, ago, names, closed in POSTS:
        by, day = employer if agencys else secretary, told_on - timedelta(days=ago)
        with then.clock(morning(day)) as it:
            post = positions.Post(title, places, level, Decimal(low), Decimal(high))
            made = positions.open_post(
                home, post, organization=unit if agencys else None, opened_on=day, actor=by
            )
            it.now = morning(told_on - timedelta(days=60))
            for name in names:
                worker = SocialWorker.objects.get(community=home, user=find(name))
                positions.take(made, worker=worker, since=it.now.date(), actor=by)
            if closed:
                positions.close(made, reason=closed, actor=by)
