"""A notice carries an activity: written with it, hung under a draft, taken off again."""

from django.db import transaction
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from accounts.models import User
from activities.models import Activity, Announcement
from activities.workflow import Status
from communities.actions import notices
from communities.models import Notice, NoticeCategory
from core.exceptions import DomainError


@transaction.atomic
def announce(activity: Activity, *, category: NoticeCategory, actor: User) -> Notice:
    """A draft with the words of the activity; it is checked and published like any other."""
    _require_public(activity)
    facts = notices.NoticeFacts(
        category=category,
        title=activity.title,
        title_en=activity.title_en,
        body="\n\n".join(filter(None, [_when(activity, activity.spot), activity.about])),
        expires_at=activity.ends_at,
    )
    notice = notices.draft_notice(activity.community, facts, actor=actor)
    Announcement.objects.create(notice=notice, activity=activity)
    return notice


@transaction.atomic
def carry(notice: Notice, *, activity: Activity, actor: User) -> Notice:
    """Under a draft: what is checked is the text with the button."""
    draft = notices.touch_draft(notice, actor=actor, details={"activity": activity.pk})
    _require_public(activity)
    if draft.community_id not in {activity.community_id, activity.host_id}:
        raise DomainError(_("这场活动是别的社区的"), field="activity")
    Announcement.objects.update_or_create(notice=draft, defaults={"activity": activity})
    return draft


@transaction.atomic
def drop(notice: Notice, *, actor: User) -> Notice:
    draft = notices.touch_draft(notice, actor=actor, details={"activity": None})
    Announcement.objects.filter(notice=draft).delete()
    return draft


def carried_over(old: Notice, fresh: Notice) -> None:
    """The correction of a notice announces the same."""
    before = Announcement.objects.filter(notice=old).first()
    if before is not None:
        Announcement.objects.create(notice=fresh, activity=before.activity)


def _require_public(activity: Activity) -> None:
    if activity.status != Status.PUBLISHED or activity.helpers_only:
        raise DomainError(_("活动发布了，居民能报名，才写通知"), field="activity")


def _when(activity: Activity, place: str) -> str:
    start, end = timezone.localtime(activity.starts_at), timezone.localtime(activity.ends_at)
    day = formats.date_format(start, "MONTH_DAY_FORMAT")
    said = _("{day} {start}–{end}，{place}")
    return said.format(day=day, start=f"{start:%H:%M}", end=f"{end:%H:%M}", place=place)
