"""Roles given, lent, taken back — and the three administrators."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import roles
from accounts.actions import grants
from accounts.models import RoleGrant, User
from core.exceptions import DomainError
from core.models import AuditEvent
from tests import databases
from tests.days import day
from tests.races import together

TODAY = timezone.localdate
DAY = timedelta(days=1)


@pytest.fixture
def person(db) -> User:
    return User.objects.create_user("13700000001", name="钱多")


@pytest.fixture
def colleague(db) -> User:
    user = User.objects.create_user("13700000002", name="孙理")
    grants.grant_role(roles.COMMUNITY_STAFF, user, actor=None)
    return user


@pytest.fixture
def secretary(person) -> RoleGrant:
    return grants.grant_role(
        roles.COMMUNITY_SECRETARY, person, actor=None, ends_on=TODAY() + 300 * DAY
    )


def lend(grant, deputy, *, first=None, last=None, reason="产假"):
    first, last = first or TODAY(), last or TODAY() + 9 * DAY
    return grants.delegate_role(
        grant, deputy, starts_on=first, ends_on=last, actor=grant.user, reason=reason
    )


def in_force(grant, on=None):
    return RoleGrant.objects.in_force(on).filter(pk=grant.pk).exists()


# --- three administrators, three people -----------------------------------------------------------


@pytest.mark.parametrize("first", sorted(roles.ADMINISTRATORS))
@pytest.mark.parametrize("second", [*sorted(roles.ADMINISTRATORS), roles.COMMUNITY_STAFF])
def test_an_administrator_holds_nothing_else(person, first, second):
    grants.grant_role(first, person, actor=None)
    if first == second:
        return
    with pytest.raises(DomainError, match="各由不同的人担任") as refused:
        grants.grant_role(second, person, actor=None)
    assert refused.value.code == "administrator"


@pytest.mark.parametrize("admin", sorted(roles.ADMINISTRATORS))
def test_who_works_in_the_town_becomes_no_administrator(colleague, admin):
    with pytest.raises(DomainError, match="各由不同的人担任"):
        grants.grant_role(admin, colleague, actor=None)


def test_nobody_gets_round_it_by_writing_rows_or_future_days(person):
    grants.grant_role(roles.AUDITOR, person, actor=None, ends_on=TODAY() + 10 * DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.create(user=person, role=roles.SYSTEM_ADMIN, starts_on=TODAY() + 10 * DAY)
    later = RoleGrant.objects.create(
        user=person, role=roles.SYSTEM_ADMIN, starts_on=TODAY() + 11 * DAY
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.filter(pk=later.pk).update(starts_on=TODAY())


def test_after_the_first_has_ended_the_second_is_welcome(person):
    first = grants.grant_role(roles.AUDITOR, person, actor=None)
    grants.revoke_role(first, actor=None, reason="轮岗")
    assert grants.grant_role(roles.SYSTEM_ADMIN, person, actor=None)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("guarded", [True, False])
def test_two_appointments_at_once_leave_one_administrator(guarded):
    """The control drops the constraint: then both stand, so the test can see the difference."""
    person = User.objects.create_user("13700000001")
    if not guarded:
        with databases.as_owner_of_clone() as cursor:
            cursor.execute(
                "ALTER TABLE accounts_rolegrant DROP CONSTRAINT grant_administrators_stand_apart"
            )
    outcomes = together(
        lambda: grants.grant_role(roles.SYSTEM_ADMIN, person, actor=None),
        lambda: grants.grant_role(roles.AUDITOR, person, actor=None),
    )
    refused = [outcome.error for outcome in outcomes if outcome.error]
    assert len(refused) == (1 if guarded else 0)
    if guarded:
        assert isinstance(refused[0], DomainError)
    assert RoleGrant.objects.filter(user=person).count() == 2 - len(refused)


# --- lending --------------------------------------------------------------------------------------


def test_a_deputy_acts_for_those_days_only(secretary, colleague):
    lent = lend(secretary, colleague, first=TODAY() + DAY, last=TODAY() + 5 * DAY)
    assert lent.role == roles.COMMUNITY_SECRETARY
    assert [in_force(lent, TODAY() + n * DAY) for n in (0, 1, 5, 6)] == [False, True, True, False]
    assert "accounts.role_delegated" in AuditEvent.objects.values_list("verb", flat=True)


def test_a_loan_is_not_lent_on(secretary, colleague):
    lent = lend(secretary, colleague)
    third = User.objects.create_user("13700000003")
    grants.grant_role(roles.GRID_WORKER, third, actor=None)
    with pytest.raises(DomainError) as refused:
        lend(lent, third)
    assert refused.value.code == "second_hand"


@pytest.mark.parametrize(
    ("first", "last", "word"),
    [
        (day(), day(301), "最多委托"),
        (day(290), day(301), "超出了"),
        (day(5), day(), "早于开始"),
        (day(-1), day(), "已经过去"),
    ],
)
def test_a_loan_stays_inside_the_lenders_own_time(secretary, colleague, first, last, word):
    with pytest.raises(DomainError, match=word):
        lend(secretary, colleague, first=first, last=last)


def test_a_loan_ends_with_its_original(secretary, colleague):
    lent = lend(secretary, colleague)
    grants.revoke_role(secretary, actor=None, reason="调离")
    assert not in_force(lent)
    lent.refresh_from_db()
    assert lent.revoked_at is not None


def test_a_loan_is_shortened_with_its_original(secretary, colleague):
    lent = lend(secretary, colleague)
    grants.revoke_role(secretary, actor=None, reason="调离", last_day=TODAY() + 2 * DAY)
    assert in_force(lent, TODAY() + 2 * DAY)
    assert not in_force(lent, TODAY() + 3 * DAY)


def test_only_to_a_colleague_with_a_reason_and_not_to_oneself(secretary, colleague):
    stranger = User.objects.create_user("13700000009")
    for deputy, reason, word in [
        (stranger, "产假", "同事"),
        (secretary.user, "产假", "自己"),
        (colleague, "  ", "事由"),
    ]:
        with pytest.raises(DomainError, match=word):
            lend(secretary, deputy, reason=reason)


def test_a_loan_of_a_loan_holder_does_not_make_a_colleague(secretary, colleague):
    """Who only stands in is no colleague of his own: the chain ends there."""
    lent = lend(secretary, colleague)
    RoleGrant.objects.filter(user=colleague, delegated_from__isnull=True).update(
        revoked_at=timezone.now()
    )
    assert in_force(lent)
    other = grants.grant_role(
        roles.COMMUNITY_STAFF, User.objects.create_user("13700000004"), actor=None
    )
    with pytest.raises(DomainError, match="同事"):
        lend(other, colleague)


def test_a_loan_without_an_end_is_refused_by_the_database(secretary, colleague):
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.create(
            user=colleague, role=secretary.role, delegated_from=secretary, ends_on=None
        )


def test_taking_back_twice_is_once(secretary):
    grants.revoke_role(secretary, actor=None, reason="调离")
    first = RoleGrant.objects.get(pk=secretary.pk).revoked_at
    grants.revoke_role(secretary, actor=None, reason="再来")
    assert RoleGrant.objects.get(pk=secretary.pk).revoked_at == first
    assert AuditEvent.objects.filter(verb="accounts.role_revoked").count() == 1


def test_a_closed_account_gets_nothing(person):
    person.is_active = False
    with pytest.raises(DomainError, match="停用"):
        grants.grant_role(roles.GRID_WORKER, person, actor=None)
