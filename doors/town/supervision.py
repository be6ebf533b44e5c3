"""Who stands in the pool of supervisors, who stood there, what was written down, and who asked."""

from datetime import date, timedelta

from communities.models import Area
from doors.town import then
from doors.town.account import find
from doors.town.plan import WUTONGLI_CODE
from doors.town.register import morning
from organizations.actions import supervision, supervision_asks
from organizations.models import SocialWorker, Supervisor

POOL = (
    ("祁月", 420, ("cases", "crisis", "oneself"), None, True, ("workday", "day_off_evening")),
    ("卢思远", 200, ("elders", "groups", "records"), None, False, ("workday_evening",)),
    ("贺知夏", 150, ("children",), 30, False, ()),
)
"""Who, days since he came into it, what he is good at, days since he was taken out again, whether
he comes to this street (or gives his time by telephone), when."""
SITTINGS = (
    ("祁月", "潘安琪", 75, 60, ("cases", "records")),
    ("祁月", "冉小舟", 61, 45, ("oneself",)),
    ("贺知夏", "冉小舟", 44, 40, ("children", "cases")),
    ("卢思远", "乔一", 26, 50, ("elders", "ethics")),
    ("祁月", "潘安琪", 12, 60, ("crisis", "cases")),
    ("卢思远", "苏禾", 3, 90, ("groups", "community")),
)
ASKS = (
    ("冉小舟", 24, ("oneself",), ("workday_evening",), "祁月", "met"),
    ("苏禾", 5, ("elders", "community"), ("workday",), "卢思远", "matched"),
    ("潘安琪", 3, ("records", "groups"), ("day_off", "workday_evening"), "", "asked"),
    ("乔一", 33, ("crisis",), ("workday",), "祁月", "refused"),
)
"""Who, days ago, what about, when it suits, whom the desk found, what came of it."""


def tell_supervision(told_on: date) -> None:
    home, secretary = Area.objects.get(code=WUTONGLI_CODE), find("顾明")
    street = home.parent
    for name, ago, topics, _out, comes, times in POOL:
        day = told_on - timedelta(days=ago)
        with then.clock(morning(day)):
            supervision.name(
                _worker(home, name), topics=topics, since=day, area=street if comes else None,
                times=times, actor=secretary,
            )  # fmt: skip
    for supervisor, name, ago, minutes, about in SITTINGS:
        day = told_on - timedelta(days=ago)
        with then.clock(morning(day) + timedelta(hours=7)):
            supervision.note(
                _worker(home, name), held_on=day, minutes=minutes, topics=about,
                actor=find(supervisor),
            )  # fmt: skip
    for name, _ago, _topics, out, *_rest in POOL:
        if out is not None:
            with then.clock(morning(told_on - timedelta(days=out))):
                supervision.take_out(_worker(home, name), actor=secretary)
    for told in ASKS:
        _ask(home, told_on, *told)


def _ask(
    home: Area, told_on: date, name: str, ago: int, topics: tuple[str, ...],
    times: tuple[str, ...], supervisor: str, ended: str,
) -> None:  # fmt: skip
    """Asked in the morning, matched the next day; a supervisor turned the last one down."""
    secretary, himself = find("顾明"), find(name)
    with then.clock(morning(told_on - timedelta(days=ago))) as it:
        asked = supervision_asks.ask(_worker(home, name), topics=topics, times=times, actor=himself)
        if not supervisor:
            return
        it.now += timedelta(days=1)
        who = find(supervisor)
        found = Supervisor.objects.standing().get(user=who)
        supervision_asks.match(asked, supervisor=found, actor=secretary)
        it.now += timedelta(days=1)
        if ended == "refused":
            supervision_asks.turn_down(asked, actor=who)
            supervision_asks.refuse(asked, reason="这个月督导都排满了，下月初再约", actor=secretary)
        if ended == "met":
            it.now += timedelta(days=6)
            asked.refresh_from_db()
            supervision_asks.note(
                asked, held_on=it.now.date(), minutes=50, topics=topics, actor=who
            )
            it.now += timedelta(hours=3)
            supervision_asks.say_how_it_was(
                asked, mark="good", word="说出来就松快了", actor=himself
            )
            supervision_asks.say_how_it_was(asked, mark="fair", word="一次不够，再约", actor=who)


def _worker(home: Area, name: str) -> SocialWorker:
    rows = SocialWorker.objects.select_related("community", "organization")
    return rows.get(community=home, user=find(name))
