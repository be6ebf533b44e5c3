"""What this room keeps about people, why, and for how long (core.personal reads it)."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models.numbers import forget_numbers
from core.personal import Declared
from volunteers.actions import erasure
from volunteers.models import (
    Certificate,
    GuardianConsent,
    HourQuestion,
    Opinion,
    ServiceRecord,
    ShiftApplication,
    ShiftPlace,
    Volunteer,
)
from volunteers.models.hours import ServiceRecordQuerySet

WITHDRAWN_DAYS = 3 * 365
"""Long enough to answer for what he did; then nothing is left that names him."""

_CONSENT = _("本人同意")
_STANDING = _("登记期间，及退出后 3 年")
_WHO = Declared(_("认出本人，避免重复登记"), _("志愿服务条例要求如实记录"), _STANDING)
_REACH = Declared(_("邀请他参加服务"), _CONSENT, _STANDING)
_FIT = Declared(_("服务与年龄、技能相适合"), _("志愿服务条例要求"), _STANDING)
_POLITICAL = Declared(_("编党员、青年服务队"), _("本人单独同意"), _("撤回同意即删"))
_GUARDIAN = Declared(_("未成年人有监护人同意"), _("未成年人保护法要求"), _STANDING)
_REASON = Declared(_("本人知道为什么"), _("履行服务所必需"), _STANDING)

PERSONAL_FIELDS = {
    "volunteers.Volunteer": {
        **dict.fromkeys(("name", "name_key", "name_initials", "id_number", "id_index"), _WHO),
        **dict.fromkeys(("user", "resident"), _WHO),
        **dict.fromkeys(("phone", "phone_index", "grid"), _REACH),
        **dict.fromkeys(("gender", "born_on", "insured_until"), _FIT),
        "political": _POLITICAL,
        "status_reason": _REASON,
    },
    "volunteers.VolunteerSkill": dict.fromkeys(("licence_number", "valid_until"), _FIT),
    "volunteers.GuardianConsent": dict.fromkeys(
        ("guardian", "relation", "evidence", "user"), _GUARDIAN
    ),
    "volunteers.VolunteerTeam": {"numbers": _REASON},
    "volunteers.ServiceRecord": {"numbers": _REASON},
    "volunteers.HourQuestion": {"numbers": _REASON},
    "volunteers.Certificate": {
        "name": Declared(_("证明上的姓名"), _("志愿服务条例要求如实出具"), _STANDING),
        "numbers": _REASON,
    },
}


def export_person(subject: UUID) -> dict[str, Any]:
    """His registration, and the yes he gave for his children."""
    mine = Volunteer.objects.filter(_is(subject)).select_related("community", "grid")
    given = GuardianConsent.objects.filter(user__subject=subject).order_by("pk")
    return {
        "volunteer": [_volunteer(row) for row in mine.order_by("pk")],
        "hours": [_record(row) for row in _records(subject).order_by("begun_at", "pk")],
        "said_at_meetings": [
            {"meeting": str(row.meeting), "words": row.words, "outcome": row.outcome}
            for row in Opinion.objects.filter(said_by__in=mine.values("pk"))
            .select_related("meeting")
            .order_by("pk")
        ],
        "shifts": [
            {"what": what, "at": str(at), "told_at": str(told), "note": note}
            for what, at, told, note in ShiftPlace.objects.filter(volunteer__in=mine.values("pk"))
            .order_by("pk")
            .values_list("shift__activity__title", "shift__activity__starts_at", "told_at", "note")
        ],
        "asked_for_shifts": [
            {"what": what, "told_at": str(told), "outcome": outcome}
            for what, told, outcome in ShiftApplication.objects.filter(
                volunteer__in=mine.values("pk")
            )
            .order_by("pk")
            .values_list("shift__activity__title", "told_at", "outcome")
        ],
        "certificates": [
            {
                "number": row.number,
                "name": row.name.open(),
                "from": row.period_from.isoformat(),
                "until": row.period_until.isoformat(),
                "minutes": row.minutes,
                "status": row.status,
                "reason": row.reason,
                "school": row.school,
            }
            for row in Certificate.objects.filter(volunteer__in=mine.values("pk"))
            .select_related("term__pairing__organization")
            .order_by("pk")
        ],
        "consents_for_children": [
            {"at": str(row.given_at), "withdrawn_at": row.withdrawn_at and str(row.withdrawn_at)}
            for row in given
        ],
    }


def erase_person(subject: UUID) -> dict[str, int]:
    """He leaves; what stays is a number without a name."""
    rows = list(Volunteer.objects.filter(_is(subject)).order_by("pk"))
    for volunteer in rows:
        erasure.erase(volunteer)
    consents = GuardianConsent.objects.filter(user__subject=subject).update(guardian="")
    asked = HourQuestion.objects.filter(record__in=_records(subject).values("pk"))
    forget_numbers(asked)
    return {"volunteers": len(rows), "guardian_consents": consents}


def expire(today: date) -> dict[str, int]:
    """Whoever left long ago."""
    last = timezone.make_aware(datetime.combine(today - timedelta(days=WITHDRAWN_DAYS), time.min))
    return {"volunteers": erasure.erase_withdrawn_before(last)}


def _is(subject: UUID) -> Q:
    return Q(subject=subject) | Q(user__subject=subject) | Q(resident__subject=subject)


def _records(subject: UUID) -> ServiceRecordQuerySet:
    mine = Volunteer.objects.filter(_is(subject)).values("pk")
    member = Q(member__subject=subject) | Q(member__user__subject=subject)
    return ServiceRecord.objects.filter(Q(volunteer__in=mine) | member)


def _record(row: ServiceRecord) -> dict[str, Any]:
    return {
        "number": row.number,
        "what": row.what,
        "begun_at": str(row.begun_at),
        "minutes": row.minutes,
        "status": row.status,
        "reason": row.reason,
        "questions": [
            {"words": each.words, "minutes": each.minutes, "answer": each.answer}
            for each in row.questions.order_by("pk")
        ],
    }


def _volunteer(row: Volunteer) -> dict[str, Any]:
    return {
        "number": row.number,
        "name": row.name.open(),
        "community": row.community.name,
        "grid": row.grid.name if row.grid else "",
        "gender": str(row.get_gender_display()),
        "born_on": row.born_on.isoformat(),
        "id_number": row.id_number.open(),
        "phone": row.phone.open(),
        "political": str(row.get_political_display()) if row.political else "",
        "identity": str(row.get_identity_display()),
        "status": str(row.get_status_display()),
        "status_reason": row.status_reason.open(),
        "applied_at": str(row.applied_at),
        "accepted_at": row.accepted_at and str(row.accepted_at),
        "skills": [
            {
                "skill": held.skill.name,
                "licence": held.licence_number.open(),
                "valid_until": held.valid_until and held.valid_until.isoformat(),
            }
            for held in row.skills.select_related("skill")
        ],
        "times": [str(slot) for slot in row.times.all()],
        "domains": [domain.name for domain in row.domains.all()],
        "offers_a_week": row.offers_a_week,
        "quiet": f"{row.quiet_from:%H:%M}–{row.quiet_until:%H:%M}",
        "reach": str(row.get_reach_display()),
        "paused_until": row.paused_until and row.paused_until.isoformat(),
        "insured_until": row.insured_until and row.insured_until.isoformat(),
        "guardian": [
            {"name": consent.guardian.open(), "at": str(consent.given_at)}
            for consent in row.guardian_consents.all()
        ],
    }
