"""Guests of these days: a number proved by six digits, no account, and still the last word."""

from dataclasses import replace
from datetime import date

from django.utils import timezone

from accounts.actions.codes import Purpose, answer_code, request_code
from accounts.models import SignInCode
from accounts.viewer import Viewer
from core import scope
from doors.town import days
from doors.town.days import DAY, HOUR, MINUTE, Tale
from doors.town.order_texts import Said, Stage
from doors.town.orders import Teller
from doors.town.plan import WUTONGLI
from requests import guests
from requests.actions import conclude, intake, work
from requests.actions.intake import Need
from requests.models import ServiceRequest
from requests.workflow import Channel

DEVICE = "192.0.2.66"

CAME = (
    # how many days ago and when, number, where, what
    (
        (0, 7, 44),
        "13900000661",
        "东区 3 号楼门口",
        Said(
            "manhole-road", "送快递路过，3 号楼门口的地砖翘了一块，电动车差点摔了。", Stage.NEW,
            called="骑手小郑", grid=3,
        ),
    ),
    (
        (1, 8, 16),
        "13900000662",
        "菜场后门公交站",
        Said(
            "rubbish", "公交站后面堆了一地装修垃圾，早班下车没处落脚。", Stage.DOING,
            called="早班乘客", grid=7, note="清运车约在今天下午",
        ),
    ),
    (
        (2, 10, 3),
        "13900000663",
        "6 号楼二单元",
        Said(
            "stair-light", "来看我姨妈，她那个单元二楼的灯拍手也不亮。", Stage.DONE,
            called="外甥女", grid=6, result="换了声控头，上下楼都试过",
        ),
    ),
    (
        (4, 17, 28),
        "13900000664",
        "广场东侧花坛",
        Said(
            "tree", "租在附近，花坛边的树枝挂在人头上了。", Stage.RATED,
            called="租客小樊", grid=9, result="修掉了低的那几枝", grade=5, thanks="第二天就修了",
        ),
    ),
)  # fmt: skip


def tell_guests(told_on: date) -> None:
    home, now = Teller(WUTONGLI), timezone.now()
    tales = [
        (days.on(now, *when), _walk(home, number, place, said))
        for when, number, place, said in CAME
    ]
    days.live(tales, until=now, swept=False)


def _walk(home: Teller, number: str, place: str, said: Said) -> Tale:
    row = _ordered(home, _proved(number), place, said)
    if said.stage >= Stage.ACCEPTED:
        yield 25 * MINUTE
        here = replace(said, verdict={"grid": home.grids[said.grid]})
        row = home.classify(row, here)
        yield 6 * MINUTE
        row = home.assign(row)
    if said.stage >= Stage.DOING:
        yield 40 * MINUTE
        row = home.work_on(row, said)
    if said.stage >= Stage.DONE:
        yield 5 * HOUR
        row = work.complete(row, result=said.result, by=home.handler(row))
    if said.stage >= Stage.RATED:
        yield DAY  # the number is proved anew: what was proved yesterday has lapsed
        by = _proved(number)
        conclude.rate(row, grade=said.grade, solved=True, words=said.thanks, by=by)
    scope.declare(scope.EVERYTHING)


def _proved(number: str) -> Viewer:
    """As on the page: the digits came by SMS, and somebody typed them."""
    code = request_code(number, address=DEVICE, purpose=Purpose.PROVE)
    answer_code(code.pk, code.code.open(), purpose=Purpose.PROVE, address=DEVICE)
    return Viewer(proved=SignInCode.objects.get(pk=code.pk))


def _ordered(home: Teller, guest: Viewer, place: str, said: Said) -> ServiceRequest:
    need = Need(
        home.area,
        said.words,
        channel=Channel.GUEST,
        item=home.items[said.item],
        contact_name=said.called,
        contact_phone=guest.proved.phone.open() if guest.proved else "",
        address=place,
        consent_note=guests.AGREED,
    )
    row = intake.submit(need, by=guest)
    scope.declare(scope.EVERYTHING)
    return row
