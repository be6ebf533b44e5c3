"""What is said of somebody, what is reported, what cannot wait: each where only few see it."""

from collections.abc import Iterator
from datetime import date, datetime

from django.utils import timezone

from communities.models import Area
from core import scope
from doors.town import days
from doors.town.account import find
from doors.town.days import HOUR, MINUTE, Tale
from doors.town.orders import AGREED, Teller
from doors.town.plan import WUTONGLI
from requests.actions import avoiding, dispatch, intake, protecting, triage, work
from requests.actions.dispatch import Who
from requests.actions.intake import Need
from requests.models import ProtectiveCase, ServiceRequest
from requests.models.parties import Lane
from requests.tiers import Tier
from requests.triage import Verdict
from requests.workflow import Channel, Kind, Matter, OrderType


def tell_kinds(told_on: date) -> None:
    home, now = Teller(WUTONGLI), timezone.now()
    _name_officers(home)
    days.live(_tales(home, now), until=now, swept=False)


def _tales(home: Teller, now: datetime) -> Iterator[tuple[datetime, Tale]]:
    yield days.on(now, 1, 9, 10), _complaint_about_a_worker(home)
    yield days.on(now, 0, 8, 21), _complaint_about_the_community(home)
    yield days.on(now, 1, 13, 37), _report(home)
    yield days.on(now, 0, 8, 34), _taken_for_a_friend(home)
    yield days.on(now, 1, 18, 22), _in_danger(home)
    yield days.on(now, 0, 7, 52), _sounded_worse(home)


def _name_officers(home: Teller) -> None:
    street = Area.objects.get(children=home.area)
    protecting.name_officer(home.area, user=home.clerk, actor=home.secretary)
    above = find("钟毓")
    protecting.name_officer(street, user=above, actor=above)


def _need(home: Teller, words: str, kind: Kind, **said: object) -> Need:
    return Need(home.area, words, kind=kind, channel=Channel.ONLINE, **said)  # type: ignore[arg-type]


def _brought(home: Teller, need: Need, by: str) -> ServiceRequest:
    row = intake.submit(need, by=home.resident(by))
    scope.declare(scope.EVERYTHING)
    return row


def _complaint_about_a_worker(home: Teller) -> Tale:
    """One tier up: the clerk looks into it, the worker never learns that it exists."""
    words = "上次请网格员帮忙搬柜子，他收了五十块跑腿费，也没给收据。不是钱的事，想问问这样对不对。"
    need = _need(home, words, Kind.COMPLAINT, grid=home.grids[3], about_tier=Tier.GRID)
    secretary = home.staff(home.secretary)
    row = _brought(home, need, "韩立诚")
    yield 50 * MINUTE
    row = triage.classify(row, Verdict(OrderType.REGULAR, Matter.MINOR), by=secretary)
    yield 8 * MINUTE
    who = Who(Lane.HOST, user=home.clerk, reason="和这个网格没有关系")
    row = dispatch.assign(row, who, by=secretary)
    yield 25 * MINUTE
    row = dispatch.sign(row, by=home.staff(home.clerk))
    yield HOUR
    work.contact(row, how="phone", note="听他说了经过，约了明天当面核对", by=home.staff(home.clerk))


def _complaint_about_the_community(home: Teller) -> Tale:
    words = "社区公示栏里修健身器材的钱，写的数和问到的不一样，想请街道看一看。"
    _brought(home, _need(home, words, Kind.COMPLAINT, about_tier=Tier.COMMUNITY), "罗晓峰")
    yield from ()


def _report(home: Teller) -> Tale:
    words = "有门面把消防通道改成了冷库，夜里拉货，反映过两次没人来。"
    row = _brought(home, _need(home, words, Kind.REPORT, about_tier=Tier.GRID), "林晚")
    yield 35 * MINUTE
    triage.classify(
        row, Verdict(OrderType.REGULAR, Matter.MAJOR, urgency=3, impact=2),
        by=home.staff(home.secretary),
    )  # fmt: skip


def _taken_for_a_friend(home: Teller) -> Tale:
    """The clerk knows the shop too well: somebody else looks into it."""
    words = "楼下早餐店的油烟直接排到二楼窗口，关着窗也呛。"
    row = _brought(home, _need(home, words, Kind.HELP, grid=home.grids[3]), "罗晓峰")
    yield 20 * MINUTE
    avoiding.recuse(row, reason="friend", note="店主是我表姐夫", by=home.staff(home.clerk))


def _in_danger(home: Teller) -> Tale:
    words = "楼上那家的孩子这几天夜里一直哭，昨天在电梯里看见他胳膊上好几块淤青，问他不敢说话。"
    row = _brought(home, _need(home, words, Kind.HELP, grid=home.grids[3]), "林晚")
    case = ProtectiveCase.objects.get(service_request=row)
    by = home.staff(home.clerk)
    yield 3 * MINUTE
    protecting.see(case, by=by)
    yield 4 * MINUTE
    protecting.note_step(case, what="police", note="打了 110，派出所说马上到", by=by)
    yield 12 * MINUTE
    protecting.note_step(case, what="reported", note="报了区未保中心值班", by=by)


def _sounded_worse(home: Teller) -> Tale:
    """Sealed by its words, looked at within minutes, and back in the queue."""
    need = Need(
        home.area,
        "孩子被打湿了衣服，二号楼门口的水管爆了在喷水",
        channel=Channel.PHONE,
        grid=home.grids[2],
        contact_name="过路的邻居",
        consent_note=AGREED["phone"],
    )
    row = intake.submit(need, by=home.staff(home.clerk))
    scope.declare(scope.EVERYTHING)
    case = ProtectiveCase.objects.get(service_request=row)
    yield 5 * MINUTE
    protecting.give_back(case, note="水管爆了，没有人受伤", by=home.staff(home.clerk))
