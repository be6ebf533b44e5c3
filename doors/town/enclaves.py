"""飞地 in the town: with the community next door, in every state, people of both places there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from accounts import roles
from accounts.models import User
from activities.models import Activity, Attendance, Enclave, Enrolment
from activities.workflow import Asked, Place, Sharing, Status
from communities.models import Area, Binding, Resident
from core.models import TallyDelta
from doors.town import cast, plan
from doors.town.bulk import number, write
from doors.town.past import Event, attended, enrolled, remember, step

HOME, NEXT_DOOR = plan.COMMUNITIES[0], plan.COMMUNITIES[1]


@dataclass(frozen=True)
class EnclavePlan:
    title: str
    title_en: str
    place: str
    place_en: str
    wanted: str
    way: str
    days: int
    """Before the telling, or, below zero, after it."""
    by_us: bool = True
    """梧桐里 holds it; else 槐荫 does."""
    sharing: str = Sharing.ROOM
    answer: str = Asked.AGREED
    reason: str = ""
    kind: str = "culture"
    hour: int = 14
    ours: int = 0
    theirs: int = 0
    """How many come of 梧桐里, and of 槐荫."""


P = EnclavePlan
ENCLAVES = (
    P("邻里象棋赛", "Chess between neighbours", "二楼棋牌室", "Chess room, second floor",
      "二楼棋牌室，一点半开门，八张棋桌", "一点在东门集合，志愿者陪着走，过一个路口", 52,
      ours=12, theirs=9),
    P("槐树下的故事会", "Stories under the locust tree", "槐荫亭", "Huaiyin pavilion",
      "请十来位爱讲故事的老人来", "梧桐里的老人由社区小巴一点四十来接，四点送回", -9, by_us=False,
      sharing=Sharing.PEOPLE, ours=4, theirs=8),
    P("两社区联谊舞会", "A dance for two communities", "一楼大厅", "Ground-floor hall",
      "一楼大厅，晚上七点到九点", "六点半东门集合，一起走过去", -30,
      answer=Asked.DECLINED, reason="那几天大厅在刷墙，下个月可以", hour=19),
    P("中医养生讲座", "Keeping well: a talk", "一楼大厅", "Ground-floor hall",
      "梧桐里一楼大厅，两点到四点，五十把椅子", "槐荫的老人由志愿者陪着走来，十分钟", -16,
      by_us=False, answer=Asked.ASKED, kind="health"),
)  # fmt: skip
"""One is over, one comes and both calendars have it, one was not agreed to, one waits for us."""
HELD_BY_US = sum(each.by_us for each in ENCLAVES)


def tell_enclaves(told_on: date) -> None:
    sides = {each.code: Area.objects.get(code=each.code) for each in (HOME, NEXT_DOOR)}
    clerks = {each.code: cast.holder(each, roles.COMMUNITY_STAFF) for each in (HOME, NEXT_DOOR)}
    told = [(each, _activity(each, sides, clerks, told_on)) for each in ENCLAVES]
    rows = [activity for _plan, activity in told]
    number(rows)
    write(rows)
    asked = [_asked(each, activity, sides, clerks) for each, activity in told]
    number(asked)
    write(asked)
    came = [row for each, activity in told for row in _people(each, activity, sides, clerks)]
    number(came)
    write(came)
    write(enrolled(came))
    write(attended(write(_present(came))))
    remember(event for row in asked for event in _history(row))
    write(count for row in rows for count in _counts(row))


def _activity(
    each: EnclavePlan, sides: dict[str, Area], clerks: dict[str, User], told_on: date
) -> Activity:
    holder, other = _two(each)
    start = timezone.make_aware(
        datetime.combine(told_on - timedelta(days=each.days), time(each.hour))
    )
    agreed = each.answer == Asked.AGREED
    status = Status.DRAFT if not agreed else Status.CLOSED if each.days > 0 else Status.PUBLISHED
    return Activity(
        community=sides[holder],
        title=each.title,
        title_en=each.title_en,
        kind=each.kind,
        place=each.place,
        place_en=each.place_en,
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        expected=40,
        capacity=40,
        leader=clerks[holder],
        proposed_by=clerks[holder],
        agreed_by=clerks[holder] if agreed else None,
        sharing=each.sharing if agreed else "",
        host=sides[other] if agreed else None,
        status=status,
        revision=1,
        changed_at=start - timedelta(days=12 if each.days > 0 else 3 - each.days),
    )


def _asked(
    each: EnclavePlan, activity: Activity, sides: dict[str, Area], clerks: dict[str, User]
) -> Enclave:
    """Three days before everybody could read of it, answered the next morning."""
    holder, other = _two(each)
    asked_at = activity.changed_at - timedelta(days=3)
    answered = each.answer != Asked.ASKED
    return Enclave(
        activity=activity,
        host=sides[other],
        sharing=each.sharing,
        wanted=each.wanted,
        way=each.way,
        status=each.answer,
        reason=each.reason,
        asked_by=clerks[holder],
        asked_at=asked_at,
        answered_by=clerks[other] if answered else None,
        answered_at=asked_at + timedelta(hours=19) if answered else None,
    )


def _people(
    each: EnclavePlan, activity: Activity, sides: dict[str, Area], clerks: dict[str, User]
) -> Iterator[Enrolment]:
    """Of the register of each side; who has an account enrolled with it."""
    seat = 0
    for code, count in ((HOME.code, each.ours), (NEXT_DOOR.code, each.theirs)):
        side = sides[code]
        last = activity.starts_at.date() - timedelta(days=366 * 55)
        elders = Resident.objects.present().filter(
            community=side, household__isnull=False, born_on__lt=last
        )
        found = list(elders.order_by("pk")[: count * 6])
        bound = Binding.objects.standing().filter(community=side)
        accounts = dict(bound.values_list("resident_id", "user_id"))
        for who in Random(f"enclave {each.title} {code}").sample(found, min(count, len(found))):
            seat += 1
            user = accounts.get(who.pk)
            yield Enrolment(
                community=activity.community,
                activity=activity,
                home=None if side == activity.community else side,
                user_id=user,
                resident=who,
                name=who.name.open(),
                is_newcomer=side != activity.community,
                status=Place.TAKEN,
                seat=seat,
                enrolled_at=activity.changed_at + timedelta(minutes=31 * seat),
                entered_by=None if user else clerks[code],
            )


def _present(came: list[Enrolment]) -> Iterator[Attendance]:
    """All but one of each side; the leader signed them in, most have no telephone in hand."""
    missing: set[int | None] = set()
    for row in came:
        activity = row.activity
        if activity.status != Status.CLOSED:
            continue
        if row.home_id not in missing:
            missing.add(row.home_id)
            continue
        yield Attendance(
            community=row.community,
            enrolment=row,
            how="leader",
            signed_by=activity.leader,
            came_at=activity.starts_at,
            left_at=activity.ends_at,
            minutes=120,
        )


def _history(row: Enclave) -> Iterator[Event]:
    activity = row.activity
    home, clerk = activity.community_id, activity.proposed_by
    said = {"host": row.neighbour}
    yield Event("activities.planned", activity, clerk, row.asked_at - timedelta(hours=2), home)
    yield Event("activities.enclave_asked", activity, clerk, row.asked_at, home, said)
    if row.answered_at is not None:
        if row.reason:
            said = {**said, "reason": row.reason}
        verb = f"activities.enclave_{row.status}"
        yield Event(verb, row, row.answered_by, row.answered_at, row.host_id, said)
    if activity.agreed_by is not None:
        yield Event("activities.published", activity, clerk, activity.changed_at, home)
    if activity.status == Status.CLOSED:
        yield Event("activities.held", activity, clerk, activity.ends_at, home)
        yield Event(
            "activities.closed", activity, clerk, activity.ends_at + timedelta(days=2), home
        )


def _counts(activity: Activity) -> Iterator[TallyDelta]:
    if activity.status == Status.CLOSED:
        dims = {"kind": activity.kind, "organizer": activity.organizer}
        yield step("activities.held", activity.community_id, activity.starts_at, 1, **dims)


def _two(each: EnclavePlan) -> tuple[str, str]:
    """Who holds it, and who was asked."""
    codes = (HOME.code, NEXT_DOOR.code)
    return codes if each.by_us else (codes[1], codes[0])
