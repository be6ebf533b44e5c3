"""A household's smart code at the door: who leads it reads the code and signs in who came. It is
never needed; it opens nothing once it has ended, to nobody else, and not for long."""

from datetime import timedelta

import pytest
from django.urls import reverse

from activities.actions import presence
from activities.models import Activity, Attendance, Enrolment
from communities import by_code
from communities.actions import smart_codes
from communities.models import Resident, SmartCode, SmartCodeScan
from core import scope
from core.exceptions import DomainError
from core.models import AuditEvent
from tests.activities.conftest import begin, published
from tests.activities.neighbours import comes, shared, sister

pytestmark = pytest.mark.django_db
SOON = timedelta(minutes=5)


@pytest.fixture
def code(town) -> SmartCode:
    return smart_codes.issue(town.households["resident"], actor=town.staff)


@pytest.fixture
def led(town) -> Activity:
    """Its door is open; a volunteer leads it."""
    return begin(published(town, leader=town.volunteer), SOON)


def household_page(activity, viewer, household):
    with scope.entered([household.community_id]):
        said = by_code.ticket(viewer, household)
    return reverse("activities:household", args=[activity.pk, said])


def open_by_code(client, code, key="by-code-0001"):
    page = reverse("communities:scan", args=[code.code])
    return client.post(page, {"idempotency_key": key})


# --- from the code to the list --------------------------------------------------------------------
def test_the_leader_scans_asks_and_signs_in(enter, town, code, led):
    leader, member = enter("volunteer"), town.people["resident"]
    scan = reverse("communities:scan", args=[code.code])
    assert "打开这一户" in leader.get(scan).content.decode()
    opened = open_by_code(leader, code)
    words = leader.get(opened.url).content.decode()
    assert f"签到：{led.title}" in words
    assert code.household.number not in words
    [way] = by_code.ways(town.viewer("volunteer"), code.household)
    asked = leader.get(way.url).content.decode()
    assert member.name.open() in asked
    done = leader.post(way.url, {"who": member.pk, "idempotency_key": "by-code-0002"})
    assert done.url == reverse("activities:door", args=[led.pk])
    there = Attendance.objects.get()
    assert (there.how, there.signed_by, there.enrolment.resident) == (
        "house",
        town.volunteer,
        member,
    )
    assert SmartCodeScan.objects.get().user == town.volunteer
    read = AuditEvent.objects.filter(verb="activities.household_read", scope=town.community.pk)
    assert read.filter(actor=town.volunteer).exists()


def test_the_number_under_the_code_is_typed(enter, town, code, led):
    leader, page = enter("volunteer"), reverse("communities:type_code")
    assert "找这一户" in leader.get(page).content.decode()
    typed = leader.post(page, {"number": code.number.lower()})
    assert typed.url == reverse("communities:scan", args=[code.code])
    assert leader.post(page, {"number": "2222-2222"}).status_code == 422
    assert leader.post(page, {"number": "-"}).status_code == 422
    sister(town)
    with scope.entered(scope.EVERYTHING):
        far = smart_codes.issue(town.people["sister"].household, actor=town.sibling_staff)
    assert leader.post(page, {"number": far.number}).status_code == 422


def test_who_enrolled_takes_his_place_and_who_did_not_walks_in(town, code, led):
    member = town.people["resident"]
    place = comes(town, published(town), "resident")
    Enrolment.objects.filter(pk=place.pk).update(activity=led)
    said = {"who": member, "actor": town.volunteer}
    there = presence.arrive_from(led, code.household, **said)
    assert there.enrolment_id == place.pk
    with pytest.raises(DomainError, match="已经签过到了"):
        presence.arrive_from(led, code.household, **said)
    assert led.enrolments.count() == 1


def test_a_code_is_never_needed(enter, town, led):
    """Whoever has none is written in by name, as ever."""
    page = reverse("activities:door_act", args=[led.pk, "walk-in"])
    done = enter("volunteer").post(
        page, {"name": "老吴", "phone": "", "idempotency_key": "walk-0001"}
    )
    assert done.status_code == 302
    there = Attendance.objects.get()
    assert there.how == "leader"
    assert town.volunteer.pk == led.leader_id, "who belongs to no community leads it as well"
    door = enter("volunteer").get(reverse("activities:door", args=[led.pk]))
    assert "老吴" in door.content.decode()
    out = reverse("activities:person_act", args=[there.enrolment_id, "out"])
    assert enter("volunteer").post(out, {"idempotency_key": "walk-0002"}).status_code == 302
    there.refresh_from_db()
    assert there.left_at is not None


def test_who_is_not_of_the_household_is_not_signed_in_by_its_code(town, code, led):
    stranger = town.people["neighbour"]
    assert stranger.household_id != code.household_id
    with pytest.raises(DomainError) as refused:
        presence.arrive_from(led, code.household, who=stranger, actor=town.volunteer)
    assert refused.value.field == "who"
    gone = town.people["resident"]
    Resident.objects.filter(pk=gone.pk).update(status="moved")
    with pytest.raises(DomainError, match="不在这一户"):
        presence.arrive_from(
            led, code.household, who=Resident.objects.get(pk=gone.pk), actor=town.volunteer
        )


# --- what it does not open ------------------------------------------------------------------------
def test_a_code_that_ended_is_refused_also_in_between(enter, town, code, led):
    leader = enter("volunteer")
    page = household_page(led, town.viewer("volunteer"), code.household)
    assert leader.get(page).status_code == 200
    smart_codes.replace(code, why="lost", actor=town.staff)
    assert leader.get(page).url == reverse("activities:door", args=[led.pk])
    scan = reverse("communities:scan", args=[code.code])
    assert "已经作废" in leader.get(scan).content.decode()
    assert open_by_code(leader, code).status_code == 404
    assert not Attendance.objects.exists()


def test_a_ticket_is_of_one_pair_of_hands_and_of_five_minutes(enter, town, code, led, monkeypatch):
    page = household_page(led, town.viewer("volunteer"), code.household)
    assert enter("staff").get(page).status_code == 302
    assert enter("neighbour").get(page).status_code == 404
    said = page.rstrip("/").rsplit("/", 1)[1]
    with scope.entered([town.community.pk]):
        assert by_code.opened(town.viewer("staff"), said) is None
        assert by_code.opened(town.viewer("volunteer"), said) == code.household
        assert by_code.opened(town.viewer("volunteer"), "x" + said) is None
        monkeypatch.setattr("django.core.signing.time.time", lambda: 4_000_000_000)
        assert by_code.opened(town.viewer("volunteer"), said) is None


def test_who_leads_nothing_now_reads_no_codes(enter, town, code):
    ahead = published(town, leader=town.volunteer)
    leader = enter("volunteer")
    assert leader.get(reverse("communities:type_code")).status_code == 404
    assert open_by_code(leader, code).status_code == 404
    begin(ahead, SOON)
    assert leader.get(reverse("communities:type_code")).status_code == 200
    begin(ahead, timedelta(hours=3))
    assert leader.get(reverse("communities:type_code")).status_code == 404


def test_a_course_of_children_has_its_own_list(town, code):
    begin(published(town, has_roster=True, leader=town.volunteer), SOON)
    assert by_code.ways(town.viewer("volunteer"), code.household) == []


def test_a_code_of_another_place_opens_nothing_here(enter, town, led):
    sister(town)
    theirs = town.people["sister"].household
    with scope.entered(scope.EVERYTHING):
        far = smart_codes.issue(theirs, actor=town.sibling_staff)
    assert open_by_code(enter("volunteer"), far).status_code == 404
    page = household_page(led, town.viewer("volunteer"), theirs)
    assert enter("volunteer").get(page).status_code == 302


# --- with a neighbour, at the desk ----------------------------------------------------------------
def test_a_guest_of_a_neighbours_shows_the_code_of_his_own_place(enter, town):
    sister(town)
    activity = shared(town)
    Activity.objects.filter(pk=activity.pk).update(leader=town.volunteer)
    begin(activity, SOON)
    with scope.entered(scope.EVERYTHING):
        theirs = town.people["sister"].household
        far = smart_codes.issue(theirs, actor=town.sibling_staff)
    leader = enter("volunteer")
    opened = open_by_code(leader, far)
    assert f"签到：{activity.title}" in leader.get(opened.url).content.decode()
    page = household_page(activity, town.viewer("volunteer"), theirs)
    said = {"who": town.people["sister"].pk, "idempotency_key": "by-code-far"}
    assert leader.post(page, said).status_code == 302
    with scope.entered(scope.EVERYTHING):
        assert Enrolment.objects.get().home == town.sibling


def test_the_desk_comes_to_the_door_and_to_an_order_from_the_household(enter, town, code, led):
    desk = enter("staff")
    page = desk.get(open_by_code(desk, code).url).content.decode()
    assert f"签到：{led.title}" in page
    assert "替这一户登记诉求" in page
    for way in by_code.ways(town.viewer("staff"), code.household):
        assert desk.get(way.url).status_code == 200, way.label


def test_the_page_of_a_code_that_ended_offers_no_door(enter, town, code, led):
    smart_codes.end(code, why="other", actor=town.staff)
    page = reverse("communities:smart_code", args=[code.pk])
    words = enter("staff").get(page).content.decode()
    assert "签到：" not in words
    assert "替这一户登记诉求" not in words
