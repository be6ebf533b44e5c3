"""A notice is drafted, checked by another person, published, withdrawn; never changed silently."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from communities import history, notice_carries, workflow
from communities.models import (
    Area,
    Notice,
    NoticeAttachment,
    NoticeCategory,
    NoticeRead,
    NoticeTarget,
)
from communities.workflow import NoticeStatus, Transition
from core import files, messaging, outbox, tally
from core.exceptions import DomainError
from core.masking import redact_free_text

BATCH = 200
SWEEP_LIMIT = 200
MOST_FILES = 6
_TEXTS = ("title", "title_en", "body", "body_en")


@dataclass(frozen=True)
class NoticeFacts:
    """What the form says."""

    category: NoticeCategory
    title: str
    body: str
    title_en: str = ""
    body_en: str = ""
    audience: str = Notice.Audience.ALL
    target_ids: tuple[int, ...] = field(default=())
    """Grids or groups, as `audience` says."""
    is_important: bool = False
    publish_at: datetime | None = None
    expires_at: datetime | None = None


@transaction.atomic
def draft_notice(
    community: Area, facts: NoticeFacts, *, actor: User, corrects: Notice | None = None
) -> Notice:
    notice = Notice(community=community, drafted_by=actor, edited_by=actor, corrects=corrects)
    _write(notice, facts)
    history.note("communities.notice_drafted", notice, actor=actor)
    return notice


@transaction.atomic
def edit_notice(notice: Notice, facts: NoticeFacts, *, actor: User) -> Notice:
    """Only a draft is edited; what lies with a checker is sent back first."""
    notice = _draft(notice)
    _write(notice, facts)
    _count_edit(notice, actor=actor)
    return notice


@transaction.atomic
def draft_correction(notice: Notice, *, actor: User) -> Notice:
    """A published text stays as it was: the mend is a new notice that points back."""
    notice = _lock(notice)
    if notice.status not in workflow.PUBLIC:
        raise DomainError(_("还没有公布的，直接改草稿就行"), code="not_public")
    if notice.corrections.exclude(status=NoticeStatus.WITHDRAWN).exists():
        raise DomainError(_("已经有一份更正在写"), code="already")
    facts = NoticeFacts(
        category=notice.category,
        audience=notice.audience,
        target_ids=tuple(notice.targets.values_list("target_id", flat=True)),
        is_important=notice.is_important,
        expires_at=notice.expires_at if _is_ahead(notice.expires_at) else None,
        **{name: getattr(notice, name) for name in _TEXTS},
    )
    fresh = draft_notice(notice.community, facts, actor=actor, corrects=notice)
    NoticeAttachment.objects.bulk_create(
        NoticeAttachment(notice=fresh, file_id=old.file_id, name=old.name)
        for old in notice.attachments.all()
    )
    notice_carries.carry_over(notice, fresh)
    return fresh


@transaction.atomic
def touch_draft(notice: Notice, *, actor: User, details: dict[str, Any]) -> Notice:
    """What it carries of another room changed: that is checked with the text, too."""
    notice = _draft(notice)
    _count_edit(notice, actor=actor, details=details)
    return notice


@transaction.atomic
def attach_file(notice: Notice, upload: Any, *, actor: User) -> NoticeAttachment:
    """What hangs beside the text is checked with it, so it is part of the revision."""
    notice = _draft(notice)
    if notice.attachments.count() >= MOST_FILES:
        raise DomainError(
            _("一份通知最多 {n} 个附件").format(n=MOST_FILES), code="too_many", field="file"
        )
    stored = files.store(
        upload,
        purpose="communities.notice",
        kinds=files.DOCUMENTS,
        scope=notice.community_id,
        owner=actor,
    )
    attachment = NoticeAttachment.objects.create(notice=notice, file=stored, name=stored.safe_name)
    _count_edit(notice, actor=actor, details={"attached": stored.sha256})
    return attachment


@transaction.atomic
def detach_file(attachment: NoticeAttachment, *, actor: User) -> None:
    notice = _draft(attachment.notice)
    stored = attachment.file
    attachment.delete()
    if not NoticeAttachment.objects.filter(file=stored).exists():
        files.discard(stored)  # the notice that this one corrects may still show it
    _count_edit(notice, actor=actor, details={"detached": stored.sha256})


@transaction.atomic
def submit_notice(notice: Notice, *, actor: User) -> Notice:
    return _move(_lock(notice), workflow.SUBMIT, actor=actor)


@transaction.atomic
def send_back_notice(notice: Notice, *, reason: str, actor: User) -> Notice:
    notice = _lock(notice)
    notice.checked_by, notice.checked_at = None, None
    return _move(notice, workflow.SEND_BACK, actor=actor, reason=reason)


@transaction.atomic
def check_notice(notice: Notice, *, revision: int, actor: User) -> Notice:
    """Somebody else has read exactly this text and stands for it."""
    notice = _lock(notice)
    if notice.revision != revision:
        raise DomainError(_("您看的时候文字改过了，请重新看一遍"), code="stale")
    if notice.words_are_from(actor.pk):
        raise DomainError(_("自己写的不能自己核对，请另一位同事核对"), code="own_words")
    notice.checked_by, notice.checked_at = actor, timezone.now()
    return _move(notice, workflow.CHECK_NOTICE, actor=actor)


@transaction.atomic
def publish_notice(notice: Notice, *, actor: User | None) -> Notice:
    """By a person, or by the clock (`actor=None`). Whom it is for is told through the outbox."""
    notice = _lock(notice)
    if notice.expires_at is not None and not _is_ahead(notice.expires_at):
        raise DomainError(_("公布期限已经过了，请退回改期限"), code="expired")
    notice.published_at = timezone.now()
    _move(notice, workflow.PUBLISH, actor=actor)
    if notice.corrects is not None:
        _replace(_lock(notice.corrects), by=notice, actor=actor)
    tally.add(
        "communities.notices_published",
        notice.community_id,
        dims={"category": notice.category.code},
    )
    _tell_next(notice, after=0)
    return notice


@transaction.atomic
def withdraw_notice(notice: Notice, *, reason: str, actor: User) -> Notice:
    """Taken off the wall at once; the desk keeps the text and the reason."""
    notice = _lock(notice)
    draft = notice.status == NoticeStatus.DRAFT
    return _move(
        notice, workflow.DISCARD if draft else workflow.WITHDRAW, actor=actor, reason=reason
    )


# --- by the clock ------------------------------------------------------------------------------


def publish_due(now: datetime | None = None) -> int:
    """Checked notices whose hour has come. A refusal of one does not hold up the others."""
    due = Notice.objects.filter(
        status=NoticeStatus.CHECKED, publish_at__lte=now or timezone.now()
    ).order_by("publish_at", "pk")
    return sum(_try(publish_notice, notice) for notice in due[:SWEEP_LIMIT])


def expire_due(now: datetime | None = None) -> int:
    due = Notice.objects.filter(
        status=NoticeStatus.PUBLISHED, expires_at__lte=now or timezone.now()
    ).order_by("expires_at", "pk")
    return sum(_try(_expire, notice) for notice in due[:SWEEP_LIMIT])


@transaction.atomic
def _expire(notice: Notice, *, actor: None) -> Notice:
    return _move(_lock(notice), workflow.EXPIRE, actor=actor)


def _try(act: Any, notice: Notice) -> bool:
    try:
        act(notice, actor=None)
    except DomainError:  # somebody was faster, or its time is over before it began
        return False
    return True


# --- telling people ----------------------------------------------------------------------------


@transaction.atomic
def tell_batch(notice_id: int, user_ids: Iterable[int]) -> int:
    """Into the inbox of these accounts, once each. `grids` calls this for ten-household groups."""
    notice = Notice.objects.select_related("category").get(pk=notice_id)
    if notice.status != NoticeStatus.PUBLISHED:
        return 0  # withdrawn while it was still going out
    people = sorted(set(user_ids))
    now = timezone.now()
    NoticeRead.objects.bulk_create(
        [
            NoticeRead(
                notice=notice, community_id=notice.community_id, user_id=user_id, told_at=now
            )
            for user_id in people
        ],
        ignore_conflicts=True,
    )
    # Somebody may have read it on the wall before he was told.
    NoticeRead.objects.filter(notice=notice, user_id__in=people, told_at__isnull=True).update(
        told_at=now
    )
    kind = "communities.notice_important" if notice.is_important else "communities.notice"
    return messaging.send_many(
        kind,
        to_users=people,
        scope=notice.community_id,
        context={"title": notice.title, "title_en": notice.title_en or notice.title},
        dedup_key=f"communities.notice:{notice.pk}",
        link=f"/notices/{notice.pk}/",
    )


def tell_next(notice_id: int, *, after: int, user_ids: list[int]) -> None:
    """One bounded batch, and the promise of the next. Twice is once."""
    if user_ids:
        tell_batch(notice_id, user_ids)
    if len(user_ids) == BATCH:
        _tell_next(Notice(pk=notice_id), after=user_ids[-1])


def _tell_next(notice: Notice, *, after: int) -> None:
    if after == 0:
        outbox.publish(
            "communities.notice_published",
            key=f"communities.notice:{notice.pk}:{notice.revision}",
            payload={"notice_id": notice.pk, "community_id": notice.community_id},
        )
    outbox.publish(
        "communities.notice_batch",
        key=f"communities.notice:{notice.pk}:after:{after}",
        payload={"notice_id": notice.pk, "after": after},
    )


@transaction.atomic
def mark_read(notice: Notice, user: User) -> None:
    """One row per person, however often he looks."""
    reading, created = NoticeRead.objects.get_or_create(
        notice=notice,
        user=user,
        defaults={"community_id": notice.community_id, "read_at": timezone.now()},
    )
    if not created and reading.read_at is None:
        reading.read_at = timezone.now()
        reading.save(update_fields=["read_at"])


# --- shared ------------------------------------------------------------------------------------


def _draft(notice: Notice) -> Notice:
    notice = _lock(notice)
    if notice.status != NoticeStatus.DRAFT:
        raise DomainError(_("已交出去核对的不能改，请先退回"), code="not_draft")
    return notice


def _count_edit(notice: Notice, *, actor: User, details: dict[str, Any] | None = None) -> None:
    """Whoever changed it last is one of its authors, and an older check is worth nothing."""
    notice.edited_by = actor
    notice.revision += 1
    notice.save(update_fields=["edited_by", "revision"])
    history.note(
        "communities.notice_edited",
        notice,
        actor=actor,
        details={"revision": notice.revision, **(details or {})},
    )


def _write(notice: Notice, facts: NoticeFacts) -> None:
    for name in _TEXTS:
        setattr(notice, name, _public_text(getattr(facts, name), field=name))
    if not notice.title or not notice.body:
        raise DomainError(_("标题和内容都要写"), field="title" if not notice.title else "body")
    if facts.publish_at and facts.expires_at and facts.expires_at <= facts.publish_at:
        raise DomainError(_("公布期限要晚于发布时间"), field="expires_at")
    notice.category = facts.category
    notice.audience = facts.audience
    notice.is_important = facts.is_important
    notice.publish_at, notice.expires_at = facts.publish_at, facts.expires_at
    notice.save()
    _aim(notice, facts)


def _aim(notice: Notice, facts: NoticeFacts) -> None:
    notice.targets.all().delete()
    if facts.audience == Notice.Audience.ALL:
        return
    if not facts.target_ids:
        raise DomainError(_("请选发给哪些网格或十联户"), field="targets")
    grids = facts.audience == Notice.Audience.GRIDS
    if grids and (
        Area.objects.filter(pk__in=facts.target_ids, community_id=notice.community_id).count()
        != len(set(facts.target_ids))
    ):
        raise DomainError(_("有的网格不在本社区"), field="targets")
    kind = NoticeTarget.Kind.GRID if grids else NoticeTarget.Kind.GROUP
    NoticeTarget.objects.bulk_create(
        NoticeTarget(notice=notice, kind=kind, target_id=pk) for pk in sorted(set(facts.target_ids))
    )


def _public_text(text: str, *, field: str) -> str:
    """ID numbers never stand on a wall. A telephone may: it is for the checker to see."""
    text = text.strip()
    if any(kind == "id_number" for kind, _value in redact_free_text(text)[1]):
        raise DomainError(
            _("公布的文字里不能有身份证号，请删去"), code="number_in_text", field=field
        )
    return text


def _replace(old: Notice, *, by: Notice, actor: User | None) -> None:
    if old.status in workflow.PUBLIC:
        reason = _("已更正，见新的一份")
        _move(old, workflow.WITHDRAW, actor=actor, reason=reason, details={"by": by.pk})


def _is_ahead(moment: datetime | None) -> bool:
    return moment is not None and moment > timezone.now()


def _lock(notice: Notice) -> Notice:
    rows = Notice.objects.select_related("category", "corrects", "community")
    return rows.select_for_update(of=("self",), no_key=True).get(pk=notice.pk)


def _move(
    notice: Notice,
    transition: Transition,
    *,
    actor: User | None,
    reason: str = "",
    details: dict[str, Any] | None = None,
) -> Notice:
    """Move a locked notice along one transition, and write down that it moved."""
    if notice.status not in transition.sources:
        raise DomainError(
            _("“{status}”的通知不能这样办").format(status=notice.get_status_display()),
            code="wrong_state",
        )
    if transition.reason_required and not reason.strip():
        raise DomainError(_("请写明原因"), field="reason")
    notice.status = transition.target
    notice.reason = reason.strip()
    notice.save()
    history.note(
        f"communities.notice_{transition.name}",
        notice,
        actor=actor,
        details={"reason": notice.reason, **(details or {})} if notice.reason else details,
    )
    return notice
