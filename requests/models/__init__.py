from requests.models.affairs import (
    Affair,
    AffairEvent,
    AffairHelp,
    AffairPaper,
    Custody,
    Inquiry,
)
from requests.models.attachments import Attachment
from requests.models.batch import DispatchProposal, DispatchRun
from requests.models.calling import Calling
from requests.models.calls import Call, CallBack
from requests.models.catalogue import DispatchAlert, DispatchCatalogue, DispatchRule
from requests.models.clocks import ClockEvent, Timer
from requests.models.doing import MoneyLine, SubTask
from requests.models.events import RequestEvent
from requests.models.exclusions import Exclusion
from requests.models.forwards import Forward
from requests.models.guides import CommonQuestion, Guide
from requests.models.heart_cards import HeartCard
from requests.models.hooks import HookDelivery, Webhook
from requests.models.hotline import HotlineTicket
from requests.models.interests import Against, SealedAuthor
from requests.models.lists import ListRelease
from requests.models.menu import MenuCategory, MenuItem, MenuQuestion
from requests.models.offers import Offer
from requests.models.outings import Outing, OutingFinding
from requests.models.parties import Party, Recusal
from requests.models.policies import LadderRung, SlaPolicy, SlaRule
from requests.models.protective import ProtectiveCase, ProtectiveOfficer, ProtectiveStep
from requests.models.rate_formulas import RateFormula
from requests.models.ratings import Rating
from requests.models.recurring import RecurringOrder, RecurringRun
from requests.models.replies import SavedReply
from requests.models.second_calls import SecondCall, SecondCallDraw
from requests.models.service_requests import ServiceRequest
from requests.models.suggestions import SuggestionRule
from requests.models.tokens import ApiToken, ApiUse
from requests.models.watching import Breach
from requests.models.welfare import WelfareCheck
from requests.models.whistles import Whistle, WhistleCall, WhistleMark
from requests.models.wishes import Wish

__all__ = [
    "Affair",
    "AffairEvent",
    "AffairHelp",
    "AffairPaper",
    "Against",
    "ApiToken",
    "ApiUse",
    "Attachment",
    "Breach",
    "Call",
    "CallBack",
    "Calling",
    "ClockEvent",
    "CommonQuestion",
    "Custody",
    "DispatchAlert",
    "DispatchCatalogue",
    "DispatchProposal",
    "DispatchRule",
    "DispatchRun",
    "Exclusion",
    "Forward",
    "Guide",
    "HeartCard",
    "HookDelivery",
    "HotlineTicket",
    "Inquiry",
    "LadderRung",
    "ListRelease",
    "MenuCategory",
    "MenuItem",
    "MenuQuestion",
    "MoneyLine",
    "Offer",
    "Outing",
    "OutingFinding",
    "Party",
    "ProtectiveCase",
    "ProtectiveOfficer",
    "ProtectiveStep",
    "RateFormula",
    "Rating",
    "RecurringOrder",
    "RecurringRun",
    "Recusal",
    "RequestEvent",
    "SavedReply",
    "SealedAuthor",
    "SecondCall",
    "SecondCallDraw",
    "ServiceRequest",
    "SlaPolicy",
    "SlaRule",
    "SubTask",
    "SuggestionRule",
    "Timer",
    "Webhook",
    "WelfareCheck",
    "Whistle",
    "WhistleCall",
    "WhistleMark",
    "Wish",
]
