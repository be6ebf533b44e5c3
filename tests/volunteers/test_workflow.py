"""The table of states, every pair of it, and the number with its check digit."""

import pytest

from core.exceptions import DomainError
from core.masking import redact_free_text
from volunteers import numbers
from volunteers.actions import guards
from volunteers.models import Volunteer
from volunteers.workflow import TRANSITIONS, VolunteerStatus, available_from

pytestmark = pytest.mark.django_db

LEGAL = {
    ("accept", "applied"), ("decline", "applied"), ("withdraw", "applied"),
    ("suspend", "active"), ("withdraw", "active"),
    ("reinstate", "suspended"), ("withdraw", "suspended"),
    ("rejoin", "withdrawn"),
}  # fmt: skip


@pytest.mark.parametrize("transition", TRANSITIONS, ids=lambda t: t.name)
@pytest.mark.parametrize("status", VolunteerStatus.values)
def test_every_pair_of_step_and_state(town, volunteer, transition, status):
    Volunteer.objects.filter(pk=volunteer.pk).update(status=status)
    volunteer.refresh_from_db()
    if (transition.name, status) in LEGAL:
        guards.move(volunteer, transition, actor=town.staff, reason="说明")
        assert volunteer.status == transition.target
    else:
        with pytest.raises(DomainError):
            guards.move(volunteer, transition, actor=town.staff, reason="说明")


def test_there_is_a_way_out_of_every_state_and_back():
    for status in VolunteerStatus.values:
        assert available_from(status)


def test_a_reason_is_asked_where_somebody_is_refused(town, volunteer):
    needing = {t.name for t in TRANSITIONS if t.reason_required}
    assert needing == {"decline", "suspend", "reinstate"}
    suspend = next(t for t in TRANSITIONS if t.name == "suspend")
    with pytest.raises(DomainError) as refusal:
        guards.move(volunteer, suspend, actor=town.staff, reason=" ")
    assert refusal.value.field == "reason"


def test_a_number_finds_every_wrong_digit_and_most_swaps():
    for _ in range(50):
        number = numbers.new_number()
        assert numbers.read_number(number) == number
        assert numbers.read_number(numbers.in_groups(number)) == number
        assert redact_free_text(numbers.in_groups(number)) == (numbers.in_groups(number), [])
        for at in range(len(number)):
            wrong = number[:at] + str((int(number[at]) + 1) % 10) + number[at + 1 :]
            assert numbers.read_number(wrong) is None
    assert numbers.read_number("123") is None
    assert numbers.check_digit("0794") == "5"  # the example of ISO 7064 MOD 11,10
