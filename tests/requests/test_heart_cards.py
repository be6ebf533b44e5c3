"""连心卡: whoever finds it learns whom to call; the desk orders with the person filled in."""

import pytest
from django.urls import reverse

from core.exceptions import DomainError
from requests.actions import heart_cards
from requests.models import HeartCard, ServiceRequest
from requests.workflow import Channel
from tests.canaries import CANARY, plant, sightings

pytestmark = pytest.mark.django_db
HELPER = "13900002222"


@pytest.fixture
def card(desk, town):
    return heart_cards.issue(
        town.people["resident"], helper_name="杨帆", helper_phone=HELPER, by=desk.viewer("staff")
    )


def scan(client, card):
    return client.get(reverse("requests:card_scan", args=[card.code]))


def test_the_code_is_signed_and_holds_nothing_of_a_person(town):
    canary = plant(town)
    made = heart_cards.issue(canary.person, by=town.viewer("staff"))
    assert not sightings(made.code)
    assert made.code.startswith(made.token)
    assert str(canary.person.pk) != made.token


def test_a_guessed_or_changed_code_opens_nothing(client, card):
    for code in (card.token, f"{card.token}.x", card.code[:-1] + "!", "AAAAAAAA.x"):
        assert client.get(reverse("requests:card_scan", args=[code])).status_code == 404


@pytest.mark.parametrize("name", ["anonymous", "stranger", "neighbour", "far_staff", "volunteer"])
def test_a_strangers_scan_shows_only_whom_to_call(client, town, name):
    canary = plant(town)
    made = heart_cards.issue(
        canary.person, helper_name="杨帆", helper_phone=HELPER, by=town.viewer("staff")
    )
    page = scan(town.enter(client, name), made).content.decode()
    assert "请打这个电话" in page
    assert not sightings(page)
    assert CANARY["name"] not in page
    assert HELPER not in page
    order = client.get(reverse("requests:card_order", args=[made.code]))
    assert order.status_code in {302, 404}


def test_the_desk_of_the_place_orders_with_the_person_filled_in(client, town, card):
    town.enter(client, "staff")
    answer = scan(client, card)
    assert answer.url == reverse("requests:card_order", args=[card.code])
    page = client.get(answer.url).content.decode()
    assert reverse("requests:queue") in page, "at the desk, with the desk's own menu"
    values = {"words": "灯不亮了，晚上看不见", "consent_note": "本人当面同意"}
    client.post(answer.url, values)
    row = ServiceRequest.objects.get()
    person = town.people["resident"]
    assert (row.resident, row.channel, row.grid) == (person, Channel.HEART_CARD, person.grid)
    assert row.contact_phone.open() == person.phone.open()
    assert row.address.open()
    assert (row.reporter, row.entered_by) == (None, town.staff)


def test_the_order_says_how_he_agreed(desk, card):
    with pytest.raises(DomainError):
        heart_cards.order_by_card(card, words="灯不亮了", consent_note=" ", by=desk.viewer("staff"))


def test_a_lost_cards_code_is_dead_and_the_next_one_lives(client, town, desk, card):
    fresh = heart_cards.replace(card, why="lost", by=desk.viewer("staff"))
    town.enter(client, "staff")
    assert "已经作废" in scan(client, card).content.decode()
    assert scan(client, fresh).status_code == 302
    assert fresh.copy == 2
    assert fresh.helper_phone.open() == HELPER
    assert client.get(reverse("requests:card_sheet", args=[card.pk])).status_code == 404
    old = HeartCard.objects.get(pk=card.pk)
    with pytest.raises(DomainError):
        heart_cards.order_by_card(old, words="灯", consent_note="同意", by=desk.viewer("staff"))
    with pytest.raises(DomainError):
        heart_cards.end(old, why="lost", by=desk.viewer("staff"))


def test_one_live_card_each(desk, town, card):
    with pytest.raises(DomainError) as refused:
        heart_cards.issue(town.people["resident"], by=desk.viewer("staff"))
    assert refused.value.code == "has_one"


OTHERS = ["neighbour", "sibling_staff", "far_staff", "auditor", "dispatcher", "street_official"]


@pytest.mark.parametrize("name", OTHERS)
def test_nobody_else_issues_or_ends_one(desk, town, card, name):
    with pytest.raises(DomainError):
        heart_cards.end(card, why="lost", by=desk.viewer(name))
    with pytest.raises(DomainError):
        heart_cards.issue(town.people["neighbour"], by=desk.viewer(name))


def test_the_sheet_has_the_numbers_to_call_and_neither_name_nor_door(client, town):
    canary = plant(town)
    made = heart_cards.issue(
        canary.person, helper_name="杨帆", helper_phone=HELPER, by=town.viewer("staff")
    )
    town.enter(client, "staff")
    page = client.get(reverse("requests:card_sheet", args=[made.pk])).content.decode()
    sheet = page[page.index("<article") : page.index("</article>")]
    assert HELPER in sheet
    assert made.number in sheet
    assert "<svg" in sheet
    assert not sightings(sheet)
    made.refresh_from_db()
    assert made.printed == 0  # looked at
    client.post(reverse("requests:card_sheet", args=[made.pk]))
    made.refresh_from_db()
    assert made.printed == 1


def test_who_may_not_leaf_through_the_residents_does_not_see_their_cards(client, town, card):
    here, sheet = reverse("requests:cards"), reverse("requests:card_sheet", args=[card.pk])
    for name in ("dispatcher", "street_official", "district_official"):
        town.enter(client, name)
        assert [client.get(page).status_code for page in (here, sheet)] == [404, 404]


def test_a_number_read_out_on_the_telephone_finds_the_card(client, town, card):
    town.enter(client, "staff")
    here = reverse("requests:cards")
    for said in (card.number, card.token.lower(), card.token[:4]):
        assert card.number in client.get(here, {"q": said}).content.decode()
    assert "没有找到这个卡号或姓名" in client.get(here, {"q": "0000"}).content.decode()
