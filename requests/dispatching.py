"""What the catalogue says of a request: the first rule that fits, in the nearest table in force.

Only a proposal, unless the place decided that it acts by itself; another lane takes a reason.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Max, Prefetch, Q
from django.utils.translation import get_language

from communities.models import Area
from requests.models import (
    DispatchCatalogue,
    DispatchRule,
    MenuItem,
    Offer,
    ServiceRequest,
    Wish,
)
from requests.models.parties import Lane
from requests.models.service_requests import ServiceRequestQuerySet
from requests.workflow import OrderType, Status

LEADS = {
    OrderType.REGULAR: Lane.HOST,
    OrderType.WISH: Lane.LEAD,
    OrderType.VISION: Lane.ASSIST,
}
"""Where no table fits at all: 常规单主办, 心愿单领办, 期望单帮办."""


@dataclass(frozen=True)
class Order:
    """As much of a request as a rule can ask about."""

    order_type: str
    matter: str
    kind: str
    item_id: int | None
    category_ids: frozenset[int]


def order_of(row: ServiceRequest) -> Order:
    category = row.item.category if row.item else None
    known = (category.pk, category.parent_id) if category else ()
    return Order(row.order_type, row.matter, row.kind, row.item_id, _known(known))


def fits(rule: DispatchRule, order: Order) -> bool:
    """Every condition that is written down; an empty one asks nothing."""
    return (
        rule.order_type in ("", order.order_type)
        and rule.matter in ("", order.matter)
        and rule.kind in ("", order.kind)
        and rule.item_id in (None, order.item_id)
        and (rule.category_id is None or rule.category_id in order.category_ids)
    )


def first_fit(rules: Iterable[DispatchRule], order: Order) -> DispatchRule | None:
    return next((rule for rule in rules if fits(rule, order)), None)


def catalogue_of(community: Area) -> DispatchCatalogue | None:
    """The place's own where it has one, else the nearest above it, else everybody's."""
    return nearest(catalogues(Q(area_id__in=community.ancestor_ids)), community)


def catalogues(of: Q) -> list[DispatchCatalogue]:
    """Those in force there and everybody's, with their rules: two statements."""
    rules = DispatchRule.objects.select_related("category", "item").order_by("position", "pk")
    rows = DispatchCatalogue.objects.in_force().filter(of | Q(area__isnull=True))
    return list(rows.prefetch_related(Prefetch("rules", rules)))


def nearest(known: Iterable[DispatchCatalogue], community: Area) -> DispatchCatalogue | None:
    path = community.ancestor_ids
    own = [one for one in known if one.area_id is None or one.area_id in path]
    return max(own, key=lambda one: path.index(one.area_id) if one.area_id else -1, default=None)


def rule_for(row: ServiceRequest) -> DispatchRule | None:
    catalogue = catalogue_of(row.community)
    return first_fit(catalogue.rules.all(), order_of(row)) if catalogue else None


def lane_for(row: ServiceRequest, rule: DispatchRule | None) -> Lane:
    return Lane(rule.lead_lane) if rule else LEADS[OrderType(row.order_type)]


def mode_for(row: ServiceRequest, rule: DispatchRule | None) -> MenuItem.Dispatch:
    said = (rule.mode if rule else "") or (row.item.dispatch if row.item else "")
    return MenuItem.Dispatch(said or MenuItem.Dispatch.ASSIGN)


def waiting(community: Area) -> ServiceRequestQuerySet:
    """In the pool, and nobody is thinking about it just now; no wish past its day: its person is
    owed an answer, and not a helper who finds that it hangs no more."""
    asked = Offer.objects.waiting().values("service_request")
    rows = ServiceRequest.objects.filter(community=community, status=Status.POOLED)
    over = Wish.objects.overdue().values("service_request")
    return rows.exclude(pk__in=asked).exclude(pk__in=over)


@dataclass(frozen=True)
class Group:
    """Requests that no rule can tell apart: how many, and the latest of them."""

    order: Order
    count: int
    latest: int
    item: str


def tallied(rows: ServiceRequestQuerySet) -> list[Group]:
    """One statement, however many requests there are."""
    groups = (
        rows.order_by()
        .values(
            *("order_type", "matter", "kind", "item_id", "item__name", "item__name_en"),
            *("item__category_id", "item__category__parent_id"),
        )
        .annotate(count=Count("pk"), latest=Max("pk"))
    )
    english = get_language() == "en"
    return [
        Group(
            Order(
                row["order_type"],
                row["matter"],
                row["kind"],
                row["item_id"],
                _known((row["item__category_id"], row["item__category__parent_id"])),
            ),
            row["count"],
            row["latest"],
            (row["item__name_en"] if english else "") or row["item__name"] or "",
        )
        for row in groups
    ]


def _known(pks: Iterable[int | None]) -> frozenset[int]:
    return frozenset(pk for pk in pks if pk is not None)
