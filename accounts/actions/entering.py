"""An account is made by signing in for the first time, and is never looked for before that."""

from datetime import timedelta

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import limits, security
from accounts.actions import devices
from accounts.actions.consents import record_consent
from accounts.models import ConsentEvent, ConsentKind, PrivacyNotice, SignInFailure, User
from core import crypto, scope


@transaction.atomic
def enter_by_phone(phone: str) -> tuple[User, bool]:
    """The account of a number that was just proved, made if need be; and whether it is new."""
    had = User.objects.by_phone(phone)
    user, is_new = _unless_silent(had), False
    if user is None:
        user, is_new = _sign_up(phone)
        user.opened_anew = had is not None
    user.phone_verified_at = timezone.now()
    user.save(update_fields=["phone_verified_at"])
    _write_down_consent(user)
    if is_new:
        security.note("accounts.signed_up", user=user, actor=user)
    return user, is_new


def _unless_silent(user: User | None) -> User | None:
    """Numbers change hands: an account that was silent too long, and that no second factor
    guards, keeps what it has and loses its number. Whoever proves at the register that he is
    the one who had it gets it back (communities.actions.bindings); who holds a post is appointed
    anew, by a person who knows him: a number alone proves neither."""
    if user is None or not _fell_silent(user) or is_mfa_enabled(user):
        return user
    locked = User.objects.select_for_update().get(pk=user.pk)
    locked.phone = ""
    locked.save(update_fields=["phone", "phone_index"])
    security.note("accounts.set_aside", user=locked)
    return None


def _fell_silent(user: User) -> bool:
    limit = timezone.now() - timedelta(days=settings.BINDING_SILENT_DAYS)
    return user.last_seen_at is not None and user.last_seen_at < limit


@transaction.atomic
def give_back(aside: User, holder: User) -> None:
    """It is he: the number leads to his account again, what was opened meanwhile is closed."""
    number = holder.phone.open()
    holder.phone, holder.is_active = "", False
    holder.save(update_fields=["phone", "phone_index", "is_active"])
    devices.end_devices(holder, actor=holder)
    aside.phone, aside.last_seen_at = number, timezone.now()
    aside.save(update_fields=["phone", "phone_index", "last_seen_at"])
    security.note("accounts.given_back", user=aside, meanwhile=holder.pk)


def _write_down_consent(user: User) -> None:
    """He ticked the box before the code was sent; here is the first row to put it in. Who has
    said so to the notice as it stands does not say it again at each sign-in."""
    notice = PrivacyNotice.objects.current()
    if notice is None:
        return
    with scope.entered((), user_id=user.pk):  # his own rows are open to nobody else
        said = ConsentEvent.objects.filter(subject=user.subject, kind=ConsentKind.SERVICE)
        last = said.order_by("-pk").first()
        if last is None or not last.given or last.notice_id != notice.pk:
            record_consent(user.subject, ConsentKind.SERVICE, given=True, user=user)


def _sign_up(phone: str) -> tuple[User, bool]:
    try:
        with transaction.atomic():
            return User.objects.create_user(phone), True
    except IntegrityError:  # the same person, on two phones at once
        return User.objects.get(phone_index=crypto.blind_index("phone", phone)), False


def wrong_password(phone: str, *, address: str) -> None:
    """Known number or not: the same row, the same event."""
    source = limits.address_index(address)
    SignInFailure.objects.create(
        kind=SignInFailure.Kind.PASSWORD,
        phone_index=crypto.blind_index("phone", phone),
        address_index=source,
    )
    security.note("accounts.sign_in_failed", source=source, by="password")
