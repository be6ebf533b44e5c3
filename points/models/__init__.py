from points.models.expiry import Expiry
from points.models.ledger import Account, Entry, Posting, Side
from points.models.records import Record
from points.models.rules import Rule
from points.models.store import Item, Redemption, ShelfMovement

__all__ = [
    "Account",
    "Entry",
    "Expiry",
    "Item",
    "Posting",
    "Record",
    "Redemption",
    "Rule",
    "ShelfMovement",
    "Side",
]
