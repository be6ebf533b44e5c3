"""The past in bulk: what the actions would have left behind, with the times of then."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.db import models

from accounts.models import User
from activities.actions.presence import counted_as
from activities.models import Attendance, Enrolment
from communities.models import Area, Notice, NoticeCategory, NoticeRead
from communities.workflow import NoticeStatus
from core import tally
from core.messaging.templates import wordings_for
from core.messaging.wording import render
from core.models import AuditEvent, Channel, Message, MessageStatus, TallyDelta
from doors.town.bulk import known, number, write
from doors.town.notice_texts import Text
from doors.town.register import morning

TOLD = "communities.notice"


@dataclass(frozen=True)
class Event:
    """One line of history."""

    verb: str
    obj: models.Model
    actor: User | None
    at: datetime
    scope: int | None
    details: Mapping[str, Any] = field(default_factory=dict)


def remember(events: Iterable[Event]) -> None:
    """One INSERT for thousands; sealed later in the order of commits like all others."""
    rows = [
        AuditEvent(
            at=event.at,
            scope=event.scope,
            actor_id=event.actor.pk if event.actor else None,
            verb=event.verb,
            object_type=event.obj._meta.label_lower,
            object_id=str(event.obj.pk),
            details=dict(event.details),
            subject=getattr(event.obj, "subject", None),
        )
        for event in events
    ]
    number(rows)
    write(rows)


def step(
    measure: str, scope: int, at: datetime, delta: int, *, who: str = "", **dims: Any
) -> TallyDelta:
    return tally.step(measure, scope, at, dims, delta, who)


def attended(rows: Iterable[Attendance]) -> Iterator[TallyDelta]:
    """Who went out again was there."""
    for row in rows:
        who = row.enrolment
        yield step(
            "activities.attended", who.side_id, row.came_at, 1, who=counted_as(who),
            kind=who.activity.kind, role=who.role,
        )  # fmt: skip


def enrolled(rows: Iterable[Enrolment]) -> Iterator[TallyDelta]:
    """Each, also who waits and who took it back."""
    for row in rows:
        yield step("activities.enrolled", row.side_id, row.enrolled_at, 1, kind=row.activity.kind)


# --- notices ------------------------------------------------------------------------------------
def published(
    home: Area, texts: Iterable[tuple[Text, date]], writer: User, checker: User, told_on: date
) -> list[Notice]:
    """Drafted the day before, checked by the other, on the wall at ten; gone when its time was."""
    categories = {category.code: category for category in NoticeCategory.objects.all()}
    today = morning(told_on)
    rows = []
    for text, day in texts:
        at = morning(day) + timedelta(minutes=30)
        until = at + timedelta(days=text.lasts_days)
        rows.append(
            Notice(
                community=home,
                category=categories[text.category],
                title=text.title,
                title_en=text.title_en,
                body=text.body,
                body_en=text.body_en,
                expires_at=until,
                status=NoticeStatus.EXPIRED if until < today else NoticeStatus.PUBLISHED,
                drafted_by=writer,
                edited_by=writer,
                checked_by=checker,
                checked_at=at - timedelta(minutes=20),
                published_at=at,
                created_at=at - timedelta(hours=18),
            )
        )
    number(rows)
    write(rows)
    remember(_notice_events(rows, today))
    write(
        step(
            "communities.notices_published",
            home.pk,
            known(notice.published_at),
            1,
            category=notice.category.code,
        )
        for notice in rows
    )
    return rows


def _notice_events(rows: list[Notice], today: datetime) -> Iterable[Event]:
    for notice in rows:
        scope, writer, checker = notice.community_id, notice.drafted_by, notice.checked_by
        verb = "communities.notice_"
        yield Event(f"{verb}drafted", notice, writer, notice.created_at, scope)
        yield Event(
            f"{verb}submit", notice, writer, notice.created_at + timedelta(minutes=5), scope
        )
        yield Event(f"{verb}check", notice, checker, known(notice.checked_at), scope)
        yield Event(f"{verb}publish", notice, checker, known(notice.published_at), scope)
        if notice.status == NoticeStatus.EXPIRED:
            yield Event(f"{verb}expire", notice, None, known(notice.expires_at), scope)


def read_by(notice: Notice, users: list[User], dice: Random, told_on: date) -> list[NoticeRead]:
    """Everybody was told; a little more than half have looked, most of them the same day."""
    told_at = known(notice.published_at) + timedelta(minutes=2)
    now = morning(told_on)
    rows = []
    for user in users:
        read_at = told_at + timedelta(minutes=int(dice.expovariate(1 / 600)) + 1)
        looked = dice.random() < 0.57 and read_at < now
        rows.append(
            NoticeRead(
                community_id=notice.community_id,
                notice=notice,
                user=user,
                told_at=told_at,
                read_at=read_at if looked else None,
            )
        )
    return rows


def messages_of(notice: Notice, reads: list[NoticeRead]) -> list[Message]:
    """What lies in the inboxes: the same rows that delivery leaves behind."""
    template = wordings_for(TOLD, scope=notice.community_id, language="zh-hans")[Channel.INBOX]
    context = {"title": notice.title, "title_en": notice.title_en or notice.title}
    sealed = json.dumps(context, ensure_ascii=False)
    title, body = render(template.title, context), render(template.wording, context)
    return [
        Message(
            key=UUID(int=Random(f"message {notice.pk} {read.user_id}").getrandbits(128), version=4),
            code=TOLD,
            to_user_id=read.user_id,
            scope=notice.community_id,
            dedup_key=f"communities.notice:{notice.pk}",
            context=sealed,
            link=f"/notices/{notice.pk}/",
            status=MessageStatus.READ if read.read_at else MessageStatus.SENT,
            due_at=known(read.told_at),
            created_at=known(read.told_at),
            template=template,
            title=title,
            body=body,
            inbox_at=read.told_at,
            sent_at=read.told_at,
            read_at=read.read_at,
        )
        for read in reads
    ]
