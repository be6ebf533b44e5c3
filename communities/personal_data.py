"""Every personal field of this room: what for, by which right, how long; export and erasure.

`retention` is in days after the record ended (moved away, died, undone); None means as long as
the row itself, which dies with its person's record.
"""

import json
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from communities.actions import erasure
from communities.models import Authority, Binding, CareLabel, MergeRecord, Resident

YEARS_3, YEARS_5 = 3 * 365, 5 * 365
DUTY, CONSENT = "public_duty", "consent"


def _field(purpose: Any, basis: str = DUTY, retention: int | None = YEARS_3) -> dict[str, Any]:
    return {"purpose": purpose, "basis": basis, "retention": retention}


_WHO = _("认出本人、避免重复建档")
_REACH = _("联系本人和上门服务")
_CARE = _("给老小残困以照护")
_PROOF = _("证明谁在何时经本人同意代办")

PERSONAL_FIELDS: dict[str, dict[str, dict[str, Any]]] = {
    "communities.Resident": {
        "name": _field(_WHO),
        "name_key": _field(_WHO),
        "name_initials": _field(_WHO),
        "gender": _field(_CARE),
        "born_on": _field(_CARE),
        "id_number": _field(_WHO),
        "id_index": _field(_WHO),
        "proof_index": _field(_WHO),
        "phone": _field(_REACH),
        "phone_index": _field(_REACH),
        "registered_address": _field(_REACH),
        "residence_kind": _field(_("人户分离的服务安排")),
        "origin": _field(_("搬迁、流动居民的融入服务")),
        "origin_place": _field(_("搬迁、流动居民的融入服务")),
        "is_new_employment": _field(_("新就业群体的服务"), CONSENT),
        "relation_to_head": _field(_WHO),
        "guardian": _field(_("未成年人的同意由监护人作出")),
        "note": _field(_CARE),
    },
    "communities.Household": {"note": _field(_REACH)},
    "communities.CareLabel": {
        "group": _field(_CARE),
        "condition": _field(_CARE),
        "evidence": _field(_CARE),
    },
    "communities.Binding": {
        "user": _field(_WHO, CONSENT),
        "resident": _field(_WHO, CONSENT),
    },
    "communities.BindingAttempt": {"user": _field(_("防止猜号"), DUTY, 180)},
    "communities.Authority": {
        "user": _field(_PROOF, CONSENT, YEARS_5),
        "resident": _field(_PROOF, CONSENT, YEARS_5),
        "relation": _field(_PROOF, CONSENT, YEARS_5),
        "evidence": _field(_PROOF, CONSENT, YEARS_5),
    },
    "communities.MergeRecord": {"personal": _field(_("误并时能拆回")), "reason": _field(_WHO)},
}


def export_person(subject: UUID) -> dict[str, Any]:
    """In clear, for the person himself: his records, or what his account stands for."""
    resident = Resident.objects.filter(subject=subject).first()
    if resident is not None:
        return {"resident": _resident(resident)}
    user = User.objects.filter(subject=subject).first()
    if user is None:
        return {}
    bindings = Binding.objects.filter(user=user).select_related("community")
    return {
        "bindings": [
            {"community": row.community.name, "since": row.bound_at, "until": row.ended_at}
            for row in bindings
        ],
        "acts_for": [_authority(row) for row in Authority.objects.filter(user=user)],
    }


def erase_person(subject: UUID, *, actor: User | None = None) -> dict[str, int]:
    """Nothing that names him stays; the row stays as a number in what was counted."""
    return erasure.erase_resident(subject, actor=actor)


def subjects_due(today: date) -> Iterable[UUID]:
    """Whose record ended longer ago than anything here is kept."""
    limit = today - timedelta(days=YEARS_3)
    return erasure.ended_before(limit)


def _resident(resident: Resident) -> dict[str, Any]:
    texts = ("name", "id_number", "phone", "registered_address", "note")
    merges = MergeRecord.objects.filter(kept=resident)
    return {
        **{name: getattr(resident, name).open() for name in texts},
        "gender": str(resident.get_gender_display()),
        "born_on": resident.born_on,
        "address": str(resident.household.dwelling) if resident.household else "",
        "residence": str(resident.get_residence_kind_display()),
        "origin": f"{resident.get_origin_display()} {resident.origin_place}".strip(),
        "is_new_employment": resident.is_new_employment,
        "status": str(resident.get_status_display()),
        "care_labels": [
            {
                "label": str(label),
                "evidence": label.evidence.open(),
                "from": label.valid_from,
                "to": label.valid_to,
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
        "evidence": row.evidence.open(),
        "from": row.valid_from,
        "to": row.valid_to,
        "revoked_at": row.revoked_at,
    }
