"""`bin/bench requests` at a small scale: what measures must not rot."""

import pytest

from bench.parts import batch, stage

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    ("part", "lines"),
    [
        ("arms", ["create", "list of 50", "detail, one's own", "ranked candidates", "accept"]),
        ("sweep", ["20 ring among 300", "nothing rings", "watch: keeper"]),
        ("batch", ["the product's solver", "optimum", "3 orders among 320 volunteers"]),
        ("growth", ["300 orders", "1,500 orders", "queue, in the middle", "public board"]),
    ],
)
def test_each_part_of_the_bench_runs_and_says_what_it_found(town, capsys, part, lines):
    stage.show(part, town, small=True)
    said = capsys.readouterr().out
    assert [line for line in lines if line not in said] == []


@pytest.mark.parametrize("people", [90, 60])
def test_the_solver_finds_what_other_algorithms_find(people):
    fits = batch.scattered(60, people, 5)
    pairs = batch.solve(fits)
    served, best = batch.optimum(fits, people)
    assert (len(pairs), sum(fits[order][who] for order, who in pairs.items())) == (served, best)
    assert len(batch.greedy(fits)) <= served
