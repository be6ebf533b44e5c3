"""What the desk makes of a need: one value, checked, and what it says to the history."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from communities.models import Area
from requests.models import MenuItem, SlaPolicy
from requests.workflow import Matter, OrderType

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


@dataclass(frozen=True)
class Verdict:
    order_type: OrderType
    matter: Matter
    item: MenuItem | None = None
    urgency: int = 2
    impact: int = 1
    is_urgent_concern: bool = False
    grid: Area | None = None
    sla: SlaPolicy | None = None
    note: str = ""

    @property
    def priority(self) -> int:
        return PRIORITIES[self.urgency, self.impact]

    @property
    def changes(self) -> dict[str, Any]:
        """The fields of the request that follow from it."""
        changes: dict[str, Any] = {
            "order_type": self.order_type,
            "matter": self.matter,
            "urgency": self.urgency,
            "impact": self.impact,
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
            "priority": self.priority,
            "item": self.item.code if self.item else "",
            "urgent_concern": self.is_urgent_concern,
        }
