from communities.models.area import Area, AreaName, AreaScope, CommunityProfile, Level
from communities.models.bindings import Authority, Binding, BindingAttempt
from communities.models.duty import DutyHours, DutyPlan, DutyPost, DutyShift, ShiftSwap
from communities.models.housing import Building, Dwelling, Estate, Household
from communities.models.imports import ImportJob
from communities.models.notices import (
    Notice,
    NoticeAttachment,
    NoticeCategory,
    NoticeRead,
    NoticeTarget,
)
from communities.models.residents import (
    CareLabel,
    MergeRecord,
    Resident,
    ResidentStatus,
    proof_text,
)
from communities.models.rooms import Room, RoomBooking, RoomKind
from communities.models.services import Department, DepartmentScope
from communities.models.setup import SetupConfirmation
from communities.models.smart_codes import SmartCode, SmartCodeScan
from communities.models.wording import LocalWording

__all__ = [
    "Area",
    "AreaName",
    "AreaScope",
    "Authority",
    "Binding",
    "BindingAttempt",
    "Building",
    "CareLabel",
    "CommunityProfile",
    "Department",
    "DepartmentScope",
    "DutyHours",
    "DutyPlan",
    "DutyPost",
    "DutyShift",
    "Dwelling",
    "Estate",
    "Household",
    "ImportJob",
    "Level",
    "LocalWording",
    "MergeRecord",
    "Notice",
    "NoticeAttachment",
    "NoticeCategory",
    "NoticeRead",
    "NoticeTarget",
    "Resident",
    "ResidentStatus",
    "Room",
    "RoomBooking",
    "RoomKind",
    "SetupConfirmation",
    "ShiftSwap",
    "SmartCode",
    "SmartCodeScan",
    "proof_text",
]
