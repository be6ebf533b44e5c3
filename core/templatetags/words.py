from collections.abc import Iterable
from datetime import datetime

from django import template
from django.utils.safestring import mark_safe

from core.words import deadline as _deadline
from core.words import in_chinese
from core.words import listed as _listed
from core.words import moment as _moment
from core.words import said as _said

register = template.Library()


@register.filter
def says(row: object, field: str) -> str:
    """{{ item|says:"who" }}: in the reader's language, where the row has it in that."""
    return _said(row, field)


@register.filter
def listed(things: Iterable[object]) -> str:
    """{{ places|listed }}: escaped by the template, like every other string."""
    return _listed(things)


@register.filter
def moment(at: datetime) -> str:
    """{{ call.at|moment }}: 11月26日 19:20."""
    return _moment(at)


@register.filter
def deadline(at: datetime) -> str:
    """{{ row.due_at|deadline }}: 11月26日, or with the hour where hours count."""
    return _deadline(at)


@register.filter
def tongue(text: object) -> str:
    """<h1{{ notice.heading|tongue }}>: a lang mark where an English page shows Chinese words, so
    that a screen reader says them right. Names a place gave itself stay as it writes them."""
    return mark_safe(' lang="zh-Hans"') if in_chinese(str(text)) else ""


@register.filter
def foreign(text: object) -> bool:
    """Whether the reader's page is in English and these words are not."""
    return in_chinese(str(text))
