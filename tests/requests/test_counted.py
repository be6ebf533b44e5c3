"""What is counted of an order is how it stands: taken back and stated anew with every change."""

from collections import Counter
from datetime import timedelta
from importlib import import_module

import pytest
from django.db import connection
from django.utils import timezone

from core.models import TallyDelta
from requests.actions import (
    conclude,
    dispatch,
    excluding,
    relocating,
    splitting,
    triage,
    work,
)
from requests.actions.dispatch import Who
from requests.models import Exclusion, Party, Rating, ServiceRequest
from requests.models.parties import Lane, Role
from requests.triage import Verdict
from requests.workflow import OPEN, Matter, OrderType

pytestmark = pytest.mark.django_db


def steps(measure):
    """What is left when everything taken back is gone: dimensions → how many."""
    found: Counter[tuple] = Counter()
    for step in TallyDelta.objects.filter(measure=measure):
        key = (step.scope, timezone.localdate(step.at), *sorted(step.dims.items()))
        found[key] += step.delta
    return Counter({key: count for key, count in found.items() if count})


def one(measure="requests.orders"):
    ((key, count),) = steps(measure).items()
    assert count == 1
    return dict(key[2:])


def by_hand(row):
    """From the tables, and not from what was kept of it."""
    leads = Party.objects.filter(service_request=row, role=Role.LEAD).order_by("pk")
    rating = Rating.objects.filter(service_request=row, is_addition=False).order_by("pk").last()
    out = Exclusion.objects.filter(service_request=row, decision="granted").exists()
    said = {
        "grid": row.grid_id, "channel": row.channel, "kind": row.kind, "type": row.order_type,
        "matter": row.matter, "mode": row.governance, "item": row.item_id, "status": row.status,
        "level": {1: "grid", 2: "community", 3: "street", 4: "district"}[row.level],
        "urgent": "yes" if row.is_urgent_concern else None,
        "again": "yes" if row.epoch > 1 else None,
        "became": row.became, "close": row.close_kind,
        "lane": leads.last().lane if leads else None,
        "grade": rating.grade if rating else None,
        "how": rating.asked_how if rating else None,
        "solved": {True: "yes", False: "no"}.get(rating.solved) if rating else None,
        "out": "yes" if out else None,
    }  # fmt: skip
    return {name: value for name, value in said.items() if value not in (None, "")}


def agrees(row):
    """All but the times, which have a test of their own."""
    row.refresh_from_db()
    counted = one()
    return {name: value for name, value in counted.items() if name not in TIMES} == by_hand(row)


TIMES = {"reached", "done", "contact", "work"}


def test_all_the_way_from_the_first_word_to_the_grade(desk):
    row = desk.submit()
    assert agrees(row)
    assert not steps("requests.closed")
    verdict = Verdict(OrderType.WISH, Matter.PRIVATE, is_urgent_concern=True)
    triage.classify(row, verdict, by=desk.viewer("secretary"))
    assert agrees(row)
    assert (one()["type"], one()["urgent"]) == ("wish", "yes")


@pytest.mark.parametrize("grade", [5, 3])
def test_a_grade_stands_with_the_order_and_with_its_closing(desk, grade):
    row = desk.completed()
    assert agrees(row)
    conclude.rate(row, grade=grade, solved=True, by=desk.viewer("resident"))
    assert agrees(row)
    closed = one("requests.closed")
    assert (closed["grade"], closed["solved"], closed["close"]) == (grade, "yes", "rated")


def test_what_is_opened_again_is_closed_no_longer(desk):
    row = desk.closed()
    assert one("requests.closed")
    conclude.reopen(row, reason="又坏了", by=desk.viewer("resident"))
    assert not steps("requests.closed")
    assert agrees(row)
    assert one()["again"] == "yes"


def test_a_later_word_changes_no_grade(desk):
    row = desk.completed()
    conclude.rate(row, grade=5, by=desk.viewer("resident"))
    conclude.add_rating(row, grade=1, words="又坏了", by=desk.viewer("resident"))
    assert one("requests.closed")["grade"] == 5
    assert agrees(row)


def test_a_grade_asked_by_telephone_says_so(desk):
    row = desk.completed()
    conclude.confirm(
        row, grade=4, asked_how="phone", call_back="13900001111", solved=False,
        by=desk.viewer("staff"),
    )  # fmt: skip
    assert agrees(row)
    assert one()["how"] == "phone"


def test_what_the_street_leaves_out_is_left_out(desk, town):
    row = desk.closed()
    asked = excluding.apply_for(
        row, reason=Exclusion.Reason.values[0], grounds="重复", by=desk.viewer("secretary")
    )
    assert "out" not in one("requests.closed")
    excluding.decide(asked, decision="granted", answer="同意", by=desk.viewer("street_official"))
    assert one("requests.closed")["out"] == "yes"
    assert agrees(row)


def test_it_goes_with_its_grid(desk, town):
    row = desk.submit()
    relocating.follow_merge(town.grid, town.second_grid)
    assert agrees(row)
    assert one()["grid"] == town.second_grid.pk


def test_who_helps_does_not_change_by_which_lane_it_is_led(desk, town):
    row = desk.in_progress()
    who = Who(Lane.SELFHELP, user=town.neighbour)
    dispatch.add_helper(row, who, by=desk.viewer("secretary"))
    assert agrees(row)
    assert one()["lane"] == Lane.HOST


def test_what_changes_nothing_of_it_adds_no_step(desk):
    row = desk.in_progress()
    before = TallyDelta.objects.filter(measure="requests.orders").count()
    work.add_note(row, note="下午去", by=desk.viewer("worker"))
    assert TallyDelta.objects.filter(measure="requests.orders").count() == before


@pytest.mark.parametrize(("hours", "said"), [(1, "2h"), (23, "24h"), (25, "48h"), (100, "later")])
def test_how_soon_one_was_reached_is_held_in_steps(desk, hours, said):
    row = desk.in_progress()
    ServiceRequest.objects.filter(pk=row.pk).update(
        created_at=timezone.now() - timedelta(hours=hours)
    )
    row.refresh_from_db()
    work.contact(row, how="phone", note="说好了", by=desk.viewer("worker"))
    row.refresh_from_db()
    assert row.counted["reached"] == said
    assert "how" not in row.counted, "how one was reached is not how a grade was asked"


@pytest.mark.parametrize(("ahead", "said"), [(1, "in_time"), (-1, "late")])
def test_done_before_or_after_the_day_that_was_promised(desk, ahead, said):
    row = desk.in_progress()
    ServiceRequest.objects.filter(pk=row.pk).update(due_at=timezone.now() + timedelta(hours=ahead))
    row.refresh_from_db()
    done = work.complete(row, result="换好了", by=desk.viewer("worker"))
    assert done.counted["done"] == said


# --- what stands open -----------------------------------------------------------------------------
def went():
    """When it came to stand where, and when it left: each step as it was written."""
    rows = TallyDelta.objects.filter(measure="requests.standing").order_by("pk")
    return [(row.at, row.scope, row.dims["grid"], row.dims["status"], row.delta) for row in rows]


def history(row):
    """The same, read off the lines of its history."""
    found, before = [], None
    for event in row.events.order_by("pk"):
        for status, sign in ((before, -1), (event.to_status, 1)):
            if before != event.to_status and status in OPEN:
                found.append((event.at, row.community_id, row.grid_id, status, sign))
        before = event.to_status
    return found


def stands():
    """How many stand open in which state."""
    found: Counter[str] = Counter()
    for _at, _place, _grid, status, sign in went():
        found[status] += sign
    return {status: count for status, count in found.items() if count}


def test_where_it_stands_is_written_when_it_gets_there(desk):
    row = desk.submit()
    assert stands() == {"submitted": 1}
    triage.classify(row, Verdict(OrderType.REGULAR, Matter.PRIVATE), by=desk.viewer("secretary"))
    assert stands() == {"classified": 1}
    assert went() == history(row)


def test_what_is_closed_stands_nowhere_and_opened_again_it_does(desk):
    row = desk.closed()
    assert stands() == {}
    assert went() == history(row), "and on the day it was closed, not on the day it came"
    conclude.reopen(row, reason="又坏了", by=desk.viewer("resident"))
    assert sum(stands().values()) == 1
    assert went() == history(row)


def test_a_step_that_goes_nowhere_moves_nothing(desk):
    row = desk.in_progress()
    before = went()
    work.add_note(row, note="下午去", by=desk.viewer("worker"))
    work.contact(row, how="phone", note="说好了", by=desk.viewer("worker"))
    assert went() == before


def test_it_stands_in_the_grid_it_went_to(desk, town):
    desk.submit()
    relocating.follow_merge(town.grid, town.second_grid)
    assert [step[2:] for step in went()[1:]] == [
        (town.grid.pk, "submitted", -1),
        (town.second_grid.pk, "submitted", 1),
    ]


def test_a_part_is_counted_as_soon_as_it_is_one(desk):
    whole = desk.submit()
    splitting.split(
        whole, parts=[splitting.Part("修灯"), splitting.Part("修门")], by=desk.viewer("secretary")
    )
    parts = ServiceRequest.objects.filter(split_from=whole)
    assert {row.counted["status"] for row in parts} == {"submitted"}
    assert stands()["submitted"] >= 2


def test_the_months_before_are_read_off_the_histories(desk):
    desk.submit()
    row = desk.closed()
    conclude.reopen(row, reason="又坏了", by=desk.viewer("resident"))
    lived = went()
    migration = import_module("requests.migrations.0019_standing")
    with connection.cursor() as cursor:
        cursor.execute(migration.WHERE_EACH_STOOD)
    assert Counter(went()) == Counter([*lived, *lived])
