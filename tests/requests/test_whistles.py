"""街道吹哨、部门报到: each side has its own steps, each department its own clock."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import roles
from communities.models import Department, DepartmentScope
from core import scope
from core.exceptions import DomainError
from core.models import Message
from requests.actions import assessing, whistling
from requests.actions.whistling import Asked
from requests.models import Whistle, WhistleCall
from requests.workflow.whistles import LOOKS, STEPS, Act, Side, WhistleKind, WhistleStatus
from tests.town import enter

__all__ = ["enter"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def second(town):
    return Department.objects.create(area=town.street, name="双水派出所")


@pytest.fixture
def asked(town, second):
    return Asked(
        town.community,
        WhistleKind.ENFORCEMENT,
        "夜市占了消防通道",
        "东门外",
        timezone.now() + timedelta(days=2),
        town.department,
        [second],
    )


@pytest.fixture
def issued(asked, town):
    row = whistling.draft(asked, by=town.viewer("secretary"))
    return whistling.issue(row, by=town.viewer("street_official"))


def own_call(row, town):
    return row.calls.get(department=town.department)


def officer_of(town, department, name="second_liaison"):
    user = town.official(name, "黎警官", "13800000077", roles.DEPARTMENT_LIAISON, town.street)
    DepartmentScope.objects.create(grant=user.grants.get(), department=department)
    return town.viewer(name)


def reported(row, town, second, outcome="solved"):
    for by, call in (
        (town.viewer("liaison"), own_call(row, town)),
        (officer_of(town, second), row.calls.get(department=second)),
    ):
        whistling.acknowledge(call, by=by)
        whistling.arrive(call, by=by)
        whistling.report(call, outcome=outcome, report="清走了，划了线", by=by)
    return Whistle.objects.get(pk=row.pk)


def assessed(row, town, second, grade=5):
    assessing.judge(row, grade=grade, by=town.viewer("secretary"))
    assessing.judge(row, grade=5, by=town.viewer("street_official"))
    for department in (town.department, second):
        assessing.mark_department(
            row, department=department, grade=4, by=town.viewer("street_official")
        )
    assessing.mark_whistle(row, grade=5, by=town.viewer("liaison"))
    return row


def test_it_sounds_only_when_the_street_has_looked(asked, town):
    row = whistling.draft(asked, by=town.viewer("secretary"))
    assert Message.objects.filter(to_user=town.street_official).count() == 1
    assert not Message.objects.filter(to_user=town.liaison).exists()
    with pytest.raises(DomainError):
        whistling.issue(row, by=town.viewer("secretary"))
    whistling.issue(row, by=town.viewer("street_official"))
    assert Message.objects.filter(to_user=town.liaison, code="requests.whistle_called").exists()


def test_who_asked_hears_that_it_was_blown_and_all_who_came_how_it_ended(issued, town, second):
    def heard(code):
        return set(Message.objects.filter(code=code).values_list("to_user_id", flat=True))

    assert heard("requests.whistle_blown") == {town.secretary.pk}
    row = assessed(reported(issued, town, second), town, second)
    assessing.close(row, answer="清走了", by=town.viewer("street_official"))
    other = town.accounts["second_liaison"].pk
    assert heard("requests.whistle_ended") == {town.secretary.pk, town.liaison.pk, other}


def test_how_the_district_ended_it_is_told_to_the_street_as_well(issued, town):
    row = whistling.escalate(issued, reason="权限不够", by=town.viewer("street_official"))
    whistling.settle(row, answer="区里协调了", by=town.viewer("district_official"))
    row.refresh_from_db()
    assert row.answer == "权限不够\n区里协调了"  # both stand there
    told = Message.objects.filter(code="requests.whistle_ended").values_list("to_user", flat=True)
    assert {town.secretary.pk, town.street_official.pk} <= set(told)


def test_who_has_said_how_it_came_out_is_not_asked_again(issued, town, second, enter):
    row, page = reported(issued, town, second), reverse("requests:whistle", args=[issued.pk])
    client = enter("secretary")
    assert "评结果" in client.get(page).content.decode()
    assessing.judge(row, grade=5, words="清走了", by=town.viewer("secretary"))
    shown = client.get(page).content.decode()
    assert "评结果" not in shown
    assert "结果 · 社区" in shown


def test_an_empty_whistle_is_not_blown_and_the_place_hears_why(asked, town):
    row = whistling.draft(asked, by=town.viewer("secretary"))
    with pytest.raises(DomainError):
        whistling.refuse(row, answer=" ", by=town.viewer("street_official"))
    row = whistling.refuse(row, answer="先请物业来", by=town.viewer("street_official"))
    assert row.status == WhistleStatus.REFUSED
    assert Message.objects.filter(to_user=town.secretary).exists()


def test_each_department_has_a_row_and_a_clock_of_its_own(issued, town):
    calls = list(issued.calls.all())
    assert [call.is_lead for call in calls] == [True, False]
    for call in calls:
        assert call.acknowledge_by == issued.issued_at + timedelta(hours=4)
        assert call.look_at == call.acknowledge_by


def test_first_signed_for_then_there_then_reported(issued, town):
    call, by = own_call(issued, town), town.viewer("liaison")
    with pytest.raises(DomainError):
        whistling.arrive(call, by=by)
    with pytest.raises(DomainError):
        whistling.report(call, outcome="solved", report="好了", by=by)
    whistling.acknowledge(call, by=by)
    with pytest.raises(DomainError):
        whistling.acknowledge(call, by=by)
    whistling.arrive(call, by=by)
    whistling.report(call, outcome="partly", report="清走一半", by=by)
    assert Whistle.objects.get(pk=issued.pk).status == WhistleStatus.ISSUED  # one still to come


def test_nobody_answers_for_another_department(issued, town, second):
    with pytest.raises(DomainError):
        whistling.acknowledge(issued.calls.get(department=second), by=town.viewer("liaison"))


def test_when_the_last_has_reported_the_sides_are_asked(issued, town, second):
    assert reported(issued, town, second).status == WhistleStatus.REPORTED
    assert Message.objects.filter(code="requests.whistle_to_judge").count() == 2


def test_a_department_inside_its_own_wall_does_not_close_the_round_too_early(issued, town):
    by = town.viewer("liaison")
    call = own_call(issued, town)
    with scope.entered((), user_id=by.user_id, departments=by.department_ids):
        assert WhistleCall.objects.count() == 1
        assert Whistle.objects.count() == 1
        whistling.acknowledge(call, by=by)
        whistling.arrive(call, by=by)
        whistling.report(call, outcome="solved", report="好了", by=by)
    assert Whistle.objects.get(pk=issued.pk).status == WhistleStatus.ISSUED


def test_it_is_not_closed_before_two_sides_have_said_how_it_came_out(issued, town, second):
    row, street = reported(issued, town, second), town.viewer("street_official")
    with pytest.raises(DomainError):
        assessing.close(row, answer="", by=street)
    assessing.judge(row, grade=5, by=street)
    with pytest.raises(DomainError):
        assessing.close(row, answer="", by=street)
    assert len(assessing.missing(row)) == 3
    row = assessed_but(row, town, second)
    assert assessing.missing(row) == []
    assert assessing.close(row, answer="谢谢各家", by=street).status == WhistleStatus.CLOSED


def assessed_but(row, town, second):
    assessing.judge(row, grade=5, by=town.viewer("secretary"))
    for department in (town.department, second):
        assessing.mark_department(
            row, department=department, grade=4, by=town.viewer("street_official")
        )
    assessing.mark_whistle(row, grade=5, by=town.viewer("liaison"))
    return row


def test_each_side_says_each_thing_once(issued, town, second):
    row = assessed(reported(issued, town, second), town, second)
    with pytest.raises(DomainError):
        assessing.judge(row, grade=1, by=town.viewer("secretary"))
    with pytest.raises(DomainError):
        assessing.mark_whistle(row, grade=1, by=town.viewer("liaison"))
    with pytest.raises(DomainError):
        assessing.mark_whistle(row, grade=1, by=town.viewer("street_official"))


def test_what_one_side_calls_unsolved_goes_to_the_district(issued, town, second):
    row = assessed(reported(issued, town, second), town, second, grade=1)
    street = town.viewer("street_official")
    with pytest.raises(DomainError):
        assessing.close(row, answer="好了", by=street)
    assert not Whistle.objects.visible_to(town.viewer("district_official")).exists()
    row = whistling.escalate(row, reason="缺执法权", by=street)
    assert Whistle.objects.visible_to(town.viewer("district_official")).exists()
    assert Message.objects.filter(to_user=town.district_official).exists()
    row = whistling.settle(row, answer="区里派了联合队", by=town.viewer("district_official"))
    assert row.status == WhistleStatus.CLOSED


@pytest.mark.parametrize(
    ("name", "sees"),
    [
        ("secretary", True), ("staff", True), ("street_official", True), ("dispatcher", True),
        ("liaison", True), ("far_staff", False), ("sibling_staff", False), ("worker", False),
        ("resident", False), ("district_official", False), ("org_manager", False),
    ],
)  # fmt: skip
def test_who_sees_a_whistle(issued, town, name, sees):
    assert Whistle.objects.visible_to(town.viewer(name)).exists() is sees


def pass_time(row, by):
    """As if it had been issued earlier by so much."""
    for call in row.calls.all():
        call.acknowledge_by -= by
        call.report_by -= by
        call.look_at = whistling._next(call)
        call.save()


def test_a_silent_department_is_reminded_spoken_of_and_sent_up_each_once(issued, town):
    pass_time(issued, timedelta(days=10))
    Message.objects.all().delete()
    while whistling.look():
        pass
    assert whistling.look() == 0
    acts = [look.act for look in LOOKS]
    reminded = Message.objects.filter(to_user=town.liaison, code="requests.whistle_reminder")
    assert reminded.count() == acts.count(Act.REMIND)
    late = Message.objects.filter(to_user=town.street_official, code="requests.whistle_late")
    assert late.count() == acts.count(Act.TELL_STREET) * 2  # two departments
    assert Whistle.objects.get(pk=issued.pk).status == WhistleStatus.ESCALATED
    assert Message.objects.filter(code="requests.whistle_district").count() == 1


def test_who_came_is_not_reminded_of_coming(issued, town):
    whistling.acknowledge(own_call(issued, town), by=town.viewer("liaison"))
    Message.objects.all().delete()
    pass_time(issued, timedelta(hours=5))
    while whistling.look():
        pass
    assert not Message.objects.filter(to_user=town.liaison).exists()


def test_a_row_that_still_waits_always_has_a_moment_to_look(issued, town, second):
    for call in issued.calls.all():
        assert call.look_at is not None
    row = reported(issued, town, second)
    assert not row.calls.filter(look_at__isnull=False).exists()


@pytest.mark.parametrize("status", list(WhistleStatus))
@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_every_step_from_every_state_by_every_side(step, status, issued, town, monkeypatch):
    Whistle.objects.filter(pk=issued.pk).update(
        status=status,
        closed_at=timezone.now() if status in {"closed", "refused"} else None,
    )
    for side in Side:
        monkeypatch.setattr(whistling, "side_of", lambda viewer, side=side: side)
        by = None if side == Side.CLOCK else town.viewer("street_official")
        allowed = status in step.sources and side in step.sides
        try:
            whistling.move(issued, step.name, by)
        except DomainError:
            assert not allowed
        else:
            assert allowed


def test_the_pages_of_three_sides(issued, town, enter, second):
    for name in ("secretary", "street_official", "liaison"):
        page = enter(name).get(f"/desk/whistles/{issued.pk}/").content.decode()
        assert "夜市占了消防通道" in page
        assert "夜市" in enter(name).get("/desk/whistles/").content.decode()
    client = enter("liaison")
    act = f"/desk/whistles/{issued.pk}/do/"
    assert client.post(f"{act}acknowledge/").status_code == 302
    assert client.post(f"{act}arrive/").status_code == 302
    said = {"outcome": "solved", "report": "清走了"}
    assert client.post(f"{act}report/", said).status_code == 302
    assert client.post(f"{act}close/").status_code == 404
    call = own_call(issued, town)
    assert (call.outcome, call.report) == ("solved", "清走了")
    assert "双水派出所" not in client.get(f"/desk/whistles/{issued.pk}/").content.decode()


def test_the_secretary_asks_for_one_by_the_form(town, enter):
    said = {
        "kind": "quick",
        "community": town.community.pk,
        "title": "井盖丢了三块",
        "place": "西门",
        "body": "",
        "lead": town.department.pk,
        "day": (timezone.localdate() + timedelta(days=1)).isoformat(),
        "hour": 18,
    }
    assert enter("secretary").post("/desk/whistles/new/", said).status_code == 302
    assert Whistle.objects.get().status == WhistleStatus.DRAFTED
    assert enter("worker").get("/desk/whistles/new/").status_code == 404
