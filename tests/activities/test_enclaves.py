"""飞地: a neighbour is asked, answers, and what was agreed is not moved behind his back."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from activities.actions import activities, announcing, enclaves
from activities.actions.facts import facts_of
from activities.models import Activity, Enclave
from activities.panels import todo
from communities.actions.notices import NoticeFacts, draft_notice
from communities.models import NoticeCategory
from core.exceptions import DomainError
from core.models import AuditEvent, Message
from tests.activities.conftest import facts, planned, published
from tests.activities.neighbours import agreed, asked, shared

pytestmark = pytest.mark.django_db


def told(code: str) -> set[int]:
    return set(Message.objects.filter(code=code).values_list("to_user", flat=True))


def month_of(activity: Activity) -> str:
    return f"{timezone.localtime(activity.starts_at):%Y-%m}"


def calendars(town, activity) -> list[str]:
    pages = [
        reverse("activities:calendar", args=[pk]) for pk in (town.community.pk, town.sibling.pk)
    ]
    return [
        Client().get(page, {"month": month_of(activity)}).content.decode() for page in pages
    ]  # fmt: skip


def corrected(activity, town, **said):
    return activities.correct(activity, actor=town.staff, **{**facts_of(activity), **said})


# --- asked and answered ---------------------------------------------------------------------------
def test_it_stands_on_both_calendars_when_the_neighbour_agreed_and_it_is_published(town):
    row = asked(town)
    assert told("activities.enclave_asked") == {town.sibling_staff.pk}
    assert todo(town.viewer("sibling_staff"))[0]["title"] == "1 场飞地活动等答复"
    with pytest.raises(DomainError, match="还没有答复"):
        activities.publish(row.activity, actor=town.staff)
    enclaves.agree(row, revision=row.activity.revision, actor=town.sibling_staff)
    assert not [line for line in todo(town.viewer("sibling_staff")) if "飞地" in line["title"]]
    assert told("activities.enclave_agreed") == {town.secretary.pk, town.staff.pk}
    activity = Activity.objects.get(pk=row.activity_id)
    assert activity.title not in "".join(calendars(town, activity))
    activities.publish(activity, actor=town.staff)
    for words in calendars(town, activity):
        assert activity.title in words
        assert "在明湖社区 · 金秋社区承办" in words
    page = Client().get(reverse("activities:activity", args=[activity.pk])).content.decode()
    assert "东门出发，志愿者陪着走" in page
    for pk in (town.community.pk, town.sibling.pk):
        feed = Client().get(reverse("activities:feed", args=[pk])).content.decode()
        assert "明湖社区 · 一楼大厅" in feed.replace("\r\n ", "")
    far = reverse("activities:calendar", args=[town.far_community.pk])
    assert activity.title not in Client().get(far, {"month": month_of(activity)}).content.decode()


def test_people_may_be_asked_instead_of_a_room(town):
    activity = shared(town, sharing="people")
    assert activity.spot == f"金秋社区 · {activity.place}"
    for words in calendars(town, activity):
        assert "金秋社区承办 · 明湖社区的居民也可以来" in words


def test_a_no_has_its_reason_and_the_next_may_be_asked(town):
    row = asked(town)
    with pytest.raises(DomainError, match="请写一句原因"):
        enclaves.decline(row, reason=" ", actor=town.sibling_staff)
    enclaves.decline(row, reason="那天消防演练", actor=town.sibling_staff)
    assert told("activities.enclave_declined") == {town.secretary.pk, town.staff.pk}
    activity = Activity.objects.get(pk=row.activity_id)
    assert (activity.sharing, activity.host) == ("", None)
    again = asked(town, activity, host=town.far_community)
    enclaves.agree(again, revision=activity.revision, actor=town.far_staff)
    activity = activities.publish(activity, actor=town.staff)
    assert activity.host == town.far_community


def test_what_is_done_stands_in_the_book_of_who_did_it(town):
    agreed(town)
    found = dict(
        AuditEvent.objects.filter(verb__startswith="activities.enclave").values_list(
            "verb", "scope"
        )
    )
    assert found == {
        "activities.enclave_asked": town.community.pk,
        "activities.enclave_agreed": town.sibling.pk,
    }


# --- what cannot be asked -------------------------------------------------------------------------
def test_what_cannot_be_asked_is_refused(town):
    unit = town.organization
    closed = town.organization
    closed.status = "closed"
    for said, words in [
        ({"host": None}, "请选一个社区，或者一个单位"),
        ({"host_unit": unit, "host": town.sibling}, "请选一个社区，或者一个单位"),
        ({"host": town.street}, "在办的社区"),
        ({"host": town.community}, "自己办的"),
        ({"host_unit": closed}, "在册的单位"),
        ({"host_unit": unit, "sharing": "people"}, "单位借的是场地"),
        ({"wanted": " "}, "要用哪间"),
        ({"way": " "}, "怎么过去"),
        ({"wanted": "打13900000001"}, "电话号码"),
    ]:
        with pytest.raises(DomainError, match=words):
            asked(town, **said)
    with pytest.raises(DomainError, match="现在是“已发布”"):
        asked(town, published(town))
    with pytest.raises(DomainError, match="孩子的课堂不能"):
        asked(town, planned(town, has_roster=True))
    shift = activities.plan(town.community, facts(), actor=town.staff, helpers_only=True)
    with pytest.raises(DomainError, match="志愿者班次"):
        asked(town, shift)
    assert not Enclave.objects.exists()


def test_nobody_is_asked_where_nobody_can_answer(town):
    town.sibling_staff.grants.all().update(ends_on=timezone.localdate() - timedelta(days=1))
    with pytest.raises(DomainError, match="打个电话"):
        asked(town)


def test_one_is_asked_at_a_time(town):
    row = asked(town)
    with pytest.raises(DomainError, match="已经约了一家"):
        asked(town, row.activity, host=town.far_community)


# --- what cannot be answered ----------------------------------------------------------------------
def test_who_asked_does_not_answer_for_the_other(town):
    row = asked(town, actor=town.sibling_staff)
    with pytest.raises(DomainError, match="是您约的"):
        enclaves.agree(row, revision=row.activity.revision, actor=town.sibling_staff)


def test_nobody_agrees_to_what_he_has_not_read(town):
    row = asked(town)
    seen = row.activity.revision
    later = row.activity.starts_at + timedelta(days=1)
    corrected(row.activity, town, starts_at=later, ends_at=later + timedelta(hours=1))
    with pytest.raises(DomainError, match="请再看一遍"):
        enclaves.agree(row, revision=seen, actor=town.sibling_staff)


def test_an_answer_is_given_once_and_in_time(town):
    row = asked(town)
    Activity.objects.update(starts_at=timezone.now() - timedelta(minutes=1))
    with pytest.raises(DomainError, match="开始时间已经过了"):
        enclaves.agree(row, revision=row.activity.revision, actor=town.sibling_staff)
    enclaves.decline(row, reason="晚了", actor=town.sibling_staff)
    with pytest.raises(DomainError, match="不用再答复"):
        enclaves.decline(row, reason="又一次", actor=town.sibling_staff)


# --- afterwards -----------------------------------------------------------------------------------
def test_a_room_that_was_promised_is_asked_for_again_at_another_hour(town):
    activity = agreed(town)
    corrected(activity, town, expected=25)
    assert Enclave.objects.get().status == "agreed"
    corrected(activity, town, place="二楼")
    row = Enclave.objects.get()
    assert (row.status, row.answered_by, row.answered_at) == ("asked", None, None)
    activity.refresh_from_db()
    assert (activity.sharing, activity.host) == ("", None)
    again = Message.objects.filter(code="activities.enclave_asked")
    assert again.count() == 2


def test_in_the_neighbours_house_nothing_is_moved_once_everybody_has_read_of_it(town):
    activity = shared(town)
    with pytest.raises(DomainError, match="不能单方面改"):
        corrected(activity, town, place="二楼")
    assert corrected(activity, town, about="带上茶杯").about == "带上茶杯"
    own = shared(town, sharing="people")
    assert corrected(own, town, place="二楼").place == "二楼"


def test_it_is_not_made_a_course_of_children_nor_one_of_the_lender_nor_a_series(town):
    activity = agreed(town)
    with pytest.raises(DomainError, match="接送名单只在本社区"):
        corrected(activity, town, has_roster=True)
    with pytest.raises(DomainError, match="一场一场地约"):
        activities.repeat(activity, times=2, actor=town.staff)
    lent = asked(town, host_unit=town.organization)
    with pytest.raises(DomainError, match="就是这个单位的"):
        corrected(
            lent.activity, town, organizer="organization", organization=town.organization
        )  # fmt: skip
    assert asked(town, planned(town), host_unit=town.organization)
    own = activities.propose_for(town.organization, town.community, facts(), actor=town.org_manager)
    with pytest.raises(DomainError, match="自己办的"):
        asked(town, own, host_unit=town.organization)


def test_who_asked_takes_it_back_until_it_is_published(town):
    activity = agreed(town)
    row = Enclave.objects.get()
    enclaves.withdraw(row, actor=town.staff)
    activity.refresh_from_db()
    assert (row.__class__.objects.get().status, activity.sharing) == ("withdrawn", "")
    assert told("activities.enclave_off") == {town.sibling_staff.pk}
    shared(town, activity)
    with pytest.raises(DomainError, match="不能收回"):
        enclaves.withdraw(Enclave.objects.standing().get(), actor=town.staff)


def test_who_prepares_a_room_hears_that_nobody_comes(town):
    activity = shared(town)
    activities.cancel(activity, reason="暴雨", actor=town.staff)
    assert told("activities.enclave_off") == {town.sibling_staff.pk}
    assert all("已取消" in words for words in calendars(town, activity))


def test_what_its_own_desk_does_not_want_is_asked_of_nobody(town):
    row = asked(town)
    activities.cancel(row.activity, reason="不办了", actor=town.staff)
    own = activities.propose_for(town.organization, town.community, facts(), actor=town.org_manager)
    agreed(town, own, actor=town.org_manager)
    activities.decline(own, reason="重了", actor=town.staff)
    own.refresh_from_db()
    assert {each.status for each in Enclave.objects.all()} == {"withdrawn"}
    assert (own.sharing, own.host) == ("", None)
    assert not Enclave.objects.to_answer(town.viewer("sibling_staff")).exists()


def test_the_neighbours_notice_carries_it_and_a_strangers_does_not(town):
    activity = shared(town)
    category = NoticeCategory.objects.get(code="notice")
    said = NoticeFacts(category=category, title="去邻居家", body="一起去")
    notice = draft_notice(town.sibling, said, actor=town.sibling_staff)
    assert announcing.carry(notice, activity=activity, actor=town.sibling_staff)
    far = draft_notice(town.far_community, said, actor=town.far_staff)
    with pytest.raises(DomainError, match="别的社区"):
        announcing.carry(far, activity=activity, actor=town.far_staff)


# --- a unit's room --------------------------------------------------------------------------------
def test_a_unit_lends_its_room_and_its_manager_answers(enter, town):
    row = asked(town, host_unit=town.organization)
    assert told("activities.enclave_asked") == {town.org_manager.pk}
    assert todo(town.viewer("org_manager"))[0]["title"] == "1 场飞地活动等答复"
    manager = enter("org_manager")
    page = reverse("activities:enclave", args=[row.pk])
    assert "等我们答复" in manager.get(page).content.decode()
    act = reverse("activities:enclave_act", args=[row.pk, "agree"])
    said = {"revision": str(row.activity.revision), "idempotency_key": "enclave-0001"}
    assert manager.post(act, said).url == page
    activity = activities.publish(row.activity, actor=town.staff)
    assert f"在{town.organization.title} · 金秋社区承办" in calendars(town, activity)[0]
    assert activity.title not in calendars(town, activity)[1]


# --- the desks ------------------------------------------------------------------------------------
def test_both_sides_find_it_at_their_desks_and_nobody_else(enter, town):
    row = asked(town)
    pages = [reverse("activities:enclaves"), reverse("activities:enclave", args=[row.pk])]
    for name, status in (
        ("staff", [200, 200]), ("secretary", [200, 200]), ("sibling_staff", [200, 200]),
        ("far_staff", [200, 404]), ("org_manager", [200, 404]), ("resident", [404, 404]),
        ("worker", [404, 404]), ("volunteer", [404, 404]),
    ):  # fmt: skip
        client = enter(name)
        assert [client.get(page).status_code for page in pages] == status, name
    assert row.activity.title not in enter("far_staff").get(pages[0]).content.decode()
    words = enter("sibling_staff").get(pages[0]).content.decode()
    assert words.count(row.activity.title) == 2  # waits, and stands among all
    assert "等我们答复" not in enter("staff").get(pages[0]).content.decode()


def test_each_side_has_its_own_acts(enter, town):
    row = asked(town)
    for name, open_ in (
        ("staff", {"withdraw"}),
        ("sibling_staff", {"agree", "decline"}),
        ("far_staff", set()),
    ):
        client = enter(name)
        found = {
            slug
            for slug in ("agree", "decline", "withdraw", "send")
            if client.get(reverse("activities:enclave_act", args=[row.pk, slug])).status_code == 200
        }
        assert found == open_, name


def test_the_desk_asks_on_the_page_of_the_activity_and_reads_the_answer_there(enter, town):
    activity = planned(town)
    ask = reverse("activities:activity_act", args=[activity.pk, "ask"])
    staff = enter("staff")
    said = {"sharing": "room", "host": town.sibling.pk, "wanted": "活动室", "way": "走东门"}
    back = reverse("activities:desk_activity", args=[activity.pk])
    assert staff.post(ask, {**said, "idempotency_key": "enclave-0002"}).url == back
    row = Enclave.objects.get()
    neighbour = enter("sibling_staff")
    no = reverse("activities:enclave_act", args=[row.pk, "decline"])
    neighbour.post(no, {"reason": "那天消防演练", "idempotency_key": "enclave-0003"})
    assert "那天消防演练" in enter("staff").get(back).content.decode()


def test_the_board_goes_on(enter, town, monkeypatch):
    monkeypatch.setattr("activities.queries.enclaves.PAGE", 2)
    rows = [asked(town, planned(town, title=f"第{n}场")) for n in range(3)]
    staff = enter("staff")
    first = staff.get(reverse("activities:enclaves"))
    assert [row.pk for row in first.context["board"].rows] == [rows[2].pk, rows[1].pk]
    second = staff.get(first.context["next_url"])
    assert [row.pk for row in second.context["board"].rows] == [rows[0].pk]


# --- the database ---------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("activity_shared_with_one", {"sharing": "", "host_id": "sibling"}),
        ("activity_shared_with_one", {"sharing": "room"}),
        ("activity_shared_with_somebody_else", {"sharing": "room", "host_id": "community"}),
        (
            "activity_shared_is_for_everybody",
            {"sharing": "room", "host_id": "sibling", "has_roster": True},
        ),
    ],
)
def test_an_activity_is_shared_with_one_neighbour_or_with_none(town, name, values):
    activity = planned(town)
    if "host_id" in values:
        values = {**values, "host_id": getattr(town, values["host_id"]).pk}
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Activity.objects.filter(pk=activity.pk).update(**values)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("enclave_answer_has_its_day", {"status": "x"}),
        ("enclave_asks_one", {"host": None}),
        ("enclave_asks_one", {"sharing": "x"}),
        ("enclave_says_what_and_how", {"wanted": ""}),
        ("enclave_says_what_and_how", {"way": ""}),
        ("enclave_declined_for_a_reason", {"reason": "为什么"}),
        ("enclave_answer_has_its_day", {"status": "agreed"}),
    ],
)
def test_an_agreement_says_what_it_must(town, name, values):
    row = asked(town)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Enclave.objects.filter(pk=row.pk).update(**values)
