"""Where thousands serve, the database finds the few hundred: it loses nobody whom one could ask."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from requests import ranking, shortlist
from requests.models import MenuItem, Offer, ServiceRequest
from requests.ranking import rank, rank_named
from tests.requests.test_offers import _only_who_the_test_names, can, named, offer, quiet_now
from tests.requests.test_tasks import pooled
from volunteers.models import Skill, WeeklyTime

__all__ = ["_only_who_the_test_names"]
TODAY = timezone.localdate


@pytest.fixture
def crowd(desk):
    """One of each kind who may not be asked, and some who may."""
    town = desk.town
    people = {
        "near": named(desk, 1, "近处的"),
        "far": named(desk, 2, "远处的", grid=town.second_grid),
        "only_there": named(desk, 3, "只在那边", grid=town.second_grid, reach="grid"),
        "resting": named(desk, 4, "歇着的", paused_until=TODAY() + timedelta(days=3)),
        "quiet": named(desk, 5, "不想被吵", **quiet_now()),
        "young": named(desk, 6, "小志愿者", born_on=date(TODAY().year - 15, 1, 1)),
        "skilled": named(desk, 7, "会修的"),
        "free": named(desk, 8, "有空的"),
        "asked": named(desk, 9, "问过的"),
    }
    can(people["skilled"], Skill.objects.filter(needs_licence=False).first().code)
    for weekday in range(1, 8):
        WeeklyTime.objects.create(
            community=town.community, volunteer=people["free"], weekday=weekday, part="morning"
        )
    return people


def found(row, *, days=tuple(range(1, 8)), urgent=False):
    people = ranking._people(row.community_id)
    some = shortlist.slices(people, row, timezone.now(), days=list(days), urgent=urgent)
    return [pk for part in some for pk in part]


def test_it_leaves_out_exactly_who_may_not_be_asked(desk, crowd):
    row = pooled(desk)
    offer(desk, row, crowd["asked"])
    row = ServiceRequest.objects.get(pk=row.pk)
    everybody = {one.volunteer.pk for one in rank(row).candidates}
    assert len(everybody) == 4
    assert set(found(row)) == everybody
    urgent = ServiceRequest.objects.get(pk=row.pk)
    urgent.priority = 1
    assert set(found(urgent, urgent=True)) == everybody | {crowd["quiet"].pk}


def test_a_skill_that_is_needed_is_needed_here_too(desk, crowd):
    item = MenuItem.objects.filter(skill__isnull=True, price="free").first()
    item.skill = crowd["skilled"].skills.get().skill
    row = pooled(desk)
    row.item = item
    assert found(row) == [crowd["skilled"].pk]


def test_the_likeliest_stand_first_and_who_was_asked_lately_behind(desk, crowd):
    row, other = pooled(desk), pooled(desk)
    order = found(row)
    assert order[0] == crowd["free"].pk  # near, and free on every day
    assert order[-1] == crowd["far"].pk
    offer(desk, other, crowd["near"])
    order = found(row)
    assert order.index(crowd["near"].pk) > order.index(crowd["skilled"].pk)


def test_a_long_list_gives_the_same_first_as_a_short_one(desk, crowd, monkeypatch):
    row = pooled(desk)
    whole = [one.volunteer.pk for one in rank(row).candidates]
    monkeypatch.setattr(shortlist, "LONG", 2)
    monkeypatch.setattr(shortlist, "SLICE", 2)
    monkeypatch.setattr(shortlist, "ENOUGH", 3)
    some = rank(row)
    assert [one.volunteer.pk for one in some.candidates][:3] == whole[:3]
    assert [one.score for one in some.candidates] == sorted(
        (one.score for one in some.candidates), reverse=True
    )


def test_however_many_serve_no_more_than_a_slice_is_fetched(desk, crowd, monkeypatch):
    row = pooled(desk)
    monkeypatch.setattr(shortlist, "LONG", 2)
    monkeypatch.setattr(shortlist, "SLICE", 2)
    monkeypatch.setattr(shortlist, "ENOUGH", 2)
    with CaptureQueriesContext(connection) as seen:
        ranked = rank(row)
    assert len(ranked.candidates) + len(ranked.others) == 2
    assert len(seen) <= 14


def test_who_is_asked_about_by_name_hears_why_however_many_serve(desk, crowd, monkeypatch):
    monkeypatch.setattr(shortlist, "LONG", 1)
    monkeypatch.setattr(shortlist, "SLICE", 1)
    row = pooled(desk)
    assert "歇到" in rank_named(row, "歇着的").others[0].reasons[0]
    assert [one.name for one in rank_named(row, "近处的").candidates] == ["近处的"]
    assert rank_named(row, "没有这个人").candidates == []


def test_offers_go_to_whom_one_chose_even_beyond_the_slice(desk, crowd, monkeypatch):
    for name in ("LONG", "SLICE", "MOST_SLICES", "ENOUGH"):
        monkeypatch.setattr(shortlist, name, 1)
    row = pooled(desk)
    assert [one.volunteer for one in rank(row).candidates] != [crowd["far"]]
    offer(desk, row, crowd["far"])
    assert Offer.objects.filter(user=crowd["far"].user).exists()
