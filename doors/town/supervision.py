"""Who stands in the pool of supervisors, who stood there, and what was written down."""

from datetime import date, timedelta

from communities.models import Area
from doors.town import then
from doors.town.account import find
from doors.town.plan import WUTONGLI_CODE
from doors.town.register import morning
from organizations.actions import supervision
from organizations.models import SocialWorker

POOL = (
    ("祁月", 420, ("cases", "crisis", "oneself"), None),
    ("卢思远", 200, ("elders", "groups", "records"), None),
    ("贺知夏", 150, ("children",), 30),
)
"""Who, days since he came into it, what he is good at, days since he was taken out again."""
SITTINGS = (
    ("祁月", "潘安琪", 75, 60, ("cases", "records")),
    ("祁月", "冉小舟", 61, 45, ("oneself",)),
    ("贺知夏", "冉小舟", 44, 40, ("children", "cases")),
    ("卢思远", "乔一", 26, 50, ("elders", "ethics")),
    ("祁月", "潘安琪", 12, 60, ("crisis", "cases")),
    ("卢思远", "苏禾", 3, 90, ("groups", "community")),
)


def tell_supervision(told_on: date) -> None:
    home, secretary = Area.objects.get(code=WUTONGLI_CODE), find("顾明")
    for name, ago, topics, _out in POOL:
        day = told_on - timedelta(days=ago)
        with then.clock(morning(day)):
            supervision.name(_worker(home, name), topics=topics, since=day, actor=secretary)
    for supervisor, name, ago, minutes, about in SITTINGS:
        day = told_on - timedelta(days=ago)
        with then.clock(morning(day) + timedelta(hours=7)):
            supervision.note(
                _worker(home, name), held_on=day, minutes=minutes, topics=about,
                actor=find(supervisor),
            )  # fmt: skip
    for name, _ago, _topics, out in POOL:
        if out is not None:
            with then.clock(morning(told_on - timedelta(days=out))):
                supervision.take_out(_worker(home, name), actor=secretary)


def _worker(home: Area, name: str) -> SocialWorker:
    rows = SocialWorker.objects.select_related("community", "organization")
    return rows.get(community=home, user=find(name))
