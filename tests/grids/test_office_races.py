"""Two at once at what is signed, settled, appointed, taken away and closed; each again unlocked."""

import pytest
from django.db import models

from accounts.actions import grants as role_grants
from accounts.models import RoleGrant
from communities.actions import areas
from communities.models import Level
from core.exceptions import DomainError
from core.models import AuditEvent
from grids.actions import appointments, duty, groups, handovers, reports
from grids.models import DutyOfficer
from tests.races import meet_inside, together

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.parametrize("locked", [True, False], ids=["locked", "lock-off"]),
]


@pytest.fixture(autouse=True)
def unlock(monkeypatch, town, locked):
    if not locked:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)


def refused(outcomes):
    errors = [outcome.error for outcome in outcomes if outcome.error is not None]
    assert all(isinstance(error, DomainError) for error in errors), errors
    return len(errors)


def written(verb):
    return AuditEvent.objects.filter(verb=verb).count()


def test_a_handover_is_signed_once(town, monkeypatch, locked):
    made = appointments.appoint_worker(town.grid, town.worker, actor=town.secretary)
    handover = handovers.prepare_handover(made, incoming=town.staff, actor=town.secretary)
    meeting = meet_inside(monkeypatch, handovers, "_lock", after=True)
    outcomes = together(*[lambda: handovers.sign_over(handover, actor=town.worker)] * 2)
    assert refused(outcomes) == 0
    assert meeting.happened is not locked
    assert written("grids.handover_signed_over") == (1 if locked else 2)


def test_a_groups_report_is_settled_once(town, monkeypatch, locked):
    group = groups.form_group(
        town.grid, "第一联", [town.household(town.grid)], actor=town.secretary
    )
    report = reports.report_from_group(group, kind="other", text="路灯坏了", actor=town.staff)
    meeting = meet_inside(monkeypatch, reports, "_require", after=True)
    outcomes = together(
        *[
            lambda by=by: reports.handle_report(report, outcome="换了灯泡", actor=by)
            for by in (town.staff, town.secretary)
        ]
    )
    assert meeting.happened is not locked
    assert refused(outcomes) == (1 if locked else 0)
    assert written("grids.group_report_handled") == (1 if locked else 2)


def test_a_community_has_one_duty_officer(town, monkeypatch, locked):
    meeting = meet_inside(monkeypatch, duty.grants, "is_colleague", after=True)
    outcomes = together(
        *[
            lambda user=user: duty.set_duty_officer(town.community, user, actor=town.secretary)
            for user in (town.staff, town.secretary)
        ]
    )
    assert refused(outcomes) == 0
    assert meeting.happened is not locked
    assert DutyOfficer.objects.filter(community=town.community).count() == 1


def test_a_role_is_taken_away_once(town, monkeypatch, locked):
    grant = RoleGrant.objects.get(user=town.worker)
    meeting = meet_inside(monkeypatch, role_grants, "_end")
    outcomes = together(
        *[lambda: role_grants.revoke_role(grant, actor=town.secretary, reason="调走")] * 2
    )
    assert refused(outcomes) == 0
    assert meeting.happened is not locked
    assert written("accounts.role_revoked") == (1 if locked else 2)


def test_an_area_is_closed_once(town, monkeypatch, locked):
    empty = areas.create_area(
        level=Level.GRID, parent=town.community, name="空网格", actor=town.secretary
    )
    meeting = meet_inside(monkeypatch, areas, "_close_name")
    outcomes = together(*[lambda: areas.close_area(empty, actor=town.secretary)] * 2)
    assert meeting.happened is not locked
    assert refused(outcomes) == (1 if locked else 0)
