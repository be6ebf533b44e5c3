from charity.models.gifts import Donor, Gift, Purpose, Resource
from charity.models.handouts import HandOut, HandOutLine
from charity.models.recipients import Recipient
from charity.models.stock import Lot, StockMovement

__all__ = [
    "Donor",
    "Gift",
    "HandOut",
    "HandOutLine",
    "Lot",
    "Purpose",
    "Recipient",
    "Resource",
    "StockMovement",
]
