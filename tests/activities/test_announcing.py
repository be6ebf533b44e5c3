"""The notice that announces an activity: who reads it enrols with one tap."""

import pytest
from django.test import Client
from django.urls import reverse

from activities.actions import activities, announcing
from activities.models import Announcement, Enrolment
from communities.actions import notices
from communities.models import NoticeCategory
from core.exceptions import DomainError
from tests.activities.conftest import guest, planned, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(town, activity):
    category = NoticeCategory.objects.get(code="notice")
    return announcing.announce(activity, category=category, actor=town.staff)


def hang(town, notice):
    notices.submit_notice(notice, actor=town.staff)
    notices.check_notice(notice, revision=notice.revision, actor=town.secretary)
    return notices.publish_notice(notice, actor=town.secretary)


def reads(client, notice):
    return client.get(reverse("notices:notice", args=[notice.pk])).content.decode()


def test_the_words_of_the_activity_are_the_draft_and_wait_for_a_second_pair_of_eyes(
    town, activity, draft
):
    assert (draft.status, draft.title) == ("draft", activity.title)
    assert activity.place in draft.body
    assert draft.expires_at == activity.ends_at
    with pytest.raises(DomainError, match="发布了"):
        announcing.announce(planned(town), category=draft.category, actor=town.staff)


def test_one_tap_in_the_notice_enrols_and_leads_back_to_it(enter, town, activity, draft):
    notice = hang(town, draft)
    resident = enter("resident")
    words = reads(resident, notice)
    assert "我要报名" in words
    assert f'name="notice" value="{notice.pk}"' in words
    said = {"idempotency_key": "notice-0001", "notice": str(notice.pk)}
    answer = resident.post(reverse("activities:enrol", args=[activity.pk]), said)
    assert answer.url == reverse("notices:notice", args=[notice.pk])
    assert Enrolment.objects.get().user == town.resident
    words = reads(resident, notice)
    assert "已报名" in words
    assert "我要报名" not in words
    said = {"idempotency_key": "notice-0002", "notice": "../evil"}
    answer = resident.post(reverse("activities:leave", args=[activity.pk]), said)
    assert answer.url == reverse("activities:activity", args=[activity.pk])


def test_it_says_that_it_is_full_waits_and_is_over(enter, town, activity, draft):
    notice = hang(town, draft)
    for n in range(3):
        guest(activity, n)
    resident = enter("resident")
    assert "满了，1 人候补" in reads(resident, notice)
    assert "候补报名" in reads(resident, notice)
    said = {"idempotency_key": "notice-0003", "notice": str(notice.pk)}
    resident.post(reverse("activities:enrol", args=[activity.pk]), said)
    assert "您前面还有 1 人" in reads(resident, notice)
    guest_words = reads(Client(), notice)
    assert f"next={reverse('notices:notice', args=[notice.pk])}" in guest_words
    activities.cancel(activity, reason="雨", actor=town.staff)
    words = reads(resident, notice)
    assert "已取消" in words
    assert "候补报名" not in words


def test_a_draft_takes_an_activity_and_gives_it_back_and_an_old_check_is_worth_nothing(
    town, activity, draft
):
    other = published(town, title="剪纸")
    carried = announcing.carry(draft, activity=other, actor=town.staff)
    assert Announcement.objects.get(notice=draft).activity == other
    assert carried.revision == 2
    notices.submit_notice(draft, actor=town.staff)
    with pytest.raises(DomainError, match="文字改过了"):
        notices.check_notice(draft, revision=1, actor=town.secretary)
    with pytest.raises(DomainError, match="不能改"):
        announcing.drop(draft, actor=town.staff)
    notices.send_back_notice(draft, reason="换一场", actor=town.secretary)
    announcing.drop(draft, actor=town.staff)
    assert not Announcement.objects.exists()


def test_what_is_not_on_the_calendar_or_elsewhere_is_not_carried(town, draft):
    with pytest.raises(DomainError, match="发布了"):
        announcing.carry(draft, activity=planned(town), actor=town.staff)
    there = published(town)
    there.community = town.sibling
    there.save(update_fields=["community"])
    with pytest.raises(DomainError, match="别的社区"):
        announcing.carry(draft, activity=there, actor=town.staff)


def test_a_correction_announces_the_same(town, activity, draft):
    fresh = notices.draft_correction(hang(town, draft), actor=town.secretary)
    assert fresh.announcement.activity == activity


def test_at_the_desk_it_stands_under_the_draft(enter, town, activity, draft):
    staff = enter("staff")
    page = staff.get(reverse("notices:desk_notice", args=[draft.pk])).content.decode()
    assert "带的活动" in page
    assert "不带这场活动" in page
    carry = reverse("activities:notice_act", args=[draft.pk, "carry"])
    other = published(town, title="剪纸")
    form = staff.get(carry).context["form"]
    assert set(form.fields["activity"].queryset) == {activity, other}
    staff.post(carry, {"activity": other.pk, "idempotency_key": "notice-0004"})
    assert Announcement.objects.get().activity == other
    announce = reverse("activities:activity_act", args=[activity.pk, "announce"])
    said = {"category": draft.category_id, "idempotency_key": "notice-0005"}
    staff.post(announce, said)
    desk = staff.get(reverse("activities:desk_activity", args=[activity.pk])).content.decode()
    assert "草稿" in desk
    for name in ("resident", "sibling_staff"):
        assert enter(name).get(carry).status_code == 404
