"""The board of supply and demand: published, answered, talked over, closed with a result."""

from datetime import time, timedelta

import pytest
from django.db import models
from django.urls import reverse
from django.utils import timezone

from core import scope
from core.models import Message
from organizations.actions import demands, match_meetings, organizations
from organizations.demand_workflow import SILENT_FOR
from organizations.models import Demand, Interest, MatchTalk, Organization, ServiceDomain
from organizations.queries import demands as queries
from organizations.tasks import tend_demands
from tests.organizations.conftest import facts, service_values
from tests.organizations.test_pairings import refused
from tests.races import meet_inside, together

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def ask(town, title="每周一节书法课", **said):
    values = {
        "domain": ServiceDomain.objects.get(code="children"),
        "answer_by": TODAY() + timedelta(days=20),
        "actor": town.staff,
    }
    return demands.publish(town.community, title=title, **values | said)


@pytest.fixture
def demand(town) -> Demand:
    return ask(town)


def choir(town, name="合唱队") -> Organization:
    return organizations.register(town.community, facts(name), actor=town.staff)


def answer(demand, unit, message="周六下午能来"):
    return demands.offer(demand, organization=unit, message=message, actor=None)


def told(kind):
    rows = Message.objects.filter(code=f"organizations.demand_{kind}")
    return list(rows.order_by("pk").values_list("to_user", flat=True))


# --- what is refused ------------------------------------------------------------------------------
def test_it_says_what_and_until_when_and_hangs_no_number_on_the_wall(town):
    assert refused(ask, town, title=" ") == "title"
    assert refused(ask, town, title="找 13900001111") == "title"
    assert refused(ask, town, details="找 13900001111") == "details"
    assert refused(ask, town, answer_by=TODAY() - timedelta(days=1)) == "answer_by"


def test_an_organisation_of_the_register_answers_once_in_time_and_says_how(town, demand):
    unit = choir(town)
    assert refused(answer, demand, unit, " ") == "message"
    assert answer(demand, unit).status == "offered"
    assert refused(answer, demand, unit) == "organization"
    organizations.suspend(unit, reason="换届", actor=town.staff)
    assert refused(answer, ask(town), unit) == "organization"
    Demand.objects.update(answer_by=TODAY() - timedelta(days=1))
    assert refused(answer, demand, town.organization) == "late"


def test_a_talk_is_written_down_when_it_was_held_once_a_day(town, demand):
    def talk(**said):
        values = {"organization": town.organization, "held_on": TODAY(), "outcome": "again"}
        return demands.note_talk(demand, actor=town.staff, **values | said)

    assert refused(talk, held_on=TODAY() + timedelta(days=1)) == "held_on"
    assert refused(talk, outcome="perhaps") == "outcome"
    assert refused(talk, note="找 13900001111") == "note"
    assert talk().outcome == "again"
    assert refused(talk) == "organization"
    assert talk(held_on=TODAY() - timedelta(days=1), outcome="agreed").pk
    assert MatchTalk.objects.count() == 2


@pytest.mark.parametrize(("outcome", "answers"), [("agreed", 1), ("again", 0), ("nothing", 0)])
def test_who_agreed_at_the_table_can_be_chosen_without_having_answered(
    town, demand, outcome, answers
):
    unit = choir(town)
    demands.note_talk(demand, organization=unit, held_on=TODAY(), outcome=outcome, actor=town.staff)
    assert demand.interests.filter(organization=unit).count() == answers
    if answers:
        closed = demands.choose(demand, interest=demand.interests.get(), actor=town.staff)
        assert closed.result == "matched"


def test_one_who_answered_is_chosen_and_the_others_hear_of_it(town, demand):
    first, second = answer(demand, town.organization), answer(demand, choir(town))
    stranger = answer(ask(town), choir(town, "棋社"))
    assert refused(demands.choose, demand, interest=stranger, actor=town.staff) == "interest"
    closed = demands.choose(demand, interest=second, actor=town.staff)
    assert (closed.status, closed.result, closed.result_note) == ("closed", "matched", "合唱队")
    states = Interest.objects.order_by("pk").values_list("status", flat=True)
    assert list(states) == ["passed", "chosen", "offered"]
    assert told("decided") == [town.org_manager.pk]
    assert refused(demands.choose, demand, interest=first, actor=town.staff) == "closed"
    assert refused(answer, demand, choir(town, "鼓队")) == "closed"


def test_an_answer_is_taken_back_until_it_is_settled(town, demand):
    def take_back(unit=town.organization):
        return demands.take_back(demand, organization=unit, actor=town.org_manager)

    assert refused(take_back) == "organization"
    answer(demand, town.organization)
    other = answer(demand, choir(town))
    take_back()
    assert list(demand.interests.values_list("pk", flat=True)) == [other.pk]
    assert told("taken_back") == [town.staff.pk]
    assert answer(demand, town.organization).status == "offered"
    demands.choose(demand, interest=other, actor=town.staff)
    assert refused(take_back) == "closed"


def test_who_answered_takes_back_and_what_is_settled_offers_nothing(enter, town, demand):
    page = reverse("organizations:demand", args=[demand.pk])
    sitting = match_meetings.Sitting("秋季对接会", TODAY() + timedelta(days=3), time(14), "议事厅")
    meeting = match_meetings.announce(town.community, sitting, demands=[demand], actor=town.staff)
    act = reverse("organizations:demand_act", args=[demand.pk, "take-back"])
    said = {"organization": town.organization.pk, "idempotency_key": "demand-0011"}
    manager = enter("org_manager")
    assert manager.post(act, said).status_code == 404
    answer(demand, town.organization)
    assert [str(each["label"]) for each in manager.get(page).context["buttons"]] == ["收回应答"]
    assert enter("staff").get(act).status_code == 404
    manager = enter("org_manager")
    manager.post(act, said)
    assert [str(each["label"]) for each in manager.get(page).context["buttons"]] == ["我们能做"]
    assert meeting.title in manager.get(page).content.decode()
    demands.close(demand, result="cancelled", note="不用了", actor=town.staff)
    shown = manager.get(page)
    assert (shown.context["buttons"], meeting.title in shown.content.decode()) == ([], False)


def test_it_is_closed_with_a_result_and_a_word(town, demand):
    offered = answer(demand, town.organization)

    def close(**said):
        values = {"result": "elsewhere", "note": "学校老师来上"} | said
        return demands.close(demand, actor=town.staff, **values)

    for result in ("matched", "silent", "maybe"):
        assert refused(close, result=result) == "result"
    assert refused(close, note=" ") == "note"
    assert close().result == "elsewhere"
    offered.refresh_from_db()
    assert offered.status == "passed"
    assert refused(close) == "closed"


# --- by the clock ---------------------------------------------------------------------------------
def test_a_silent_demand_is_reminded_of_once_and_then_closed(town, demand):
    day = demand.published_on + SILENT_FOR
    answered = ask(town, "有人应的")
    answer(answered, town.organization)
    demands.tend(day - timedelta(days=1))
    assert told("silent") == []
    for _turn in range(2):
        demands.tend(day)
    assert told("silent") == [town.staff.pk]
    demands.tend(day + SILENT_FOR - timedelta(days=1))
    demand.refresh_from_db()
    assert demand.status == "open"
    demands.tend(day + SILENT_FOR)
    demand.refresh_from_db()
    assert (demand.status, demand.result) == ("closed", "silent")
    assert demand.closed_on == day + SILENT_FOR
    answered.refresh_from_db()
    assert answered.status == "open"
    tend_demands()
    assert told("silent") == [town.staff.pk]


def test_an_answer_after_the_reminder_keeps_it_open(town, demand):
    day = demand.published_on + SILENT_FOR
    demands.tend(day)
    answer(demand, town.organization)
    demands.tend(day + SILENT_FOR)
    demand.refresh_from_db()
    assert demand.status == "open"
    assert told("answered") == [town.staff.pk]


# --- pages ----------------------------------------------------------------------------------------
def test_every_place_and_every_organisation_reads_it_and_its_keeper_ends_it(enter, demand):
    page = reverse("organizations:demand", args=[demand.pk])

    def labels(name):
        answer = enter(name).get(page)
        if answer.status_code == 404:
            return None
        return [str(act["label"]) for act in answer.context["buttons"]]

    keeper = ["登记对接会", "结束需求"]
    assert labels("staff") == labels("street_official") == keeper
    assert labels("org_manager") == ["我们能做"]
    assert labels("far_staff") == labels("sibling_staff") == []
    assert labels("resident") is None
    board = reverse("organizations:demands")
    assert enter("resident").get(board).status_code == 404
    assert enter("org_manager").get(reverse("organizations:new_demand")).status_code == 404


def test_the_board_is_searched(town, demand):
    other = ask(town, "上门理发", domain=ServiceDomain.objects.get(code="elder_care"))
    gone = demands.close(ask(town, "旧的"), result="cancelled", note="不用了", actor=town.staff)
    staff = town.viewer("staff")

    def found(**said):
        return queries.board(staff, queries.Filters(**said)).rows

    assert found() == [other, demand]
    assert found(q="书法") == [demand]
    assert found(domain=other.domain_id) == [other]
    assert found(status="closed") == [gone]


def test_the_page_names_who_offers_such_a_thing_there(town, haircut):
    demand = ask(town, "理发", domain=haircut.domain)
    assert [one.pk for one in queries.providers_for(demand)] == [haircut.pk]
    assert list(queries.providers_for(ask(town))) == []
    far = demands.publish(
        town.far_community, domain=haircut.domain, title="理发", answer_by=TODAY(), actor=None
    )
    assert list(queries.providers_for(far)) == []
    assert service_values()["domain"] == haircut.domain


def test_the_desk_publishes_an_organisation_answers_the_desk_chooses(enter, town):
    staff = enter("staff")
    said = {
        "area": town.community.pk, "domain": ServiceDomain.objects.first().pk, "title": "书法课",
        "answer_by": str(TODAY()), "idempotency_key": "demand-0001",
    }  # fmt: skip
    url = staff.post(reverse("organizations:new_demand"), said).url
    demand = Demand.objects.get()
    act = lambda slug: reverse("organizations:demand_act", args=[demand.pk, slug])  # noqa: E731
    enter("org_manager").post(
        act("offer"),
        {"organization": town.organization.pk, "message": "能", "idempotency_key": "demand-0002"},
    )
    staff = enter("staff")
    talk = {
        "organization": town.organization.pk, "held_on": str(TODAY()), "outcome": "agreed",
        "idempotency_key": "demand-0003",
    }  # fmt: skip
    staff.post(act("talk"), talk)
    chosen = {"interest": Interest.objects.get().pk, "idempotency_key": "demand-0004"}
    staff.post(act("choose"), chosen)
    page = staff.get(url).content.decode()
    assert "对接上了" in page
    assert "谈成" in page
    late = said | {"answer_by": "2026-01-01", "idempotency_key": "demand-0005"}
    assert staff.post(reverse("organizations:new_demand"), late).status_code == 422


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False], ids=["locked", "lock-off"])
def test_two_who_choose_at_once_choose_one(town, monkeypatch, locked):
    with scope.entered(scope.EVERYTHING):
        demand = ask(town)
        offers = [answer(demand, choir(town, name)) for name in ("甲队", "乙队")]
    if not locked:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    meeting = meet_inside(monkeypatch, demands, "_close")
    outcomes = together(
        *[lambda one=one: demands.choose(demand, interest=one, actor=town.staff) for one in offers]
    )
    assert Interest.objects.filter(status="chosen").count() == 1
    if locked:
        assert not meeting.happened
        assert [each.error.code for each in outcomes if each.error] == ["closed"]
