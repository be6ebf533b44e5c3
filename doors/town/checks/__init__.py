"""Rows told in bulk satisfy every invariant, and every rule that the actions enforce."""

from doors.town.checks import (
    activities,
    affairs,
    charity,
    dispatching,
    duties,
    figures,
    hours,
    offices,
    orders,
    organisations,
    partners,
    party,
    people,
    places,
    points,
    privacy,
    results,
    shape,
    telephone,
    times,
    volunteers,
    whistles,
)
from doors.town.checks.finding import Check, Finding

__all__ = ["CHECKS", "Check", "Finding"]

CHECKS: tuple[Check, ...] = (
    *figures.CHECKS,
    *places.CHECKS,
    *people.CHECKS,
    *offices.CHECKS,
    *privacy.CHECKS,
    *organisations.CHECKS,
    *party.CHECKS,
    *partners.CHECKS,
    *charity.CHECKS,
    *points.CHECKS,
    *activities.CHECKS,
    *duties.CHECKS,
    *volunteers.CHECKS,
    *hours.CHECKS,
    *orders.CHECKS,
    *telephone.CHECKS,
    *results.CHECKS,
    *affairs.CHECKS,
    *whistles.CHECKS,
    *dispatching.CHECKS,
    *times.CHECKS,
    *shape.CHECKS,
)
