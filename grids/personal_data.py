"""What this room keeps about people, why, and for how long (core.personal reads it)."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.models import Resident
from core.models.numbers import forget_numbers
from core.personal import Declared
from grids.actions import offices
from grids.models import (
    BuildingHead,
    GroupReport,
    Handover,
    HandoverItem,
    TenHouseholdGroup,
    WorkerAppointment,
)

_BOARD = Declared(_("公示网格由谁负责"), _("本人同意，法规要求公示"), _("任期内；卸任即撤下"))
_REPORT = Declared(_("网格内的情况得到回应"), _("履行服务所必需"), _("收到后 2 年"))
_WORDS = Declared(
    _("写进说明文字里的号码，原样另存"), _("履行社区服务的法定职责"), _("写下后 2 年")
)
_OFFICE = Declared(_("知道谁是联户长、楼栋长"), _("本人同意"), _("任期内；此后只留沿革"))

PERSONAL_FIELDS = {
    "grids.WorkerAppointment": {"office_phone": _BOARD, "numbers": _WORDS},
    "grids.Handover": {"numbers": _WORDS},
    "grids.HandoverItem": {"numbers": _WORDS},
    "grids.DutyOfficer": {"office_phone": _BOARD},
    "grids.GroupReport": dict.fromkeys(("numbers", "text", "reason", "outcome"), _REPORT),
    "grids.TenHouseholdGroup": dict.fromkeys(("leader", "declined_by", "declined_note"), _OFFICE)
    | {"numbers": _WORDS},
    "grids.BuildingHead": {"resident": _OFFICE, "numbers": _WORDS},
}

REPORT_DAYS = 2 * 365


def export_person(subject: UUID) -> dict[str, Any]:
    """The offices he held on grids, and what he reported."""
    appointments = WorkerAppointment.objects.filter(worker__subject=subject)
    reports = GroupReport.objects.filter(reporter__subject=subject)
    heads = BuildingHead.objects.filter(resident__subject=subject)
    groups = TenHouseholdGroup.objects.filter(leader__subject=subject)
    return {
        "grid_worker": [
            {
                "grid": row.grid.name,
                "from": _day(row.period.lower),
                "to": _day(row.last_day),
                "office_phone": row.office_phone,
                "published": row.is_published,
            }
            for row in appointments.select_related("grid").order_by("pk")
            if not row.period.isempty
        ],
        "building_head": [
            {
                "building": str(row.building),
                "from": _day(row.period.lower),
                "to": _day(row.last_day),
                "name_published": row.publishes_name,
            }
            for row in heads.select_related("building__estate").order_by("pk")
            if not row.period.isempty
        ],
        "group_leader": [
            {"group": row.name, "agreed_at": row.leader_consent_at and str(row.leader_consent_at)}
            for row in groups.order_by("pk")
        ],
        "declined_to_lead": [
            {"group": row.name, "at": str(row.declined_at), "said": row.declined_note}
            for row in TenHouseholdGroup.objects.filter(declined_by__subject=subject).order_by("pk")
        ],
        "reports": [
            {
                "at": str(row.at),
                "kind": row.kind,
                "text": row.text,
                "numbers": row.numbers.open(),
                "outcome": row.outcome,
            }
            for row in reports.order_by("pk")
        ],
    }


def erase_person(subject: UUID) -> dict[str, int]:
    """Offices are given up; the number leaves the board; what he wrote loses its words."""
    counts = {"leaderships": 0, "headships": 0}
    for resident in Resident.objects.filter(subject=subject):
        counts["leaderships"] += TenHouseholdGroup.objects.filter(leader=resident).count()
        counts["headships"] += BuildingHead.objects.filter(resident=resident).count()
        offices.give_up_all(resident)
        _forget_declines(TenHouseholdGroup.objects.filter(declined_by=resident))
    counts["office_phones"] = (
        WorkerAppointment.objects.filter(worker__subject=subject)
        .exclude(office_phone="", publication_consent_at=None)
        .update(office_phone="", publication_consent_at=None)
    )
    counts["reports"] = GroupReport.objects.filter(reporter__subject=subject).update(
        text="", numbers="", reason="", outcome=""
    )
    return counts


def expire(today: date) -> dict[str, int]:
    """Reports that are old; numbers of those who no longer hold the office."""
    oldest = timezone.make_aware(datetime.combine(today - timedelta(days=REPORT_DAYS), time.min))
    deleted, _rows = GroupReport.objects.filter(at__lt=oldest).delete()
    phones = (
        WorkerAppointment.objects.filter(ended_at__isnull=False, period__fully_lt=(today, None))
        .exclude(office_phone="", publication_consent_at=None)
        .update(office_phone="", publication_consent_at=None)
    )
    _forget_declines(TenHouseholdGroup.objects.filter(declined_at__lt=oldest))
    written = [
        WorkerAppointment.objects.filter(appointed_at__lt=oldest),
        Handover.objects.filter(opened_at__lt=oldest),
        HandoverItem.objects.filter(handover__opened_at__lt=oldest),
        TenHouseholdGroup.objects.filter(leader_consent_at__lt=oldest),
        BuildingHead.objects.filter(appointed_at__lt=oldest),
    ]
    words = sum(map(forget_numbers, written))
    return {"group_reports": deleted, "office_phones": phones, "numbers_in_words": words}


def _forget_declines(groups: "QuerySet[TenHouseholdGroup]") -> None:
    groups.update(declined_by=None, declined_at=None, declined_note="")


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
