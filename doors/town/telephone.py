"""The telephone of these days: calls answered, promised, and one that broke off in mid-sentence."""

from datetime import date, timedelta

from django.utils import timezone

from core import scope
from doors.town.cast import lead
from doors.town.orders import Teller
from doors.town.plan import WUTONGLI
from requests.actions import calls
from requests.actions.calls import Said
from requests.actions.intake import Need
from requests.models import Call, MenuItem
from requests.workflow import Channel

ANSWERED = (
    ("医保缴费截止到哪天？答：12 月 25 日，手机上、窗口都能缴。", "answered"),
    ("问暖气不热打谁：给了供热公司 24 小时电话。", "elsewhere"),
    ("", "wrong"),
    ("老年食堂周末开不开？答：周六开，周日歇。", "answered"),
)
PROMISED = (
    # who rang, what about, hours from now
    ("陈长贵", "老伴轮椅的补贴怎么申请，问清楚了回他", 2),
    ("林晚", "外婆家门口装扶手，约师傅的时间", 20),
)
LATE = ("居家养老上门理发这个月排到哪天", 3)
ORDERED = (
    ("陈长贵", "家里灯一闪一闪的，怕是线路不好", "change-bulb"),
    ("林晚", "外婆家厨房水龙头关不紧", "tap-toilet"),
)
BROKEN_OFF = "三楼楼道堆了好多纸箱，她说昨天还"


def tell_telephone(told_on: date) -> None:
    teller = Teller(WUTONGLI)
    by = teller.staff(teller.clerk)
    for n, (words, outcome) in enumerate(ANSWERED):
        call = calls.begin(teller.area, f"1390055{n:04d}", by=by)
        calls.end(call, outcome, words=words, by=by)
    for name, words, code in ORDERED:
        _order(teller, name, words, code)
    for name, about, hours in PROMISED:
        _promise(teller, name, about, hours)
    _late(teller)
    draft = calls.begin(teller.area, "13900558888", by=by)
    calls.keep(draft, Said(words=BROKEN_OFF, caller_name="一位阿姨"), by=by)
    scope.declare(scope.EVERYTHING)


def _call_of(teller: Teller, name: str) -> Call:
    number = lead(name).phone.open()
    return calls.begin(teller.area, number, by=teller.staff(teller.clerk))


def _order(teller: Teller, name: str, words: str, code: str) -> None:
    person = lead(name)
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
    calls.order(_call_of(teller, name), need, by=teller.staff(teller.clerk))
    scope.declare(scope.EVERYTHING)


def _promise(teller: Teller, name: str, about: str, hours: int) -> None:
    by = teller.staff(teller.clerk)
    call = _call_of(teller, name)
    person = lead(name)
    calls.keep(call, Said(caller_name=person.name.open(), resident=person), by=by)
    calls.promise(call, about=about, due_at=timezone.now() + timedelta(hours=hours), by=by)


def _late(teller: Teller) -> None:
    """Promised this morning, rung once, not reached, and by now overdue."""
    by = teller.staff(teller.clerk)
    about, hours = LATE
    call = calls.begin(teller.area, "13900557777", by=by)
    row = calls.promise(call, about=about, due_at=timezone.now() + timedelta(hours=1), by=by)
    row = calls.again(row, due_at=timezone.now() + timedelta(hours=1), by=by)
    row.due_at = timezone.now() - timedelta(hours=hours)
    row.asked_at = row.due_at - timedelta(hours=4)
    row.save(update_fields=["due_at", "asked_at"])
