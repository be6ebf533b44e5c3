"""Recruiting social workers: what is announced, one of them with who answered, where one may."""

from dataclasses import dataclass, field

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.viewer import Viewer
from communities.history import Event
from communities.models import Area
from organizations.access import keeps_place, keeps_register
from organizations.history import book_of
from organizations.models import Organization, Recruitment, RecruitmentReply, SocialWorker
from organizations.models.recruitments import RecruitmentQuerySet
from organizations.queries.courses import label_of, sees_courses
from organizations.queries.past import past_of
from organizations.queries.places import places_for
from organizations.recruitment_workflow import RecruitmentStatus, ReplyStatus

SHOWN = 100


@dataclass(frozen=True)
class Filters:
    q: str = ""
    status: str = RecruitmentStatus.OPEN


@dataclass(frozen=True)
class RecruitmentBoard:
    rows: list[Recruitment]
    mine: set[int]
    """To which of them the viewer himself answered."""
    may_announce: bool
    filters: Filters = field(default_factory=Filters)


@dataclass(frozen=True)
class RecruitmentPage:
    recruitment: Recruitment
    replies: list[RecruitmentReply]
    """All for who chooses, for others their own."""
    chooses: bool
    history: list[Event]


sees_recruitments = sees_courses
"""Whoever works with social workers, and they themselves."""


def board(viewer: Viewer, filters: Filters) -> RecruitmentBoard:
    """The one that closes next first; of those that are over the last."""
    if not sees_recruitments(viewer):
        raise Http404
    found = Recruitment.objects.visible_to(viewer).filter(status=filters.status)
    if text := filters.q.strip():
        found = found.filter(Q(title__icontains=text) | Q(need__icontains=text))
    order = "apply_until" if filters.status == RecruitmentStatus.OPEN else "-apply_until"
    rows = list(_whole(found).order_by(order, "pk")[:SHOWN])
    own = RecruitmentReply.objects.asked().filter(user=viewer.user_id, recruitment__in=rows)
    mine = set(own.values_list("recruitment_id", flat=True)) if viewer.user_id else set()
    may_announce = keeps_register(viewer) or offices(viewer).exists()
    return RecruitmentBoard(rows, mine, may_announce, filters)


def get_recruitment(viewer: Viewer, pk: int) -> Recruitment:
    if not sees_recruitments(viewer):
        raise Http404
    return get_object_or_404(_whole(Recruitment.objects.visible_to(viewer)), pk=pk)


def recruitment_page(viewer: Viewer, recruitment: Recruitment) -> RecruitmentPage:
    chooses = keeps(viewer, recruitment)
    rows = RecruitmentReply.objects.visible_to(viewer).filter(recruitment=recruitment)
    replies = list(rows.exclude(status=ReplyStatus.WITHDRAWN))
    for row in replies:
        row.name.disclose()
    return RecruitmentPage(
        recruitment=recruitment,
        replies=replies,
        chooses=chooses,
        history=past_of(viewer, recruitment, book_of(recruitment.area)) if chooses else [],
    )


def keeps(viewer: Viewer, recruitment: Recruitment) -> bool:
    """As `manageable_by`, of one at hand."""
    if recruitment.holder_id is not None:
        return recruitment.holder_id in viewer.organization_ids
    return keeps_place(viewer, recruitment.area)


def may_reply(viewer: Viewer, recruitment: Recruitment) -> bool:
    return recruitment.takes_replies and to_reply(viewer, recruitment).exists()


def may_withdraw(viewer: Viewer, recruitment: Recruitment) -> bool:
    return recruitment.is_open and to_withdraw(viewer, recruitment).exists()


def may_choose(viewer: Viewer, recruitment: Recruitment) -> bool:
    return recruitment.is_to_be_decided and keeps(viewer, recruitment)


def may_cancel(viewer: Viewer, recruitment: Recruitment) -> bool:
    return recruitment.is_open and keeps(viewer, recruitment)


def to_reply(viewer: Viewer, recruitment: Recruitment) -> "QuerySet[SocialWorker]":
    """Himself, and those without an account whose record he keeps."""
    kept = SocialWorker.objects.manageable_by(viewer).filter(user__isnull=True).values("pk")
    rule = Q(pk__in=kept) | (Q(user_id=viewer.user_id) if viewer.user_id else Q(pk__in=[]))
    rows = SocialWorker.objects.active().filter(rule)
    if recruitment.holder_id is None:
        rows = rows.filter(community__path__startswith=recruitment.area.path)
    there = recruitment.replies.exclude(status=ReplyStatus.WITHDRAWN)
    rows = rows.exclude(pk__in=there.values("worker_id"))
    return rows.select_related("organization", "community").order_by("name_key", "pk")


def to_withdraw(viewer: Viewer, recruitment: Recruitment) -> "QuerySet[RecruitmentReply]":
    return RecruitmentReply.objects.manageable_by(viewer).asked().filter(recruitment=recruitment)


def list_to_choose(viewer: Viewer, recruitment: Recruitment) -> list[tuple[int, str]]:
    rows = RecruitmentReply.objects.visible_to(viewer).asked().filter(recruitment=recruitment)
    return [(row.pk, reply_label(row)) for row in rows]


def reply_label(row: RecruitmentReply) -> str:
    row.name.disclose()
    return f"{row.name} · {row.unit}" + (f" · {row.words}" if row.words else "")


def offices(viewer: Viewer) -> "QuerySet[Organization]":
    rows = Organization.objects.active().filter(pk__in=viewer.organization_ids)
    return rows.select_related("area").order_by("name_key", "pk")


def seekers(viewer: Viewer) -> "list[Area | Organization]":
    """His organisations, and the places whose register he keeps."""
    if viewer.sleeping:
        return []
    places = places_for(viewer) if keeps_register(viewer) else ()
    return [*offices(viewer), *places]


def waiting_recruitments(viewer: Viewer) -> "QuerySet[Recruitment]":
    """Past their day, and nobody has been chosen."""
    rows = Recruitment.objects.manageable_by(viewer).to_be_decided()
    return rows.order_by("apply_until", "pk")


def worker_label(worker: SocialWorker) -> str:
    return label_of(worker)


def _whole(rows: RecruitmentQuerySet) -> RecruitmentQuerySet:
    return rows.select_related("area", "holder")
