"""The telephone of these days: calls answered, promised, and one that broke off in mid-sentence."""

import secrets
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.utils import timezone

from core import scope
from doors.town import days
from doors.town.cast import lead
from doors.town.days import DAY, HOUR, MINUTE, Tale
from doors.town.orders import Teller
from doors.town.plan import WUTONGLI
from requests.actions import calls
from requests.actions.calls import Said
from requests.actions.intake import Need
from requests.models import Call, HotlineTicket, MenuItem, ServiceRequest, Webhook
from requests.workflow import Channel

ANSWERED = (
    # how many days ago, at what time, what was asked, how it ended
    (0, 9, 12, "医保缴费截止到哪天？答：12 月 25 日，手机上、窗口都能缴。", "answered"),
    (1, 16, 41, "问暖气不热打谁：给了供热公司 24 小时电话。", "elsewhere"),
    (2, 10, 5, "", "wrong"),
    (3, 14, 33, "老年食堂周末开不开？答：周六开，周日歇。", "answered"),
)
PROMISED = (
    # at what time today, who rang, what about, hours from now
    (8, 47, "陈长贵", "老伴轮椅的补贴怎么申请，问清楚了回他", 2),
    (10, 26, "林晚", "外婆家门口装扶手，约师傅的时间", 20),
)
LATE = "居家养老上门理发这个月排到哪天"
ORDERED = (
    (0, 8, 58, "陈长贵", "家里灯一闪一闪的，怕是线路不好", "change-bulb"),
    (1, 17, 20, "林晚", "外婆家厨房水龙头关不紧", "tap-toilet"),
)
BROKEN_OFF = "三楼楼道堆了好多纸箱，她说昨天还"


def tell_telephone(told_on: date) -> None:
    teller, now = Teller(WUTONGLI), timezone.now()
    days.live(_tales(teller, now), until=now, swept=False)
    _from_the_hotline(teller, told_on)
    _connected_for_a_trial(teller, now)


def _from_the_hotline(teller: Teller, told_on: date) -> None:
    """What they passed on bears their number and their day."""
    rows = ServiceRequest.objects.filter(community=teller.area, channel=Channel.HOTLINE)
    HotlineTicket.objects.bulk_create(
        HotlineTicket(
            community=teller.area,
            service_request=row,
            number=f"XH{row.created_at:%Y%m%d}{row.pk:06d}",
            due_on=told_on + timedelta(days=5),
        )
        for row in rows
    )


def _connected_for_a_trial(teller: Teller, now: datetime) -> None:
    """And ended again before anything was sent: no other office's machine hears of this town."""
    Webhook.objects.create(
        community=teller.area,
        name="区城运中心联调",
        url="https://hooks.example.org/wushe",
        secret=secrets.token_urlsafe(32),
        created_by=teller.secretary,
        created_at=now - 20 * DAY,
        ended_at=now - 19 * DAY,
    )


def _tales(teller: Teller, now: datetime) -> Iterator[tuple[datetime, Tale]]:
    for n, (ago, hour, minute, words, outcome) in enumerate(ANSWERED):
        number = f"1390055{n:04d}"
        yield days.on(now, ago, hour, minute), _answered(teller, number, words, outcome)
    for ago, hour, minute, name, words, code in ORDERED:
        yield days.on(now, ago, hour, minute), _order(teller, name, words, code)
    for hour, minute, name, about, hours in PROMISED:
        due_at = now + hours * HOUR
        yield days.on(now, 0, hour, minute), _promise(teller, name, about, due_at)
    yield days.on(now, 2, 15, 20), _late(teller)
    yield days.on(now, 0, 11, 48), _broken_off(teller)


def _answered(teller: Teller, number: str, words: str, outcome: str) -> Tale:
    by = teller.staff(teller.clerk)
    call = calls.begin(teller.area, number, by=by)
    yield 2 * MINUTE
    calls.end(call, outcome, words=words, by=by)


def _call_of(teller: Teller, name: str) -> Call:
    number = lead(name).phone.open()
    return calls.begin(teller.area, number, by=teller.staff(teller.clerk))


def _order(teller: Teller, name: str, words: str, code: str) -> Tale:
    call, person = _call_of(teller, name), lead(name)
    yield 3 * MINUTE
    household = person.household
    need = Need(
        teller.area,
        words,
        channel=Channel.PHONE,
        item=MenuItem.objects.filter(code=code).first(),
        grid=person.grid,
        building=household.dwelling.building if household else None,
        resident=person,
        contact_name=person.name.open(),
        contact_phone=person.phone.open(),
        address=str(household.dwelling) if household else "",
        consent_note="电话里同意代为登记",
    )
    calls.order(call, need, by=teller.staff(teller.clerk))
    scope.declare(scope.EVERYTHING)


def _promise(teller: Teller, name: str, about: str, due_at: datetime) -> Tale:
    by = teller.staff(teller.clerk)
    call, person = _call_of(teller, name), lead(name)
    calls.keep(call, Said(caller_name=person.name.open(), resident=person), by=by)
    yield 4 * MINUTE
    calls.promise(call, about=about, due_at=due_at, by=by)


def _late(teller: Teller) -> Tale:
    """Promised for the next morning, rung once, not reached, and by now overdue."""
    by = teller.staff(teller.clerk)
    call = calls.begin(teller.area, "13900557777", by=by)
    yield 3 * MINUTE
    row = calls.promise(call, about=LATE, due_at=call.started_at + 18 * HOUR, by=by)
    yield DAY - 6 * HOUR
    calls.again(row, due_at=timezone.now() + 6 * HOUR, by=by)


def _broken_off(teller: Teller) -> Tale:
    by = teller.staff(teller.clerk)
    draft = calls.begin(teller.area, "13900558888", by=by)
    yield MINUTE
    calls.keep(draft, Said(words=BROKEN_OFF, caller_name="一位阿姨"), by=by)
