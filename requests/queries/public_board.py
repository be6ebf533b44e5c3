"""社区公示: how public matters of a place go on, for everybody, signed in or not.

Only what the menu marks as a public matter, once the community took it in, and never a complaint
or what was asked for in confidence. Only the columns named here leave the wall; the words, the
photos, the people and the house of whoever brought it are not even read.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.cache import cache
from django.db.models import CharField, Count, F, Func, IntegerField
from django.db.models.functions import Cast, Coalesce
from django.http import Http404
from django.utils import timezone

from accounts.viewer import Viewer
from communities.models import Area, CommunityProfile
from communities.queries.place import places, profile_at
from core import scope
from requests import public_words, saying
from requests.models import MenuCategory, ServiceRequest
from requests.models.service_requests import ServiceRequestQuerySet
from requests.queries.paging import newest
from requests.terms import categories
from requests.workflow import OPEN, Kind, by_name
from requests.workflow.steps import ON_THE_BOARD

PAGE = 24
COUNTED = 5_000
FRESH = 600
SMALLEST = 5
"""Fewer than so many are not told: who knows the place would know the person."""
SEALED = (Kind.COMPLAINT, Kind.REPORT)
COLUMNS = (
    "pk", "public_id", "status", "is_public", "public_text", "created_at", "due_at", "closed_at",
    "completed_at", "close_kind", "affected_count", "kind",
    "item__name", "item__name_en", "item__category__name", "item__category__name_en",
    "item__category__icon", "item__category__parent__name", "item__category__parent__name_en",
    "item__category__parent__icon", "grid__name", "community__name",
    "building__estate__name", "grid__name_en", "community__name_en",
)  # fmt: skip
TABS = {"open": tuple(OPEN & ON_THE_BOARD), "done": tuple(ON_THE_BOARD - OPEN)}


@dataclass(frozen=True)
class Matter:
    public_id: Any
    category: str
    icon: str
    what: str
    where: str
    text: str
    now: str
    step: int
    is_open: bool
    since: date
    ended: date | None
    affected: int
    promise: dict[str, Any] | None
    can_join: bool


@dataclass(frozen=True)
class Personal:
    """A kind of personal service, as a count; None where it would be too few."""

    category: MenuCategory
    count: int | None


@dataclass(frozen=True)
class Board:
    community: Area
    profile: CommunityProfile
    matters: list[Matter]
    counts: dict[str, int | str]
    personal: list[Personal]
    next_after: str


def communities() -> list[CommunityProfile]:
    return list(places().values())


def board(viewer: Viewer, pk: int, *, tab: str = "open", after: str = "") -> Board:
    profile = profile_at(pk)
    if profile is None or tab not in TABS:
        raise Http404
    with scope.entered([profile.area_id], user_id=viewer.user_id):
        shown, next_after = _page(profile.area_id, tab, after)
        counts, personal = _counts(profile.area_id), _personal(profile.area_id)
    return Board(
        community=profile.area,
        profile=profile,
        matters=[matter(row) for row in shown],
        counts=counts,
        personal=personal,
        next_after=next_after,
    )


def public_matters(communities: Iterable[int]) -> ServiceRequestQuerySet:
    """The one rule of what stands on the board, and of what programs are told."""
    return ServiceRequest.objects.filter(
        community__in=communities,
        is_public=True,
        item__is_public=True,
        is_confidential=False,
        status__in=ON_THE_BOARD,
    ).exclude(kind__in=SEALED)


def matter(row: ServiceRequest) -> Matter:
    category = row.item.category.parent or row.item.category  # type: ignore[union-attr]
    ended = row.closed_at or row.completed_at
    return Matter(
        public_id=row.public_id,
        category=str(category),
        icon=category.icon or "order",
        what=public_words.what(row),
        where=public_words.where(row),
        text=row.public_text,
        now=public_words.now(row),
        step=saying.step_number(row),
        is_open=row.is_open,
        since=timezone.localtime(row.created_at).date(),
        ended=timezone.localtime(ended).date() if ended else None,
        affected=row.affected_count,
        promise=saying.promise(row),
        can_join=row.status in by_name("be_affected").sources,
    )


def personal_kinds(community: int) -> dict[str, int]:
    """By the key of the big kind; may be some minutes old."""
    key = f"board.personal.{community}"
    found: dict[str, int] = cache.get_or_set(key, lambda: _by_kind(community), FRESH) or {}
    return found


def _page(community: int, tab: str, after: str) -> tuple[list[ServiceRequest], str]:
    rows = public_matters([community]).filter(status__in=TABS[tab])
    rows = rows.select_related(
        "item__category__parent", "grid", "community", "building__estate"
    ).only(*COLUMNS)
    return newest(rows, after, by="created_at", size=PAGE)


def _counts(community: int) -> dict[str, int | str]:
    """Of each tab up to COUNTED, so that no page reads a whole history; beyond “so many at least”.
    What is open is few and therefore always exact."""
    rows = public_matters([community]).order_by()
    asked = {
        name: Func(
            ArraySubquery(rows.filter(status__in=states).values("pk")[:COUNTED]),
            function="cardinality",
            output_field=IntegerField(),
        )
        for name, states in TABS.items()
    }
    found: Any = Area.objects.filter(pk=community).values(**asked).get()
    return {name: f"{n}+" if n == COUNTED else n for name, n in found.items()}


def _personal(community: int) -> list[Personal]:
    """Personal services of the last year, by the big kinds of the menu; sealed kinds are not
    counted at all. They need not be newer than some minutes: all who look share one count."""
    found = personal_kinds(community)
    return [
        Personal(kind, n if n >= SMALLEST else None)
        for kind in categories()
        if (n := found.get(str(kind.pk), 0))
    ]


def _by_kind(community: int) -> dict[str, int]:
    big = Coalesce(F("item__category__parent"), F("item__category"))
    rows = ServiceRequest.objects.filter(
        community_id=community,
        is_public=False,
        item__isnull=False,
        created_at__gte=timezone.now() - timedelta(days=365),
    ).exclude(kind__in=SEALED)
    kinds = rows.annotate(of=Cast(big, CharField())).values("of").annotate(n=Count("pk"))
    return {row["of"]: row["n"] for row in kinds.order_by()}
