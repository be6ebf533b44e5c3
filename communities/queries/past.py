"""What happened to one thing, as a timeline: who did it in office, who for himself."""

from collections.abc import Collection, Iterable

from django.db.models import Model, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import ROLES, Door
from accounts.viewer import Viewer
from communities import history
from communities.models import Area, AreaScope
from core import audit
from core.admin_history import said

SHOWN = 50
SAID = ("purpose", "reason", "what", "on")
"""What an action wrote down for readers: why it was done, which part of the thing it touched, or
the day it happened."""


def history_of(viewer: Viewer, obj: Model, *, without: Collection[str] = ()) -> list[history.Event]:
    """The caller fetched the thing in its scope. `without`: what happens so often that nothing
    else would be seen; the register of looks has it.

    A colleague who acted in office is named to those who work here; to anybody else the office
    stands for him. Who acted for himself keeps his mask.
    """
    rows = audit.history(obj, limit=SHOWN, without=without)
    offices = _offices_here(rows, obj)
    return [
        history.Event(
            text=f"{_who(viewer, row, offices)} {history.in_words(row)}".strip(),
            at=row.at,
            when=f"{timezone.localtime(row.at):%Y-%m-%d %H:%M}",
            note=said(next((row.details[key] for key in SAID if row.details.get(key)), "")),
        )
        for row in rows
    ]


def _who(viewer: Viewer, row: audit.HistoryRow, offices: dict[int, str]) -> str:
    if row.details.get("by") == audit.ONESELF:
        return _("本人")
    role = row.grant.partition(":")[0]
    if not role and not row.came_from_a_page and row.actor is not None:
        role = offices.get(row.actor.pk, "")  # told by a command: no page knew the role
    if role not in ROLES or row.actor is None:
        return row.who
    if viewer.is_staff and not viewer.sleeping and row.actor.name:
        return str(row.actor.name.open())
    return str(ROLES[role].name)


def _offices_here(rows: Iterable[audit.HistoryRow], obj: Model) -> dict[int, str]:
    """Who of them holds or held an office where this thing belongs."""
    people = {
        row.actor.pk for row in rows if row.actor and not row.grant and not row.came_from_a_page
    }
    place = _place_of(obj)
    if not people or place is None:
        return {}
    held = AreaScope.objects.filter(
        Q(area__in=place.ancestor_ids) | Q(area__path__startswith=place.path),
        grant__user__in=people,
        grant__role__in=[role.code for role in ROLES.values() if role.door != Door.HOME],
    )
    return dict(held.order_by("pk").values_list("grant__user", "grant__role"))


def _place_of(obj: Model) -> Area | None:
    if isinstance(obj, Area):
        return obj.community or obj
    return getattr(obj, "community", None)
