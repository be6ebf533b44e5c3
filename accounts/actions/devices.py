"""Where somebody is signed in, and ending it. An ended session is nobody's on the next request."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from accounts import security
from accounts.models import User


@transaction.atomic
def end_device(user: User, pk: int, *, actor: User) -> str | None:
    """End one of a person's own sessions: the key of what ended, or None if it is not his."""
    device = UserSession.objects.filter(user=user, pk=pk).first()
    if device is None:
        return None
    _end([device.session_key])
    security.note("accounts.session_revoked", user=user, actor=actor)
    return str(device.session_key)


@transaction.atomic
def end_devices(user: User, *, actor: User, but: str | None = "") -> int:
    """End all sessions of a person, or all but one."""
    devices = UserSession.objects.filter(user=user).exclude(session_key=but or "")
    keys = list(devices.values_list("session_key", flat=True))
    if keys:
        _end(keys)
        security.note("accounts.session_revoked", user=user, actor=actor)
    return len(keys)


def note_device(request: HttpRequest) -> None:
    """A session that was opened past allauth's doors stands on the page of devices, too."""
    UserSession.objects.create_from_request(request)


def touch(user: User, session_key: str) -> None:
    """Somebody is here. Called once in a while, not at every click."""
    now = timezone.now()
    UserSession.objects.filter(session_key=session_key).update(last_seen_at=now)
    User.objects.filter(pk=user.pk).update(last_seen_at=now)


def _end(keys: list[str]) -> None:
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(session_key__in=keys).delete()
