"""Stations of social work: their square metres, and who of the social workers sits there."""

from datetime import date
from importlib import import_module

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from organizations.actions import facilities, social_workers, stationings
from organizations.actions.facilities import Place
from organizations.actions.social_workers import WorkerFacts
from organizations.models import Facility, SocialWorker, Stationing
from organizations.queries import social_workers as queries
from tests.organizations.test_checkin_tables import lines
from tests.organizations.test_pairings import refused

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def a_station(town, area, kind, name, **said):
    made = facilities.add(area, Place(kind=kind, name=name, **said), actor=town.staff)
    return facilities.open_up(made, opened_on=TODAY(), actor=town.staff)


@pytest.fixture
def room(town) -> Facility:
    return a_station(town, town.community, "social_room", "金秋社工室", square_metres=96)


def own(town, name="佘社工", **said):
    return social_workers.register_social_worker(
        town.community, WorkerFacts(name), actor=town.secretary, **said
    )


def held(worker):
    return Stationing.objects.get(worker=worker)


def test_a_place_has_so_many_square_metres(town, room):
    place = Place(kind="canteen", name="食堂", square_metres=0)
    assert refused(facilities.add, town.community, place, actor=None) == "square_metres"
    place = Place(kind="canteen", name="食堂", square_metres=100_001)
    assert refused(facilities.add, town.community, place, actor=None) == "square_metres"
    room = facilities.correct(room, square_metres=120, actor=town.staff)
    assert room.square_metres == 120
    (told,) = lines(town, "staff", "organizations.facilities")
    assert "120" in told


def test_he_sits_in_a_row_of_the_register_chosen_or_named(town, room):
    street = a_station(town, town.street, "social_station", "双水社工站")
    chosen = held(own(town, facility=street))
    assert (chosen.facility, chosen.station, chosen.where) == (street, "双水社工站", "双水社工站")
    named = held(own(town, "祝社工", station=" 金秋社工室 "))
    assert named.facility == room
    free = held(own(town, "钱社工", station="老年大学二楼"))
    assert (free.facility, free.where) == (None, "老年大学二楼")
    facilities.correct(room, name="金秋社工驿站", actor=town.staff)
    named.refresh_from_db()
    assert (named.station, named.where) == ("金秋社工室", "金秋社工驿站")
    called = queries.stations_of(town.community)
    assert {"金秋社工驿站", "双水社工站", "老年大学二楼"} <= set(called)
    assert "金秋社工室" not in called


def test_only_stations_around_it_that_stand_are_his(town, room):
    far = a_station(town, town.sibling, "social_room", "明湖社工室")
    canteen = a_station(town, town.community, "canteen", "食堂")
    for place in (far, canteen):
        assert refused(own, town, facility=place) == "facility"
    assert held(own(town, station="明湖社工室")).facility is None
    facilities.close(room, reason="拆了", actor=town.staff)
    assert refused(own, town, "祝社工", facility=room) == "facility"


def test_he_moves_to_another_station_and_the_words_before_stay_in_the_past(enter, town, room):
    stationing = held(own(town, station="老地方"))
    act = reverse("organizations:stationing_act", args=[stationing.pk, "move"])
    assert enter("far_staff").get(act).status_code == 404
    said = {"facility": room.pk, "station": "", "idempotency_key": "move-00001"}
    assert enter("secretary").post(act, said).status_code == 302
    stationing.refresh_from_db()
    assert (stationing.facility, stationing.station) == (room, "金秋社工室")
    stationing = stationings.move(stationing, station="图书馆", actor=town.secretary)
    assert (stationing.facility, stationing.station) == (None, "图书馆")
    stationings.end(stationing, reason="调走了", last_day=TODAY(), actor=town.secretary)
    assert refused(stationings.move, stationing, station="哪里", actor=None) == "moved_on"


def test_the_page_of_the_station_tells_who_sits_there(enter, town, room):
    inside, outside = own(town, facility=room), own(town, "祝社工", station="别处")
    page = reverse("organizations:facility", args=[room.pk])
    seen = enter("staff").get(page)
    assert [row.worker for row in seen.context["page"].staff] == [inside]
    assert seen.context["page"].staff_count == 1
    text = seen.content.decode()
    assert "佘社工" in text
    assert "96 平方米" in text
    assert outside.name.open() not in text
    official = enter("street_official").get(page).context["page"]
    assert (official.staff, official.staff_count) == ([], 1)
    colleague = enter("worker").get(page).context["page"]
    assert ([row.worker for row in colleague.staff], colleague.staff_count) == ([inside], None)
    social_workers.leave(inside, reason="合同到期", last_day=TODAY(), actor=town.staff)
    Stationing.objects.filter(worker=inside).update(period=(date(2026, 1, 1), date(2026, 2, 1)))
    assert enter("staff").get(page).context["page"].staff == []


def test_who_registers_chooses_from_the_stations_around(enter, town, room):
    far = a_station(town, town.far_community, "social_room", "远山社工室")
    assert list(queries.stations_to_choose(town.viewer("secretary"))) == [room]
    assert set(queries.stations_to_choose(town.viewer("org_manager"))) == {room, far}
    new = reverse("organizations:new_social_worker")
    said = {
        "community": town.community.pk, "name": "佘社工", "facility": room.pk,
        "starts_on": TODAY(), "level": "none", "idempotency_key": "move-00002",
    }  # fmt: skip
    assert enter("secretary").post(new, said).status_code == 302
    worker = SocialWorker.objects.get(name="佘社工")
    assert held(worker).facility == room


def test_what_was_written_before_names_its_row_now(town, room):
    fill = import_module("organizations.migrations.0025_stations_by_row").FILL
    stationing = held(own(town, station="老地方"))
    Stationing.objects.filter(pk=stationing.pk).update(station="金秋社工室")
    with connection.cursor() as cursor:
        cursor.execute(fill)
    stationing.refresh_from_db()
    assert (stationing.facility, stationing.station) == (room, "金秋社工室")


def test_no_button_leads_to_a_page_one_does_not_find(town, enter):
    """Whoever reads the worker's page and may not move him is offered nothing that answers 404."""
    stationing = held(own(town, station="老地方"))
    page = reverse("organizations:social_worker", args=[stationing.worker_id])
    act = reverse("organizations:stationing_act", args=[stationing.pk, "move"])
    for name, moves in (("secretary", True), ("staff", False)):
        client = enter(name)
        shown = client.get(page)
        assert shown.status_code == 200
        assert (act in shown.content.decode()) is moves
        assert (client.get(act).status_code == 200) is moves
