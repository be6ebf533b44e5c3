"""What this room keeps about people, why, and for how long (core.personal reads it)."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.sessions.models import Session
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import (
    ConsentEvent,
    DataSubjectRequest,
    ImpactAssessment,
    Incident,
    MinorAccessApproval,
    PlatformComplaint,
    RoleGrant,
    SecondFactorReset,
    SharingRecord,
    SignInCode,
    SignInFailure,
    User,
)
from core.models.numbers import forget_numbers
from core.personal import Declared

_SIGN_IN = Declared(_("登录，联系本人"), _("履行服务所必需"), _("账号注销为止"))
_CODE = Declared(_("核对验证码，防止盗用"), _("网络安全法定义务"), _("7 天"))
_WORDS = Declared(_("写进说明文字里的号码，原样另存"), _("法定义务"), _("写下后 3 年"))
_ASKED = Declared(_("办理个人权利请求"), _("法定义务"), _("答复后 3 年"))

PERSONAL_FIELDS = {
    "accounts.User": {"phone": _SIGN_IN, "name": _SIGN_IN, "email": _SIGN_IN},
    "accounts.SignInCode": {"phone": _CODE, "code": _CODE},
    "accounts.ConsentEvent": {
        "guardian": _ASKED,
        **dict.fromkeys(
            ("witness", "numbers"),
            Declared(_("证明同意是怎么说的"), _("法定义务"), _("同意记录在册期间")),
        ),
    },
    **{
        f"accounts.{name}": {"numbers": _WORDS}
        for name in (
            "RoleGrant",
            "MinorAccessApproval",
            "SecondFactorReset",
            "SharingRecord",
            "ImpactAssessment",
            "Incident",
        )
    },
    "accounts.DataSubjectRequest": {"text": _ASKED, "answer": _ASKED},
    "accounts.PlatformComplaint": {
        "contact": Declared(_("答复投诉建议"), _("本人提供"), _("答复后 1 年")),
        "numbers": Declared(_("答复投诉建议"), _("本人提供"), _("答复后 1 年")),
    },
}

CODES_DAYS, FAILURES_DAYS = 7, 190
"""Security logs are kept for six months at least."""
REQUESTS_DAYS, COMPLAINTS_DAYS = 3 * 365, 365


def export_person(subject: UUID) -> dict[str, Any]:
    """The account, what was consented to, what was asked."""
    user = User.objects.filter(subject=subject).first()
    consents = ConsentEvent.objects.filter(subject=subject).order_by("pk")
    asked = DataSubjectRequest.objects.filter(subject=subject).order_by("pk")
    return {
        "account": _account(user) if user else None,
        "consents": [
            {"kind": c.kind, "given": c.given, "notice": c.notice_id, "at": c.at.isoformat()}
            for c in consents
        ],
        "requests": [
            {
                "kind": r.kind,
                "status": r.status,
                "text": r.text.open(),
                "answer": r.answer.open(),
                "at": r.created_at.isoformat(),
            }
            for r in asked
        ],
    }


def _account(user: User) -> dict[str, Any]:
    return {
        "phone": user.phone.open(),
        "name": user.name.open(),
        "email": user.email.open() if user.email else "",
        "language": user.language,
        "elder_mode": user.elder_mode,
        "created_at": user.created_at.isoformat(),
    }


def erase_person(subject: UUID) -> dict[str, int]:
    """Close the account: nobody signs in with it again, and no number leads to it."""
    user = User.objects.select_for_update(of=("self",)).filter(subject=subject).first()
    if user is None:
        return {"account": 0}
    codes, _rows = SignInCode.objects.filter(
        Q(user=user) | Q(phone_index=user.phone_index)
    ).delete()
    user.phone, user.name, user.email, user.is_active = "", "", "", False
    user.set_unusable_password()
    user.save()
    complaints = PlatformComplaint.objects.filter(user=user).update(contact="", numbers="")
    RoleGrant.objects.filter(user=user).update(numbers="")
    return {"account": 1, "codes": codes, "complaints": complaints}


def expire(today: date) -> dict[str, int]:
    """What has been kept long enough."""
    now = timezone.now()

    def before(days: int) -> Any:
        return now - timedelta(days=days)

    codes, _c = SignInCode.objects.filter(created_at__lt=before(CODES_DAYS)).delete()
    failures, _f = SignInFailure.objects.filter(at__lt=before(FAILURES_DAYS)).delete()
    sessions, _s = Session.objects.filter(expire_date__lt=now).delete()
    answered = DataSubjectRequest.objects.filter(answered_at__lt=before(REQUESTS_DAYS))
    complaints = PlatformComplaint.objects.filter(answered_at__lt=before(COMPLAINTS_DAYS))
    return {
        "codes": codes,
        "failures": failures,
        "sessions": sessions,
        "requests": answered.update(text="", answer=""),
        "complaints": complaints.update(contact="", numbers=""),
        "numbers_in_words": _forget_numbers(before(REQUESTS_DAYS)),
    }


def _forget_numbers(then: datetime) -> int:
    written = [
        RoleGrant.objects.filter(created_at__lt=then),
        MinorAccessApproval.objects.filter(approved_at__lt=then),
        SecondFactorReset.objects.filter(requested_at__lt=then),
        SharingRecord.objects.filter(recorded_at__lt=then),
        ImpactAssessment.objects.filter(recorded_at__lt=then),
        Incident.objects.filter(recorded_at__lt=then),
    ]
    return sum(map(forget_numbers, written))
