"""`bin/bench insights` at a small scale: what measures must not rot."""

import pytest

from bench.parts import figures, stage, storm
from core.models import TallyDelta
from insights.models import Figure

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.mark.parametrize(
    ("part", "lines"),
    [
        ("figures", ["2,000 steps", "10,000 steps", "street, first page", "counted live"]),
        ("folding", ["one step", "three steps", "spread", "all in one"]),
        ("traffic", ["50 a second", "steps, all in one", "a counter (the control), spread"]),
        ("taking", ["COPY", "csv  1,200", "xlsx 1,200"]),
    ],
)
def test_each_part_of_the_bench_runs_and_says_what_it_found(town, capsys, part, lines):
    stage.show(part, town, small=True)
    said = capsys.readouterr().out
    assert [line for line in lines if line not in said] == []


def test_killed_again_and_again_every_step_is_counted_once(town):
    [(_name, steps, _lost, cells, different)] = storm.rage(600)
    assert int(steps.replace(",", "")) >= 600
    assert int(cells.replace(",", "")) > 100
    assert different == "0"


def test_what_is_counted_by_hand_would_tell(town):
    list(storm.rage(200))
    figure = Figure.objects.filter(measure__in=storm.MEASURES, span="day", by="").first()
    Figure.objects.filter(pk=figure.pk).update(value=figure.value + 1)
    assert storm._by_hand() != storm._stands()


def test_filled_steps_are_folded_as_those_of_actions(town):
    places = figures.lay(town, 3)
    figures.fill(places, TallyDelta.objects.count() + 300)
    told = Figure.objects.filter(measure="requests.orders", by="kind", area_id=places[0].pk)
    assert told.exists()
