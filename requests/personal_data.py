"""What requests keep about people, why, and for how long (core.personal reads it)."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from communities.models import Resident
from core.personal import Declared
from requests import affair_personal, call_personal, doing_personal
from requests.models import (
    DispatchProposal,
    Forward,
    Offer,
    Party,
    ProtectiveCase,
    Rating,
    SealedAuthor,
    ServiceRequest,
)
from requests.workflow import CLOSED

KEPT_DAYS = 3 * 365
OFFER_DAYS = 365
PROPOSAL_DAYS = 30

_DUTY = _("履行社区服务的法定职责")
_AFTER = _("结案后 3 年，此后只留种类、时间和结果")
_WHAT = Declared(_("办成他提的事"), _DUTY, _AFTER)
_REACH = Declared(_("联系本人，上门办"), _DUTY, _AFTER)
_ASKED = Declared(_("问志愿者愿不愿意来"), _DUTY, _("邀请之后 1 年"))
_CARRIED = Declared(_("替他问、替他办"), _DUTY, _AFTER)
_KEYS = Declared(_("让他的程序替他办事"), _("本人申请"), _("吊销或到期后 1 年"))
_MONEY = Declared(_("替他花的钱两边对得上"), _DUTY, _AFTER)
_OUT = Declared(
    _("到网格里走、上门看望，看到的有人管"), _DUTY, _("去过以后 3 年，此后只留种类和日期")
)
_SAID = Declared(_("听服务对象说办得怎么样"), _DUTY, _AFTER)
_AGAINST = Declared(_("让被反映的人看不到、办不了"), _DUTY, _AFTER)
_SEALED = Declared(_("举报人要知道结果，查办要能核实"), _DUTY, _AFTER)
_GUARD = Declared(
    _("救人、护孩子"), _("强制报告和保护的法定职责"), _("结束后 3 年，此后只留种类和时间")
)
_WHISTLE = Declared(_("请部门来一起办，办完双方考核"), _DUTY, _AFTER)

_RELEASED = Declared(_("清单是谁发布的，写在清单上"), _DUTY, _("清单公开期间一直保留"))

PERSONAL_FIELDS = {
    **call_personal.PERSONAL_FIELDS,
    "requests.ServiceRequest": {
        **dict.fromkeys(("title", "body", "numbers", "answers", "result", "became_where"), _WHAT),
        **dict.fromkeys(
            (
                "contact_name",
                "contact_phone",
                "contact_phone_index",
                "address",
                "reporter",
                "resident",
            ),
            _REACH,
        ),
    },
    "requests.ListRelease": dict.fromkeys(("released_by", "released_name"), _RELEASED),
    "requests.RequestEvent": dict.fromkeys(("note", "numbers", "actor"), _WHAT),
    "requests.Party": {"user": _REACH, "numbers": _WHAT},
    "requests.Forward": dict.fromkeys(
        ("to_name", "to_phone", "ask", "words", "numbers", "forwarded_by"), _WHAT
    ),
    "requests.SubTask": dict.fromkeys(("what", "added_by", "ended_by", "numbers"), _WHAT),
    "requests.MoneyLine": dict.fromkeys(("note", "noted_by", "signed_by", "numbers"), _MONEY),
    "requests.Outing": dict.fromkeys(
        ("worker", "resident", "route", "why", "companions", "words", "planned_by", "numbers"),
        _OUT,
    ),
    "requests.OutingFinding": dict.fromkeys(("words", "numbers"), _OUT),
    "requests.Offer": dict.fromkeys(("user", "sent_by", "why"), _ASKED),
    "requests.DispatchProposal": dict.fromkeys(("user", "volunteer", "why"), _ASKED),
    "requests.Recusal": {"user": _WHAT, "numbers": _WHAT},
    "requests.Against": {"user": _AGAINST},
    "requests.SealedAuthor": dict.fromkeys(("user", "name", "phone", "address"), _SEALED),
    "requests.ProtectiveCase": dict.fromkeys(
        ("words", "name", "phone", "address", "told_by"), _GUARD
    ),
    "requests.ProtectiveStep": dict.fromkeys(("note", "numbers", "by"), _GUARD),
    "requests.Inquiry": dict.fromkeys(
        ("words", "answer", "asker", "phone", "numbers", "answered_by"), _CARRIED
    ),
    "requests.Affair": dict.fromkeys(
        (
            "applicant",
            "name",
            "phone",
            "address",
            "words",
            "worker",
            "authority",
            "outcome",
            "numbers",
        ),
        _CARRIED,
    ),
    "requests.AffairEvent": dict.fromkeys(("actor", "note", "numbers"), _CARRIED),
    "requests.Custody": dict.fromkeys(("paper", "by", "numbers"), _CARRIED),
    "requests.AffairPaper": dict.fromkeys(("file", "added_by"), _CARRIED),
    "requests.AffairHelp": {"helper": _CARRIED},
    "requests.Whistle": dict.fromkeys(("numbers", "drafted_by", "issued_by"), _WHISTLE),
    "requests.WhistleCall": dict.fromkeys(("numbers", "acted_by"), _WHISTLE),
    "requests.WhistleMark": dict.fromkeys(("numbers", "by"), _WHISTLE),
    "requests.ApiToken": {"user": _KEYS, "numbers": _KEYS, "revoked_by": _KEYS},
    "requests.Webhook": {"secret": _KEYS, "created_by": _KEYS, "numbers": _KEYS},
    "requests.Rating": dict.fromkeys(("words", "numbers", "by", "call_back"), _SAID),
    "requests.RecurringOrder": dict.fromkeys(
        ("words", "consent_note", "why_stopped", "resident", "numbers", "kept_by"), _WHAT
    ),
    "requests.HeartCard": dict.fromkeys(
        ("resident", "helper_name", "helper_phone", "note", "numbers"), _REACH
    ),
    "requests.Wish": dict.fromkeys(("text", "who", "thanks", "numbers", "published_by"), _WHAT),
    "requests.SecondCall": dict.fromkeys(("words", "numbers", "called_by", "called_number"), _SAID),
    "requests.Exclusion": dict.fromkeys(
        ("grounds", "answer", "numbers", "asked_by", "decided_by"), _WHAT
    ),
    "requests.Attachment": dict.fromkeys(("file", "added_by"), _WHAT),
}


def export_person(subject: UUID) -> dict[str, Any]:
    """In clear, for the person himself: what he asked for, and what came of it."""
    rows = _of(subject).select_related("community", "item").order_by("pk")
    ratings = Rating.objects.filter(service_request__in=rows, asked_how="").order_by("pk")
    return {
        "requests": [
            {
                "number": row.number,
                "community": row.community.name,
                "asked": timezone.localtime(row.created_at).isoformat(),
                "title": row.title,
                "body": row.body,
                "numbers": row.numbers.open(),
                "address": row.address.open(),
                "phone": row.contact_phone.open(),
                "status": str(row.get_status_display()),
                "result": row.result,
                "became": str(row.get_became_display()),
                "became_where": row.became_where,
            }
            for row in rows
        ],
        "offers": [
            {
                "asked": timezone.localtime(offer.sent_at).isoformat(),
                "for": str(offer.service_request.item or offer.service_request.kind),
                "why_you": offer.why,
                "answer": str(offer.get_answer_display()),
            }
            for offer in _offers_to(subject)
        ],
        "calls": call_personal.told(subject),
        **doing_personal.told(subject),
        **affair_personal.told(subject),
        "ratings": [{"grade": rating.grade, "words": rating.words} for rating in ratings],
    }


def erase_person(subject: UUID) -> dict[str, int]:
    """That something was asked and done stays; who asked, and in which words, does not.

    Open ones stay as they are: withdraw them first, or let them be done.
    """
    rows = _of(subject).filter(status__in=CLOSED)
    user = User.objects.filter(subject=subject).first()
    ended = 0
    if user is not None:
        ended = Party.objects.filter(user=user, service_request__status__in=CLOSED).update(
            ended_at=timezone.now()
        )
    DispatchProposal.objects.filter(user__subject=subject).delete()
    offers, _each = Offer.objects.filter(user__subject=subject).exclude(answer="").delete()
    return {
        "requests": _silence(rows),
        "request_parts": ended,
        "offers": offers,
        "calls": call_personal.erase(subject),
        "outings": doing_personal.erase(subject),
        **affair_personal.erase(subject),
    }


def expire(today: date) -> dict[str, int]:
    """Three years after the end only the kind, the time and the outcome are left."""
    before = today - timedelta(days=KEPT_DAYS)
    rows = ServiceRequest.objects.filter(status__in=CLOSED, closed_at__date__lt=before)
    asked = Offer.objects.exclude(answer="").filter(
        sent_at__date__lt=today - timedelta(days=OFFER_DAYS)
    )
    offers, _each = asked.delete()
    # whom a batch proposed is of no use once it was decided: nobody is measured by it
    DispatchProposal.objects.filter(
        run__finished_at__date__lt=today - timedelta(days=PROPOSAL_DAYS)
    ).delete()
    return {
        "requests": _silence(rows.exclude(title=SILENT)),
        "offers": offers,
        "calls": call_personal.expire(today),
        "outings": doing_personal.expire(today),
        **affair_personal.expire(today),
    }


SILENT = "—"


def _silence(rows: Any) -> int:
    SealedAuthor.objects.filter(service_request__in=rows).update(
        user=None, name="", phone="", address=""
    )
    ProtectiveCase.objects.filter(service_request__in=rows, closed_at__isnull=False).update(
        words="", name="", phone="", address="", told_by=None
    )
    Forward.objects.filter(service_request__in=rows).update(
        to_name=SILENT, to_phone="", ask=SILENT, words="", numbers=""
    )
    doing_personal.silence(rows)
    done: int = rows.update(
        title=SILENT,
        body="",
        search=None,
        numbers="",
        answers={},
        contact_name="",
        contact_phone="",
        contact_phone_index="",
        address="",
        reporter=None,
        resident=None,
        consent_note="",
    )
    return done


def _of(subject: UUID) -> Any:
    rule = Q(reporter__in=User.objects.filter(subject=subject))
    rule |= Q(pk__in=SealedAuthor.objects.filter(user__subject=subject).values("service_request"))
    rule |= Q(resident__in=Resident.objects.filter(subject=subject))
    return ServiceRequest.objects.filter(rule)


def _offers_to(subject: UUID) -> Any:
    rows = Offer.objects.filter(user__subject=subject)
    return rows.select_related("service_request__item").order_by("pk")
