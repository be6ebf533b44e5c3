"""Who leaves his post leaves his grid in other hands."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.handover import open_duties
from accounts.models import RoleGrant
from accounts.roles import COMMUNITY_STAFF
from communities.actions import roles
from core.exceptions import DomainError
from grids import periods
from grids.actions import duty
from grids.models import DutyOfficer, WorkerAppointment

pytestmark = pytest.mark.django_db


def test_a_worker_does_not_leave_without_a_successor(town, appointment):
    by = town.viewer("secretary")
    with pytest.raises(DomainError, match="负责的网格 1"):
        roles.leave_post(appointment.grant, None, by=by, reason="退休")
    roles.leave_post(appointment.grant, town.second_worker, by=by, reason="退休")
    assert open_duties(appointment.grant) == []
    assert WorkerAppointment.objects.filter(worker=town.second_worker, grid=town.grid).exists()


def test_no_grid_is_without_anybody_until_midnight(town, appointment):
    begun = timezone.localdate() - timedelta(days=30)
    WorkerAppointment.objects.filter(pk=appointment.pk).update(period=periods.days(begun))
    appointment.refresh_from_db()
    leaving = town.viewer("secretary")
    roles.leave_post(appointment.grant, town.second_worker, by=leaving, reason="退休")
    today = WorkerAppointment.objects.get(grid=town.grid, period__contains=timezone.localdate())
    assert today.worker == town.second_worker


def test_the_duty_goes_to_the_successor_of_its_officer(town):
    duty.set_duty_officer(town.community, town.staff, actor=town.secretary, office_phone="12345")
    grant = RoleGrant.objects.get(user=town.staff, role=COMMUNITY_STAFF)
    roles.leave_post(grant, town.secretary, by=town.viewer("secretary"), reason="调走")
    officer = DutyOfficer.objects.get()
    assert (officer.user, officer.office_phone) == (town.secretary, "12345")
