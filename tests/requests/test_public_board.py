"""What everybody may read: public matters only, and nothing in them leads to a person."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from core import scope
from requests.actions import intake, joining, releasing, triage
from requests.actions.intake import Need
from requests.models import MenuCategory, MenuItem, ServiceRequest
from requests.queries import public_board
from requests.triage import Verdict
from requests.workflow import Channel, Kind, Matter, OrderType
from tests.canaries import CANARY, plant, sightings

pytestmark = pytest.mark.django_db
WORDS = "我家门口路灯黑了三天，晚上孩子摔了一跤。矿井里的金丝雀"


@pytest.fixture
def items():
    big = MenuCategory.objects.create(code="b-big", name="隐患上报")
    small = MenuCategory.objects.create(code="b-small", name="公共", parent=big)
    return {
        name: MenuItem.objects.create(code=f"b-{name}", name=name, category=small, is_public=public)
        for name, public in (("路灯不亮", True), ("上门理发", False))
    }


@pytest.fixture
def taken_in(desk, items):
    def make(item="路灯不亮", words=WORDS, **need):
        row = desk.submit(words, item=items[item], **need)
        verdict = Verdict(OrderType.REGULAR, Matter.MINOR, item=items[item])
        return triage.classify(row, verdict, by=desk.viewer("secretary"))

    return make


def page(client, community) -> str:
    return client.get(reverse("requests:public_board", args=[community.pk])).content.decode()


def test_nothing_of_the_reporter_can_appear_there(client, town, items, desk):
    canary = plant(town)
    household = canary.person.household
    need = Need(
        town.community,
        WORDS,
        channel=Channel.ONLINE,
        item=items["路灯不亮"],
        grid=town.grid,
        building=household.dwelling.building,
        resident=canary.person,
        contact_name=CANARY["name"],
        contact_phone=CANARY["phone"],
        address=CANARY["address"],
        answers={"哪里": CANARY["address"]},
    )
    row = intake.submit(need, by=town.viewer("canary"))
    verdict = Verdict(OrderType.REGULAR, Matter.MINOR, item=items["路灯不亮"])
    row = triage.classify(row, verdict, by=town.viewer("secretary"))
    joining.join(row, by=town.viewer("neighbour"))
    for name in ("anonymous", "stranger", "neighbour", "resident"):
        shown = page(town.enter(client, name), town.community)
        assert "路灯不亮" in shown
        assert not sightings(shown), name
        for own in ("摔了一跤", "黑了三天", row.number, "1号楼"):
            assert own not in shown, (name, own)


def test_the_rows_of_the_board_do_not_even_carry_the_words(taken_in, town):
    taken_in()
    rows, _next = public_board._page(town.community.pk, "open", "")  # what leaves the database
    assert {"title", "body", "contact_phone", "address", "reporter_id"} <= set(
        rows[0].get_deferred_fields()
    )


@pytest.mark.parametrize(
    "change",
    [
        {"is_public": False},
        {"is_confidential": True},
        {"kind": Kind.COMPLAINT},
        {"kind": Kind.REPORT},
        {"status": "submitted"},
        {"status": "refused"},
    ],
)
def test_what_is_not_a_public_matter_never_stands_there(client, town, taken_in, change):
    row = taken_in()
    assert str(row.public_id) in page(client, town.community)
    ServiceRequest.objects.filter(pk=row.pk).update(**change)
    assert str(row.public_id) not in page(client, town.community)


def test_private_kinds_never_stand_there_whatever_the_row_says(client, town, taken_in):
    row = taken_in("上门理发")
    ServiceRequest.objects.filter(pk=row.pk).update(is_public=True)  # by whatever mistake
    assert str(row.public_id) not in page(client, town.community)


def test_the_place_is_the_estate_or_the_grid_and_nothing_closer(taken_in, town):
    building = town.grid.buildings.get()
    taken_in(building=building)
    near, far = public_board.board(town.viewer("anonymous"), town.community.pk).matters, taken_in()
    assert near[0].where == building.estate.name
    found = public_board.board(town.viewer("anonymous"), town.community.pk).matters
    assert {one.where for one in found} == {building.estate.name, town.grid.title}
    assert far.building is None


def test_only_the_released_sentence_is_read_there(client, town, desk, taken_in):
    row = taken_in()
    releasing.release_public_text(row, text="灯泡到货，周五换", by=desk.viewer("secretary"))
    assert "灯泡到货，周五换" in page(client, town.community)


def test_few_are_not_told(client, town, taken_in):
    for _n in range(4):
        taken_in("上门理发")
    assert "少于 5 件" in page(client, town.community)
    taken_in("上门理发")
    cache.clear()  # some minutes later
    assert "5 件" in page(client, town.community)
    assert "少于 5 件" not in page(client, town.community)


def test_the_other_community_has_a_board_of_its_own(client, town, taken_in):
    row = taken_in()
    assert str(row.public_id) not in page(client, town.sibling)


def test_the_wall_is_closed_again_after_the_board(town, taken_in):
    with scope.entered(()):
        public_board.board(town.viewer("anonymous"), town.community.pk)
        assert scope.current().communities == scope.NOWHERE


def test_one_goes_on_to_older_ones(client, town, taken_in, monkeypatch):
    monkeypatch.setattr(public_board, "PAGE", 2)
    for _n in range(3):
        taken_in()
    first = public_board.board(town.viewer("anonymous"), town.community.pk)
    rest = public_board.board(town.viewer("anonymous"), town.community.pk, after=first.next_after)
    assert (len(first.matters), len(rest.matters), rest.next_after) == (2, 1, "")
    assert not {one.public_id for one in first.matters} & {one.public_id for one in rest.matters}
    here = reverse("requests:public_board", args=[town.community.pk])
    assert client.get(here, {"after": "nonsense"}).status_code == 404


def test_the_home_page_leads_there(client):
    assert reverse("requests:public") in client.get("/").content.decode()


def test_a_resident_with_orders_still_has_a_home(client, town, desk):
    desk.submit("灯不亮了")
    answer = town.enter(client, "resident").get("/")
    assert "灯不亮了" in answer.content.decode()


def test_the_tabs_never_count_a_whole_history(town, taken_in, monkeypatch):
    for _ in range(3):
        taken_in()

    def counts():
        return public_board.board(town.viewer("resident"), town.community.pk).counts

    assert counts()["open"] == 3
    monkeypatch.setattr(public_board, "COUNTED", 2)
    assert counts() == {"open": "2+", "done": 0}, "what is not cut off is exact"


def test_personal_services_are_counted_once_for_all_who_look(town, taken_in):
    """From then on a look costs the same, whatever was asked for in a year."""
    for _ in range(public_board.SMALLEST):
        taken_in("上门理发")

    def personal():
        board = public_board.board(town.viewer("resident"), town.community.pk)
        return [one.count for one in board.personal]

    assert personal() == [public_board.SMALLEST]
    taken_in("上门理发")
    assert personal() == [public_board.SMALLEST]
    cache.clear()
    assert personal() == [public_board.SMALLEST + 1]
