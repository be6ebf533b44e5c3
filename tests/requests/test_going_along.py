"""What names a resident goes along when two records of one person become one, and comes back."""

import pytest

from communities.actions import bindings, merging
from core.exceptions import DomainError
from requests.actions import heart_cards
from requests.models import HeartCard, ServiceRequest

pytestmark = pytest.mark.django_db


@pytest.fixture
def twins(town):
    return town.person("章一"), town.person("章二", phone="")


def merge(town, twins):
    kept, absorbed = twins
    return merging.merge_residents(kept, absorbed, reason="同一个人", actor=town.staff)


def test_his_orders_go_along_and_come_back(desk, town, twins):
    kept, absorbed = twins
    row = desk.submit(resident=absorbed)
    bindings.bind_at_the_desk(kept, town.stranger, actor=town.staff)
    record = merge(town, twins)
    assert ServiceRequest.objects.visible_to(desk.viewer("stranger")).filter(pk=row.pk).exists()
    merging.unmerge(record, actor=town.staff)
    row.refresh_from_db()
    assert row.resident == absorbed
    assert not ServiceRequest.objects.visible_to(desk.viewer("stranger")).filter(pk=row.pk).exists()


def test_his_card_opens_the_record_that_goes_on(desk, town, twins):
    kept, absorbed = twins
    card = heart_cards.issue(absorbed, by=desk.viewer("staff"))
    merge(town, twins)
    card.refresh_from_db()
    assert card.resident == kept


def test_of_two_live_cards_somebody_asks_which_he_carries(desk, town, twins):
    cards = [heart_cards.issue(one, by=desk.viewer("staff")) for one in twins]
    with pytest.raises(DomainError) as refused:
        merge(town, twins)
    assert refused.value.code == "two_cards"
    twins[1].refresh_from_db()
    assert twins[1].merged_into is None
    heart_cards.end(cards[1], why=HeartCard.Why.values[0], by=desk.viewer("staff"))
    merge(town, twins)
    assert HeartCard.objects.live().get().resident == twins[0]
