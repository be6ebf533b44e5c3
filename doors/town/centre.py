"""The service centre in use: a month of bookings in the rooms of 梧桐里, and what waits."""

from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from accounts.models import User
from communities import hours
from communities.actions import rooms
from communities.models import Area, Room, RoomBooking
from core.models import TallyDelta
from doors.town.account import find
from doors.town.bulk import write
from doors.town.plan import WUTONGLI_CODE

USES = {
    "居民议事厅": (("楼道充电桩选址议事", "东区楼栋长"), ("物业费听证会", "西区住户代表")),
    "儿童议事厅": (("商量操场边的秋千", "儿童委员会"),),
    "康养护理室": (("肩颈康复小组", "护理志愿者"), ("集中量血压", "")),
    "益童乐园": (("四点半课堂", "二年级孩子"), ("绘本故事会", "")),
    "亲子娱乐空间": (("小宝宝生日会", "覃家"),),
    "多功能厅": (("合唱队排练", "梧桐里合唱队"), ("广场舞雨天场", "舞蹈队"), ("周末电影", "")),
    "调解室": (("楼上漏水，两家当面谈", ""),),
    "心理咨询室": (("睡不好，想找人说说", ""),),
    "社区卫生室": (("家庭医生签约日", ""),),
}
PAST_DAYS = 30


def tell_rooms(told_on: date) -> None:
    home = Area.objects.get(code=WUTONGLI_CODE)
    keeper = find("周予安")
    _tell_past(home, keeper, told_on)
    _tell_coming(home, keeper, told_on)


def _tell_past(home: Area, keeper: User, told_on: date) -> None:
    """Written in bulk: by the rules the actions keep, one booking a room and day."""
    bookings: list[RoomBooking] = []
    for room in Room.objects.in_use().filter(community=home, name__in=USES):
        dice = Random(f"room {room.name}")
        for back in range(PAST_DAYS, 0, -1):
            window = hours.open_window(room, told_on - timedelta(days=back))
            if window is None or dice.random() < 0.55:
                continue
            purpose, for_whom = dice.choice(USES[room.name])
            starts = window[0] + timedelta(hours=dice.randrange(3))
            bookings.append(
                RoomBooking(
                    community=home,
                    room=room,
                    period=DateTimeTZRange(starts, starts + timedelta(minutes=90)),
                    purpose=purpose,
                    for_whom=for_whom,
                    booked_by=keeper,
                    decided_by=keeper,
                    decided_at=starts - timedelta(days=2),
                    attendance=dice.randint(2, max(room.seats, 3)) if dice.random() < 0.8 else None,
                )
            )
    write(bookings)
    write(step for booking in bookings for step in _steps(booking))


def _steps(booking: RoomBooking) -> list[TallyDelta]:
    facts = {
        "scope": booking.community_id,
        "at": booking.period.lower,
        "dims": {"kind": booking.room.kind.code},
    }
    steps = [TallyDelta(measure="communities.room_bookings", delta=1, **facts)]
    if booking.attendance:
        visits = {"measure": "communities.room_visits", "delta": booking.attendance}
        steps.append(TallyDelta(**visits, **facts))
    return steps


def _tell_coming(home: Area, keeper: User, told_on: date) -> None:
    """What stands in the calendar of the coming days, and what residents have asked for."""
    by_name = {room.name: room for room in Room.objects.in_use().filter(community=home)}

    def at(name: str, days: int, start: int, minutes: int = 90) -> dict[str, Any]:
        day = _open_day(by_name[name], told_on + timedelta(days=days))
        ends = datetime.combine(day, time(start)) + timedelta(minutes=minutes)
        return {"day": day, "starts": time(start), "ends": ends.time()}

    for name, days, start in (("居民议事厅", 1, 19), ("多功能厅", 1, 15), ("益童乐园", 2, 16)):
        purpose, for_whom = USES[name][0]
        rooms.book_room(
            by_name[name], **at(name, days, start), purpose=purpose, for_whom=for_whom, actor=keeper
        )
    for who, name, days, start, purpose in (
        ("林晚", "亲子娱乐空间", 3, 10, "给小满和同学过生日"),
        ("韩立诚", "多功能厅", 4, 14, "教大家换灯泡、修水龙头"),
        ("陈长贵", "心理咨询室", 2, 15, "想找人说说话"),
    ):
        asked = at(name, days, start)
        rooms.ask_for_room(by_name[name], **asked, purpose=purpose, actor=find(who))
    first = RoomBooking.objects.requested().filter(room=by_name["亲子娱乐空间"]).get()
    rooms.confirm_booking(first, actor=keeper)
    cancelled = rooms.book_room(
        by_name["多功能厅"], **at("多功能厅", 5, 19), purpose="周末电影", actor=keeper
    )
    rooms.cancel_booking(cancelled, reason="放映机坏了，下周补", actor=find("乔一"))


def _open_day(room: Room, day: date) -> date:
    """The next day on which the room opens; one that never opens keeps the day, and is refused."""
    days = (day + timedelta(days=ahead) for ahead in range(14))
    return next((d for d in days if hours.open_window(room, d) is not None), day)
