"""The page of the docs says what the table says."""

from requests.management.commands.draw_requests import PAGE
from requests.workflow import STEPS, Duty, Status, drawing


def test_the_page_is_not_stale():
    said = PAGE.read_text("utf-8")
    assert drawing.woven_into(said) == said, "run: bin/manage draw_requests"


def test_every_step_every_state_and_every_duty_stands_in_it():
    said = drawing.text()
    for step in STEPS:
        assert f"| `{step.name}` |" in said
    for status in Status:
        assert f"        {status.value}\n" in said
    assert set(drawing.SHORT) == set(Duty)


def test_a_changed_table_makes_it_stale(monkeypatch):
    monkeypatch.setattr(drawing, "STEPS", STEPS[:-1])
    said = PAGE.read_text("utf-8")
    assert drawing.woven_into(said) != said
