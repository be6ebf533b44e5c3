from collections.abc import Iterable

from django import template

from core.words import listed as _listed

register = template.Library()


@register.filter
def listed(things: Iterable[object]) -> str:
    """{{ places|listed }}: escaped by the template, like every other string."""
    return _listed(things)
