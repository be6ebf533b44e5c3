from charity.models.aid import AidRecord
from charity.models.allocations import Allocation
from charity.models.gifts import Donor, Gift, Purpose, Resource
from charity.models.handouts import HandOut, HandOutLine
from charity.models.library import Loan, SharedThing
from charity.models.platforms import DesignatedPlatform
from charity.models.recipients import Recipient
from charity.models.stock import Lot, StockMovement

__all__ = [
    "AidRecord",
    "Allocation",
    "DesignatedPlatform",
    "Donor",
    "Gift",
    "HandOut",
    "HandOutLine",
    "Loan",
    "Lot",
    "Purpose",
    "Recipient",
    "Resource",
    "SharedThing",
    "StockMovement",
]
