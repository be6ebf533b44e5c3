"""A group in an incubation base: points by strangers, room for so many, coaching, the end."""

from datetime import timedelta

import pytest
from django.db import models
from django.urls import reverse
from django.utils import timezone

from core import scope
from core.models import Message
from core.workcalendar import add_workdays
from organizations.actions import facilities, incubations, managers, organizations
from organizations.actions.facilities import Place
from organizations.incubation_workflow import HAND_OVER_DAYS, NEXT, STEPS, IncubationStatus
from organizations.models import Facility, Incubation, Organization
from organizations.queries import incubations as queries
from tests.organizations.conftest import facts
from tests.organizations.test_pairings import refused
from tests.races import meet_inside, together

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
S = IncubationStatus


@pytest.fixture
def base(town) -> Facility:
    return a_base(town)


def a_base(town, rooms=2):
    made = facilities.add(
        town.community, Place(kind="incubator", name="孵化基地", rooms=rooms), actor=town.staff
    )
    return facilities.open_up(made, opened_on=TODAY(), actor=town.staff)


def ask(town, base, name="互助队", **said):
    unit = said.pop("unit", None) or organizations.register(
        town.community, facts(name), actor=town.staff
    )
    return incubations.apply(unit, base=base, **{"plan": "帮老人修家电", "actor": None} | said)


def give(one, reviewer, points=20, **said):
    values = dict.fromkeys(incubations.ASPECTS, points) | {"word": "有人手"} | said
    return incubations.score(one, actor=reviewer, **values)


def scored(town, one, points=20):
    for reviewer in (town.staff, town.secretary):
        give(one, reviewer, points)
    return one


def move_in(town, one, days=360, **said):
    values = {"starts_on": TODAY(), "ends_on": TODAY() + timedelta(days=days)} | said
    return incubations.move_in(one, actor=town.staff, **values)


def noted(town, one, kind="coaching", **said):
    values = {"kind": kind, "held_on": TODAY(), "note": "记账怎么记"} | said
    return incubations.note(one, actor=town.staff, **values)


def at(town, base, status, name="互助队"):
    one = ask(town, base, name)
    if status == S.APPLIED:
        return scored(town, one)
    if status == S.REFUSED:
        return incubations.refuse(scored(town, one), reason="没有人手", actor=town.staff)
    one = incubations.admit(scored(town, one), actor=town.staff)
    if status == S.ADMITTED:
        return one
    one = move_in(town, one)
    noted(town, one, "midterm")
    if status == S.HOUSED:
        return one
    if status == S.LEFT:
        return incubations.leave(one, reason="搬走了", actor=town.staff)
    return incubations.graduate(one, reason="登记了", actor=town.staff)


# --- the application ------------------------------------------------------------------------------
def test_a_group_of_the_register_asks_at_an_open_base_once(town, base):
    unit = organizations.register(town.community, facts("甲队"), actor=town.staff)
    school = facts("小学", kind="school", registration="none")
    partner = organizations.register(town.community, school, actor=town.staff)
    assert refused(ask, town, base, unit=partner) == "organization"
    assert refused(ask, town, base, unit=unit, plan=" ") == "plan"
    assert refused(ask, town, base, unit=unit, plan="找 13900001111") == "plan"
    assert refused(ask, town, base, unit=unit, needs="找 13900001111") == "needs"
    assert ask(town, base, unit=unit).status == S.APPLIED
    assert refused(ask, town, base, unit=unit) == "organization"
    canteen = facilities.add(town.community, Place(kind="canteen", name="食堂"), actor=None)
    facilities.open_up(canteen, opened_on=TODAY(), actor=None)
    assert refused(ask, town, Facility.objects.get(pk=canteen.pk), name="乙队") == "base"
    shut = facilities.pause(base, reason="修", actor=None)
    assert refused(ask, town, shut, name="丙队") == "base"
    organizations.suspend(unit, reason="换届", actor=town.staff)
    assert refused(ask, town, base, unit=unit) == "organization"


# --- points ---------------------------------------------------------------------------------------
def test_points_come_from_people_without_a_part_in_it(town, base):
    one = ask(town, base, actor=town.staff)
    assert refused(give, one, town.staff) == "conflict"
    managers.appoint_manager(one.organization, user=town.stranger, actor=town.secretary)
    assert refused(give, one, town.stranger) == "conflict"
    assert refused(give, one, town.secretary, need=26) == "need"
    assert refused(give, one, town.secretary, people=-1) == "people"
    assert refused(give, one, town.secretary, word=" ") == "word"
    assert give(one, town.secretary).total == 80
    assert refused(give, one, town.secretary) == "twice"


def test_two_give_points_before_anybody_decides(town, base):
    one = ask(town, base)
    give(one, town.staff)
    assert refused(incubations.admit, one, actor=town.staff) == "too_few_reviewers"
    assert refused(incubations.refuse, one, reason="没有", actor=town.staff) == "too_few_reviewers"
    give(one, town.secretary)
    assert incubations.admit(one, actor=town.staff).status == S.ADMITTED
    assert refused(give, one, town.street_official) == "moved_on"


def test_less_than_sixty_on_average_does_not_pass(town, base):
    one = scored(town, ask(town, base), points=14)
    assert refused(incubations.admit, one, actor=town.staff) == "too_few"
    give(one, town.street_official, points=25)
    assert incubations.admit(one, actor=town.staff).status == S.ADMITTED
    other = scored(town, ask(town, base, "乙队"), points=15)
    assert incubations.admit(other, actor=town.staff).status == S.ADMITTED


# --- its time there -------------------------------------------------------------------------------
@pytest.mark.parametrize("status", IncubationStatus)
@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_it_moves_as_the_table_says(town, base, status, step):
    one = at(town, base, status)
    move = {
        "admit": lambda: incubations.admit(one, actor=town.staff),
        "refuse": lambda: incubations.refuse(one, reason="没有人手", actor=town.staff),
        "move_in": lambda: move_in(town, one),
        "graduate": lambda: incubations.graduate(one, reason="登记了", actor=town.staff),
        "leave": lambda: incubations.leave(one, reason="搬走", actor=town.staff),
    }[step.name]
    if status in step.sources:
        assert move().status == step.target
    else:
        assert refused(move) == "moved_on"


def test_an_agreement_has_an_end_within_two_years_and_says_what_is_free(town, base):
    one = at(town, base, S.ADMITTED)
    assert refused(move_in, town, one, days=0) == "ends_on"
    assert refused(move_in, town, one, days=800) == "ends_on"
    moved = move_in(town, one, fees_free=False)
    assert (moved.rent_free, moved.fees_free) == (True, False)


def test_a_base_takes_no_more_than_it_has_rooms(town):
    base = a_base(town, rooms=1)
    first, second = at(town, base, S.HOUSED), at(town, base, S.ADMITTED, "乙队")
    assert refused(move_in, town, second) == "full"
    incubations.leave(first, reason="搬走", actor=town.staff)
    assert move_in(town, second).status == S.HOUSED


def test_lines_are_written_while_it_is_there_and_not_ahead(town, base):
    one = at(town, base, S.ADMITTED)
    assert refused(noted, town, one) == "moved_on"
    move_in(town, one)
    assert refused(noted, town, one, "party") == "kind"
    assert refused(noted, town, one, held_on=TODAY() + timedelta(days=1)) == "held_on"
    assert refused(noted, town, one, note=" ") == "note"
    assert noted(town, one).kind == "coaching"


def test_it_graduates_when_it_was_looked_at_half_way_and_passed(town, base):
    one = move_in(town, at(town, base, S.ADMITTED))
    go = lambda reason="登记了": incubations.graduate(one, reason=reason, actor=town.staff)  # noqa: E731
    noted(town, one)
    assert refused(go) == "no_midterm"
    noted(town, one, "midterm_mend")
    assert refused(go) == "no_midterm"
    noted(town, one, "midterm")
    assert refused(go, " ") == "reason"
    assert go().reason == "登记了"


def test_who_leaves_has_fifteen_working_days_to_hand_the_room_over(town, base):
    housed = at(town, base, S.HOUSED)
    assert refused(incubations.leave, housed, reason=" ", actor=None) == "reason"
    assert refused(incubations.leave, housed, reason="找 13900001111", actor=None) == "reason"
    left = incubations.leave(housed, reason="搬走", actor=None)
    assert left.hand_over_by == add_workdays(TODAY(), HAND_OVER_DAYS)
    waiting = ask(town, base, "乙队")
    assert incubations.leave(waiting, reason="不来了", actor=None).hand_over_by is None


# --- pages ----------------------------------------------------------------------------------------
def labels(client, one):
    answer = client.get(reverse("organizations:incubation", args=[one.pk]))
    if answer.status_code == 404:
        return None
    return [str(act["label"]) for act in answer.context["buttons"]]


def test_who_keeps_the_base_decides_and_the_group_may_go(enter, town, base):
    one = ask(town, base, unit=town.organization)
    assert labels(enter("staff"), one) == ["打分", "退出"]
    assert labels(enter("org_manager"), one) == ["退出"]
    assert labels(enter("worker"), one) == []
    for name in ("sibling_staff", "far_staff", "resident"):
        assert labels(enter(name), one) is None, name
    scored(town, one)
    assert labels(enter("staff"), one) == ["通过评审", "不通过", "退出"]
    page = reverse("organizations:incubation", args=[one.pk])
    assert enter("org_manager").get(page).context["page"].scores == []
    assert enter("org_manager").get(page).context["page"].average is None
    assert enter("staff").get(page).context["page"].average == 80
    incubations.admit(one, actor=town.staff)
    assert enter("org_manager").get(page).context["page"].average == 80
    told = Message.objects.filter(code="organizations.incubation_moved")
    assert list(told.values_list("to_user", flat=True)) == [town.org_manager.pk]


def test_who_runs_the_base_writes_its_lines(enter, town, base):
    facilities.correct(base, operator=town.organization, actor=None)
    one = at(town, base, S.HOUSED)
    assert labels(enter("org_manager"), one) == ["登记辅导或评估"]


def test_a_manager_applies_and_the_board_shows_the_rooms(enter, town, base):
    said = {
        "organization": town.organization.pk, "base": base.pk, "plan": "驻站",
        "idempotency_key": "nest-0001",
    }  # fmt: skip
    url = reverse("organizations:new_incubation")
    manager = enter("org_manager")
    listed = reverse("organizations:incubations")
    assert "还没有申请过" in manager.get(listed).content.decode()
    assert "没有这样的申请" in manager.get(listed, {"q": "甲"}).content.decode()
    assert manager.post(url, said).status_code == 302
    assert manager.post(url, said | {"idempotency_key": "nest-0002"}).status_code == 422
    assert enter("worker").get(url).status_code == 404
    at(town, base, S.HOUSED)
    gone = at(town, base, S.REFUSED, "丙队")
    staff = town.viewer("staff")
    found = queries.board(staff, queries.Filters())
    assert [row.organization.name for row in found.rows] == [town.organization.name, "互助队"]
    assert [(line.base, line.housed) for line in found.bases] == [(base, 1)]
    assert queries.board(staff, queries.Filters(status="refused")).rows == [gone]
    assert queries.board(staff, queries.Filters(q="丙", status="refused")).rows == [gone]
    assert queries.board(staff, queries.Filters(q="丙")).rows == []


def test_the_desk_of_another_place_applies_for_its_own(enter, town, base):
    unit = organizations.register(town.sibling, facts("明湖队"), actor=town.sibling_staff)
    said = {
        "organization": unit.pk, "base": base.pk, "plan": "驻站", "idempotency_key": "nest-0003",
    }  # fmt: skip
    answer = enter("sibling_staff").post(reverse("organizations:new_incubation"), said)
    assert answer.url == reverse("organizations:incubations")
    assert Incubation.objects.get().organization == unit
    assert Organization.objects.get(pk=unit.pk).status == "active"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False], ids=["locked", "lock-off"])
def test_two_who_move_in_at_once_find_one_room(town, monkeypatch, locked):
    with scope.entered(scope.EVERYTHING):
        base = a_base(town, rooms=1)
        both = [at(town, base, S.ADMITTED, name) for name in ("甲队", "乙队")]
    if not locked:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    meeting = meet_inside(monkeypatch, incubations, "_move")
    outcomes = together(*[lambda one=one: move_in(town, one) for one in both])
    assert Incubation.objects.housed().count() == (1 if locked else 2)
    assert [each.error.code for each in outcomes if each.error] == (["full"] if locked else [])
    assert meeting.happened is not locked


@pytest.mark.parametrize("status", list(S))
def test_its_page_says_what_comes_next(enter, town, base, status):
    row = at(town, base, status)
    page = enter("staff").get(reverse("organizations:incubation", args=[row.pk]))
    assert str(NEXT[status]) in page.content.decode()
