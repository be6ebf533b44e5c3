"""What a page says of the work inside: the parts of it, the money, whom somebody asked instead."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from accounts.viewer import Viewer
from requests.models import MoneyLine, Offer, Party, ServiceRequest, SubTask
from requests.models.parties import Role
from requests.queries.candidates import called
from requests.workflow import Duty, Status

CASH = frozenset({"money", "sign_money"})


@dataclass(frozen=True)
class Part:
    row: SubTask
    who: str


@dataclass(frozen=True)
class Doing:
    parts: list[Part]
    money: list[MoneyLine]
    in_hand: Decimal
    """Of his money with the helper; below zero, what the helper laid out."""
    asked: Offer | None
    """Somebody was asked to stand in and has not answered."""
    hidden: frozenset[str]
    """Steps of the table this row leaves no room for just now."""

    @property
    def laid_out(self) -> Decimal:
        return -self.in_hand


def doing(
    viewer: Viewer, row: ServiceRequest, duties: frozenset[Duty], parties: Sequence[Party] = ()
) -> Doing:
    """`parties` have a part in it, as the page has read them."""
    parts = [Part(task, called(task.party) if task.party else "") for task in _tasks(row)]
    touches = row.item is not None and row.item.handles_cash
    lines = list(row.money.all()) if touches else []
    begun = row.status == Status.IN_PROGRESS and row.has_offers
    asked = row.offers.waiting().first() if begun else None
    own = {
        "end_task": any(not part.row.outcome for part in parts),
        "money": touches,
        "sign_money": any(one.needs_sign and one.noted_by_id != viewer.user_id for one in lines),
        "propose": asked is None and Duty.HANDLER in duties and _in_person(viewer, parties),
    }
    return Doing(
        parts=parts,
        money=lines,
        in_hand=sum(
            (one.amount if one.kind in MoneyLine.PLUS else -one.amount for one in lines),
            Decimal(0),
        ),
        asked=asked,
        hidden=frozenset(name for name, shown in own.items() if not shown),
    )


def _tasks(row: ServiceRequest) -> list[SubTask]:
    if not row.has_parts:
        return []
    named = ("party__user", "party__organization", "party__department")
    return list(row.sub_tasks.select_related(*named))


def _in_person(viewer: Viewer, parties: Sequence[Party]) -> bool:
    """Who speaks for no office has what he has himself."""
    if not (viewer.organization_ids or viewer.department_ids):
        return True
    leads = (party for party in parties if party.works and party.role == Role.LEAD)
    return any(party.user_id == viewer.user_id for party in leads)
