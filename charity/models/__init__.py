from charity.models.aid import AidRecord
from charity.models.allocations import Allocation
from charity.models.fund_books import BookLine, Reconciliation
from charity.models.fund_reports import FundRelease, FundReport
from charity.models.funds import CommunityFund, FundMember, FundProposal
from charity.models.gifts import Donor, Gift, Purpose, Resource
from charity.models.handouts import HandOut, HandOutLine
from charity.models.library import Loan, SharedThing
from charity.models.platforms import DesignatedPlatform
from charity.models.recipients import Recipient
from charity.models.stock import Lot, StockMovement

__all__ = [
    "AidRecord",
    "Allocation",
    "BookLine",
    "CommunityFund",
    "DesignatedPlatform",
    "Donor",
    "FundMember",
    "FundProposal",
    "FundRelease",
    "FundReport",
    "Gift",
    "HandOut",
    "HandOutLine",
    "Loan",
    "Lot",
    "Purpose",
    "Recipient",
    "Reconciliation",
    "Resource",
    "SharedThing",
    "StockMovement",
]
