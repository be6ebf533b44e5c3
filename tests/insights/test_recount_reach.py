"""Who takes part, whom somebody visits, what money did: read off figures, counted by hand."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from charity.actions import allocations, gifts
from core import scope
from core.models import TallyDelta
from insights import visits
from insights.actions import folding
from insights.indicators import REGISTRY
from insights.models.targets import indicator_codes, known_indicator
from insights.periods import Period, month_of, week_of
from insights.queries.readings import read
from requests.actions import conclude, dispatch, outings, triage, work
from requests.actions.dispatch import Who
from requests.models import Outing, ServiceRequest
from requests.models.parties import Lane
from requests.triage import Verdict
from requests.workflow import Matter, OrderType
from tests.charity.conftest import admit, give, goods
from tests.requests.conftest import desk
from tests.routes.walk import routes
from tests.test_routes import PUBLIC

__all__ = ["desk"]
pytestmark = pytest.mark.django_db(transaction=True)


def said(town, code, period=None, place=None):
    folding.fold()
    place = place or town.community
    period = period or month_of(timezone.localdate())
    return read([REGISTRY[code]], [place.pk], period)[place.pk, code]


def asked(sql, *values):
    with scope.entered(scope.EVERYTHING), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0]


# --- visits at home -------------------------------------------------------------------------------
@pytest.fixture
def visited(town):
    def make(*outcomes, person="resident"):
        by = town.viewer("worker")
        row = outings.plan(
            Outing.Kind.VISIT, town.grid, timezone.localdate(), by=by, resident=town.people[person]
        )
        for outcome in outcomes:
            if outcome == "found":
                row = outings.found(row, words="灯坏了", settled=True, by=by).outing
            else:
                row = outings.log(row, outcome=outcome, by=by)
        return row

    return make


VISITS = """SELECT count(*) FROM requests_outing
    WHERE kind = 'visit' AND outcome = ANY (%s) AND community_id = %s"""


def test_visits_at_home_are_counted_once_and_people_once(town, visited):
    visited("fine")
    visited("fine", "found", person="elder")
    visited("away", person="child")
    met = asked(VISITS, ["fine", "found"], town.community.pk)
    assert said(town, "home_visits").part == met == 2
    away = asked(VISITS, ["away"], town.community.pk)
    assert said(town, "home_visits_away").part == away == 1
    assert said(town, "visits").part == 2, "looked into again it is no second one"
    visited("found")
    people = asked(
        "SELECT count(DISTINCT resident_id) FROM requests_outing"
        " WHERE kind = 'visit' AND outcome IN ('fine', 'found') AND community_id = %s",
        town.community.pk,
    )
    assert said(town, "people_visited").part == people == 2
    assert said(town, "home_visits").part == 3
    assert said(town, "people_visited", week_of(timezone.localdate())).part is None


# --- how quickly ----------------------------------------------------------------------------------
def test_how_quickly_is_a_share_of_those_of_whom_it_is_known(town, desk):
    now = timezone.now()
    for hours in (0.2, 0.5, 5, 30, 200, 400):
        row = desk.submit()
        ServiceRequest.objects.filter(pk=row.pk).update(created_at=now - timedelta(hours=hours))
    for row in ServiceRequest.objects.order_by("pk"):
        _to_the_end(desk, row)
    within = """SELECT count(*) FROM requests_servicerequest WHERE status = 'closed'
        AND community_id = %s AND {} - created_at <= %s::interval"""
    for code, column, span in (
        ("contact_hour_rate", "contacted_at", "1 hour"),
        ("done_day_rate", "completed_at", "1 day"),
        ("done_week_rate", "completed_at", "7 days"),
    ):
        by_hand = asked(within.format(column), town.community.pk, span)
        found = said(town, code)
        assert found.part == by_hand, code
        known = f"""SELECT count(*) FROM requests_servicerequest WHERE status = 'closed'
            AND community_id = %s AND {column} IS NOT NULL"""
        assert found.base == asked(known, town.community.pk), code
    assert said(town, "contact_hour_rate").part == 2
    assert said(town, "done_day_rate").part == 3
    assert said(town, "done_week_rate").part == 4


def _to_the_end(desk, row):
    verdict = Verdict(OrderType.REGULAR, Matter.MINOR)
    row = triage.classify(row, verdict, by=desk.viewer("secretary"))
    who = Who(Lane.HOST, user=desk.town.worker)
    row = dispatch.assign(row, who, by=desk.viewer("secretary"))
    row = dispatch.sign(row, by=desk.viewer("worker"))
    work.contact(row, how="phone", note="说好了", by=desk.viewer("worker"))
    row = work.complete(row, result="好了", by=desk.viewer("worker"))
    conclude.rate(row, grade=5, by=desk.viewer("resident"))


# --- money ----------------------------------------------------------------------------------------
def test_what_was_used_of_a_gift_is_worth_its_share(town):
    admit(town)
    gift = give(town, goods(amount=Decimal(300), quantity=Decimal(3)))
    gift = gifts.receive(gift, actor=town.secretary)
    first = allocations.allocate(gift, quantity=Decimal(1), what="一袋", actor=town.staff)
    allocations.allocate(gift, quantity=Decimal(1), what="一袋", actor=town.staff)
    allocations.undo(first, what="没用上", actor=town.staff)
    by_hand = asked(
        "SELECT coalesce(sum(a.quantity * g.amount / a.of), 0) FROM charity_allocation a"
        " JOIN charity_gift g ON g.id = a.gift_id WHERE a.community_id = %s",
        town.community.pk,
    )
    assert Decimal(str(said(town, "resources_used_yuan").value)) == by_hand == 100
    traced = said(town, "resources_traced_rate")
    assert (traced.part, traced.base) == (100 * 100, 300 * 100)


# --- page visits ----------------------------------------------------------------------------------
@pytest.fixture
def counts(monkeypatch):
    fresh = visits.Counts()
    monkeypatch.setattr(visits, "COUNTS", fresh)
    return fresh


READER = {"User-Agent": "Mozilla/5.0 (Linux; Android 14)"}


def seen(counts):
    return {(page, n) for (page, _place, _day), n in counts._cells.items()}


def test_a_page_is_counted_by_its_name_and_place_and_day(client, town, counts):
    for _n in range(2):
        client.get("/guides/", headers=READER)
    client.get(f"/about/{town.sibling.pk}/", headers=READER)
    today = timezone.localdate()
    assert counts._cells["guides", town.community.pk, today] == 2
    assert counts._cells["about", town.sibling.pk, today] == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"},
        {"User-Agent": "curl/8"},
        {"User-Agent": ""},
        {**READER, "Sec-Purpose": "prefetch"},
        {**READER, "HX-Request": "true"},
    ],
)
def test_programs_and_parts_of_pages_are_not_counted(client, town, counts, headers):
    client.get("/guides/", headers=headers)
    assert not seen(counts)


def test_those_at_work_what_is_not_there_and_what_is_private_are_not_counted(client, town, counts):
    client.get("/about/999999/", headers=READER)
    client.get("/me/data/", headers=READER)
    town.enter(client, "secretary").get("/guides/", headers=READER)
    assert not seen(counts)


def test_now_and_then_they_are_written_down_and_say_nothing_of_anybody(
    client, town, counts, settings
):
    client.get("/guides/", headers=READER)
    assert not TallyDelta.objects.filter(measure=visits.MEASURE).exists()
    settings.VISITS_EVERY = 0
    client.get("/guides/", headers=READER)
    (step,) = TallyDelta.objects.filter(measure=visits.MEASURE)
    assert (step.delta, step.dims, step.who) == (2, {"page": "guides"}, None)
    assert (step.scope, timezone.localtime(step.at).hour) == (town.community.pk, 12)
    assert not seen(counts)
    assert said(town, "page_visits").part == said(town, "guide_visits").part == 2


def test_every_counted_page_is_there_and_public():
    names = {route.name for route in routes()}
    assert visits.PAGES.keys() <= names
    assert visits.PAGES.keys() <= PUBLIC
    assert visits.PAGES.keys() >= visits.OF_A_PLACE
    middleware = settings.MIDDLEWARE
    order = [name.rsplit(".", 1)[1] for name in middleware]
    assert order.index("ScopeMiddleware") < order.index("VisitsMiddleware")


# --- what only describes --------------------------------------------------------------------------
def test_no_target_stands_on_what_only_describes():
    described = {code for code, one in REGISTRY.items() if one.describes}
    assert {"linked_orders", "tag_party", "tag_future"} <= described
    assert len([code for code in described if code.startswith("tag_")]) == 10
    assert not described & {code for code, _name in indicator_codes()}
    known_indicator("solved_rate")
    with pytest.raises(ValidationError, match="只作描述"):
        known_indicator("tag_party")
    with pytest.raises(ValidationError, match="没有这个指标"):
        known_indicator("nothing")


def test_a_free_period_knows_no_people(town):
    today = timezone.localdate()
    odd = Period(today - timedelta(days=9), today)
    for code in ("participation_rate", "activity_people", "active_volunteer_rate"):
        assert said(town, code, odd).value is None, code
    assert re.search("一个人只算一次", str(REGISTRY["activity_people"].definition))
