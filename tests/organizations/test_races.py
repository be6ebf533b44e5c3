"""Two people at the same organisation at the same moment; the same code twice."""

import pytest
from django.db import models

from core import outbox, scope
from core.exceptions import DomainError
from core.models import AuditEvent
from organizations.actions import managers, organizations
from organizations.models import Organization
from organizations.workflow import Status
from tests.organizations.conftest import facts
from tests.races import meet_inside, together

pytestmark = pytest.mark.django_db(transaction=True)
LOCK_OFF = pytest.mark.parametrize("locked", [True, False], ids=["locked", "lock-off"])
CODE = "51520201MJR000001U"


@pytest.fixture(autouse=True)
def no_broker(monkeypatch):
    monkeypatch.setattr(outbox, "nudge", lambda: True)


@pytest.fixture
def waiting(town):
    with scope.entered(scope.EVERYTHING):
        return organizations.propose(town.community, facts("读书会"), actor=town.worker)


def unlock(monkeypatch):
    monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)


@LOCK_OFF
def test_two_confirm_at_once_and_one_confirmation_stands(town, waiting, monkeypatch, locked):
    if not locked:
        unlock(monkeypatch)
    meeting = meet_inside(monkeypatch, organizations, "_move")
    outcomes = together(
        lambda: organizations.confirm(waiting, actor=town.staff),
        lambda: organizations.confirm(waiting, actor=town.secretary),
    )
    assert meeting.happened is not locked
    with scope.entered(scope.EVERYTHING):
        verb = "organizations.organization_confirmed"
        written = AuditEvent.objects.filter(verb=verb).count()
    if locked:
        assert [o.error.code for o in outcomes if o.error] == ["moved_on"]
        assert written == 1
    else:
        assert written == 2, "without the lock both believe they did it"


@LOCK_OFF
def test_one_closes_while_the_other_suspends(town, waiting, monkeypatch, locked):
    with scope.entered(scope.EVERYTHING):
        organizations.confirm(waiting, actor=town.staff)
    if not locked:
        unlock(monkeypatch)
    meeting = meet_inside(monkeypatch, organizations, "_move")
    outcomes = together(
        lambda: organizations.close(waiting, reason="散了", actor=town.staff),
        lambda: organizations.suspend(waiting, reason="整改", actor=town.secretary),
    )
    assert meeting.happened is not locked
    with scope.entered(scope.EVERYTHING):
        ended = Organization.objects.get(pk=waiting.pk).status
    if locked:
        assert ended == Status.CLOSED, "suspended first or not at all: closed is the end"
        assert all(isinstance(o.error, DomainError) for o in outcomes if o.error)
    else:
        assert [o.error for o in outcomes] == [None, None]


def test_a_manager_never_outlives_his_organisation(town, waiting):
    """Appointed first he goes with it; closed first he is refused."""
    with scope.entered(scope.EVERYTHING):
        organizations.confirm(waiting, actor=town.staff)
    outcomes = together(
        lambda: managers.appoint_manager(waiting, user=town.stranger, actor=town.secretary),
        lambda: organizations.close(waiting, reason="散了", actor=town.staff),
    )
    assert [o.error.code for o in outcomes if o.error] in ([], ["not_active"])
    with scope.entered(scope.EVERYTHING):
        assert not waiting.scopes.in_force().exists()


def test_the_same_code_is_registered_twice_at_once(town, monkeypatch):
    """Nothing is there to lock yet: the database decides, and says so in words."""
    meeting = meet_inside(monkeypatch, organizations, "_refusals", after=True)
    said = {"kind": "society", "registration": "registered", "uscc": CODE}
    outcomes = together(
        lambda: organizations.register(town.community, facts("棋社", **said), actor=town.staff),
        lambda: organizations.register(town.sibling, facts("牌社", **said), actor=None),
    )
    assert meeting.happened
    errors = [outcome.error for outcome in outcomes if outcome.error]
    assert [error.code for error in errors] == ["code_taken"]
    with scope.entered(scope.EVERYTHING):
        assert Organization.objects.filter(uscc=CODE).count() == 1


def test_two_appoint_the_same_person_at_once(town, waiting, monkeypatch):
    with scope.entered(scope.EVERYTHING):
        organizations.confirm(waiting, actor=town.staff)
    outcomes = together(
        *(
            lambda who=who: managers.appoint_manager(waiting, user=town.stranger, actor=who)
            for who in (town.secretary, town.street_official)
        )
    )
    assert [o.error.code for o in outcomes if o.error] == ["already"]
    with scope.entered(scope.EVERYTHING):
        assert waiting.scopes.in_force().count() == 1
