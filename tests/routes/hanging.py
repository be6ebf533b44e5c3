"""Screens: something to point at behind the parameters of a route."""

from typing import Any

from insights.actions.screens import new_secret
from insights.models import Screen
from insights.wall import digest_of
from tests.routes import things as t


def screen_and_secret(things: t.Things, place: str) -> Any:
    """One of the community that lies in that place, and the secret of its link."""
    secret = new_secret()
    row = Screen.objects.create(
        area=things.grid(place).community, name="一楼大厅", digest=digest_of(secret),
        shows=["strip"], made_by=things.clerk(place),
    )  # fmt: skip
    return row, secret


def screen(things: t.Things, place: str) -> Any:
    return things.get(screen_and_secret, place)[0].pk


def secret(things: t.Things, place: str) -> Any:
    return things.get(screen_and_secret, place)[1]
