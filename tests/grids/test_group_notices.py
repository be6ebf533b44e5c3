"""A notice for ten-household groups reaches their people, and the leader passes it on."""

from datetime import timedelta

import pytest
from django.utils import timezone

from communities import notice_audience
from communities.actions import notices
from communities.actions.notices import NoticeFacts
from communities.models import NoticeCategory
from core import delivery, outbox
from core.models import Message, OutboxMessage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_broker(monkeypatch):
    monkeypatch.setattr(outbox, "nudge", lambda: True)


def deliver_all():
    for _ in range(20):
        OutboxMessage.objects.filter(status="pending").update(
            due_at=timezone.now() - timedelta(seconds=1)
        )
        if not delivery.deliver_due():
            return


def test_the_form_knows_the_groups_by_name(town, group):
    assert notice_audience.group_choices(town.community.pk) == [(group.pk, "第一网格 1号楼第一联")]
    assert notice_audience.group_choices(town.sibling.pk) == []


def test_a_group_is_told_once_and_its_leader_passes_it_on(town, group, leader):
    facts = NoticeFacts(
        NoticeCategory.objects.get(code="notice"),
        "停水",
        "明早停水。",
        audience="groups",
        target_ids=(group.pk,),
    )
    notice = notices.draft_notice(town.community, facts, actor=town.staff)
    notices.submit_notice(notice, actor=town.staff)
    notices.check_notice(notice, revision=1, actor=town.secretary)
    notices.publish_notice(notice, actor=town.secretary)
    deliver_all()
    OutboxMessage.objects.update(status="pending", attempts=0)
    deliver_all()
    rows = Message.objects.filter(code__contains="notice").values_list("code", "to_user")
    assert sorted(rows) == [
        ("communities.notice", town.resident.pk),
        ("grids.notice_to_pass_on", town.resident.pk),
    ]
    assert notice.readings.count() == 1
