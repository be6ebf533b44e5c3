"""Rooms of the service centre: given, asked for, never twice, and what is told to whom."""

from datetime import date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation

from communities import hours, room_personal
from communities.actions import rooms
from communities.models import CommunityProfile, Room, RoomBooking, RoomKind
from communities.queries import centre as centre_queries
from communities.queries import rooms as queries
from core.exceptions import DomainError
from core.models import AuditEvent, CalendarDay, Message, TallyDelta
from tests.days import day

pytestmark = pytest.mark.django_db
WORDS = {"purpose": "合唱队排练", "for_whom": "老年合唱队"}


def make(town, kind="multi", name="", **facts):
    values = {
        "is_bookable": True, "opens_at": time(9), "closes_at": time(18), "seats": 30,
        "square_metres": 50, **facts,
    }  # fmt: skip
    found = RoomKind.objects.get(code=kind)
    return Room.objects.create(
        community=values.pop("community", town.community),
        kind=found,
        name=name or found.name,
        **values,
    )


@pytest.fixture
def hall(town):
    return make(town)


@pytest.fixture
def counselling(town):
    return make(town, "counselling")


def tomorrow():
    return timezone.localdate() + timedelta(days=1)


def at(start=10, end=12, on=None):
    return {"day": on or tomorrow(), "starts": time(start), "ends": time(end)}


def book(room, town, start=10, end=12, on=None, **words):
    return rooms.book_room(room, **at(start, end, on), **{**WORDS, **words}, actor=town.staff)


def ask(room, town, start=10, end=12, on=None, who="resident", **words):
    actor = town.accounts[who]
    return rooms.ask_for_room(room, **at(start, end, on), **{**WORDS, **words}, actor=actor)


# --- giving and asking ---------------------------------------------------------------------------
def test_a_room_is_given_once_at_a_time(town, hall):
    book(hall, town, 10, 12)
    with pytest.raises(DomainError, match="已经有人约了"):
        book(hall, town, 11, 13)
    book(hall, town, 12, 13)
    book(make(town, name="另一间"), town, 10, 12)


def test_the_database_refuses_what_got_past_the_action(town, hall):
    first = book(hall, town)
    with pytest.raises(IntegrityError), transaction.atomic():
        RoomBooking.objects.create(
            community=town.community, room=hall, period=first.period, purpose="x",
            booked_by=town.staff, decided_by=town.staff, decided_at=timezone.now(),
        )  # fmt: skip


def test_a_request_takes_nothing_until_the_desk_says_yes(town, hall):
    asked = ask(hall, town)
    book(hall, town)
    with pytest.raises(DomainError, match="已经有人约了"):
        rooms.confirm_booking(asked, actor=town.staff)
    rooms.decline_booking(asked, reason="先约给合唱队了", actor=town.staff)
    message = Message.objects.get(code="communities.room_declined")
    assert message.to_user == town.resident


def test_a_yes_is_told_and_counted(town, hall):
    rooms.confirm_booking(ask(hall, town), actor=town.secretary)
    booking = RoomBooking.objects.get()
    assert (booking.status, booking.decided_by) == ("booked", town.secretary)
    assert Message.objects.get().code == "communities.room_confirmed"
    assert TallyDelta.objects.get(measure="communities.room_bookings").dims == {"kind": "multi"}
    rooms.cancel_booking(booking, reason="本人取消", actor=town.resident)
    counts = TallyDelta.objects.filter(measure="communities.room_bookings")
    assert sum(counts.values_list("delta", flat=True)) == 0
    assert Message.objects.count() == 1  # who cancels knows it
    book(hall, town)  # the room is free again


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"start": 8, "end": 10}, "开放 09:00–18:00"),
        ({"start": 17, "end": 19}, "开放 09:00–18:00"),
        ({"start": 12, "end": 12}, "至少一刻钟"),
        ({"on": day(-2)}, "已经过了"),
        ({"on": day(61)}, "最多提前 30 天"),
        ({"purpose": "  "}, "做什么用"),
    ],
)
def test_what_a_resident_cannot_ask_for(town, hall, facts, words):
    with pytest.raises(DomainError, match=words):
        ask(hall, town, **facts)


def test_the_desk_gives_a_room_in_the_evening_too(town, hall):
    assert book(hall, town, 19, 21).status == "booked"


def test_a_room_that_is_simply_open_is_not_asked_for(town):
    with pytest.raises(DomainError, match="不用预约"):
        ask(make(town, "reading", is_bookable=False), town)
    closed = make(town, "office", is_active=False)
    with pytest.raises(DomainError, match="已停用"):
        book(closed, town)


def test_nobody_asks_for_a_whole_week(town, hall):
    for start in (9, 11, 13):
        ask(hall, town, start, start + 1)
    with pytest.raises(DomainError, match="3 个申请"):
        ask(hall, town, 15, 16)


def test_numbers_leave_the_words(town, hall):
    booking = book(hall, town, for_whom="老李 13912345678")
    assert "13912345678" not in booking.for_whom.open()
    assert booking.numbers.open() == "13912345678"
    event = AuditEvent.objects.get(verb="communities.room_booked")
    assert "合唱队" not in str(event.details)


def test_attendance_is_counted_when_it_was(town, hall):
    booking = book(hall, town)
    with pytest.raises(DomainError, match="还没开始"):
        rooms.record_attendance(booking, attendance=12, actor=town.staff)
    past = (timezone.now() - timedelta(hours=4), timezone.now() - timedelta(hours=2))
    RoomBooking.objects.filter(pk=booking.pk).update(period=past)
    for number in (12, 15):
        rooms.record_attendance(booking, attendance=number, actor=town.staff)
    visits = TallyDelta.objects.filter(measure="communities.room_visits")
    assert [step.delta for step in visits.order_by("id")] == [12, 3]
    with pytest.raises(DomainError, match="不能取消"):
        rooms.cancel_booking(booking, reason="晚了", actor=town.staff)


def test_what_was_decided_is_not_decided_again(town, hall):
    asked = ask(hall, town)
    rooms.decline_booking(asked, reason="维修", actor=town.staff)
    for step in (
        lambda: rooms.confirm_booking(asked, actor=town.staff),
        lambda: rooms.cancel_booking(asked, reason="x", actor=town.staff),
        lambda: rooms.record_attendance(asked, attendance=1, actor=town.staff),
    ):
        with pytest.raises(DomainError):
            step()
    other = ask(hall, town)
    with pytest.raises(DomainError, match="原因"):
        rooms.decline_booking(other, reason=" ", actor=town.staff)


# --- who sees what -------------------------------------------------------------------------------
def test_who_sees_that_a_room_is_taken(town, hall):
    ask(hall, town)
    names = [*town.accounts, "anonymous"]
    seen = {name for name in names if RoomBooking.objects.visible_to(town.viewer(name)).exists()}
    assert seen == {"staff", "secretary", "resident"}
    managed = {
        name for name in names if RoomBooking.objects.manageable_by(town.viewer(name)).exists()
    }
    assert managed == {"staff", "secretary"}


def test_confidences_are_for_who_asked_and_who_receives_him(town, counselling):
    asked = ask(counselling, town, purpose="失眠")
    concealed = {
        name: RoomBooking.objects.get(pk=asked.pk).conceals(town.viewer(name))
        for name in ("resident", "staff", "secretary")
    }
    assert concealed == {"resident": False, "staff": True, "secretary": True}
    rooms.confirm_booking(asked, actor=town.staff)
    booking = RoomBooking.objects.get(pk=asked.pk)
    assert not booking.conceals(town.viewer("staff"))
    assert booking.conceals(town.viewer("secretary"))
    rooms.cancel_booking(booking, reason="停电", actor=town.secretary)
    assert RoomBooking.objects.get(pk=asked.pk).conceals(town.viewer("secretary"))


def test_a_message_about_confidences_names_no_room(town, counselling):
    rooms.confirm_booking(ask(counselling, town), actor=town.staff)
    message = Message.objects.get()
    assert "心理" not in message.context.open()
    assert "服务中心" in message.context.open()


def test_the_pages_of_the_desk_keep_the_confidence(town, counselling, enter):
    asked = ask(counselling, town, purpose="失眠", for_whom="张家妈妈")
    week = reverse("communities:rooms") + f"?day={tomorrow():%Y-%m-%d}"
    detail = reverse("communities:booking", args=[asked.pk])
    for name in ("staff", "secretary"):
        client = enter(name)
        for url in (week, detail):
            page = client.get(url).content.decode()
            assert "失眠" not in page
            assert "张家妈妈" not in page
            assert "桂芳" not in page
    assert not AuditEvent.objects.filter(verb="communities.roombooking.read").exists()
    rooms.confirm_booking(asked, actor=town.staff)
    assert "失眠" in enter("staff").get(detail).content.decode()
    assert AuditEvent.objects.get(verb="communities.roombooking.read").actor == town.staff
    assert "失眠" not in enter("staff").get(week).content.decode()
    assert "失眠" not in enter("secretary").get(detail).content.decode()


def test_everybody_sees_what_is_free_and_nobody_who_comes(town, hall, client):
    book(hall, town, 10, 12, purpose="机密排练")
    url = reverse("communities:room", args=[hall.pk]) + f"?day={tomorrow():%Y-%m-%d}"
    page = client.get(url).content.decode()
    assert "09:00–10:00" in page
    assert "12:00–18:00" in page
    assert "机密排练" not in page
    assert '<form class="form card"' not in page  # the form is for residents of this register
    assert client.post(url, {}).status_code == 404


def test_the_public_page_of_the_centre(town, hall, client, enter):
    make(town, "reading", is_bookable=False, opening="夜里也开")
    shut = make(town, "mediation", name="调解室", is_active=False)
    page = client.get(reverse("communities:centre", args=[town.community.pk])).content.decode()
    assert "多功能厅" in page
    assert "夜里也开" in page
    assert shut.name not in page
    assert client.get(reverse("communities:centre", args=[town.grid.pk])).status_code == 404
    assert client.get(reverse("communities:centres")).url.endswith(f"/{town.community.pk}/")
    make(town, community=town.sibling)
    assert client.get(reverse("communities:centres")).status_code == 200
    assert enter("resident").get(reverse("communities:centres")).status_code == 302


def test_a_resident_asks_sees_and_withdraws(town, hall, enter):
    client = enter("resident")
    url = reverse("communities:room", args=[hall.pk])
    data = {"day": tomorrow(), "starts": "10:00", "ends": "11:00", "purpose": "生日会"}
    assert client.post(url, {**data, "starts": "07:00"}).status_code == 422
    assert client.post(url, data).status_code == 302
    home = reverse("communities:centre", args=[town.community.pk])
    assert "等社区定" in client.get(home).content.decode()
    booking = RoomBooking.objects.get()
    withdraw = reverse("communities:withdraw_booking", args=[booking.pk])
    assert enter("neighbour").post(withdraw).status_code == 404
    assert enter("resident").post(withdraw).status_code == 302
    booking.refresh_from_db()
    assert booking.status == "cancelled"


@pytest.mark.parametrize("name", ["stranger", "outsider", "staff", "worker"])
def test_who_cannot_ask(town, hall, enter, name):
    url = reverse("communities:room", args=[hall.pk])
    data = {"day": tomorrow(), "starts": "10:00", "ends": "11:00", "purpose": "生日会"}
    assert enter(name).post(url, data).status_code == 404
    assert not RoomBooking.objects.exists()


def test_the_desk_page_gives_decides_and_counts(town, hall, enter):
    client = enter("staff")
    data = {"day": tomorrow(), "starts": "10:00", "ends": "11:00", "purpose": "例会"}
    act = reverse("communities:room_act", args=[hall.pk, "book"])
    assert client.get(act).status_code == 200
    assert client.post(act, data).status_code == 302
    assert client.post(act, data).status_code == 422
    week = client.get(reverse("communities:rooms") + f"?day={tomorrow():%Y-%m-%d}")
    assert "例会" in week.content.decode()
    asked = ask(hall, town, 14, 15)
    page = client.get(reverse("communities:rooms")).content.decode()
    assert "1 个房间申请等您定" in page
    assert "有人想用多功能厅" in client.get(reverse("doors:desk")).content.decode()
    confirm = reverse("communities:booking_act", args=[asked.pk, "confirm"])
    assert client.post(confirm).status_code == 302
    assert client.get(confirm).status_code == 404


PAGES = ["rooms", "room_usage", "booking", "room_act", "booking_act"]


@pytest.mark.parametrize("page", PAGES)
def test_the_desk_pages_are_for_the_staff_of_the_community(town, hall, client, page):
    asked = ask(hall, town)
    args = {
        "booking": [asked.pk], "room_act": [hall.pk, "book"], "booking_act": [asked.pk, "confirm"],
    }.get(page, [])  # fmt: skip
    url = reverse(f"communities:{page}", args=args)
    found = {
        name: town.enter(client, name).get(url).status_code
        for name in [*town.accounts, "anonymous"]
    }
    here = {"staff", "secretary"}
    own = here if args else here | {"sibling_staff", "far_staff"}
    assert {name for name, status in found.items() if status == 200} == own
    assert found["anonymous"] == 302


# --- hours and figures ---------------------------------------------------------------------------
def test_open_days_follow_the_work_calendar(town):
    saturday = date(2026, 3, 14)
    works = make(town, "care", open_days="workdays")
    rests = make(town, "children_council", open_days="days_off")
    assert hours.open_window(works, saturday) is None
    assert hours.open_window(rests, saturday) is not None
    CalendarDay.objects.create(date=saturday, kind=CalendarDay.Kind.WORKDAY)
    assert hours.open_window(works, saturday) is not None
    assert hours.open_window(rests, saturday) is None
    assert hours.open_window(make(town, "rest", opens_at=None, closes_at=None, is_bookable=False),
                             saturday) is None  # fmt: skip


def test_gaps_between_bookings():
    day = datetime(2026, 3, 14, tzinfo=timezone.get_current_timezone())

    def span(start, end):
        return day + timedelta(hours=start), day + timedelta(hours=end)

    free = hours.gaps(
        span(9, 18), [span(8, 9.25), span(12, 13), span(12.5, 14), span(14.25, 17.9)],
        least=timedelta(minutes=30),
    )  # fmt: skip
    assert free == [span(9.25, 12)]
    assert hours.gaps(span(9, 10), [span(8, 11)], least=timedelta(minutes=30)) == []


def test_usage_is_hours_used_of_hours_open(town, hall, enter):
    office = make(town, "office", is_bookable=False, square_metres=150)
    first = (timezone.localdate().replace(day=1) - timedelta(days=1)).replace(day=1)
    here = timezone.get_current_timezone()
    for of_month, start, end in ((3, 10, 12), (3, 17, 20), (4, 9, 10)):
        booking = book(hall, town, 10, 11, tomorrow() + timedelta(days=of_month * 10 + start))
        lower = datetime.combine(first.replace(day=of_month), time(start), tzinfo=here)
        upper = lower.replace(hour=end)
        RoomBooking.objects.filter(pk=booking.pk).update(period=(lower, upper))
    found = queries.usage(town.viewer("staff"), town.community, first)
    (row,) = found.rows
    days = (timezone.localdate().replace(day=1) - first).days
    assert (row.used, row.outside, row.open, row.bookings) == (4.0, 2.0, 9.0 * days, 3)
    assert found.share == pytest.approx(100 * 4 / (9 * days))
    assert (found.space.service, found.space.office) == (50, office.square_metres)
    assert found.space.share == 25
    url = reverse("communities:room_usage") + f"?month={first:%Y-%m}"
    page = enter("staff").get(url).content.decode()
    assert f"{9 * days}" in page
    assert "25%" in page
    assert enter("staff").get(reverse("communities:room_usage") + "?month=x").status_code == 200


def test_the_calendar_costs_the_same_for_few_and_for_many(
    town, hall, enter, django_assert_max_num_queries
):
    client = enter("staff")
    url = reverse("communities:rooms") + f"?day={tomorrow():%Y-%m-%d}"
    ask(hall, town)
    client.get(url)
    with django_assert_max_num_queries(100) as few:
        client.get(url)
    for number in range(15):
        room = make(town, name=f"第{number}间")
        book(room, town)
        rooms.decline_booking(ask(room, town, 14, 15), reason="满了", actor=town.staff)
        book(room, town, 15, 16)
    with django_assert_max_num_queries(100) as many:
        client.get(url)
    assert len(many) == len(few)


def test_the_public_page_costs_the_same_for_few_and_for_many(
    town, hall, client, django_assert_max_num_queries
):
    url = reverse("communities:centre", args=[town.community.pk])
    client.get(url)
    with django_assert_max_num_queries(100) as few:
        client.get(url)
    for number in range(15):
        book(make(town, name=f"第{number}间", open_days="workdays"), town)
    with django_assert_max_num_queries(100) as many:
        client.get(url)
    assert len(many) <= len(few) + 1  # the calendar of the year, once


# --- what is kept --------------------------------------------------------------------------------
def test_what_is_kept_about_who_booked(town, hall):
    booking = ask(hall, town, for_whom="女儿 13912345678")
    rooms.cancel_booking(booking, reason="不来了", actor=town.resident)
    (told,) = room_personal.export_bookings(town.resident)
    assert (told["purpose"], told["numbers"]) == ("合唱队排练", "13912345678")
    assert room_personal.expire_bookings(timezone.localdate()) == 0
    assert room_personal.expire_bookings(tomorrow() + timedelta(days=366)) == 1
    booking.refresh_from_db()
    assert [field.open() for field in (booking.purpose, booking.for_whom, booking.numbers)] == [
        "", "", "",
    ]  # fmt: skip
    assert room_personal.erase_bookings(town.resident) == 0
    assert centre_queries.room_on(hall, tomorrow()).free


def test_the_centre_says_where_it_is_in_the_readers_language(client, town):
    CommunityProfile.objects.update_or_create(
        area=town.community, defaults={"address": "梧桐路 20 号", "address_en": "20 Wutong Road"}
    )
    client.cookies["django_language"] = "en"
    page = client.get(reverse("communities:centre", args=[town.community.pk])).content.decode()
    translation.deactivate()
    assert "20 Wutong Road" in page
    assert "梧桐路 20 号" not in page


def test_a_request_says_who_asks_and_what_stands_in_its_way(town, hall, enter):
    first = ask(hall, town, 10, 12)
    ask(hall, town, 11, 13, who="neighbour", purpose="棋牌赛")
    rooms.book_room(hall, **at(9, 11), purpose="例会", for_whom="", actor=town.secretary)
    page = enter("staff").get(reverse("communities:rooms"))
    (one, other) = page.context["week"].waiting
    assert one.booking == first
    assert [clash.text for clash in one.clashes] == ["例会", "棋牌赛"]
    assert [clash.text for clash in other.clashes] == [WORDS["purpose"]]
    text = page.content.decode()
    assert town.resident.name.open() in text
    assert "和已经约好的撞了：09:00–11:00 例会" in text
    with pytest.raises(DomainError, match="09:00–11:00 已经有人约了"):
        rooms.confirm_booking(first, actor=town.staff)
