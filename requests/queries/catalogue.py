"""The dispatch catalogue as its keepers read it, and what a draft would have done last month."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from communities.models import Area
from requests.dispatching import Group, Order, catalogues, first_fit, nearest, tallied
from requests.lanes import manned
from requests.models import (
    DispatchAlert,
    DispatchCatalogue,
    DispatchRule,
    MenuItem,
    ServiceRequest,
)
from requests.models.catalogue import KEEPERS
from requests.models.parties import Lane
from requests.models.service_requests import ServiceRequestQuerySet
from requests.workflow import Kind, Matter, OrderType

DAYS = 30
EXAMPLES = 60


@dataclass(frozen=True)
class Place:
    """What is in force somewhere, what is being written, and what was."""

    area: Area
    in_force: DispatchCatalogue | None
    draft: DispatchCatalogue | None
    past: list[DispatchCatalogue]
    is_own: bool
    """Its own table, not one it has from above."""


@dataclass(frozen=True)
class Line:
    rule: DispatchRule
    count: int
    """Requests of the last month that it was the first to fit."""
    nobody: list[str]
    """Its lanes in which nobody stands here."""


@dataclass(frozen=True)
class Sheet:
    catalogue: DispatchCatalogue
    lines: list[Line]
    title: str
    total: int
    may_write: bool


@dataclass(frozen=True)
class Change:
    """What the draft would do with some requests of last month, and what is done today."""

    what: str
    count: int
    before: str
    after: str
    example: ServiceRequest | None


@dataclass(frozen=True)
class Rehearsal:
    total: int
    changed: int
    changes: list[Change]
    unused: list[DispatchRule]
    days: int


def reads(viewer: Viewer) -> bool:
    return viewer.role.code in KEEPERS and not viewer.sleeping and bool(viewer.area_ids)


def keepers_areas(viewer: Viewer) -> list[Area]:
    if not reads(viewer):
        raise Http404
    return list(Area.objects.filter(pk__in=viewer.area_ids).order_by("path"))


def get_area(viewer: Viewer, pk: int) -> Area:
    """For a draft: only one's own place."""
    if not reads(viewer):
        raise Http404
    return get_object_or_404(Area, pk=pk, id__in=viewer.area_ids)


def places(viewer: Viewer) -> list[Place]:
    areas = keepers_areas(viewer)
    versions = list(DispatchCatalogue.objects.visible_to(viewer).order_by("-version"))
    known = catalogues(_above(areas))
    found = []
    for area in areas:
        own = [one for one in versions if one.area_id == area.pk]
        in_force = nearest(known, area)
        found.append(
            Place(
                area,
                in_force,
                next((one for one in own if one.is_draft), None),
                [one for one in own if one.retired_at is not None],
                in_force is not None and in_force.area_id == area.pk,
            )
        )
    return found


def get_visible(viewer: Viewer, pk: int) -> DispatchCatalogue:
    if not reads(viewer):
        raise Http404
    rows = DispatchCatalogue.objects.visible_to(viewer).select_related("area", "put_in_force_by")
    return get_object_or_404(rows, pk=pk)


def get_manageable(viewer: Viewer, pk: int) -> DispatchCatalogue:
    rows = DispatchCatalogue.objects.manageable_by(viewer).select_related("area")
    return get_object_or_404(rows, pk=pk)


def get_rule(viewer: Viewer, pk: int) -> DispatchRule:
    own = DispatchCatalogue.objects.manageable_by(viewer).drafts()
    rules = DispatchRule.objects.filter(catalogue__in=own).select_related("catalogue__area")
    return get_object_or_404(rules, pk=pk)


def sheet(viewer: Viewer, catalogue: DispatchCatalogue) -> Sheet:
    rules = list(catalogue.rules.select_related("category", "item").order_by("position", "pk"))
    groups = tallied(_last_month(viewer))
    used = dict.fromkeys((rule.pk for rule in rules), 0)
    for group in groups:
        rule = first_fit(rules, group.order)
        if rule is not None:
            used[rule.pk] += group.count
    at_work = manned(viewer.community_ids)
    lines = [
        Line(
            rule,
            used[rule.pk],
            [
                str(Lane(lane).label)
                for lane in (rule.lead_lane, *rule.support_lanes)
                if not at_work[Lane(lane)]
            ],
        )
        for rule in rules
    ]
    may_write = catalogue.is_draft and (
        DispatchCatalogue.objects.manageable_by(viewer).filter(pk=catalogue.pk).exists()
    )
    total = sum(group.count for group in groups)
    return Sheet(catalogue, lines, title_of(catalogue), total, may_write)


def rehearse(viewer: Viewer, draft: DispatchCatalogue) -> Rehearsal:
    """Last month's requests of the viewer's places through both tables; nothing is moved."""
    new = list(draft.rules.select_related("category", "item").order_by("position", "pk"))
    area = draft.area
    now_in_force = nearest(catalogues(_above([area])), area) if area else None
    old = list(now_in_force.rules.all()) if now_in_force else []
    groups = tallied(_last_month(viewer))
    used: set[int] = set()
    changed: list[tuple[Group, DispatchRule | None, DispatchRule | None]] = []
    for group in groups:
        before, after = first_fit(old, group.order), first_fit(new, group.order)
        used |= {after.pk} if after else set()
        if _does(before) != _does(after):
            changed.append((group, before, after))
    changed.sort(key=lambda one: -one[0].count)
    examples = _examples(viewer, [group.latest for group, _b, _a in changed[:EXAMPLES]])
    return Rehearsal(
        total=sum(group.count for group in groups),
        changed=sum(group.count for group, _b, _a in changed),
        changes=[
            Change(
                words_of(group),
                group.count,
                said(before),
                said(after),
                examples.get(group.latest),
            )
            for group, before, after in changed
        ],
        unused=[rule for rule in new if rule.pk not in used],
        days=DAYS,
    )


def alerts(viewer: Viewer) -> list[DispatchAlert]:
    rows = DispatchAlert.objects.visible_to(viewer).standing()
    return list(
        rows.select_related("community", "rule__category", "rule__item").order_by(
            "community__path", "rule__position", "pk"
        )
    )


def title_of(catalogue: DispatchCatalogue) -> str:
    place = catalogue.area.title if catalogue.area else _("平台自带")
    return f"{place} · {catalogue}"


def words_of(group: Group) -> str:
    order: Order = group.order
    what = group.item or Kind(order.kind).label
    parts = (OrderType(order.order_type).label, Matter(order.matter).label, what)
    return " · ".join(str(part) for part in parts)


def said(rule: DispatchRule | None) -> str:
    if rule is None:
        return _("没有规则")
    beside = f"（{rule.beside}）" if rule.support_lanes else ""  # data
    itself = " · " + _("自动") if rule.by_itself else ""
    return f"{rule.who}{beside} · {rule.how}{itself}"


def _does(rule: DispatchRule | None) -> tuple[object, ...]:
    """What follows for a request; two rules that do the same are no change."""
    if rule is None:
        return ()
    offers = (rule.wave, rule.wait_minutes) if rule.mode == MenuItem.Dispatch.OFFER else ()
    return (rule.lead_lane, sorted(rule.support_lanes), rule.mode, rule.by_itself, offers)


def _last_month(viewer: Viewer) -> ServiceRequestQuerySet:
    since = timezone.now() - timedelta(days=DAYS)
    return ServiceRequest.objects.manageable_by(viewer).filter(created_at__gte=since)


def _examples(viewer: Viewer, pks: list[int]) -> dict[int, ServiceRequest]:
    return ServiceRequest.objects.manageable_by(viewer).filter(pk__in=pks).in_bulk()


def _above(areas: list[Area]) -> Q:
    return Q(area_id__in={pk for area in areas for pk in area.ancestor_ids})
