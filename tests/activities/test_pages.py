"""The calendar everybody reads, one tap to enrol, the link of an offer, the desk."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Door
from activities import ical
from activities.actions import activities, enrolling
from activities.models import Activity, Enrolment, ServiceBrand
from activities.panels import panels, todo
from activities.queries import desk as queries
from activities.search import search
from core.models import AuditEvent
from tests.activities.conftest import begin, facts, guest, planned, published

pytestmark = pytest.mark.django_db


def calendar(town, client=None, **query):
    page = reverse("activities:calendar", args=[town.community.pk])
    return (client or Client()).get(page, query)


def month_of(activity):
    return f"{timezone.localtime(activity.starts_at):%Y-%m}"


def test_everybody_reads_the_calendar_and_no_drafts(town, activity):
    draft = planned(town, title="还没定的事")
    page = calendar(town, month=month_of(activity))
    assert page.status_code == 200
    words = page.content.decode()
    assert activity.title in words
    assert draft.title not in words
    assert "还有 2 个名额" in words
    assert Client().get(reverse("activities:activity", args=[draft.pk])).status_code == 404
    assert Client().get(reverse("activities:index")).status_code == 302
    assert calendar(town, month="2031-13").status_code == 404
    assert calendar(town, month="2031-01").context["page"].total == 0
    assert calendar(town, month=month_of(activity), kind="health").context["page"].total == 0


@pytest.mark.parametrize("name", ["resident", "stranger", "far_official", "anonymous"])
def test_everybody_reads_the_same_number_of_places(enter, town, activity, name):
    """Nobody but the community sees the enrolments; a stranger once read that a full hall is
    empty."""
    for n in range(3):
        guest(activity, n)
    client = Client() if name == "anonymous" else enter(name)
    page = reverse("activities:activity", args=[activity.pk])
    for said in (calendar(town, client, month=month_of(activity)), client.get(page)):
        assert "满了，1 人候补" in said.content.decode()


def test_who_is_at_work_is_told_to_come_as_a_resident(enter, activity):
    page = reverse("activities:activity", args=[activity.pk])
    hint, way = "您现在用的是工作身份", reverse("accounts:roles")
    at_work = enter("secretary").get(page).content.decode()
    assert hint in at_work
    assert f'href="{way}"' in at_work.split(hint)[1][:200]
    for name in ("resident", "stranger"):
        assert hint not in enter(name).get(page).content.decode(), name


def test_a_resident_enrols_with_one_tap_and_leaves_with_another(enter, town, activity):
    resident = enter("resident")
    page = reverse("activities:activity", args=[activity.pk])
    assert "我要报名" in resident.get(page).content.decode()
    said = {"idempotency_key": "activity-0001"}
    answer = resident.post(reverse("activities:enrol", args=[activity.pk]), said, follow=True)
    assert "报名成功" in answer.content.decode()
    row = Enrolment.objects.get()
    assert (row.user, row.resident) == (town.resident, town.people["resident"])
    assert "已报名" in calendar(town, resident, month=month_of(activity)).content.decode()
    mine = resident.get(reverse("activities:mine"))
    assert [each.pk for each in mine.context["ahead"]] == [row.pk]
    said = {"idempotency_key": "activity-0002"}
    resident.post(reverse("activities:leave", args=[activity.pk]), said)
    row.refresh_from_db()
    assert row.status == "left"


@pytest.mark.parametrize("name", ["far_official", "staff", "stranger"])
def test_who_does_not_live_here_does_not_enrol_here(enter, activity, name):
    enrol = reverse("activities:enrol", args=[activity.pk])
    assert enter(name).post(enrol, {"idempotency_key": "activity-0003"}).status_code == 404
    assert not Enrolment.objects.exists()


def test_the_link_of_an_offer_needs_no_account(activity):
    rows = [guest(activity, n) for n in range(4)]
    for row in rows[:2]:
        enrolling.leave(row, actor=None)
    yes, no = (reverse("activities:place", args=[row.code]) for row in rows[2:])
    client = Client()
    assert "来不来" in client.get(yes).content.decode()
    client.post(yes)
    client.post(no, {"no": "1"})
    assert [Enrolment.objects.get(pk=row.pk).status for row in rows[2:]] == ["taken", "left"]
    assert "到时候见" in client.get(yes).content.decode()
    assert "给了下一位" in client.get(no).content.decode()
    forged = yes.replace(rows[2].code, f"{rows[0].pk}.{rows[2].code.split('.')[1]}")
    assert client.get(forged).status_code == 404


def test_a_lapsed_link_says_so_and_takes_nothing(activity):
    rows = [guest(activity, n) for n in range(3)]
    enrolling.leave(rows[0], actor=None)
    Enrolment.objects.filter(pk=rows[2].pk).update(answer_by=timezone.now())
    link = reverse("activities:place", args=[rows[2].code])
    assert "给了下一位" in Client().get(link).content.decode()
    Client().post(link)
    assert Enrolment.objects.get(pk=rows[2].pk).status == "offered"


def test_the_desk_plans_publishes_and_writes_down_an_elder(enter, town):
    staff = enter("staff")
    page = staff.get(reverse("activities:new"))
    assert page.context["form"].fields["community"].initial == town.community.pk
    day = timezone.localdate() + timedelta(days=5)
    said = {
        "community": town.community.pk, "title": "剪纸", "kind": "culture", "place": "活动室",
        "day": day.isoformat(), "from_time": "09:00", "to_time": "11:00", "expected": "15",
        "capacity": "10", "targets": ["elders"], "organizer": "community",
        "leader": "13900000001", "idempotency_key": "activity-0004",
    }  # fmt: skip
    answer = staff.post(reverse("activities:new"), said)
    made = Activity.objects.get()
    assert answer.url == reverse("activities:desk_activity", args=[made.pk])
    assert (made.leader, made.targets) == (town.resident, ["elders"])

    def act(slug, key, **values):
        url = reverse("activities:activity_act", args=[made.pk, slug])
        return staff.post(url, {"idempotency_key": key, **values})

    assert act("publish", "activity-0005").status_code == 302
    assert act("enrol", "activity-0006", name="没手机的奶奶", phone="").status_code == 302
    row = Enrolment.objects.get()
    assert (row.entered_by, row.user) == (town.staff, None)
    assert "没手机的奶奶" in staff.get(answer.url).content.decode()
    assert AuditEvent.objects.filter(verb="activities.enrolment.read").count() == 1
    leave = reverse("activities:enrolment_act", args=[row.pk, "leave"])
    staff.post(leave, {"idempotency_key": "activity-0007"})
    row.refresh_from_db()
    assert row.status == "left"


def test_hours_the_wrong_way_round_stand_at_their_field(enter, town):
    said = {
        "community": town.community.pk, "title": "剪纸", "kind": "culture", "place": "活动室",
        "day": "2030-05-01", "from_time": "11:00", "to_time": "09:00", "expected": "15",
        "organizer": "community", "idempotency_key": "activity-0008",
    }  # fmt: skip
    answer = enter("staff").post(reverse("activities:new"), said)
    assert answer.status_code == 422
    assert "to_time" in answer.context["form"].errors
    assert not Activity.objects.exists()


@pytest.mark.parametrize("name", ["sibling_staff", "worker", "resident", "org_manager"])
def test_to_strangers_the_desk_is_not_there(enter, town, activity, name):
    client = enter(name)
    row = guest(activity, 1)
    for page in (
        reverse("activities:desk_activity", args=[activity.pk]),
        reverse("activities:activity_act", args=[activity.pk, "cancel"]),
        reverse("activities:enrolment_act", args=[row.pk, "leave"]),
    ):
        assert client.get(page).status_code == 404


def test_a_resident_proposes_and_the_morning_says_so(enter, town):
    day = timezone.localdate() + timedelta(days=5)
    said = {
        "title": "下棋", "kind": "culture", "place": "凉亭", "day": day.isoformat(),
        "from_time": "09:00", "to_time": "11:00", "expected": "6",
        "idempotency_key": "activity-0009",
    }  # fmt: skip
    answer = enter("resident").post(reverse("activities:propose"), said)
    assert answer.url == reverse("activities:mine")
    assert Activity.objects.get().status == "proposed"
    [line] = todo(town.viewer("staff"))
    assert line["title"] == "1 场报上来的活动等同意"
    assert todo(town.viewer("worker")) == []
    assert enter("staff").get(reverse("activities:propose")).status_code == 404


def test_the_next_ones_stand_on_the_home(town, activity):
    for name in ("resident", "anonymous"):
        [panel] = panels(town.viewer(name), Door.HOME)
        assert panel["context"]["activities"] == [activity]
    begin(activity, timedelta(hours=3))
    assert panels(town.viewer("resident"), Door.HOME) == []


def test_what_is_over_and_not_written_up_waits_in_the_morning(town, activity):
    begin(activity, timedelta(hours=3))
    [line] = todo(town.viewer("secretary"))
    assert line["title"] == "1 场活动办完没登记"


def test_the_register_is_filtered_and_goes_on(town, activity, monkeypatch):
    draft = planned(town, title="剪纸")
    staff = town.viewer("staff")

    def found(**said):
        return queries.register(staff, queries.Filters(**said)).rows

    assert set(found()) == {activity, draft}
    assert found(state="draft") == [draft]
    assert found(state=queries.AHEAD) == [activity]
    assert found(q="剪") == [draft]
    assert found(kind="health") == []
    assert [hit["title"] for hit in search(staff, "剪纸")] == ["剪纸"]
    assert search(town.viewer("resident"), "剪纸") == []
    monkeypatch.setattr(queries, "PAGE", 1)
    first = queries.register(staff, queries.Filters())
    second = queries.register(staff, queries.Filters(before=first.next_before))
    assert {*first.rows, *second.rows} == {activity, draft}
    assert second.next_before is None


def test_the_history_is_not_drowned_in_looks_at_the_list(enter, town, activity):
    guest(activity, 1)
    desk = enter("staff")
    for _look in range(3):
        page = desk.get(reverse("activities:desk_activity", args=[activity.pk]))
    assert AuditEvent.objects.filter(verb="activities.enrolment.read").count() == 3
    said = [event.text for event in page.context["page"].history]
    assert any("发布活动" in text for text in said)
    assert not any("查看报名人" in text for text in said)


# --- the feed -----------------------------------------------------------------------------------
def parsed(text):
    """As a strict reader of RFC 5545 takes it: CRLF, 75 bytes, BEGIN and END in pairs."""
    assert text.endswith("\r\n")
    physical = text[:-2].split("\r\n")
    assert all("\n" not in line and "\r" not in line for line in physical)
    assert all(len(line.encode()) <= 75 for line in physical)
    lines = text[:-2].replace("\r\n ", "").split("\r\n")
    events, open_ = [], []
    for line in lines:
        match = re.fullmatch(r"([A-Z-]+)((?:;[A-Z-]+=[^:;]+)*):(.*)", line, re.DOTALL)
        assert match, line
        name, value = match[1], match[3]
        if name == "BEGIN":
            open_.append(value)
            if value == "VEVENT":
                events.append({})
        elif name == "END":
            assert open_.pop() == value
        elif open_[-1] == "VEVENT":
            assert name not in events[-1]
            events[-1][name] = (match[2], value)
    assert open_ == []
    return events


def unescaped(text):
    assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", text)
    marks = {"\\n": "\n", "\\,": ",", "\\;": ";", "\\\\": "\\"}
    return re.sub(r"\\[n,;\\]", lambda found: marks[found[0]], text)


def test_the_feed_parses_and_says_what_the_calendar_says(town):
    nasty = "唱歌, 跳舞; 反斜杠\\n 与\n换行" + "很长的话" * 40
    start = datetime(2031, 5, 1, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
    made = published(
        town, title="重阳，敬老; “唱”,", about=nasty, place="一楼, 大厅",
        starts_at=start, ends_at=start + timedelta(hours=2),
    )  # fmt: skip
    planned(town, title="草稿")
    off = activities.cancel(published(town, title="爬山"), reason="雨", actor=town.staff)
    answer = Client().get(reverse("activities:feed", args=[town.community.pk]))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    events = {each["UID"][1].split("@")[0]: each for each in parsed(answer.content.decode())}
    assert set(events) == {f"activity-{made.pk}", f"activity-{off.pk}"}
    event = events[f"activity-{made.pk}"]
    assert unescaped(event["SUMMARY"][1]) == made.title
    assert unescaped(event["DESCRIPTION"][1]) == nasty
    assert unescaped(event["LOCATION"][1]) == made.place
    assert event["DTSTART"] == (";TZID=Asia/Shanghai", "20310501T093000")
    assert event["STATUS"][1] == "CONFIRMED"
    assert event["URL"][1].endswith(reverse("activities:activity", args=[made.pk]))
    assert events[f"activity-{off.pk}"]["STATUS"][1] == "CANCELLED"


@pytest.mark.parametrize("text", ["", "a" * 75, "a" * 76, "汉" * 25, "汉" * 26, "x" + "汉" * 99])
def test_lines_are_folded_between_characters(text):
    folded = ical.folded(text)
    assert folded.replace("\r\n ", "") == text
    assert all(len(line.encode()) <= 75 for line in folded.split("\r\n"))


def test_a_change_is_seen_by_calendars_that_took_it_over(town, activity):
    feed = reverse("activities:feed", args=[town.community.pk])
    before = parsed(Client().get(feed).content.decode())[0]["SEQUENCE"][1]
    activities.correct(activity, **vars(facts(place="小广场")), actor=town.staff)
    after = parsed(Client().get(feed).content.decode())[0]["SEQUENCE"][1]
    assert int(after) > int(before)


def test_a_brand_is_the_communitys(enter, town):
    mine = ServiceBrand.objects.create(community=town.community, name="童伴")
    theirs = ServiceBrand.objects.create(community=town.sibling, name="别家")
    form = enter("staff").get(reverse("activities:new")).context["form"]
    offered = form.fields["brand"].queryset
    assert mine in offered
    assert theirs not in offered
