"""A notice from the draft to the archive."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import roles
from communities import notice_personal, workflow
from communities.actions import notices
from communities.actions.notices import NoticeFacts
from communities.models import Notice, NoticeCategory, NoticeRead
from communities.queries import notices as notice_queries
from communities.tasks import turn_notices
from communities.workflow import NoticeStatus, Transition
from core import delivery, outbox
from core.exceptions import DomainError
from core.models import AuditEvent, Message, OutboxMessage, TallyDelta

pytestmark = pytest.mark.django_db
S = NoticeStatus


@pytest.fixture(autouse=True)
def no_broker(monkeypatch):
    monkeypatch.setattr(outbox, "nudge", lambda: True)


def facts(**values):
    category = NoticeCategory.objects.get(code="notice")
    return NoticeFacts(
        **{"category": category, "title": "停水通知", "body": "明早九点停水。", **values}
    )


@pytest.fixture
def second_clerk(town):
    return town.official(
        "second_staff", "柳青", "13800000090", roles.COMMUNITY_STAFF, town.community
    )


@pytest.fixture
def draft(town):
    return lambda **values: notices.draft_notice(town.community, facts(**values), actor=town.staff)


@pytest.fixture
def published(town, draft):
    def make(**values):
        notice = draft(**values)
        notices.submit_notice(notice, actor=town.staff)
        notices.check_notice(notice, revision=1, actor=town.secretary)
        return notices.publish_notice(notice, actor=town.secretary)

    return make


def deliver_all():
    for _ in range(20):
        OutboxMessage.objects.filter(status="pending").update(
            due_at=timezone.now() - timedelta(seconds=1)
        )
        if not delivery.deliver_due():
            return


def told():
    return set(Message.objects.values_list("to_user__name", flat=True))


def test_the_way_of_a_notice(town, published):
    notice = published()
    assert notice.status == S.PUBLISHED
    assert (notice.drafted_by, notice.checked_by) == (town.staff, town.secretary)
    verbs = AuditEvent.objects.filter(object_type="communities.notice").values_list(
        "verb", flat=True
    )
    assert {verb.removeprefix("communities.notice_") for verb in verbs} == {
        "drafted",
        "submit",
        "check",
        "publish",
    }
    assert TallyDelta.objects.filter(measure="communities.notices_published").count() == 1


@pytest.mark.parametrize("transition", workflow.TRANSITIONS, ids=lambda t: t.name)
def test_every_pair_of_state_and_transition(town, draft, transition: Transition):
    notice = draft()
    acts = {
        "submit": lambda: notices.submit_notice(notice, actor=town.staff),
        "send_back": lambda: notices.send_back_notice(notice, reason="改", actor=town.staff),
        "check": lambda: notices.check_notice(notice, revision=1, actor=town.secretary),
        "publish": lambda: notices.publish_notice(notice, actor=town.secretary),
        "expire": lambda: notices._expire(notice, actor=None),
        "discard": lambda: notices.withdraw_notice(notice, reason="错", actor=town.staff),
        "withdraw": lambda: notices.withdraw_notice(notice, reason="错", actor=town.staff),
    }
    # One act takes a notice away, in whichever of the two ways its state allows.
    twin = {"discard": workflow.WITHDRAW, "withdraw": workflow.DISCARD}.get(transition.name)
    for status in S.values:
        Notice.objects.filter(pk=notice.pk).update(
            status=status,
            checked_by=town.secretary,
            checked_at=timezone.now(),
            published_at=timezone.now(),
            reason="x" if status == S.WITHDRAWN else "",
        )
        if status in transition.sources or (twin and status in twin.sources):
            assert acts[transition.name]().status == transition.target
        else:
            with pytest.raises(DomainError, match="不能这样办"):
                acts[transition.name]()


def test_nobody_checks_his_own_draft(town, draft, second_clerk):
    notice = draft()
    notices.submit_notice(notice, actor=town.staff)
    with pytest.raises(DomainError, match="自己写的"):
        notices.check_notice(notice, revision=1, actor=town.staff)
    notices.send_back_notice(notice, reason="改时间", actor=town.secretary)
    notices.edit_notice(notice, facts(body="后天停水。"), actor=second_clerk)
    notices.submit_notice(notice, actor=second_clerk)
    for own in (town.staff, second_clerk):
        with pytest.raises(DomainError, match="自己写的"):
            notices.check_notice(notice, revision=2, actor=own)
    assert notices.check_notice(notice, revision=2, actor=town.secretary).status == S.CHECKED


def test_the_database_refuses_a_self_check_too(town, draft):
    notice = draft()
    with pytest.raises(IntegrityError, match="notice_checked_by_another"), transaction.atomic():
        Notice.objects.filter(pk=notice.pk).update(
            status=S.CHECKED, checked_by=town.staff, checked_at=timezone.now()
        )
    with pytest.raises(IntegrityError, match="notice_public_was_checked"), transaction.atomic():
        Notice.objects.filter(pk=notice.pk).update(status=S.PUBLISHED, published_at=timezone.now())


def test_a_check_holds_for_the_text_that_was_read(town, draft):
    notice = draft()
    notices.submit_notice(notice, actor=town.staff)
    notices.send_back_notice(notice, reason="等等", actor=town.staff)
    notices.edit_notice(notice, facts(body="换了一句话。"), actor=town.staff)
    notices.submit_notice(notice, actor=town.staff)
    with pytest.raises(DomainError, match="改过了"):
        notices.check_notice(notice, revision=1, actor=town.secretary)


def test_only_a_draft_is_edited(town, draft, published):
    notice = draft()
    notices.submit_notice(notice, actor=town.staff)
    for one in (notice, published()):
        with pytest.raises(DomainError, match="不能改"):
            notices.edit_notice(one, facts(), actor=town.staff)


def test_taking_down_needs_a_reason(town, published):
    notice = published()
    with pytest.raises(DomainError, match="原因"):
        notices.withdraw_notice(notice, reason="  ", actor=town.staff)
    assert notices.withdraw_notice(notice, reason="日期错了", actor=town.staff).reason == "日期错了"


def test_a_correction_replaces_the_old_text_in_the_open(town, published):
    old = published(title="旧的")
    fresh = notices.draft_correction(old, actor=town.staff)
    assert (fresh.corrects, fresh.title) == (old, "旧的")
    with pytest.raises(DomainError, match="已经有一份"):
        notices.draft_correction(old, actor=town.staff)
    notices.edit_notice(fresh, facts(title="新的"), actor=town.staff)
    notices.submit_notice(fresh, actor=town.staff)
    notices.check_notice(fresh, revision=2, actor=town.secretary)
    old.refresh_from_db()
    assert old.status == S.PUBLISHED, "the old one hangs until the new one does"
    notices.publish_notice(fresh, actor=town.secretary)
    old.refresh_from_db()
    assert (old.status, old.reason) == (S.WITHDRAWN, "已更正，见新的一份")


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"title": "  "}, "都要写"),
        ({"body": "身份证 11010519491231002X"}, "身份证号"),
        ({"audience": "grids"}, "哪些网格"),
    ],
)
def test_what_a_draft_must_not_be(draft, values, message):
    with pytest.raises(DomainError, match=message):
        draft(**values)


def test_a_grid_of_another_community_is_no_target(town, draft):
    with pytest.raises(DomainError, match="不在本社区"):
        draft(audience="grids", target_ids=(town.grid.pk, town.sibling_grid.pk))


def test_an_end_before_the_beginning_is_refused(draft):
    now = timezone.now()
    with pytest.raises(DomainError, match="期限"):
        draft(publish_at=now + timedelta(2), expires_at=now + timedelta(1))


def test_the_checker_is_shown_the_telephones(draft):
    assert notice_queries.phones_in(draft(body="打 13812345678 问。")) == ["13812345678"]


# --- the clock ---------------------------------------------------------------------------------


def test_the_clock_publishes_and_ends(town, draft, time_machine):
    now = timezone.now()
    notice = draft(publish_at=now + timedelta(hours=1), expires_at=now + timedelta(hours=3))
    notices.submit_notice(notice, actor=town.staff)
    unchecked = draft(publish_at=now + timedelta(hours=1))
    notices.check_notice(notice, revision=1, actor=town.secretary)
    for hours, status in [(0.5, S.CHECKED), (1.5, S.PUBLISHED), (2, S.PUBLISHED), (3.5, S.EXPIRED)]:
        time_machine.move_to(now + timedelta(hours=hours), tick=False)
        turn_notices()
        turn_notices()
        notice.refresh_from_db()
        assert notice.status == status
    unchecked.refresh_from_db()
    assert unchecked.status == S.DRAFT
    assert OutboxMessage.objects.filter(topic="communities.notice_batch").count() == 1


def test_a_notice_that_came_too_late_waits_for_a_person(town, draft, time_machine):
    now = timezone.now()
    notice = draft(publish_at=now + timedelta(hours=1), expires_at=now + timedelta(hours=2))
    notices.submit_notice(notice, actor=town.staff)
    notices.check_notice(notice, revision=1, actor=town.secretary)
    time_machine.move_to(now + timedelta(hours=5), tick=False)
    assert notices.publish_due() == 0
    with pytest.raises(DomainError, match="期限已经过了"):
        notices.publish_notice(notice, actor=town.secretary)


# --- telling people ----------------------------------------------------------------------------


def test_the_whole_community_is_told_once(town, published):
    notice = published()
    deliver_all()
    assert {name.open() for name in told()} == {"张桂芳", "王建国"}
    message = Message.objects.get(to_user=town.resident)
    assert (message.title.open(), message.link) == ("停水通知", f"/notices/{notice.pk}/")
    notices.tell_batch(notice.pk, [town.resident.pk, town.neighbour.pk])
    deliver_all()
    assert Message.objects.count() == 2
    assert NoticeRead.objects.filter(told_at__isnull=False).count() == 2


def test_a_grid_is_told_and_those_who_act_for_its_people(town, published):
    """The elder of grid 1 has no account: his neighbour from grid 2 acts for him."""
    published(audience="grids", target_ids=(town.grid.pk,))
    deliver_all()
    assert {name.open() for name in told()} == {"张桂芳", "王建国"}
    Message.objects.all().delete()
    published(audience="grids", target_ids=(town.second_grid.pk,))
    deliver_all()
    assert {name.open() for name in told()} == {"王建国"}


def test_many_people_are_told_in_batches(town, published, monkeypatch):
    monkeypatch.setattr(notices, "BATCH", 2)
    for n in range(5):
        town.bound(f"r{n}", f"居民{n}", f"1370000000{n}", town.grid)
    notice = published()
    deliver_all()
    assert Message.objects.count() == 7
    batches = OutboxMessage.objects.filter(topic="communities.notice_batch")
    assert batches.count() == 4
    OutboxMessage.objects.all().update(status="pending", attempts=0)
    deliver_all()
    assert Message.objects.count() == 7, "told twice is told once"
    assert notice.readings.count() == 7


def test_withdrawn_on_its_way_it_goes_no_further(town, published, monkeypatch):
    monkeypatch.setattr(notices, "BATCH", 1)
    notice = published()
    delivered = OutboxMessage.objects.filter(topic="communities.notice_batch")
    assert delivered.count() == 1
    notices.withdraw_notice(notice, reason="错了", actor=town.staff)
    deliver_all()
    assert not Message.objects.exists()


def test_groups_are_left_to_the_room_that_knows_them(town, published):
    notice = published(audience="groups", target_ids=(7, 8))
    deliver_all()
    assert not Message.objects.exists()
    assert notice_queries.target_ids(notice) == [7, 8]
    assert notices.tell_batch(notice.pk, [town.resident.pk]) == 1


def test_important_ones_are_important(town, published, time_machine):
    time_machine.move_to(timezone.now().replace(hour=2, minute=0), tick=False)  # 10:00 there
    published(is_important=True)
    deliver_all()
    message = Message.objects.get(to_user=town.resident)
    assert (message.status, message.title.open()) == ("queued", "重要：停水通知")
    assert message.due_at == message.inbox_at + timedelta(hours=1)


def test_reading_is_counted_once_per_person(town, published):
    notice = published()
    for _ in range(3):
        notices.mark_read(notice, town.resident)
    deliver_all()
    row = notice_queries.get_at_desk(town.viewer("staff"), notice.pk)
    assert (row.read_count, row.told_count) == (1, 2)


# --- who sees what -----------------------------------------------------------------------------


def test_the_wall_the_archive_and_the_search(town, published, time_machine):
    nobody = town.viewer("anonymous")
    published(title="停水通知", expires_at=timezone.now() + timedelta(days=1))
    now = timezone.now()
    month = timezone.localdate()

    def titles(find, **filters):
        return [n.title for n in find(nobody, notice_queries.Filters(**filters)).notices]

    assert titles(notice_queries.wall) == ["停水通知"]
    assert titles(notice_queries.wall, community=town.sibling.pk) == []
    assert titles(notice_queries.wall, category="finance") == []
    time_machine.move_to(now + timedelta(days=2), tick=False)
    notices.expire_due()
    assert titles(notice_queries.wall) == []
    assert titles(notice_queries.archive, month=month, q="九点 停水") == ["停水通知"]
    assert titles(notice_queries.archive, q="停电") == []
    assert titles(notice_queries.archive, month=month.replace(year=month.year - 1)) == []


def test_the_wall_goes_back_page_by_page(town, published, monkeypatch):
    monkeypatch.setattr(notice_queries, "PAGE", 2)
    moment = timezone.now()
    made = [published(title=str(n)) for n in range(5)]
    Notice.objects.update(published_at=moment)  # the same moment: the number decides
    seen, before = [], ""
    for _ in range(3):
        page = notice_queries.wall(town.viewer("anonymous"), notice_queries.Filters(before=before))
        seen += [notice.pk for notice in page.notices]
        before = page.next_before
    assert seen == sorted((notice.pk for notice in made), reverse=True)
    assert before == ""


def test_a_notice_for_groups_is_seen_by_those_who_were_told(town, published):
    notice = published(audience="groups", target_ids=(1,))
    notices.tell_batch(notice.pk, [town.resident.pk])
    seen = {
        name: Notice.objects.visible_to(town.viewer(name)).filter(pk=notice.pk).exists()
        for name in ("resident", "neighbour", "anonymous", "staff", "sibling_staff")
    }
    assert seen == {
        "resident": True,
        "neighbour": False,
        "anonymous": False,
        "staff": True,
        "sibling_staff": False,
    }


def test_a_grid_worker_writes_and_does_not_check(town, draft):
    worker = town.viewer("worker")
    own = notices.draft_notice(town.community, facts(), actor=town.worker)
    other = draft()
    assert [n.pk for n in Notice.objects.manageable_by(worker)] == [own.pk]
    assert set(Notice.objects.at_desk_of(worker)) == {own, other}
    notices.submit_notice(other, actor=town.staff)
    assert not notice_queries.may_check(worker, Notice.objects.get(pk=other.pk))
    assert notice_queries.to_check(worker) == 0
    assert notice_queries.to_check(town.viewer("secretary")) == 1
    assert notice_queries.to_check(town.viewer("staff")) == 0
    choices = notice_queries.grid_choices(worker, [town.community])
    assert choices == [(town.grid.pk, town.grid.title)]


def test_who_read_it_is_forgotten_with_the_account_or_after_three_years(town, published):
    notice = published()
    for reader in (town.resident, town.neighbour):
        notices.mark_read(notice, reader)
    (read,) = notice_personal.export_reads(town.resident)
    assert (read["notice"], read["told_at"]) == ("停水通知", None)
    assert notice_personal.erase_reads(town.resident) == 1
    today = timezone.localdate()
    assert notice_personal.expire_reads(today) == 0
    assert notice_personal.expire_reads(today + timedelta(days=3 * 365 + 2)) == 1
