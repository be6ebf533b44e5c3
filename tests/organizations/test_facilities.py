"""Places people go to: opened and closed, signs looked at, volunteers in them, shown near home."""

from datetime import timedelta

import pytest
from django.db import models
from django.urls import reverse
from django.utils import timezone

from core import scope
from organizations.actions import facilities, organizations
from organizations.actions.facilities import Place
from organizations.facility_workflow import STEPS, FacilityStatus
from organizations.models import Facility
from organizations.queries import facilities as queries
from tests.organizations.test_pairings import refused
from tests.races import meet_inside, together

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def put(town, name="金秋长者食堂", area=None, **said):
    place = Place(**{"kind": "canteen", "name": name, **said})
    return facilities.add(area or town.community, place, actor=town.staff)


def opened(town, *args, **said):
    return facilities.open_up(put(town, *args, **said), opened_on=TODAY(), actor=town.staff)


@pytest.fixture
def canteen(town) -> Facility:
    return opened(town)


# --- what is refused ------------------------------------------------------------------------------
def test_it_says_what_it_is_where_and_who_runs_it(town):
    assert refused(put, town, kind="palace") == "kind"
    assert refused(put, town, " ") == "name"
    assert refused(put, town, area=town.grid) == "area"
    assert refused(put, town, address="找 13900001111") == "address"
    assert refused(put, town, telephone="12") == "telephone"
    organizations.suspend(town.organization, reason="换届", actor=town.staff)
    town.organization.refresh_from_db()
    assert refused(put, town, operator=town.organization) == "operator"
    assert put(town, telephone="0858-8000002").telephone


def test_a_name_and_a_station_of_social_work_stand_once_in_a_place(town, canteen):
    assert refused(put, town) == "name"
    room = put(town, "社工室", kind="social_room")
    assert refused(put, town, "又一个", kind="social_room") == "kind"
    facilities.close(room, reason="并到街道站", actor=town.staff)
    assert put(town, "新的", kind="social_room").pk


@pytest.mark.parametrize(
    ("kind", "place"),
    [("social_centre", "district"), ("social_station", "street"), ("social_room", "community")],
)
def test_social_work_has_one_kind_for_each_level(town, kind, place):
    for level in ("district", "street", "community"):
        area = getattr(town, level)
        if level == place:
            assert put(town, "社工", area, kind=kind).pk
        else:
            assert refused(put, town, "社工", area, kind=kind) == "kind"


@pytest.mark.parametrize("status", FacilityStatus)
@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_it_moves_as_the_table_says(town, status, step):
    one = put(town)
    if status in ("open", "paused"):
        one = facilities.open_up(one, opened_on=TODAY(), actor=town.staff)
    if status == "paused":
        one = facilities.pause(one, reason="修水管", actor=town.staff)
    if status == "closed":
        one = facilities.close(one, reason="不办了", actor=town.staff)
    move = {
        "opened": lambda: facilities.open_up(one, opened_on=TODAY(), actor=town.staff),
        "paused": lambda: facilities.pause(one, reason="修水管", actor=town.staff),
        "resumed": lambda: facilities.resume(one, actor=town.staff),
        "closed": lambda: facilities.close(one, reason="不办了", actor=town.staff),
    }[step.name]
    if status in step.sources:
        assert move().status == step.target
    else:
        assert refused(move) in ("moved_on", "closed")


def test_it_opens_no_day_ahead_and_shuts_for_a_reason(town):
    one = put(town)
    tomorrow = TODAY() + timedelta(days=1)
    assert refused(facilities.open_up, one, opened_on=tomorrow, actor=None) == "opened_on"
    assert refused(facilities.close, one, reason=" ", actor=None) == "reason"
    one = facilities.open_up(one, opened_on=TODAY(), actor=None)
    assert refused(facilities.pause, one, reason="找 13900001111", actor=None) == "reason"
    assert refused(facilities.pause, one, reason=" ", actor=None) == "reason"
    assert (
        facilities.resume(facilities.pause(one, reason="修", actor=None), actor=None).reason == ""
    )


def test_a_sign_is_looked_at_and_a_wrong_one_is_told(town, canteen):
    def check(**said):
        values = {"sign_on": TODAY(), "is_right": True} | said
        return facilities.check_sign(canteen, actor=town.staff, **values)

    assert refused(check, sign_on=TODAY() + timedelta(days=1)) == "sign_on"
    assert refused(check, is_right=False) == "note"
    assert check(is_right=False, note="没有写开放时间").sign_is_right is False
    assert check().sign_is_right is True


def test_volunteers_have_a_station_in_it_once(town, canteen):
    late = TODAY() + timedelta(days=1)
    set_up = lambda day=TODAY(): facilities.set_up_volunteers(canteen, since=day, actor=None)  # noqa: E731, B008
    down = lambda reason="没有人了": facilities.take_down_volunteers(  # noqa: E731
        canteen, reason=reason, actor=None
    )
    assert refused(down) == "none"
    assert refused(set_up, late) == "since"
    assert set_up().volunteers_since == TODAY()
    assert refused(set_up) == "twice"
    assert refused(down, " ") == "reason"
    assert down().volunteers_since is None
    set_up()
    assert facilities.close(canteen, reason="搬走", actor=None).volunteers_since is None
    assert refused(set_up) == "closed"


def test_what_is_written_is_corrected_and_stays_in_the_history(town, canteen):
    fixed = facilities.correct(canteen, name="银龄食堂", actor=town.staff)
    assert fixed.name == "银龄食堂"
    assert refused(facilities.correct, canteen, kind="social_station", actor=None) == "kind"
    put(town, "又一处")
    assert refused(facilities.correct, canteen, name="又一处", actor=None) == "name"


# --- coverage -------------------------------------------------------------------------------------
def test_a_share_says_what_it_is_a_share_of(town, canteen):
    street = town.viewer("street_official")

    def said(viewer=street):
        return {line.label: (line.have, line.of) for line in queries.coverage(viewer)}

    assert said() == {"social_station": (0, 1), "social_room": (0, 2), "volunteers": (0, 1)}
    opened(town, "社工站", town.street, kind="social_station")
    put(town, "筹建的", kind="social_room")
    opened(town, "明湖社工室", town.sibling, kind="social_room")
    facilities.set_up_volunteers(canteen, since=TODAY(), actor=None)
    assert said() == {"social_station": (1, 1), "social_room": (1, 2), "volunteers": (1, 3)}
    assert [line.percent for line in queries.coverage(street)] == [100, 50, 33]
    assert said(town.viewer("staff")) == {"social_room": (0, 1), "volunteers": (1, 1)}
    facilities.pause(canteen, reason="修", actor=None)
    assert said(town.viewer("staff"))["volunteers"] == (0, 0)
    assert queries.coverage(town.viewer("worker")) == []
    assert said(town.viewer("district_official"))["social_station"] == (1, 1)


# --- pages ----------------------------------------------------------------------------------------
def test_everybody_finds_what_is_near_from_his_door_outwards(client, town, canteen):
    opened(town, "区社工中心", town.district, kind="social_centre")
    opened(town, "街道养老中心", town.street, kind="elder_centre")
    opened(town, "明湖书屋", town.sibling, kind="library")
    opened(town, "远山书屋", town.far_community, kind="library")
    put(town, "还没开的")
    facilities.pause(opened(town, "修着的", kind="clinic"), reason="等配药师", actor=None)
    facilities.close(opened(town, "没有了的"), reason="搬走", actor=None)
    url = reverse("organizations:nearby", args=[town.community.pk])
    page = client.get(url).context["page"]
    assert [ring.area for ring in page.rings] == [
        town.community, town.street, town.district, town.sibling,
    ]  # fmt: skip
    text = client.get(url).content.decode()
    assert "等配药师" in text
    assert not any(word in text for word in ("还没开的", "没有了的", "远山书屋"))
    only = client.get(url, {"kind": "library"}).context["page"]
    assert [place.name for ring in only.rings for place in ring.places] == ["明湖书屋"]
    assert client.get(url, {"kind": "palace"}).context["page"].total == page.total


def test_the_index_leads_to_ones_own_community(enter, town):
    answer = enter("resident").get(reverse("organizations:nearby_index"))
    assert answer.url == reverse("organizations:nearby", args=[town.community.pk])


def test_who_keeps_the_place_acts_and_others_read(enter, town, canteen):
    page = reverse("organizations:facility", args=[canteen.pk])

    def labels(name):
        answer = enter(name).get(page)
        if answer.status_code == 404:
            return None
        return [str(act["label"]) for act in answer.context["buttons"]]

    acts = ["挂牌检查", "设志愿服务站", "更正资料", "暂停开放", "撤销"]
    assert labels("staff") == labels("street_official") == acts
    assert labels("worker") == []
    for name in ("sibling_staff", "far_staff", "org_manager", "resident"):
        assert labels(name) is None, name
    facilities.correct(canteen, operator=town.organization, actor=None)
    assert labels("org_manager") == []


def test_the_desk_writes_one_down_and_searches(enter, town, canteen):
    staff, url = enter("staff"), reverse("organizations:new_facility")
    said = {
        "area": town.community.pk, "kind": "library", "name": "共享书屋",
        "idempotency_key": "place-0001",
    }  # fmt: skip
    assert staff.post(url, said).status_code == 302
    assert staff.post(url, said | {"idempotency_key": "place-0002"}).status_code == 422
    assert enter("worker").get(url).status_code == 404
    viewer = town.viewer("staff")

    def found(**filters):
        return [row.name for row in queries.board(viewer, queries.Filters(**filters)).rows]

    assert found() == ["金秋长者食堂", "共享书屋"]
    assert found(kind="library") == found(status="planned") == found(q="书") == ["共享书屋"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False], ids=["locked", "lock-off"])
def test_it_is_paused_or_closed_once(town, monkeypatch, locked):
    with scope.entered(scope.EVERYTHING):
        one = opened(town)
    if not locked:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    meeting = meet_inside(monkeypatch, facilities, "clean_text")
    outcomes = together(
        lambda: facilities.pause(one, reason="修", actor=town.staff),
        lambda: facilities.pause(one, reason="停电", actor=town.staff),
    )
    refusals = [each.error.code for each in outcomes if each.error]
    assert refusals == (["moved_on"] if locked else [])
    assert meeting.happened is not locked
