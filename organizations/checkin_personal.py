"""Who checked in, and who works as a social worker: `organizations.personal_data` includes this.

That somebody is a Party member is sensitive: it is kept because he agreed, and no longer than a
year after he has stopped.
"""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.personal import Declared
from organizations.actions import checkins, stationings, worker_steps
from organizations.checkin_workflow import STANDING, CheckinStatus
from organizations.models import (
    MemberCheckin,
    SocialWorker,
    Stationing,
    UnitCheckin,
)
from organizations.worker_personal import told_of_worker
from organizations.worker_workflow import LEAVE, REFUSE, WorkerStatus

OVER_DAYS, DECLINED_DAYS, LEFT_DAYS = 365, 90, 3 * 365

_MEMBER = Declared(
    _("党员到居住地社区报到、认领岗位"),
    _("本人单独同意（政治面貌属于敏感信息）"),
    _("报到期间；结束后 1 年，没接上的 90 天"),
)
_CONTACT = Declared(_("社区和报到单位联系"), _("履行双方约定所必需"), _("报到期间；结束后 1 年"))
_WORKER = Declared(
    _("社工的派驻、权限和联系"), _("履行社区服务的法定职责"), _("在岗期间；离岗后 3 年")
)
_PAPER = Declared(
    _("核对社工持证，到期提醒"), _("履行社区服务的法定职责"), _("在岗期间；离岗后 3 年")
)

_PAY = Declared(_("发放岗位津贴"), _("履行劳动合同所必需"), _("在岗期间；离岗后 3 年"))

PERSONAL_FIELDS = {
    "organizations.MemberCheckin": dict.fromkeys(
        (
            "user", "subject", "phone", "phone_index", "name", "name_key", "name_initials",
            "home_unit", "home_unit_name", "posts", "skills", "intent", "times", "reason",
            "numbers",
        ),
        _MEMBER,
    ),
    "organizations.PostClaim": dict.fromkeys(("checkin", "reason"), _MEMBER),
    "organizations.PostTurn": dict.fromkeys(
        ("checkin", "served_on", "minutes", "note", "reason"), _MEMBER
    ),
    "organizations.UnitCheckin": dict.fromkeys(
        ("contact_name", "contact_phone", "contact_phone_index", "numbers"), _CONTACT
    ),
    "organizations.SocialWorker": {
        **dict.fromkeys(
            (
                "user", "name", "name_key", "name_initials", "phone", "phone_index",
                "specialities", "numbers",
            ),
            _WORKER,
        ),
        **dict.fromkeys(
            ("level", "certificate_number", "certificate_index", "valid_until"), _PAPER
        ),
    },
    "organizations.WorkerCertificate": dict.fromkeys(
        ("worker", "level", "number", "issued_on", "registered_on", "valid_until"), _PAPER
    ),
    "organizations.EducationHours": dict.fromkeys(
        ("worker", "held_on", "hours", "what", "evidence", "reason"), _PAPER
    ),
    "organizations.CoursePlace": dict.fromkeys(
        (
            "course", "worker", "user", "name", "unit", "status", "passed", "certificate",
            "certified_on", "mark", "word",
        ),
        _PAPER,
    ),
    "organizations.RecruitmentReply": dict.fromkeys(
        ("recruitment", "worker", "user", "name", "unit", "words", "status"), _WORKER
    ),
    "organizations.TrainingCourse": dict.fromkeys(("trainer", "trainer_name"), _PAPER),
    "organizations.Trainer": dict.fromkeys(
        ("worker", "name", "unit", "topics", "since", "until"), _PAPER
    ),
    "organizations.Supervisor": dict.fromkeys(
        ("worker", "user", "name", "unit", "topics", "area", "times", "since", "until"), _WORKER
    ),
    "organizations.SupervisionAsk": dict.fromkeys(
        (
            "worker", "user", "name", "unit", "topics", "times", "supervisor_user", "worker_mark",
            "worker_word", "supervisor_mark", "supervisor_word",
        ),
        _WORKER,
    ),
    "organizations.Supervision": dict.fromkeys(
        ("supervisor", "supervisor_user", "worker", "held_on", "minutes", "topics"), _WORKER
    ),
    "organizations.ExamEntry": dict.fromkeys(
        ("worker", "year", "level", "reward", "voucher"), _PAPER
    ),
    "organizations.WorkerPay": dict.fromkeys(("worker", "post", "amount", "period"), _PAY),
    "organizations.PositionHolding": dict.fromkeys(
        ("worker", "position", "since", "until"), _WORKER
    ),
    "organizations.WorkerPosition": dict.fromkeys(("band_low", "band_high"), _PAY),
    "organizations.Stationing": dict.fromkeys(("user", "numbers"), _WORKER),
}  # fmt: skip


def export_person(subject: UUID) -> dict[str, Any]:
    """In clear, for the person himself."""
    user = User.objects.filter(subject=subject).first()
    if user is None:
        written = MemberCheckin.objects.filter(subject=subject).select_related("community", "grid")
        return {"party_checkins": [_member(row) for row in written.order_by("pk")]}
    members = MemberCheckin.objects.filter(user=user).select_related("community", "grid")
    workers = SocialWorker.objects.filter(user=user).select_related("organization")
    return {
        "party_checkins": [_member(row) for row in members.order_by("pk")],
        "social_work": [told_of_worker(row) for row in workers.order_by("pk")],
        "contact_of_units": [
            {
                "unit": row.organization.name,
                "name": row.contact_name.open(),
                "phone": row.contact_phone.open(),
            }
            for row in _contacts(user).select_related("organization").order_by("pk")
        ],
    }


def erase_person(subject: UUID) -> dict[str, int]:
    """A check-in goes for good, with the fact that there was one; a worker leaves first."""
    user = User.objects.filter(subject=subject).first()
    members = MemberCheckin.objects.filter(Q(subject=subject) | Q(user__subject=subject))
    for row in members.filter(status__in=STANDING):
        checkins.withdraw_member(row, actor=None)
    if user is None:
        return {
            "party_checkins": _delete_members(members), "social_workers": 0, "unit_contacts": 0,
        }  # fmt: skip
    workers = SocialWorker.objects.filter(user=user)
    return {
        "party_checkins": _delete_members(members),
        "social_workers": sum(_forget_worker(row) for row in workers),
        "unit_contacts": _contacts(user).update(
            contact_name="—", contact_phone="", contact_phone_index=""
        ),
    }


def expire(today: date) -> dict[str, int]:
    """What has been kept long enough."""
    over = MemberCheckin.objects.exclude(status__in=STANDING)
    declined = over.filter(
        status=CheckinStatus.DECLINED, ended_at__lt=_before(today, DECLINED_DAYS)
    )
    gone = _delete_members(declined) + _delete_members(
        over.filter(ended_at__lt=_before(today, OVER_DAYS))
    )
    units = UnitCheckin.objects.exclude(status__in=STANDING).exclude(contact_phone_index="")
    left = SocialWorker.objects.filter(
        status=WorkerStatus.LEFT, left_on__lt=today - timedelta(days=LEFT_DAYS)
    ).exclude(name="—")
    return {
        "party_checkins": gone,
        "unit_contacts": units.filter(ended_at__lt=_before(today, OVER_DAYS)).update(
            contact_name="—", contact_phone="", contact_phone_index=""
        ),
        "social_workers": sum(_forget_worker(row) for row in left),
    }


# --- inside ---------------------------------------------------------------------------------------
def _before(today: date, days: int) -> datetime:
    return timezone.make_aware(datetime.combine(today - timedelta(days=days), time.min))


def _contacts(user: User) -> "QuerySet[UnitCheckin]":
    """A contact person is named by his number."""
    if not user.phone_index:
        return UnitCheckin.objects.none()
    return UnitCheckin.objects.filter(contact_phone_index=user.phone_index)


def _delete_members(rows: "QuerySet[MemberCheckin]") -> int:
    count = rows.count()
    rows.delete()
    return count


def _forget_worker(worker: SocialWorker) -> int:
    """The post stays in the figures, the person does not."""
    day = timezone.localdate()
    if worker.status != WorkerStatus.LEFT:
        worker = worker_steps.lock(worker)
        for held in worker.stationings.not_over(day).select_related("grant", "community", "user"):
            stationings.close(held, last_day=day, reason="—", actor=None)
        step = LEAVE if worker.status == WorkerStatus.ACTIVE else REFUSE
        worker_steps.move(worker, step, reason="—", day=day, actor=None)
    worker.user = None
    worker.name, worker.phone, worker.specialities = "—", "", ""
    worker.certificate_number, worker.leave_reason = "", ""
    worker.save()
    Stationing.objects.filter(worker=worker).update(user=None)
    for rows in (
        worker.certificates,
        worker.education,
        worker.exams,
        worker.pay,
        worker.supervised,
        worker.supervision_asks,
        worker.positions,
    ):
        rows.all().delete()
    worker.courses.update(user=None, name="—")
    worker.teaching.update(name="—")
    worker.replies.update(user=None, name="—", words="")
    worker.taught.update(trainer=None, trainer_name="—")
    for line in worker.supervising.all():
        line.name, line.user = "—", None
        line.save(update_fields=["name", "user"])
        line.sittings.update(supervisor_user=None)
        line.asks.update(supervisor_user=None, supervisor_word="—")
    return 1


def _member(row: MemberCheckin) -> dict[str, Any]:
    return {
        "community": row.community.name,
        "name": row.name.open(),
        "home_unit": row.home_unit_name.open(),
        "told_to_unit": row.shares_name,
        "posts": [post.name for post in row.posts.all()],
        "skills": row.skills,
        "intent": row.intent,
        "times": row.slots,
        "grid": row.grid.name if row.grid else "",
        "status": str(row.get_status_display()),
        "since": row.registered_at.isoformat(),
        "until": row.ended_at.isoformat() if row.ended_at else None,
        "reason": row.reason,
        "posts_claimed": [
            {
                "post": claim.post.title,
                "since": claim.claimed_at.isoformat(),
                "status": str(claim.get_status_display()),
                "served": [
                    {
                        "on": turn.served_on.isoformat(),
                        "minutes": turn.minutes,
                        "note": turn.note,
                        "status": str(turn.get_status_display()),
                    }
                    for turn in claim.turns.order_by("served_on", "pk")
                ],
            }
            for claim in row.claims.select_related("post").order_by("pk")
        ],
    }
