"""收 分 跟 结 评: from a sentence to the last word of the person served."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from core.exceptions import DomainError
from grids.actions import appointments
from requests.actions import conclude, dispatch, ringing, ticking, triage, work
from requests.actions.dispatch import Who
from requests.clocks import Tick
from requests.models import ClockEvent, RequestEvent, ServiceRequest, Timer
from requests.models.parties import Lane
from requests.queries import queue
from requests.tiers import Tier
from requests.triage import Verdict
from requests.workflow import ClockKind, CloseKind, Kind, Matter, OrderType, Status

pytestmark = pytest.mark.django_db


def steps_of(row: ServiceRequest) -> list[str]:
    return list(RequestEvent.objects.filter(service_request=row).values_list("step", flat=True))


def fresh(row: ServiceRequest) -> ServiceRequest:
    return ServiceRequest.objects.get(pk=row.pk)


def pass_time(row: ServiceRequest, purpose: str, *, turn: int = 1) -> None:
    """As if the timer's moment had come."""
    rows = Timer.objects.filter(service_request=row, purpose=purpose, turn=turn)
    assert rows.update(due_at=timezone.now() - timedelta(hours=1)) == 1


# --- the whole way ---------------------------------------------------------------------------


def test_the_loop_closes_by_the_word_of_the_person_served(desk):
    row = desk.closed()
    assert row.status == Status.CLOSED
    assert row.close_kind == CloseKind.RATED
    assert steps_of(row) == ["submit", "classify", "assign", "sign", "complete", "rate"]
    assert not row.timers.filter(fired_at__isnull=True).exists()


@pytest.mark.parametrize("stage", ["submit", "classified", "assigned", "in_progress", "completed"])
def test_an_open_request_is_always_kept_and_always_timed(desk, stage):
    row = fresh(getattr(desk, stage)())
    assert row.keeper_id is not None
    assert row.timers.filter(fired_at__isnull=True).exists()


def test_a_request_of_a_grid_is_kept_by_its_worker_from_the_first_second(desk, town):
    assert desk.submit().keeper == town.secretary
    appointments.appoint_worker(town.grid, town.worker, actor=town.secretary)
    assert desk.submit().keeper == town.worker


def test_the_first_sentence_names_it_and_numbers_are_taken_out(desk):
    row = desk.submit("灯不亮了。我的电话是13912345678，晚上都在家")
    assert row.title == "灯不亮了"
    assert "13912345678" not in row.body
    assert row.numbers.open() == "13912345678"


def test_nothing_said_is_refused(desk):
    with pytest.raises(DomainError):
        desk.submit("   ")


def test_staff_say_for_whom_and_how_he_agreed(desk):
    with pytest.raises(DomainError):
        desk.submit(by="staff", consent_note="电话里同意")
    with pytest.raises(DomainError):
        desk.submit(by="staff", contact_name="莫奶奶")
    row = desk.submit(by="staff", contact_name="莫奶奶", consent_note="电话里同意")
    assert row.entered_by is not None
    assert row.reporter is None


# --- who may -----------------------------------------------------------------------------------


def test_nobody_takes_a_step_that_is_not_his(desk):
    row = desk.completed()
    for name in ("worker", "secretary", "outsider", "far_staff", "stranger"):
        with pytest.raises(DomainError):
            conclude.rate(row, grade=5, by=desk.viewer(name))


def test_who_did_it_or_sent_it_there_does_not_verify_it(desk):
    row = desk.completed()
    for name in ("worker", "secretary"):
        with pytest.raises(DomainError):
            conclude.confirm(row, grade=5, asked_how="door", by=desk.viewer(name))
    closed = conclude.confirm(row, grade=4, asked_how="door", by=desk.viewer("staff"))
    assert closed.close_kind == CloseKind.VISITED


def test_one_does_not_handle_what_one_asked_for(desk, town):
    row = desk.classified(by="neighbour")
    with pytest.raises(DomainError):
        dispatch.assign(row, Who(Lane.HOST, user=town.neighbour), by=desk.viewer("secretary"))


def test_a_step_out_of_turn_is_refused_and_leaves_nothing(desk):
    row = desk.submit()
    with pytest.raises(DomainError):
        work.complete(row, result="好了", by=desk.viewer("worker"))
    assert steps_of(row) == ["submit"]


# --- complaints --------------------------------------------------------------------------------


def test_a_complaint_goes_one_tier_above_and_does_not_exist_below(desk):
    row = desk.submit("网格员态度不好", kind=Kind.COMPLAINT, about_tier=Tier.GRID)
    rows = ServiceRequest.objects.filter(pk=row.pk)
    assert not rows.visible_to(desk.viewer("worker")).exists()
    assert rows.visible_to(desk.viewer("secretary")).exists()


def test_a_complaint_about_the_community_lies_at_the_street(desk):
    row = desk.submit("社区不回电话", kind=Kind.COMPLAINT, about_tier=Tier.COMMUNITY)
    rows = ServiceRequest.objects.filter(pk=row.pk)
    for name in ("worker", "staff", "secretary"):
        assert not rows.visible_to(desk.viewer(name)).exists()
    assert rows.visible_to(desk.viewer("dispatcher")).exists()


@pytest.mark.parametrize(
    ("name", "reads"),
    [
        ("resident", True),
        ("worker", True),
        ("second_worker", False),
        ("staff", True),
        ("secretary", True),
        ("sibling_staff", False),
        ("far_staff", False),
        ("dispatcher", False),
        ("street_official", False),
        ("district_official", False),
        ("outsider", False),
        ("stranger", False),
        ("anonymous", False),
        ("auditor", False),
        ("system_admin", False),
    ],
)
def test_who_reads_an_ordinary_request(desk, name, reads):
    row = desk.submit()
    assert ServiceRequest.objects.visible_to(desk.viewer(name)).filter(pk=row.pk).exists() is reads


# --- asking, refusing, merging -----------------------------------------------------------------


def test_the_clock_stands_still_while_we_wait_for_an_answer(desk):
    row = triage.ask(desk.submit(), question="哪个单元？", by=desk.viewer("secretary"))
    assert row.due_at is None
    row = triage.answer(row, words="二单元", by=desk.viewer("resident"))
    assert row.status == Status.SUBMITTED
    assert row.due_at is not None


def test_who_never_answers_is_told_that_it_was_set_aside(desk):
    row = triage.ask(desk.submit(), question="哪个单元？", by=desk.viewer("secretary"))
    pass_time(row, "lapse")
    assert ringing.sweep() == 1
    assert fresh(row).status == Status.WITHDRAWN


def test_a_refusal_has_a_reason_of_the_list_and_a_kind_word(desk):
    row, by = desk.submit(), desk.viewer("secretary")
    with pytest.raises(DomainError):
        triage.refuse(row, reason="", reply="办不了", by=by)
    with pytest.raises(DomainError):
        triage.refuse(row, reason="not_ours", reply=" ", by=by)
    assert (
        triage.refuse(row, reason="not_ours", reply="这件事归物业", by=by).status == Status.REFUSED
    )


def test_one_event_has_many_reporters_and_is_counted_once(desk):
    first, second = desk.submit(), desk.submit("灯坏了", by="neighbour")
    triage.merge(second, first, by=desk.viewer("secretary"))
    assert fresh(first).affected_count == 2
    assert fresh(second).merged_into == first


# --- dispatch ----------------------------------------------------------------------------------


def test_there_is_one_lead_and_the_one_before_stays_in_the_history(desk, town):
    row = desk.assigned()
    who = Who(Lane.HOST, user=town.staff, reason="在岗")
    row = dispatch.assign(row, who, by=desk.viewer("secretary"))
    assert [party.user for party in row.parties.standing().leads()] == [town.staff]
    assert row.parties.leads().count() == 2


def test_an_objection_is_raised_once(desk, town):
    row = dispatch.object_to(desk.assigned(), reason="不是我的网格", by=desk.viewer("worker"))
    assert row.status == Status.CLASSIFIED
    row = dispatch.assign(row, Who(Lane.HOST, user=town.worker), by=desk.viewer("secretary"))
    with pytest.raises(DomainError):
        dispatch.object_to(row, reason="还是不是", by=desk.viewer("worker"))


# --- time --------------------------------------------------------------------------------------


def begun_long_ago(row: ServiceRequest, days: int) -> ServiceRequest:
    """The clocks of the request, told as if they had started then."""
    start = timezone.now() - timedelta(days=days)
    for fact in row.clock_events.filter(tick=Tick.START, epoch=row.epoch):
        ClockEvent.objects.create(
            service_request=row,
            clock=fact.clock,
            epoch=row.epoch,
            tick=Tick.START,
            at=start,
            rule=fact.rule,
        )
    row.due_at = ticking.plan(row)
    row.save(update_fields=["due_at"])
    return row


def test_each_rung_rings_once_and_the_last_comes_again(desk):
    row = begun_long_ago(desk.in_progress(), days=40)
    ringing.sweep()
    assert ringing.sweep() == 0
    events = RequestEvent.objects.filter(service_request=row, step__in=["remind", "escalate"])
    rungs = [event.data["rung"] for event in events if event.data["clock"] == "handling"]
    assert len(rungs) == len(set(rungs)) == 5
    again = Timer.objects.get(service_request=row, turn=2, rung__clock="handling")
    assert again.due_at > timezone.now()
    assert fresh(row).level == Tier.DISTRICT


def test_an_overdue_request_climbs_and_is_then_seen_above(desk):
    row = begun_long_ago(desk.in_progress(), days=40)
    rows = ServiceRequest.objects.filter(pk=row.pk)
    assert not rows.visible_to(desk.viewer("street_official")).exists()
    ringing.sweep()
    assert rows.visible_to(desk.viewer("street_official")).exists()


def test_more_time_is_asked_for_before_the_day_and_granted_by_another(desk):
    row = desk.in_progress()
    until = row.due_at + timedelta(days=3)
    row = work.ask_extension(row, until=until, reason="等配件", by=desk.viewer("worker"))
    with pytest.raises(DomainError):
        work.extend(row, until=until, by=desk.viewer("worker"))
    assert work.extend(row, until=until, by=desk.viewer("secretary")).due_at == until


def test_a_pause_has_a_listed_reason_and_an_end_and_wakes_by_itself(desk):
    row, by = desk.in_progress(), desk.viewer("worker")
    until = timezone.now() + timedelta(days=2)
    with pytest.raises(DomainError):
        work.suspend(row, reason="别的", until=until, by=by)
    row = work.suspend(row, reason="waiting_for_parts", until=until, by=by)
    assert row.due_at is None
    pass_time(row, "wake")
    ringing.sweep()
    assert fresh(row).status == Status.IN_PROGRESS
    assert fresh(row).due_at is not None


def test_an_urge_is_heard_once_a_day(desk):
    row = desk.in_progress()
    work.urge(row, by=desk.viewer("resident"))
    with pytest.raises(DomainError):
        work.urge(row, by=desk.viewer("resident"))


def test_reaching_the_person_stops_the_contact_clock(desk):
    row = work.contact(desk.in_progress(), how="phone", by=desk.viewer("worker"))
    assert ticking.readings(row)[ClockKind.CONTACT].met is True


# --- the last word ------------------------------------------------------------------------------


def test_a_low_grade_keeps_it_open_until_it_is_answered(desk):
    row = conclude.rate(desk.completed(), grade=2, words="灯又灭了", by=desk.viewer("resident"))
    assert row.status == Status.DISPUTED
    assert row.due_at is not None
    again = conclude.rework(row, reason="灯又灭了", by=desk.viewer("secretary"))
    assert (again.status, again.epoch, again.result) == (Status.IN_PROGRESS, 2, "")
    assert ClockKind.ANSWER not in ticking.readings(again)
    answer = again.clock_events.filter(clock=ClockKind.ANSWER).order_by("id")
    assert list(answer.values_list("epoch", "tick")) == [(1, Tick.START), (1, Tick.STOP)]
    done = work.complete(again, result="换了线路", by=desk.viewer("worker"))
    assert conclude.rate(done, grade=5, by=desk.viewer("resident")).status == Status.CLOSED


def test_not_solved_is_low_whatever_the_grade(desk):
    row = conclude.rate(desk.completed(), grade=5, solved=False, by=desk.viewer("resident"))
    assert row.status == Status.DISPUTED


def test_silence_is_asked_twice_and_closed_unrated_never_as_content(desk):
    row = desk.completed()
    for turn in (1, 2):
        pass_time(row, "invite", turn=turn)
        assert ringing.sweep() == 1
    pass_time(row, "close")
    ringing.sweep()
    row = fresh(row)
    assert (row.status, row.close_kind) == (Status.CLOSED, CloseKind.UNRATED)
    assert not row.ratings.exists()
    assert steps_of(row).count("invite") == 2


def test_days_without_a_sweep_take_nothing_from_who_is_asked(desk):
    """Both questions and the end of it must not fall into the same minute."""
    row = desk.completed()
    ago = timedelta(days=10)
    row.timers.filter(fired_at=None).update(due_at=F("due_at") - ago)
    ServiceRequest.objects.filter(pk=row.pk).update(completed_at=row.completed_at - ago)
    ringing.sweep()
    assert steps_of(row).count("invite") == 1
    assert fresh(row).status == Status.COMPLETED
    waiting = {
        timer.purpose: timer.due_at - timezone.now() for timer in row.timers.filter(fired_at=None)
    }
    assert waiting["invite"] > timedelta(days=2)
    assert waiting["close"] > timedelta(days=5)


def test_a_later_addition_is_made_once_and_the_first_grade_stays(desk):
    row = desk.closed()
    conclude.add_rating(row, grade=2, words="又坏了", by=desk.viewer("resident"))
    with pytest.raises(DomainError):
        conclude.add_rating(row, grade=1, by=desk.viewer("resident"))
    assert [rating.grade for rating in row.ratings.order_by("pk")] == [5, 2]


def test_the_desk_reads_every_grade_whichever_way_it_came(desk):
    """They are asked for only where one of their steps was taken."""
    own = desk.closed()
    conclude.add_rating(own, grade=2, by=desk.viewer("resident"))
    staff = desk.viewer("staff")
    asked = conclude.confirm(desk.completed(), grade=4, asked_how="door", by=staff)
    viewer = desk.viewer("secretary")
    for row, grades in ((own, [5, 2]), (asked, [4]), (desk.completed(), [])):
        shown = queue.case(viewer, queue.get_case(viewer, row.pk)).ratings
        assert [one.rating.grade for one in shown] == grades


def test_who_asked_may_open_it_again(desk):
    row = conclude.reopen(desk.closed(), reason="又坏了", by=desk.viewer("resident"))
    assert (row.status, row.epoch) == (Status.CLASSIFIED, 2)
    assert not row.parties.standing().working().exists()


def test_another_view_brings_another_promise(desk):
    row = desk.classified()
    before = row.due_at
    urgent = Verdict(OrderType.REGULAR, Matter.MAJOR, urgency=3, impact=3)
    row = triage.reclassify(row, urgent, by=desk.viewer("secretary"))
    assert row.priority == 1
    assert row.due_at < before
