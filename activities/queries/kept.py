"""Series and brands, by their names: a brand has its page, a series leads to what comes next."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, F, Q, Value, When, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from accounts.viewer import Viewer
from activities.models import Activity


@dataclass(frozen=True)
class Kept:
    """A series or a brand, and where to read of it."""

    title: str
    is_series: bool
    community: str
    leads_to: int
    """The brand itself; of a series its next activity, or else its last."""
    starts_at: datetime


def find(viewer: Viewer, text: str, most: int) -> list[Kept]:
    """Series and brands by their names, in one statement: those of which the viewer may read an
    activity."""
    words, now = text.strip(), timezone.now()
    by_series = Q(series__title__icontains=words) | Q(series__title_en__icontains=words)
    by_brand = Q(brand__name__icontains=words) | Q(brand__name_en__icontains=words)
    seen = Activity.objects.visible_to(viewer).filter(helpers_only=False)
    if viewer.community_ids:
        seen = seen.filter(community__in=viewer.community_ids)
    is_over, far = Q(starts_at__lt=now), F("starts_at") - now
    near = Case(When(is_over, then=now - F("starts_at")), default=far)
    nearest = Window(
        RowNumber(),
        partition_by=[F("whose")],
        order_by=[Case(When(is_over, then=1), default=0), near],
    )
    parts = [
        seen.filter(rule).annotate(
            of=Value(of), whose=F(f"{of}_id"), said=F(f"{of}__{name}"), rank=nearest
        )
        for of, name, rule in (("series", "title", by_series), ("brand", "name", by_brand))
    ]
    first, second = (
        each.filter(rank=1).values_list("said", "of", "community__name", leads_to, "starts_at")
        for each, leads_to in zip(parts, ("pk", "brand_id"), strict=True)
    )
    rows = first.union(second, all=True).order_by("of", "said", "pk")
    return [
        Kept(title, of == "series", community, leads_to, at)
        for title, of, community, leads_to, at in rows[:most]
    ]
