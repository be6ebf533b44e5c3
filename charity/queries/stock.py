"""The storeroom at the desk: what is there, how long it keeps, and the page of one lot."""

from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet, TextChoices
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from charity.models import HandOut, Lot, StockMovement
from charity.models.stock import LotQuerySet
from communities.access import keeps_lists

PAGE = 50
MOVES = 100


class States(TextChoices):
    HERE = "", _("在库")
    EXPIRING = "expiring", _("快到期")
    EXPIRED = "expired", _("已过期")
    GONE = "gone", _("已用完")


@dataclass(frozen=True)
class Board:
    rows: list[Lot]
    next_after: int | None
    q: str
    state: str


@dataclass(frozen=True)
class LotPage:
    lot: Lot
    movements: list[StockMovement]
    handouts: list[HandOut]


def keeps_store(viewer: Viewer) -> bool:
    return keeps_lists(viewer)


def board(viewer: Viewer, *, q: str = "", state: str = "", after: int | None = None) -> Board:
    """What runs out first stands first; `after` is the last row seen."""
    if not keeps_store(viewer):
        raise Http404
    found = _in_state(Lot.objects.visible_to(viewer), state)
    if q.strip():
        found = found.filter(_like(q.strip()))
    rows = found.select_related("gift__organization")
    ordered = rows.order_by(F("expires_on").asc(nulls_last=True), "pk")
    if after and (last := Lot.objects.visible_to(viewer).filter(pk=after).first()):
        ordered = ordered.filter(_later(last))
    listed = list(ordered[: PAGE + 1])
    more = listed[PAGE - 1].pk if len(listed) > PAGE else None
    return Board(listed[:PAGE], more, q, state)


def get_lot(viewer: Viewer, pk: int) -> Lot:
    rows = Lot.objects.manageable_by(viewer).with_balance()
    return get_object_or_404(rows.select_related("gift__organization", "gift__donor"), pk=pk)


def lot_page(lot: Lot) -> LotPage:
    moves = lot.movements.select_related("actor").order_by("-seq")[:MOVES]
    handouts = lot.handouts.annotate(
        listed=Count("lines"), taken=Count("lines", filter=Q(lines__taken_at__isnull=False))
    )
    named = [_named(move) for move in moves]
    return LotPage(lot, named, list(handouts.order_by("-held_on", "-pk")))


def find(viewer: Viewer, text: str) -> "QuerySet[Lot]":
    """For the search over everything."""
    if not keeps_store(viewer):
        return Lot.objects.none()
    rows = Lot.objects.visible_to(viewer).with_balance().filter(_like(text))
    return rows.order_by("-pk")


# --- inside ---------------------------------------------------------------------------------------
def _in_state(rows: LotQuerySet, state: str) -> LotQuerySet:
    if state == States.EXPIRING:
        return rows.expiring()
    if state == States.EXPIRED:
        return rows.expired()
    if state == States.GONE:
        return rows.with_balance().filter(held=0)  # type: ignore[misc]
    return rows.in_store()


def _later(last: Lot) -> Q:
    if last.expires_on is None:
        return Q(expires_on__isnull=True, pk__gt=last.pk)
    same = Q(expires_on=last.expires_on, pk__gt=last.pk)
    return Q(expires_on__gt=last.expires_on) | same | Q(expires_on__isnull=True)


def _like(text: str) -> Q:
    number = text.upper().removeprefix("W")
    if text[:1] in "wW" and number.isdigit() and len(number) < 18:
        return Q(pk=int(number))
    return Q(name__icontains=text)


def _named(move: StockMovement) -> StockMovement:
    """Colleagues work under their names."""
    if move.actor is not None:
        move.actor.name.disclose()
    return move
