"""Recruiting social workers: announced, answered by themselves, chosen once after the day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from communities.actions.guards import clean_text
from communities.models import Area
from core import audit, messaging
from core.exceptions import DomainError
from core.refusals import refusing
from organizations.actions.guards import words_of
from organizations.history import book_of
from organizations.models import Organization, Recruitment, RecruitmentReply, SocialWorker
from organizations.recruitment_workflow import (
    CANCEL,
    DECIDE,
    LEVELS,
    MOST_WANTED,
    RecruitmentStatus,
    RecruitmentStep,
    ReplyStatus,
)
from organizations.worker_workflow import WorkerStatus
from organizations.workflow import Status

Level = SocialWorker.Level


@dataclass(frozen=True)
class Wanted:
    """What its announcement says."""

    title: str
    need: str
    quota: int
    apply_until: date
    requirement: str = ""
    level: str = Level.NONE
    risk_notice: str = ""
    starts_on: date | None = None


@transaction.atomic
def announce(where: Area | Organization, said: Wanted, *, actor: User | None) -> Recruitment:
    """By a place, or by an organisation at its seat."""
    holder = where if isinstance(where, Organization) else None
    if holder is not None and holder.status != Status.ACTIVE:
        raise DomainError(_("招人的组织要在册"), field="where")
    if said.level not in LEVELS:
        raise DomainError(_("请选证书"), field="level")
    if not 1 <= said.quota <= MOST_WANTED:
        raise DomainError(_("人数写 1 到 {most}").format(most=MOST_WANTED), field="quota")
    if said.apply_until < timezone.localdate():
        raise DomainError(_("那天已经过了"), field="apply_until")
    if said.starts_on is not None and said.starts_on <= said.apply_until:
        raise DomainError(_("上岗要在报名截止以后"), field="starts_on")
    recruitment = Recruitment.objects.create(
        area=where if isinstance(where, Area) else where.area,
        holder=holder,
        title=words_of(said.title, "title", _("请写招什么人")),
        need=words_of(said.need, "need", _("请写做什么，为什么要人")),
        requirement=clean_text(said.requirement, field="requirement"),
        level=said.level,
        risk_notice=clean_text(said.risk_notice, field="risk_notice"),
        quota=said.quota,
        apply_until=said.apply_until,
        starts_on=said.starts_on,
        announced_by=actor,
    )
    _note("announced", recruitment, actor)
    return recruitment


@transaction.atomic
def reply(
    recruitment: Recruitment,
    *,
    worker: SocialWorker,
    words: str = "",
    told: bool = False,
    actor: User | None,
) -> RecruitmentReply:
    """By himself; for who has no account, by who keeps his record. Whoever took his word back may
    give it again."""
    fresh = _at(recruitment, DECIDE)
    if fresh.is_over:
        raise DomainError(_("报名的日子过了"), code="over")
    _may_come(fresh, worker, actor)
    if fresh.risk_notice and not told:
        raise DomainError(_("请先看风险提示，看过了勾上"), field="told")
    sent_by = worker.organization or worker.community
    row = RecruitmentReply(
        community_id=worker.community_id,
        recruitment=fresh,
        worker=worker,
        user_id=worker.user_id,
        holder_id=fresh.holder_id,
        name=worker.name.open(),
        unit=sent_by.name,
        words=clean_text(words, field="words"),
    )
    twice = DomainError(_("他已经报过名了"), code="twice", field="worker")
    with refusing(recruitment_answered_once_by_each=twice):
        row.save(force_insert=True)
    _count(fresh, 1)
    return row


@transaction.atomic
def withdraw(
    recruitment: Recruitment, *, reply: RecruitmentReply, actor: User | None
) -> RecruitmentReply:
    """Without a reason, before anybody was chosen."""
    fresh = _at(recruitment, DECIDE)
    row = fresh.replies.asked().filter(pk=reply.pk).first()
    if row is None:
        raise DomainError(_("他没有报名，或者已经退了"), field="reply")
    row.status = ReplyStatus.WITHDRAWN
    row.save(update_fields=["status"])
    _count(fresh, -1)
    return row


@transaction.atomic
def choose(recruitment: Recruitment, *, chosen: Iterable[int], actor: User | None) -> Recruitment:
    """Once, after the day: as many as it said at most. Each who answered hears how it came out;
    whoever is chosen is stationed as everybody is."""
    fresh = _at(recruitment, DECIDE)
    if not fresh.is_over:
        raise DomainError(_("报名的日子过了再挑"), code="early")
    wanted, rows = set(chosen), list(fresh.replies.asked())
    if not wanted:
        raise DomainError(_("一个也不选的，请写原因结束招募"), field="chosen")
    if len(wanted) > fresh.quota:
        said = _("最多选 {n} 个").format(n=fresh.quota)
        raise DomainError(said, code="full", field="chosen")
    if not wanted <= {row.pk for row in rows}:
        raise DomainError(_("名单变了，请重新核对"), code="moved_on", field="chosen")
    if actor is not None and any(row.user_id == actor.pk for row in rows):
        raise DomainError(_("您自己也报了名，请同事来挑"), code="own", field="chosen")
    for row in rows:
        row.status = ReplyStatus.CHOSEN if row.pk in wanted else ReplyStatus.DECLINED
        row.answered_by, row.answered_at = actor, timezone.now()
        row.save(update_fields=["status", "answered_by", "answered_at"])
    _move(fresh, DECIDE)
    _note(DECIDE.name, fresh, actor, chosen=len(wanted), asked=len(rows))
    _tell("organizations.recruitment_chosen", fresh, [row for row in rows if row.pk in wanted])
    others = [row for row in rows if row.pk not in wanted]
    _tell("organizations.recruitment_declined", fresh, others)
    return fresh


@transaction.atomic
def cancel(recruitment: Recruitment, *, reason: str, actor: User | None) -> Recruitment:
    """Who answered hears why."""
    fresh = _at(recruitment, CANCEL)
    fresh.reason = words_of(reason, "reason", _("请写一句原因，报了名的人看得到"))
    _move(fresh, CANCEL)
    _note(CANCEL.name, fresh, actor, reason=fresh.reason)
    asked = fresh.replies.asked()
    _tell("organizations.recruitment_cancelled", fresh, asked, reason=fresh.reason)
    return fresh


# --- inside ---------------------------------------------------------------------------------------
def _at(recruitment: Recruitment, step: RecruitmentStep) -> Recruitment:
    """Whoever answers, takes it back, chooses or gives up comes through here one at a time."""
    rows = Recruitment.objects.select_for_update(of=("self",), no_key=True)
    fresh = rows.select_related("area", "holder").get(pk=recruitment.pk)
    if fresh.status not in step.sources:
        status = RecruitmentStatus(fresh.status).label
        raise DomainError(
            _("这次招募现在是“{status}”，不能再这样办").format(status=status), code="moved_on"
        )
    return fresh


def _may_come(recruitment: Recruitment, worker: SocialWorker, actor: User | None) -> None:
    if worker.status != WorkerStatus.ACTIVE:
        raise DomainError(_("在岗的社工才能报名"), field="worker")
    if actor is not None and worker.user_id is not None and actor.pk != worker.user_id:
        raise DomainError(_("他有账号，请他自己报名"), code="himself", field="worker")
    if recruitment.holder_id is None and not worker.community.path.startswith(
        recruitment.area.path
    ):
        raise DomainError(_("这次只招本地的社工"), field="worker")
    held = worker.level if worker.is_certified else Level.NONE
    if LEVELS.index(held) < LEVELS.index(recruitment.level):
        said = _("这次要{level}，证书要在有效期里").format(level=recruitment.get_level_display())
        raise DomainError(said, code="level", field="worker")


def _move(recruitment: Recruitment, step: RecruitmentStep) -> None:
    recruitment.status = step.target
    recruitment.save(update_fields=["status", "reason"])


def _count(recruitment: Recruitment, change: int) -> None:
    recruitment.asked += change
    recruitment.save(update_fields=["asked"])


def _tell(
    kind: str, recruitment: Recruitment, replies: Iterable[RecruitmentReply], **more: str
) -> None:
    context = {"title": recruitment.title, "by": recruitment.sought_by, **more}
    for row in replies:
        if row.user_id is not None:
            messaging.send_many(
                kind,
                to_users=[row.user_id],
                scope=row.community_id,
                context=context,
                dedup_key=f"{kind}:{row.pk}",
                link=f"/desk/recruitments/{recruitment.pk}/",
            )


def _note(verb: str, recruitment: Recruitment, actor: User | None, **details: object) -> None:
    audit.record(
        f"organizations.recruitment_{verb}",
        recruitment,
        actor=actor,
        scope=book_of(recruitment.area),
        details=details,
    )
