"""What policies ask for, beside the tables themselves: counted there by hand, read off figures."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core import scope
from doors.town.recounts import counted
from insights.actions import folding, rebuilding
from insights.indicators import REGISTRY
from insights.periods import Period
from insights.queries.readings import read
from organizations.actions import facilities, organizations, social_workers
from organizations.actions.facilities import Place
from organizations.actions.social_workers import WorkerFacts
from organizations.models import SocialWorker
from tests.organizations.conftest import facts as organization_facts

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = timezone.localdate

CODES = (
    "open_facilities", "social_stations", "social_rooms", "incubation_bases",
    "volunteer_station_rate", "social_organizations", "certified_rate", "certified_social_workers",
)  # fmt: skip


def put(town, area, kind, name, *, days=100, volunteers=False):
    one = facilities.add(area, Place(kind=kind, name=name), actor=town.staff)
    one = facilities.open_up(one, opened_on=TODAY() - timedelta(days=days), actor=town.staff)
    if volunteers:
        facilities.set_up_volunteers(one, since=TODAY(), actor=town.staff)
    return one


def worker(town, number, level, days=None):
    until = None if days is None else TODAY() + timedelta(days=days)
    made = social_workers.register_social_worker(
        town.community,
        WorkerFacts(
            name=f"社工{number}", phone=f"1390000{number:04}", level=level, valid_until=until,
            certificate_number="" if level == SocialWorker.Level.NONE else f"N{number}",
        ),
        actor=town.secretary, station="社工室",
    )  # fmt: skip
    assert made.status == "active"
    return made


@pytest.fixture
def busy(town):
    """The middle and the edges: shut, planned, run out, gone, of another place."""
    with scope.entered(scope.EVERYTHING):
        put(town, town.community, "canteen", "食堂", volunteers=True)
        put(town, town.community, "service_centre", "党群服务中心", volunteers=True)
        put(town, town.sibling, "service_centre", "明湖服务中心")
        put(town, town.community, "social_room", "社工室")
        put(town, town.street, "social_station", "社工站", volunteers=True)
        put(town, town.district, "incubator", "孵化基地")
        put(town, town.sibling, "library", "书屋", volunteers=True)
        facilities.pause(put(town, town.community, "clinic", "卫生室"), reason="修", actor=None)
        gone = put(town, town.sibling, "garden", "菜园", volunteers=True)
        facilities.close(gone, reason="收回", actor=town.staff)
        facilities.add(town.sibling, Place(kind="canteen", name="还没开"), actor=town.staff)
        for number, (level, days) in enumerate(
            [("none", None), ("assistant", 30), ("senior", None), ("intermediate", 0)]
        ):
            worker(town, number, level, days)
        run_out = worker(town, 7, "assistant", 5)
        social_workers.certify_social_worker(
            run_out, level="assistant", certificate_number="N7",
            valid_until=TODAY() - timedelta(days=1), actor=town.secretary,
        )  # fmt: skip
        social_workers.leave(
            worker(town, 8, "senior"), reason="调走", actor=town.secretary
        )  # fmt: skip
        body = organizations.register(
            town.community, organization_facts(name="金秋腰鼓队"), actor=town.staff
        )  # fmt: skip
        assert body.pk
    folding.fold()
    return town


@pytest.mark.parametrize("code", CODES)
def test_the_figure_is_what_the_table_says(busy, code):
    """By the recount that proves the told town, too."""
    places = [busy.community, busy.sibling, busy.street, busy.district, busy.far_district]
    until_today = Period(TODAY().replace(day=1), TODAY() + timedelta(days=1))
    found = read([REGISTRY[code]], [place.pk for place in places], until_today)
    for place in places:
        with scope.entered(scope.EVERYTHING):
            by_hand = counted([code], place.path, until_today, TODAY())
        reading = found[place.pk, code]
        assert by_hand[code, "part"] == reading.part
        assert by_hand.get((code, "base")) == reading.base
    assert found[busy.district.pk, code].part > 0


def test_counting_every_step_again_finds_the_same(busy):
    assert rebuilding.verify(TODAY() - timedelta(days=120), TODAY()) == []
