"""What the database refuses, said in words."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, OperationalError, transaction
from django.utils.translation import gettext as _

from core.exceptions import DomainError

DEADLOCK = "40P01"
"""Two rows that exclude each other, written at the same moment, wait for each other until the
server lets one of them go."""


@contextmanager
def refusing(**refusals: DomainError | Any) -> Iterator[None]:
    """The violation of a constraint named here becomes its refusal; any other is a fault."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        name = _diagnosis(error, "constraint_name")
        if name not in refusals:
            raise
        raise _refusal(name, refusals[name]) from error
    except OperationalError as error:
        if _diagnosis(error, "sqlstate") != DEADLOCK:
            raise
        raise DomainError(_("有人正在改同一处，请再试一次"), code="busy") from error


def _refusal(name: str, said: Any) -> DomainError:
    return said if isinstance(said, DomainError) else DomainError(str(said), code=name)


def _diagnosis(error: Exception, name: str) -> str:
    return getattr(getattr(error.__cause__, "diag", None), name, None) or ""
