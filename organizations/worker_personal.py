"""What is told a social worker of what is stored: where he works, what he learnt and earns."""

from typing import Any

from django.utils import timezone

from organizations.models import SocialWorker, Supervision


def told_of_worker(row: SocialWorker) -> dict[str, Any]:
    return {
        "engagement": str(row.get_engagement_display()),
        "organization": row.organization.name if row.organization else "",
        "name": row.name.open(),
        "phone": row.phone.open(),
        "specialities": row.specialities,
        "level": str(row.get_level_display()),
        "certificate_number": row.certificate_number.open(),
        "valid_until": row.valid_until.isoformat() if row.valid_until else None,
        "status": str(row.get_status_display()),
        **_learnt(row),
        "stations": [
            {
                "community": held.community.name,
                "station": held.station,
                "from": held.starts_on.isoformat() if held.starts_on else None,
                "to": held.last_day.isoformat() if held.last_day else None,
            }
            for held in row.stationings.select_related("community").order_by("pk")
            if not held.period.isempty
        ],
    }


def _sitting(row: Supervision) -> dict[str, Any]:
    return {"on": row.held_on.isoformat(), "minutes": row.minutes, "about": row.about}


def _learnt(row: SocialWorker) -> dict[str, Any]:
    return {
        "certificates": [
            {
                "level": str(each.get_level_display()),
                "number": each.number.open(),
                "issued": each.issued_on.isoformat() if each.issued_on else None,
                "registered": each.registered_on.isoformat() if each.registered_on else None,
                "until": each.valid_until.isoformat() if each.valid_until else None,
            }
            for each in row.certificates.all()
        ],
        "education": [
            {
                "on": each.held_on.isoformat(),
                "hours": each.hours,
                "what": each.what,
                "evidence": each.evidence,
                "status": str(each.get_status_display()),
            }
            for each in row.education.all()
        ],
        "courses": [
            {
                "on": each.course.held_on.isoformat(),
                "course": each.course.title,
                "status": str(each.get_status_display()),
                "passed": each.passed,
                "certificate": each.certificate,
                "mark": str(each.get_mark_display()),
                "word": each.word,
            }
            for each in row.courses.select_related("course")
        ],
        "recruitments": [
            {
                "until": each.recruitment.apply_until.isoformat(),
                "recruitment": each.recruitment.title,
                "words": each.words,
                "status": str(each.get_status_display()),
            }
            for each in row.replies.select_related("recruitment")
        ],
        "taught": [
            {"on": each.held_on.isoformat(), "course": each.title}
            for each in row.taught.order_by("held_on", "pk")
        ],
        "teaching": [
            {"since": each.since.isoformat(), "teaches": each.teaches}
            for each in row.teaching.all()
        ],
        "supervised": [_sitting(each) for each in row.supervised.all()],
        "supervision_asked": [
            {
                "on": timezone.localdate(each.asked_at).isoformat(),
                "about": each.about,
                "when": each.slots,
                "status": str(each.get_status_display()),
                "mark": str(each.get_worker_mark_display()),
                "word": each.worker_word,
            }
            for each in row.supervision_asks.all()
        ],
        "supervising": [
            {
                "since": each.since.isoformat(),
                "until": each.until.isoformat() if each.until else None,
                "good_at": each.good_at,
                "goes_to": each.area.name if each.area else "",
                "when": each.slots,
                "said": [one.supervisor_word for one in each.asks.exclude(supervisor_mark="")],
                "sittings": [_sitting(one) for one in each.sittings.all()],
            }
            for each in row.supervising.all()
        ],
        "exams": [
            {
                "year": each.year,
                "level": str(each.get_level_display()),
                "status": str(each.get_status_display()),
                "reward": each.reward,
            }
            for each in row.exams.all()
        ],
        "posts_held": [
            {
                "post": each.position.title,
                "from": each.since.isoformat(),
                "to": each.until.isoformat() if each.until else None,
            }
            for each in row.positions.select_related("position")
        ],
        "pay": [
            {
                "post": each.post,
                "amount": each.amount.open(),
                "from": each.starts_on.isoformat() if each.starts_on else None,
                "to": each.last_day.isoformat() if each.last_day else None,
            }
            for each in row.pay.all()
        ],
    }
