"""Who belongs to the hub of the street: members, one who asks, one it refused, one who left."""

from datetime import date, timedelta

from doors.town import then
from doors.town.account import find
from doors.town.organisation_list import AGENCY, HUB
from doors.town.register import morning
from organizations.actions import hubs
from organizations.models import Organization

MEMBERS = (
    ("梧桐里老年协会", 400, "member", ""),
    ("梧桐里童声读书会", 210, "member", ""),
    ("梧桐里红白理事会", 90, "member", ""),
    (AGENCY.name, 6, "asked", ""),
    ("梧桐里巧手编织社", 330, "left", "自己有会计和场地了，名额让给别人"),
)
"""Who, days since it asked, what came of it, why."""
DECLINED = (AGENCY.name, 60, "这一季先帮刚起步的，下一季再来")
_HUB_KEEPER = "钟毓"


def tell_hubs(told_on: date) -> None:
    hub, street, clerk = Organization.objects.get(name=HUB.name), find(_HUB_KEEPER), find("周予安")
    speaks = {AGENCY.name: find(AGENCY.manager)}
    bodies = {row.name: row for row in Organization.objects.active().select_related("area")}
    name, ago, reason = DECLINED
    with then.clock(morning(told_on - timedelta(days=ago))) as it:
        asked = hubs.ask(bodies[name], hub=hub, actor=speaks.get(name, clerk))
        it.now += timedelta(days=2)
        hubs.decline(asked, reason=reason, actor=street)
    for name, ago, ended, reason in MEMBERS:
        _stood_before(bodies[name], told_on - timedelta(days=ago))
        with then.clock(morning(told_on - timedelta(days=ago))) as it:
            asked = hubs.ask(bodies[name], hub=hub, actor=speaks.get(name, clerk))
            if ended == "asked":
                continue
            it.now += timedelta(days=3)
            taken = hubs.take(asked, actor=street)
            if ended == "left":
                it.now += timedelta(days=100)
                hubs.leave(taken, reason=reason, actor=clerk)


def _stood_before(body: Organization, day: date) -> None:
    """In the register for a month, at least, before it asked."""
    since = morning(day - timedelta(days=30))
    Organization.objects.filter(pk=body.pk, created_at__gt=since).update(created_at=since)
