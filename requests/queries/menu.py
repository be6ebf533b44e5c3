"""The menu as somebody sees it: the kinds, their items, and the questions of one."""

from dataclasses import dataclass

from django.db.models import Prefetch, Q
from django.http import Http404

from accounts.viewer import Viewer
from communities.models import Area
from requests.models import MenuCategory, MenuItem

TILES = 8


@dataclass(frozen=True)
class Shelf:
    category: MenuCategory
    items: list[MenuItem]


def menu(viewer: Viewer, community: Area | None, words: str = "") -> list[Shelf]:
    """Big kinds with their items, in the order of the menu; only those with something in them."""
    items = MenuItem.objects.for_community(community.pk if community else None)
    if words.strip():
        items = items.filter(
            Q(name__icontains=words.strip())
            | Q(keywords__icontains=words.strip())
            | Q(name_en__icontains=words.strip())
        )
    items = items.select_related("category__parent", "sla").order_by(
        "category__parent__position", "category__position", "position", "pk"
    )
    shelves: dict[int, Shelf] = {}
    for item in items:
        category = item.category.parent or item.category
        shelves.setdefault(category.pk, Shelf(category, [])).items.append(item)
    return list(shelves.values())


def tiles(community: Area | None) -> list[MenuCategory]:
    """The kinds on the home page."""
    items = MenuItem.objects.for_community(community.pk if community else None)
    return list(
        MenuCategory.objects.filter(parent__isnull=True, is_active=True)
        .filter(Q(items__in=items) | Q(children__items__in=items))
        .distinct()
        .order_by("position")[:TILES]
    )


def get_category(community: Area | None, code: str) -> Shelf:
    for shelf in menu(Viewer(), community):
        if shelf.category.code == code:
            return shelf
    raise Http404


def get_item(community: Area | None, code: str) -> MenuItem:
    items = MenuItem.objects.for_community(community.pk if community else None)
    found = (
        items.filter(code=code)
        .select_related("category__parent", "sla")
        .prefetch_related(Prefetch("questions"))
        .first()
    )
    if found is None:
        raise Http404
    return found
