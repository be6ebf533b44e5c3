"""Books whose sum cannot be wrong: each link begins where the one before it ended, and no two
follow the same one. So what is left needs no column of its own, and nothing is taken twice.

    class StockMovement(Ledger):  # lot, seq, previous, before, quantity, after
        class Meta:
            constraints = [*chain("stock", "lot", kind="receive"), …]

Where it may not go below (nothing) or above (what was given) is each book's own rule. The key from
(lot, previous, before) to (lot, seq, after) stands in its migration: Django knows none of several
columns.
"""

from typing import Any

from django.db import models
from django.db.models import F, Q


def chain(
    name: str, of: str, *, amount: str = "quantity", holds: tuple[str, ...] = (), **first: Any
) -> list[models.BaseConstraint]:
    """One chain for each `of`. A link also `holds` on to these of the one before; the `first` one
    is of this kind."""
    return [
        models.UniqueConstraint(fields=[of, "seq"], name=f"{name}_one_link_after_another"),
        models.UniqueConstraint(
            fields=[of, "seq", "after", *holds], name=f"{name}_link_to_hold_on_to"
        ),
        models.CheckConstraint(name=f"{name}_adds_up", condition=Q(after=F("before") + F(amount))),
        models.CheckConstraint(
            name=f"{name}_begins_with_nothing",
            condition=Q(seq=1, previous__isnull=True, before=0, **first)
            | Q(seq__gt=1, previous=F("seq") - 1),
        ),
    ]


def last_link(links: "models.QuerySet[Any] | models.Manager[Any]") -> tuple[int, Any]:
    """How many there are, and what is left."""
    found = links.order_by("-seq").values_list("seq", "after").first()
    return found or (0, 0)


def link_after(last: tuple[int, Any], change: Any) -> dict[str, Any]:
    """Where the next one begins and ends. A lock makes refusals rare; the chain makes them
    certain."""
    seq, left = last
    return {"seq": seq + 1, "previous": seq or None, "before": left, "after": left + change}
