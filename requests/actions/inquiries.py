"""咨询: a question comes in with a clock in minutes; somebody of the desk answers it in words."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from communities.models import Area
from core import audit, messaging, scope, tally
from core.exceptions import DomainError
from core.workcalendar import Calendar
from requests.models import Guide, Inquiry

OPENS, CLOSES = time(9), time(17)
"""The desk's day; a question of the night is due in the morning."""
MOST_A_DAY = 20


@transaction.atomic
def ask(
    community: Area,
    *,
    words: str,
    guide: Guide | None = None,
    grid: Area | None = None,
    by: Viewer,
) -> Inquiry:
    if not words.strip():
        raise DomainError(_("请写一句想问什么"), field="words")
    now = timezone.now()
    recent = Inquiry.objects.filter(asker_id=by.user_id, asked_at__gt=now - timedelta(days=1))
    if recent.count() >= MOST_A_DAY:
        raise DomainError(_("今天问得够多了，请打社区电话"), code="too_many")
    scope.declare({community.pk, *by.community_ids}, user_id=by.user_id)
    row = Inquiry.objects.create(
        community=community,
        grid=grid,
        guide=guide,
        words=words.strip(),
        asker=by.actor,
        phone=by.actor.phone.open(),
        due_at=due_from(now, settings.INQUIRY_MINUTES),
    )
    audit.record("requests.inquiry.ask", row, actor=by.user, details={"guide": row.guide_id})
    tally.add("requests.inquiry", community.pk, dims={"guide": guide.code if guide else ""})
    return row


@transaction.atomic
def answer(inquiry: Inquiry, *, answer: str, by: Viewer) -> Inquiry:
    """Once; whoever comes second reads what the first said."""
    row = Inquiry.objects.select_for_update(of=("self",), no_key=True).get(pk=inquiry.pk)
    if row.answered_at is not None:
        raise DomainError(_("已经有同事回过了"), code="answered")
    if not answer.strip():
        raise DomainError(_("请写回复"), field="answer")
    row.answer, row.answered_at, row.answered_by = answer.strip(), timezone.now(), by.actor
    row.save(update_fields=["answer", "answered_at", "answered_by"])
    audit.record("requests.inquiry.answer", row, actor=by.user)
    in_time = row.answered_at <= row.due_at
    tally.add("requests.inquiry_answered", row.community_id, dims={"in_time": in_time})
    messaging.send(
        "requests.inquiry_answered",
        to_user=row.asker,
        scope=row.community_id,
        context={},
        dedup_key=f"requests.inquiry:{row.pk}",
        link="/ask/",
    )
    return row


def due_from(asked: datetime, minutes: int) -> datetime:
    """So many minutes of the desk's own day later."""
    calendar, left = Calendar(), timedelta(minutes=minutes)
    moment = timezone.localtime(asked)
    for _day in range(60):
        day = moment.date()
        opens = timezone.make_aware(datetime.combine(day, OPENS))
        closes = timezone.make_aware(datetime.combine(day, CLOSES))
        begins = max(moment, opens)
        if calendar.is_workday(day) and begins < closes:
            if begins + left <= closes:
                return begins + left
            left -= closes - begins
        moment = timezone.make_aware(datetime.combine(day + timedelta(days=1), time(0)))
    return moment
