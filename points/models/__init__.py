from points.models.expiry import Expiry
from points.models.incentives import (
    BudgetMovement,
    IncentiveGrant,
    IncentiveKind,
    IncentivePolicy,
    IncentiveRole,
)
from points.models.ledger import Account, Entry, Posting, Side
from points.models.publicity import Publicity, PublicityLine, PublicityRelease
from points.models.records import Record
from points.models.rules import Rule
from points.models.store import Item, Redemption, ShelfMovement

__all__ = [
    "Account",
    "BudgetMovement",
    "Entry",
    "Expiry",
    "IncentiveGrant",
    "IncentiveKind",
    "IncentivePolicy",
    "IncentiveRole",
    "Item",
    "Posting",
    "Publicity",
    "PublicityLine",
    "PublicityRelease",
    "Record",
    "Redemption",
    "Rule",
    "ShelfMovement",
    "Side",
]
