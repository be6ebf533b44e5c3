"""How fresh the figures are: where they are read, or a replica that lags would look fresh."""

from datetime import datetime

from insights import replica
from insights.models import FoldMark


def folded_at() -> datetime | None:
    rows = FoldMark.objects.filter(pk=1).values_list("folded_at", flat=True)
    return replica.answered(lambda alias: rows.using(alias).first())
