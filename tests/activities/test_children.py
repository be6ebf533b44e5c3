"""四点半课堂: a guardian enrols, names who fetches, and the child goes into nobody else's hands."""

from datetime import date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from activities import personal_data
from activities.actions import activities, children, enrolling, fetching, presence
from activities.models import Activity, Attendance, ChildCard, Enrolment, Handover, Pickup
from activities.panels import todo
from activities.queries import children as queries
from core.exceptions import DomainError
from core.models import AuditEvent, Message
from tests.activities.conftest import begin, guest, planned, published
from tests.races import together

pytestmark = pytest.mark.django_db
PHONE = "13900000001"
GRANNY = {"name": "外婆周兰", "relation": "grandparent"}


@pytest.fixture
def course(town):
    """Led by somebody of the neighbourhood, two places."""
    return published(
        town, title="四点半课堂", kind="children", has_roster=True, capacity=2,
        leader=town.neighbour,
    )  # fmt: skip


@pytest.fixture
def place(town, course):
    return bring(town, course)


def bring(town, course, **said):
    values = {"child": town.people["child"], "phone": PHONE, "actor": town.resident, **said}
    return children.enrol_child(course, **values)


def here(place, course, ago=timedelta(hours=1)):
    begin(course, ago)
    return presence.arrive(place, actor=course.leader)


def granny(town, place, **said):
    until = timezone.localdate() + timedelta(days=30)
    return children.authorise(
        place.card, **{**GRANNY, "valid_to": until, "actor": town.resident, **said}
    )


def over(course, ago):
    """It ended so long ago."""
    end = timezone.now() - ago
    Activity.objects.filter(pk=course.pk).update(starts_at=end - timedelta(hours=2), ends_at=end)
    course.refresh_from_db()


# --- enrolled ------------------------------------------------------------------------------------
def test_a_guardian_enrols_and_may_fetch_without_being_named(town, place):
    card = place.card
    assert (place.user, place.resident, place.name.open()) == (
        town.resident, town.people["child"], "张小宝",
    )  # fmt: skip
    [fetches] = card.pickups.standing()
    assert (fetches.name.open(), fetches.relation, fetches.how) == ("张桂芳", "guardian", "self")


def test_nobody_else_enrols_the_child(town, course):
    with pytest.raises(DomainError, match="只有孩子的监护人"):
        bring(town, course, actor=town.neighbour)
    with pytest.raises(DomainError, match="只有孩子的监护人"):
        bring(town, course, child=town.people["elder"])


def test_a_course_of_children_takes_no_grown_ups_and_the_others_no_rosters(town, course, activity):
    with pytest.raises(DomainError, match="由家长给孩子报名"):
        guest(course)
    helper = enrolling.enrol(course, enrolling.Person("帮手"), actor=None, role="assistant")
    assert helper.role == "assistant"
    with pytest.raises(DomainError, match="不用登记接送"):
        bring(town, activity)


def test_the_same_child_comes_once_and_keeps_one_card(town, course, place):
    with pytest.raises(DomainError, match="已经报过名"):
        bring(town, course)
    other = published(town, has_roster=True)
    assert bring(town, other, phone="13800001111").card_id == place.card_id
    card = ChildCard.objects.get()
    assert card.phone.open() == "13800001111"
    assert card.pickups.count() == 1


def test_what_to_beware_of_needs_a_yes_of_its_own(town, course):
    with pytest.raises(DomainError, match="要监护人同意") as refused:
        bring(town, course, remark="花生过敏")
    assert refused.value.field == "remark_agreed"
    row = bring(town, course, remark="花生过敏", remark_agreed=True)
    assert row.card.remark_agreed_at is not None
    assert b"\xe8\x8a\xb1" not in ChildCard.objects.get().remark.ciphertext
    children.correct(row.card, phone=PHONE, remark="", actor=town.resident)
    assert ChildCard.objects.get().remark_agreed_at is None


def test_the_desk_writes_down_a_child_and_knows_it_the_next_week(town, course):
    said = {"name": "没档案的小朋友", "guardian_name": "老李", "phone": "13700001234"}
    row = children.write_down(
        course, **said, remark="四点吃药", remark_agreed=True, actor=town.staff
    )
    again = children.write_down(published(town, has_roster=True), **said, actor=town.staff)
    assert row.card_id == again.card_id
    assert again.card.remark.open() == "四点吃药"
    [fetches] = row.card.pickups.all()
    assert (fetches.name.open(), fetches.how) == ("老李", "paper")
    for field, words in (("name", "孩子的姓名"), ("guardian_name", "监护人的姓名")):
        with pytest.raises(DomainError, match=words):
            children.write_down(course, **{**said, field: " "}, actor=town.staff)
    with pytest.raises(DomainError, match="电话号码看不懂"):
        children.write_down(course, **{**said, "phone": "123"}, actor=town.staff)


def test_whether_it_is_for_children_does_not_change_under_their_feet(town, course, place):
    from activities.actions.facts import facts_of

    with pytest.raises(DomainError, match="不能再改"):
        activities.correct(course, **{**facts_of(course), "has_roster": False}, actor=town.staff)


def test_a_child_brought_to_the_door_is_written_in(town, course):
    said = {"name": "小朋友", "guardian_name": "老李", "phone": "13700001234"}
    with pytest.raises(DomainError, match="不是签到的时间"):
        children.bring(course, **said, actor=town.neighbour)
    begin(course)
    children.bring(course, **said, actor=town.neighbour)
    assert Attendance.objects.get().enrolment.card.name.open() == "小朋友"


# --- who may fetch -------------------------------------------------------------------------------
def test_the_guardian_names_others_and_takes_it_back(town, place):
    named = granny(town, place)
    assert named in place.card.pickups.standing()
    children.revoke(named, actor=town.resident)
    assert named not in place.card.pickups.standing()
    with pytest.raises(DomainError, match="已经撤销了"):
        children.revoke(named, actor=town.resident)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"name": " "}, "来接的人的姓名"),
        ({"valid_to": date(2020, 1, 1)}, "对不上"),
        ({"valid_to": date(2099, 1, 1)}, "对不上"),
        ({"how": "paper"}, "怎么同意的"),
        ({"phone": "12"}, "看不懂"),
    ],
)
def test_a_name_that_does_not_hold_together_is_refused(town, place, said, words):
    with pytest.raises(DomainError, match=words):
        granny(town, place, **said)


def test_what_others_say_for_the_guardian_reaches_him_and_the_telephone_is_for_today(town, place):
    today = timezone.localdate()
    with pytest.raises(DomainError, match="怎么同意的"):
        granny(town, place, actor=town.neighbour)
    with pytest.raises(DomainError, match="只限当天"):
        granny(town, place, how="phone", valid_from=today + timedelta(days=1), actor=town.neighbour)
    named = granny(town, place, how="phone", actor=town.neighbour)
    assert (named.valid_from, named.valid_to) == (today, today)
    told = Message.objects.get(code="activities.pickup_named")
    assert told.to_user == town.resident
    with pytest.raises(IntegrityError, match="pickup_by_phone_for_the_day"), transaction.atomic():
        Pickup.objects.filter(pk=named.pk).update(valid_to=today + timedelta(days=1))


# --- handed over ---------------------------------------------------------------------------------
def test_the_child_goes_to_who_is_on_the_list_and_the_guardian_hears(town, course, place):
    named, there = granny(town, place), here(place, course)
    with pytest.raises(DomainError, match="点“交接”"):
        presence.go(there, actor=town.neighbour)
    made = children.hand_over(place, pickup=named, actor=town.neighbour)
    there.refresh_from_db()
    assert (made.pickup, made.handed_by, there.minutes) == (named, town.neighbour, 0)
    assert Message.objects.get(code="activities.child_fetched").to_user == town.resident
    with pytest.raises(DomainError, match="已经接走了"):
        children.hand_over(place, pickup=named, actor=town.neighbour)


def test_whoever_is_not_on_the_list_goes_without_the_child_and_the_number_is_there(
    town, course, place
):
    gone = children.revoke(granny(town, place), actor=town.resident)
    tomorrow = timezone.localdate() + timedelta(days=1)
    later = granny(town, place, valid_from=tomorrow)
    other = children.write_down(
        course, name="别的孩子", guardian_name="老李", phone="13700001234", actor=town.staff
    )
    here(place, course)
    for wrong in (gone, later, other.card.pickups.get()):
        with pytest.raises(DomainError, match=PHONE) as refused:
            children.hand_over(place, pickup=wrong, actor=town.neighbour)
        assert refused.value.code == "not_on_the_list"
    children.turn_away(place, actor=town.neighbour)
    assert Message.objects.get(code="activities.pickup_turned_away").to_user == town.resident
    assert AuditEvent.objects.filter(verb="activities.pickup_turned_away").exists()
    assert not Handover.objects.exists()


def test_nobody_is_handed_over_who_has_not_come(town, course, place):
    begin(course)
    with pytest.raises(DomainError, match="还没有签到"):
        children.hand_over(place, pickup=place.card.pickups.get(), actor=town.neighbour)


@pytest.mark.django_db(transaction=True)
def test_two_taps_hand_the_child_over_once(town, course, place):
    here(place, course)
    fetches = place.card.pickups.get()

    def tap():
        return children.hand_over(place, pickup=fetches, actor=town.neighbour)

    said = together(*[tap] * 4)
    assert sum(isinstance(each.value, Handover) for each in said) == 1, said
    assert sum(isinstance(each.error, DomainError) for each in said) == 3
    assert Handover.objects.count() == 1


def test_it_is_not_written_up_before_every_child_is_gone(town, course, place):
    here(place, course)
    with pytest.raises(DomainError, match="还有 1 个孩子没有接走"):
        activities.hold(course, actor=town.staff)
    children.hand_over(place, pickup=place.card.pickups.get(), actor=town.neighbour)
    assert activities.hold(course, actor=town.staff).status == "held"


# --- nobody came for it --------------------------------------------------------------------------
def told(code):
    return set(Message.objects.filter(code=code).values_list("to_user_id", flat=True))


def test_a_child_nobody_fetched_is_spoken_of_first_to_who_is_near_then_to_the_desk(
    town, course, place
):
    here(place, course)
    fetching.sweep()
    assert not told("activities.child_waits")
    over(course, timedelta(minutes=11))
    fetching.sweep()
    assert told("activities.child_waits") == {town.resident.pk}
    assert told("activities.child_unfetched") == {town.neighbour.pk}
    over(course, timedelta(minutes=31))
    fetching.sweep()
    fetching.sweep()
    assert told("activities.child_unfetched") == {
        town.neighbour.pk, town.staff.pk, town.secretary.pk,
    }  # fmt: skip
    assert Message.objects.filter(code="activities.child_waits").count() == 1
    assert todo(town.viewer("staff"))[0]["title"] == "1 个孩子没有接走"
    children.hand_over(place, pickup=place.card.pickups.get(), actor=town.neighbour)
    assert fetching.sweep() == 0
    assert all("接走" not in line["title"] for line in todo(town.viewer("staff")))


# --- who sees it ---------------------------------------------------------------------------------
def test_the_list_is_the_leaders_on_the_day_the_keepers_and_the_guardians(town, course, place):
    def sees(name):
        return ChildCard.objects.visible_to(town.viewer(name)).exists()

    assert not sees("neighbour")  # three days before
    begin(course)
    assert [name for name in ("resident", "neighbour", "staff", "secretary") if sees(name)] == [
        "resident", "neighbour", "staff", "secretary",
    ]  # fmt: skip
    assert not any(sees(name) for name in ("worker", "sibling_staff", "volunteer", "anonymous"))
    over(course, timedelta(days=2))
    assert not sees("neighbour")
    assert sees("staff")


def test_pages_of_the_guardian_and_the_leader(enter, town, course, place):
    granny(town, place, valid_from=timezone.localdate() - timedelta(days=1))
    guardian = enter("resident")
    words = guardian.get(reverse("activities:my_children")).content.decode()
    assert "张小宝" in words
    assert "外婆周兰" in words
    page = guardian.get(reverse("activities:activity", args=[course.pk])).content.decode()
    assert "张小宝" in page
    child, sheet = (
        reverse("activities:child", args=[place.pk]),
        reverse("activities:roster", args=[course.pk]),
    )
    leader = enter("neighbour")
    assert leader.get(child).status_code == 404  # not yet the day
    here(place, course)
    for url in (child, sheet):
        words = enter("neighbour").get(url).content.decode()
        assert "外婆周兰" in words
        assert PHONE in words
        for name in ("volunteer", "worker", "sibling_staff"):
            assert enter(name).get(url).status_code == 404
    assert AuditEvent.objects.filter(verb="activities.roster.read").count() == 2
    act = reverse("activities:child_act", args=[place.pk, "hand-over"])
    leader = enter("neighbour")
    said = {"pickup": place.card.pickups.last().pk, "idempotency_key": "child-0001"}
    assert leader.post(act, said).url == child
    assert "由外婆周兰接走了" in leader.get(child).content.decode()
    assert "由外婆周兰接走" in enter("resident").get(
        reverse("activities:my_children")
    ).content.decode()  # fmt: skip


def test_the_sheet_of_an_early_course_names_who_fetches_on_its_own_day(town, course, place):
    tomorrow = timezone.localdate() + timedelta(days=1)
    early = timezone.make_aware(datetime.combine(tomorrow, time(7)))
    Activity.objects.filter(pk=course.pk).update(
        starts_at=early, ends_at=early + timedelta(hours=1)
    )
    granny(town, place, valid_from=tomorrow)
    _course, [line] = queries.roster(town.viewer("staff"), course.pk)
    assert "外婆周兰" in [each.name.open() for each in line.pickups]


def test_who_lives_elsewhere_opens_the_list_of_the_course_he_leads_and_no_other(enter, town):
    course, other = (
        published(town, title="课", kind="children", has_roster=True, leader=leader)
        for leader in (town.outsider, town.neighbour)
    )
    place = bring(town, course)
    granny(town, place, valid_from=timezone.localdate() - timedelta(days=1))
    said = {"name": "别的孩子", "guardian_name": "老李", "phone": "13700001234"}
    strange = children.write_down(other, **said, actor=town.staff)
    child, sheet = (
        reverse("activities:child", args=[place.pk]),
        reverse("activities:roster", args=[course.pk]),
    )
    begin(course, timedelta(minutes=5))
    begin(other, timedelta(minutes=5))
    leader = enter("outsider")
    door = leader.get(reverse("activities:door", args=[course.pk])).content.decode()
    assert "张小宝" in door
    arrive = reverse("activities:person_act", args=[place.pk, "in"])
    assert leader.post(arrive, {"idempotency_key": "outside-0001"}).url == child
    for url in (child, sheet):
        words = leader.get(url).content.decode()
        assert "外婆周兰" in words
        assert PHONE in words
    for hidden in (
        reverse("activities:child", args=[strange.pk]),
        reverse("activities:person_act", args=[strange.pk, "in"]),
        reverse("activities:roster", args=[other.pk]),
    ):
        assert leader.get(hidden).status_code == 404, hidden
    act = reverse("activities:child_act", args=[place.pk, "hand-over"])
    values = {"pickup": place.card.pickups.last().pk, "idempotency_key": "outside-0002"}
    assert leader.post(act, values).url == child
    assert "由外婆周兰接走了" in leader.get(child).content.decode()
    bring_in = reverse("activities:door_act", args=[course.pk, "bring"])
    leader.post(bring_in, said | {"idempotency_key": "outside-0003"})
    assert course.enrolments.count() == 2
    over(course, timedelta(days=2))
    for url in (child, sheet):
        assert leader.get(url).status_code == 404


def test_the_form_offers_ones_own_children_who_do_not_come_yet(enter, town, course):
    page = reverse("activities:family_act", args=[course.pk, "child"])
    guardian = enter("resident")
    form = guardian.get(page).context["form"]
    assert list(form.fields["child"].queryset) == [town.people["child"]]
    said = {"child": town.people["child"].pk, "phone": PHONE, "idempotency_key": "child-0002"}
    assert guardian.post(page, said).url == reverse("activities:my_children")
    assert guardian.get(page).status_code == 404
    assert enter("neighbour").get(page).status_code == 404
    row = Enrolment.objects.get()
    leave = reverse("activities:place_act", args=[row.pk, "leave"])
    assert enter("neighbour").get(leave).status_code == 404
    enter("resident").post(leave, {"idempotency_key": "child-0003"})
    row.refresh_from_db()
    assert row.status == "left"


def test_who_reads_the_code_signs_no_child_in(enter, town, course, place):
    from activities import door_code

    begin(course, timedelta(minutes=5))
    guardian = enter("resident")
    guardian.get(reverse("activities:here", args=[door_code.code_for(course.pk)]))
    url = reverse("activities:sign_in", args=[course.pk])
    answer = guardian.post(url, {"idempotency_key": "child-0004"}, follow=True)
    assert "由家长给孩子报名" in answer.content.decode()
    assert not Attendance.objects.exists()


# --- kept short ----------------------------------------------------------------------------------
def test_what_is_no_longer_needed_goes_by_itself(town, course, place):
    named = granny(town, place)
    today = timezone.localdate()
    personal_data.expire(today + timedelta(days=100))
    named.refresh_from_db()
    place.card.refresh_from_db()
    assert named.name.open() == "外婆周兰"
    personal_data.expire(today + timedelta(days=30 + 91))
    named.refresh_from_db()
    assert named.name.open() == personal_data.NAMELESS
    personal_data.expire(today + timedelta(days=200))
    card = ChildCard.objects.get()
    assert (card.name.open(), card.phone.open(), card.guardian, card.resident) == (
        personal_data.NAMELESS, "", None, None,
    )  # fmt: skip


def test_the_guardian_takes_along_what_is_kept_and_has_it_erased(town, place):
    granny(town, place)
    [said] = personal_data.export_person(town.people["child"].subject)["children"]
    assert said["child"] == "张小宝"
    assert [each["name"] for each in said["may_fetch"]] == ["张桂芳", "外婆周兰"]
    assert personal_data.erase_person(town.resident.subject)["children"] == 1
    assert ChildCard.objects.get().phone.open() == ""


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"relation": "x"}, "pickup_relation_known"),
        ({"how": "x"}, "pickup_how_known"),
        ({"valid_to": date(2001, 1, 1)}, "pickup_ends_after_start"),
    ],
)
def test_the_database_holds_what_it_can(place, values, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        place.card.pickups.update(**values)


def test_a_shift_of_helpers_has_no_roster(town):
    made = planned(town)
    with pytest.raises(IntegrityError, match="activity_roster_is_of_children"):
        Activity.objects.filter(pk=made.pk).update(has_roster=True, helpers_only=True)
