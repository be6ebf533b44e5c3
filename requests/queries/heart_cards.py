"""Cards of a place, one of them, and what a scan shows to whom."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import Http404

from accounts.roles import DataClass
from accounts.viewer import Viewer
from communities.models import CareLabel, CommunityProfile, Resident
from core import scope
from grids.queries.board import get_grid_contact
from requests.models import HeartCard
from requests.models.heart_cards import token_of
from requests.tiers import tier_of

SHOWN = 60
PAGE = 20
ELDER = "elder"


@dataclass(frozen=True)
class Cards:
    live: list[HeartCard]
    ended: list[HeartCard]
    live_count: int
    without: list[Resident]
    """Elders in the register who have none, by name; a page of them."""
    without_count: int
    next_after: str


@dataclass(frozen=True)
class Printed:
    card: HeartCard
    telephone: str
    community: str
    worker: str
    worker_phone: str
    helper: str
    helper_phone: str


@dataclass(frozen=True)
class Scanned:
    """What anybody sees: whom to call."""

    is_live: bool
    community: str
    telephone: str
    grid_id: int | None
    may_order: bool
    """Somebody of the desk of the place: he may open an order for the person."""
    code: str


def cards(viewer: Viewer, words: str = "", after: str = "") -> Cards:
    if tier_of(viewer) is None or not viewer.role.browses_residents or viewer.sleeping:
        raise Http404
    rows = HeartCard.objects.manageable_by(viewer).select_related("resident__grid")
    wanted = "".join(letter for letter in words.upper() if letter.isalnum())
    if wanted:
        named = Q(resident__name=words.strip()) | Q(resident__name_key__startswith=wanted.lower())
        rows = rows.filter(named | Q(token__startswith=wanted))
    elders = (
        Resident.objects.visible_to(viewer)
        .present()
        .filter(pk__in=CareLabel.objects.in_force().filter(group=ELDER).values("resident"))
        .exclude(pk__in=HeartCard.objects.live().values("resident"))
        .select_related("grid")
        .order_by("name_key", "pk")
    )
    if wanted:
        elders = elders.filter(Q(name=words.strip()) | Q(name_key__startswith=wanted.lower()))
    lasting = rows.live()
    shown = list(lasting[:SHOWN])
    ended = list(rows.filter(ended_at__isnull=False)[:SHOWN])
    page = list(_behind(elders, after)[: PAGE + 1])
    without = page[:PAGE]
    if viewer.sees(DataClass.PERSONAL):
        for person in (*(card.resident for card in (*shown, *ended)), *without):
            person.name.disclose()
    return Cards(
        live=shown,
        ended=ended,
        live_count=lasting.count(),
        without=without,
        without_count=elders.count(),
        next_after=str(without[-1].pk) if len(page) > PAGE else "",
    )


def _behind(elders: Any, mark: str) -> Any:
    """By name, after the one seen last; his number stands in the address, never his name."""
    if not mark.isdecimal() or len(mark) > 18:
        return elders
    last = Resident.objects.filter(pk=int(mark)).values_list("name_key", flat=True).first()
    if last is None:
        return elders
    return elders.filter(Q(name_key__gt=last) | Q(name_key=last, pk__gt=int(mark)))


def get_card(viewer: Viewer, pk: int) -> HeartCard:
    card = (
        HeartCard.objects.manageable_by(viewer)
        .select_related("resident__grid", "community")
        .filter(pk=pk)
        .first()
    )
    if card is None:
        raise Http404
    return card


def get_elder(viewer: Viewer, pk: int) -> Resident:
    person = Resident.objects.visible_to(viewer).present().filter(pk=pk).first()
    if tier_of(viewer) is None or person is None:
        raise Http404
    return person


def on_paper(card: HeartCard) -> Printed:
    """No name and no address of the person: who finds it in the street learns whom to call."""
    profile = CommunityProfile.objects.filter(area_id=card.community_id).first()
    worker, phone = "", ""
    if card.resident.grid_id:
        _board, contact = get_grid_contact(card.resident.grid_id)
        worker, phone = contact.name, contact.phone
    return Printed(
        card=card,
        telephone=profile.telephone if profile else "",
        community=card.community.title,
        worker=worker,
        worker_phone=phone,
        helper=card.helper_name.open() if card.helper_name else "",
        helper_phone=card.helper_phone.open(),
    )


def scan(viewer: Viewer, code: str) -> tuple[Scanned, HeartCard]:
    token = token_of(code)
    if not token:
        raise Http404
    with scope.entered(scope.EVERYTHING, user_id=viewer.user_id):
        card = (
            HeartCard.objects.filter(token=token)
            .select_related("community__profile", "resident")
            .first()
        )
    if card is None:
        raise Http404
    profile: CommunityProfile | None = getattr(card.community, "profile", None)
    may = HeartCard.objects.live().manageable_by(viewer).filter(pk=card.pk).exists()
    return (
        Scanned(
            is_live=card.is_live,
            community=card.community.title,
            telephone=profile.telephone if profile else "",
            grid_id=card.resident.grid_id if card.is_live else None,
            may_order=may,
            code=code,
        ),
        card,
    )
