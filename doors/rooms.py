"""What every room offers to the doors: panels for the homes, hits for the search.

A room that has tables offers `panels.py`, `search.py` and `personal_data.py`; a test fails
where one is missing.
"""

from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

from django.apps import apps
from django.utils import timezone
from django.utils.module_loading import module_has_submodule

from accounts.roles import Door
from accounts.viewer import Viewer

ROOMS = (
    "accounts", "communities", "grids", "organizations", "charity", "points", "activities",
    "volunteers", "requests", "doors",
)  # fmt: skip
"""From the ground up; later rooms add their name before the doors themselves."""

Panel = dict[str, Any]
Hit = dict[str, Any]
Line = dict[str, Any]


@cache
def offers(name: str) -> tuple[ModuleType, ...]:
    """The rooms' modules of this name."""
    return tuple(
        import_module(f"{room}.{name}")
        for room in ROOMS
        if module_has_submodule(apps.get_app_config(room).module, name)
    )


def panels_for(viewer: Viewer, door: Door) -> list[Panel]:
    """All panels of a door for this viewer, in reading order.

    A room works out nothing for another door. A panel is {template, context, order, door} and
    may bring `side` (beside the work) and `sentence` (its line in the morning's headline). On the
    desk an order below nought stands before the list of what is to be done.
    """
    offered = [panel for module in offers("panels") for panel in module.panels(viewer, door)]
    mine = [panel for panel in offered if panel["door"] == door]
    return sorted(mine, key=lambda panel: panel["order"])


def todo_for(viewer: Viewer) -> list[Line]:
    """What every room has for this viewer to do: late first.

    A line is {title, meta, url, act, order} and may bring `due` (a day) and `late`.
    """
    today = timezone.localdate()
    lines = [
        {"due": None, "late": False} | line
        for module in offers("panels")
        if hasattr(module, "todo")
        for line in module.todo(viewer)
    ]
    for line in lines:
        line["late"] = line["late"] or bool(line["due"] and line["due"] < today)
        line["days"] = (line["due"] - today).days if line["due"] else None
    return sorted(lines, key=lambda line: (not line["late"], line["order"]))


def search(viewer: Viewer, text: str) -> list[Hit]:
    """Each room looks through its own, inside what the viewer may see."""
    finders: Iterable[Callable[[Viewer, str], list[Hit]]] = (
        module.search for module in offers("search")
    )
    return [hit for find in finders for hit in find(viewer, text)]
