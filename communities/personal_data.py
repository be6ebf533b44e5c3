"""What this room keeps about people, why, and for how long (core.personal reads it)."""

import json
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from communities import duty_personal, notice_personal, room_personal
from communities.actions import erasure
from communities.models import Authority, Binding, CareLabel, MergeRecord, Notice, Resident
from core.masking import redact_free_text
from core.models.numbers import forget_numbers
from core.personal import Declared

RECORD_DAYS, ATTEMPT_DAYS = 3 * 365, 180

_DUTY = _("履行社区服务的法定职责")
_CONSENT = _("本人同意")
_AFTER_END = _("在册期间，及迁出、去世后 3 年")
_WHO = Declared(_("认出本人，避免重复建档"), _DUTY, _AFTER_END)
_REACH = Declared(_("联系本人，上门服务"), _DUTY, _AFTER_END)
_CARE = Declared(_("给老小残困以照护"), _DUTY, _AFTER_END)
_LABEL = Declared(
    _("给老小残困以照护"),
    _(
        "有名单或证件的（残疾人证、民政名单、评估表）和法律要求走访的（独居老人、留守儿童）：法定职责；其余：本人单独同意，撤回即取消"
    ),
    _AFTER_END,
)
_ORIGIN = Declared(_("搬迁、流动居民的融入服务"), _DUTY, _AFTER_END)
_BOUND = Declared(_("账号与本人对上，代本人办事"), _CONSENT, _AFTER_END)
_WORDS = Declared(_("写进说明文字里的号码，原样另存"), _DUTY, _("写下后 3 年"))
_ATTEMPT = Declared(_("防止猜号"), _("网络安全法定义务"), _("180 天"))

PERSONAL_FIELDS = {
    "communities.Resident": {
        **dict.fromkeys(("name", "name_key", "name_initials"), _WHO),
        **dict.fromkeys(("id_number", "id_index", "proof_index"), _WHO),
        **dict.fromkeys(("phone", "phone_index", "registered_address"), _REACH),
        **dict.fromkeys(("gender", "born_on", "note", "guardian"), _CARE),
        **dict.fromkeys(("residence_kind", "origin", "origin_place"), _ORIGIN),
        **dict.fromkeys(("household", "is_head", "relation_to_head"), _REACH),
        "is_new_employment": Declared(_("新就业群体的服务"), _CONSENT, _AFTER_END),
    },
    "communities.Household": {"note": _REACH},
    "communities.CareLabel": dict.fromkeys(("group", "condition", "evidence"), _LABEL),
    "communities.Binding": dict.fromkeys(("user", "resident"), _BOUND),
    "communities.BindingAttempt": {"user": _ATTEMPT, "name_index": _ATTEMPT},
    "communities.Authority": dict.fromkeys(("user", "resident", "relation", "evidence"), _BOUND),
    "communities.MergeRecord": dict.fromkeys(
        ("kept", "absorbed", "personal", "reason", "numbers"), _WHO
    ),
    "communities.Notice": {"numbers": _WORDS},
    **notice_personal.PERSONAL_FIELDS,
    **room_personal.PERSONAL_FIELDS,
    **duty_personal.PERSONAL_FIELDS,
}


def export_person(subject: UUID) -> dict[str, Any]:
    """In clear, for the person himself: his record, or what his account stands for."""
    resident = Resident.objects.filter(subject=subject).first()
    if resident is not None:
        return {"resident": _resident(resident)}
    user = User.objects.filter(subject=subject).first()
    if user is None:
        return {}
    bindings = Binding.objects.filter(user=user).select_related("community").order_by("pk")
    return {
        "bindings": [
            {
                "community": row.community.name,
                "since": _day(row.bound_at),
                "until": _day(row.ended_at),
            }
            for row in bindings
        ],
        "acts_for": [_authority(row) for row in Authority.objects.filter(user=user).order_by("pk")],
        "notices": notice_personal.export_reads(user),
        "rooms": room_personal.export_bookings(user),
        "duty": duty_personal.export_duty(user),
    }


def erase_person(subject: UUID) -> dict[str, int]:
    """Nothing that names him stays; what the register must keep is said as `kept_by_duty`."""
    done = erasure.erase_account(subject) or erasure.erase_resident(subject)
    user = User.objects.filter(subject=subject).first()
    if user is not None:
        done |= {
            "notice_reads": notice_personal.erase_reads(user),
            "room_bookings": room_personal.erase_bookings(user),
            "duty": duty_personal.erase_duty(user),
        }
    return done


def expire(today: date) -> dict[str, int]:
    """What has been kept long enough."""
    due = list(erasure.ended_before(today - timedelta(days=RECORD_DAYS)))
    for subject in due:
        erasure.erase_resident(subject)
    attempts = erasure.forget_attempts(today - timedelta(days=ATTEMPT_DAYS))
    old = today - timedelta(days=RECORD_DAYS)
    words = forget_numbers(MergeRecord.objects.filter(merged_at__date__lt=old))
    words += forget_numbers(Notice.objects.filter(created_at__date__lt=old))
    return {
        "numbers_in_words": words,
        "residents": len(due),
        "attempts": attempts,
        "notice_reads": notice_personal.expire_reads(today),
        "room_bookings": room_personal.expire_bookings(today),
        "duty": duty_personal.expire_duty(today),
    }


def _resident(resident: Resident) -> dict[str, Any]:
    texts = ("name", "id_number", "phone", "registered_address", "note")
    merges = MergeRecord.objects.filter(kept=resident)
    return {
        **{name: getattr(resident, name).open() for name in texts},
        "gender": str(resident.get_gender_display()),
        "born_on": _day(resident.born_on),
        "address": str(resident.household.dwelling) if resident.household else "",
        "residence": str(resident.get_residence_kind_display()),
        "origin": f"{resident.get_origin_display()} {resident.origin_place}".strip(),
        "is_new_employment": resident.is_new_employment,
        "status": str(resident.get_status_display()),
        "care_labels": [
            {
                "label": str(label),
                "basis": str(label.get_basis_display()),
                "evidence": redact_free_text(label.evidence.open())[0],
                "from": _day(label.valid_from),
                "to": _day(label.valid_to),
            }
            for label in CareLabel.objects.filter(resident=resident)
        ],
        "may_act_for_him": [_authority(row) for row in Authority.objects.filter(resident=resident)],
        "merged_records": [json.loads(row.personal.open() or "{}") for row in merges],
    }


def _authority(row: Authority) -> dict[str, Any]:
    return {
        "relation": str(row.get_relation_display()),
        "purpose": str(row.get_purpose_display()),
        "evidence": redact_free_text(row.evidence.open())[0],
        "from": _day(row.valid_from),
        "to": _day(row.valid_to),
        "revoked_at": _day(row.revoked_at),
    }


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None
