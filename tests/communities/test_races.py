"""Each rule that two people could break together, with the lock, and the control without it."""

import pytest
from django.db import models

from communities.actions import bindings, guards, households, residents
from communities.actions.facts import PersonFacts
from communities.models import Binding, BindingAttempt, Household, Resident
from core.exceptions import DomainError
from tests.races import meet_inside, together
from tests.town import id_number, years_ago

pytestmark = pytest.mark.django_db(transaction=True)
LOCK_OFF = pytest.mark.parametrize("locked", [True, False], ids=["locked", "lock-off"])


@pytest.fixture
def no_lock(monkeypatch):
    def switch_off():
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)

    return switch_off


def results(outcomes):
    return sorted("done" if outcome.error is None else "refused" for outcome in outcomes)


def assert_only_refusals(outcomes):
    for outcome in outcomes:
        assert outcome.error is None or isinstance(outcome.error, DomainError), outcome.error


@LOCK_OFF
def test_two_accounts_bind_one_resident_at_once(town, monkeypatch, no_lock, locked):
    person = town.people["elder"]
    if not locked:
        no_lock()
    meeting = meet_inside(monkeypatch, bindings, "_require_bindable")
    outcomes = together(
        *[
            lambda user=user: bindings.bind_at_the_desk(person, user, actor=town.staff)
            for user in (town.stranger, town.resident)
        ]
    )
    # With the lock they take turns; without it they meet, and the constraint decides.
    assert meeting.happened is not locked
    assert results(outcomes) == ["done", "refused"]
    assert_only_refusals(outcomes)
    assert Binding.objects.standing().filter(resident=person).count() == 1


@LOCK_OFF
def test_two_heads_of_one_household_at_once(town, monkeypatch, no_lock, locked):
    home = town.household()
    members = [town.person(name, home, born_on=years_ago(40)) for name in ("甲", "乙", "丙")]
    if not locked:
        no_lock()
    meeting = meet_inside(monkeypatch, households, "_appoint")
    outcomes = together(
        *[
            lambda head=head: households.change_head(home, head, actor=town.staff)
            for head in members[1:]
        ]
    )
    assert meeting.happened is not locked
    assert_only_refusals(outcomes)
    assert Resident.objects.present().filter(household=home, is_head=True).count() == 1


@LOCK_OFF
def test_two_first_members_of_one_household_at_once(town, monkeypatch, no_lock, locked):
    home = town.household()
    if not locked:
        no_lock()
    meeting = meet_inside(monkeypatch, residents, "_has_head", after=True)
    outcomes = together(
        *[
            lambda name=name: residents.register_resident(
                home.community, PersonFacts(name=name), household=home, actor=None
            )
            for name in ("甲", "乙")
        ]
    )
    assert meeting.happened is not locked
    assert_only_refusals(outcomes)
    assert results(outcomes) == (["done", "done"] if locked else ["done", "refused"])
    assert Resident.objects.present().filter(household=home, is_head=True).count() == 1


def test_one_id_number_typed_in_at_two_desks_at_once(town, monkeypatch):
    """No lock here: the unique index alone decides, and says so in words."""
    number = id_number(years_ago(33), 9)
    meeting = meet_inside(monkeypatch, residents, "_has_head")
    homes = [town.household(), town.household(town.second_grid)]
    outcomes = together(
        *[
            lambda home=home: residents.register_resident(
                home.community, PersonFacts(name="钱", id_number=number), household=home, actor=None
            )
            for home in homes
        ]
    )
    assert meeting.happened
    assert results(outcomes) == ["done", "refused"]
    assert_only_refusals(outcomes)


@LOCK_OFF
def test_two_desks_draw_a_household_number_at_once(town, monkeypatch, no_lock, locked):
    doors = [town.door(), town.door(town.second_grid)]
    if not locked:
        no_lock()
    meeting = meet_inside(monkeypatch, households, "refusing")
    outcomes = together(
        *[lambda door=door: households.open_household(door, actor=town.staff) for door in doors]
    )
    assert_only_refusals(outcomes)
    assert results(outcomes) == (["done", "done"] if locked else ["done", "refused"])
    assert meeting.happened is not locked
    numbers = list(Household.objects.filter(community=town.community).values_list("number"))
    assert len(numbers) == len(set(numbers))


@LOCK_OFF
def test_five_tries_at_once_are_five_tries(town, monkeypatch, no_lock, settings, locked):
    settings.BINDING_TRIES_PER_DAY = 1
    if not locked:
        no_lock()
    meeting = meet_inside(monkeypatch, bindings, "_failed_of", after=True)

    def guess(name):
        try:  # two names: tries at one name wait for each other in any case
            bindings.bind_by_id_number(town.stranger, name=name, last_six="000000")
        except DomainError as refusal:  # the page shows it and the request commits
            return refusal.code

    outcomes = together(lambda: guess("何方"), lambda: guess("何芳"))
    assert {outcome.value for outcome in outcomes} == {"too_many_tries"}
    assert meeting.happened is not locked
    assert BindingAttempt.objects.count() == (1 if locked else 2)


def test_the_lock_order_is_the_household_before_its_people(town, monkeypatch):
    """Two moves across each other's households end; nobody waits in a circle."""
    first, second = town.person("甲"), town.person("乙")
    town.person("丙", first.household)
    town.person("丁", second.household)
    meet_inside(monkeypatch, guards, "lock_resident")
    outcomes = together(
        lambda: residents.move_within(first, second.household, actor=town.staff),
        lambda: residents.move_within(second, first.household, actor=town.staff),
    )
    assert_only_refusals(outcomes)


@LOCK_OFF
def test_tries_at_one_name_from_two_accounts_at_once_are_two_tries(
    town, monkeypatch, settings, locked
):
    settings.BINDING_TRIES_PER_NAME = 1
    if not locked:
        monkeypatch.setattr(bindings.limits, "one_at_a_time", lambda number: None)
    meeting = meet_inside(monkeypatch, bindings, "_failed_at", after=True)

    def guess(user):
        try:
            bindings.bind_by_id_number(user, name="何方", last_six="000000")
        except DomainError as refusal:
            return refusal.code

    accounts = (town.stranger, town.neighbour)
    outcomes = together(*[lambda user=user: guess(user) for user in accounts])
    codes = sorted(outcome.value for outcome in outcomes)
    assert meeting.happened is not locked
    assert codes == (["no_match", "too_many_tries"] if locked else ["no_match", "no_match"])
