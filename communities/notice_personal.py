"""Who was told and who has read a notice: `communities.personal_data` includes this."""

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from communities.models import NoticeRead
from core.personal import Declared

READ_DAYS = 3 * 365

_READ = Declared(_("知道通知到了多少人"), _("履行社区服务的法定职责"), _("3 年"))

PERSONAL_FIELDS = {"communities.NoticeRead": dict.fromkeys(("user", "told_at", "read_at"), _READ)}


def export_reads(user: User) -> list[dict[str, Any]]:
    rows = NoticeRead.objects.filter(user=user).select_related("notice").order_by("pk")
    return [
        {
            "notice": row.notice.title,
            "told_at": row.told_at.isoformat() if row.told_at else None,
            "read_at": row.read_at.isoformat() if row.read_at else None,
        }
        for row in rows
    ]


def erase_reads(user: User) -> int:
    return NoticeRead.objects.filter(user=user).delete()[0]


def expire_reads(today: date) -> int:
    due = today - timedelta(days=READ_DAYS)
    return NoticeRead.objects.filter(notice__published_at__date__lt=due).delete()[0]
