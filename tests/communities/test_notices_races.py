"""Two people at one notice at the same moment."""

import pytest
from django.utils import timezone

from accounts import roles
from communities.actions import notices
from communities.actions.notices import NoticeFacts
from communities.models import Notice, NoticeCategory, NoticeRead
from core import outbox, scope
from core.exceptions import DomainError
from core.models import AuditEvent, OutboxMessage
from tests.races import meet_inside, together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def no_broker(monkeypatch):
    monkeypatch.setattr(outbox, "nudge", lambda: True)


@pytest.fixture
def town(town):
    with scope.entered(scope.EVERYTHING):
        town.official("second_staff", "柳青", "13800000090", roles.COMMUNITY_STAFF, town.community)
        return town


@pytest.fixture
def notice(town):
    with scope.entered(scope.EVERYTHING):
        facts = NoticeFacts(NoticeCategory.objects.get(code="notice"), "停水", "明早停水。")
        return notices.draft_notice(town.community, facts, actor=town.staff)


def unlocked(notice):
    return Notice.objects.select_related("category", "corrects", "community").get(pk=notice.pk)


@pytest.mark.parametrize("locked", [True, False], ids=["locked", "control"])
def test_two_checkers_leave_one_check(town, notice, monkeypatch, locked):
    with scope.entered(scope.EVERYTHING):
        notices.submit_notice(notice, actor=town.staff)
    if not locked:
        monkeypatch.setattr(notices, "_lock", unlocked)
    meeting = meet_inside(monkeypatch, notices, "_move")
    outcomes = together(
        *(
            lambda who=who: notices.check_notice(notice, revision=1, actor=who)
            for who in (town.secretary, town.second_staff)
        )
    )
    refused = [o.error for o in outcomes if o.error]
    with scope.entered(scope.EVERYTHING):
        checks = AuditEvent.objects.filter(verb="communities.notice_check").count()
    assert meeting.happened is not locked
    assert (len(refused), checks) == ((1, 1) if locked else (0, 2))
    assert all(isinstance(error, DomainError) for error in refused)


@pytest.mark.parametrize("locked", [True, False], ids=["locked", "control"])
def test_one_who_edits_does_not_slip_in_as_checker(town, notice, monkeypatch, locked):
    """second_staff edits a draft in one window and checks it in the other."""

    def edit_and_submit():
        facts = NoticeFacts(NoticeCategory.objects.get(code="notice"), "停水", "我的话。")
        notices.edit_notice(notice, facts, actor=town.second_staff)
        notices.submit_notice(notice, actor=town.second_staff)

    def check():
        return notices.check_notice(notice, revision=2, actor=town.second_staff)

    if not locked:
        monkeypatch.setattr(notices, "_lock", unlocked)
    outcomes = together(edit_and_submit, check)
    assert isinstance(outcomes[1].error, DomainError)
    with scope.entered(scope.EVERYTHING):
        assert Notice.objects.get(pk=notice.pk).checked_by is None


@pytest.mark.parametrize("locked", [True, False], ids=["locked", "control"])
def test_publishing_twice_at_once_publishes_once(town, notice, monkeypatch, locked):
    with scope.entered(scope.EVERYTHING):
        notices.submit_notice(notice, actor=town.staff)
        notices.check_notice(notice, revision=1, actor=town.secretary)
    if not locked:
        monkeypatch.setattr(notices, "_lock", unlocked)
    meeting = meet_inside(monkeypatch, notices, "_move")
    outcomes = together(
        lambda: notices.publish_notice(notice, actor=town.secretary),
        lambda: notices.publish_notice(notice, actor=None),
    )
    assert meeting.happened is not locked
    with scope.entered(scope.EVERYTHING):
        published = AuditEvent.objects.filter(verb="communities.notice_publish").count()
        batches = OutboxMessage.objects.filter(topic="communities.notice_batch").count()
    assert sum(o.error is None for o in outcomes) == published == (1 if locked else 2)
    assert batches == 1, "its key lets it go out once even then"


def test_reading_five_times_at_once_is_one_reader(town, notice):
    with scope.entered(scope.EVERYTHING):
        Notice.objects.filter(pk=notice.pk).update(
            status="published",
            checked_by=town.secretary,
            checked_at=timezone.now(),
            published_at=timezone.now(),
        )
    outcomes = together(*[lambda: notices.mark_read(notice, town.resident)] * 5)
    assert [o.error for o in outcomes] == [None] * 5
    with scope.entered(scope.EVERYTHING):
        assert NoticeRead.objects.filter(notice=notice).count() == 1
