from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from communities.importing.columns import column_of
from core.exceptions import DomainError
from core.imports.tables import Column, Row, Table

ADDED, UPDATED, SAME = "added", "updated", "same"


@dataclass
class Outcome:
    """What would happen to one row."""

    row: Row
    kind: str
    target: Any = None
    """The record it matches, if any."""
    values: Any = None
    """What the record would say afterwards."""
    changed: list[str] = field(default_factory=list)
    """Names of the columns that differ."""


@dataclass
class Plan:
    table: Table
    columns: tuple[Column, ...]
    outcomes: list[Outcome] = field(default_factory=list)

    def add(self, outcome: Outcome) -> None:
        """Nothing would happen to a row that has to be mended first."""
        if not outcome.row.bad:
            self.outcomes.append(outcome)

    def count(self, kind: str) -> int:
        return sum(outcome.kind == kind for outcome in self.outcomes)

    def of(self, kind: str) -> list[Outcome]:
        return [outcome for outcome in self.outcomes if outcome.kind == kind]

    def blame(self, row: Row, name: str, reason: str, suggestion: str = "") -> None:
        self.table.blame(row, column_of(self.columns, name), reason, suggestion)

    def warn(self, row: Row, name: str, reason: str, suggestion: str = "") -> None:
        self.table.warn(row, column_of(self.columns, name), reason, suggestion)

    def refuse(self, row: Row, refusal: DomainError, default: str) -> None:
        """A rule of the actions said no: its message already says how to mend it."""
        self.blame(row, refusal.field or default, str(refusal))


@contextmanager
def writing(row: Row) -> Iterator[None]:
    """What an action refuses only now is told with the row it happened at."""
    try:
        yield
    except DomainError as refusal:
        said = _("第 {row} 行：{why}").format(row=row.number, why=refusal)
        raise DomainError(said, code=refusal.code) from refusal
