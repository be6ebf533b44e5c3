"""连心卡 of the town: elders who carry one, one that was lost, and an order by a card."""

from datetime import date

from communities.models import CareLabel, Resident
from core import scope
from doors.town.orders import Teller
from doors.town.plan import WUTONGLI
from requests.actions import heart_cards
from requests.queries.heart_cards import ELDER

MOST = 12
HELPERS = (("杨帆", "13900000811"), ("何雨", "13900000812"), ("罗晓", "13900000813"))
SAID = "膝盖疼，下不了楼，想请人帮着把米和油拿上来。"


def tell_cards(told_on: date) -> None:
    home = Teller(WUTONGLI)
    clerk = home.staff(home.clerk)
    labels = CareLabel.objects.in_force().filter(group=ELDER, resident__community=home.area)
    elders = Resident.objects.present().filter(pk__in=labels.values("resident")).order_by("pk")
    for number, person in enumerate(elders[:MOST]):
        name, phone = HELPERS[number % len(HELPERS)]
        card = heart_cards.issue(person, helper_name=name, helper_phone=phone, by=clerk)
        heart_cards.printed(card, by=clerk)
        if number == 1:
            card = heart_cards.replace(card, why="lost", note="买菜时掉了", by=clerk)
        if number == 0:
            heart_cards.order_by_card(
                card, words=SAID, consent_note="打电话报卡号，本人同意代为登记", by=clerk
            )
            scope.declare(scope.EVERYTHING)
