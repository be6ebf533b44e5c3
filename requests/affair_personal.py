"""What questions and affairs keep about people, and for how long."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from core import files
from requests.affair_steps import CLOSED
from requests.models import Affair, AffairPaper, Inquiry

KEPT_DAYS = 3 * 365
SILENT = "—"


def told(subject: UUID) -> dict[str, list[dict[str, Any]]]:
    inquiries = Inquiry.objects.filter(asker__subject=subject).order_by("pk")
    affairs = Affair.objects.filter(applicant__subject=subject).select_related("guide")
    return {
        "inquiries": [
            {
                "asked": timezone.localtime(row.asked_at).isoformat(),
                "words": row.words,
                "numbers": row.numbers.open(),
                "phone": row.phone.open(),
                "answer": row.answer,
            }
            for row in inquiries
        ],
        "affairs": [
            {
                "opened": timezone.localtime(row.opened_at).isoformat(),
                "what": str(row.guide),
                "name": row.name.open(),
                "phone": row.phone.open(),
                "address": row.address.open(),
                "words": row.words,
                "numbers": row.numbers.open(),
                "authority": row.authority,
                "status": str(row.get_status_display()),
                "outcome": row.outcome,
                "papers": [str(entry) for entry in row.custody.all()],
            }
            for row in affairs.prefetch_related("custody").order_by("pk")
        ],
    }


def erase(subject: UUID) -> dict[str, int]:
    """What goes on stays as it is until it is done: somebody holds his papers."""
    return {
        "inquiries": _silence_inquiries(Q(asker__subject=subject)),
        "affairs": _silence_affairs(Q(applicant__subject=subject)),
    }


def expire(today: date) -> dict[str, int]:
    before = today - timedelta(days=KEPT_DAYS)
    return {
        "inquiries": _silence_inquiries(Q(answered_at__date__lt=before)),
        "affairs": _silence_affairs(Q(closed_at__date__lt=before)),
    }


def _silence_inquiries(whose: Q) -> int:
    rows = Inquiry.objects.filter(whose, answered_at__isnull=False).exclude(words=SILENT)
    done: int = rows.update(words=SILENT, answer=SILENT, phone="", numbers="")
    return done


def _silence_affairs(whose: Q) -> int:
    rows = Affair.objects.filter(whose, status__in=CLOSED).exclude(name="")
    pks = list(rows.values_list("pk", flat=True))
    rows = Affair.objects.filter(pk__in=pks)
    for paper in AffairPaper.objects.filter(affair__in=pks).select_related("file"):
        stored = paper.file
        paper.delete()
        files.discard(stored)
    # that there was an authority is a rule of the table; what it said leaves
    rows.exclude(authority="").update(authority=SILENT)
    done: int = rows.update(name="", phone="", address="", words="", numbers="", outcome="")
    return done
