"""Cards of a place, one of them, and what a scan shows to whom."""

from dataclasses import dataclass

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
ELDER = "elder"


@dataclass(frozen=True)
class Cards:
    live: list[HeartCard]
    ended: list[HeartCard]
    without: list[Resident]
    """Elders in the register who have none."""


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


def cards(viewer: Viewer, words: str = "") -> Cards:
    if tier_of(viewer) is None or viewer.sleeping:
        raise Http404
    rows = HeartCard.objects.manageable_by(viewer).select_related("resident__grid")
    wanted = "".join(letter for letter in words.upper() if letter.isalnum())
    if wanted:
        rows = rows.filter(token__startswith=wanted)
    elders = (
        Resident.objects.visible_to(viewer)
        .present()
        .filter(pk__in=CareLabel.objects.in_force().filter(group=ELDER).values("resident"))
        .exclude(pk__in=HeartCard.objects.live().values("resident"))
        .select_related("grid")
        .order_by("name_key", "pk")
    )
    shown = list(rows.live()[:SHOWN])
    ended = list(rows.filter(ended_at__isnull=False)[:SHOWN])
    without = [] if wanted else list(elders[:SHOWN])
    if viewer.sees(DataClass.PERSONAL):
        for person in (*(card.resident for card in (*shown, *ended)), *without):
            person.name.disclose()
    return Cards(live=shown, ended=ended, without=without)


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
