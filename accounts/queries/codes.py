from django.utils import timezone

from accounts.models import SignInCode, User


def open_code(pk: int | None, *, purpose: str, user: User | None = None) -> SignInCode | None:
    """A code that may still be answered, asked for in this session."""
    if pk is None:
        return None
    return SignInCode.objects.filter(
        pk=pk, purpose=purpose, user=user, used_at__isnull=True, expires_at__gt=timezone.now()
    ).first()
