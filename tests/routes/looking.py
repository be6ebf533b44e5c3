"""What somebody kept of the figures; nobody else finds it."""

from typing import Any

from insights.actions import saved_views
from tests.routes import things as t


def saved_view(things: t.Things, place: str) -> Any:
    """At home the secretary's own."""
    owner = things.town.secretary if place == t.PLACES[0] else things.clerk(place)
    return saved_views.save_view(name="每月看一次", address="/insights/theme/loop/", actor=owner)
