from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import RoleGrant, User
from accounts.roles import COMMUNITY_STAFF, GRID_WORKER
from communities.actions import areas
from communities.models import AreaScope
from core.exceptions import DomainError
from core.models import TallyDelta
from grids import open_items, periods
from grids.actions import absences, appointments, duty, handovers
from grids.models import Absence, Handover, WorkerAppointment
from grids.queries import How, responsible_for, worker_of
from tests.days import day

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate
DAY = timedelta(days=1)


def test_an_appointment_writes_the_grant_and_its_place(town):
    appointment = appointments.appoint_worker(town.grid, town.stranger, actor=town.secretary)
    grant = appointment.grant
    assert (grant.user, grant.role, grant.granted_by) == (
        town.stranger,
        GRID_WORKER,
        town.secretary,
    )
    assert list(AreaScope.objects.filter(grant=grant).values_list("area", flat=True)) == [
        town.grid.pk
    ]
    assert town.viewer("stranger").grid_ids == {town.grid.pk}
    assert responsible_for(town.grid) == (town.stranger, How.WORKER)


def test_a_second_worker_is_refused_while_the_first_stays(town, appointment):
    with pytest.raises(DomainError, match="一格只有一位负责人"):
        appointments.appoint_worker(town.grid, town.stranger, actor=town.secretary)
    with pytest.raises(DomainError, match="一格只有一位负责人"):
        appointments.appoint_worker(
            town.grid, town.stranger, actor=town.secretary, starts_on=TODAY() - 9 * DAY
        )
    assert not RoleGrant.objects.filter(user=town.stranger).exists()


def test_the_database_refuses_a_second_worker_by_itself(town, appointment):
    grant = RoleGrant.objects.create(user=town.stranger, role=GRID_WORKER)
    with pytest.raises(IntegrityError, match="grid_one_worker_at_a_time"), transaction.atomic():
        WorkerAppointment.objects.create(
            community=town.community,
            grid=town.grid,
            worker=town.stranger,
            grant=grant,
            period=periods.days(TODAY() + 30 * DAY),
        )


def test_only_grids_have_workers(town):
    with pytest.raises(DomainError, match="不是网格"):
        appointments.appoint_worker(town.community, town.worker, actor=town.secretary)


@pytest.mark.parametrize("name", ["system_admin", "security_admin", "auditor"])
def test_administrators_do_not_become_workers(town, name):
    with pytest.raises(DomainError, match="不兼其他工作"):
        appointments.appoint_worker(town.grid, town.accounts[name], actor=town.secretary)


def test_an_inactive_account_is_not_appointed(town):
    town.stranger.is_active = False
    town.stranger.save()
    with pytest.raises(DomainError, match="停用"):
        appointments.appoint_worker(town.grid, town.stranger, actor=town.secretary)


# --- ending ------------------------------------------------------------------------------------
def test_nobody_leaves_before_somebody_takes_over(town, appointment):
    with pytest.raises(DomainError, match="谁接手"):
        appointments.end_appointment(appointment, actor=town.secretary, reason="调岗")
    appointment.refresh_from_db()
    assert appointment.ended_at is None


def test_a_successor_begins_the_day_after(town, appointment):
    handover = appointments.end_appointment(
        appointment, actor=town.secretary, reason="调岗", successor=town.stranger
    )
    appointment.refresh_from_db()
    assert appointment.last_day == TODAY()
    assert appointment.grant.ends_on == TODAY()
    assert responsible_for(town.grid) == (town.worker, How.WORKER)
    assert responsible_for(town.grid, TODAY() + DAY) == (town.stranger, How.WORKER)
    assert (handover.incoming, handover.without_successor) == (town.stranger, False)


def test_without_a_successor_the_duty_officer_takes_over_and_the_vacancy_is_counted(
    town, appointment
):
    with pytest.raises(DomainError, match="还没有值班负责人"):
        appointments.end_appointment(
            appointment, actor=town.secretary, reason="离职", without_successor=True
        )
    duty.set_duty_officer(town.community, town.staff, actor=town.secretary)
    handover = appointments.end_appointment(
        appointment, actor=town.secretary, reason="离职", without_successor=True
    )
    assert (handover.incoming, handover.without_successor) == (town.staff, True)
    tomorrow = TODAY() + DAY
    assert responsible_for(town.grid, tomorrow) == (town.staff, How.DUTY_OFFICER)
    appointments.appoint_worker(town.grid, town.stranger, actor=town.secretary, starts_on=tomorrow)
    steps = TallyDelta.objects.filter(measure="grids.vacancy").order_by("pk")
    assert list(steps.values_list("delta", flat=True)) == [1, -1]


def test_a_handover_signed_beforehand_names_the_successor(town, appointment):
    handover = handovers.prepare_handover(appointment, incoming=town.stranger, actor=town.secretary)
    handovers.sign_over(handover, actor=town.worker)
    handovers.take_over(handover, actor=town.stranger)
    ended = appointments.end_appointment(appointment, actor=town.secretary, reason="调岗")
    assert ended == handover
    assert responsible_for(town.grid, TODAY() + DAY) == (town.stranger, How.WORKER)


def test_ending_twice_is_refused(town, appointment):
    appointments.end_appointment(
        appointment, actor=town.secretary, reason="调岗", successor=town.stranger
    )
    with pytest.raises(DomainError, match="已经办过卸任"):
        appointments.end_appointment(
            appointment, actor=town.secretary, reason="调岗", successor=town.stranger
        )


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"reason": " "}, "卸任原因"),
        ({"last_day": day(-1)}, "早于上任"),
        ({"successor": "worker"}, "不能是本人"),
    ],
)
def test_an_end_that_cannot_be(town, appointment, values, words):
    values = {"reason": "调岗", "successor": "stranger"} | values
    values["successor"] = town.accounts[values["successor"]]
    with pytest.raises(DomainError, match=words):
        appointments.end_appointment(appointment, actor=town.secretary, **values)


def test_a_past_last_day_takes_the_role_away_at_once(town):
    appointment = appointments.appoint_worker(
        town.grid, town.stranger, actor=town.secretary, starts_on=TODAY() - 9 * DAY
    )
    appointments.end_appointment(
        appointment,
        actor=town.secretary,
        reason="上周就走了",
        last_day=TODAY() - 2 * DAY,
        successor=town.worker,
    )
    assert town.viewer("stranger").grid_ids == frozenset()
    assert responsible_for(town.grid) == (town.worker, How.WORKER)


def test_called_off_before_the_first_day_as_if_it_had_never_been(town):
    appointment = appointments.appoint_worker(
        town.grid, town.stranger, actor=town.secretary, starts_on=TODAY() + 5 * DAY
    )
    appointments.call_off_appointment(appointment, actor=town.secretary, reason="不来了")
    appointment.refresh_from_db()
    assert appointment.period.isempty
    assert RoleGrant.objects.get(pk=appointment.grant_id).revoked_at is not None
    appointments.appoint_worker(town.grid, town.worker, actor=town.secretary)


def test_who_has_begun_is_not_called_off(town, appointment):
    with pytest.raises(DomainError, match="已经上任"):
        appointments.call_off_appointment(appointment, actor=town.secretary, reason="错了")


# --- absence -----------------------------------------------------------------------------------
def absence(town, appointment, first=0, last=6, substitute="second_worker", **values) -> Absence:
    return absences.record_absence(
        appointment,
        first=TODAY() + first * DAY,
        last=TODAY() + last * DAY,
        substitute=town.accounts[substitute] if substitute else None,
        actor=town.worker,
        **values,
    )


def test_a_substitute_holds_a_delegated_grant_for_these_days_only(town, appointment):
    grant = absence(town, appointment).grant
    assert grant.delegated_from == appointment.grant
    assert (grant.starts_on, grant.ends_on) == (TODAY(), TODAY() + 6 * DAY)
    assert responsible_for(town.grid) == (town.second_worker, How.SUBSTITUTE)
    assert worker_of(town.grid).get() == town.second_worker
    assert responsible_for(town.grid, TODAY() + 7 * DAY) == (town.worker, How.WORKER)


def test_without_a_substitute_the_duty_officer_catches_it(town, appointment):
    with pytest.raises(DomainError, match="没有替班人，也没有值班负责人"):
        absence(town, appointment, substitute=None)
    duty.set_duty_officer(town.community, town.secretary, actor=town.secretary)
    absence(town, appointment, substitute=None)
    assert responsible_for(town.grid) == (town.secretary, How.DUTY_OFFICER)


def test_a_substitute_who_is_away_himself_does_not_stand_in(town, appointment):
    other = appointments.appoint_worker(town.second_grid, town.second_worker, actor=town.secretary)
    duty.set_duty_officer(town.community, town.staff, actor=town.secretary)
    absence(town, appointment)
    absence(town, other, substitute="staff")
    assert responsible_for(town.grid) == (town.staff, How.DUTY_OFFICER)
    assert not worker_of(town.grid)


def test_a_substitute_whose_account_is_closed_does_not_stand_in(town, appointment):
    duty.set_duty_officer(town.community, town.staff, actor=town.secretary)
    absence(town, appointment)
    User.objects.filter(pk=town.second_worker.pk).update(is_active=False)
    assert responsible_for(town.grid) == (town.staff, How.DUTY_OFFICER)
    assert not worker_of(town.grid)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"substitute": "worker"}, "不能是本人"),
        ({"substitute": "far_staff"}, "本社区的工作人员"),
        ({"substitute": "stranger"}, "本社区的工作人员"),
        ({"first": 3, "last": 1}, "最后一天早于第一天"),
        ({"first": -3}, "超出了任期"),
    ],
)
def test_an_absence_that_cannot_be(town, appointment, values, words):
    with pytest.raises(DomainError, match=words):
        absence(town, appointment, **values)


def test_two_absences_do_not_overlap(town, appointment):
    absence(town, appointment)
    with pytest.raises(DomainError, match="已经登记过离岗"):
        absence(town, appointment, first=6, last=8)
    assert RoleGrant.objects.filter(delegated_from=appointment.grant).count() == 1


def test_back_early_the_substitute_lets_go(town, appointment):
    away = absence(town, appointment)
    absences.return_early(away, actor=town.worker)
    assert responsible_for(town.grid) == (town.worker, How.WORKER)
    assert RoleGrant.objects.get(pk=away.grant_id).revoked_at is not None
    with pytest.raises(DomainError, match="已经结束"):
        absences.return_early(away, actor=town.worker)


def test_the_end_of_the_office_ends_its_absences(town, appointment):
    away = absence(town, appointment, first=2, last=9)
    appointments.end_appointment(
        appointment,
        actor=town.secretary,
        reason="调岗",
        last_day=TODAY() + 4 * DAY,
        successor=town.stranger,
    )
    away.refresh_from_db()
    assert away.last_day == TODAY() + 4 * DAY
    assert RoleGrant.objects.get(pk=away.grant_id).ends_on == TODAY() + 4 * DAY


# --- the duty officer --------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["worker", "far_staff", "stranger"])
def test_only_staff_of_the_community_catch_the_rest(town, name):
    with pytest.raises(DomainError, match="本社区的工作人员"):
        duty.set_duty_officer(town.community, town.accounts[name], actor=town.secretary)


def test_who_is_no_longer_staff_catches_nothing(town):
    duty.set_duty_officer(town.community, town.staff, actor=town.secretary)
    assert responsible_for(town.grid) == (town.staff, How.DUTY_OFFICER)
    RoleGrant.objects.filter(user=town.staff, role=COMMUNITY_STAFF).update(
        revoked_at=timezone.now()
    )
    assert responsible_for(town.grid) == (None, How.VACANT)


# --- handover ----------------------------------------------------------------------------------
def test_the_list_names_what_is_open_and_nobody(town, appointment, group):
    handover = appointments.end_appointment(
        appointment, actor=town.secretary, reason="调岗", successor=town.stranger
    )
    items = {item.kind: item for item in handover.items.all()}
    assert items["grids.care_visits"].refs == [town.people["elder"].pk]
    assert items["grids.groups_without_leader"].refs == [group.pk]
    assert "grids.unconfirmed_residents" not in items
    assert all("李" not in item.title for item in items.values())


def test_other_rooms_add_to_the_list(town, appointment, monkeypatch):
    monkeypatch.setattr(open_items, "registry", dict(open_items.registry))
    open_items.open_items("tests.open", label="没做完的")(lambda grid: [7, 8])
    handover = handovers.prepare_handover(appointment, incoming=town.stranger, actor=town.secretary)
    assert handover.items.get(kind="tests.open").count == 2
    with pytest.raises(RuntimeError, match="two kinds"):
        open_items.open_items("tests.open", label="又一个")(lambda grid: [])


@pytest.fixture
def handover(town, appointment) -> Handover:
    return handovers.prepare_handover(appointment, incoming=town.stranger, actor=town.secretary)


def test_both_sign_the_outgoing_first(town, handover):
    with pytest.raises(DomainError, match="等交出的人先签字"):
        handovers.take_over(handover, actor=town.stranger)
    handovers.sign_over(handover, actor=town.worker)
    with pytest.raises(DomainError, match="接手的人自己"):
        handovers.take_over(handover, actor=town.secretary)
    done = handovers.take_over(handover, actor=town.stranger)
    assert done.is_complete
    again = handovers.take_over(handover, actor=town.stranger)
    assert again.incoming_signed_at == done.incoming_signed_at


def test_staff_sign_for_one_who_cannot_and_say_why(town, handover):
    with pytest.raises(DomainError, match="不能替交出的人签字"):
        handovers.sign_over(handover, actor=town.stranger, proxy_reason="他走了")
    with pytest.raises(DomainError, match="请写原因"):
        handovers.sign_over(handover, actor=town.secretary)
    signed = handovers.sign_over(handover, actor=town.secretary, proxy_reason="住院")
    assert (signed.outgoing_signed_by, signed.proxy_reason) == (town.secretary, "住院")


def test_words_may_be_added_until_the_signature(town, handover, appointment):
    item = handover.items.get(kind="grids.care_visits")
    handovers.note_item(item, note="周三上午在家", actor=town.worker)
    handovers.sign_over(handover, actor=town.worker)
    with pytest.raises(DomainError, match="不能再改"):
        handovers.note_item(item, note="改一下", actor=town.worker)
    item.refresh_from_db()
    assert item.note == "周三上午在家"


# --- micro-grids ---
def test_a_micro_grid_without_its_own_worker_belongs_to_the_worker_around_it(town, appointment):
    micro = areas.create_area("micro_grid", town.grid, "一号微网格", actor=None)
    assert responsible_for(micro) == (town.worker, How.WORKER)
    assert worker_of(micro).get() == town.worker
    appointments.appoint_worker(micro, town.stranger, actor=town.secretary)
    assert responsible_for(micro) == (town.stranger, How.WORKER)
    assert responsible_for(town.grid) == (town.worker, How.WORKER)
    assert worker_of(micro).get() == town.stranger
    assert worker_of(town.grid).get() == town.worker
    own = WorkerAppointment.objects.get(grid=micro)
    duty.set_duty_officer(town.community, town.staff, actor=town.secretary)
    absence(town, own, substitute=None)
    assert responsible_for(micro) == (town.staff, How.DUTY_OFFICER)
    assert not worker_of(micro)


def test_what_is_open_in_a_micro_grid_is_open_in_its_grid(town, appointment):
    micro = areas.create_area("micro_grid", town.grid, "一号微网格", actor=None)
    elder = town.people["elder"]
    elder.grid = micro
    elder.save()
    found = {item.kind: item.ids for item in open_items.open_on(town.grid)}
    assert found["grids.care_visits"] == [elder.pk]
