"""Who served when: `communities.personal_data` includes this."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from communities.models import DutyShift, ShiftSwap
from core.personal import Declared

KEPT_DAYS = 3 * 365
WORDS_DAYS = 365

_SERVED = Declared(_("排班、找得到值班的人"), _("履行社区服务的法定职责"), _("3 年"))
_SAID = Declared(_("换班要双方和书记知道为什么"), _("履行社区服务的法定职责"), _("1 年"))

PERSONAL_FIELDS = {
    "communities.DutyShift": dict.fromkeys(("person", "helper", "helper_unit"), _SERVED),
    "communities.ShiftSwap": dict.fromkeys(
        ("asked_by", "asked_of", "note", "reason", "numbers"), _SAID
    ),
}


def export_duty(user: User) -> list[dict[str, Any]]:
    rows = DutyShift.objects.published().filter(person=user).select_related("post")
    return [
        {
            "post": row.post.name,
            "from": timezone.localtime(row.period.lower).isoformat(),
            "to": timezone.localtime(row.period.upper).isoformat(),
        }
        for row in rows.order_by("period")
    ]


def erase_duty(user: User) -> int:
    """The shifts were served in an office and stay as long as the office's papers; words do not."""
    return _silence(Q(asked_by=user) | Q(asked_of=user))


def expire_duty(today: date) -> int:
    old = Q(period__endswith__date__lt=today - timedelta(days=KEPT_DAYS))
    gone = DutyShift.objects.filter(old).exclude(person__isnull=True, helper="")
    emptied = gone.update(person=None, helper="", helper_unit="")
    return emptied + _silence(Q(asked_at__date__lt=today - timedelta(days=WORDS_DAYS)))


def _silence(which: Q) -> int:
    """That there was a reason is kept, not which."""
    rows = ShiftSwap.objects.filter(which)
    silenced = rows.exclude(note="").update(note="", numbers="")
    refused = (
        rows.filter(status="refused").exclude(reason__in=["", "—"]).update(reason="—", numbers="")
    )
    return silenced + refused
