from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator

from accounts.models import EnrolmentCode, User


@dataclass(frozen=True)
class Factors:
    bound_at: datetime | None
    last_used_at: datetime | None
    has_recovery_codes: bool


def factors_of(user: User) -> Factors:
    rows = {row.type: row for row in Authenticator.objects.filter(user=user)}
    totp = rows.get(Authenticator.Type.TOTP)
    return Factors(
        bound_at=totp and totp.created_at,
        last_used_at=totp and totp.last_used_at,
        has_recovery_codes=Authenticator.Type.RECOVERY_CODES in rows,
    )


def is_vouched(user: User) -> bool:
    return EnrolmentCode.objects.vouching_for(user)


def authenticator_of(user: User) -> Authenticator | None:
    rows = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP)
    found: Authenticator | None = rows.first()
    return found
