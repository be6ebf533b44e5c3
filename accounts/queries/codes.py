from datetime import timedelta

from django.utils import timezone

from accounts.models import SignInCode, User


def open_code(pk: int | None, *, purpose: str, user: User | None = None) -> SignInCode | None:
    """A code that may still be answered, asked for in this session."""
    if pk is None:
        return None
    return SignInCode.objects.filter(
        pk=pk, purpose=purpose, user=user, used_at__isnull=True, expires_at__gt=timezone.now()
    ).first()


PROVED_HOLDS = timedelta(hours=2)


def proved_code(pk: int | None) -> SignInCode | None:
    """The number somebody without an account proved on this device, while that still counts."""
    if pk is None:
        return None
    since = timezone.now() - PROVED_HOLDS
    return SignInCode.objects.filter(
        pk=pk, purpose=SignInCode.Purpose.PROVE, used_at__gt=since
    ).first()
