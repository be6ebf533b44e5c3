"""五社联动 as a description: worked out from the rows, stated once, restated when more is known."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from activities.models import Activity
from charity.actions import allocations, gifts
from charity.models import Allocation
from core import leader, scope
from core.models import TallyDelta
from insights import tasks
from insights.actions import folding, linking
from insights.indicators import REGISTRY
from insights.models import Linkage
from insights.periods import Period
from insights.queries.readings import read
from insights.societies import Society, Tag
from requests.actions import conclude
from requests.models import Party, ServiceRequest
from requests.models.parties import Lane, Role
from tests.charity.conftest import admit, give, goods
from tests.requests.conftest import desk

__all__ = ["desk"]
pytestmark = pytest.mark.django_db(transaction=True)


def link():
    with scope.entered(scope.EVERYTHING):
        return linking.link()


def of(row):
    return Linkage.objects.get(what="order", reference=row.pk)


def helps(row, lane, **who):
    Party.objects.create(
        community=row.community, service_request=row, role=Role.HELPER, lane=lane, **who
    )


def said(town, code):
    folding.fold()
    today = timezone.localdate()
    lately = Period(today - timedelta(days=40), today + timedelta(days=1))
    return read([REGISTRY[code]], [town.community.pk], lately)[town.community.pk, code].part


def use_a_gift_on(row, town):
    admit(town)
    gift = gifts.receive(give(town, goods()), actor=town.secretary)
    return allocations.allocate(
        gift, quantity=Decimal(1), what="一袋米", actor=town.staff,
        kind=Allocation.Kind.ORDER, reference=row.pk,
    )  # fmt: skip


def test_the_community_alone_is_one_of_five(town, desk):
    row = desk.closed()
    assert link() == 1
    assert of(row).societies == [Society.COMMUNITY]
    assert of(row).tags == []
    assert said(town, "linked_orders") == 0


def test_what_is_still_open_is_not_counted(desk):
    desk.completed()
    assert link() == 0


@pytest.mark.parametrize(
    ("lane", "who", "societies", "tags"),
    [
        (Lane.SELFHELP, "volunteer", {"community", "volunteers"}, {"volunteering", "problems"}),
        (Lane.COHANDLE, "social_worker", {"community", "social_workers"}, {"services", "problems"}),
        (Lane.LEAD, "neighbour", {"community"}, {"party", "problems"}),
        (Lane.ASSIST, "neighbour", {"community"}, {"branches", "problems"}),
        (Lane.SELFHELP, "neighbour", {"community"}, {"problems"}),
    ],
)
def test_who_helped_by_which_lane(town, desk, lane, who, societies, tags):
    row = desk.closed()
    helps(row, lane, user=town.accounts[who])
    link()
    assert set(of(row).societies) == societies
    assert set(of(row).tags) == tags


def test_an_organisation_and_a_gift_make_three(town, desk):
    row = desk.closed()
    helps(row, Lane.COHANDLE, organization=town.organization)
    used = use_a_gift_on(row, town)
    link()
    assert set(of(row).societies) == {"community", "organizations", "charity"}
    assert set(of(row).tags) == {"services", "problems", "resources"}
    by_hand = Linkage.objects.filter(what="order", societies__len__gte=3).count()
    assert said(town, "linked_orders_many") == said(town, "linked_orders") == by_hand == 1
    assert said(town, "linked_with_charity") == said(town, "tag_resources") == 1
    allocations.undo(used, what="没用上", actor=town.staff)
    assert link() == 1
    assert said(town, "linked_orders_many") == 0
    assert said(town, "linked_orders") == 1
    assert said(town, "tag_resources") == 0


def test_the_same_twice_is_stated_once(town, desk):
    desk.closed()
    assert link() == 1
    steps = TallyDelta.objects.filter(measure="insights.linked").count()
    assert link() == 0
    assert TallyDelta.objects.filter(measure="insights.linked").count() == steps == 1


def test_closed_anew_it_belongs_to_the_new_day(town, desk):
    row = desk.closed()
    link()
    before = timezone.now() - timedelta(days=2)
    ServiceRequest.objects.filter(pk=row.pk).update(closed_at=before)
    assert link() == 1
    assert of(row).on == timezone.localdate(before)
    left = TallyDelta.objects.filter(measure="insights.linked").values_list("delta", flat=True)
    assert sorted(left) == [-1, 1, 1]


def test_what_is_open_again_is_taken_back(town, desk):
    row = desk.closed()
    link()
    conclude.reopen(row, reason="又坏了", by=desk.viewer("resident"))
    assert link() == 1
    assert not Linkage.objects.exists()
    left = TallyDelta.objects.filter(measure="insights.linked").values_list("delta", flat=True)
    assert sorted(left) == [-1, 1]
    assert link() == 0


def test_what_is_long_ago_stays_as_it_was_stated(town, desk):
    row = desk.closed()
    old = timezone.now() - linking.BACK - timedelta(days=2)
    ServiceRequest.objects.filter(pk=row.pk).update(closed_at=old)
    assert link() == 0


def test_only_the_leader_does_it(desk, monkeypatch):
    desk.closed()
    monkeypatch.setattr(leader, "am_leader", lambda duty: False)
    assert link() == 0
    assert not Linkage.objects.exists()


def test_it_comes_round_at_night(desk, settings):
    desk.closed()
    assert settings.CELERY_BEAT_SCHEDULE["link the societies"]["task"] == tasks.link.name
    tasks.link()
    assert Linkage.objects.count() == 1


@pytest.mark.parametrize(
    ("facts", "societies", "tags"),
    [
        ({}, {"community"}, set()),
        ({"kind": "talk"}, {"community"}, {"counsel"}),
        (
            {"organizer": "team", "organizer_name": "青年队"},
            {"community", "volunteers"},
            {"volunteering", "activities"},
        ),
        (
            {"organizer": "organization", "organization": True},
            {"community", "organizations"},
            {"services", "activities"},
        ),
    ],
)
def test_of_an_activity(town, facts, societies, tags):
    row = _held(town, **facts)
    link()
    found = Linkage.objects.get(what="activity", reference=row.pk)
    assert (set(found.societies), set(found.tags)) == (societies, tags)
    assert said(town, "linked_activities") == (len(societies) > 1)


def _held(town, **facts):
    if facts.get("organization"):
        facts["organization"] = town.organization
    begins = timezone.now() - timedelta(days=1)
    with scope.entered(scope.EVERYTHING):
        return Activity.objects.create(
            community=town.community, title="下棋", place="广场", status="held",
            starts_at=begins, ends_at=begins + timedelta(hours=2), proposed_by=town.staff,
            leader=town.staff, expected=10, **{"kind": "culture", **facts},
        )  # fmt: skip


@pytest.mark.parametrize(
    ("change", "name"),
    [({"societies": []}, "linkage_of_somebody"), ({"what": "x"}, "linkage_what_known")],
)
def test_the_database_holds_it(desk, change, name):
    desk.closed()
    link()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Linkage.objects.update(**change)


def test_one_of_each(town, desk):
    row = desk.closed()
    link()
    with pytest.raises(IntegrityError, match="linkage_once"), transaction.atomic():
        Linkage.objects.create(
            what="order", reference=row.pk, community=town.community, on=timezone.localdate(),
            societies=["community"],
        )  # fmt: skip
    assert len(Tag.values) == 10
