"""How fresh the figures are."""

from datetime import datetime

from insights.models import FoldMark


def folded_at() -> datetime | None:
    return FoldMark.objects.filter(pk=1).values_list("folded_at", flat=True).first()
