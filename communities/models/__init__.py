from communities.models.area import Area, AreaName, AreaScope, CommunityProfile, Level
from communities.models.bindings import Authority, Binding, BindingAttempt
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
from communities.models.services import Department, Room
from communities.models.setup import SetupConfirmation

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
    "Dwelling",
    "Estate",
    "Household",
    "ImportJob",
    "Level",
    "MergeRecord",
    "Notice",
    "NoticeAttachment",
    "NoticeCategory",
    "NoticeRead",
    "NoticeTarget",
    "Resident",
    "ResidentStatus",
    "Room",
    "SetupConfirmation",
    "proof_text",
]
