"""The registry: every indicator once, by its code."""

from collections.abc import Mapping

from insights.indicators.forces import FORCES, PEOPLE
from insights.indicators.linkage import LINKAGE
from insights.indicators.loop import LOOP
from insights.indicators.places import PLACES
from insights.indicators.reach import REACH
from insights.indicators.service import RESOURCES, SERVICE
from insights.indicators.shape import Indicator

__all__ = ["REGISTRY", "Indicator"]

EVERY = (
    *LOOP, *PEOPLE, *FORCES, *PLACES, *SERVICE, *RESOURCES, *REACH, *LINKAGE
)  # fmt: skip
REGISTRY: Mapping[str, Indicator] = {one.code: one for one in EVERY}
if len(REGISTRY) != len(EVERY):
    raise ValueError("an indicator's code stands for one indicator")
