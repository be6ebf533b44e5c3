"""The places somebody is signed in, told in words a person knows."""

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User

_PROGRAMS = (
    ("MicroMessenger", gettext_lazy("微信")),
    ("DingTalk", gettext_lazy("钉钉")),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_MACHINES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("HarmonyOS", gettext_lazy("鸿蒙")),
    ("Android", gettext_lazy("安卓手机")),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True)
class Device:
    pk: int
    name: str
    since: datetime
    last_seen: datetime
    is_current: bool


def devices(user: User, *, current_key: str | None) -> list[Device]:
    """Two statements however many there are; sessions that ran out are not shown."""
    rows = list(UserSession.objects.filter(user=user).order_by("-last_seen_at", "-pk"))
    alive = set(
        Session.objects.filter(
            session_key__in=[row.session_key for row in rows], expire_date__gt=timezone.now()
        ).values_list("session_key", flat=True)
    )
    return [
        Device(
            pk=row.pk,
            name=in_words(row.user_agent),
            since=row.created_at,
            last_seen=row.last_seen_at,
            is_current=row.session_key == current_key,
        )
        for row in rows
        if row.session_key in alive
    ]


def in_words(user_agent: str) -> str:
    program = next((word for sign, word in _PROGRAMS if sign in user_agent), "")
    machine = next((word for sign, word in _MACHINES if sign in user_agent), "")
    return " · ".join(str(word) for word in (machine, program) if word) or _("不知名的设备")
