"""A notice for ten-household groups reaches their people, and the leader passes it on."""

import pytest

from accounts.viewer import ANONYMOUS
from communities import notice_audience
from communities.actions import notices
from communities.actions.notices import NoticeFacts
from communities.models import NoticeCategory
from communities.queries import notices as notice_queries
from core import outbox
from core.models import Message, OutboxMessage
from grids.actions import groups
from tests.waiting import deliver_all

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_broker(monkeypatch):
    monkeypatch.setattr(outbox, "nudge", lambda: True)


def test_the_form_knows_the_groups_by_name(town, group):
    assert notice_audience.group_choices(town.community.pk) == [(group.pk, "第一网格 1号楼第一联")]
    assert notice_audience.group_choices(town.sibling.pk) == []


@pytest.fixture
def notice(town, group):
    """Published for the one group; nobody is told before the outbox runs."""
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
    return notices.publish_notice(notice, actor=town.secretary)


def test_it_hangs_at_home_and_on_the_wall_for_the_group_alone(town, leader, notice):
    deliver_all()
    for name, hangs in (("resident", True), ("neighbour", False), ("secretary", False)):
        viewer = town.viewer(name)
        home = notice_queries.latest_for(viewer)
        wall = notice_queries.wall(viewer, notice_queries.Filters()).notices
        assert (notice in home, notice in wall) == (hangs, hangs), name
    assert notice not in notice_queries.wall(ANONYMOUS, notice_queries.Filters()).notices


def test_a_group_is_told_once_and_its_leader_passes_it_on(town, group, leader, notice):
    deliver_all()
    OutboxMessage.objects.update(status="pending", attempts=0)
    deliver_all()
    rows = Message.objects.filter(code__contains="notice").values_list("code", "to_user")
    assert sorted(rows) == [
        ("communities.notice", town.resident.pk),
        ("grids.notice_to_pass_on", town.resident.pk),
    ]
    assert notice.readings.count() == 1


def test_he_is_told_when_asked_and_when_he_leads(town, group):
    def told():
        deliver_all()
        return list(
            Message.objects.filter(code__startswith="grids.leader_", to_user=town.resident)
            .order_by("pk")
            .values_list("code", flat=True)
        )

    person = town.people["resident"]
    groups.ask_leader(group, person, actor=town.staff)
    assert told() == ["grids.leader_asked"]
    groups.release_leader(group, reason="想一想", actor=town.staff)
    groups.ask_leader(group, person, actor=town.staff)
    assert told() == ["grids.leader_asked"] * 2, "asked again"
    groups.record_consent(group, how="当面", actor=town.staff)
    assert told() == ["grids.leader_asked"] * 2 + ["grids.leader_agreed"]


def test_who_answered_at_once_is_not_asked_any_more(town, leader):
    deliver_all()
    codes = Message.objects.filter(code__startswith="grids.leader_").values_list("code", flat=True)
    assert list(codes) == ["grids.leader_agreed"]
