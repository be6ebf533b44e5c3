"""On which level of the tree a role is given."""

from accounts.roles import Reach
from communities.models import Level

LEVELS: dict[Reach, frozenset[str]] = {
    Reach.GRID: frozenset({Level.GRID, Level.MICRO_GRID}),
    Reach.COMMUNITY: frozenset({Level.COMMUNITY}),
    Reach.STREET: frozenset({Level.STREET}),
    Reach.DISTRICT: frozenset({Level.DISTRICT}),
    Reach.PLATFORM: frozenset(),
    # An office stands somewhere too: who is over that place appoints to it.
    Reach.DEPARTMENT: frozenset({Level.STREET, Level.DISTRICT}),
    Reach.ORGANIZATION: frozenset({Level.COMMUNITY, Level.STREET, Level.DISTRICT}),
}
