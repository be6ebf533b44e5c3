from points.models.expiry import Expiry
from points.models.ledger import Account, Entry, Posting, Side
from points.models.records import Record
from points.models.rules import Rule

__all__ = ["Account", "Entry", "Expiry", "Posting", "Record", "Rule", "Side"]
