"""What the telephone keeps about people, and for how long."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from communities.models import Resident
from core.personal import Declared
from requests.models import Call, CallBack

CALL_DAYS = 365
DRAFT_DAYS = 7
SILENT = "—"

_ON_THE_LINE = Declared(
    _("接电话时认出是谁，回得了电"),
    _("履行社区服务的法定职责"),
    _("通话后 1 年，没写完的草稿 7 天"),
)
PERSONAL_FIELDS = {
    "requests.Call": dict.fromkeys(
        ("phone", "phone_index", "caller_name", "words", "numbers", "address", "resident"),
        _ON_THE_LINE,
    ),
    "requests.CallBack": dict.fromkeys(("about", "numbers"), _ON_THE_LINE),
}


def told(subject: UUID) -> list[dict[str, Any]]:
    return [
        {
            "at": timezone.localtime(call.started_at).isoformat(),
            "direction": str(call.get_direction_display()),
            "outcome": str(call.get_outcome_display()),
            "words": call.words,
        }
        for call in _of(subject).order_by("pk")
    ]


def erase(subject: UUID) -> int:
    return _silence(_of(subject))


def expire(today: date) -> int:
    """A call a year old, and a draft nobody came back to in a week."""
    rows = Call.objects.filter(
        Q(started_at__date__lt=today - timedelta(days=CALL_DAYS))
        | Q(outcome="", started_at__date__lt=today - timedelta(days=DRAFT_DAYS))
    )
    return _silence(rows.exclude(phone_index="", caller_name="", words="", resident=None))


def _silence(rows: Any) -> int:
    """That somebody rang and what came of it stays; who he was, and his words, do not."""
    pks = list(rows.values_list("pk", flat=True))
    rows = Call.objects.filter(pk__in=pks)
    rows.filter(outcome="").update(outcome=Call.Outcome.WRONG, ended_at=timezone.now())
    CallBack.objects.filter(call__in=pks).update(about=SILENT, numbers="")
    done: int = rows.update(
        phone="",
        phone_index="",
        caller_name="",
        words="",
        numbers="",
        address="",
        resident=None,
    )
    return done


def _of(subject: UUID) -> Any:
    """By the person chosen on the line, and by the number of his account or record."""
    residents = Resident.objects.filter(subject=subject)
    numbers = [
        *User.objects.filter(subject=subject).values_list("phone_index", flat=True),
        *residents.values_list("phone_index", flat=True),
    ]
    return Call.objects.filter(
        Q(resident__in=residents) | Q(phone_index__in=[one for one in numbers if one])
    )
