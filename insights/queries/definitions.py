"""Every indicator as it is defined on a day: of the three rates, by the formula of then."""

from collections.abc import Mapping
from datetime import date

from insights.indicators import REGISTRY, Indicator
from insights.indicators.rates import three_rates
from requests.queries.formulas import in_force


def rates_on(day: date) -> Mapping[str, Indicator]:
    return {one.code: one for one in three_rates(in_force(day))}


def all_on(day: date) -> Mapping[str, Indicator]:
    return {**REGISTRY, **rates_on(day)}
