"""The menu as somebody sees it: the kinds, their items, and the questions of one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q
from django.http import Http404

from accounts.viewer import Viewer
from communities.models import Area
from requests.bigrams import bigrams
from requests.models import MenuCategory, MenuItem

TILES = 8


HALF = 0.5
"""So much of what was typed must be found in an item: 开无犯罪证明 finds 无犯罪记录证明."""


@dataclass(frozen=True)
class Group:
    """A second level: its items under their own small heading."""

    category: MenuCategory
    items: list[MenuItem]

    @property
    def is_elsewhere(self) -> bool:
        """Nothing to order here; only where to go."""
        return all(item.answer == MenuItem.Answer.ELSEWHERE for item in self.items)


@dataclass(frozen=True)
class Shelf:
    category: MenuCategory
    groups: list[Group]

    @property
    def items(self) -> list[MenuItem]:
        return [item for group in self.groups for item in group.items]


def menu(viewer: Viewer, community: Area | None, words: str = "") -> list[Shelf]:
    """Big kinds with their items, in the order of the menu; only those with something in them."""
    rows = (
        MenuItem.objects.for_community(community.pk if community else None)
        .select_related("category__parent", "sla")
        .order_by("category__parent__position", "category__position", "position", "pk")
    )
    items = found(rows, words) if words.strip() else list(rows)
    shelves: dict[int, Shelf] = {}
    for item in items:
        big = item.category.parent or item.category
        shelf = shelves.setdefault(big.pk, Shelf(big, []))
        if not shelf.groups or shelf.groups[-1].category.pk != item.category_id:
            shelf.groups.append(Group(item.category, []))
        shelf.groups[-1].items.append(item)
    return list(shelves.values())


def found(items: Iterable[MenuItem], words: str) -> list[MenuItem]:
    """Whatever says the words; if nothing does, what says most of them."""
    wanted, typed = bigrams(words), words.strip().lower()
    known = [(item, _said_of(item)) for item in items]
    exact = [item for item, said in known if typed in said]
    if exact or not wanted:
        return exact
    return [item for item, said in known if len(wanted & bigrams(said)) >= HALF * len(wanted)]


def about(community: Area | None, words: str) -> list[MenuItem]:
    """Items somebody may mean."""
    rows = MenuItem.objects.for_community(community.pk if community else None)
    return named_in(words, rows.order_by("pk"))


def named_in(words: str, rows: Iterable[Any]) -> list[Any]:
    """Those of whose names or keywords some are in what somebody wrote, the most of them first."""
    low = words.lower()
    named = [
        (
            sum(
                len(word)
                for word in {one.name.lower(), *one.keywords.lower().split()}
                if word in low
            ),
            one,
        )
        for one in rows
    ]
    return [one for score, one in sorted(named, key=lambda it: -it[0]) if score >= 2]


def _said_of(item: MenuItem) -> str:
    return " ".join((item.name, item.name_en, item.keywords)).lower()


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
