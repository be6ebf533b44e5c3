"""The store: what stands on the shelf, what waits to be collected, and whom it reaches."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q, TextChoices
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from charity.models import Lot
from charity.models.stock import LotQuerySet
from communities.models import CareLabel
from points.models import Account, Item, Redemption, ShelfMovement
from points.queries.accounts import get_my_account, keeps_points

PAGE = 50
YEAR = timedelta(days=365)
SMALL = 5
"""Fewer than so many households are not told: one might know who it is."""


class States(TextChoices):
    HELD = "", _("等领取")
    BROUGHT = "home", _("请送上门的")
    COLLECTED = "collected", _("已领取")
    CANCELLED = "cancelled", _("已取消")


@dataclass(frozen=True)
class Shelf:
    items: list[Item]
    rows: list[Redemption]
    next_before: int | None
    q: str
    state: str


@dataclass(frozen=True)
class ItemPage:
    item: Item
    movements: list[ShelfMovement]


@dataclass(frozen=True)
class Store:
    """At home: what there is, and what waits for this household."""

    account: Account | None
    items: list[Item]
    rows: list[Redemption]


@dataclass(frozen=True)
class Reach:
    """One line of the view of fairness; None where there are too few to tell."""

    who: Any
    households: int | None
    took: int | None
    never: int | None

    @property
    def share(self) -> str:
        if self.took is None or not self.households:
            return "–"
        return f"{round(100 * self.took / self.households)}%"


def shelf(viewer: Viewer, *, q: str = "", state: str = "", before: int | None = None) -> Shelf:
    """Whoever stands at the counter says his code."""
    if not keeps_points(viewer):
        raise Http404
    found = Redemption.objects.visible_to(viewer)
    if state == States.BROUGHT:
        found = found.to_bring()
    else:
        found = found.filter(status=state or Redemption.Status.HELD)
    if q:
        held = Q(status=Redemption.Status.HELD, code=q)
        found = found.filter(held | Q(account__household__number__endswith=q))
    if before:
        found = found.filter(pk__lt=before)
    where = "account__household__dwelling__building__estate"
    rows = list(found.select_related("item", where).order_by("-pk")[: PAGE + 1])
    items = Item.objects.manageable_by(viewer).with_left().offered().order_by("points", "name")
    more = rows[PAGE - 1].pk if len(rows) > PAGE else None
    return Shelf(list(items[:PAGE]), rows[:PAGE], more, q, state)


def get_item(viewer: Viewer, pk: int) -> Item:
    return get_object_or_404(Item.objects.manageable_by(viewer).with_left(), pk=pk)


def item_page(item: Item) -> ItemPage:
    moves = item.movements.select_related("actor", "lot").order_by("-seq")[:PAGE]
    found = list(moves)
    for move in found:
        if move.actor is not None:
            move.actor.name.disclose()
    return ItemPage(item, found)


def lots_for(item: Item) -> LotQuerySet:
    """What the storeroom has of it."""
    return lots_to_shelve(item.community_id).filter(name=item.name, unit=item.unit)


def lots_to_shelve(community: int) -> LotQuerySet:
    """What the storeroom could give: nothing that has expired."""
    rows = Lot.objects.in_store().filter(community=community)
    keeps = Q(expires_on__isnull=True) | Q(expires_on__gte=timezone.localdate())
    return rows.filter(keeps, gift__purpose__in=["any", "public"]).order_by("name", "pk")


def get_redemption(viewer: Viewer, pk: int) -> Redemption:
    rows = Redemption.objects.manageable_by(viewer)
    return get_object_or_404(rows.select_related("item", "account__household"), pk=pk)


def get_my_redemption(viewer: Viewer, pk: int) -> Redemption:
    rows = Redemption.objects.filter(account=get_my_account(viewer))
    return get_object_or_404(rows.select_related("item", "account__household"), pk=pk)


def get_my_item(viewer: Viewer, pk: int) -> Item:
    mine = get_my_account(viewer)
    rows = Item.objects.with_left().offered().filter(community=mine.community_id)
    return get_object_or_404(rows, pk=pk)


def store(viewer: Viewer) -> Store:
    mine = None
    if not viewer.is_staff:
        rows = Account.objects.visible_to(viewer).with_balance()
        mine = rows.order_by("pk").first()
    items = Item.objects.visible_to(viewer).with_left().offered()
    asked = Redemption.objects.none()
    if mine is not None:
        items = items.filter(community=mine.community_id)
        asked = Redemption.objects.filter(account=mine).select_related("item").order_by("-pk")
    return Store(mine, list(items.order_by("points", "name")[:PAGE]), list(asked[:20]))


def reach(viewer: Viewer) -> list[Reach]:
    """Counts of households that take part: who took something within a year, who never did."""
    if not keeps_points(viewer):
        raise Http404
    since = timezone.now() - YEAR
    took = Redemption.objects.filter(status=Redemption.Status.COLLECTED, ended_at__gte=since)
    ever = Redemption.objects.filter(status=Redemption.Status.COLLECTED)
    labels = CareLabel.objects.in_force()
    groups = {
        name: Q(
            household__in=labels.filter(group=name, resident__household__isnull=False).values(
                "resident__household"
            )
        )
        for name in ("elder", "disabled")
    }
    rows = Account.objects.visible_to(viewer).taking_part()
    recent, once = (Q(pk__in=found.values("account")) for found in (took, ever))
    kinds = {"all": Q(), **groups}
    asked = {}
    for name, rule in kinds.items():
        asked[name] = Count("pk", filter=rule) if rule else Count("pk")
        asked[f"{name}_took"] = Count("pk", filter=rule & recent)
        asked[f"{name}_never"] = Count("pk", filter=rule & ~once)
    found = rows.aggregate(**asked)
    titles = {
        "all": _("参加的每一户"),
        "elder": _("有重点关心的老人的户"),
        "disabled": _("有残疾人的户"),
    }
    return [_line(str(titles[name]), *(found[f"{name}{end}"] for end in ENDS)) for name in kinds]


ENDS = ("", "_took", "_never")


def _line(who: str, households: int, took: int, never: int) -> Reach:
    """A small number is hidden, and with it what would give it away by subtraction."""
    if households < SMALL:
        return Reach(who, None, None, None)
    small = any(0 < n < SMALL for n in (took, never, households - never, households - took))
    if small:
        return Reach(who, households, None, None)
    return Reach(who, households, took, never)
