"""What a queue can be narrowed to; every choice stands in the address, so that it can be kept."""

from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from communities.models import Area
from communities.queries.place import grids_of
from requests.models import Party
from requests.models.policies import Priority
from requests.models.service_requests import ServiceRequestQuerySet
from requests.search import found_by
from requests.terms import categories
from requests.workflow import Channel, Governance, Kind


@dataclass(frozen=True)
class Filters:
    tab: str = "sort"
    words: str = ""
    grid: str = ""
    category: str = ""
    kind: str = ""
    priority: str = ""
    channel: str = ""
    governance: str = ""
    late: bool = False
    mine: bool = False
    free: bool = False
    """Nobody leads it yet."""
    concern: bool = False
    after: str = ""
    """The last row seen: its deadline and number."""

    @classmethod
    def of(cls, chosen: Any) -> "Filters":
        """From an address; what makes no sense narrows nothing."""
        flags = ("late", "mine", "free", "concern")
        return cls(
            tab=chosen.get("tab", "sort"),
            words=chosen.get("q", "")[:60],
            after=chosen.get("after", ""),
            grid=_number(chosen.get("grid", "")),
            category=chosen.get("category", "")[:32],
            kind=_among(chosen.get("kind", ""), Kind.values),
            priority=_among(chosen.get("priority", ""), map(str, Priority.values)),
            channel=_among(chosen.get("channel", ""), Channel.values),
            governance=_among(chosen.get("governance", ""), Governance.values),
            **{flag: bool(chosen.get(flag)) for flag in flags},
        )

    @property
    def query(self) -> str:
        """The same again, for the next page and the other tabs."""
        said = {field.name: getattr(self, field.name) for field in fields(self)}
        said["q"] = said.pop("words")
        del said["after"]
        return urlencode(
            {key: 1 if value is True else value for key, value in said.items() if value}
        )

    @property
    def chosen(self) -> int:
        """How many of the folded ones are set."""
        folded = (self.category, self.kind, self.priority, self.channel, self.governance)
        return sum(bool(one) for one in (*folded, self.free, self.concern))


def narrowed(
    viewer: Viewer, rows: ServiceRequestQuerySet, filters: Filters
) -> ServiceRequestQuerySet:
    if filters.late:
        rows = rows.filter(due_at__lt=timezone.now())
    if filters.mine:
        rows = rows.filter(keeper_id=viewer.user_id)
    if filters.concern:
        rows = rows.filter(is_urgent_concern=True)
    if filters.free:
        leads = Party.objects.standing().leads().filter(service_request=OuterRef("pk"))
        rows = rows.filter(~Exists(leads))
    if filters.grid:
        rows = rows.filter(grid_id=int(filters.grid))
    if filters.category:
        code = filters.category
        rows = rows.filter(Q(item__category__code=code) | Q(item__category__parent__code=code))
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.priority:
        rows = rows.filter(priority=int(filters.priority))
    if filters.channel:
        rows = rows.filter(channel=filters.channel)
    if filters.governance:
        rows = rows.filter(governance=filters.governance)
    if filters.words.strip():
        rows = rows.filter(found_by(filters.words))
    return rows


def choices(viewer: Viewer, filters: Filters) -> list[dict[str, Any]]:
    """The selects over the list: name, label, options (value, label, chosen)."""
    grids = grids_of(viewer.community_ids)
    if viewer.is_grid_bound:
        grids = tuple(grid for grid in grids if grid.pk in viewer.grid_ids)
    big = [one for one in categories() if one.parent_id is None and one.is_active]
    lists: list[tuple[str, str, str, list[tuple[Any, Any]]]] = [
        ("grid", _("网格"), filters.grid, [(str(one.pk), _called(viewer, one)) for one in grids]),
        ("category", _("大类"), filters.category, [(one.code, str(one)) for one in big]),
        ("kind", _("类型"), filters.kind, list(Kind.choices)),
        (
            "priority",
            _("优先级"),
            filters.priority,
            [(str(v), name) for v, name in Priority.choices],
        ),
        ("channel", _("渠道"), filters.channel, list(Channel.choices)),
        ("governance", _("治理模式"), filters.governance, list(Governance.choices)),
    ]
    return [
        {"name": name, "label": label, "options": [(v, text, v == now) for v, text in options]}
        for name, label, now, options in lists
    ]


def _called(viewer: Viewer, grid: Area) -> str:
    """Every community counts its grids from one."""
    several = len(viewer.community_ids) > 1
    return f"{grid.community} {grid.title}" if several else grid.title


def _number(text: str) -> str:
    return text if text.isascii() and text.isdigit() and len(text) < 10 else ""


def _among(text: str, known: Any) -> str:
    return text if text in set(known) else ""
