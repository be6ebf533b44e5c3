"""Keyset pages, newest first: what arrives meanwhile neither repeats a row nor skips one."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

PAGE = 50


def newest(
    rows: "QuerySet[Any]", mark: str, *, by: str, size: int | None = None
) -> tuple[list[Any], str]:
    """One page behind the mark, and the mark of the next; empty where nothing follows."""
    if mark:
        rows = rows.filter(_behind(mark, by))
    size = size or PAGE
    found = list(rows.order_by(f"-{by}", "-pk")[: size + 1])
    shown = found[:size]
    if len(found) <= size:
        return shown, ""
    return shown, f"{getattr(shown[-1], by).isoformat()}~{shown[-1].pk}"


def _behind(mark: str, by: str) -> Q:
    try:
        moment, pk = mark.rsplit("~", 1)
        at, last = datetime.fromisoformat(moment), int(pk)
    except ValueError:
        raise Http404 from None
    if timezone.is_naive(at):
        raise Http404
    behind = Q(**{f"{by}__lt": at}) | Q(**{by: at, "pk__lt": last})
    return Q(**{f"{by}__lte": at}) & behind  # the bound alone is what an index can begin at
