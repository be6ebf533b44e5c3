"""Notices on the wall, in the archive and at the desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.viewer import Viewer
from communities import notice_audience, workflow
from communities.models import (
    Area,
    Authority,
    Binding,
    Level,
    Notice,
    NoticeAttachment,
    NoticeCategory,
    NoticeRead,
    ResidentStatus,
)
from communities.models.notices import WRITERS, NoticeQuerySet
from communities.queries import place
from communities.workflow import CHECK, NoticeStatus, Transition
from core import scope
from core.masking import redact_free_text
from core.memo import once
from core.models import StoredFile

PAGE = 20


@dataclass(frozen=True)
class Wall:
    notices: Sequence[Notice]
    next_before: str
    """Where the older ones begin: the keyset of the last row."""


@dataclass(frozen=True)
class Filters:
    community: int | None = None
    category: str = ""
    month: date | None = None
    q: str = ""
    before: str = ""


# --- public ------------------------------------------------------------------------------------


def wall(viewer: Viewer, filters: Filters) -> Wall:
    """What hangs now, newest first."""
    rows = _public(viewer, filters).filter(status=NoticeStatus.PUBLISHED)
    return _page(rows, filters.before)


def archive(viewer: Viewer, filters: Filters) -> Wall:
    """Everything that was ever public and not withdrawn, by month and by words."""
    rows = _public(viewer, filters)
    if filters.month:
        here = timezone.get_current_timezone()
        start = datetime.combine(filters.month.replace(day=1), time(), tzinfo=here)
        end = (start + timedelta(days=32)).replace(day=1)
        rows = rows.filter(published_at__gte=start, published_at__lt=end)
    for word in filters.q.split()[:5]:
        rows = rows.filter(
            Q(title__icontains=word)
            | Q(body__icontains=word)
            | Q(title_en__icontains=word)
            | Q(body_en__icontains=word)
        )
    return _page(rows, filters.before)


def get_public(viewer: Viewer, pk: int) -> Notice:
    """A withdrawn notice is gone, unless a correction took its place: that one is shown."""
    rows = Notice.objects.visible_to(viewer).filter(status__in=workflow.PUBLIC)
    return get_object_or_404(rows.select_related("category", "community", "corrects"), pk=pk)


def attachment_of(viewer: Viewer, notice_id: int, public_id: UUID) -> StoredFile:
    """Who may see the notice may have its files: the notice decides, not the place of the file."""
    notice = get_object_or_404(Notice.objects.visible_to(viewer), pk=notice_id)
    with scope.entered([notice.community_id], user_id=viewer.user_id):
        found = StoredFile.objects.filter(
            public_id=public_id, pk__in=notice.attachments.values("file")
        )
        return get_object_or_404(found)


def attachments(notice: Notice) -> list[tuple[NoticeAttachment, UUID]]:
    """With the address of each file; the file's own row is not read here."""
    with scope.entered([notice.community_id]):
        return [
            (attachment, attachment.file.public_id)
            for attachment in notice.attachments.select_related("file")
        ]


def get_attachment(viewer: Viewer, notice_id: int, pk: int) -> NoticeAttachment:
    """To take it off a draft."""
    draft = get_draft(viewer, notice_id)
    return get_object_or_404(draft.attachments.select_related("file", "notice"), pk=pk)


def successor_of(viewer: Viewer, pk: int) -> Notice | None:
    found = Notice.objects.visible_to(viewer).filter(corrects_id=pk)
    return found.filter(status__in=workflow.PUBLIC).first()


def was_withdrawn(viewer: Viewer, pk: int) -> bool:
    """Whoever could have read it may know that it was taken back."""
    found = Notice.objects.filter(pk=pk, status=NoticeStatus.WITHDRAWN).first()
    if found is None or found.audience != Notice.Audience.GROUPS:
        return found is not None
    return viewer.is_signed_in and found.readings.filter(user=viewer.user_id).exists()


def communities_with_walls() -> list[Area]:
    return list(Area.objects.communities().order_by("path"))


def categories() -> list[NoticeCategory]:
    return list(NoticeCategory.objects.filter(is_active=True))


def own_community(viewer: Viewer) -> int | None:
    """The one whose wall is shown first; who belongs to several sees them all."""
    if len(viewer.community_ids) > 1:
        return None
    profile = place.profile_for(viewer)
    return profile.area_id if profile else None


def latest_for(viewer: Viewer, *, limit: int = 3) -> list[Notice]:
    """For the home page: own community's, important ones first."""
    rows = Notice.objects.hung_for(viewer).current().select_related("category", "community")
    if here := viewer.community_ids or own_community(viewer):
        rows = rows.filter(community_id__in=here if isinstance(here, tuple) else [here])
    return list(rows.order_by("-is_important", "-published_at", "-pk")[:limit])


def unread_among(viewer: Viewer, notices: Sequence[Notice]) -> set[int]:
    if viewer.user_id is None:
        return set()
    read = NoticeRead.objects.filter(
        user_id=viewer.user_id, notice__in=notices, read_at__isnull=False
    )
    return {notice.pk for notice in notices} - set(read.values_list("notice_id", flat=True))


def _public(viewer: Viewer, filters: Filters) -> NoticeQuerySet:
    rows = Notice.objects.hung_for(viewer).select_related("category", "community")
    if filters.community:
        rows = rows.filter(community_id=filters.community)
    if filters.category:
        rows = rows.filter(category__code=filters.category)
    return rows


def _page(rows: NoticeQuerySet, before: str) -> Wall:
    rows = rows.order_by("-published_at", "-pk")
    if key := _read_key(before):
        moment, pk = key
        rows = rows.filter(Q(published_at__lt=moment) | Q(published_at=moment, pk__lt=pk))
    found = list(rows[: PAGE + 1])
    more = len(found) > PAGE
    return Wall(found[:PAGE], _key(found[PAGE - 1]) if more else "")


def _key(notice: Notice) -> str:
    return f"{notice.published_at.timestamp():.6f}-{notice.pk}" if notice.published_at else ""


def _read_key(text: str) -> tuple[datetime, int] | None:
    moment, _, pk = text.partition("-")
    try:
        return datetime.fromtimestamp(float(moment), tz=timezone.get_current_timezone()), int(pk)
    except (ValueError, OverflowError, OSError):
        return None


# --- the desk ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class DeskList:
    notices: Sequence[Notice]
    counts: dict[str, int]
    next_before: int | None


def desk_list(viewer: Viewer, status: str, *, before: int | None = None) -> DeskList:
    mine = Notice.objects.at_desk_of(viewer)
    counts = {code: mine.filter(status=code).count() for code in ("draft", "submitted", "checked")}
    rows = mine.filter(status=status) if status else mine
    if before:
        rows = rows.filter(pk__lt=before)
    page = rows.select_related("category", "community", "drafted_by", "checked_by").with_readers()
    found = [_named(notice) for notice in page.order_by("-pk")[: PAGE + 1]]
    more = found[PAGE - 1].pk if len(found) > PAGE else None
    return DeskList(found[:PAGE], counts, more)


def get_at_desk(viewer: Viewer, pk: int) -> Notice:
    rows = Notice.objects.at_desk_of(viewer).with_readers()
    related = rows.select_related(
        "category", "community", "drafted_by", "edited_by", "checked_by", "corrects"
    )
    return _named(get_object_or_404(related, pk=pk))


def _named(notice: Notice) -> Notice:
    """Colleagues at the desk know each other by name."""
    for colleague in (notice.drafted_by, notice.checked_by):
        if colleague is not None:
            colleague.name.disclose()
    return notice


def get_draft(viewer: Viewer, pk: int) -> Notice:
    rows = Notice.objects.manageable_by(viewer).filter(status=NoticeStatus.DRAFT)
    return get_object_or_404(rows.select_related("community"), pk=pk)


def writes_notices(viewer: Viewer) -> bool:
    return bool(communities_of(viewer))


@once
def communities_of(viewer: Viewer) -> list[Area]:
    """Where this viewer may hang a notice."""
    if not _has_write_role(viewer):
        return []
    return list(Area.objects.filter(pk__in=viewer.community_ids, level=Level.COMMUNITY))


def grid_choices(viewer: Viewer, places: Sequence[Area]) -> list[tuple[int, str]]:
    """The grids of these communities; a grid worker speaks to his own."""
    grids = Area.objects.filter(community__in=places, level=Level.GRID, is_active=True)
    if viewer.is_grid_bound:
        grids = grids.filter(pk__in=viewer.grid_ids)
    return [(grid.pk, grid.title) for grid in grids.order_by("community", "position", "pk")]


def may_move(viewer: Viewer, notice: Notice, transition: Transition) -> bool:
    """Buttons come from the table: state, duty, and nobody checks his own words."""
    if notice.status not in transition.sources or not transition.duty:
        return False
    if transition.by_another and notice.words_are_from(viewer.user_id):
        return False
    return _checks(viewer, notice) if transition.duty == CHECK else _writes(viewer, notice)


def may_edit(viewer: Viewer, notice: Notice) -> bool:
    return notice.status == NoticeStatus.DRAFT and _writes(viewer, notice)


@once
def _writes(viewer: Viewer, notice: Notice) -> bool:
    return Notice.objects.manageable_by(viewer).filter(pk=notice.pk).exists()


@once
def _checks(viewer: Viewer, notice: Notice) -> bool:
    return Notice.objects.checkable_by(viewer).filter(pk=notice.pk).exists()


def may_check(viewer: Viewer, notice: Notice) -> bool:
    return may_move(viewer, notice, workflow.CHECK_NOTICE)


def get_to_check(viewer: Viewer, pk: int) -> Notice:
    """Whoever has the duty finds it; whether he may check this one says the action."""
    return get_object_or_404(Notice.objects.checkable_by(viewer), pk=pk)


def may_correct(viewer: Viewer, notice: Notice) -> bool:
    return notice.status in workflow.PUBLIC and _writes(viewer, notice)


def to_check(viewer: Viewer) -> int:
    """What waits for this viewer's eyes."""
    rows = Notice.objects.checkable_by(viewer).filter(status=NoticeStatus.SUBMITTED)
    return rows.exclude(drafted_by=viewer.user_id).exclude(edited_by=viewer.user_id).count()


def phones_in(notice: Notice) -> list[str]:
    """Telephone numbers that would hang on the wall: the checker is asked about them."""
    text = "\n".join((notice.title, notice.body, notice.title_en, notice.body_en))
    return sorted({value for kind, value in redact_free_text(text)[1] if kind == "phone"})


def target_names(notice: Notice) -> list[str]:
    ids = [target.target_id for target in notice.targets.all()]
    if notice.audience == Notice.Audience.GRIDS:
        return [area.title for area in Area.objects.filter(pk__in=ids).order_by("position", "pk")]
    labels = dict(notice_audience.group_choices(notice.community_id))
    return [labels.get(pk, str(pk)) for pk in ids]


def target_ids(notice: Notice) -> list[int]:
    return list(notice.targets.values_list("target_id", flat=True))


# --- whom to tell ------------------------------------------------------------------------------


def accounts_to_tell(notice_id: int, *, after: int, limit: int) -> list[int]:
    """Accounts of the residents it is meant for, and of those who act for them; by number.

    Groups are not known here: the room of grids resolves them and calls `tell_batch`.
    """
    notice = Notice.objects.filter(pk=notice_id, status=NoticeStatus.PUBLISHED).first()
    if notice is None or notice.audience == Notice.Audience.GROUPS:
        return []
    who: dict[str, Any] = {
        "resident__status": ResidentStatus.PRESENT,
        "resident__community_id": notice.community_id,
    }
    if notice.audience == Notice.Audience.GRIDS:
        who["resident__grid_id__in"] = target_ids(notice)
    found: set[int] = set()
    for rows in (Binding.objects.standing(), Authority.objects.in_force()):
        accounts = rows.filter(user_id__gt=after, **who).order_by("user_id")
        found.update(accounts.values_list("user_id", flat=True).distinct()[:limit])
    return sorted(found)[:limit]


def _has_write_role(viewer: Viewer) -> bool:
    return not viewer.sleeping and viewer.role.code in WRITERS
