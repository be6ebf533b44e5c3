"""What pages and other rooms ask about grids. `responsible_for` is the one answer to "whose?"."""

from grids.queries.audience import households_in, leaders_in
from grids.queries.responsible import How, Responsible, responsible_for, standings, worker_of

__all__ = [
    "How",
    "Responsible",
    "households_in",
    "leaders_in",
    "responsible_for",
    "standings",
    "worker_of",
]
