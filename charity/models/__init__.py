from charity.models.aid import AidRecord
from charity.models.allocations import Allocation
from charity.models.campaigns import Campaign, CampaignReport
from charity.models.diners import Diner
from charity.models.earning_books import Income, Pot, PotLine, YearlyAccount
from charity.models.earnings import Head, IdleAsset, OperatingProject, SharingRule
from charity.models.fund_books import BookLine, Reconciliation
from charity.models.fund_endings import FundEnding
from charity.models.fund_reports import FundRelease, FundReport
from charity.models.funds import CommunityFund, FundMember, FundProposal
from charity.models.gardens import Harvest, Plot, Tending
from charity.models.gifts import Donor, Gift, Purpose, Resource
from charity.models.handouts import HandOut, HandOutLine
from charity.models.library import Loan, SharedThing
from charity.models.meals import Meal, MealDay
from charity.models.platforms import DesignatedPlatform
from charity.models.programme_budgets import ProgrammeBudget
from charity.models.programme_months import ProgrammeMonth
from charity.models.programme_prices import ProgrammePrice
from charity.models.programmes import EligibleGroup, Programme, ProgrammeHand
from charity.models.recipients import Recipient
from charity.models.stock import Lot, StockMovement

__all__ = [
    "AidRecord",
    "Allocation",
    "BookLine",
    "Campaign",
    "CampaignReport",
    "CommunityFund",
    "DesignatedPlatform",
    "Diner",
    "Donor",
    "EligibleGroup",
    "FundEnding",
    "FundMember",
    "FundProposal",
    "FundRelease",
    "FundReport",
    "Gift",
    "HandOut",
    "HandOutLine",
    "Harvest",
    "Head",
    "IdleAsset",
    "Income",
    "Loan",
    "Lot",
    "Meal",
    "MealDay",
    "OperatingProject",
    "Plot",
    "Pot",
    "PotLine",
    "Programme",
    "ProgrammeBudget",
    "ProgrammeHand",
    "ProgrammeMonth",
    "ProgrammePrice",
    "Purpose",
    "Recipient",
    "Reconciliation",
    "Resource",
    "SharedThing",
    "SharingRule",
    "StockMovement",
    "Tending",
    "YearlyAccount",
]
