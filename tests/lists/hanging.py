"""More screens: one that hangs, and those that were taken back."""

from typing import Any

from insights.actions import screens
from insights.models import Screen
from insights.models.screens import Part
from tests.town import Town


def a_screen(town: Town, name: str) -> tuple[Screen, str]:
    return screens.make(
        area=town.community, name=name, theme="light", shows=list(Part.values),
        figures=["solved_rate"], by=town.viewer("secretary"),
    )  # fmt: skip


def screens_of_all_states(grown: Any, n: int) -> None:
    """So many hang and no more: the others are ended ones."""
    row, _secret = a_screen(grown.town, f"屏{n}")
    screens.revoke(row, actor=grown.town.staff)
