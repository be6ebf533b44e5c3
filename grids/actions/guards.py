"""Locks, and what the database refuses said in words."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from communities.models import Area
from core.exceptions import DomainError
from grids.access import GRID_LEVELS


def lock_grid(grid: Area) -> Area:
    """Whoever changes who answers for a grid comes through here, one at a time."""
    locked = Area.objects.select_for_update(of=("self",), no_key=True).get(pk=grid.pk)
    if locked.level not in GRID_LEVELS:
        raise DomainError(_("“%(area)s”不是网格") % {"area": locked}, code="not_a_grid")
    return locked


def require_active(grid: Area) -> None:
    if not grid.is_active:
        raise DomainError(_("“%(grid)s”已停用") % {"grid": grid}, code="inactive_grid")


@contextmanager
def refusing(**messages: Any) -> Iterator[None]:
    """A broken constraint named here becomes a DomainError; any other is a fault and stays one."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") or ""
        if name not in messages:
            raise
        raise DomainError(str(messages[name]), code=name) from None
