"""Every open request has somebody who answers for it and something that wakes it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import RoleGrant
from core.exceptions import DomainError
from core.workcalendar import Calendar
from requests import watch
from requests.actions import dispatch, promising, ticking, watching
from requests.clocks import Tick
from requests.models import Breach, ClockEvent, Party, ServiceRequest, SlaRule, Timer
from requests.queries import promises
from requests.words import day_of
from requests.workflow import ClockKind

pytestmark = pytest.mark.django_db


def fresh(row):
    return ServiceRequest.objects.get(pk=row.pk)


def test_a_town_at_work_breaks_nothing(desk):
    for stage in ("submit", "classified", "assigned", "in_progress", "completed"):
        getattr(desk, stage)()
    dispatch.open_pool(desk.classified(), by=desk.viewer("secretary"))
    assert watching.look() == dict.fromkeys(watch.RULES, 0)
    assert not Breach.objects.exists()


def test_a_keeper_who_left_has_a_successor_within_the_minute(desk, town):
    row = desk.submit()
    RoleGrant.objects.filter(user=town.secretary).update(revoked_at=timezone.now())
    assert list(watch.broken("keeper")) == [row]
    assert watching.look()["keeper"] == 0
    assert fresh(row).keeper == town.staff
    breach = Breach.objects.get()
    assert (breach.rule, breach.healed_at is not None) == ("keeper", True)


def test_a_lost_timer_is_planned_again(desk):
    row = desk.in_progress()
    Timer.objects.filter(service_request=row).delete()
    assert list(watch.broken("timer")) == [row]
    assert watching.look()["timer"] == 0
    assert Timer.objects.filter(service_request=row, fired_at__isnull=True).exists()


def test_timers_that_nobody_rings_are_seen_and_not_hidden(desk):
    row = desk.in_progress()
    long_ago = timezone.now() - watch.GRACE - timedelta(minutes=1)
    Timer.objects.filter(service_request=row).update(due_at=long_ago)
    assert watching.look()["stuck"] == 1
    assert watching.look()["stuck"] == 1
    assert Breach.objects.count() == 1  # written down once, however often one looks
    Timer.objects.filter(service_request=row).update(due_at=timezone.now())
    assert watching.look()["stuck"] == 0


def test_work_without_a_lead_is_seen(desk):
    row = desk.in_progress()
    Party.objects.filter(service_request=row, role="lead").update(ended_at=timezone.now())
    assert watching.look()["lead"] == 1
    assert list(watch.broken("lead")) == [row]


def test_what_waits_in_the_pool_is_his_who_put_it_there(desk, town):
    row = dispatch.open_pool(desk.classified(), by=desk.viewer("staff"))
    assert row.keeper == town.staff
    assert watching.look()["pool"] == 0
    ServiceRequest.objects.filter(pk=row.pk).update(keeper=town.resident)
    assert list(watch.broken("pool")) == [row]
    assert watching.look()["pool"] == 0
    assert fresh(row).keeper == town.secretary


def test_the_page_shows_it_within_ones_reach_without_a_word_of_it(desk, enter, town):
    row = desk.in_progress(words="楼道灯不亮了")
    Party.objects.filter(service_request=row, role="lead").update(ended_at=timezone.now())
    watching.look()
    page = enter("secretary").get("/desk/watch/").content.decode()
    assert row.number in page
    assert "楼道灯" not in page
    assert row.number not in enter("far_staff").get("/desk/watch/").content.decode()
    assert enter("resident").get("/desk/watch/").status_code == 404


def test_the_admin_of_the_platform_sees_numbers(desk, enter):
    row = desk.in_progress()
    Party.objects.filter(service_request=row, role="lead").update(ended_at=timezone.now())
    watching.look()
    said = enter("system_admin").get("/admin/requests/breach/")
    assert said.status_code == 200
    assert "在办，却没有承办的人" in said.content.decode()
    assert enter("secretary").get("/admin/requests/breach/").status_code in {302, 403, 404}


# --- a changed promise ---------------------------------------------------------------------------


def rule_of(row, clock=ClockKind.HANDLING):
    return SlaRule.objects.get(
        policy=row.sla, clock=clock, priority=row.priority, replaced_at__isnull=True
    )


def test_a_changed_rule_holds_for_what_comes_and_leaves_what_was_promised(desk):
    row = desk.in_progress()
    before = row.due_at
    promising.change_rule(rule_of(row), amount=1, unit="workdays", for_open=False, actor=None)
    assert promising.follow_new_rules() == 0
    assert fresh(row).due_at == before
    assert desk.in_progress().due_at < before


def test_for_open_ones_too_it_is_worked_out_again_and_the_history_is_whole(desk):
    row = desk.in_progress()
    before = row.due_at
    facts = list(ClockEvent.objects.filter(service_request=row).values())
    promising.change_rule(rule_of(row), amount=1, unit="workdays", for_open=True, actor=None)
    assert promising.follow_new_rules() == 1
    assert promising.follow_new_rules() == 0  # again is nothing
    assert fresh(row).due_at < before
    later = list(ClockEvent.objects.filter(service_request=row).values())
    assert later[: len(facts)] == facts
    assert [fact["tick"] for fact in later[len(facts) :]] == [Tick.RULE]
    told = ClockEvent.objects.filter(service_request=row, pk__lte=facts[-1]["id"])
    old = ticking.read_all(told.select_related("rule").order_by("id"), Calendar())
    assert old[ClockKind.HANDLING].due_at == before  # what was promised then, worked out now


def test_a_clock_that_has_stopped_is_left_alone(desk):
    row = desk.completed()
    promising.change_rule(rule_of(row), amount=1, unit="hours", for_open=True, actor=None)
    assert promising.follow_new_rules() == 0


def test_the_same_version_is_not_changed_twice(desk):
    rule = rule_of(desk.submit())
    promising.change_rule(rule, amount=3, unit="workdays", for_open=False, actor=None)
    with pytest.raises(DomainError):
        promising.change_rule(rule, amount=4, unit="workdays", for_open=False, actor=None)


def test_who_answers_for_it_changes_it_and_the_others_read(enter, desk):
    rule = rule_of(desk.submit())
    said = {"amount": 2, "unit": "workdays", "for_open": "on"}
    assert enter("secretary").get("/desk/promises/").status_code == 200
    assert enter("secretary").post(f"/desk/promises/{rule.pk}/", said).status_code == 404
    assert enter("district_official").post(f"/desk/promises/{rule.pk}/", said).status_code == 302
    rule.refresh_from_db()
    assert rule.replaced_at is not None
    assert [old.pk for old in promises.earlier(SlaRule.objects.get(version=2))] == [rule.pk]


def test_everybody_reads_what_is_due_and_what_is_late(desk, enter):
    row = desk.in_progress()
    for who, path in (
        ("resident", f"/requests/{row.public_id}/"),
        ("worker", f"/desk/requests/{row.pk}/"),
    ):
        page = enter(who).get(path).content.decode()
        assert "时限" in page
        assert "最迟" in page
    late = timezone.now() - timedelta(days=40)
    for fact in row.clock_events.filter(tick=Tick.START):
        ClockEvent.objects.create(
            service_request=row, clock=fact.clock, epoch=1, tick=Tick.START, at=late, rule=fact.rule
        )
    row.due_at = timezone.now() - timedelta(days=3)
    row.save(update_fields=["due_at"])
    page = enter("resident").get(f"/requests/{row.public_id}/").content.decode()
    assert f"应在 {day_of(row.due_at)} 前办好，过期 3 天" in page, "the day, and not a count alone"
