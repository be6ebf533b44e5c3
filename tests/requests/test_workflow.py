"""The table itself: whole, without dead ends, and nobody's judge in his own case."""

import re
from datetime import datetime

import pytest
from django.utils import timezone

from requests.message_lines import TELLS
from requests.words import by_day
from requests.workflow import (
    CLOSED,
    OPEN,
    STAGE_OF,
    STEPS,
    Duty,
    Stage,
    Status,
    by_name,
    steps_from,
)


def test_every_state_belongs_to_one_of_the_five_stages():
    assert set(STAGE_OF) == set(Status)
    assert set(STAGE_OF.values()) == set(Stage)


def test_no_two_steps_have_the_same_name():
    assert len({step.name for step in STEPS}) == len(STEPS)


@pytest.mark.parametrize("status", sorted(OPEN))
def test_from_every_open_state_a_way_leads_to_an_end(status):
    reached, waiting = {status}, [status]
    while waiting:
        for step in steps_from(waiting.pop()):
            if step.target and step.target not in reached:
                reached.add(step.target)
                waiting.append(step.target)
    assert Status.CLOSED in reached


@pytest.mark.parametrize("status", sorted(OPEN))
def test_every_open_state_can_be_reached(status):
    assert status == Status.SUBMITTED or any(step.target == status for step in STEPS)


def test_only_who_was_served_or_a_third_person_closes_with_a_grade():
    for step in STEPS:
        if "grade" in step.needs:
            assert step.duties <= {Duty.REPORTER, Duty.VERIFIER}


def test_the_one_who_did_it_never_closes_it():
    for step in STEPS:
        if step.target in CLOSED:
            assert Duty.HANDLER not in step.duties


@pytest.mark.parametrize("status", sorted(OPEN - {Status.DISPUTED}))
def test_the_reporter_always_has_a_way_out(status):
    names = {step.name for step in steps_from(status, Duty.REPORTER)}
    assert names & {"withdraw", "rate", "reopen"}


def test_every_step_that_ends_it_stops_all_clocks():
    for step in STEPS:
        if step.target in CLOSED:
            assert len(step.clocks.stop) == 4, step.name


def test_a_pause_ends_by_every_way_out_of_it():
    for status in (Status.ASKING, Status.SUSPENDED):
        for step in steps_from(status):
            if step.target not in (None, status):
                assert step.clocks.resume or step.clocks.stop, step.name


def test_every_message_of_the_table_has_words():
    for step in STEPS:
        assert not step.tells or step.tells in TELLS, step.name


def test_a_step_is_found_by_its_name():
    assert by_name("rate").target == Status.CLOSED


def test_a_sentence_stands_with_a_day_and_without_one():
    day = datetime(2026, 11, 26, 9, 30, tzinfo=timezone.get_default_timezone())
    dues = [by_day(at) for at in (day, None)]
    said = [line.text.format_map(Words(due=due)) for line in TELLS.values() for due in dues]
    assert any("11月26日 09:30前答复您" in text for text in said)
    assert any("尽快答复您" in text for text in said)
    assert not [text for text in said if re.search(r"尽快 ?前|前 ?前|在(尽快|11月26日)", text)]


class Words(dict):
    def __missing__(self, name: str) -> str:
        return name
