"""Who is asked for what, all at once: as many requests as possible, and among these ways the best.

Only the worker imports this: scipy takes its time to load, and no page needs it. Candidates are
sparse (some twenty for each request), so nothing dense is ever laid out.
"""

from collections.abc import Mapping

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

Edges = Mapping[int, Mapping[int, int]]
"""For each request whom one could ask, and how well he fits."""


def solve(edges: Edges) -> dict[int, int]:
    """Request → person. First as many as can be served, then the greatest sum of fits."""
    orders = [order for order, fits in edges.items() if fits]
    if not orders:
        return {}
    people = sorted({person for order in orders for person in edges[order]})
    column = {person: at for at, person in enumerate(people)}
    best = max(fit for order in orders for fit in edges[order].values())
    worst = min(fit for order in orders for fit in edges[order].values())
    # Each request has a column of its own that means "nobody". It costs more than all the
    # others together could save, so nobody is left out for the sake of a better fit.
    nobody = (best - worst + 1) * (len(orders) + 1)
    rows, columns, costs = [], [], []
    for row, order in enumerate(orders):
        for person, fit in edges[order].items():
            rows.append(row)
            columns.append(column[person])
            costs.append(best - fit + 1)  # never 0: a sparse matrix would forget it
        rows.append(row)
        columns.append(len(people) + row)
        costs.append(nobody)
    shape = (len(orders), len(people) + len(orders))
    matrix = csr_array((np.array(costs, dtype=float), (rows, columns)), shape=shape)
    found_rows, found_columns = min_weight_full_bipartite_matching(matrix)
    return {
        orders[row]: people[at]
        for row, at in zip(found_rows.tolist(), found_columns.tolist(), strict=True)
        if at < len(people)
    }
