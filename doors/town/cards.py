"""连心卡 of the town: elders who carry one, one that was lost, and an order by a card."""

from collections.abc import Iterator
from datetime import date, datetime

from django.utils import timezone

from communities.models import CareLabel, Resident
from core import scope
from doors.town import days
from doors.town.days import DAY, HOUR, MINUTE, Tale
from doors.town.orders import Teller
from doors.town.plan import WUTONGLI
from requests.actions import heart_cards
from requests.models import HeartCard
from requests.queries.heart_cards import ELDER

MOST = 12
HELPERS = (("杨帆", "13900000811"), ("何雨", "13900000812"), ("罗晓", "13900000813"))
SAID = "膝盖疼，下不了楼，想请人帮着把米和油拿上来。"


def tell_cards(told_on: date) -> None:
    now = timezone.now()
    days.live(_tales(Teller(WUTONGLI), now), until=now, swept=False)


def _tales(home: Teller, now: datetime) -> Iterator[tuple[datetime, Tale]]:
    """Issued on one afternoon three weeks ago, one after the other."""
    labels = CareLabel.objects.in_force().filter(group=ELDER, resident__community=home.area)
    elders = Resident.objects.present().filter(pk__in=labels.values("resident")).order_by("pk")
    for number, person in enumerate(elders[:MOST]):
        yield days.on(now, 21, 14, 4 * number), _issued(home, person, number)
    first = elders[0]
    yield days.on(now, 0, 10, 42), _ordered(home, first)


def _issued(home: Teller, person: Resident, number: int) -> Tale:
    name, phone = HELPERS[number % len(HELPERS)]
    clerk = home.staff(home.clerk)
    card = heart_cards.issue(person, helper_name=name, helper_phone=phone, by=clerk)
    yield 3 * MINUTE
    heart_cards.printed(card, by=clerk)
    if number == 1:
        yield 9 * DAY + 3 * HOUR
        heart_cards.replace(card, why="lost", note="买菜时掉了", by=clerk)


def _ordered(home: Teller, person: Resident) -> Tale:
    card = HeartCard.objects.live().get(resident=person)
    heart_cards.order_by_card(
        card,
        words=SAID,
        consent_note="打电话报卡号，本人同意代为登记",
        by=home.staff(home.clerk),
    )
    scope.declare(scope.EVERYTHING)
    yield from ()
