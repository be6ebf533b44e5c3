"""Screens of the town: in the hall of 梧桐里, one that was taken back, one of the district."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from communities.models import Area
from communities.viewers import enter_as
from core import scope
from doors.town.account import find
from doors.town.plan import DISTRICT, WUTONGLI_CODE
from insights.actions import screens
from insights.models import Screen
from insights.models.screens import Part

RATES = ["reached_rate", "solved_rate", "content_rate"]
HANGING = (
    ("周予安", WUTONGLI_CODE, "一楼大厅", "light", list(Part.values), RATES),
    (
        "顾明", WUTONGLI_CODE, "二楼活动室", "dark", [Part.NOTICES, Part.FIGURES],
        ["activities", "activity_visits", "volunteer_hours"],
    ),
    (
        "崔远", DISTRICT[0], "区政务大厅", "dark", [Part.STRIP, Part.MAP, Part.FIGURES],
        [*RATES, "on_time_rate", "volunteers", "social_organizations"],
    ),
)  # fmt: skip
TAKEN_BACK = "老服务点门口"


def tell_screens(_told_on: date) -> None:
    """Through the actions, so with the links of now: who wants to see one gives it a new link."""
    for key, code, name, theme, shows, figures in HANGING:
        viewer = enter_as(find(key), has_mfa=lambda _user: True)
        scope.declare(scope.EVERYTHING)
        place = Area.objects.get(code=code)
        facts: dict[str, Any] = {"name": name, "theme": theme, "shows": shows, "figures": figures}
        row, _secret = screens.make(area=place, by=viewer, **facts)
        Screen.objects.filter(pk=row.pk).update(seen_at=timezone.now() - timedelta(minutes=3))
        if place.code == WUTONGLI_CODE and theme == "light":
            gone, _secret = screens.make(area=place, by=viewer, **{**facts, "name": TAKEN_BACK})
            screens.revoke(gone, actor=viewer.user)
