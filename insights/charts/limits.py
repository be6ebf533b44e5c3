"""How far chance alone carries a share: the exact limits of a binomial, for few cases as for many.

Near 0 and 100 % the usual bell is wrong just where it would accuse: of 33 answers at 99.5 % a
single "no" is nothing. The limits hold for all places of a picture together: were nothing but
chance at work, in 95 of 100 such pictures no place at all would stand outside.
"""

from math import sqrt
from statistics import NormalDist

INSIDE = 0.95
WIDE_ENOUGH = 25
"""So large a variance, and the bell is as good as the sum."""


def limits(share: float, cases: float, places: int) -> tuple[float, float]:
    """The lowest and the highest share (0–1) of so many cases that chance leaves inside."""
    n = max(round(cases), 1)
    tail = (1 - INSIDE ** (1 / max(places, 1))) / 2
    variance = share * (1 - share)
    if n * variance > WIDE_ENOUGH:
        swing = NormalDist().inv_cdf(1 - tail) * sqrt(variance / n)
        return max(share - swing, 0.0), min(share + swing, 1.0)
    rare = min(share, 1 - share)
    low = max(_quantile(n, rare, tail) / n, 0.0)
    high = min((_quantile(n, rare, 1 - tail) + 1) / n, 1.0)
    return (low, high) if share <= 0.5 else (1 - high, 1 - low)


def _quantile(n: int, share: float, below: float) -> float:
    """Between which whole numbers of cases the sum of the chances passes `below`."""
    k, chance = 0, (1 - share) ** n
    so_far, before = chance, 0.0
    while so_far < below and k < n:
        k += 1
        chance *= (n - k + 1) / k * share / (1 - share)
        so_far, before = so_far + chance, so_far
    return k - (so_far - below) / (so_far - before or 1)
