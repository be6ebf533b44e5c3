"""Beside a running text: the way to the numbers that stand as masks in it."""

from typing import Any

from django import template
from django.urls import reverse

from core.models import KeepsNumbers

register = template.Library()


@register.inclusion_tag("components/_numbers.html", takes_context=True)
def numbers_behind(context: Any, row: KeepsNumbers | None) -> dict[str, str]:
    """{% numbers_behind report %}: nothing where there are none, or for whom they are not."""
    viewer = getattr(getattr(context, "request", None), "viewer", None)
    if row is None or viewer is None or not row.numbers or not viewer.reads_numbers:
        return {"url": ""}
    return {"url": reverse("doors:numbers", args=[row._meta.label_lower, row.pk])}
