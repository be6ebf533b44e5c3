"""What the desk makes of a need: one value, checked, and what it says to the history."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from communities.models import Area
from requests.models import MenuItem, ServiceRequest, SlaPolicy
from requests.workflow import GOVERNANCE_OF, Governance, Matter, OrderType

PRIORITIES: Mapping[tuple[int, int], int] = {
    # urgency, impact → priority: what presses many comes first
    (3, 3): 1,
    (3, 2): 1,
    (3, 1): 2,
    (2, 3): 2,
    (2, 2): 3,
    (2, 1): 3,
    (1, 3): 3,
    (1, 2): 4,
    (1, 1): 4,
}

SCALES: Mapping[int, tuple[int, int]] = {1: (3, 2), 2: (3, 1), 3: (2, 1), 4: (1, 1)}
"""What the menu says of an item, as the desk would have said it: priority → urgency, impact."""
NORMAL = 3


def scales_of(item: MenuItem | None) -> tuple[int, int]:
    """Until somebody looks, it presses as the menu says; what is on no menu, as most things do."""
    return SCALES[item.priority if item is not None else NORMAL]


@dataclass(frozen=True)
class Verdict:
    order_type: OrderType
    matter: Matter
    item: MenuItem | None = None
    urgency: int | None = None
    """Unsaid, these two follow the item."""
    impact: int | None = None
    is_urgent_concern: bool = False
    grid: Area | None = None
    sla: SlaPolicy | None = None
    note: str = ""
    governance: Governance | None = None
    """Unsaid, it follows the matter."""

    @classmethod
    def as_it_stands(cls, row: ServiceRequest, **otherwise: Any) -> Self:
        """What the row says already, but for what is said otherwise."""
        stands: dict[str, Any] = {
            "order_type": OrderType(row.order_type),
            "matter": Matter(row.matter),
            "governance": Governance(row.governance),
            "item": row.item,
            "urgency": row.urgency,
            "impact": row.impact,
            "is_urgent_concern": row.is_urgent_concern,
        }
        return cls(**stands | otherwise)

    @property
    def scales(self) -> tuple[int, int]:
        urgency, impact = scales_of(self.item)
        return (
            urgency if self.urgency is None else self.urgency,
            impact if self.impact is None else self.impact,
        )

    @property
    def mode(self) -> Governance:
        return self.governance or GOVERNANCE_OF[self.matter]

    @property
    def priority(self) -> int:
        return PRIORITIES[self.scales]

    @property
    def changes(self) -> dict[str, Any]:
        """The fields of the request that follow from it."""
        changes: dict[str, Any] = {
            "order_type": self.order_type,
            "matter": self.matter,
            "governance": self.mode,
            "urgency": self.scales[0],
            "impact": self.scales[1],
            "priority": self.priority,
            "is_urgent_concern": self.is_urgent_concern,
        }
        if self.item is not None:
            changes |= {"item": self.item, "is_public": self.item.is_public}
        if self.grid is not None:
            changes["grid"] = self.grid
        sla = self.sla or (self.item.sla if self.item else None)
        return changes | ({"sla": sla} if sla else {})

    @property
    def codes(self) -> dict[str, Any]:
        return {
            "order_type": self.order_type,
            "matter": self.matter,
            "governance": self.mode,
            "priority": self.priority,
            "item": self.item.code if self.item else "",
            "urgent_concern": self.is_urgent_concern,
        }
