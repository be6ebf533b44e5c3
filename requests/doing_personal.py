"""What the work inside a request and the rounds keep about people, and for how long."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from requests.models import MoneyLine, Outing, OutingFinding, ServiceRequest, SubTask

KEPT_DAYS = 3 * 365
SILENT = "—"


def told(subject: UUID) -> dict[str, list[dict[str, Any]]]:
    visits = Outing.objects.filter(resident__subject=subject).order_by("pk")
    lines = MoneyLine.objects.filter(service_request__resident__subject=subject).order_by("pk")
    return {
        "visits": [
            {
                "day": row.planned_on.isoformat(),
                "why": row.why,
                "how_it_was": str(row.get_outcome_display()),
                "words": row.words,
                "found": [one.words for one in row.findings.all()],
            }
            for row in visits.prefetch_related("findings")
        ],
        "money": [
            {"what": str(row.get_kind_display()), "yuan": str(row.amount), "note": row.note}
            for row in lines
        ],
    }


def erase(subject: UUID) -> int:
    return _forget(Outing.objects.filter(resident__subject=subject).exclude(outcome=""))


def expire(today: date) -> int:
    before = today - timedelta(days=KEPT_DAYS)
    return _forget(Outing.objects.filter(done_at__date__lt=before).exclude(why=SILENT))


def silence(rows: "QuerySet[ServiceRequest]") -> None:
    """Of requests that are over: that there were parts and amounts stays, not what was written."""
    SubTask.objects.filter(service_request__in=rows).update(what=SILENT, numbers="")
    MoneyLine.objects.filter(service_request__in=rows).update(note="", numbers="")


def _forget(rows: "QuerySet[Outing]") -> int:
    pks = list(rows.values_list("pk", flat=True))
    OutingFinding.objects.filter(outing__in=pks).update(words=SILENT, numbers="")
    done: int = Outing.objects.filter(pk__in=pks).update(
        why=SILENT, companions="", words="", numbers="", resident=None
    )
    return done
