"""外勤: planned, logged with one tap, and what was found becomes an order."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.exceptions import DomainError
from core.workcalendar import add_workdays
from requests import doing_personal, personal_data
from requests.actions import outings
from requests.models import Outing, OutingFinding, ServiceRequest
from requests.queries import outings as queries
from requests.workflow import Channel
from tests.town import enter

__all__ = ["enter"]
ROUTE = "1–4 号楼 → 东门"


@pytest.fixture
def worker(town):
    return town.viewer("worker")


@pytest.fixture
def patrol(town, worker):
    return outings.plan("patrol", town.grid, timezone.localdate(), route=ROUTE, by=worker)


@pytest.fixture
def visit(town, worker):
    elder = town.people["elder"]
    return outings.plan("visit", town.grid, timezone.localdate(), resident=elder, by=worker)


def test_one_tap_and_it_is_logged_and_the_second_tap_is_no_fault(worker, patrol):
    assert [one.pk for one in queries.my_day(worker).due] == [patrol.pk]
    outings.log(patrol, outcome="fine", by=worker)
    row = outings.log(patrol, outcome="dropped", words="从旧页面上点的", by=worker)
    assert (row.outcome, row.words) == ("fine", "")
    day = queries.my_day(worker)
    assert (day.due, [one.pk for one in day.done]) == ([], [patrol.pk])


def test_the_same_place_on_the_same_day_is_planned_once(town, worker, patrol):
    again = outings.plan("patrol", town.grid, timezone.localdate(), route=ROUTE, by=worker)
    assert again.pk == patrol.pk


@pytest.mark.parametrize(
    ("kind", "days", "field"),
    [("patrol", 0, "route"), ("visit", 0, "resident"), ("visit", -1, "planned_on"),
     ("patrol", 200, "planned_on")],
)  # fmt: skip
def test_a_plan_says_where_and_when(town, worker, kind, days, field):
    day = timezone.localdate() + timedelta(days=days)
    with pytest.raises(DomainError) as refused:
        outings.plan(kind, town.grid, day, by=worker)
    assert refused.value.field == field


def test_nobody_at_home_stands_there_again_on_the_next_workday(worker, visit):
    outings.log(visit, outcome="away", by=worker)
    again = Outing.objects.waiting().get()
    assert (again.resident, again.kind) == (visit.resident, "visit")
    assert again.planned_on == add_workdays(timezone.localdate(), 1)


def test_what_is_found_on_a_visit_is_an_order_for_him(worker, visit):
    finding = outings.found(visit, words="水龙头滴水，老人拧不动", settled=False, by=worker)
    again = outings.found(visit, words="水龙头滴水，老人拧不动", settled=False, by=worker)
    assert again.pk == finding.pk
    order = ServiceRequest.objects.get()
    assert (order.channel, order.resident, order.entered_by) == (
        Channel.VISIT, visit.resident, worker.user,
    )  # fmt: skip
    assert order.consent_note
    visit.refresh_from_db()
    assert visit.outcome == "found"
    second = outings.found(visit, words="门口纸箱挪开了", settled=True, by=worker)
    assert second.service_request is None
    assert ServiceRequest.objects.count() == 1


def test_what_is_found_on_a_patrol_is_an_order_of_the_grid(worker, patrol):
    outings.log(patrol, outcome="fine", by=worker)
    outings.found(patrol, words="东门井盖翘起来", settled=False, by=worker)
    order = ServiceRequest.objects.get()
    assert (order.channel, order.grid, order.resident) == (Channel.PATROL, patrol.grid, None)
    patrol.refresh_from_db()
    assert patrol.outcome == "found"


def test_a_word_of_danger_lies_with_the_officer_and_not_in_the_round(worker, visit):
    finding = outings.found(visit, words="楼上往死里打孩子", settled=False, by=worker)
    assert finding.service_request.is_protective
    assert "打" not in OutingFinding.objects.get().words


def test_where_one_was_not_nothing_was_found(worker, visit):
    outings.log(visit, outcome="away", by=worker)
    with pytest.raises(DomainError):
        outings.found(visit, words="灯坏了", settled=True, by=worker)


def test_not_going_takes_a_reason_and_a_patrol_meets_everybody(worker, patrol):
    for outcome in ("dropped", "away", "found", ""):
        with pytest.raises(DomainError):
            outings.log(patrol, outcome=outcome, by=worker)
    assert outings.log(patrol, outcome="dropped", words="台风停工", by=worker).outcome == "dropped"


def test_the_page_on_the_phone(enter, town, patrol, visit):
    client, page = enter("worker"), reverse("requests:field")
    shown = client.get(page).content.decode()
    assert ROUTE in shown
    log = reverse("requests:field_log", args=[patrol.pk])
    assert client.post(log, {"outcome": "fine"})["Location"] == page
    found = reverse("requests:field_found", args=[visit.pk])
    assert client.post(found, {"words": "灯坏了", "settled": "no"})["Location"] == page
    shown = client.get(page).content.decode()
    assert ServiceRequest.objects.get().number in shown
    day = timezone.localdate().isoformat()
    for kind, said in (
        ("patrol", {"route": "后街", "grid": town.grid.pk}),
        ("visit", {"resident": town.people["elder"].pk}),
    ):
        plan = reverse("requests:field_plan", args=[kind])
        assert client.get(plan).status_code == 200
        assert client.post(plan, {"planned_on": day, **said})["Location"] == page
    drop = reverse("requests:field_drop", args=[Outing.objects.waiting().last().pk])
    assert client.post(drop, {"words": "改天"}).status_code == 302


@pytest.mark.parametrize("name", ["resident", "volunteer", "outsider"])
def test_who_does_not_go_out_finds_no_such_page(enter, patrol, name):
    assert enter(name).get(reverse("requests:field")).status_code == 404
    log = reverse("requests:field_log", args=[patrol.pk])
    assert enter(name).post(log, {"outcome": "fine"}).status_code == 404


def test_a_colleague_does_not_log_it_for_him(enter, patrol):
    log = reverse("requests:field_log", args=[patrol.pk])
    assert enter("secretary").post(log, {"outcome": "fine"}).status_code == 404


def test_after_three_years_only_the_kind_and_the_day_are_left(worker, visit):
    finding = outings.found(visit, words="药吃完了", settled=True, by=worker)
    told = doing_personal.told(visit.resident.subject)["visits"]
    assert told[0]["found"] == ["药吃完了"]
    Outing.objects.update(done_at=timezone.now() - timedelta(days=3 * 365 + 5))
    assert personal_data.expire(timezone.localdate())["outings"] == 1
    assert personal_data.expire(timezone.localdate())["outings"] == 0
    visit.refresh_from_db()
    finding.refresh_from_db()
    assert (visit.resident, visit.words, finding.words) == (None, "", "—")
