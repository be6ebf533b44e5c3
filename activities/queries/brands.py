"""服务品牌: what it is, what comes and what was held under it, whom that reached (人, 人次)."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Min, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.viewer import Viewer
from activities.models import Activity, Attendance, ServiceBrand
from activities.models.activities import at_desk, run_by
from activities.queries.door import HEADS, counted_heads
from activities.queries.leading import inside
from activities.queries.public import Slip, slips
from activities.workflow import TOOK_PLACE, Status
from communities.history import Event
from communities.models import Area
from communities.queries.past import history_of

PAGE = 20
MOST = 100
HEADS_ALONE = {name: HEADS[name] for name in ("people", "visits")}


@dataclass(frozen=True)
class Year:
    year: int
    held: int
    people: int = 0
    visits: int = 0


@dataclass(frozen=True)
class BrandPage:
    brand: ServiceBrand
    ahead: list[Slip]
    past: list[Activity]
    next_before: int | None
    years: list[Year]
    total: Year
    """Over all years: who came in two of them is one person."""


@dataclass(frozen=True)
class Line:
    """One brand on the desk's list: what this year brought."""

    brand: ServiceBrand
    year: Year


def of_community(pk: int) -> tuple[Area, list[ServiceBrand]]:
    """In use, each with the day of its next activity (`next_at`)."""
    community = get_object_or_404(Area.objects.communities(), pk=pk)
    comes = Q(
        activities__status=Status.PUBLISHED,
        activities__helpers_only=False,
        activities__ends_at__gt=timezone.now(),
    )
    rows = ServiceBrand.objects.filter(community=community, is_active=True)
    rows = rows.annotate(next_at=Min("activities__starts_at", filter=comes))
    return community, list(rows.order_by(F("next_at").asc(nulls_last=True), "name", "pk")[:MOST])


def get_public(pk: int) -> ServiceBrand:
    """Also one that rests: what was held under it was for everybody."""
    return get_object_or_404(ServiceBrand.objects.select_related("community"), pk=pk)


def get_own(viewer: Viewer, pk: int) -> ServiceBrand:
    rows = ServiceBrand.objects.filter(at_desk(viewer)).select_related("community")
    return get_object_or_404(rows, pk=pk)


def brand_page(viewer: Viewer, brand: ServiceBrand, before: int | None = None) -> BrandPage:
    """Its activities stand on the calendar, and who came behind the wall of its community; how
    many came is everybody's to read."""
    rows = Activity.objects.for_everybody().filter(brand=brand)
    beside = ("community", "organization", "host", "host_unit", "brand")
    rows = rows.select_related(*beside)
    held = rows.filter(status__in=TOOK_PLACE)
    shown = held.earlier_than(held.filter(pk=before).first()) if before else held
    past = list(shown.order_by("-starts_at", "-pk")[: PAGE + 1])
    with inside(viewer, {brand.community_id}):
        ahead = slips(viewer, rows.ahead().with_places().order_by("starts_at", "pk")[:PAGE])
        came = counted_heads(Attendance.objects.filter(enrolment__activity__in=held.order_by()))
        heads = came.aggregate(**HEADS_ALONE)
        yearly = _by_year(came)
    counts = held.annotate(year=F("starts_at__year")).order_by().values_list("year")
    years = [
        Year(year, n, *yearly.get(year, ()))
        for year, n in counts.annotate(n=Count("pk")).order_by("-year")
    ]
    return BrandPage(
        brand=brand,
        ahead=ahead,
        past=past[:PAGE],
        next_before=past[PAGE - 1].pk if len(past) > PAGE else None,
        years=years,
        total=Year(0, sum(each.held for each in years), **heads),
    )


def board(viewer: Viewer) -> list[Line]:
    """All of the viewer's places, in use first, each with what this year brought."""
    if not run_by(viewer):
        raise Http404
    year = timezone.localdate().year
    rows = ServiceBrand.objects.filter(at_desk(viewer)).select_related("community")
    found = list(rows.order_by("-is_active", "name", "pk")[:MOST])
    held = Activity.objects.for_everybody().filter(brand__in=found, status__in=TOOK_PLACE)
    held = held.filter(starts_at__year=year).order_by()
    counts = dict(held.values_list("brand").annotate(n=Count("pk")))
    came = counted_heads(Attendance.objects.filter(enrolment__activity__in=held))
    lines: Any = came.order_by().values("enrolment__activity__brand").annotate(**HEADS_ALONE)
    heads = {each.pop("enrolment__activity__brand"): each for each in lines}
    return [
        Line(each, Year(year, counts.get(each.pk, 0), **heads.get(each.pk, {}))) for each in found
    ]


def past_of(viewer: Viewer, brand: ServiceBrand) -> list[Event]:
    return history_of(viewer, brand)


def to_choose(viewer: Viewer, now: ServiceBrand | None) -> "QuerySet[ServiceBrand]":
    """In use, and the one that an activity bears already."""
    rule = Q(community__in=viewer.community_ids, is_active=True)
    rows = ServiceBrand.objects.filter(rule | Q(pk=now.pk) if now is not None else rule)
    return rows.order_by("name", "pk")


# --- inside ---------------------------------------------------------------------------------------
def _by_year(came: "QuerySet[Attendance]") -> dict[int, tuple[int, int]]:
    rows = came.annotate(year=F("enrolment__activity__starts_at__year")).order_by()
    lines: Any = rows.values("year").annotate(**HEADS_ALONE)
    return {line["year"]: (line["people"], line["visits"]) for line in lines}
