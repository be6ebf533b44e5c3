"""Batch dispatch: the solver against an independent optimum, and the whole way of the product.

The optimum is found again by another program: scipy's for dense matrices, over all pairs, where the
product's takes the sparse candidates. Greedy is beside it to show what the optimum is worth.
"""

import time
from collections.abc import Iterator

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.spatial import cKDTree

from bench.parts import crowd, meter
from core import scope
from requests.actions import batch
from requests.solving import solve
from tests.town import Town

HEADS = ("", "served", "sum of fits", "unserved", "CPU")
Fits = dict[int, dict[int, int]]
Line = tuple[str, ...]


def scattered(orders: int, people: int, each: int) -> Fits:
    """Over a square; who is nearest fits best. The same every time."""
    places = np.random.default_rng(1)
    tree = cKDTree(places.random((people, 2)))
    far, near = tree.query(places.random((orders, 2)), k=each)
    fits = np.maximum(1, 1000 - (far * 10_000)).astype(int)
    return {
        order: dict(zip(near[order].tolist(), fits[order].tolist(), strict=True))
        for order in range(orders)
    }


def against_the_optimum(orders: int, people: int, each: int) -> Iterator[Line]:
    fits = scattered(orders, people, each)
    began = time.process_time()
    pairs = solve(fits)
    took = time.process_time() - began
    yield _line("the product's solver", fits, pairs, took)
    began = time.process_time()
    served, total = optimum(fits, people)
    yield (
        "optimum, found otherwise", f"{served:,}", f"{total:,.0f}", f"{orders - served:,}",
        f"{time.process_time() - began:.1f} s",
    )  # fmt: skip
    began = time.process_time()
    yield _line("greedy", fits, greedy(fits), time.process_time() - began)
    gap = total - sum(fits[order][person] for order, person in pairs.items())
    yield ("gap", f"{served - len(pairs):,}", f"{gap:,.0f}", "", "")


def optimum(fits: Fits, people: int) -> tuple[int, int]:
    """How many can be served, and the greatest sum of fits among the ways to serve so many.

    Everything is laid out, which takes a gigabyte: the product never does that.
    """
    edges = [(order, person, fit) for order, ones in fits.items() for person, fit in ones.items()]
    rows, columns, worth = (np.array(some) for some in zip(*edges, strict=True))
    one_more = (worth.max() + 1) * (len(fits) + 1)  # beats every better fit of the others
    dense = np.zeros((len(fits), people))
    dense[rows, columns] = worth + one_more
    chosen = dense[linear_sum_assignment(dense, maximize=True)]
    served = int((chosen > 0).sum())
    return served, round(chosen.sum() - served * one_more)


def greedy(fits: Fits) -> dict[int, int]:
    pairs: dict[int, int] = {}
    taken = set[int]()
    edges = ((fit, order, person) for order, some in fits.items() for person, fit in some.items())
    for _fit, order, person in sorted(edges, reverse=True):
        if order not in pairs and person not in taken:
            pairs[order] = person
            taken.add(person)
    return pairs


def product(town: Town, *, orders: int, volunteers: int) -> Line:
    """Read, rank, solve, write: what the worker does, with the product's own rows."""
    crowd.serve(town, volunteers)
    crowd.orders(town, orders, pooled=True)
    secretary = town.viewer("secretary")

    def whole() -> None:
        with scope.entered(scope.EVERYTHING):
            run = batch.start(town.community, by=secretary)
            batch.take_next()
            run.refresh_from_db()
            found = batch.candidates_of(run)
            fits = {
                order: {one.volunteer.pk: one.score for one in some}
                for order, some in found.items()
            }
            assert batch.propose(run, found, solve(fits)).matched == orders

    began = time.process_time()
    said = meter.statements_of(whole)
    took = time.process_time() - began
    name = f"{orders:,} orders among {volunteers:,} volunteers"
    each = f"{took / orders * 1000:.0f} ms an order"
    return (name, f"{said:,} SQL", f"{took:.1f} s CPU", each, "")


def _line(name: str, fits: Fits, pairs: dict[int, int], took: float) -> Line:
    total = sum(fits[order][person] for order, person in pairs.items())
    unserved = len(fits) - len(pairs)
    return (name, f"{len(pairs):,}", f"{total:,}", f"{unserved:,}", f"{took:.1f} s")
