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
from django.utils.module_loading import module_has_submodule

from accounts.roles import Door
from accounts.viewer import Viewer

ROOMS = ("accounts", "communities", "grids")
"""From the ground up; later rooms add their name here."""

Panel = dict[str, Any]
Hit = dict[str, Any]


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

    A panel is {template, context, order, door} and may bring `side` (beside the work) and
    `sentence` (its line in the morning's headline).
    """
    offered = [panel for module in offers("panels") for panel in module.panels(viewer)]
    mine = [panel for panel in offered if panel["door"] == door]
    return sorted(mine, key=lambda panel: panel["order"])


def search(viewer: Viewer, text: str) -> list[Hit]:
    """Each room looks through its own, inside what the viewer may see."""
    finders: Iterable[Callable[[Viewer, str], list[Hit]]] = (
        module.search for module in offers("search")
    )
    return [hit for find in finders for hit in find(viewer, text)]
