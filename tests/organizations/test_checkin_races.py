"""Two at once: two phones of one person, two desks over one check-in, two yeses to one station."""

import pytest
from django.db import models

from accounts.models import RoleGrant
from accounts.roles import SOCIAL_WORKER
from core import outbox, scope
from core.exceptions import DomainError
from core.models import AuditEvent, TallyDelta
from organizations.actions import checkins, social_workers, stationings
from organizations.actions.social_workers import WorkerFacts
from organizations.models import MemberCheckin
from tests.organizations.test_checkins import facts
from tests.races import drop_index, meet_inside, together

pytestmark = pytest.mark.django_db(transaction=True)
LOCK_OFF = pytest.mark.parametrize("locked", [True, False], ids=["locked", "lock-off"])


@pytest.fixture(autouse=True)
def no_broker(monkeypatch):
    monkeypatch.setattr(outbox, "nudge", lambda: True)


def unlock(monkeypatch):
    monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)


def register(town):
    with scope.entered(scope.EVERYTHING):
        said = facts(posts=list(facts().posts))

    def once():
        return checkins.register_member(town.community, town.stranger, said, actor=town.stranger)

    return once


# --- one person, two phones -----------------------------------------------------------------------
@LOCK_OFF
def test_two_phones_of_one_person_leave_one_check_in(town, monkeypatch, locked):
    """Without the lock both have seen that there is none; the constraint still keeps one out."""
    once = register(town)
    if not locked:
        unlock(monkeypatch)
    meeting = meet_inside(monkeypatch, checkins, "has_one", after=True)
    outcomes = together(once, once)
    assert meeting.happened is not locked
    refused = [outcome.error for outcome in outcomes if outcome.error]
    assert len(refused) == 1
    assert isinstance(refused[0], DomainError), refused
    assert refused[0].code == "already_here"
    with scope.entered(scope.EVERYTHING):
        assert MemberCheckin.objects.standing().count() == 1


def test_with_lock_and_constraint_off_two_stand(town, monkeypatch):
    """The control: what would come of it if nothing guarded it."""
    once = register(town)
    drop_index("member_checkin_once_while_standing")
    unlock(monkeypatch)
    meeting = meet_inside(monkeypatch, checkins, "has_one", after=True)
    together(once, once)
    assert meeting.happened
    with scope.entered(scope.EVERYTHING):
        assert MemberCheckin.objects.standing().count() == 2


# --- one check-in, two desks ----------------------------------------------------------------------
@pytest.fixture
def waiting(town):
    with scope.entered(scope.EVERYTHING):
        return checkins.register_member(town.community, town.resident, facts(), actor=town.resident)


@LOCK_OFF
def test_two_desks_answer_at_once_and_one_answer_stands(town, waiting, monkeypatch, locked):
    if not locked:
        unlock(monkeypatch)
    meeting = meet_inside(monkeypatch, checkins, "_move")
    outcomes = together(
        lambda: checkins.confirm_member(waiting, actor=town.staff),
        lambda: checkins.decline_member(waiting, reason="先忙完换届", actor=town.secretary),
    )
    assert meeting.happened is not locked
    refused = [outcome.error for outcome in outcomes if outcome.error]
    with scope.entered(scope.EVERYTHING):
        answers = AuditEvent.objects.filter(
            verb__in=["organizations.member_confirm", "organizations.member_decline"]
        ).count()
    if locked:
        assert [error.code for error in refused] == ["moved_on"]
        assert answers == 1
    else:  # the control: both were told that theirs holds
        assert (refused, answers) == ([], 2)


@LOCK_OFF
def test_confirmed_twice_is_counted_once(town, waiting, monkeypatch, locked):
    if not locked:
        unlock(monkeypatch)
    meet_inside(monkeypatch, checkins, "_move")
    together(
        *(
            lambda who=who: checkins.confirm_member(waiting, actor=who)
            for who in (town.staff, town.secretary)
        )
    )
    with scope.entered(scope.EVERYTHING):
        steps = TallyDelta.objects.filter(measure="organizations.member_checkins").count()
    assert steps == (1 if locked else 2)


# --- one station, two yeses -----------------------------------------------------------------------
@LOCK_OFF
def test_two_yeses_give_one_role(town, monkeypatch, locked):
    with scope.entered(scope.EVERYTHING):
        worker = social_workers.propose_social_worker(
            town.organization, town.community, WorkerFacts("柳青"), actor=town.org_manager,
            user=town.stranger,
        )  # fmt: skip
        held = worker.stationings.get()
    if not locked:
        unlock(monkeypatch)
    meeting = meet_inside(monkeypatch, stationings, "_require_waiting", after=True)
    outcomes = together(
        lambda: stationings.confirm(held, actor=town.secretary),
        lambda: stationings.confirm(held, actor=town.secretary),
    )
    assert meeting.happened is not locked
    with scope.entered(scope.EVERYTHING):
        roles = RoleGrant.objects.filter(user=town.stranger, role=SOCIAL_WORKER).count()
    if locked:
        assert [o.error.code for o in outcomes if o.error] == ["moved_on"]
        assert roles == 1
    else:
        assert roles == 2
