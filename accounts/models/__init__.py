from accounts.models.grants import RoleGrant
from accounts.models.privacy import (
    SENSITIVE_KINDS,
    ConsentEvent,
    ConsentKind,
    DataSubjectRequest,
    ErasureProof,
    MinorAccessApproval,
    PrivacyNotice,
)
from accounts.models.registers import (
    ImpactAssessment,
    Incident,
    PlatformComplaint,
    SharingRecord,
)
from accounts.models.signin import (
    EnrolmentCode,
    SecondFactorReset,
    SignInCode,
    SignInFailure,
)
from accounts.models.user import User

__all__ = [
    "SENSITIVE_KINDS",
    "ConsentEvent",
    "ConsentKind",
    "DataSubjectRequest",
    "EnrolmentCode",
    "ErasureProof",
    "ImpactAssessment",
    "Incident",
    "MinorAccessApproval",
    "PlatformComplaint",
    "PrivacyNotice",
    "RoleGrant",
    "SecondFactorReset",
    "SharingRecord",
    "SignInCode",
    "SignInFailure",
    "User",
]
